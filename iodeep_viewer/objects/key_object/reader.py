"""Read Key Object Selection Documents (PS3.3 section A.35.4), whatever software wrote them."""

from __future__ import annotations

from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import KeyObjectSelectionDocumentStorage

from iodeep_viewer.core.image_key import ImageKey
from iodeep_viewer.core.key_objects import KeyObject
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import first_item, items, numbers, read_file, text

PERSON_NAME = "121008"
_DESCRIPTION = "113012"
_MAX_DEPTH = 4


def read_key_object(source: Dataset | Path) -> KeyObject:
    """Read a Key Object Selection Document, whatever software wrote it.

    Parameters
    ----------
    source
        The object, or its file.

    Returns
    -------
    KeyObject
        The images that it marks.

    Raises
    ------
    DicomDataError
        If the file cannot be read, or is something else.
    """
    ds = read_file(source) if isinstance(source, Path) else source
    if text(ds, "SOPClassUID") != KeyObjectSelectionDocumentStorage:
        raise DicomDataError("The object is no Key Object Selection Document.", "Choose key images.")
    content = list(_content_items(ds))
    title = first_item(ds, "ConceptNameCodeSequence")
    return KeyObject(
        sop_instance_uid=text(ds, "SOPInstanceUID"),
        title=(text(title, "CodeMeaning") if title is not None else "") or "Key images",
        description=_value(content, _DESCRIPTION, "TextValue"),
        date=text(ds, "ContentDate"),
        time=text(ds, "ContentTime"),
        observer_name=_value(content, PERSON_NAME, "PersonName"),
        images=frozenset(key for item in content for key in _images(item)),
    )


def _content_items(ds: Dataset, depth: int = 0) -> list[Dataset]:
    """Content items of all levels; TID 2010 has one, and what is nested deeper than that is not followed for ever."""
    if depth > _MAX_DEPTH:
        return []
    found = []
    for item in items(ds, "ContentSequence"):
        found += [item, *_content_items(item, depth + 1)]
    return found


def _value(content: list[Dataset], code: str, keyword: str) -> str:
    for item in content:
        name = first_item(item, "ConceptNameCodeSequence")
        if name is not None and text(name, "CodeValue") == code:
            return text(item, keyword)
    return ""


def _images(item: Dataset) -> list[ImageKey]:
    if text(item, "ValueType") != "IMAGE":
        return []
    keys: list[ImageKey] = []
    for reference in items(item, "ReferencedSOPSequence"):
        uid = text(reference, "ReferencedSOPInstanceUID")
        frames = numbers(reference, "ReferencedFrameNumber")
        keys += [(uid, int(frame)) for frame in frames] or [(uid, None)]
    return keys
