"""The training file: TOML or JSON, read whole and checked.

Paths in it are relative to the file.
"""

from __future__ import annotations

import json
import math
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from iodeep_viewer.core.structure_set import ApprovalStatus
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.training.augmentation import Augmentation
from iodeep_viewer.training.fit import Schedule
from iodeep_viewer.training.split import SplitRule

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder of pictures, PNG or DICOM, its sub-folders included.

    Attributes
    ----------
    masks
        Folder with a PNG of the same name for every picture that shows something (``NAME.2.png`` for frame 2 of a
        multi-frame image); pictures without one show nothing. None: no picture does.
    label
        Instead of masks: every picture as a whole is this label.
    spacing
        (row, column) spacing of PNG pictures, mm.
    """

    images: Path
    masks: Path | None = None
    label: str = ""
    spacing: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class PacsSource:
    """Series in the PACS with RT Structure Sets.

    Attributes
    ----------
    pacs
        ``AE@HOST:PORT``, or ``settings`` for the PACS that the viewer uses.
    patient_id, study_date, study_description, modality, series_description
        Search keys; empty for any. Texts may have ``*`` and ``?``, dates may be a range (``20250101-20250331``),
        a modality is whole.
    approval
        Approval states of the structure sets that count.
    regions
        Which region names mean which label, where they are not the same.
    without_regions
        Whether slices without a region show nothing (``negative``) or are not known to (``leave_out``).
    calling_ae, own_port
        Our AE title, and the port that C-MOVE sends to; if not given IODEEP and 11113, or as in the settings.
    get
        Whether to fetch by C-GET.

    Raises
    ------
    ValueError
        If a value makes no sense.
    """

    pacs: str
    patient_id: str = ""
    study_date: str = ""
    study_description: str = ""
    modality: str = ""
    series_description: str = ""
    approval: tuple[str, ...] = ("APPROVED",)
    regions: dict[str, str] = field(default_factory=dict)
    without_regions: str = "negative"
    calling_ae: str = ""
    own_port: int | None = None
    get: bool = False

    def __post_init__(self) -> None:
        if self.without_regions not in ("negative", "leave_out"):
            raise ValueError(f"without_regions is “{self.without_regions}”; it has to be negative or leave_out")
        unknown = set(self.approval) - set(ApprovalStatus.__members__)
        if unknown or not self.approval:
            raise ValueError(
                f"approval names {', '.join(unknown) or 'nothing'}; it takes APPROVED, UNAPPROVED, REJECTED"
            )


Source = FolderSource | PacsSource


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """A training file.

    Attributes
    ----------
    model
        Folder with ``network.json``; the file's own folder if not given.
    weights
        Weights to start from; None for random ones.
    float16
        Whether the weights are stored at half their size.
    card
        Statements of the author about the network, for its card.
    file
        Where it was read.

    Raises
    ------
    ValueError
        If the seed is out of range.
    """

    model: Path
    data: tuple[Source, ...]
    split: SplitRule = field(default_factory=SplitRule)
    schedule: Schedule = field(default_factory=Schedule)
    augmentation: Augmentation = field(default_factory=Augmentation)
    card: Mapping[str, Any] = field(default_factory=dict)
    weights: Path | None = None
    seed: int = 1
    float16: bool = False
    file: Path | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.seed < 2**63:
            raise ValueError("needs a seed from 0 to 2^63 - 1")


def read_config(path: Path) -> TrainingConfig:
    """Read a training file.

    Raises
    ------
    IODeepError
        If it cannot be read, or a key is missing, unknown or of the wrong kind; the sentence names the place.
    """
    document = _read(path)
    reader = _Reader(path)
    sources = document.pop("data", None)
    if not isinstance(sources, list) or not sources:
        raise reader.error(
            "data", "is missing", "Name the data to learn from: [[data]] with images and masks, or with pacs."
        )
    data = tuple(reader.source(item, f"data.{number}") for number, item in enumerate(sources, 1))
    document.setdefault("model", ".")
    return replace(reader.read(TrainingConfig, {**document, "data": data}, ""), file=path)


def folder_config(folder: Path, model: Path, spacing: tuple[float, float]) -> TrainingConfig:
    """Read a folder of the usual form as data: ``images`` with ``masks`` and, if there, ``negatives``.

    Raises
    ------
    IODeepError
        If there is no sub-folder ``images``, or the spacing is not two positive numbers.
    """
    if not all(0 < value < math.inf for value in spacing):
        raise IODeepError("The spacing is not positive.", "Give two numbers above 0, in mm.")
    if not (folder / "images").is_dir():
        raise IODeepError(
            f"{folder} has no sub-folder “images”.",
            "Give a folder with images and masks (and negatives), or a training file.",
        )
    masks = folder / "masks"
    sources = [FolderSource(folder / "images", masks if masks.is_dir() else None, spacing=spacing)]
    if (folder / "negatives").is_dir():
        sources.append(FolderSource(folder / "negatives", spacing=spacing))
    return TrainingConfig(model, tuple(sources))


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise IODeepError(f"{path} cannot be read: {error.strerror}.", "Give a training file, TOML or JSON.") from error
    except UnicodeDecodeError as error:
        raise IODeepError(f"{path} is not text.", "Give a training file, TOML or JSON.") from error
    try:
        document = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except ValueError as error:
        raise IODeepError(f"{path} is not valid {path.suffix.lstrip('.').upper() or 'TOML'}: {error}.") from error
    if not isinstance(document, dict):
        raise IODeepError(f"{path} is not a JSON object.", "See models/README.md for its keys.")
    return document


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes dataclasses of tables."""

    path: Path

    def source(self, table: object, place: str) -> Source:
        if not isinstance(table, dict):
            raise self.error(place, "is not a table", "Write [[data]].")
        if ("images" in table) == ("pacs" in table):
            raise self.error(place, "needs either images or pacs", "Give a folder of pictures, or a PACS.")
        return self.read(FolderSource, table, place) if "images" in table else self.read(PacsSource, table, place)

    def read(self, kind: type[T], table: Mapping[str, Any], place: str) -> T:
        """Make a dataclass of a table; every key has to be one of its fields."""
        known = {item.name: item for item in fields(kind) if item.name != "file"}  # type: ignore[arg-type]
        prefix = f"{place}." if place else ""
        for key in table:
            if key not in known:
                raise self.error(prefix + key, "is not known", f"There are: {', '.join(known)}.")
        for name, item in known.items():
            if name not in table and item.default is MISSING and item.default_factory is MISSING:
                raise self.error(prefix + name, "is missing", "See models/README.md for its meaning.")
        hints = get_type_hints(kind)
        values = {key: self._value(value, hints[key], prefix + key) for key, value in table.items()}
        try:
            return kind(**values)
        except ValueError as error:
            raise self.error(place or "the file", str(error)) from error

    def _value(self, value: Any, hint: Any, place: str) -> Any:
        if hint in (SplitRule, Schedule, Augmentation):
            if not isinstance(value, dict):
                raise self.error(place, "is not a table", f"Write [{place}].")
            return self.read(hint, value, place)
        if hint in (Path, Path | None) and isinstance(value, str):
            return self.path.parent / Path(value).expanduser()
        if hint is float and _are_numbers([value]):
            return float(value)
        if (hint in (int, str, bool) and type(value) is hint) or (hint == int | None and type(value) is int):
            return value
        if hint == tuple[float, float] and _are_numbers(value) and len(value) == 2 and min(value) > 0:
            return float(value[0]), float(value[1])
        if hint == tuple[str, ...] and _is_list(value, (str,)):
            return tuple(value)
        if hint == dict[str, str] and isinstance(value, dict) and _is_list(list(value.values()), (str,)):
            return value
        if hint == tuple[Source, ...] or (hint == Mapping[str, Any] and isinstance(value, dict)):
            return value
        raise self.error(place, f"is {value!r}", f"It has to be {_KINDS[hint]}.")

    def error(self, place: str, what: str, hint: str = "") -> IODeepError:
        return IODeepError(f"{self.path.name}: {place} {what}.", hint)


_KINDS: dict[Any, str] = {
    Path: "a path in quotes",
    Path | None: "a path in quotes",
    float: "a finite number",
    int: "a whole number",
    str: "text in quotes",
    bool: "true or false",
    int | None: "a whole number",
    tuple[float, float]: "two positive numbers: [row, column]",
    tuple[str, ...]: "a list of texts",
    dict[str, str]: "a table of texts",
    Mapping[str, Any]: "a table",
}


def _are_numbers(values: Any) -> bool:
    """Tell whether it is a list of numbers, none of them infinite or more than a float holds."""
    return _is_list(values, (int, float)) and all(abs(value) <= sys.float_info.max for value in values)


def _is_list(value: Any, kinds: tuple[type, ...]) -> bool:
    return isinstance(value, list) and all(type(item) in kinds for item in value)
