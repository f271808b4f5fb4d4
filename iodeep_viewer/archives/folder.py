"""DICOM files of this computer as an archive that can only be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydicom import Dataset

from iodeep_viewer.core.image_key import SeriesReference, StudyKey, study_key
from iodeep_viewer.core.iodeep import NetworkRecord
from iodeep_viewer.core.records import (
    ConnectionReport,
    InstanceRecord,
    Retrieved,
    SeriesRecord,
    StudyQuery,
    StudyRecord,
    StudySearch,
    prior_studies,
)
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError

FILES = " "
"""Key of every archive of files: the same series from two folders has one journal. No PACS can have a blank name."""


@dataclass(frozen=True, eq=False)
class FolderArchive:
    """Studies in files of this computer; files unpacked for them are removed once nobody uses this any more.

    Attributes
    ----------
    name
        For the user, e.g. ``Folder “brain”``.
    studies
        Newest first.
    series
        Of each study; by series number.
    instances
        Of each series, with their files; by instance number.
    note
        A sentence about files that are not DICOM; empty where there are none.
    problems
        Sentences about files and folders that are not shown, and why.
    """

    name: str
    studies: tuple[StudyRecord, ...]
    series: Mapping[StudyKey, tuple[SeriesRecord, ...]]
    instances: Mapping[SeriesReference, tuple[tuple[InstanceRecord, Path], ...]]
    note: str
    problems: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for all files."""
        return FILES

    @property
    def address(self) -> str:
        """Files have none."""
        return ""

    @property
    def can_search(self) -> bool:
        """Files may be gone when they are wanted again."""
        return False

    @property
    def can_store(self) -> bool:
        """Folders of others are left as they are."""
        return False

    @property
    def has_networks(self) -> bool:
        """Networks in files are ignored."""
        return False

    def find_studies(self, query: StudyQuery, task: TaskControl) -> StudySearch:
        """Return all studies, whatever the matching keys: they are few, and in memory.

        Parameters
        ----------
        query
            Only its limit counts.
        task
            Only checked for cancellation.

        Returns
        -------
        StudySearch
            At most ``query.limit`` studies, newest first.

        Raises
        ------
        Cancelled
            If the task was cancelled.
        """
        task.check()
        return StudySearch(self.studies[: query.limit], len(self.studies) > query.limit)

    def find_prior_studies(self, study: StudyRecord, task: TaskControl) -> tuple[StudyRecord, ...]:
        """Return the other studies with the same PatientID.

        Parameters
        ----------
        study
            The study, with its patient.
        task
            Only checked for cancellation.

        Returns
        -------
        tuple of StudyRecord
            Newest first; empty where the patient has no PatientID.

        Raises
        ------
        Cancelled
            If the task was cancelled.
        """
        task.check()
        return prior_studies(study, self.studies)

    def list_series(self, study: StudyRecord, task: TaskControl) -> tuple[SeriesRecord, ...]:
        """Return the series of a study and its patient.

        Parameters
        ----------
        study
            The study, with its patient.
        task
            Only checked for cancellation.

        Returns
        -------
        tuple of SeriesRecord
            By series number; empty for an unknown study.

        Raises
        ------
        Cancelled
            If the task was cancelled.
        """
        task.check()
        return self.series.get(study_key(study), ())

    def list_instances(self, reference: SeriesReference, task: TaskControl) -> tuple[InstanceRecord, ...]:
        """Return the instances of a series.

        Parameters
        ----------
        reference
            The series.
        task
            Only checked for cancellation.

        Returns
        -------
        tuple of InstanceRecord
            By instance number; empty for an unknown series.

        Raises
        ------
        Cancelled
            If the task was cancelled.
        """
        task.check()
        return tuple(instance for instance, _ in self.instances.get(reference, ()))

    def retrieve(
        self,
        reference: SeriesReference,
        task: TaskControl,
        *,
        sop_instance_uid: str = "",
        on_received: Callable[[Path], None] | None = None,
        expected: int | None = None,
    ) -> Retrieved:
        """Return the files where they lie.

        Parameters
        ----------
        reference
            The series.
        task
            Only checked for cancellation.
        sop_instance_uid
            The one instance that is wanted; empty for the whole series.
        on_received
            Never called: the files are here already.
        expected
            Not used.

        Returns
        -------
        Retrieved
            By instance number; none of the files is a copy.

        Raises
        ------
        Cancelled
            If the task was cancelled.
        """
        task.check()
        listed = self.instances.get(reference, ())
        paths = tuple(path for instance, path in listed if sop_instance_uid in ("", instance.sop_instance_uid))
        return Retrieved(paths)

    def store(self, instances: Sequence[Dataset | Path], task: TaskControl) -> None:
        """Refuse: folders of others are left as they are.

        Parameters
        ----------
        instances
            Not used.
        task
            Not used.

        Raises
        ------
        IODeepError
            Always.
        """
        raise IODeepError(f"{self.name} is only read.", "Store in a PACS, or in a folder of your own.")

    def list_networks(
        self, task: TaskControl, modality: str = "", body_part_examined: str = ""
    ) -> tuple[SeriesRecord, ...]:
        """Return no series: networks are in a PACS.

        Parameters
        ----------
        task
            Only checked for cancellation.
        modality
            Not used.
        body_part_examined
            Not used.

        Returns
        -------
        tuple of SeriesRecord
            Always empty.

        Raises
        ------
        Cancelled
            If the task was cancelled.
        """
        task.check()
        return ()

    def describe_network(self, series: SeriesRecord, task: TaskControl) -> NetworkRecord:
        """Refuse: networks are in a PACS.

        Parameters
        ----------
        series
            Not used.
        task
            Not used.

        Returns
        -------
        NetworkRecord
            Never.

        Raises
        ------
        IODeepError
            Always.
        """
        raise IODeepError(f"{self.name} holds no networks.", "Networks are in a PACS.")

    def check(self, task: TaskControl, *, thoroughly: bool = False) -> ConnectionReport:
        """Count the studies.

        Parameters
        ----------
        task
            Only checked for cancellation.
        thoroughly
            Not used.

        Returns
        -------
        ConnectionReport
            One sentence.

        Raises
        ------
        Cancelled
            If the task was cancelled.
        """
        task.check()
        return ConnectionReport(True, (f"{len(self.studies)} studies are listed.",))
