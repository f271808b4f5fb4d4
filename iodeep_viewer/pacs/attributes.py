"""Read values out of responses of other software: nothing here raises on bad data."""

from __future__ import annotations

from typing import Any, Literal

from pydicom import Dataset
from pydicom.charset import convert_encodings, decode_bytes
from pydicom.dataelem import RawDataElement
from pydicom.tag import Tag
from pydicom.valuerep import PN_DELIMS, TEXT_VR_DELIMS

from iodeep_viewer.core.numbers_in_text import integer_of
from iodeep_viewer.core.uid import is_uid


class Attributes:
    """The values of a dataset as text, decoded from the bytes without any check of their form."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._encodings = ["iso8859"]
        stated = [part.strip() for part in self.text("SpecificCharacterSet").split("\\")]
        try:
            self._encodings = convert_encodings(stated)
        except (LookupError, ValueError, UserWarning):
            self._encodings = ["utf8"]

    def text(self, key: str | int) -> str:
        """Value of the attribute with this keyword or tag, several joined by a backslash; empty if absent."""
        tag = Tag(key)
        if tag not in self._dataset:
            return ""
        value = self._dataset.get_item(tag).value
        if value is None:
            return ""
        if isinstance(value, bytes):
            value = self._decoded(value)
        elif isinstance(value, (list, tuple)) or hasattr(value, "_list"):
            value = "\\".join(str(part) for part in value)
        return str(value).strip(" \0")

    def values(self, key: str | int) -> tuple[str, ...]:
        """Value of a multi-valued attribute, empty parts left out."""
        return tuple(part.strip() for part in self.text(key).split("\\") if part.strip())

    def integer(self, key: str | int) -> int | None:
        """Value of a number written as text (IS); None if absent or not a number."""
        return integer_of(self.text(key))

    def short(self, key: str | int) -> int | None:
        """Value of a binary unsigned short (US); None if absent or of another length."""
        tag = Tag(key)
        if tag not in self._dataset:
            return None
        element: Any = self._dataset.get_item(tag)
        if isinstance(element, RawDataElement):
            order: Literal["little", "big"] = "little" if element.is_little_endian else "big"
            return int.from_bytes(element.value or b"", order) if element.length == 2 else None
        return element.value if isinstance(element.value, int) else None

    def uid(self, key: str | int) -> str:
        """Value of a UID; empty if absent or not of the form of one."""
        text = self.text(key)
        return text if is_uid(text) else ""

    def _decoded(self, value: bytes) -> str:
        try:
            return decode_bytes(value, self._encodings, PN_DELIMS | TEXT_VR_DELIMS)
        except (LookupError, ValueError, UserWarning):
            return value.decode("latin-1")
