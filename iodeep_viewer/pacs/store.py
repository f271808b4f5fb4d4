"""C-STORE (PS3.4 annex B)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydicom import Dataset, dcmread
from pydicom.errors import InvalidDicomError
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian
from pynetdicom import build_context

from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, PacsError
from iodeep_viewer.pacs.node import PacsNode, open_association
from iodeep_viewer.pacs.status import SUCCESS, failure, is_warning

_PER_ASSOCIATION = 64
"""Objects per association: two contexts each at most, of the 128 that there are."""


def store_instances(node: PacsNode, instances: Sequence[Dataset | Path], task: TaskControl) -> None:
    """Send objects to the PACS; returns when it has taken all of them.

    Parameters
    ----------
    instances
        Datasets with their file meta information, or files.

    Raises
    ------
    DicomDataError
        If one is not a DICOM object.
    PacsError
        If the PACS does not take one; those before it are stored.
    """
    for start in range(0, len(instances), _PER_ASSOCIATION):
        _store(node, [_read(item) for item in instances[start : start + _PER_ASSOCIATION]], start, len(instances), task)


def _store(node: PacsNode, datasets: Sequence[Dataset], done: int, total: int, task: TaskControl) -> None:
    proposed = {(str(item.SOPClassUID), str(item.file_meta.TransferSyntaxUID)) for item in datasets}
    # Every server reads implicit VR; what is stored explicit can be sent so.
    proposed |= {(uid, str(ImplicitVRLittleEndian)) for uid, syntax in proposed if syntax == ExplicitVRLittleEndian}
    contexts = [build_context(uid, syntax) for uid, syntax in sorted(proposed)]
    with open_association(node, contexts, task) as assoc:
        for number, dataset in enumerate(datasets, start=done):
            task.report(number, total, "Storing")
            try:
                response = assoc.send_c_store(dataset)
            except ValueError as error:
                kind = getattr(dataset.SOPClassUID, "name", dataset.SOPClassUID)
                raise PacsError(
                    f"The PACS {node.ae_title} does not take {kind} objects.",
                    "Ask its administrator to enable the SOP class for this computer.",
                ) from error
            except RuntimeError as error:
                task.check()
                raise PacsError("The PACS ended the connection while storing.", "Try again.") from error
            status = response.get("Status")
            if status != SUCCESS and not (status is not None and is_warning(status)):
                raise failure("the storage (C-STORE)", response)
    task.report(done + len(datasets), total, "Storing")


def _read(item: Dataset | Path) -> Dataset:
    if isinstance(item, Dataset):
        dataset = item
    else:
        try:
            dataset = dcmread(item)
        except (InvalidDicomError, OSError, ValueError, EOFError) as error:
            raise DicomDataError(f"{item.name} cannot be read as DICOM.", "Choose a DICOM file.") from error
    meta = getattr(dataset, "file_meta", None)
    if not (dataset.get("SOPClassUID") and dataset.get("SOPInstanceUID") and meta and meta.get("TransferSyntaxUID")):
        raise DicomDataError("An object without SOP class, UID or transfer syntax cannot be stored.")
    return dataset
