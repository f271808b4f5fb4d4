"""Archives over the PACS of the tests."""

from __future__ import annotations

from pathlib import Path

from iodeep_viewer.archives.dimse import DimseArchive
from iodeep_viewer.core.image_key import SeriesReference, series_reference
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import PatientRecord, SeriesRecord
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.settings import data_folder
from tests.pacs_objects import MadeSeries


def archive_of(node: PacsNode, cache: Path | None = None) -> DimseArchive:
    """Return the archive that a PACS is, with a cache of the test's own."""
    return DimseArchive(node, InstanceCache(cache or data_folder() / "fetched"))


def reference_of(series: MadeSeries | SeriesRecord, archive: str = "PACS") -> SeriesReference:
    """Return the name of a series of a patient of whom nothing is known."""
    if isinstance(series, MadeSeries):
        series = SeriesRecord(series.study_uid, series.series_uid)
    return series_reference(archive, PatientRecord(), series)


def no_pacs(node: PacsNode) -> DimseArchive:
    """Connect nothing: for tests without a PACS."""
    raise AssertionError(f"{node} is asked for")
