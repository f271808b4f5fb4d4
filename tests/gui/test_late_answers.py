"""Answers that come when nobody waits for them any more: another study, other files, another PACS is chosen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from iodeep_viewer.archives.dimse import DimseArchive
from iodeep_viewer.core.pacs_node import PacsNode
from iodeep_viewer.core.records import SeriesRecord, StudyQuery, StudyRecord, StudySearch
from iodeep_viewer.errors import PacsError
from iodeep_viewer.viewer import Viewer
from tests.gui.reader import ROOT, Reader

FIRST, SECOND = StudyRecord("1.2.1"), StudyRecord("1.2.2")


class SlowPacs:
    """Gives one answer, late; notes that it was asked."""

    def __init__(self, answer: object) -> None:
        self._answer = answer
        self.asked, self.answers = threading.Event(), threading.Event()

    def __call__(self, *_question: object) -> object:
        self.asked.set()
        assert self.answers.wait(60)
        return self._answer


@pytest.fixture
def let_pacs(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Any], None]:
    """Answer in place of the PACS."""
    return lambda question, answer: monkeypatch.setattr(DimseArchive, question, answer)


@pytest.fixture
def reader(make_viewer: Callable[[PacsNode | None], Viewer], qtbot: QtBot) -> Reader:
    return Reader(qtbot, make_viewer(PacsNode("First", "127.0.0.1", 104, "FIRST")))


def test_priors_of_one_patient_are_not_listed_beside_another(
    reader: Reader, let_pacs: Callable[[str, Any], None]
) -> None:
    def refuse(*_question: object) -> None:
        raise PacsError("The PACS is gone.")

    slow = SlowPacs((StudyRecord("1.2.3"),))
    let_pacs("list_series", lambda *_question: ())
    let_pacs("find_prior_studies", slow)
    reader.viewer.controllers.search.choose_study(FIRST)
    reader.wait(slow.asked.is_set)
    let_pacs("list_series", refuse)
    reader.viewer.controllers.search.choose_study(SECOND)
    reader.wait(lambda: len(reader.notices) == 1)
    slow.answers.set()
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert reader.session.study == SECOND
    assert reader.session.priors == ()


def test_series_of_the_pacs_are_not_listed_among_files(reader: Reader, let_pacs: Callable[[str, Any], None]) -> None:
    slow = SlowPacs((SeriesRecord("1.2.1", "1.2.1.1", "MR"),))
    let_pacs("list_series", slow)
    reader.viewer.controllers.search.choose_study(FIRST)
    reader.wait(slow.asked.is_set)
    reader.viewer.controllers.search.open_files([ROOT / "sample_dicom"])
    reader.wait(lambda: reader.session.files is not None)
    slow.answers.set()
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert len(reader.session.studies) > 1
    assert reader.session.series_records == ()


def test_studies_of_one_pacs_are_not_listed_under_another(reader: Reader, let_pacs: Callable[[str, Any], None]) -> None:
    slow = SlowPacs(StudySearch((FIRST,), False, False))
    let_pacs("find_studies", slow)
    reader.viewer.controllers.search.search(StudyQuery())
    reader.wait(slow.asked.is_set)
    assert reader.session.node is not None
    second = replace(reader.session.node, name="Second", host="pacs.example")
    reader.window.dialogs.change_settings(
        replace(
            reader.session.settings, pacs=replace(reader.session.settings.pacs, nodes=(second,), active_node="Second")
        )
    )
    slow.answers.set()
    reader.wait(lambda: reader.viewer.jobs.idle)
    assert reader.session.node == second
    assert reader.session.studies == ()
