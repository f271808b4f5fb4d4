"""Where finished objects go: into the outbox for a PACS, or into a folder of the user's."""

from __future__ import annotations

from pathlib import Path

from pydicom import Dataset

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.files import write_atomically
from iodeep_viewer.workflows.workstation import Workstation

Destination = PacsNode | Path
"""A PACS, or a folder that is there."""


def put(workstation: Workstation, destination: Destination, dataset: Dataset) -> None:
    """Write an object to where it goes; when this returns, it survives a crash and a power failure.

    In a folder its file is called by its modality and SOPInstanceUID, e.g. ``RTSTRUCT.1.2.3.dcm``.

    Raises
    ------
    DicomDataError, OSError
        If it cannot be written to the outbox, or to the folder.
    """
    if isinstance(destination, Path):
        path = destination / f"{dataset.Modality}.{dataset.SOPInstanceUID}.dcm"
        write_atomically(path, lambda file: dataset.save_as(file, enforce_file_format=True), sync=True)
    else:
        workstation.outbox.add(destination, dataset)
