"""Failures that the user reads as a sentence.

An :class:`IODeepError` carries the failure and, as ``hint``, the next step. Anything else that escapes
is a defect of the program and ends in the log and the crash dialog.
"""


class IODeepError(Exception):
    """An expected failure, shown to the user.

    Parameters
    ----------
    sentence
        The failure, as one sentence.
    hint
        The next step of the user; may be empty.
    """

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.sentence} {self.hint}".strip()


class SettingsError(IODeepError):
    """The settings file cannot be read or holds a value that makes no sense."""


class PacsError(IODeepError):
    """The PACS could not be reached or refused a request."""


class AssociationRefused(PacsError):
    """No association: nobody listens there, or the AE titles are not accepted (PS3.8)."""


class DimseFailure(PacsError):
    """A DIMSE service ended with a failure status (PS3.7 annex C).

    Parameters
    ----------
    sentence, hint
        As for :class:`IODeepError`.
    status
        The status code that the PACS returned, e.g. ``0xA801``.
    """

    def __init__(self, sentence: str, hint: str = "", *, status: int) -> None:
        super().__init__(sentence, hint)
        self.status = status


class DicomDataError(IODeepError):
    """A file or object is not DICOM, is damaged, or lacks required data."""


class NetworkError(IODeepError):
    """A stored network cannot be used: description, weights or digest are wrong."""


class NoMatchingNetwork(IODeepError):
    """No network in the PACS fits the slice (paper, algorithm 1)."""


class StructureSetError(IODeepError):
    """An RT Structure Set cannot be written from, or drawn on, these images."""


class EditingError(IODeepError):
    """A region cannot be changed as it was asked."""


class Cancelled(Exception):  # an outcome that the user asked for, not an error
    """The user cancelled the task; shown to nobody."""
