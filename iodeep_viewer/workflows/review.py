"""Store validated regions as an RT Structure Set, and send objects that could not be sent before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from iodeep_viewer import __version__
from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.archives.outbox import Outbox
from iodeep_viewer.core.findings import Findings
from iodeep_viewer.core.image_key import ImageKey, SeriesReference
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.measurements import Measurement
from iodeep_viewer.core.regions import Roi, RoiState
from iodeep_viewer.core.stored_objects import StoredObject
from iodeep_viewer.core.structure_set import Approval, ApprovalStatus, StructureSet
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, IODeepError, StructureSetError
from iodeep_viewer.objects.rt_structure_set.reader import read_structure_set
from iodeep_viewer.objects.rt_structure_set.writer import write_structure_set
from iodeep_viewer.workflows.destination import Destination
from iodeep_viewer.workflows.journal import Journal
from iodeep_viewer.workflows.key_images import put_key_images


@dataclass(frozen=True, slots=True)
class OutboxOutcome:
    """Result of sending the outbox.

    Attributes
    ----------
    sent
        SOP Instance UIDs that the PACS has now.
    problems
        Why others stay, a sentence by SOP Instance UID.
    waiting
        How many stay.
    """

    sent: tuple[str, ...]
    problems: dict[str, str]
    waiting: int


@dataclass(frozen=True, slots=True)
class StoredReview:
    """The part of a review that is in the outbox, or in a folder, now.

    Attributes
    ----------
    objects
        As they are read back from what was written, in the order in which they were.
    ids, key_images
        Regions, measurements and marks that they hold.
    problem
        Why the key images are not among it.
    """

    objects: tuple[StoredObject, ...]
    ids: frozenset[str]
    key_images: frozenset[ImageKey]
    problem: IODeepError | None = None


def store_review(
    journal: Journal,
    destination: Destination,
    reference: SeriesReference,
    series: ImageSeries,
    findings: Findings,
    reviewer_name: str,
    label: str,
) -> StoredReview:
    """Write validated regions, measurements and marks: a structure set, a Key Object Selection, or both.

    Parameters
    ----------
    journal
        Holds the findings until they are written.
    destination
        Where they go.
    reference
        The series under review.
    series
        Its slices.
    findings
        Findings on it; regions that are not validated stay.
    reviewer_name
        Who validated, as a person name.
    label
        StructureSetLabel.

    Returns
    -------
    StoredReview
        Objects that are written, and the findings in them.

    Raises
    ------
    IODeepError
        As :func:`put_structure_set`; or as :func:`~iodeep_viewer.workflows.key_images.put_key_images` where
        there are key images alone.
    """
    rois = tuple(roi for roi in findings.rois if roi.state is RoiState.VALIDATED)
    objects: tuple[StoredObject, ...] = ()
    if rois or findings.measurements:
        measurements = findings.measurements
        objects += (
            put_structure_set(journal, destination, reference, series, rois, reviewer_name, label, measurements),
        )
    ids = frozenset({roi.roi_id for roi in rois} | {item.measurement_id for item in findings.measurements})
    if not findings.key_images:
        return StoredReview(objects, ids, frozenset())
    try:
        key_object = put_key_images(journal, destination, reference, series, findings.key_images, reviewer_name)
    except IODeepError as error:
        if not objects:
            raise
        # The structure set is on its way: its findings must not be stored again.
        return StoredReview(objects, ids, frozenset(), error)
    return StoredReview((*objects, key_object), ids, findings.key_images)


def put_structure_set(
    journal: Journal,
    destination: Destination,
    reference: SeriesReference,
    series: ImageSeries,
    rois: Sequence[Roi],
    reviewer_name: str,
    label: str,
    measurements: Sequence[Measurement] = (),
) -> StructureSet:
    """Write validated regions and measurements as an APPROVED structure set to where it goes, and off the journal.

    From then on they are safe: objects in the outbox are sent, if need be after a restart.

    Parameters
    ----------
    journal
        Holds the findings until they are written.
    destination
        Where they go.
    reference
        The series under review.
    series
        Its slices.
    rois
        Regions; those that are not validated are left out.
    reviewer_name
        Who validated, as a person name.
    label
        StructureSetLabel.
    measurements
        All of them are written.

    Returns
    -------
    StructureSet
        As it is read back from what was written.

    Raises
    ------
    StructureSetError
        If nothing is validated or measured, the reviewer's name is missing, or the images are gone from the cache.
    IODeepError
        If it cannot be written to this computer's disk.
    """
    validated = number_labels(tuple(roi for roi in rois if roi.state is RoiState.VALIDATED))
    if not (validated or measurements):
        raise StructureSetError("No region is validated.", "Validate at least one region; only those are stored.")
    now = datetime.now()
    predecessors = {roi.predecessor for roi in validated if roi.predecessor}
    approval = Approval(ApprovalStatus.APPROVED, f"{now:%Y%m%d}", f"{now:%H%M%S}", reviewer_name)
    try:
        dataset = write_structure_set(
            validated,
            series,
            approval=approval,
            label=label,
            software_version=__version__,
            measurements=measurements,
            # There is room for one (PS3.3 section C.8.8.5).
            predecessor=predecessors.pop() if len(predecessors) == 1 else None,
        )
    except DicomDataError as error:
        raise StructureSetError(
            "The images of this series are no longer on this computer.",
            "Open the series again, then store: your decisions are kept.",
        ) from error
    try:
        destination.put(dataset)
    except OSError as error:
        raise IODeepError(
            f"The structure set cannot be written: {error.strerror}.",
            "Free some space, then store again: your decisions are kept.",
        ) from error
    ids = {roi.roi_id for roi in validated} | {item.measurement_id for item in measurements}
    journal.remove(reference, ids)
    return read_structure_set(dataset, series)


def send_outbox(outbox: Outbox, archive: Archive, task: TaskControl) -> OutboxOutcome:
    """Send the objects that wait for an archive.

    Parameters
    ----------
    outbox
        Holds the objects.
    archive
        Where to send it.
    task
        Reports entries sent of all.

    Returns
    -------
    OutboxOutcome
        Objects that are in the archive now, and those that stay.

    Raises
    ------
    PacsError
        If the archive cannot be reached; everything stays in the outbox.
    Cancelled
        If the task was cancelled; objects not sent by then stay.
    """
    result = outbox.send(archive, task)
    problems = {entry.sop_instance_uid: sentence for entry, sentence in result.failed}
    waiting = outbox.pending()
    for entry in waiting:
        reason = entry.problem or f"It waits for the PACS “{entry.archive or entry.address}”."
        problems.setdefault(entry.sop_instance_uid, reason)
    return OutboxOutcome(tuple(entry.sop_instance_uid for entry in result.sent), problems, len(waiting))


def number_labels(rois: tuple[Roi, ...]) -> tuple[Roi, ...]:
    """Number labels that occur more than once, because an RT ROI is one finding: ``Tumour 1``, ``Tumour 2``.

    A number that makes a label which is there already is left out.

    Parameters
    ----------
    rois
        Regions in any order.

    Returns
    -------
    tuple of Roi
        In the same order.
    """
    count: dict[str, int] = {}
    for roi in rois:
        count[roi.label] = count.get(roi.label, 0) + 1
    taken = set(count)
    named = []
    for roi in rois:
        label = roi.label
        if count[label] > 1:
            label = next(name for number in itertools.count(1) if (name := f"{roi.label} {number}") not in taken)
            taken.add(label)
        named.append(replace(roi, label=label))
    return tuple(named)
