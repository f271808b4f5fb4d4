"""The main window: puts the panels side by side and connects what they emit to the controllers."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QByteArray, QPoint, QSettings, Qt
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QMainWindow, QMenu, QSplitter, QVBoxLayout, QWidget

from iodeep_viewer.core.regions import Roi
from iodeep_viewer.gui.all_commands import AI_ROI_MENU, COMMANDS, SLICE_MENU
from iodeep_viewer.gui.canvas.slice_view import SliceView
from iodeep_viewer.gui.canvas.tools.all_tools import make_toolbox
from iodeep_viewer.gui.canvas.viewport_grid import ViewportGrid
from iodeep_viewer.gui.commands.command import Group
from iodeep_viewer.gui.commands.context import CommandContext
from iodeep_viewer.gui.commands.focus_keys import ButtonKeys
from iodeep_viewer.gui.commands.keys import keys_in_force
from iodeep_viewer.gui.commands.tips import show_keys
from iodeep_viewer.gui.commands.window_actions import WindowActions
from iodeep_viewer.gui.controllers.controllers import Controllers
from iodeep_viewer.gui.dialogs.about import research_use
from iodeep_viewer.gui.dialogs.choose_files import FileDrop
from iodeep_viewer.gui.dialogs.dialogs import Dialogs
from iodeep_viewer.gui.dialogs.export import Exporter
from iodeep_viewer.gui.dialogs.tag_browser import TagBrowser
from iodeep_viewer.gui.jobs import Jobs
from iodeep_viewer.gui.panels.ai_panel import AiPanel
from iodeep_viewer.gui.panels.banner import Banner
from iodeep_viewer.gui.panels.measurement_list import MeasurementList
from iodeep_viewer.gui.panels.navigation_bar import NavigationBar
from iodeep_viewer.gui.panels.record_blocks import ClinicalBlock, PatientBlock
from iodeep_viewer.gui.panels.roi_panel import RoiPanel
from iodeep_viewer.gui.panels.status_bar import StatusBar
from iodeep_viewer.gui.panels.toolbar import ViewToolbar
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import SELECT_TOOL
from iodeep_viewer.gui.worklist.worklist import Worklist

_PATIENCE = 5.0
"""Seconds to wait, when the window closes, for decisions that are being written."""


class MainWindow(QMainWindow):
    """The viewer.

    Parameters
    ----------
    layout_store
        Where sizes are remembered; None to forget them (tests, demo).
    """

    def __init__(
        self,
        session: Session,
        controllers: Controllers,
        jobs: Jobs,
        layout_store: QSettings | None = None,
    ) -> None:
        super().__init__()
        self.session, self.controllers, self.jobs = session, controllers, jobs
        self.dialogs = Dialogs(self, session, controllers, jobs, COMMANDS)
        self._layout_store = layout_store
        self.setWindowTitle(f"IODeep Viewer — {research_use()}")
        self.resize(1500, 940)
        self.worklist = Worklist(session, controllers)
        self.search_panel, self.study_table = self.worklist.search_panel, self.worklist.study_table
        self.series_list = self.worklist.series_list
        self.patient_block, self.clinical_block = PatientBlock(session), ClinicalBlock(session)
        self.banner = Banner(session)
        self.toolbox = make_toolbox(session, controllers)
        self.grid = ViewportGrid(session, self.toolbox)
        self.navigation_bar, self.ai_panel = NavigationBar(session), AiPanel(session)
        self.roi_panel = RoiPanel(session, lambda: controllers.editing.labels(session.opened))
        self.measurement_list = MeasurementList(session)
        self.tag_browser = TagBrowser(session, jobs, self)
        self.exporter = Exporter(session, jobs)
        self.status_bar = StatusBar(session, jobs, controllers.recorder)
        context = CommandContext(session, controllers, self.toolbox, self.navigation_bar, self.dialogs, self)
        self._actions = WindowActions(self, COMMANDS, context)
        self.actions_by_id = self._actions.by_id
        self.roi_panel.add_tools(self._actions.in_group(Group.REGION))
        self.toolbar = ViewToolbar(self._actions)
        self._lay_out()
        self._actions.fill_menu_bar()
        self._connect()
        self._show_keys()
        ButtonKeys(self)
        self._restore_layout()
        self._insists = False
        self.controllers.storing.refresh_outbox()
        self.controllers.recent.read()

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

    def _connect(self) -> None:
        viewing, review, storing = self.controllers.viewing, self.controllers.review, self.controllers.storing
        # From now on the keys are those of the slice, not of the list.
        self.worklist.series_opened.connect(lambda: self.slice_view.setFocus())
        FileDrop(self).dropped.connect(self.controllers.search.open_files)
        self.grid.series_dropped.connect(self.open_dropped)
        for view in self.grid.views:
            # A press reaches this first: what follows is about the viewport under the mouse.
            view.activated.connect(partial(viewing.activate, view.state))
            view.scrolled.connect(viewing.step)
            view.window_dragged.connect(viewing.drag_window)
            view.roi_clicked.connect(review.select)
            view.menu_requested.connect(self._show_menu_of_slice)
        signal_of(self.session.settings_changed).connect(self._show_keys)
        self.navigation_bar.slice_requested.connect(viewing.show_slice)
        self.navigation_bar.propose_requested.connect(self.controllers.ai.propose)
        self.navigation_bar.propose_button.setMenu(self._actions.menu(AI_ROI_MENU))
        self.roi_panel.table.rois_selected.connect(review.select_several)
        self.roi_panel.table.menu_requested.connect(partial(self._actions.pop_up, SLICE_MENU))
        self.roi_panel.table.stored_menu_requested.connect(self._show_stored_menu)
        self.roi_panel.label_field.label_chosen.connect(self.controllers.editing.relabel)
        self.roi_panel.validate_requested.connect(review.validate_selected)
        self.roi_panel.reject_requested.connect(review.reject_selected)
        self.roi_panel.validate_all_requested.connect(review.validate_all_on_slice)
        self.roi_panel.store_requested.connect(self.dialogs.ask_and_store)
        ai, panel = self.controllers.ai, self.ai_panel
        panel.why_requested.connect(self.dialogs.show_why)
        panel.threshold_moved.connect(lambda threshold, keep: ai.move_threshold(threshold, keep=keep))
        panel.threshold_released.connect(ai.keep_threshold)
        panel.threshold_reset.connect(ai.reset_threshold)
        panel.heat_map_toggled.connect(viewing.toggle_heat_map)
        panel.opacity_moved.connect(viewing.set_heat_map_opacity)
        self.measurement_list.measurement_selected.connect(self.controllers.measuring.select)
        self.measurement_list.slice_requested.connect(viewing.show_slice)
        self.status_bar.cancel_requested.connect(self.jobs.cancel_all)
        self.status_bar.outbox_requested.connect(storing.send_outbox)

    def go_to_search(self) -> None:
        """Go to the first field of the search."""
        self.search_panel.patient_name.setFocus()
        self.search_panel.patient_name.selectAll()

    def open_dropped(self, row: int, viewport: int) -> None:
        """Open the series of a row of the list in the viewport that it was dropped on."""
        record = self.series_list.record(row)
        if record is not None:
            self.controllers.reading.open_series(record, self.session.viewports[viewport])
            self.slice_view.setFocus()

    def show_tags(self) -> None:
        """Show all elements of the slice's file."""
        self.tag_browser.show()
        self.tag_browser.raise_()

    def export_view(self) -> None:
        """Ask what of the active view is to be saved as pictures, and save it."""
        self.exporter.ask(self.slice_view, self)

    def copy_view(self) -> None:
        """Put the active view on the clipboard."""
        self.exporter.copy_view(self.slice_view)

    def fit(self) -> None:
        """Show the whole slice as large as possible."""
        self.slice_view.fit()

    def reset_view(self) -> None:
        """Show the slice as it was opened."""
        self.controllers.viewing.reset_display()
        self.slice_view.fit()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def cancel(self) -> None:
        """Cancel one thing: a drawing, then the tool, what runs, the autoplay, the selection, the notices."""
        if self.toolbox.cancel():
            return
        if self.session.tool != SELECT_TOOL:
            self.controllers.viewing.choose_tool(SELECT_TOOL)
        elif self.jobs.running:
            self.jobs.cancel_all()
        elif self.navigation_bar.autoplay_button.isChecked():
            self.navigation_bar.toggle_autoplay()
        elif self.session.selected_roi_id is not None:
            self.controllers.review.select(None)
        else:
            self.banner.close_all()

    def _show_keys(self) -> None:
        show_keys(self, keys_in_force(COMMANDS, self.session.settings.controls.keys))

    def _show_menu_of_slice(self, position: QPoint) -> None:
        """Show the menu for what is under the pointer."""
        hit = self.slice_view.roi_at(self.slice_view.mapFromGlobal(position))
        opened = self.session.opened
        if opened is not None and hit is not None and hit not in opened.selected_roi_ids:
            self.controllers.review.select(hit)
        self._actions.pop_up(SLICE_MENU, position)

    def _show_stored_menu(self, roi: Roi, position: QPoint) -> None:
        """Offer what can be done with a region of the PACS."""
        menu = QMenu(self)
        menu.addAction(self.tr("Copy into the review"), lambda: self.controllers.editing.copy_stored([roi]))
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
        """Remember the layout, stop what runs; stay where decisions are not on disk, unless the user insists."""
        if not (self.controllers.recorder.finish(_PATIENCE) or self._insists):
            if event is not None:
                event.ignore()
            self.dialogs.warn_unwritten(self._insist)
            return
        if self._layout_store is not None:
            self._layout_store.setValue("geometry", self.saveGeometry())
            self._layout_store.setValue("splitter", self.splitter.saveState())
            self.worklist.save(self._layout_store)
        self.navigation_bar.autoplay_button.setChecked(False)
        self.banner.close_all()
        self.jobs.close()
        self.controllers.recorder.close()
        super().closeEvent(event)

    def _insist(self) -> None:
        self._insists = True
        self.close()
