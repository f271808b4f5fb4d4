"""The private elements of an IODeep, in our layout or in that of the reference implementation.

What arrives may be Implicit VR or UN, so an element is text, bytes, or text that pydicom has split at
backslashes. Nothing here is executed: a description in Python's notation goes through ``ast.literal_eval``.
"""

from __future__ import annotations

import ast
import base64
import binascii
import json
from dataclasses import dataclass

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset, PrivateBlock
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag, Tag

from iodeep_viewer.core.iodeep import WEIGHTS_EMBEDDED
from iodeep_viewer.core.private_elements import PrivateElement, ReferenceElement
from iodeep_viewer.errors import NetworkError
from iodeep_viewer.objects.private_block import private_block

_MAX_LITERAL_CHARACTERS = 200_000
_MAX_LITERAL_DEPTH = 20


@dataclass(frozen=True, slots=True)
class DnnElements:
    """The DNN module as text and bytes; empty where absent."""

    architecture: str
    weights: bytes
    weights_uri: str
    weights_sha256: str
    dnn_name: str
    dnn_uid: str
    version: str
    card: str
    previous: str
    is_reference_layout: bool


def dnn_elements(ds: Dataset) -> DnnElements:
    """Read the private elements of an IODeep.

    Parameters
    ----------
    ds
        Of our layout, or of the reference implementation's.

    Returns
    -------
    DnnElements
        As text and bytes.

    Raises
    ------
    NetworkError
        If they are not there, or cannot be decoded.
    """
    try:
        block = private_block(ds)
        return _reference_layout(ds) if block is None else _our_layout(ds, block)
    except NetworkError:
        raise
    except Exception as error:  # pydicom raises whatever the damage leads to
        raise NetworkError("The object is damaged: its network cannot be read.", "Retrieve it again.") from error


def _our_layout(ds: Dataset, block: PrivateBlock) -> DnnElements:
    def value(element: PrivateElement) -> str:
        return _text(ds, block.get_tag(element.element))

    return DnnElements(
        architecture=value(PrivateElement.ARCHITECTURE),
        weights=_bytes(ds, block.get_tag(PrivateElement.WEIGHTS_DATA.element)),
        weights_uri=value(PrivateElement.WEIGHTS) or WEIGHTS_EMBEDDED,
        weights_sha256=value(PrivateElement.WEIGHTS_SHA256).lower(),
        dnn_name=value(PrivateElement.NAME),
        dnn_uid=value(PrivateElement.UID),
        version=value(PrivateElement.VERSION),
        card=value(PrivateElement.CARD),
        previous=value(PrivateElement.PREVIOUS),
        is_reference_layout=False,
    )


def _reference_layout(ds: Dataset) -> DnnElements:
    architecture, checkpoint = (
        _text(ds, Tag(element.value)) for element in (ReferenceElement.ARCHITECTURE, ReferenceElement.CHECKPOINT)
    )
    if not architecture or not checkpoint:
        raise NetworkError("The object is not an IODeep: it holds no network.", "Choose a network object.")
    try:
        weights = base64.b64decode("".join(checkpoint.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NetworkError(
            "The weights are damaged: they are not base64 text.", "Publish the network again."
        ) from error
    return DnnElements(
        architecture=_as_json(architecture),
        weights=weights,
        weights_uri=WEIGHTS_EMBEDDED,
        weights_sha256="",
        dnn_name=_text(ds, Tag(ReferenceElement.NAME.value)),
        dnn_uid=_text(ds, Tag(ReferenceElement.UID.value)),
        version="1",
        card="",
        previous="",
        is_reference_layout=True,
    )


def _as_json(description: str) -> str:
    """Normalise a description in JSON or Python notation to JSON text."""
    try:
        json.loads(description)
    except (ValueError, RecursionError):
        pass
    else:
        return description
    try:
        _check_literal_size(description)
        return json.dumps(ast.literal_eval(description), allow_nan=False)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError) as error:
        raise NetworkError(
            "The network description is neither JSON nor a Python literal.", "Publish the network again."
        ) from error


def _check_literal_size(description: str) -> None:
    if len(description) > _MAX_LITERAL_CHARACTERS:
        raise ValueError(f"longer than {_MAX_LITERAL_CHARACTERS} characters")
    depth = 0
    for character in description:
        depth += (character in "([{") - (character in ")]}")
        if depth > _MAX_LITERAL_DEPTH:
            raise ValueError(f"nested deeper than {_MAX_LITERAL_DEPTH}")


def _raw(ds: Dataset, tag: BaseTag) -> object:
    if tag not in ds:
        return None
    item = ds.get_item(tag)
    # A raw element still has its bytes: nothing was split or guessed. The creator's VR table does not fit the
    # reference layout, whose elements lie where private creators are expected.
    return item.value if isinstance(item, RawDataElement) else ds[tag].value


def _text(ds: Dataset, tag: BaseTag) -> str:
    value = _raw(ds, tag)
    if value is None:
        return ""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8").strip(" \0\r\n")
        except UnicodeDecodeError:
            return value.decode("latin-1").strip(" \0\r\n")
    if isinstance(value, (MultiValue, list, tuple)):
        value = "\\".join(str(part) for part in value)
    return str(value).strip(" \0\r\n")


def _bytes(ds: Dataset, tag: BaseTag) -> bytes:
    value = _raw(ds, tag)
    return value if isinstance(value, bytes) else b""
