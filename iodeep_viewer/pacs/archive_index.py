"""Index of the embedded archive: the attributes of its files that a query can ask for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydicom import Dataset, dcmread
from pydicom.config import IGNORE
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement

from iodeep_viewer.core.private_elements import QUERIED_PRIVATE
from iodeep_viewer.core.uid import is_uid
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.pacs.attributes import Attributes
from iodeep_viewer.pacs.matching import matches

log = logging.getLogger(__name__)

_KEYWORDS = (
    "SOPClassUID", "SOPInstanceUID", "StudyDate", "SeriesDate", "ContentDate", "StudyTime", "SeriesTime", "ContentTime",
    "AccessionNumber", "Modality", "Manufacturer", "InstitutionName", "ReferringPhysicianName", "StudyDescription",
    "SeriesDescription", "PatientName", "PatientID", "IssuerOfPatientID", "PatientBirthDate", "PatientSex",
    "BodyPartExamined", "ProtocolName", "StudyInstanceUID", "SeriesInstanceUID", "StudyID", "SeriesNumber",
    "InstanceNumber", "PatientOrientation", "FrameOfReferenceUID", "SamplesPerPixel", "PhotometricInterpretation",
    "NumberOfFrames", "Rows", "Columns", "ApprovalStatus", "StructureSetLabel",
)  # fmt: skip
_VRS: dict[int, str] = {tag: dictionary_VR(tag) for tag in map(tag_for_keyword, _KEYWORDS) if tag} | QUERIED_PRIVATE

_STUDY, _SERIES, _INSTANCE = 0x0020000D, 0x0020000E, 0x00080018
_SOP_CLASS = 0x00080016
_MODALITY, _MODALITIES_IN_STUDY = 0x00080060, 0x00080061
_STUDY_SERIES, _STUDY_INSTANCES, _SERIES_INSTANCES = 0x00201206, 0x00201208, 0x00201209
_VRS |= {_MODALITIES_IN_STUDY: "CS", _STUDY_SERIES: "IS", _STUDY_INSTANCES: "IS", _SERIES_INSTANCES: "IS"}

_CHARACTER_SET, _LEVEL = 0x00080005, 0x00080052
_PATIENT = 0x00100020
_IDENTITY = (_PATIENT, _STUDY, _SERIES, _INSTANCE)
_LEVEL_KEYS = {"STUDY": _IDENTITY[:2], "SERIES": _IDENTITY[:3], "IMAGE": _IDENTITY}
"""Of each level: two patients may share all UIDs, as in other archives."""

Identity = tuple[str, ...]
"""PatientID, StudyInstanceUID, SeriesInstanceUID and SOPInstanceUID."""


@dataclass(frozen=True, slots=True)
class IndexedInstance:
    """One file: its attributes as text, by tag, and how its data is encoded."""

    path: Path
    values: Mapping[int, str]
    transfer_syntax_uid: str

    @property
    def sop_class_uid(self) -> str:
        """SOPClassUID."""
        return self.values[_SOP_CLASS]

    @property
    def identity(self) -> Identity:
        """Attributes that distinguish it from all others."""
        return _values(self.values, _IDENTITY)

    @property
    def sop_instance_uid(self) -> str:
        """SOPInstanceUID."""
        return self.values[_INSTANCE]


class ArchiveIndex:
    """The DICOM files below some folders, read when first asked for.

    Attributes
    ----------
    skipped
        Files that are not DICOM, lack a UID or cannot be reached, once the folders were read.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.skipped: list[Path] = []
        self._folders = tuple(folders)
        self._instances: dict[Identity, IndexedInstance] | None = None
        self._lock = threading.Lock()

    def get(self, identity: Identity) -> IndexedInstance | None:
        """Return an instance, or None; its file may be gone since it was read."""
        with self._lock:
            return self._read().get(identity)

    def add(self, instance: IndexedInstance) -> None:
        """Add one, in place of one of the same identity."""
        with self._lock:
            self._read()[instance.identity] = instance

    def find(self, identifier: Dataset) -> Iterator[Dataset]:
        """Answer a C-FIND identifier of the Study Root model; responses are in ISO_IR 192."""
        attributes = Attributes(identifier)
        level_keys = _LEVEL_KEYS.get(attributes.text("QueryRetrieveLevel"))
        if level_keys is None:
            raise DicomDataError("A query needs the level STUDY, SERIES or IMAGE.")
        tags = [int(element.tag) for element in identifier if element.tag not in (_CHARACTER_SET, _LEVEL)]
        keys = {tag: attributes.text(tag) for tag in tags if tag in _VRS}
        for values in self._records(level_keys):
            if all(matches(key, values.get(tag, ""), _VRS[tag]) for tag, key in keys.items()):
                yield _response(attributes.text("QueryRetrieveLevel"), tags, values)

    def select(self, identifier: Dataset) -> list[IndexedInstance]:
        """Return the instances that a C-MOVE or C-GET identifier names by UID, by instance number."""
        attributes = Attributes(identifier)
        keys = {tag: attributes.text(tag) for tag in (_STUDY, _SERIES, _INSTANCE) if tag in identifier}
        if not any(keys.values()):
            return []
        found = [item for item in self._all() if all(matches(key, item.values[tag], "UI") for tag, key in keys.items())]
        return sorted(found, key=lambda item: (len(number := item.values.get(0x00200013, "")), number))

    def _records(self, level_keys: Sequence[int]) -> list[dict[int, str]]:
        """Merge the instances of each study, series or instance into one set of values."""
        records: dict[Identity, dict[int, str]] = {}
        studies: dict[Identity, list[IndexedInstance]] = {}
        for item in self._all():
            records.setdefault(_values(item.values, level_keys), dict(item.values))
            studies.setdefault(item.identity[:2], []).append(item)
        for values in records.values():
            study = studies[_values(values, _IDENTITY[:2])]
            values[_STUDY_INSTANCES] = str(len(study))
            values[_STUDY_SERIES] = str(len({item.values[_SERIES] for item in study}))
            values[_MODALITIES_IN_STUDY] = "\\".join(sorted({item.values.get(_MODALITY, "") for item in study} - {""}))
            values[_SERIES_INSTANCES] = str(sum(item.values[_SERIES] == values[_SERIES] for item in study))
        return list(records.values())

    def _all(self) -> list[IndexedInstance]:
        with self._lock:
            return list(self._read().values())

    def _read(self) -> dict[Identity, IndexedInstance]:
        if self._instances is None:
            instances: dict[Identity, IndexedInstance] = {}
            skipped: list[Path] = []
            for folder in self._folders:
                for path in sorted(folder.rglob("*")):
                    try:
                        if not path.is_file():
                            continue
                        instance = read_instance(path, path)
                    except (OSError, DicomDataError):
                        skipped.append(path)
                        continue
                    instances.setdefault(instance.identity, instance)
            if skipped:
                log.warning("The archive skips %d files that are not DICOM objects.", len(skipped))
            self._instances, self.skipped = instances, skipped
        return self._instances


def _values(values: Mapping[int, str], tags: Sequence[int]) -> Identity:
    return tuple(values.get(tag, "") for tag in tags)


def read_instance(source: Path | BinaryIO, path: Path) -> IndexedInstance:
    """Read the indexed attributes of a file, or of its bytes before they are written to `path`.

    Raises
    ------
    DicomDataError
        If it is not a DICOM file, or lacks one of the UIDs that identify it.
    """
    try:
        header = dcmread(source, stop_before_pixels=True, specific_tags=[_CHARACTER_SET, *_VRS])
        transfer_syntax_uid = str(header.file_meta.TransferSyntaxUID)
    except Exception as error:  # pydicom raises whatever damaged bytes lead to
        raise DicomDataError(f"{path.name} is not a DICOM file.") from error
    attributes = Attributes(header)
    values = {}
    for tag, vr in _VRS.items():
        number = attributes.short(tag) if vr == "US" else None
        values[tag] = attributes.text(tag) if vr != "US" else "" if number is None else str(number)
    if not all(is_uid(values[tag]) for tag in (_SOP_CLASS, _STUDY, _SERIES, _INSTANCE)):
        raise DicomDataError(f"{path.name} lacks a UID that identifies it.")
    return IndexedInstance(path, {tag: value for tag, value in values.items() if value}, transfer_syntax_uid)


def _response(level: str, tags: Sequence[int], values: Mapping[int, str]) -> Dataset:
    response = Dataset()
    response.SpecificCharacterSet = "ISO_IR 192"
    response.QueryRetrieveLevel = level
    for tag in tags:
        vr = _VRS.get(tag)
        if vr is not None:
            text = values.get(tag, "")
            value = int(text) if vr == "US" and text else text or None
            response.add(DataElement(tag, vr, value, validation_mode=IGNORE))
    return response
