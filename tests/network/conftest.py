from __future__ import annotations

from collections.abc import Iterator

import pytest

from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.pacs.embedded import EmbeddedArchive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedArchive]:
    with EmbeddedArchive([], tmp_path_factory.mktemp("archive")) as archive:
        yield archive


@pytest.fixture(scope="module")
def pacs(archive: EmbeddedArchive) -> PacsNode:
    return archive.node()
