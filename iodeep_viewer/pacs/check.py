"""Check that a PACS is configured for all services that the viewer uses, and name the settings to change if not."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from iodeep_viewer.core.image_key import SeriesReference
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.core.records import ConnectionReport, InstanceRecord, StudyQuery
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import PacsError
from iodeep_viewer.pacs.cache import InstanceCache
from iodeep_viewer.pacs.connection import own_host, verify
from iodeep_viewer.pacs.query import find_instances, find_series, find_studies
from iodeep_viewer.pacs.retrieve import retrieve_instance


def check_connection(node: PacsNode, task: TaskControl) -> ConnectionReport:
    """Try C-ECHO, a search and the retrieve of one image.

    Raises
    ------
    PacsError
        If the PACS is not reached at all.
    """
    task.report(0, 3, "Calling the PACS")
    verify(node, task)
    lines = [f"{node.ae_title} answers (C-ECHO)."]
    task.report(1, 3, "Searching")
    try:
        instance = _any_instance(node, task)
    except PacsError as error:
        return ConnectionReport(False, (*lines, f"Searching does not work: {error}"))
    lines.append("Searching works (C-FIND).")
    if instance is None:
        return ConnectionReport(True, (*lines, "The PACS holds no images, so retrieving could not be tried."))
    task.report(2, 3, "Retrieving one image")
    refusal = _try_retrieve(node, instance, task)
    if refusal is None:
        return ConnectionReport(True, (*lines, f"Retrieving works ({node.retrieve.value})."))
    lines.append(f"Retrieving with {node.retrieve.value} does not work: {refusal}")
    if node.retrieve is RetrieveMethod.MOVE:
        lines.append(f"For Orthanc, its configuration needs this line: {configuration_line(node)}")
        lines.append(
            f"For another PACS: AE title {node.calling_ae_title}, host {own_host(node)}, port {node.own_port}."
        )
        if _try_retrieve(replace(node, retrieve=RetrieveMethod.GET), instance, task) is None:
            lines.append("C-GET works without that: you can choose it as the retrieve method.")
    return ConnectionReport(False, tuple(lines))


def configuration_line(node: PacsNode) -> str:
    """Return the line by which Orthanc knows this computer as a C-MOVE destination."""
    name = node.calling_ae_title.lower()
    return f'"DicomModalities" : {{ "{name}" : ["{node.calling_ae_title}", "{own_host(node)}", {node.own_port}] }}'


def _any_instance(node: PacsNode, task: TaskControl) -> InstanceRecord | None:
    for study in find_studies(node, StudyQuery(limit=5), task).records:
        for series in find_series(node, study, task)[:5]:
            instances = find_instances(node, study.study_instance_uid, series.series_instance_uid, task)
            if instances:
                return instances[0]
    return None


def _try_retrieve(node: PacsNode, instance: InstanceRecord, task: TaskControl) -> PacsError | None:
    with tempfile.TemporaryDirectory(prefix="iodeep-") as folder:
        try:
            retrieve_instance(
                node,
                InstanceCache(Path(folder)),
                SeriesReference("", "", instance.study_instance_uid, instance.series_instance_uid),
                instance.sop_instance_uid,
                task,
                fall_back=False,
            )
        except PacsError as error:
            return error
    return None
