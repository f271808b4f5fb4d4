"""Series in the PACS and the regions that physicians approved on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

import numpy as np
from numpy.typing import NDArray

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.core.geometry import polygon_mask
from iodeep_viewer.core.image_key import series_reference
from iodeep_viewer.core.image_series import ImageSeries, Slice
from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.core.records import SeriesRecord, StudyQuery, StudyRecord
from iodeep_viewer.core.regions import Roi
from iodeep_viewer.core.stored_objects import structure_sets
from iodeep_viewer.core.structure_set import ApprovalStatus, StructureSet
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.objects.header import items, read_header, text
from iodeep_viewer.objects.registry import RT_STRUCTURE_SET, object_type
from iodeep_viewer.objects.rt_structure_set.reader import read_predecessors
from iodeep_viewer.settings import active_node, load_settings
from iodeep_viewer.training.configuration import PacsSource
from iodeep_viewer.training.examples import LabelledSlice, Truth
from iodeep_viewer.workflows.reading import open_series
from iodeep_viewer.workflows.stored_findings import find_stored_findings
from iodeep_viewer.workflows.workstation import Workstation

_MOST_STUDIES = 100_000


def read_pacs(
    source: PacsSource,
    labels: Sequence[str],
    make_truth: Callable[[NDArray[np.bool_]], Truth],
    workstation: Workstation,
    tell: Callable[[str], None],
    task: TaskControl,
) -> list[LabelledSlice]:
    """Fetch the series that structure sets refer to, and fill the contours of the labels.

    All structure sets of a series that are in one of the wanted states count together, except those that another one
    revises (PredecessorStructureSetSequence). A region counts for the label
    of its name, upper or lower case, or for the one that ``regions`` gives for it. A slice belongs to the patient of
    its PatientID.

    Parameters
    ----------
    tell
        Called with a sentence for everything that could not be read.

    Raises
    ------
    IODeepError
        If the PACS cannot be asked, or holds nothing of the kind; the sentence says what there was.
    Cancelled
        If the task was cancelled.
    """
    archive = workstation.archives.of(node_of(source))
    label_of = _label_of(source, labels)
    wanted = {ApprovalStatus(status) for status in source.approval}
    query = StudyQuery(
        patient_id=source.patient_id,
        study_date=source.study_date,
        study_description=source.study_description,
        modalities=("RTSTRUCT",),
        limit=_MOST_STUDIES,
    )
    found: list[LabelledSlice] = []
    seen: set[str] = set()
    studies = archive.find_studies(query, task).records
    for number, study in enumerate(studies, 1):
        task.report(number - 1, len(studies), "Fetching studies with structure sets")
        records = archive.list_series(study, task)
        referenced, revised = _references(
            archive, study, [item for item in records if object_type(item) is RT_STRUCTURE_SET], task
        )
        for record in (item for item in records if item.series_instance_uid in referenced and _fits(item, source)):
            reference = series_reference(archive.key, study.patient, record)
            opened = open_series(workstation, archive, reference, task)
            series = opened.series
            stored = find_stored_findings(archive, study, series, task, [RT_STRUCTURE_SET])
            sets = structure_sets(stored.objects)
            for problem in opened.problems + stored.problems:
                tell(f"Study {number}, series {record.series_number}: {problem}")
            seen |= {f"{item.approval.status.value} {roi.label}" for item in sets for roi in item.rois}
            approved = [
                item for item in sets if item.approval.status in wanted and item.sop_instance_uid not in revised
            ]
            patient = study.patient.patient_id or study.study_instance_uid
            for item in _labelled(series, approved, label_of, len(labels), make_truth):
                if item.has_finding or source.without_regions == "negative":
                    name = f"study {number}, series {record.series_number}, {item.name}"
                    found.append(replace(item, name=name, patient=patient))
    if not any(item.has_finding for item in found):
        there = f"There are: {', '.join(sorted(seen))}." if seen else "There are none at all."
        raise IODeepError(
            f"No {' or '.join(source.approval)} region named {' or '.join(label_of)} was found in {archive.name}.",
            there,
        )
    return found


def masks_on(image: Slice, sets: Sequence[StructureSet], label_of: Mapping[str, int], labels: int) -> NDArray[np.bool_]:
    """Fill the contours on one slice: shape (labels, rows, columns)."""
    masks = np.zeros((labels, image.rows, image.columns), dtype=bool)
    for roi in (roi for item in sets for roi in item.rois):
        label = label_of.get(roi.label.casefold())
        if label is not None:
            masks[label] |= _filled(roi, image)
    return masks


def _filled(roi: Roi, image: Slice) -> NDArray[np.bool_]:
    inside = np.zeros((image.rows, image.columns), dtype=bool)
    for contour in roi.contours_on(image.key):
        # A contour inside another one of its region is a hole (CLOSEDPLANAR_XOR, PS3.3 section C.8.8.6.3).
        inside ^= polygon_mask(contour.points, image.rows, image.columns)
    return inside


def _labelled(
    series: ImageSeries,
    sets: Sequence[StructureSet],
    label_of: Mapping[str, int],
    labels: int,
    make_truth: Callable[[NDArray[np.bool_]], Truth],
) -> Iterator[LabelledSlice]:
    for index, image in enumerate(series.slices if sets else (), 1):
        yield LabelledSlice(image, make_truth(masks_on(image, sets, label_of, labels)), f"slice {index}")


def node_of(source: PacsSource) -> PacsNode:
    """Return the PACS of a source; its own AE title and port for us count before the settings.

    Raises
    ------
    IODeepError
        If it is not written as it should be, or no PACS is set up.
    """
    if source.pacs == "settings":
        node = active_node(load_settings())
        if node is None:
            raise IODeepError("No PACS is set up.", 'Write pacs = "AE@HOST:PORT".')
    else:
        node = PacsNode.parse(source.pacs)
    return replace(
        node,
        calling_ae_title=source.calling_ae or node.calling_ae_title,
        own_port=node.own_port if source.own_port is None else source.own_port,
        retrieve=RetrieveMethod.GET if source.get else node.retrieve,
    )


def _label_of(source: PacsSource, labels: Sequence[str]) -> dict[str, int]:
    """Which label a region name in lower case stands for."""
    known = {name.casefold(): index for index, name in enumerate(labels)}
    for region, label in source.regions.items():
        if label.casefold() not in known:
            raise IODeepError(f"The network has no label “{label}”.", f"There are: {', '.join(labels)}.")
        known[region.casefold()] = known[label.casefold()]
    return known


def _fits(record: SeriesRecord, source: PacsSource) -> bool:
    wanted = source.series_description.casefold() or "*"
    return source.modality in ("", record.modality) and fnmatchcase(record.series_description.casefold(), wanted)


def _references(
    archive: Archive, study: StudyRecord, sets: Sequence[SeriesRecord], task: TaskControl
) -> tuple[frozenset[str], frozenset[str]]:
    """SeriesInstanceUIDs that the structure sets of a study name, and SOPInstanceUIDs of the sets that they revise."""
    series: set[str] = set()
    revised: set[str] = set()
    for record in sets:
        reference = series_reference(archive.key, study.patient, record)
        for header in map(read_header, archive.retrieve(reference, task).paths):
            revised |= read_predecessors(header)
            for frame in items(header, "ReferencedFrameOfReferenceSequence"):
                for place in items(frame, "RTReferencedStudySequence"):
                    series |= {text(item, "SeriesInstanceUID") for item in items(place, "RTReferencedSeriesSequence")}
    return frozenset(series), frozenset(revised)
