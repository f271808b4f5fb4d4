"""Saved searches and the studies opened last, kept on this computer."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.codec import Format, Malformed
from iodeep_viewer.core.records import StudyQuery, StudyRecord
from iodeep_viewer.core.search import SearchForm, StudyDates
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError, PacsError
from iodeep_viewer.files import write_atomically

MOST_STUDIES = 15
"""Studies that are remembered."""


@dataclass(frozen=True, slots=True)
class RecentStudy:
    """As much of a study as it takes to know it again, and the name of the PACS that holds it."""

    node: str
    study_instance_uid: str
    patient_name: str
    study_date: str
    study_description: str


@dataclass(frozen=True, slots=True)
class Recent:
    """Searches and studies that the program remembers.

    Attributes
    ----------
    searches
        Saved searches by their names.
    studies
        Opened last first.
    """

    searches: Mapping[str, SearchForm]
    studies: tuple[RecentStudy, ...]


class RecentFile:
    """The file that remembers; readable by the user alone, because names of patients are in it.

    Parameters
    ----------
    path
        Made when there is something to remember.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Recent:
        """Return the searches and studies; none if there is no file.

        Returns
        -------
        Recent
            Searches by name, studies opened last first.

        Raises
        ------
        IODeepError
            If the file cannot be read; a damaged one is removed, and a new one begins with the next entry.
        """
        try:
            recent = _FORMAT.load(self._path.read_bytes())
            return replace(recent, studies=recent.studies[:MOST_STUDIES])
        except FileNotFoundError:
            return Recent({}, ())
        except OSError as error:
            raise IODeepError(
                f"Your saved searches and recent studies cannot be read from this computer's disk: {error.strerror}.",
                "Check the permissions of this program's data folder.",
            ) from error
        except Malformed as error:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
            raise IODeepError(
                "Your saved searches and recent studies cannot be read: their file was damaged.",
                "They begin anew; what is in the PACS is not concerned.",
            ) from error

    def save_search(self, name: str, form: SearchForm) -> Recent:
        """Remember a search under a name, in place of one of the same name; errors as for :meth:`remember`.

        Parameters
        ----------
        name
            Of the search.
        form
            As it is filled in.

        Returns
        -------
        Recent
            All that is remembered now.
        """
        before = self.read()
        return self._write(Recent({**before.searches, name: form}, before.studies))

    def delete_search(self, name: str) -> Recent:
        """Forget a saved search; errors as for :meth:`remember`.

        Parameters
        ----------
        name
            Of the search.

        Returns
        -------
        Recent
            All that is remembered now.
        """
        before = self.read()
        kept = {key: form for key, form in before.searches.items() if key != name}
        return self._write(Recent(kept, before.studies))

    def rename_search(self, name: str, to: str) -> Recent:
        """Give a saved search another name, in its place; errors as for :meth:`remember`.

        Parameters
        ----------
        name
            Of the search.
        to
            Its new name; another search of that name goes.

        Returns
        -------
        Recent
            All that is remembered now.
        """
        before = self.read()
        kept = {key: form for key, form in before.searches.items() if key != to or key == name}
        return self._write(Recent({to if key == name else key: form for key, form in kept.items()}, before.studies))

    def remember(self, node: str, study: StudyRecord) -> Recent:
        """Put a study at the top of the recent ones.

        Parameters
        ----------
        node
            Name of the PACS that holds it.
        study
            The study.

        Returns
        -------
        Recent
            All that is remembered now.

        Raises
        ------
        IODeepError
            If the file cannot be read or written.
        """
        before = self.read()
        entry = RecentStudy(
            node,
            study.study_instance_uid,
            study.patient.patient_name,
            study.study_date,
            study.study_description,
        )
        others = (
            item for item in before.studies if (item.node, item.study_instance_uid) != (node, study.study_instance_uid)
        )
        return self._write(Recent(before.searches, (entry, *others)[:MOST_STUDIES]))

    def forget_studies(self) -> Recent:
        """Forget the recent studies; the saved searches stay. Errors as for :meth:`remember`.

        Returns
        -------
        Recent
            All that is remembered now.
        """
        return self._write(Recent(self.read().searches, ()))

    def _write(self, recent: Recent) -> Recent:
        def write(file: BinaryIO) -> None:
            if os.name == "posix":
                os.fchmod(file.fileno(), 0o600)
            file.write(text.encode())

        try:
            former = self._path.read_bytes() if self._path.exists() else None
            text = _FORMAT.dump(recent, former=former)
            write_atomically(self._path, write)
        except OSError as error:
            raise IODeepError(
                f"Searches and recent studies cannot be kept on this computer's disk: {error.strerror or error}.",
                "Check that the disk has room and may be written to.",
            ) from error
        return recent


def _dates_by_name(document: Any) -> dict[str, Any]:
    """Version 2 has a period by its name; up to program version 0.3 it was ``7 days`` and the like."""
    searches = {name: {**form, "dates": StudyDates(form["dates"]).name} for name, form in document["searches"].items()}
    return {**document, "searches": searches}


_FORMAT = Format(Recent, migrations=(_dates_by_name,))


def find_recent_study(archive: Archive, recent: RecentStudy, task: TaskControl) -> StudyRecord:
    """Find a recent study in an archive.

    Parameters
    ----------
    archive
        The one that held it.
    recent
        The study.
    task
        Reports studies found.

    Returns
    -------
    StudyRecord
        Of the patient of this name where several have a study of this UID.

    Raises
    ------
    PacsError
        If the archive cannot be asked, or does not hold it any more.
    """
    found = archive.find_studies(StudyQuery(study_instance_uid=recent.study_instance_uid), task).records
    studies = [study for study in found if study.study_instance_uid == recent.study_instance_uid]
    if not studies:
        raise PacsError(f"{archive.name} no longer holds this study.", "Search for the patient to see what it holds.")
    return next((item for item in studies if item.patient.patient_name == recent.patient_name), studies[0])
