"""Folders of pictures and masks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.core.image_series import Slice
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.objects.header import read_header, text
from iodeep_viewer.objects.image import read_slices
from iodeep_viewer.training.configuration import FolderSource
from iodeep_viewer.training.examples import LabelledSlice, Truth

_DICOM_ENDINGS = (".dcm", ".dicom", ".ima", "")


def read_folder(
    source: FolderSource, labels: Sequence[str], make_truth: Callable[[NDArray[np.bool_]], Truth], task: TaskControl
) -> list[LabelledSlice]:
    """Read the pictures of a folder with their masks, in the order of their names.

    A mask has the size of its picture. For one label every value above 0 is the finding; for several, the value is
    the number of the label, from 1. The first sub-folder below ``images`` is the group of a picture, all of them
    together its patient; a DICOM image brings its own PatientID.

    Raises
    ------
    IODeepError
        If there are no pictures, a mask is empty-handed, of another size, or has no picture.
    """
    if not source.images.is_dir():
        raise IODeepError(f"{source.images} is not a folder.", "Give the folder of the pictures as “images”.")
    if source.masks is not None and not source.masks.is_dir():
        raise IODeepError(f"{source.masks} is not a folder.", "Give the folder of the masks as “masks”.")
    if source.label and source.label not in labels:
        raise IODeepError(f"The network has no label “{source.label}”.", f"There are: {', '.join(labels)}.")
    paths = sorted(path for path in source.images.rglob("*") if _is_picture(path))
    found: list[LabelledSlice] = []
    used: set[Path] = set()
    for done, path in enumerate(paths):
        task.report(done, len(paths), f"Reading {source.images.name}")
        relative = path.relative_to(source.images)
        patient, slices = _read_picture(path, source)
        for image in slices:
            name = relative.with_suffix("").as_posix() + (f".{image.frame_number}" if image.frame_number else "")
            masks = np.full((len(labels), image.rows, image.columns), False)
            if source.label:
                masks[labels.index(source.label)] = True
            elif source.masks is not None and (mask := source.masks / f"{name}.png").is_file():
                used.add(mask)
                masks = _read_mask(mask, image, len(labels))
            group = relative.parts[0] if len(relative.parts) > 1 else ""
            title = f"{source.images.name}/{name}"
            found.append(LabelledSlice(image, make_truth(masks), title, patient or _folder_of(relative), group))
    if not found:
        raise IODeepError(f"There are no PNG or DICOM pictures in {source.images}.", "Give the folder that holds them.")
    if source.masks is not None:
        _check_masks(source.masks, used, found)
    return found


def _folder_of(relative: Path) -> str:
    return "/".join(relative.parts[:-1])


def _is_picture(path: Path) -> bool:
    hidden = path.name.startswith(".") or path.name == "DICOMDIR"
    return path.is_file() and not hidden and path.suffix.lower() in (".png", *_DICOM_ENDINGS)


def _read_picture(path: Path, source: FolderSource) -> tuple[str, tuple[Slice, ...]]:
    """Patient and slices of a file; the patient is empty where the file does not say."""
    if path.suffix.lower() in _DICOM_ENDINGS:
        return text(read_header(path), "PatientID"), read_slices(path)
    picture = _read_png(path)
    values: NDArray[np.generic]
    if picture.ndim == 3:
        values = np.ascontiguousarray(picture[..., 2::-1]).astype(np.uint8)
    else:
        values = picture.astype(np.int16 if picture.dtype == np.uint8 else np.float32)
    values.flags.writeable = False
    return "", (picture_slice(values, path.relative_to(source.images), source.spacing),)


def picture_slice(values: NDArray[np.generic], name: Path, spacing: tuple[float, float]) -> Slice:
    """Make a slice of a picture that is not DICOM: shape (rows, columns), or (rows, columns, 3) as RGB uint8."""
    color = values.ndim == 3
    return Slice(
        path=name,
        study_instance_uid="",
        series_instance_uid=_folder_of(name),
        sop_class_uid="",
        sop_instance_uid=name.as_posix(),
        frame_number=None,
        instance_number=0,
        frame_of_reference_uid="",
        modality="OT",
        body_part_examined="",
        study_description="",
        values=values,
        samples_per_pixel=3 if color else 1,
        photometric_interpretation="RGB" if color else "MONOCHROME2",
        pixel_representation=0,
        bits_stored=8,
        plane=None,
        spacing=spacing,
        spacing_known=True,
        windows=(),
        unit="",
    )


def _read_mask(path: Path, image: Slice, labels: int) -> NDArray[np.bool_]:
    mask = _read_png(path)
    if mask.shape[:2] != (image.rows, image.columns):
        size = f"{mask.shape[0]} x {mask.shape[1]}"
        raise IODeepError(
            f"The mask {path} has {size} pixels, its picture {image.rows} x {image.columns}.",
            "Masks are laid over pictures pixel by pixel: write it anew in the size of the picture.",
        )
    if labels == 1:
        above = mask.astype(np.bool_) if mask.ndim == 2 else mask[..., :3].any(axis=2)
        return np.asarray(above)[np.newaxis]
    if mask.ndim != 2 or int(mask.max()) > labels:
        what = "is in colour" if mask.ndim != 2 else f"holds the value {int(mask.max())}"
        raise IODeepError(
            f"The mask {path} {what}; the network has {labels} labels.",
            f"Write it in grey: 0 for nothing, 1 to {labels} for the labels in their order.",
        )
    return np.stack([mask == number for number in range(1, labels + 1)])


def _read_png(path: Path) -> NDArray[np.generic]:
    try:
        data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    except OSError as error:
        raise IODeepError(f"{path} cannot be read: {error.strerror}.") from error
    picture = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if picture is None:
        raise IODeepError(f"{path} is damaged: it is no PNG picture.", "Write it anew or take it away.")
    return np.asarray(picture)


def _check_masks(folder: Path, used: set[Path], found: Sequence[LabelledSlice]) -> None:
    stray = sorted({path for path in folder.rglob("*.png") if path.is_file()} - used)
    if stray:
        raise IODeepError(
            f"{len(stray)} mask(s) in {folder} have no picture, {stray[0].relative_to(folder)} for example.",
            "A mask has the name of its picture.",
        )
    if not any(item.has_finding for item in found):
        raise IODeepError(
            f"All masks in {folder} are empty: there is nothing to learn.", "Values above 0 mark the finding."
        )
