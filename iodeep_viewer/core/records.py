"""Patients, studies, series and instances as a query finds them: plain values.

Field names are the snake_case DICOM keywords; values are the text of the attribute, empty when absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_NOT_IMAGES = frozenset({
    "RTSTRUCT", "RTPLAN", "PLAN", "RTDOSE", "RTRECORD", "RTRAD", "SR", "SMR", "PR", "KO", "REG", "SEG", "DOC", "M3D",
    "RWV", "ANN", "FID", "ECG", "HD", "EPS", "EEG", "EMG", "EOG", "RESP", "AU",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """The patient block of the viewer (paper, section 4.1).

    ``patient_name`` is as stored, with its carets; :attr:`display_name` is for the screen.
    """

    patient_name: str = ""
    patient_id: str = ""
    patient_birth_date: str = ""
    patient_sex: str = ""

    @property
    def display_name(self) -> str:
        """Family name, then the given names, by group (PS3.5 section 6.2.1).

        The alphabetic group comes first, the ideographic one behind it; the phonetic one only where it is alone.

        Examples
        --------
        >>> PatientRecord("Yamada^Tarou=山田^太郎=やまだ^たろう").display_name
        'Yamada, Tarou (山田, 太郎)'
        """
        groups = [*map(_name, self.patient_name.split("=")), "", ""]
        alphabetic, ideographic, phonetic = groups[:3]
        return f"{alphabetic} ({ideographic})" if alphabetic and ideographic else alphabetic or ideographic or phonetic


def _name(group: str) -> str:
    family, *given = (part.strip() for part in group.split("^"))
    rest = " ".join(part for part in given if part)
    return f"{family}, {rest}" if family and rest else family or rest


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """One study: the clinical block of the viewer and the row of the study table."""

    study_instance_uid: str
    patient: PatientRecord = field(default_factory=PatientRecord)
    accession_number: str = ""
    institution_name: str = ""
    referring_physician_name: str = ""
    study_date: str = ""
    study_time: str = ""
    study_description: str = ""
    study_id: str = ""
    modalities_in_study: tuple[str, ...] = ()
    number_of_study_related_series: int | None = None
    number_of_study_related_instances: int | None = None


def prior_studies(study: StudyRecord, candidates: Iterable[StudyRecord]) -> tuple[StudyRecord, ...]:
    """Return the other studies of the patient of a study, newest first.

    A date of birth that differs says that it is another patient with the same ID.

    Parameters
    ----------
    study
        With its patient.
    candidates
        Studies that may be of the same patient.

    Returns
    -------
    tuple of StudyRecord
        Without the study itself.
    """
    patient = study.patient

    def same_patient(other: PatientRecord) -> bool:
        births = {patient.patient_birth_date, other.patient_birth_date} - {""}
        return patient.patient_id != "" and other.patient_id == patient.patient_id and len(births) < 2

    found = [
        item
        for item in candidates
        if item.study_instance_uid != study.study_instance_uid and same_patient(item.patient)
    ]
    return tuple(sorted(found, key=lambda item: (item.study_date, item.study_time), reverse=True))


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """One series of a study.

    Attributes
    ----------
    sop_class_uid
        Of its instances; empty where the archive does not say, as few do at series level.
    """

    study_instance_uid: str
    series_instance_uid: str
    modality: str = ""
    series_number: int | None = None
    series_description: str = ""
    body_part_examined: str = ""
    number_of_series_related_instances: int | None = None
    sop_class_uid: str = ""

    @property
    def has_images(self) -> bool:
        """Whether it holds images, going by its modality (PS3.3 section C.7.3.1.1.1)."""
        return self.modality not in _NOT_IMAGES


@dataclass(frozen=True, slots=True)
class InstanceRecord:
    """One instance of a series."""

    study_instance_uid: str
    series_instance_uid: str
    sop_instance_uid: str
    sop_class_uid: str = ""
    instance_number: int | None = None
    number_of_frames: int | None = None


@dataclass(frozen=True, slots=True)
class StudyQuery:
    """Matching keys of a study search (PS3.4 section C.2.2.2): empty means "any".

    Attributes
    ----------
    study_date
        ``YYYYMMDD`` or a range ``YYYYMMDD-YYYYMMDD``, open on either side.
    modalities
        One of them has to be among ModalitiesInStudy.
    limit
        Records after which the search stops; the server gets a C-CANCEL.
    """

    patient_name: str = ""
    patient_id: str = ""
    accession_number: str = ""
    study_date: str = ""
    modalities: tuple[str, ...] = ()
    study_description: str = ""
    study_instance_uid: str = ""
    limit: int = 500


@dataclass(frozen=True, slots=True)
class StudySearch:
    """The result of a study search.

    Attributes
    ----------
    records
        In the order of the archive, at most ``query.limit``.
    more
        Whether the archive holds more than these.
    cut_off
        Whether the archive itself stopped before: a higher limit brings nothing more, a narrower search does.
    """

    records: tuple[StudyRecord, ...]
    more: bool = False
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The files of a series, or of one instance of it.

    Attributes
    ----------
    paths
        In no order that can be relied on.
    copies
        Those of them that an earlier retrieve left on this computer.
    problems
        Sentences about instances that are not among them.
    """

    paths: tuple[Path, ...]
    copies: frozenset[Path] = frozenset()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """The outcome of trying an archive.

    Attributes
    ----------
    ok
        Whether searching and retrieving work.
    lines
        A sentence for each trial, in their order.
    """

    ok: bool
    lines: tuple[str, ...]
