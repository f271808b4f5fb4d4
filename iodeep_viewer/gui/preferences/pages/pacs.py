"""Preferences: PACS nodes with a connection check."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PyQt6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.pacs_node import PacsNode, RetrieveMethod
from iodeep_viewer.core.records import ConnectionReport
from iodeep_viewer.errors import IODeepError, SettingsError
from iodeep_viewer.gui.jobs import JobKind, Jobs, Pool
from iodeep_viewer.gui.preferences.page import Page, PageSpec
from iodeep_viewer.settings import Settings
from iodeep_viewer.workflows.connection import check_connection

_METHODS = {
    RetrieveMethod.MOVE: QT_TRANSLATE_NOOP("PacsPage", "C-MOVE (C-GET where refused)"),
    RetrieveMethod.GET: "C-GET",
}
_NEW_NODE = {
    "name": QT_TRANSLATE_NOOP("PacsPage", "New PACS"),
    "host": "127.0.0.1",
    "port": 4242,
    "ae_title": "ORTHANC",
}


class PacsPage(Page):
    """The known PACS; the one that is marked in the list is the one in use."""

    def __init__(self, settings: Settings, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = jobs
        self._drafts: list[dict[str, object]] = [_draft(node) for node in settings.pacs.nodes]
        self._row = -1
        self._make_fields()
        self._lay_out()
        self._connect()
        self._refill(self._active_row())

    def _make_fields(self) -> None:
        self.node_list = QListWidget()
        self.node_list.setAccessibleName(self.tr("PACS nodes"))
        self.node_list.setMaximumWidth(190)
        self.add_button, self.remove_button = QPushButton(self.tr("Add")), QPushButton(self.tr("Remove"))
        self.node_name = _line(self.tr("Name"), self.tr("Any name for this PACS"))
        self.host = _line(self.tr("Host"), self.tr("Name or address of the PACS"))
        self.port = _port(self.tr("Port"), self.tr("Its DICOM port, for Orthanc 4242 by default"))
        self.ae_title = _line(self.tr("AE title"), self.tr("Its application entity title"))
        self.calling_ae_title = _line(self.tr("Our AE title"), self.tr("How the PACS knows this workstation"))
        self.own_port = _port(self.tr("Our port"), self.tr("Where this workstation receives images by C-MOVE"))
        self.method = QComboBox()
        self.method.addItems([self.tr(text) for text in _METHODS.values()])
        self.method.setAccessibleName(self.tr("Retrieve by"))
        self.timeout = QSpinBox()
        self.timeout.setRange(1, 600)
        self.timeout.setSuffix(" s")
        self.timeout.setAccessibleName(self.tr("Timeout"))
        self.timeout.setToolTip(self.tr("How long to wait for an answer of the PACS"))
        self.check_button = QPushButton(self.tr("Check connection"))
        self.check_button.setToolTip(self.tr("C-ECHO, a search and a test retrieve"))
        self.report = QLabel()
        self.report.setWordWrap(True)
        self.report.setTextFormat(Qt.TextFormat.PlainText)
        self.report.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _lay_out(self) -> None:
        self.fields = QWidget()
        form = QFormLayout(self.fields)
        form.setContentsMargins(0, 0, 0, 0)
        for label, field in (
            (self.tr("Name"), self.node_name),
            (self.tr("Host"), self.host),
            (self.tr("Port"), self.port),
            (self.tr("AE title"), self.ae_title),
            (self.tr("Our AE title"), self.calling_ae_title),
            (self.tr("Our port"), self.own_port),
            (self.tr("Retrieve by"), self.method),
            (self.tr("Timeout"), self.timeout),
        ):
            form.addRow(label, field)
        form.addRow(self.check_button)
        form.addRow(self.report)
        left = QVBoxLayout()
        left.addWidget(self.node_list)
        pair = QHBoxLayout()
        pair.addWidget(self.add_button)
        pair.addWidget(self.remove_button)
        left.addLayout(pair)
        nodes = QHBoxLayout()
        nodes.addLayout(left)
        nodes.addWidget(self.fields, 1)
        self.hint = QLabel()
        self.hint.setObjectName("faint")
        layout = QVBoxLayout(self)
        layout.addLayout(nodes, 1)
        layout.addWidget(self.hint)

    def _connect(self) -> None:
        self.node_list.currentRowChanged.connect(self._show_row)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self._remove)
        self.check_button.clicked.connect(self.check_connection)
        self.node_name.textEdited.connect(self._rename)

    def check_connection(self) -> None:
        """Try the node that is shown and report the result."""
        node = self._build(self._take())
        if node is None:
            return
        self.report.setText(self.tr("Checking …"))
        self.check_button.setEnabled(False)

        def done(report: ConnectionReport) -> None:
            self.check_button.setEnabled(True)
            self.report.setText("\n".join(report.lines))

        def failed(error: IODeepError) -> None:
            self.check_button.setEnabled(True)
            self.report.setText(str(error))

        self._jobs.start(
            Pool.NETWORK,
            JobKind.CHECK,
            self.tr("Checking the connection"),
            lambda task: check_connection(node, task),
            done,
            failed,
        )

    def stop(self) -> None:
        """Cancel a check that still runs."""
        self._jobs.cancel(JobKind.CHECK)
        self.check_button.setEnabled(True)

    def add(self) -> None:
        """Begin to enter another PACS."""
        self._keep_shown()
        self._drafts.append(_draft(None))
        self._refill(len(self._drafts) - 1)

    def changed(self, settings: Settings) -> Settings:
        """Return settings with the PACS of this page.

        Raises
        ------
        IODeepError
            If one of them is not complete, which is shown then, or two have the same name.
        """
        self._keep_shown()
        nodes = []
        for row, draft in enumerate(self._drafts):
            try:
                nodes.append(PacsNode(**draft))  # type: ignore[arg-type]
            except IODeepError:
                self.node_list.setCurrentRow(row)
                raise
        if len({node.name for node in nodes}) < len(nodes):
            raise SettingsError(self.tr("Two PACS have the same name."), self.tr("Give each its own."))
        return replace(
            settings,
            pacs=replace(settings.pacs, nodes=tuple(nodes), active_node=nodes[self._row].name if nodes else ""),
        )

    def _active_row(self) -> int:
        names = [draft["name"] for draft in self._drafts]
        active = self._settings.pacs.active_node
        return names.index(active) if active in names else 0

    def _refill(self, row: int) -> None:
        self._row = -1
        self.node_list.clear()
        self.node_list.addItems([str(draft["name"]) for draft in self._drafts])
        self.node_list.setCurrentRow(row)
        some = bool(self._drafts)
        self.fields.setVisible(some)
        self.remove_button.setEnabled(some)
        self.hint.setText(
            self.tr("The PACS that is marked in the list is the one in use.")
            if some
            else self.tr("No PACS is entered: “Add” begins with one.")
        )

    def _show_row(self, row: int) -> None:
        if row < 0:
            return
        self._keep_shown()
        # The answer of one PACS is not that of another.
        self.stop()
        self._row = row
        draft = self._drafts[row]
        self.node_name.setText(str(draft["name"]))
        self.host.setText(str(draft["host"]))
        self.port.setValue(int(str(draft["port"])))
        self.ae_title.setText(str(draft["ae_title"]))
        self.calling_ae_title.setText(str(draft["calling_ae_title"]))
        self.own_port.setValue(int(str(draft["own_port"])))
        self.method.setCurrentIndex(list(_METHODS).index(RetrieveMethod(draft["retrieve"])))
        self.timeout.setValue(round(float(str(draft["timeout"]))))
        self.report.clear()

    def _keep_shown(self) -> None:
        if self._row >= 0:
            self._drafts[self._row] = self._take()

    def _take(self) -> dict[str, object]:
        method = list(_METHODS)[self.method.currentIndex()]
        return {
            "name": self.node_name.text().strip(),
            "host": self.host.text().strip(),
            "port": self.port.value(),
            "ae_title": self.ae_title.text().strip(),
            "calling_ae_title": self.calling_ae_title.text().strip(),
            "own_port": self.own_port.value(),
            "retrieve": method,
            "timeout": float(self.timeout.value()),
        }

    def _rename(self, text: str) -> None:
        item = self.node_list.currentItem()
        if item is not None:
            item.setText(text)

    def _remove(self) -> None:
        del self._drafts[self._row]
        self._refill(max(0, self._row - 1))

    def _build(self, draft: dict[str, object]) -> PacsNode | None:
        try:
            return PacsNode(**draft)  # type: ignore[arg-type]
        except IODeepError as error:
            self.report.setText(str(error))
            return None


def _draft(node: PacsNode | None) -> dict[str, object]:
    if node is None:
        new = PacsNode(**_NEW_NODE)  # type: ignore[arg-type]
        node = replace(new, name=QCoreApplication.translate("PacsPage", new.name))
    names = ("name", "host", "port", "ae_title", "calling_ae_title", "own_port", "retrieve", "timeout")
    return {name: getattr(node, name) for name in names}


def _line(name: str, tip: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setAccessibleName(name)
    edit.setToolTip(tip)
    return edit


def _port(name: str, tip: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, 65535)
    box.setAccessibleName(name)
    box.setToolTip(tip)
    return box


PAGE = PageSpec(
    QT_TRANSLATE_NOOP("PreferencePages", "PACS"), 10, lambda context: PacsPage(context.settings, context.jobs)
)
