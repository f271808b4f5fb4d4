from __future__ import annotations

import pytest

from iodeep_viewer.core.pacs_node import PacsNode


@pytest.fixture
def pacs(orthanc: PacsNode) -> PacsNode:
    return orthanc
