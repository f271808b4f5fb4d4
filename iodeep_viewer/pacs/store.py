"""C-STORE (PS3.4 annex B)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydicom import Dataset, dcmread
from pydicom.errors import InvalidDicomError
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian
from pynetdicom import build_context
from pynetdicom.presentation import PresentationContext

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import DicomDataError, IODeepError, PacsError
from iodeep_viewer.pacs.connection import open_association
from iodeep_viewer.pacs.status import SUCCESS, failure, is_warning

_PER_ASSOCIATION = 64
"""Objects per association: two contexts each at most, of the 128 that there are."""
_UNCOMPRESSED = frozenset({ExplicitVRLittleEndian, ImplicitVRLittleEndian})


def store_instances(node: PacsNode, instances: Sequence[Dataset | Path], task: TaskControl) -> None:
    """Send objects to the PACS; returns when it has taken all of them.

    Parameters
    ----------
    instances
        Datasets with their file meta information, or files.

    Raises
    ------
    DicomDataError
        If one is not a DICOM object, or holds values that cannot be encoded.
    PacsError
        If the PACS does not take one; those before it are stored.
    """
    for start in range(0, len(instances), _PER_ASSOCIATION):
        _store(node, [_read(item) for item in instances[start : start + _PER_ASSOCIATION]], start, len(instances), task)


def _store(node: PacsNode, datasets: Sequence[Dataset], done: int, total: int, task: TaskControl) -> None:
    proposed = {(str(item.SOPClassUID), str(item.file_meta.TransferSyntaxUID)) for item in datasets}
    # Every server reads implicit VR; objects stored as explicit VR can be sent so.
    proposed |= {(uid, str(ImplicitVRLittleEndian)) for uid, syntax in proposed if syntax == ExplicitVRLittleEndian}
    contexts = [build_context(uid, syntax) for uid, syntax in sorted(proposed)]
    with open_association(node, contexts, task) as assoc:
        for number, dataset in enumerate(datasets, start=done):
            task.report(number, total, "Storing")
            try:
                response = assoc.send_c_store(dataset)
            except (ValueError, AttributeError) as error:
                raise _not_sent(node, assoc.accepted_contexts, dataset) from error
            except RuntimeError as error:
                task.check()
                raise PacsError("The PACS ended the connection while storing.", "Try again.") from error
            status = response.get("Status")
            if status != SUCCESS and not (status is not None and is_warning(status)):
                raise failure("the storage (C-STORE)", response)
    task.report(done + len(datasets), total, "Storing")


def _not_sent(node: PacsNode, accepted: Sequence[PresentationContext], dataset: Dataset) -> IODeepError:
    """Say why an object was not even sent: the PACS does not take its kind, or its encoding, or it has none."""
    kind, syntax = dataset.SOPClassUID, dataset.file_meta.TransferSyntaxUID
    syntaxes = {context.transfer_syntax[0] for context in accepted if context.abstract_syntax == kind}
    if not syntaxes:
        return PacsError(
            f"The PACS {node.ae_title} does not take {kind.name} objects.",
            "Ask its administrator to enable the SOP class for this computer.",
        )
    # Uncompressed objects can be sent in either form.
    if syntax not in syntaxes and not (syntax in _UNCOMPRESSED and syntaxes & _UNCOMPRESSED):
        return PacsError(
            f"The PACS {node.ae_title} does not take {kind.name} objects in the transfer syntax {syntax.name}.",
            "Ask its administrator to enable the transfer syntax for this computer.",
        )
    return DicomDataError(f"The {kind.name} object cannot be sent: a value in it is damaged.", "Make it anew.")


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
