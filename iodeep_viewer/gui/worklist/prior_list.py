"""The other studies of the patient whose study is chosen."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from iodeep_viewer.core.records import StudyRecord
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.style.wording import date_for_screen

_MOST_LINES = 4


class PriorList(QWidget):
    """One line for each study, newest first; a click or Enter lists its series. Hidden where there is none."""

    study_chosen = pyqtSignal(object)
    """A :class:`~iodeep_viewer.core.records.StudyRecord`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.caption = QLabel()
        self.caption.setObjectName("faint")
        self.view = QListWidget()
        self.view.setAccessibleName(self.tr("Other studies of this patient"))
        self.view.setToolTip(self.tr("Click a study to list its series; open series stay open"))
        self.view.setAlternatingRowColors(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._line = self.view.fontMetrics().height() + 6
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.caption)
        layout.addWidget(self.view)
        signal_of(session.priors_changed).connect(self._show)
        self.view.itemClicked.connect(self._choose)
        self.view.itemActivated.connect(self._choose)
        self._show()

    def _show(self) -> None:
        self.view.clear()
        priors = self._session.priors
        self.setVisible(bool(priors))
        self.caption.setText(self.tr("Other studies of this patient: {}").format(len(priors)))
        for study in priors:
            text = _text(study)
            item = QListWidgetItem(text)
            item.setToolTip(text)
            item.setSizeHint(QSize(0, self._line))
            item.setData(Qt.ItemDataRole.UserRole, study)
            self.view.addItem(item)
        self.view.setFixedHeight(self._line * min(len(priors), _MOST_LINES) + 2 * self.view.frameWidth())

    def _choose(self, item: QListWidgetItem) -> None:
        self.study_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _text(study: StudyRecord) -> str:
    parts = (date_for_screen(study.study_date), "/".join(study.modalities_in_study), study.study_description)
    return "  ".join(part for part in parts if part) or study.study_instance_uid
