"""Where findings go, by what an archive can do."""

from __future__ import annotations

from pathlib import Path

import pytest

from iodeep_viewer.archives.folder import FolderArchive
from iodeep_viewer.archives.outbox import Outbox
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.task import TaskControl
from iodeep_viewer.errors import IODeepError
from iodeep_viewer.workflows.destination import choose_archive, choose_destination
from tests.archives import archive_of
from tests.pacs_objects import make_series

FILES = FolderArchive("Folder “disc”", (), {}, {}, "", ())


def test_findings_go_where_the_series_came_from_and_those_on_files_into_the_pacs_in_use() -> None:
    first, second = (archive_of(PacsNode(name, "127.0.0.1", 104, name)) for name in ("FIRST", "SECOND"))
    assert choose_archive(first, second) is first
    assert choose_archive(FILES, second) is second
    assert choose_archive(None, second) is second
    assert choose_archive(FILES, None) is None


def test_what_goes_into_an_archive_waits_in_the_outbox_and_the_rest_is_a_file(tmp_path: Path) -> None:
    pacs, outbox = archive_of(PacsNode("Hospital", "127.0.0.1", 104, "PACS")), Outbox(tmp_path / "outbox")
    (image,) = make_series(1).datasets
    assert choose_destination(outbox, None, None) is None
    for archive, folder in ((pacs, None), (None, tmp_path)):
        destination = choose_destination(outbox, archive, folder)
        assert destination is not None
        assert (destination.archive, destination.name) == (archive, archive.name if archive else str(tmp_path))
        destination.put(image)
    (entry,) = outbox.pending()
    assert (entry.archive, entry.is_for(pacs)) == ("Hospital", True)
    assert not entry.is_for(FILES)
    assert [path.name for path in tmp_path.glob("*.dcm")] == [f"CT.{image.SOPInstanceUID}.dcm"]


def test_files_of_this_computer_take_nothing() -> None:
    assert [FILES.can_store, FILES.can_search, FILES.has_networks] == [False] * 3
    with pytest.raises(IODeepError, match="only read"):
        FILES.store(make_series(1).datasets, TaskControl())
    assert FILES.list_networks(TaskControl()) == ()
