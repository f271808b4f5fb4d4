from __future__ import annotations

import pytest

from iodeep_viewer.pacs.node import PacsNode


@pytest.fixture
def pacs(orthanc: PacsNode) -> PacsNode:
    return orthanc
