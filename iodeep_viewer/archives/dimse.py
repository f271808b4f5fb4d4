"""A PACS that is spoken to by DIMSE, with the instances that it sent kept on this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydicom import Dataset

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.iodeep import NetworkRecord
from iodeep_viewer.core.pacs_node import PacsNode
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
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.check import check_connection
from iodeep_viewer.pacs.connection import verify
from iodeep_viewer.pacs.network_query import find_network, find_network_series
from iodeep_viewer.pacs.query import find_instances, find_prior_studies, find_series, find_studies
from iodeep_viewer.pacs.retrieve import retrieve_instance, retrieve_series
from iodeep_viewer.pacs.store import store_instances


@dataclass(frozen=True, slots=True)
class DimseArchive:
    """An :class:`~iodeep_viewer.archives.archive.Archive` by C-ECHO, C-FIND, C-MOVE or C-GET, and C-STORE.

    Attributes
    ----------
    node
        The PACS, as the settings name it.
    cache
        Where instances are kept that it sent.
    """

    node: PacsNode
    cache: InstanceCache

    @property
    def key(self) -> str:
        """Name of the PACS in the settings, where no other has it."""
        return self.node.name

    @property
    def name(self) -> str:
        """Name of the PACS in the settings."""
        return self.node.name

    @property
    def address(self) -> str:
        """Address as ``AE@host:port``."""
        return str(self.node)

    @property
    def can_search(self) -> bool:
        """Every PACS can."""
        return True

    @property
    def can_store(self) -> bool:
        """Every PACS can."""
        return True

    @property
    def has_networks(self) -> bool:
        """Every PACS may hold some."""
        return True

    def find_studies(self, query: StudyQuery, task: TaskControl) -> StudySearch:
        """Send a C-FIND at study level.

        Parameters
        ----------
        query
            Becomes the matching keys; at its limit the PACS gets a C-CANCEL.
        task
            Reports studies found.

        Returns
        -------
        StudySearch
            At most ``query.limit`` studies.

        Raises
        ------
        PacsError
            If the PACS does not answer or refuses.
        """
        return find_studies(self.node, query, task)

    def find_prior_studies(self, study: StudyRecord, task: TaskControl) -> tuple[StudyRecord, ...]:
        """Send a C-FIND for the PatientID.

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
            If the PACS does not answer or refuses.
        """
        return find_prior_studies(self.node, study, task)

    def list_series(self, study: StudyRecord, task: TaskControl) -> tuple[SeriesRecord, ...]:
        """Send a C-FIND at series level.

        Parameters
        ----------
        study
            The study; series of another patient under its UID are left out.
        task
            Reports series found.

        Returns
        -------
        tuple of SeriesRecord
            By series number.

        Raises
        ------
        PacsError
            If the PACS does not answer or refuses.
        """
        return tuple(find_series(self.node, study, task))

    def list_instances(self, reference: SeriesReference, task: TaskControl) -> tuple[InstanceRecord, ...]:
        """Send a C-FIND at image level.

        Parameters
        ----------
        reference
            The series.
        task
            Reports instances found.

        Returns
        -------
        tuple of InstanceRecord
            By instance number.

        Raises
        ------
        PacsError
            If the PACS does not answer or refuses.
        """
        return tuple(find_instances(self.node, reference.study_instance_uid, reference.series_instance_uid, task))

    def retrieve(
        self,
        reference: SeriesReference,
        task: TaskControl,
        *,
        sop_instance_uid: str = "",
        on_received: Callable[[Path], None] | None = None,
        expected: int | None = None,
    ) -> Retrieved:
        """Fetch the instances that the cache lacks by C-MOVE or C-GET.

        Parameters
        ----------
        reference
            The series.
        task
            Reports instances received of all.
        sop_instance_uid
            The one instance that is wanted; empty for the whole series.
        on_received
            Called on another thread with the path of each instance as it arrives; not used for a single instance.
        expected
            Number of instances of the series, if known: with so many in the cache the PACS is not asked.

        Returns
        -------
        Retrieved
            Files in the cache; those that were there before are its copies.

        Raises
        ------
        PacsError
            If the PACS does not answer or refuses, or sends less than it announced; the cache keeps the rest.
        """
        if sop_instance_uid:
            return retrieve_instance(self.node, self.cache, reference, sop_instance_uid, task)
        return retrieve_series(self.node, self.cache, reference, task, on_received, expected)

    def store(self, instances: Sequence[Dataset | Path], task: TaskControl) -> None:
        """Send by C-STORE.

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
            If the PACS refuses one; those before it are stored.
        """
        store_instances(self.node, instances, task)

    def list_networks(
        self, task: TaskControl, modality: str = "", body_part_examined: str = ""
    ) -> tuple[SeriesRecord, ...]:
        """Send a C-FIND at series level for the StudyDescription of networks.

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
            In the order of the answers.

        Raises
        ------
        PacsError
            If the PACS does not answer or refuses.
        """
        return tuple(find_network_series(self.node, task, modality, body_part_examined))

    def describe_network(self, series: SeriesRecord, task: TaskControl) -> NetworkRecord:
        """Send a C-FIND at image level.

        Parameters
        ----------
        series
            As :meth:`list_networks` gives it.
        task
            Reports answers received.

        Returns
        -------
        NetworkRecord
            Selection tags and identity; the weights stay in the PACS.

        Raises
        ------
        PacsError
            If the PACS does not answer, or holds the network no more.
        """
        return find_network(self.node, series, task)

    def check(self, task: TaskControl, *, thoroughly: bool = False) -> ConnectionReport:
        """Send a C-ECHO; thoroughly, search and retrieve one image too.

        Parameters
        ----------
        task
            Reports trials done of all.
        thoroughly
            Whether to try C-FIND and C-MOVE or C-GET too.

        Returns
        -------
        ConnectionReport
            A sentence for each trial.

        Raises
        ------
        PacsError
            If the PACS is not reached at all.
        """
        if thoroughly:
            return check_connection(self.node, task)
        verify(self.node, task)
        return ConnectionReport(True, (f"{self.node.ae_title} answers (C-ECHO).",))
