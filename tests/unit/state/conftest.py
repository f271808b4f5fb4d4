"""State without windows."""

from __future__ import annotations

import pytest

from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.settings import Settings
from tests.archives import no_pacs


@pytest.fixture
def session() -> Session:
    """A session without a PACS."""
    return Session(Settings(), None, no_pacs)
