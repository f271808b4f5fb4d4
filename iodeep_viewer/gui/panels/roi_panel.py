"""The regions of the series: list, decisions, changes, and the network that proposes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from iodeep_viewer.core.regions import RoiState
from iodeep_viewer.gui.commands.tips import set_tip
from iodeep_viewer.gui.panels.label_field import LabelField
from iodeep_viewer.gui.panels.roi_table import RoiTable
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session


class RoiPanel(QFrame):
    """Regions under review and stored ones; buttons for what can be done with them.

    Parameters
    ----------
    labels
        Called for the names that a region can be given.
    """

    validate_requested = pyqtSignal()
    reject_requested = pyqtSignal()
    validate_all_requested = pyqtSignal()
    store_requested = pyqtSignal()

    def __init__(self, session: Session, labels: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self.table = RoiTable(session)
        self.label_field = LabelField(session, labels)
        self.validate_button = _button(self.tr("Validate"), (self.tr("Accept the selected regions"), "validate"))
        self.reject_button = _button(
            self.tr("Reject"), (self.tr("Refuse the selected regions"), "reject"), (self.tr("bring them back"), "undo")
        )
        self.validate_all_button = _button(
            self.tr("Validate all on slice"), (self.tr("Accept every proposed region on this slice"), "validate_all")
        )
        self.store_button = _button(
            self.tr("Store …"), (self.tr("Store validated regions, measurements and key images in the PACS"), "store")
        )
        self.store_button.setObjectName("primary")
        self._tools = QHBoxLayout()
        self._lay_out()
        self._connect()
        self._show()

    def add_tools(self, actions: Iterable[QAction]) -> None:
        """Put buttons for actions on the selected regions beside their name."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(18, 18))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(action.text())
            button.setObjectName("slim")
            self._tools.addWidget(button)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(_heading(self.tr("Regions of interest")))
        layout.addWidget(self.table, 1)
        naming = QHBoxLayout()
        naming.setSpacing(4)
        naming.addWidget(self.label_field, 1)
        self._tools.setSpacing(1)
        naming.addLayout(self._tools)
        layout.addLayout(naming)
        buttons = QGridLayout()
        buttons.addWidget(self.validate_button, 0, 0)
        buttons.addWidget(self.reject_button, 0, 1)
        buttons.addWidget(self.validate_all_button, 1, 0, 1, 2)
        buttons.addWidget(self.store_button, 2, 0, 1, 2)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        session = self._session
        for event in (session.review_changed, session.index_changed, session.selection_changed):
            signal_of(event).connect(self._show)
        self.validate_button.clicked.connect(self.validate_requested)
        self.reject_button.clicked.connect(self.reject_requested)
        self.validate_all_button.clicked.connect(self.validate_all_requested)
        self.store_button.clicked.connect(self.store_requested)

    def _show(self) -> None:
        session = self._session
        selected, free = session.selected_rois, not session.storing
        on_screen = session.rois_on_screen()
        for button, makes_sense in (
            (self.validate_button, any(roi.state is RoiState.PROPOSED for roi in selected)),
            (self.reject_button, bool(selected)),
            (self.validate_all_button, any(roi.state is RoiState.PROPOSED for roi in on_screen)),
            (self.store_button, session.review.can_be_stored),
        ):
            if button.hasFocus() and not (free and makes_sense):
                # Qt would give the keys to the next button: Space twice must not validate and reject.
                self.table.setFocus()
            button.setEnabled(free and makes_sense)


def _button(text: str, *tip: tuple[str, ...]) -> QPushButton:
    button = QPushButton(text)
    set_tip(button, *tip)
    # After a click the keys are still those of the slice.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("heading")
    return label
