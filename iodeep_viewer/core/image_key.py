"""The names of an image and of a series, in every part of the program."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from iodeep_viewer.core.records import PatientRecord, SeriesRecord, StudyRecord

ImageKey = tuple[str, int | None]
"""SOPInstanceUID and frame number (1-based; None for a single-frame image), within one series."""

StudyKey = tuple[str, str]
"""Patient as :func:`patient_key` gives it, and StudyInstanceUID."""


@dataclass(frozen=True, slots=True)
class SeriesReference:
    """One series of one patient in one archive.

    A SeriesInstanceUID alone names nothing for sure: copied, split and badly anonymised studies share theirs. What is
    open, cached, journalled or computed is kept under all four.

    Attributes
    ----------
    archive
        :attr:`Archive.key <iodeep_viewer.archives.archive.Archive.key>` of where it lies.
    patient
        As :func:`patient_key` gives it.
    study_instance_uid, series_instance_uid
        As the archive states them.
    """

    archive: str
    patient: str
    study_instance_uid: str
    series_instance_uid: str

    def is_copy_of(self, other: SeriesReference) -> bool:
        """Return whether both name one series, be it in two archives.

        Parameters
        ----------
        other
            The reference to compare with.

        Returns
        -------
        bool
            Whether patient, study and series are the same.
        """
        return replace(self, archive="") == replace(other, archive="")

    @property
    def digest(self) -> str:
        """SHA-256 of all four as 64 hexadecimal digits: a name for files that no text of the network can decide on.

        Examples
        --------
        >>> SeriesReference("pacs", "1", "1.2", "1.3").digest[:8]
        '922b8ce6'
        """
        parts = (self.archive, self.patient, self.study_instance_uid, self.series_instance_uid)
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def patient_key(patient: PatientRecord) -> str:
    """Return a text that identifies a patient: PatientID and PatientName.

    Both, because either is missing or shared in copied and anonymised studies. Case and empty name components do not
    count.

    Parameters
    ----------
    patient
        As an archive or a file states it.

    Returns
    -------
    str
        Text to compare, not to show.

    Examples
    --------
    >>> patient_key(PatientRecord("Rossi^Anna^^", "42 ")) == patient_key(PatientRecord("ROSSI^ANNA", "42"))
    True
    """
    name = patient.patient_name.strip().rstrip("^").casefold()
    return f"{patient.patient_id.strip()}\\{name}"


def study_key(study: StudyRecord) -> StudyKey:
    """Return a key that identifies a study in its archive.

    Parameters
    ----------
    study
        As an archive lists it.

    Returns
    -------
    StudyKey
        Names the study within one archive.
    """
    return patient_key(study.patient), study.study_instance_uid


def names_another(patient: str, stated: PatientRecord) -> bool:
    r"""Return whether an object or an answer of an archive states another patient than a :func:`patient_key` names.

    Where both have a PatientID it decides; else the alphabetic name does, where both have one. Archives spell a name
    in more than one way.

    Parameters
    ----------
    patient
        As :func:`patient_key` gives it.
    stated
        What the object or the answer states.

    Returns
    -------
    bool
        Whether it is another patient for sure.

    Examples
    --------
    >>> names_another("42\\rossi^anna", PatientRecord("Rossi^A", "42"))
    False
    >>> names_another("42\\rossi^anna", PatientRecord("Rossi^Anna", "43"))
    True
    """
    own_id, _, own_name = patient.partition("\\")
    stated_id, _, stated_name = patient_key(stated).partition("\\")
    if own_id and stated_id:
        return own_id != stated_id
    own, other = (name.partition("=")[0].rstrip("^") for name in (own_name, stated_name))
    return bool(own and other and own != other)


def series_reference(archive: str, patient: PatientRecord, record: SeriesRecord) -> SeriesReference:
    """Return the reference of a series that an archive lists for a patient.

    Parameters
    ----------
    archive
        Key of the archive.
    patient
        The patient of the study.
    record
        The series.

    Returns
    -------
    SeriesReference
        Names the series among all archives.
    """
    return SeriesReference(archive, patient_key(patient), record.study_instance_uid, record.series_instance_uid)
