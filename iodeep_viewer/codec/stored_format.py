"""Stored documents: a version number, migrations, and keys of later versions that stay."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from iodeep_viewer.codec.converter import WRONG_TYPE, Malformed, parse, structure, unstructure

Value = TypeVar("Value")
Migration = Callable[[Any], dict[str, Any]]
"""From the document of one version, as JSON has it, to that of the next."""


@dataclass(frozen=True, slots=True)
class Format(Generic[Value]):
    """A stored document: a JSON object with the fields of a dataclass and ``version``.

    Attributes
    ----------
    kind
        The dataclass.
    migrations
        The first one makes version 2 of version 1, and so on. A document without a version is of version 1.
    """

    kind: type[Value]
    migrations: tuple[Migration, ...] = ()

    @property
    def version(self) -> int:
        """The version that is written."""
        return 1 + len(self.migrations)

    def load(self, text: str | bytes) -> Value:
        """Return the value of a document of this or a former version; of a later one, as much as is known.

        Parameters
        ----------
        text
            JSON; as bytes, in UTF-8.

        Returns
        -------
        object
            Of the dataclass.

        Raises
        ------
        Malformed
            If it is not such a document.
        """
        return structure(self._document(text), self.kind)

    def dump(self, value: Value, *, former: str | bytes | None = None) -> str:
        """Return the document of a value.

        Parameters
        ----------
        value
            Of the dataclass.
        former
            The document that this one takes the place of: keys of it that nobody knows here stay, and so does a
            later version. It must load.

        Returns
        -------
        str
            JSON, indented for people.
        """
        document = unstructure(value)
        version = self.version
        if former is not None:
            known = self._document(former)
            version = max(version, known["version"])
            document = with_unknown_keys(self.kind, known, document)
        return json.dumps({**document, "version": version}, indent=2, ensure_ascii=False) + "\n"

    def _document(self, text: str | bytes) -> dict[str, Any]:
        document = parse(text)
        version = document.get("version", 1) if isinstance(document, dict) else 1
        if type(version) is not int or version < 1:
            raise Malformed(f"'version' {WRONG_TYPE}")
        if version == 1 and not isinstance(document, dict) and not self.migrations:
            raise Malformed("it is not a JSON object")
        for migration in self.migrations[version - 1 :]:
            try:
                document = migration(document)
            except Malformed:
                raise
            except (LookupError, TypeError, AttributeError, ValueError) as error:
                raise Malformed("it is not of the form that it was written in") from error
        return {**document, "version": max(version, self.version)}


def with_unknown_keys(kind: Any, former: Any, document: Any) -> Any:
    """Return a document with the keys of a former one that its dataclasses do not know, at every level.

    Parameters
    ----------
    kind
        The dataclass of both.
    former
        The document before.
    document
        The one that takes its place.

    Returns
    -------
    object
        The latter, completed; elements of lists are matched by their first field.
    """
    inner = get_args(kind)
    if is_dataclass(kind):
        types = get_type_hints(kind)
        names = {field.name for field in fields(kind)}
        unknown = {name: value for name, value in former.items() if name not in names}
        known = {
            name: with_unknown_keys(types[name], former[name], value) if name in former else value
            for name, value in document.items()
        }
        return {**known, **unknown}
    if get_origin(kind) is tuple and is_dataclass(inner[0]):
        # The first field of an element of a list is its name.
        name = fields(inner[0])[0].name
        by_name = {item[name]: item for item in former}
        return [with_unknown_keys(inner[0], by_name.get(item[name], {}), item) for item in document]
    if get_origin(kind) is Mapping and is_dataclass(inner[1]):
        return {key: with_unknown_keys(inner[1], former.get(key, {}), item) for key, item in document.items()}
    return document
