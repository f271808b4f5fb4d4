"""Reading DICOM files and their attributes tolerantly: odd values count as absent, damage gets a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydicom import config, dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.errors import InvalidDicomError
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from iodeep_viewer.core.numbers_in_text import number_of
from iodeep_viewer.errors import DicomDataError

# Values read are judged where they are used; pydicom's warnings would put them, names included, in the log.
config.settings.reading_validation_mode = config.IGNORE


def read_header(path: Path) -> Dataset:
    """Read the attributes of a DICOM file, without its pixel data.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Dataset
        With file meta information that states the transfer syntax.

    Raises
    ------
    DicomDataError
        If the file cannot be opened, is not DICOM, or is damaged.
    """
    return read_file(path, with_pixels=False)


def read_file(path: Path, *, with_pixels: bool = True, only: Sequence[str] | None = None) -> Dataset:
    """Read a DICOM file (PS3.10), also one that lacks the preamble; the transfer syntax is always set.

    Parameters
    ----------
    path
        The file.
    with_pixels
        Whether PixelData is read too.
    only
        Keywords of the attributes that are wanted; the others are skipped on the disk.

    Returns
    -------
    Dataset
        With file meta information that states the transfer syntax.

    Raises
    ------
    DicomDataError
        If the file cannot be opened, is not DICOM, or is damaged.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
        # Old files begin with the first element at once: one of group 0002 or 0008, little endian.
        bare = len(start) == 8 and start[:2] in (b"\x02\x00", b"\x08\x00")
        wanted = None if only is None else list(only)
        ds = dcmread(path, stop_before_pixels=not with_pixels, force=bare, specific_tags=wanted)
    except InvalidDicomError as error:
        raise DicomDataError(
            f"{path.name} is not a DICOM file.", "Choose a DICOM file (PS3.10), usually with the ending .dcm."
        ) from error
    except OSError as error:
        raise DicomDataError(
            f"{path.name or path} cannot be read: {error.strerror or error}.",
            "Check that the file exists and may be read.",
        ) from error
    except Exception as error:  # pydicom raises whatever the damage leads to
        raise DicomDataError(
            f"{path.name} is damaged: its attributes cannot be read.", "Retrieve or copy the file again."
        ) from error
    _complete_file_meta(ds)
    return ds


def text(ds: Dataset, keyword: str) -> str:
    """Value of a text attribute, its first where there are several; empty when absent or unreadable.

    Parameters
    ----------
    ds
        Dataset or item.
    keyword
        Of the attribute.

    Returns
    -------
    str
        Without blanks around it.
    """
    value = value_of(ds, keyword)
    if isinstance(value, (MultiValue, list, tuple)):
        value = value[0] if len(value) else None
    return "" if value is None else str(value).strip(" \0")


def numbers(ds: Dataset, keyword: str) -> tuple[float, ...]:
    """Values of a numeric attribute; empty when absent, or when one of them is not a finite number.

    Parameters
    ----------
    ds
        Dataset or item.
    keyword
        Of the attribute.

    Returns
    -------
    tuple of float
        All values, finite.
    """
    value = value_of(ds, keyword)
    if value is None:
        return ()
    values = value if isinstance(value, (MultiValue, list, tuple)) else (value,)
    found = [number_of(item) for item in values]
    return () if None in found else tuple(item for item in found if item is not None)


def integer(ds: Dataset, keyword: str, default: int = 0) -> int:
    """First value of an integer attribute, or `default` when absent or unreadable.

    Parameters
    ----------
    ds
        Dataset or item.
    keyword
        Of the attribute.
    default
        For an attribute that is absent.

    Returns
    -------
    int
        Digits behind the point are cut off.
    """
    values = numbers(ds, keyword)
    return int(values[0]) if values else default


def items(ds: Dataset, keyword: str) -> tuple[Dataset, ...]:
    """Items of a sequence; empty when absent or not a sequence.

    Parameters
    ----------
    ds
        Dataset or item.
    keyword
        Of the sequence.

    Returns
    -------
    tuple of Dataset
        In their order.
    """
    value = value_of(ds, keyword)
    return tuple(value) if isinstance(value, DicomSequence) else ()


def first_item(ds: Dataset, keyword: str) -> Dataset | None:
    """First item of a sequence, or None.

    Parameters
    ----------
    ds
        Dataset or item.
    keyword
        Of the sequence.

    Returns
    -------
    Dataset or None
        The item.
    """
    return next(iter(items(ds, keyword)), None)


def functional_group(ds: Dataset, frame_index: int, keyword: str) -> Dataset:
    """Return the dataset that holds the attributes of a functional group macro for one frame.

    Parameters
    ----------
    ds
        The whole object.
    frame_index
        0-based.
    keyword
        The macro's sequence, e.g. ``PixelMeasuresSequence``.

    Returns
    -------
    Dataset
        The item of the frame, else the shared one (PS3.3 section C.7.6.16), else `ds` itself: images that
        are not enhanced multi-frame keep the same attributes at the top level.
    """
    per_frame = items(ds, "PerFrameFunctionalGroupsSequence")[frame_index : frame_index + 1]
    for group in (*per_frame, *items(ds, "SharedFunctionalGroupsSequence")[:1]):
        found = first_item(group, keyword)
        if found is not None:
            return found
    return ds


def value_of(ds: Dataset, keyword: str) -> object:
    """Value of an attribute as pydicom gives it; None when absent or when it cannot be converted.

    Parameters
    ----------
    ds
        Dataset or item.
    keyword
        Of the attribute.

    Returns
    -------
    object
        Any type that pydicom makes of a value.
    """
    try:
        value: object = ds.get(keyword)
    except Exception:  # the conversion of a damaged value raises anything
        return None
    return value


def _complete_file_meta(ds: Dataset) -> None:
    if getattr(ds, "file_meta", None) is None:
        ds.file_meta = FileMetaDataset()
    if "TransferSyntaxUID" not in ds.file_meta:
        implicit, little_endian = ds.original_encoding
        explicit = ExplicitVRLittleEndian if little_endian else ExplicitVRBigEndian
        ds.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian if implicit else explicit
