"""The main job done by the program itself in its real windows: search, open, AI ROI, decide, store.

Every step is what a user does with mouse and keyboard; after each one a screenshot is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QModelIndex, QObject, QPoint, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QPainter, QPixmap
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.dialogs.store_dialog import StoreDialog
from iodeep_viewer.gui.main_window import MainWindow
from iodeep_viewer.gui.state.open_series import NetworkStatus
from iodeep_viewer.gui.state.values import Severity

_POLL = 40
_PATIENCE = 60_000


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tour.

    Attributes
    ----------
    name
        Of its screenshot.
    says
        The step, for the terminal.
    act
        Action of the user.
    until
        True when the step has come to its end.
    """

    name: str
    says: str
    act: Callable[[], object]
    until: Callable[[], bool]


class Tour(QObject):
    """Runs the steps in the event loop, one after the other."""

    finished = pyqtSignal(str)
    """Empty when all went well, else the failure."""

    def __init__(self, window: MainWindow, folder: Path, report: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._report = report
        self._steps: Iterator[Step] = iter(_steps(window))
        self._step: Step | None = None
        self._waited = 0
        self._number = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._poll)

    def start(self) -> None:
        """Begin."""
        self._timer.start(_POLL)

    def _poll(self) -> None:
        if self._step is None:
            self._step = next(self._steps, None)
            self._waited = 0
            if self._step is None:
                self._end("")
            else:
                self._step.act()
            return
        if self._step.until():
            self._shoot(self._step)
            self._step = None
            return
        self._waited += _POLL
        if self._waited >= _PATIENCE:
            notices = "; ".join(notice.sentence for notice in self._window.banner.notices)
            self._end(f"the step “{self._step.says}” did not come to its end. {notices}")

    def _shoot(self, step: Step) -> None:
        self._number += 1
        path = self._folder / f"{self._number:02d}-{step.name}.png"
        shown: QWidget = QApplication.activeModalWidget() or self._window
        QApplication.processEvents()
        picture = self._window.grab()
        if shown is not self._window:
            # A dialog is a window of its own: put it where it stands, over the main window.
            picture = _with_dialog(self._window, shown)
        picture.save(str(path))
        self._report(f"{self._number:2d}. {step.says} ({path.name})")

    def _end(self, problem: str) -> None:
        self._timer.stop()
        self.finished.emit(problem)


def _with_dialog(window: MainWindow, dialog: QWidget) -> QPixmap:
    picture = window.grab()
    painter = QPainter(picture)
    place = dialog.frameGeometry().topLeft() - window.frameGeometry().topLeft()
    painter.drawPixmap(place, dialog.grab())
    painter.end()
    return picture


def _steps(window: MainWindow) -> Iterator[Step]:
    session = window.session
    notices = window.banner

    def said(severity: Severity) -> bool:
        return any(notice.severity is severity for notice in notices.notices)

    def search() -> None:
        window.search_panel.patient_name.setText("SYNTHETIC")
        _press(window.search_panel.patient_name, Qt.Key.Key_Return)

    yield Step("search", "Searched for patients named SYNTHETIC*", search, lambda: bool(session.studies))
    yield from _open(window, "BRAIN")

    def to_lesion() -> None:
        _press(window, Qt.Key.Key_A)

    def next_slice() -> None:
        window.navigation_bar.next_button.click()
        window.navigation_bar.propose_button.click()

    series = session.series
    if series is None:
        return
    middle = _lesion_index(window)
    yield Step(
        "slice",
        f"Went to slice {middle + 1} of {len(series)}",
        lambda: window.navigation_bar.slider.setValue(middle),
        lambda: session.index == middle,
    )
    yield Step(
        "ai-roi", "Clicked AI ROI", to_lesion, lambda: bool(session.rois_on_screen()) and not window.jobs.running
    )
    yield Step(
        "why",
        "Asked why this network was chosen",
        window.ai_panel.why_button.click,
        lambda: QApplication.activeModalWidget() is not None,
    )
    yield Step("why-closed", "Read it and closed it", _close_dialog, lambda: QApplication.activeModalWidget() is None)
    yield Step(
        "validated",
        "Validated the region",
        window.roi_panel.validate_button.click,
        lambda: bool(session.review.in_state(RoiState.VALIDATED)),
    )
    yield Step(
        "next-slice",
        "Went to the next slice and clicked AI ROI",
        next_slice,
        lambda: bool(session.review.in_state(RoiState.PROPOSED)) and not window.jobs.running,
    )
    yield Step(
        "rejected",
        "Rejected that one",
        window.roi_panel.reject_button.click,
        lambda: bool(session.review.in_state(RoiState.REJECTED)),
    )
    yield Step(
        "store",
        "Asked to store the validated region",
        window.roi_panel.store_button.click,
        lambda: isinstance(QApplication.activeModalWidget(), StoreDialog),
    )
    notices.close_all()
    yield Step("stored", "Stored it as an RT Structure Set", _confirm_store, lambda: said(Severity.INFO))
    yield from _open(window, "CHEST")
    yield Step(
        "no-match",
        "Clicked AI ROI where no network fits",
        window.navigation_bar.propose_button.click,
        lambda: said(Severity.WARNING),
    )


def _open(window: MainWindow, word: str) -> Iterator[Step]:
    session = window.session
    yield Step(
        f"study-{word.lower()}",
        f"Chose the {word.lower()} study",
        lambda: window.study_table.view.setCurrentIndex(_study_row(window, word)),
        lambda: bool(session.series_records) and session.study is not None and word in str(session.study).upper(),
    )
    view = window.series_list.view
    opened = session.series_records[0]

    def open_first() -> None:
        window.banner.close_all()
        item = view.item(0)
        _click(view.viewport(), view.visualItemRect(item).center())

    yield Step(
        f"series-{word.lower()}",
        "Opened its first series",
        open_first,
        lambda: (
            session.series_record == opened
            and session.complete
            and session.network.status not in (NetworkStatus.NONE, NetworkStatus.SEARCHING)
        ),
    )


def _study_row(window: MainWindow, word: str) -> QModelIndex:
    model = window.study_table.view.model()
    if model is not None:
        for row in range(model.rowCount()):
            if word in str(model.index(row, 0).data()):
                return model.index(row, 0)
    return QModelIndex()


def _lesion_index(window: MainWindow) -> int:
    """The lesion of the sample brain lies just above its middle."""
    series = window.session.series
    return len(series) // 2 if series else 0


def _press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)  # type: ignore[call-overload]  # the stubs take it for a method


def _click(widget: QWidget | None, at: QPoint | None = None) -> None:
    button = Qt.MouseButton.LeftButton
    QTest.mouseClick(widget, button, pos=at or QPoint())  # type: ignore[call-overload]  # as above


def _close_dialog() -> None:
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        _press(dialog, Qt.Key.Key_Escape)


def _confirm_store() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, StoreDialog) and dialog.store_button is not None:
        dialog.reviewer_name.setText("Reader, Demo")
        _click(dialog.store_button)
