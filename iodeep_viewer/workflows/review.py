"""Store validated regions as an RT Structure Set, and send what could not be sent before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from iodeep_viewer import __version__
from iodeep_viewer.core.image_series import ImageSeries
from iodeep_viewer.core.regions import Approval, ApprovalStatus, Roi, RoiState, StructureSet
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import PacsError, StructureSetError
from iodeep_viewer.objects.rt_structure_set import read_structure_set, write_structure_set
from iodeep_viewer.pacs.node import PacsNode
from iodeep_viewer.workflows.workplace import Workplace


@dataclass(frozen=True, slots=True)
class StoreOutcome:
    """Where a structure set went.

    Attributes
    ----------
    sop_instance_uid
        Of the structure set.
    sent
        Whether the PACS has it; else it waits in the outbox.
    reason
        Why it waits; empty when it was sent.
    structure_sets
        The structure set as it is read back from what was written.
    """

    sop_instance_uid: str
    sent: bool
    reason: str
    structure_sets: tuple[StructureSet, ...]


def store_validated(
    workplace: Workplace,
    node: PacsNode,
    series: ImageSeries,
    rois: Sequence[Roi],
    reviewer_name: str,
    label: str,
    task: TaskControl,
) -> StoreOutcome:
    """Write the validated regions as an APPROVED structure set and send it.

    It is put into the outbox before it is sent, so that nothing is lost when the PACS is down.

    Raises
    ------
    StructureSetError
        If nothing is validated, or the reviewer's name is missing.
    """
    validated = merge_findings(tuple(roi for roi in rois if roi.state is RoiState.VALIDATED))
    if not validated:
        raise StructureSetError("No region is validated.", "Validate at least one region; only those are stored.")
    now = datetime.now()
    approval = Approval(ApprovalStatus.APPROVED, f"{now:%Y%m%d}", f"{now:%H%M%S}", reviewer_name)
    dataset = write_structure_set(validated, series, approval=approval, label=label, software_version=__version__)
    workplace.outbox.add(node, dataset)
    uid = str(dataset.SOPInstanceUID)
    written = (read_structure_set(dataset, series),)
    try:
        failures = workplace.outbox.send(node, task).failed
    except PacsError as error:
        return StoreOutcome(uid, False, error.sentence, written)
    reason = next((text for entry, text in failures if entry.sop_instance_uid == uid), "")
    return StoreOutcome(uid, not reason, reason, written)


def send_outbox(workplace: Workplace, node: PacsNode, task: TaskControl) -> int:
    """Send what waits for a PACS; return how many went out.

    Raises
    ------
    PacsError
        If the PACS cannot be reached; everything stays in the outbox.
    """
    return len(workplace.outbox.send(node, task).sent)


def merge_findings(rois: tuple[Roi, ...]) -> tuple[Roi, ...]:
    """Give regions of one label on one slice their own names: an RT ROI is one finding.

    Two regions with the same label become ``Tumour 1`` and ``Tumour 2``.
    """
    count: dict[str, int] = {}
    for roi in rois:
        count[roi.label] = count.get(roi.label, 0) + 1
    seen: dict[str, int] = {}
    named = []
    for roi in rois:
        seen[roi.label] = seen.get(roi.label, 0) + 1
        named.append(replace(roi, label=f"{roi.label} {seen[roi.label]}") if count[roi.label] > 1 else roi)
    return tuple(named)
