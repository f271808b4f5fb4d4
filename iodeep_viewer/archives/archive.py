"""The port through which everything above asks, fetches and stores: a transport is one class that has its methods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from pydicom import Dataset

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.iodeep import NetworkRecord
from iodeep_viewer.core.records import (
    ConnectionReport,
    InstanceRecord,
    Retrieved,
    SeriesRecord,
    StudyQuery,
    StudyRecord,
    StudySearch,
)
from iodeep_viewer.core.task import TaskControl


class Archive(Protocol):
    """Something that holds studies. Every method blocks, and raises ``Cancelled`` once its task is cancelled.

    Ask the archive for its abilities (``can_…``), never its class.
    """

    @property
    def key(self) -> str:
        """Name in a :class:`~iodeep_viewer.core.image_key.SeriesReference`; stays the same when an address changes."""

    @property
    def name(self) -> str:
        """Name for the user."""

    @property
    def address(self) -> str:
        """Text by which an archive is known again that was given another name; empty where there is none."""

    @property
    def can_search(self) -> bool:
        """Whether it can be asked for studies at any time, so that a study in it can be found again."""

    @property
    def can_store(self) -> bool:
        """Whether :meth:`store` works."""

    @property
    def has_networks(self) -> bool:
        """Whether it may hold networks."""

    def find_studies(self, query: StudyQuery, task: TaskControl) -> StudySearch:
        """Search studies; networks are left out.

        Parameters
        ----------
        query
            Matching keys, and how many studies are enough.
        task
            Reports studies found.

        Returns
        -------
        StudySearch
            At most ``query.limit`` studies.

        Raises
        ------
        PacsError
            If the archive does not answer or refuses.
        """

    def find_prior_studies(self, study: StudyRecord, task: TaskControl) -> tuple[StudyRecord, ...]:
        """Find the other studies of the patient of a study.

        Parameters
        ----------
        study
            The study, with its patient.
        task
            Reports studies found.

        Returns
        -------
        tuple of StudyRecord
            Newest first; empty where the patient has no PatientID.

        Raises
        ------
        PacsError
            If the archive does not answer or refuses.
        """

    def list_series(self, study: StudyRecord, task: TaskControl) -> tuple[SeriesRecord, ...]:
        """List the series of a study; those of another patient under the same StudyInstanceUID are left out.

        Parameters
        ----------
        study
            The study, with its patient where that is known.
        task
            Reports series found.

        Returns
        -------
        tuple of SeriesRecord
            By series number.

        Raises
        ------
        PacsError
            If the archive does not answer or refuses.
        """

    def list_instances(self, reference: SeriesReference, task: TaskControl) -> tuple[InstanceRecord, ...]:
        """List the instances of a series.

        Parameters
        ----------
        reference
            The series.
        task
            Reports instances found.

        Returns
        -------
        tuple of InstanceRecord
            By instance number; empty where the archive holds none.

        Raises
        ------
        PacsError
            If the archive does not answer or refuses.
        """

    def retrieve(
        self,
        reference: SeriesReference,
        task: TaskControl,
        *,
        sop_instance_uid: str = "",
        on_received: Callable[[Path], None] | None = None,
        expected: int | None = None,
    ) -> Retrieved:
        """Bring a series, or one instance of it, onto this computer, unless it is there already.

        Instances that state another study, series or patient than the reference are left out.

        Parameters
        ----------
        reference
            The series.
        task
            Reports instances received of all.
        sop_instance_uid
            The one instance that is wanted; empty for the whole series.
        on_received
            Called with the path of each instance as it arrives, on another thread; not for those that are here already.
        expected
            How many instances the series has, where that is known: with so many here the archive is not asked.

        Returns
        -------
        Retrieved
            The files, and which of them were here before.

        Raises
        ------
        PacsError
            If the archive does not answer or refuses, or not everything arrived; arrived instances are kept.
        """

    def store(self, instances: Sequence[Dataset | Path], task: TaskControl) -> None:
        """Store objects; when this returns, the archive has all of them.

        Parameters
        ----------
        instances
            Datasets with their file meta information, or files.
        task
            Reports objects stored of all.

        Raises
        ------
        DicomDataError
            If one is not a DICOM object, or holds values that cannot be encoded.
        PacsError
            If the archive does not take one; those before it are stored.
        """

    def list_networks(
        self, task: TaskControl, modality: str = "", body_part_examined: str = ""
    ) -> tuple[SeriesRecord, ...]:
        """List the series that hold a network.

        Parameters
        ----------
        task
            Reports series found.
        modality
            Narrows the list; empty for any.
        body_part_examined
            Narrows the list; empty for any.

        Returns
        -------
        tuple of SeriesRecord
            In no particular order.

        Raises
        ------
        PacsError
            If the archive does not answer or refuses.
        """

    def describe_network(self, series: SeriesRecord, task: TaskControl) -> NetworkRecord:
        """Ask for the selection tags and the identity of one network, without fetching it.

        Parameters
        ----------
        series
            As :meth:`list_networks` gives it.
        task
            Reports answers received.

        Returns
        -------
        NetworkRecord
            All that selection needs.

        Raises
        ------
        PacsError
            If the archive does not answer, or holds the network no more.
        """

    def check(self, task: TaskControl, *, thoroughly: bool = False) -> ConnectionReport:
        """Ask whether the archive is there.

        Parameters
        ----------
        task
            Reports trials done of all.
        thoroughly
            Whether searching and retrieving are tried as well.

        Returns
        -------
        ConnectionReport
            A sentence for each trial.

        Raises
        ------
        PacsError
            If the archive is not reached at all.
        """


def network_reference(archive: Archive, network: NetworkRecord) -> SeriesReference:
    """Return the reference of the series that holds a network; it has no patient.

    Parameters
    ----------
    archive
        Where the network lies.
    network
        The network.

    Returns
    -------
    SeriesReference
        With an empty patient.
    """
    return SeriesReference(archive.key, "", network.study_instance_uid, network.series_instance_uid)


def discard_copies(retrieved: Retrieved, paths: Iterable[Path]) -> bool:
    """Remove files that turned out damaged and are copies on this computer: the archive may hold them whole.

    Parameters
    ----------
    retrieved
        Result of the retrieve.
    paths
        Files among it that cannot be read.

    Returns
    -------
    bool
        Whether any was removed, so that retrieving again may help.
    """
    copies = retrieved.copies.intersection(paths)
    for path in copies:
        path.unlink(missing_ok=True)
    return bool(copies)
