"""A PACS as we know it: plain data, checked when it is made."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import Enum

from iodeep_viewer.errors import SettingsError

_AE_TITLE = re.compile(r"[\x21-\x5b\x5d-\x7e]([\x20-\x5b\x5d-\x7e]{0,14}[\x21-\x5b\x5d-\x7e])?")
_NODE_TEXT = re.compile(r"(?P<ae_title>[^@]+)@(?P<host>[^@\s]+):(?P<port>\d{1,9})")


class RetrieveMethod(Enum):
    """Service by which instances are retrieved."""

    MOVE = "C-MOVE"
    """The PACS connects to us; it has to know our AE title, host and port. C-GET where it does not."""
    GET = "C-GET"
    """Over our own association: no configuration of the PACS, but not every PACS offers it."""


@dataclass(frozen=True, slots=True)
class PacsNode:
    """A PACS and how we appear to it.

    Attributes
    ----------
    name
        For the user.
    host, port, ae_title
        Where the PACS listens and what it calls itself.
    calling_ae_title, own_port
        What we call ourselves, and where our storage SCP listens for C-MOVE.
    retrieve
        How instances are fetched.
    timeout
        Seconds to wait for a connection and for each response.

    Raises
    ------
    SettingsError
        If a value makes no sense; AE titles are 1 to 16 printable ASCII characters without a
        backslash (PS3.5 section 6.2).
    """

    name: str
    host: str
    port: int
    ae_title: str
    calling_ae_title: str = "IODEEP"
    own_port: int = 11113
    retrieve: RetrieveMethod = RetrieveMethod.MOVE
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise SettingsError("A PACS needs a name.", "Give it one, e.g. the name of the hospital.")
        if not self.host or re.search(r"\s", self.host):
            raise SettingsError(f"'{self.host}' is not a host.", "Enter a host name or an IP address.")
        for title in (self.ae_title, self.calling_ae_title):
            if not _AE_TITLE.fullmatch(title):
                raise SettingsError(
                    f"'{title}' is not an AE title.",
                    "An AE title has 1 to 16 characters: letters, digits and signs, no accents and no backslash.",
                )
        for port in (self.port, self.own_port):
            if not 1 <= port <= 65535:
                raise SettingsError(f"{port} is not a port.", "A port is a number from 1 to 65535.")
        if not (math.isfinite(self.timeout) and self.timeout > 0):
            raise SettingsError(f"{self.timeout} s is not a timeout.", "Enter a number of seconds above 0.")

    @classmethod
    def parse(cls, text: str, *, calling_ae_title: str = "IODEEP", own_port: int = 11113) -> PacsNode:
        """Make a node of ``AE@host:port``, which is also its name.

        Parameters
        ----------
        text
            What the user wrote.
        calling_ae_title
            What we call ourselves.
        own_port
            Where our storage SCP listens.

        Returns
        -------
        PacsNode
            The node with the usual settings.

        Raises
        ------
        SettingsError
            If the text is not of this form or a part of it makes no sense.

        Examples
        --------
        >>> PacsNode.parse("ORTHANC@127.0.0.1:4242").port
        4242
        """
        match = _NODE_TEXT.fullmatch(text.strip())
        if match is None:
            raise SettingsError(f"'{text}' is not a PACS.", "Write it as AE@host:port, e.g. ORTHANC@127.0.0.1:4242.")
        return cls(
            name=text.strip(),
            host=match["host"].strip("[]"),
            port=int(match["port"]),
            ae_title=match["ae_title"].strip(),
            calling_ae_title=calling_ae_title,
            own_port=own_port,
        )

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.ae_title}@{host}:{self.port}"
