"""Query the networks (IODeep) of a PACS without fetching them."""

from __future__ import annotations

from iodeep_viewer.core.iodeep import IODEEP_STUDY_DESCRIPTION, NetworkRecord
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.private_elements import CREATOR, CREATOR_TAG, QUERIED_PRIVATE, PrivateElement
from iodeep_viewer.core.record_mapping import series_record
from iodeep_viewer.core.records import SeriesRecord
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import PacsError
from iodeep_viewer.pacs.query import SERIES_KEYS, find

_KEYS = ("SOPInstanceUID", "SamplesPerPixel", "ContentDate", "ContentTime")


def find_network_series(
    node: PacsNode, task: TaskControl, modality: str = "", body_part_examined: str = ""
) -> list[SeriesRecord]:
    """List the series that hold an IODeep, narrowed by the server.

    Asked at series level, where servers have these attributes in their index: at image level they open
    every object, weights included.
    """
    keys = {
        "StudyDescription": IODEEP_STUDY_DESCRIPTION,
        "Modality": modality,
        "BodyPartExamined": body_part_examined,
    }
    # A server may ignore a study attribute as key at series level; then it returns the description, or is asked for it.
    described: dict[SeriesRecord, str] = {
        record: attributes.text("StudyDescription")
        for attributes in find(node, "SERIES", keys, SERIES_KEYS, task).attributes
        if (record := series_record(attributes))
    }
    studies = _iodeep_studies(node, task) if "" in described.values() else frozenset()
    return [
        record
        for record, description in described.items()
        if description == IODEEP_STUDY_DESCRIPTION or (not description and record.study_instance_uid in studies)
    ]


def _iodeep_studies(node: PacsNode, task: TaskControl) -> frozenset[str]:
    found = find(node, "STUDY", {"StudyDescription": IODEEP_STUDY_DESCRIPTION}, ("StudyInstanceUID",), task).attributes
    return frozenset(
        attributes.uid("StudyInstanceUID")
        for attributes in found
        if attributes.text("StudyDescription") == IODEEP_STUDY_DESCRIPTION
    )


def find_network(node: PacsNode, series: SeriesRecord, task: TaskControl) -> NetworkRecord:
    """Ask for the selection tags and the identity of one stored network, without fetching it.

    Servers that do not return private attributes leave name and UID to the series description and UID,
    which the paper's rule makes equal.

    Raises
    ------
    PacsError
        If the PACS no longer holds the series.
    """
    place = {"StudyInstanceUID": series.study_instance_uid, "SeriesInstanceUID": series.series_instance_uid}
    for attributes in find(node, "IMAGE", place, _KEYS, task, private=QUERIED_PRIVATE).attributes:
        if not attributes.uid("SOPInstanceUID"):
            continue
        ours = attributes.text(CREATOR_TAG).upper() in (CREATOR, "")
        return NetworkRecord(
            dnn_uid=(attributes.uid(PrivateElement.UID.tag) if ours else "") or series.series_instance_uid,
            dnn_name=(attributes.text(PrivateElement.NAME.tag) if ours else "") or series.series_description,
            modality=series.modality,
            samples_per_pixel=attributes.short("SamplesPerPixel"),
            body_part_examined=series.body_part_examined,
            study_instance_uid=series.study_instance_uid,
            series_instance_uid=series.series_instance_uid,
            sop_instance_uid=attributes.uid("SOPInstanceUID"),
            published=attributes.text("ContentDate") + attributes.text("ContentTime")[:6],
            previous=attributes.uid(PrivateElement.PREVIOUS.tag) if ours else "",
        )
    raise PacsError("The PACS no longer holds this network.", "Search again to see what it holds.")
