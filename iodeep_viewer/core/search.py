"""The search form, and the matching keys that it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from iodeep_viewer.core.records import StudyQuery


class StudyDates(Enum):
    """Which study dates are asked for, counted from the day of the search."""

    ANY = "any"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "7 days"
    MONTH = "30 days"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A search as the user writes it; empty means "any".

    Attributes
    ----------
    patient_name
        ``Rossi, Anna`` or its beginning; with ``*`` or ``?`` as it stands.
    study_description
        Any part of it; with ``*`` or ``?`` as it stands.
    modalities
        One of them has to be in the study.
    first_date, last_date
        ``YYYYMMDD``, both included, in either order; of :attr:`StudyDates.RANGE` only.
    """

    patient_name: str = ""
    patient_id: str = ""
    accession_number: str = ""
    study_description: str = ""
    modalities: tuple[str, ...] = ()
    dates: StudyDates = StudyDates.ANY
    first_date: str = ""
    last_date: str = ""

    def query(self, today: date) -> StudyQuery:
        """Return the matching keys (PS3.4 section C.2.2.2) of a search on the day `today`.

        Parameters
        ----------
        today
            The day of the search, which spans of days end with.

        Returns
        -------
        StudyQuery
            Matching keys; empty ones match everything.
        """
        return StudyQuery(
            patient_name=_starts(self.patient_name),
            patient_id=_key(self.patient_id),
            accession_number=_key(self.accession_number),
            study_date=self._study_date(today),
            modalities=tuple(dict.fromkeys(name for item in self.modalities if (name := _key(item).upper()))),
            study_description=_contains(self.study_description),
        )

    def _study_date(self, today: date) -> str:
        if self.dates is StudyDates.RANGE:
            first, last = sorted((self.first_date, self.last_date)) if self.last_date else (self.first_date, "")
            return first if first == last else f"{first}-{last}"
        if self.dates is StudyDates.YESTERDAY:
            return f"{today - timedelta(1):%Y%m%d}"
        if self.dates is StudyDates.TODAY:
            return f"{today:%Y%m%d}"
        days = {StudyDates.WEEK: 6, StudyDates.MONTH: 29}.get(self.dates)
        return "" if days is None else f"{today - timedelta(days):%Y%m%d}-{today:%Y%m%d}"


def _starts(text: str) -> str:
    """A name as the table shows it, ``Rossi, Anna``, becomes ``Rossi^Anna*``."""
    text = "^".join(part.strip() for part in _key(text).split(","))
    return text if not text or "*" in text or "?" in text else f"{text}*"


def _contains(text: str) -> str:
    text = _key(text)
    return text if not text or "*" in text or "?" in text else f"*{text}*"


def _key(text: str) -> str:
    # A backslash would make a list of values of it (PS3.5 section 6.4).
    return text.replace("\\", " ").strip()
