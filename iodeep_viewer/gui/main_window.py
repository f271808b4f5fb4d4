"""The main window: puts the panels side by side and connects what they emit to the intents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QByteArray, QPoint, QSettings, Qt
from PyQt6.QtGui import QAction, QCloseEvent, QKeySequence
from PyQt6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from iodeep_viewer.core.regions import Roi
from iodeep_viewer.errors import SettingsError
from iodeep_viewer.gui.about import RESEARCH_USE, HelpDialog, show_about
from iodeep_viewer.gui.actions import COMMANDS, command_text
from iodeep_viewer.gui.ai_panel import AiPanel
from iodeep_viewer.gui.banner import Banner
from iodeep_viewer.gui.choose_files import FileDrop, choose_target_folder
from iodeep_viewer.gui.commands import EDITING_COMMANDS, carried_out, checked, enabled
from iodeep_viewer.gui.export import Exporter
from iodeep_viewer.gui.intents import Intents
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.gui.keys import keys_in_force
from iodeep_viewer.gui.measurement_list import MeasurementList
from iodeep_viewer.gui.navigation_bar import NavigationBar
from iodeep_viewer.gui.preferences import PreferencesDialog
from iodeep_viewer.gui.record_blocks import ClinicalBlock, PatientBlock
from iodeep_viewer.gui.roi_panel import RoiPanel
from iodeep_viewer.gui.session import Session, Severity
from iodeep_viewer.gui.slice_view import SliceView
from iodeep_viewer.gui.status_bar import StatusBar
from iodeep_viewer.gui.store_dialog import StoreDialog
from iodeep_viewer.gui.tag_browser import TagBrowser
from iodeep_viewer.gui.theme import apply_theme
from iodeep_viewer.gui.toolbar import ViewToolbar
from iodeep_viewer.gui.viewport_grid import ViewportGrid
from iodeep_viewer.gui.why_dialog import WhyDialog
from iodeep_viewer.gui.worklist import Worklist
from iodeep_viewer.settings import MOST_PRESETS, Settings, active_node
from iodeep_viewer.workflows.networks import prefer_network

_NATIVE = QKeySequence.SequenceFormat.NativeText


class MainWindow(QMainWindow):
    """The viewer.

    Parameters
    ----------
    save
        Called with settings that the user changed; raises ``SettingsError`` where they cannot be kept.
    layout_store
        Where sizes are remembered; None to forget them (tests, demo).
    """

    def __init__(
        self,
        session: Session,
        intents: Intents,
        jobs: Jobs,
        save: Callable[[Settings], None],
        layout_store: QSettings | None = None,
    ) -> None:
        super().__init__()
        self.session, self.intents, self.jobs = session, intents, jobs
        self._save = save
        self._layout_store = layout_store
        self.setWindowTitle(f"IODeep Viewer — {RESEARCH_USE}")
        self.resize(1500, 940)
        self.worklist = Worklist(session, intents)
        self.search_panel, self.study_table = self.worklist.search_panel, self.worklist.study_table
        self.series_list = self.worklist.series_list
        self.patient_block, self.clinical_block = PatientBlock(session), ClinicalBlock(session)
        self.banner = Banner(session)
        self.grid = ViewportGrid(session, intents.toolbox)
        self.navigation_bar, self.ai_panel = NavigationBar(session), AiPanel(session)
        self.roi_panel = RoiPanel(session, lambda: intents.editing.labels(session.opened))
        self.measurement_list = MeasurementList(session)
        self.tag_browser = TagBrowser(session, jobs, self)
        self.exporter = Exporter(session, jobs)
        self.status_bar = StatusBar(session, jobs)
        self.actions_by_name = self._make_actions()
        self.roi_panel.add_tools(self.actions_by_name[name] for name in EDITING_COMMANDS)
        self.toolbar = ViewToolbar(session, self.actions_by_name)
        self._lay_out()
        self._make_menus()
        self._connect()
        self._restore_layout()
        self.intents.storing.refresh_outbox()
        self.intents.recent.read()

    @property
    def slice_view(self) -> SliceView:
        """The view of the active viewport."""
        return self.grid.active

    def _lay_out(self) -> None:
        blocks = QHBoxLayout()
        blocks.addWidget(self.patient_block, 3)
        blocks.addWidget(self.clinical_block, 5)
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(blocks)
        # The notices lie over the image: it must not jump when one comes or goes.
        screen = QGridLayout()
        screen.addWidget(self.grid, 0, 0)
        screen.addWidget(self.banner, 0, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(screen, 1)
        column.addWidget(self.navigation_bar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self.roi_panel)
        right.addWidget(self.ai_panel)
        right.addWidget(self.measurement_list)
        right.setStretchFactor(0, 1)
        for widget in (self.worklist, center, right):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([375, 660, 465])
        frame = QWidget()
        margin = QVBoxLayout(frame)
        margin.setContentsMargins(8, 6, 8, 4)
        margin.addWidget(self.splitter)
        self.setCentralWidget(frame)
        self.addToolBar(self.toolbar)
        self.setStatusBar(self.status_bar)

    def _make_actions(self) -> dict[str, QAction]:
        functions = carried_out(self)
        made = {}
        for command in COMMANDS:
            action = QAction(command_text(command), self)
            action.setObjectName(command.name)
            function = functions[command.name]
            action.triggered.connect(lambda _checked=False, function=function: self._run(function))
            self.addAction(action)
            made[command.name] = action
        for name in checked(self.session):
            made[name].setCheckable(True)
        return made

    def _make_menus(self) -> None:
        bar = self.menuBar()
        if bar is None:
            return
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            if not command.menu:
                continue
            menu = menus.get(command.menu)
            if menu is None:
                menu = menus[command.menu] = QMenu(command.menu, self)
                bar.addMenu(menu)
            menu.addAction(self.actions_by_name[command.name])

    def _connect(self) -> None:
        viewing, review, storing = self.intents.viewing, self.intents.review, self.intents.storing
        # From now on the keys are those of the slice, not of the list.
        self.worklist.series_opened.connect(lambda: self.slice_view.setFocus())
        FileDrop(self).dropped.connect(self.intents.search.open_files)
        self.grid.series_dropped.connect(self.open_dropped)
        for view in self.grid.views:
            # A press reaches this first: what follows is about the viewport under the mouse.
            view.activated.connect(partial(viewing.activate, view.state))
            view.scrolled.connect(viewing.step)
            view.window_dragged.connect(viewing.drag_window)
            view.roi_clicked.connect(review.select)
            view.menu_requested.connect(self._show_menu_of_slice)
        self.navigation_bar.slice_requested.connect(viewing.show_slice)
        self.navigation_bar.propose_requested.connect(self.intents.ai.propose)
        self.navigation_bar.propose_button.setMenu(self._menu_of_ai_roi())
        self.roi_panel.table.rois_selected.connect(review.select_several)
        self.roi_panel.table.menu_requested.connect(self._show_menu)
        self.roi_panel.table.stored_menu_requested.connect(self._show_stored_menu)
        self.roi_panel.label_field.label_chosen.connect(self.intents.editing.relabel)
        self.roi_panel.validate_requested.connect(review.validate_selected)
        self.roi_panel.reject_requested.connect(review.reject_selected)
        self.roi_panel.validate_all_requested.connect(review.validate_all_on_slice)
        self.roi_panel.store_requested.connect(self.ask_and_store)
        ai, panel = self.intents.ai, self.ai_panel
        panel.why_requested.connect(self.show_why)
        panel.threshold_moved.connect(lambda threshold, keep: ai.move_threshold(threshold, keep=keep))
        panel.threshold_released.connect(ai.keep_threshold)
        panel.threshold_reset.connect(ai.reset_threshold)
        panel.heat_map_toggled.connect(viewing.toggle_heat_map)
        panel.opacity_moved.connect(viewing.set_heat_map_opacity)
        self.measurement_list.measurement_selected.connect(self.intents.measuring.select)
        self.measurement_list.slice_requested.connect(viewing.show_slice)
        self.status_bar.cancel_requested.connect(self.jobs.cancel_all)
        self.status_bar.outbox_requested.connect(storing.send_outbox)
        session = self.session
        for signal in (
            session.review_changed,
            session.selection_changed,
            session.stored_changed,
            session.index_changed,
        ):
            signal.connect(self._show_enabled)
        self._show_enabled()
        session.settings_changed.connect(self._name_actions)
        self._name_actions()
        for signal in (
            session.tool_changed,
            session.options_changed,
            session.layout_changed,
            session.display_changed,
            session.index_changed,
            session.review_changed,
        ):
            signal.connect(self._show_checked)
        self._show_checked()

    def go_to_search(self) -> None:
        """Go to the first field of the search."""
        self.search_panel.patient_name.setFocus()
        self.search_panel.patient_name.selectAll()

    def choose_files(self, dialog: QFileDialog) -> None:
        """Let the user choose files of this computer, and list them."""
        dialog.filesSelected.connect(lambda paths: self.intents.search.open_files([Path(path) for path in paths]))
        _open(dialog)

    def open_dropped(self, row: int, viewport: int) -> None:
        """Open the series of a row of the list in the viewport that it was dropped on."""
        record = self.series_list.record(row)
        if record is not None:
            self.intents.reading.open_series(record, self.session.viewports[viewport])
            self.slice_view.setFocus()

    def ask_and_store(self) -> None:
        """Show what will be stored, ask for the reviewer, store."""
        if not self.session.review.can_be_stored:
            return
        dialog = StoreDialog(self.session, self)

        def go_on() -> None:
            name = dialog.reviewer_name.text().strip()
            if name != self.session.settings.reviewer_name:
                self.change_settings(replace(self.session.settings, reviewer_name=name))
            store = partial(self.intents.storing.store, dialog.person_name(), dialog.label.text().strip())
            if self.session.store_node is not None:
                store()
                return
            folders = choose_target_folder(self)
            folders.fileSelected.connect(lambda path: store(Path(path)))
            _open(folders)

        dialog.accepted.connect(go_on)
        _open(dialog)

    def edit_preferences(self) -> None:
        """Open the preferences."""
        dialog = PreferencesDialog(self.session.settings, self.jobs, self)
        dialog.accepted_settings.connect(self.change_settings)
        _open(dialog)

    def change_settings(self, settings: Settings) -> None:
        """Take over settings and keep them on disk; those that cannot be kept hold until the program ends."""
        try:
            self._save(settings)
        except SettingsError as error:
            self.session.tell(Severity.ERROR, error.sentence, error.hint)
        application = QApplication.instance()
        if settings.theme != self.session.settings.theme and isinstance(application, QApplication):
            apply_theme(application, settings.theme)
        nodes_changed = settings.nodes != self.session.settings.nodes
        active_changed = settings.active_node != self.session.settings.active_node
        node = active_node(settings) if nodes_changed or active_changed else self.session.node
        self.session.set_settings(settings, node)

    def show_why(self) -> None:
        """Show why the network was chosen."""
        session, networks = self.session, self.intents.networks
        opened, selection = session.opened, session.network.selection
        if opened is None or selection is None:
            return
        dialog = WhyDialog(selection, networks.known(selection), session.settings.theme, self)
        dialog.card_requested.connect(
            lambda record: networks.fetch(opened, record, dialog.show_network, dialog.show_problem)
        )

        def prefer(dnn_uid: str | None) -> None:
            self.change_settings(prefer_network(session.settings, selection, dnn_uid))

        dialog.use_requested.connect(prefer)
        dialog.forget_requested.connect(lambda: prefer(None))
        dialog.finished.connect(lambda _result: networks.give_up_fetching(opened))
        _open(dialog)
        dialog.begin()

    def show_tags(self) -> None:
        """Show all elements of the slice's file."""
        self.tag_browser.show()
        self.tag_browser.raise_()

    def reset_view(self) -> None:
        """Show the slice as it was opened."""
        self.intents.viewing.reset_display()
        self.slice_view.fit()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_help(self) -> None:
        """Show all keys and what the mouse does."""
        _open(HelpDialog(self.session.settings, self))

    def show_about(self) -> None:
        """Show what this program is."""
        show_about(self)

    def cancel(self) -> None:
        """Give up what is begun: a drawing, then what runs, then the autoplay, then the selection."""
        if self.intents.toolbox.cancel():
            return
        if self.jobs.running:
            self.jobs.cancel_all()
        elif self.navigation_bar.autoplay_button.isChecked():
            self.navigation_bar.toggle_autoplay()
        else:
            self.intents.review.select(None)

    def _name_actions(self) -> None:
        """Give the actions the keys that are set, and presets their names."""
        settings = self.session.settings
        for name, keys in keys_in_force(settings.keys).items():
            action = self.actions_by_name[name]
            action.setShortcuts([QKeySequence(key) for key in keys])
            tip = action.text().replace("&", "")
            action.setToolTip(f"{tip} ({action.shortcut().toString(_NATIVE)})" if keys else tip)
        for number in range(MOST_PRESETS):
            action = self.actions_by_name[f"preset_{number + 1}"]
            action.setVisible(number < len(settings.window_presets))
            if number < len(settings.window_presets):
                preset = settings.window_presets[number]
                figures = f"{preset.width:g}/{preset.center:g}".replace("-", "−")
                action.setText(f"{preset.name} {figures}" + (f" ({preset.modality})" if preset.modality else ""))

    def _run(self, function: Callable[[], object]) -> None:
        function()
        # Qt has toggled the action by itself, whatever came of it.
        self._show_checked()

    def _show_checked(self) -> None:
        for name, on in checked(self.session).items():
            self.actions_by_name[name].setChecked(on)

    def _show_enabled(self) -> None:
        for name, on in enabled(self.session).items():
            self.actions_by_name[name].setEnabled(on)

    def _show_menu_of_slice(self, position: QPoint) -> None:
        """Show the menu for what is under the pointer."""
        hit = self.slice_view.roi_at(self.slice_view.mapFromGlobal(position))
        opened = self.session.opened
        if opened is not None and hit is not None and hit not in opened.selected_roi_ids:
            opened.select_roi(hit)
        self._show_menu(position)

    def _show_stored_menu(self, roi: Roi, position: QPoint) -> None:
        """Offer what can be done with a region of the PACS."""
        menu = QMenu(self)
        menu.addAction(self.tr("Copy into the review"), lambda: self.intents.editing.copy_stored([roi]))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def _menu_of_ai_roi(self) -> QMenu:
        """Everything that AI ROI can do."""
        menu = QMenu(self)
        for name in ("propose", "propose_series", "", "heat_map", "why"):
            if name:
                menu.addAction(self.actions_by_name[name])
            else:
                menu.addSeparator()
        return menu

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        for name in (
            "propose",
            "validate",
            "reject",
            "validate_all",
            "",
            *EDITING_COMMANDS,
            "copy_stored",
            "",
            "fit",
            "turn_right",
            "flip_sideways",
            "invert",
            "dicom_window",
            "auto_window",
        ):
            if name:
                menu.addAction(self.actions_by_name[name])
            else:
                menu.addSeparator()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def _restore_layout(self) -> None:
        if self._layout_store is None:
            return
        for name, restore in (("geometry", self.restoreGeometry), ("splitter", self.splitter.restoreState)):
            value = self._layout_store.value(name)
            if isinstance(value, QByteArray):
                restore(value)
        self.worklist.restore(self._layout_store)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Remember the layout, stop what runs."""
        if self._layout_store is not None:
            self._layout_store.setValue("geometry", self.saveGeometry())
            self._layout_store.setValue("splitter", self.splitter.saveState())
            self.worklist.save(self._layout_store)
        self.navigation_bar.autoplay_button.setChecked(False)
        self.banner.close_all()
        self.jobs.close()
        super().closeEvent(event)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
