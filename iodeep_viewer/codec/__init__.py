"""Stored JSON: from and to frozen dataclasses, strict about types, with a version number and migrations."""

from iodeep_viewer.codec.converter import Malformed, parse, structure, unstructure
from iodeep_viewer.codec.stored_format import Format, with_unknown_keys

__all__ = ["Format", "Malformed", "parse", "structure", "unstructure", "with_unknown_keys"]
