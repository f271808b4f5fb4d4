"""From attributes to records, in the same way for the answers of a query and for files."""

from __future__ import annotations

from typing import Protocol

from iodeep_viewer.core.records import InstanceRecord, PatientRecord, SeriesRecord, StudyRecord

PATIENT_KEYWORDS = ("PatientName", "PatientID", "PatientBirthDate", "PatientSex")
STUDY_KEYWORDS = (
    *PATIENT_KEYWORDS,
    "InstitutionName",
    "ReferringPhysicianName",
    "AccessionNumber",
    "StudyDate",
    "StudyTime",
    "StudyDescription",
    "StudyID",
    "StudyInstanceUID",
)
"""Attributes of a study itself."""
STUDY_COUNTS = ("ModalitiesInStudy", "NumberOfStudyRelatedSeries", "NumberOfStudyRelatedInstances")
"""Attributes that only an archive knows of a study."""
SERIES_KEYWORDS = (
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "Modality",
    "SeriesNumber",
    "SeriesDescription",
    "BodyPartExamined",
)
INSTANCE_KEYWORDS = ("SOPClassUID", "SOPInstanceUID", "InstanceNumber", "NumberOfFrames")


class Attributes(Protocol):
    """Values of attributes by their keywords, read tolerantly: odd values count as absent."""

    def text(self, key: str, /) -> str:
        """Return the value as text; empty if absent.

        Parameters
        ----------
        key
            Keyword.

        Returns
        -------
        str
            Without blanks around it.
        """

    def values(self, key: str, /) -> tuple[str, ...]:
        """Return the values of a multi-valued attribute.

        Parameters
        ----------
        key
            Keyword.

        Returns
        -------
        tuple of str
            Empty parts are left out.
        """

    def integer(self, key: str, /) -> int | None:
        """Return the value as an integer; None if absent or none.

        Parameters
        ----------
        key
            Keyword.

        Returns
        -------
        int or None
            The first value.
        """

    def uid(self, key: str, /) -> str:
        """Return the value of a UID; empty if absent or not of the form of one.

        Parameters
        ----------
        key
            Keyword.

        Returns
        -------
        str
            At most 64 characters.
        """


def patient_record(attributes: Attributes) -> PatientRecord:
    """Return the patient that an object or an answer states.

    Parameters
    ----------
    attributes
        Of any level.

    Returns
    -------
    PatientRecord
        With empty fields where attributes are absent.
    """
    return PatientRecord(
        patient_name=attributes.text("PatientName"),
        patient_id=attributes.text("PatientID"),
        patient_birth_date=attributes.text("PatientBirthDate"),
        patient_sex=attributes.text("PatientSex"),
    )


def study_record(attributes: Attributes) -> StudyRecord | None:
    """Return the study that an object or an answer states.

    Parameters
    ----------
    attributes
        Of study level or below.

    Returns
    -------
    StudyRecord or None
        None without a usable StudyInstanceUID.
    """
    uid = attributes.uid("StudyInstanceUID")
    if not uid:
        return None
    return StudyRecord(
        study_instance_uid=uid,
        patient=patient_record(attributes),
        accession_number=attributes.text("AccessionNumber"),
        institution_name=attributes.text("InstitutionName"),
        referring_physician_name=attributes.text("ReferringPhysicianName"),
        study_date=attributes.text("StudyDate"),
        study_time=attributes.text("StudyTime"),
        study_description=attributes.text("StudyDescription"),
        study_id=attributes.text("StudyID"),
        modalities_in_study=attributes.values("ModalitiesInStudy"),
        number_of_study_related_series=attributes.integer("NumberOfStudyRelatedSeries"),
        number_of_study_related_instances=attributes.integer("NumberOfStudyRelatedInstances"),
    )


def series_record(attributes: Attributes, study_uid: str = "") -> SeriesRecord | None:
    """Return the series that an object or an answer states.

    Parameters
    ----------
    attributes
        Of series level or below.
    study_uid
        StudyInstanceUID that was asked for, for archives that do not repeat it.

    Returns
    -------
    SeriesRecord or None
        None where a UID is missing or not usable.
    """
    study_uid, series_uid = attributes.uid("StudyInstanceUID") or study_uid, attributes.uid("SeriesInstanceUID")
    if not study_uid or not series_uid:
        return None
    return SeriesRecord(
        study_instance_uid=study_uid,
        series_instance_uid=series_uid,
        modality=attributes.text("Modality"),
        series_number=attributes.integer("SeriesNumber"),
        series_description=attributes.text("SeriesDescription"),
        body_part_examined=attributes.text("BodyPartExamined"),
        number_of_series_related_instances=attributes.integer("NumberOfSeriesRelatedInstances"),
        sop_class_uid=attributes.uid("SOPClassUID"),
    )


def instance_record(attributes: Attributes, study_uid: str, series_uid: str) -> InstanceRecord | None:
    """Return the instance that an object or an answer states.

    Parameters
    ----------
    attributes
        Of image level.
    study_uid
        The series that it was found in.
    series_uid
        The series that it was found in.

    Returns
    -------
    InstanceRecord or None
        None without a usable SOPInstanceUID.
    """
    uid = attributes.uid("SOPInstanceUID")
    if not uid:
        return None
    return InstanceRecord(
        study_instance_uid=study_uid,
        series_instance_uid=series_uid,
        sop_instance_uid=uid,
        sop_class_uid=attributes.uid("SOPClassUID"),
        instance_number=attributes.integer("InstanceNumber"),
        number_of_frames=attributes.integer("NumberOfFrames"),
    )
