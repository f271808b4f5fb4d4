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
from iodeep_viewer.objects.file_record import START, looks_like_dicom
from iodeep_viewer.objects.header import read_header, text
from iodeep_viewer.objects.image.reader import read_slices
from iodeep_viewer.training.configuration import FolderSource
from iodeep_viewer.training.examples import LabelledSlice, Truth

_PICTURE, _DICOM_ENDINGS = ".png", (".dcm", ".dicom", ".ima")


def read_folder(
    source: FolderSource, labels: Sequence[str], make_truth: Callable[[NDArray[np.bool_]], Truth], task: TaskControl
) -> list[LabelledSlice]:
    """Read the pictures of a folder with their masks, in the order of their names.

    A mask has the size of its picture. For one label every value above 0 is the finding; for several, the value is
    the number of the label, from 1. The sub-folders below ``images`` are together the patient of a picture; where
    there are two or more, the first is its group. A DICOM image brings its own PatientID. Names have the number of a
    patient, in the order of the folders, in the place of its folder.

    Raises
    ------
    IODeepError
        If there are no pictures, all masks are empty, or one is damaged, of another size, or has no picture.
    """
    if not source.images.is_dir():
        raise IODeepError(f"{source.images} is not a folder.", "Give the folder of the pictures as “images”.")
    if source.masks is not None and not source.masks.is_dir():
        raise IODeepError(f"{source.masks} is not a folder.", "Give the folder of the masks as “masks”.")
    if source.label and source.label not in labels:
        raise IODeepError(f"The network has no label “{source.label}”.", f"There are: {', '.join(labels)}.")
    paths = sorted(path for path in source.images.rglob("*") if _is_picture(path))
    masks = _by_name(source.masks) if source.masks is not None else {}
    found: list[LabelledSlice] = []
    used: set[Path] = set()
    numbers: dict[str, int] = {}
    for done, path in enumerate(paths):
        task.report(done, len(paths), f"Reading {source.images.name}")
        relative = path.relative_to(source.images)
        folder, group = _folder_of(relative), relative.parts[0] if len(relative.parts) > 2 else ""
        place = [source.images.name, group, f"patient {numbers.setdefault(folder, len(numbers) + 1)}" if folder else ""]
        patient, slices = _read_picture(path, source)
        for image in slices:
            frame = f".{image.frame_number}" if image.frame_number else ""
            truth = np.full((len(labels), image.rows, image.columns), False)
            mask = masks.get(_without_ending(relative) + frame)
            if source.label:
                truth[labels.index(source.label)] = True
            elif mask is not None:
                used.add(mask)
                truth = _read_mask(mask, image, len(labels))
            name = "/".join(filter(None, [*place, Path(_without_ending(relative)).name + frame]))
            found.append(LabelledSlice(image, make_truth(truth), name, patient or folder, group))
    if not found:
        raise IODeepError(f"There are no PNG or DICOM pictures in {source.images}.", "Give the folder that holds them.")
    if source.masks is not None:
        _check_masks(source.masks, used, found)
    return found


def _folder_of(relative: Path) -> str:
    return "/".join(relative.parts[:-1])


def _without_ending(relative: Path) -> str:
    """Return the path without the ending that names the kind of file; the last number of a UID is none."""
    return (relative.with_suffix("") if relative.suffix.lower() in (_PICTURE, *_DICOM_ENDINGS) else relative).as_posix()


def _by_name(masks: Path) -> dict[str, Path]:
    """PNG files of a folder by their path in it, without the ending."""
    paths = (path for path in sorted(masks.rglob("*")) if path.suffix.lower() == _PICTURE and path.is_file())
    return {_without_ending(path.relative_to(masks)): path for path in paths}


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _is_picture(path: Path) -> bool:
    if not path.is_file() or _is_hidden(path) or path.name == "DICOMDIR":
        return False
    return path.suffix.lower() in (_PICTURE, *_DICOM_ENDINGS) or _is_dicom(path)


def _is_dicom(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return looks_like_dicom(file.read(START))
    except OSError as error:
        raise IODeepError(f"{path} cannot be read: {error.strerror}.") from error


def _read_picture(path: Path, source: FolderSource) -> tuple[str, tuple[Slice, ...]]:
    """Patient and slices of a file; the patient is empty where the file does not say."""
    if path.suffix.lower() != _PICTURE:
        return text(read_header(path), "PatientID"), read_slices(path)
    picture = _read_png(path)
    values: NDArray[np.generic]
    if picture.ndim == 3:
        colors = np.ascontiguousarray(picture[..., 2::-1])
        # 16 bits are brought to 8: 65535 becomes 255.
        values = (colors if colors.dtype == np.uint8 else np.round(colors / 257)).astype(np.uint8)
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
    stray = sorted({path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path)} - used)
    if stray:
        raise IODeepError(
            f"{len(stray)} mask(s) in {folder} have no picture, {stray[0].relative_to(folder)} for example.",
            "A mask is a PNG with the name of its picture; take other files away.",
        )
    if not any(item.has_finding for item in found):
        raise IODeepError(
            f"All masks in {folder} are empty: there is nothing to learn.", "Values above 0 mark the finding."
        )
