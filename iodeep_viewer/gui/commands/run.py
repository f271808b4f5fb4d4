"""What carries out each command of :mod:`~iodeep_viewer.gui.commands.table`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from iodeep_viewer.gui.dialogs.choose_files import choose_dicomdir, choose_files, choose_folder
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import VIEWPORT_COUNTS, ToolName
from iodeep_viewer.settings import MOST_PRESETS

if TYPE_CHECKING:
    from iodeep_viewer.gui.main_window import MainWindow

TOOL_COMMANDS = {tool: "select_tool" if tool is ToolName.SELECT else tool.value for tool in ToolName}
"""The command that takes each tool."""

EDITING_COMMANDS = ("join", "smooth", "simplify", "copy_previous", "copy_next", "interpolate")
"""What can be done with selected regions."""


def checked(session: Session) -> dict[str, bool]:
    """Return whether each command that switches something on and off is on."""
    options = session.options
    states = {command: session.tool is tool for tool, command in TOOL_COMMANDS.items()}
    states |= {f"layout_{count}": session.shown_count == count for count in VIEWPORT_COUNTS}
    states |= {
        "invert": session.active.inverted,
        "key_image": session.image_key in session.review.key_images,
        "labels": options.labels,
        "heat_map": options.heat_map,
        "corner_text": options.corner_text,
        "linked": options.linked,
        "reference_lines": options.reference_lines,
    }
    return states


def enabled(session: Session) -> dict[str, bool]:
    """Return whether each command that does not always make sense does now."""
    selected = 0 if session.storing else len(session.selected_rois)
    stored = any(session.image_key in roi.images for item in session.stored for roi in item.rois)
    return {
        **dict.fromkeys(EDITING_COMMANDS, selected > 0),
        "join": selected > 1,
        "copy_stored": stored and not session.storing,
        "undo": session.review.can_undo and not session.storing,
        "redo": session.review.can_redo and not session.storing,
    }


def carried_out(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Return what carries out each command, by its name."""
    controllers = window.controllers
    viewing, review, storing, toolbox = (
        controllers.viewing,
        controllers.review,
        controllers.storing,
        controllers.toolbox,
    )
    editing = controllers.editing

    def validate() -> None:
        if not toolbox.accept():
            review.validate_selected()

    def remove() -> None:
        if not controllers.measuring.remove_selected():
            review.reject_selected()

    table: dict[str, Callable[[], object]] = {
        "find": window.go_to_search,
        "search_again": controllers.search.search_again,
        "open_folder": lambda: window.dialogs.choose_files(choose_folder(window)),
        "open_files": lambda: window.dialogs.choose_files(choose_files(window)),
        "open_dicomdir": lambda: window.dialogs.choose_files(choose_dicomdir(window)),
        "close_files": controllers.search.close_files,
        "store": window.dialogs.ask_and_store,
        "send_outbox": storing.send_outbox,
        "close_series": viewing.close_series,
        "preferences": window.dialogs.edit_preferences,
        "quit": window.close,
        "propose": controllers.ai.propose,
        "propose_series": controllers.ai.propose_series,
        "validate": validate,
        "reject": remove,
        "validate_all": review.validate_all_on_slice,
        "next_roi": lambda: review.select_neighbour(1),
        "previous_roi": lambda: review.select_neighbour(-1),
        "join": editing.join,
        "smooth": editing.smooth,
        "simplify": editing.simplify,
        "copy_previous": lambda: editing.copy_on(-1),
        "copy_next": lambda: editing.copy_on(1),
        "interpolate": editing.interpolate,
        "copy_stored": editing.copy_stored,
        "brush_smaller": lambda: editing.change_brush(-1),
        "brush_larger": lambda: editing.change_brush(1),
        "key_image": controllers.measuring.toggle_key_image,
        "undo": review.undo,
        "redo": review.redo,
        "why": window.dialogs.show_why,
        "next_slice": lambda: viewing.step(1),
        "previous_slice": lambda: viewing.step(-1),
        "forward_10": lambda: viewing.step(10),
        "back_10": lambda: viewing.step(-10),
        "first_slice": lambda: viewing.show_slice(0),
        "last_slice": viewing.last_slice,
        "next_series": lambda: controllers.reading.step_series(1),
        "previous_series": lambda: controllers.reading.step_series(-1),
        "autoplay": window.navigation_bar.toggle_autoplay,
        "faster": lambda: window.navigation_bar.change_speed(1),
        "slower": lambda: window.navigation_bar.change_speed(-1),
        "auto_window": viewing.auto_window,
        "dicom_window": lambda: viewing.set_window(None),
        "invert": viewing.invert,
        "turn_right": lambda: viewing.turn(1),
        "turn_left": lambda: viewing.turn(-1),
        "flip_sideways": viewing.flip_sideways,
        "flip_upside_down": viewing.flip_upside_down,
        "tags": window.show_tags,
        "export": lambda: window.exporter.ask(window.slice_view, window),
        "copy_view": lambda: window.exporter.copy_view(window.slice_view),
        "reset": window.reset_view,
        "fit": lambda: window.slice_view.fit(),
        "heat_map": viewing.toggle_heat_map,
        "labels": viewing.toggle_labels,
        "corner_text": viewing.toggle_corner_text,
        "layout_1": lambda: viewing.set_layout(1),
        "layout_2": lambda: viewing.set_layout(2),
        "layout_4": lambda: viewing.set_layout(4),
        "next_viewport": viewing.next_viewport,
        "linked": viewing.toggle_linked,
        "reference_lines": viewing.toggle_reference_lines,
        "full_screen": window.toggle_full_screen,
        "cancel": window.cancel,
        "step_back": toolbox.step_back,
        "help": window.dialogs.show_help,
        "about": window.dialogs.show_about,
    }
    for tool in ToolName:
        table[TOOL_COMMANDS[tool]] = partial(viewing.choose_tool, tool)
    for number in range(MOST_PRESETS):
        table[f"preset_{number + 1}"] = partial(viewing.use_preset, number)
    return table
