"""What a DICOM file says of itself in a list of studies and series; its pixels are not read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydicom.dataset import Dataset

from iodeep_viewer.core.records import InstanceRecord, PatientRecord, SeriesRecord, StudyRecord
from iodeep_viewer.core.uid import is_uid
from iodeep_viewer.errors import DicomDataError
from iodeep_viewer.objects.header import integer, numbers, read_file, text

_KEYWORDS = (
    "SpecificCharacterSet",
    "SOPClassUID",
    "SOPInstanceUID",
    "StudyDate",
    "StudyTime",
    "AccessionNumber",
    "Modality",
    "InstitutionName",
    "ReferringPhysicianName",
    "StudyDescription",
    "SeriesDescription",
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "BodyPartExamined",
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "StudyID",
    "SeriesNumber",
    "InstanceNumber",
)
START = 132
"""Bytes at the beginning of a file that tell whether it is DICOM (PS3.10 section 7.1)."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file: the instance in it, and what it says of its series and study; the counts there are unknown."""

    path: Path
    study: StudyRecord
    series: SeriesRecord
    instance: InstanceRecord


def looks_like_dicom(start: bytes) -> bool:
    """Whether a file with these first :data:`START` bytes may be DICOM; some old ones lack the preamble."""
    return start[128:132] == b"DICM" or start[:4] in (b"\x02\0\0\0", b"\x08\0\0\0", b"\x08\0\x01\0", b"\x08\0\x05\0")


def read_file_record(path: Path) -> FileRecord | None:
    """Read the record of a file; None if it is not DICOM.

    Raises
    ------
    DicomDataError
        If it cannot be read, is damaged, or lacks one of the UIDs that identify it.
    """
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError as error:
        raise DicomDataError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if not looks_like_dicom(start):
        return None
    try:
        return _record(path, read_file(path, with_pixels=False, only=_KEYWORDS))
    except DicomDataError:
        # Without the preamble it only looked like DICOM.
        if start[128:132] == b"DICM":
            raise
        return None


def _record(path: Path, ds: Dataset) -> FileRecord:
    study_uid, series_uid = text(ds, "StudyInstanceUID"), text(ds, "SeriesInstanceUID")
    sop_uid = text(ds, "SOPInstanceUID") or text(ds.file_meta, "MediaStorageSOPInstanceUID")
    sop_class_uid = text(ds, "SOPClassUID") or text(ds.file_meta, "MediaStorageSOPClassUID")
    if not all(is_uid(uid) for uid in (study_uid, series_uid, sop_uid)):
        raise DicomDataError(f"{path.name} lacks a UID that identifies it.")
    return FileRecord(
        path=path,
        study=StudyRecord(
            study_instance_uid=study_uid,
            patient=PatientRecord(
                patient_name=text(ds, "PatientName"),
                patient_id=text(ds, "PatientID"),
                patient_birth_date=text(ds, "PatientBirthDate"),
                patient_sex=text(ds, "PatientSex"),
            ),
            accession_number=text(ds, "AccessionNumber"),
            institution_name=text(ds, "InstitutionName"),
            referring_physician_name=text(ds, "ReferringPhysicianName"),
            study_date=text(ds, "StudyDate"),
            study_time=text(ds, "StudyTime"),
            study_description=text(ds, "StudyDescription"),
            study_id=text(ds, "StudyID"),
        ),
        series=SeriesRecord(
            study_instance_uid=study_uid,
            series_instance_uid=series_uid,
            modality=text(ds, "Modality"),
            series_number=_number(ds, "SeriesNumber"),
            series_description=text(ds, "SeriesDescription"),
            body_part_examined=text(ds, "BodyPartExamined"),
            sop_class_uid=sop_class_uid,
        ),
        instance=InstanceRecord(
            study_instance_uid=study_uid,
            series_instance_uid=series_uid,
            sop_instance_uid=sop_uid,
            sop_class_uid=sop_class_uid,
            instance_number=_number(ds, "InstanceNumber"),
        ),
    )


def _number(ds: Dataset, keyword: str) -> int | None:
    return integer(ds, keyword) if numbers(ds, keyword) else None
