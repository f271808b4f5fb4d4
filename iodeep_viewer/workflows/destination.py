"""Destinations of finished objects: the outbox for an archive, or a folder of the user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydicom import Dataset

from iodeep_viewer.archives.archive import Archive
from iodeep_viewer.archives.outbox import Outbox
from iodeep_viewer.files import write_atomically


class Destination(Protocol):
    """A place that objects of a review are written to."""

    @property
    def name(self) -> str:
        """Name for the user."""

    @property
    def archive(self) -> Archive | None:
        """The archive that the objects are sent to afterwards; None if they stay."""

    def put(self, dataset: Dataset) -> None:
        """Write an object; when this returns, it survives a crash and a power failure.

        Parameters
        ----------
        dataset
            With its file meta information.

        Raises
        ------
        DicomDataError, OSError
            If it cannot be written.
        """


@dataclass(frozen=True, slots=True)
class OutboxDestination:
    """The outbox of this workstation, for an archive.

    Attributes
    ----------
    outbox
        Where the objects wait.
    archive
        Where they are to go.
    """

    outbox: Outbox
    archive: Archive

    @property
    def name(self) -> str:
        """Name of the archive."""
        return self.archive.name

    def put(self, dataset: Dataset) -> None:
        """Write an object into the outbox.

        Parameters
        ----------
        dataset
            With its file meta information.

        Raises
        ------
        DicomDataError
            If the object has no SOPInstanceUID, or cannot be written.
        """
        self.outbox.add(self.archive, dataset)


@dataclass(frozen=True, slots=True)
class FolderDestination:
    """A folder of the user's, which is there; a file is called by modality and SOPInstanceUID: ``RTSTRUCT.1.2.3.dcm``.

    Attributes
    ----------
    folder
        The folder.
    """

    folder: Path

    @property
    def name(self) -> str:
        """Path of the folder."""
        return str(self.folder)

    @property
    def archive(self) -> Archive | None:
        """Nothing is sent."""
        return None

    def put(self, dataset: Dataset) -> None:
        """Write an object into the folder.

        Parameters
        ----------
        dataset
            With its file meta information, Modality and SOPInstanceUID.

        Raises
        ------
        OSError
            If the folder does not take it.
        """
        path = self.folder / f"{dataset.Modality}.{dataset.SOPInstanceUID}.dcm"
        write_atomically(path, lambda file: dataset.save_as(file, enforce_file_format=True), sync=True)


def choose_archive(opened_from: Archive | None, in_use: Archive | None) -> Archive | None:
    """Return the archive that findings on a series go to.

    Parameters
    ----------
    opened_from
        Where the series came from.
    in_use
        The PACS in use.

    Returns
    -------
    Archive or None
        The one that the series came from where that takes them, else the PACS in use; None without any.
    """
    return opened_from if opened_from is not None and opened_from.can_store else in_use


def choose_destination(outbox: Outbox, archive: Archive | None, folder: Path | None) -> Destination | None:
    """Return where findings are written.

    Parameters
    ----------
    outbox
        Of this workstation.
    archive
        As :func:`choose_archive` gives it.
    folder
        The user's own, for where there is no archive.

    Returns
    -------
    Destination or None
        The outbox for `archive`, else `folder`; None without either.
    """
    if archive is not None:
        return OutboxDestination(outbox, archive)
    return FolderDestination(folder) if folder is not None else None
