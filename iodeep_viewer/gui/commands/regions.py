"""Commands for regions: propose, decide, change, undo; the menu Regions."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from iodeep_viewer.gui.commands.command import Command, Group, Menu
from iodeep_viewer.gui.commands.context import CommandContext
from iodeep_viewer.gui.state.session import Session


def _validate(at: CommandContext) -> None:
    if not at.tools.accept():
        at.controllers.review.validate_selected()


def _reject(at: CommandContext) -> None:
    if not at.controllers.measuring.remove_selected():
        at.controllers.review.reject_selected()


def _can_change(session: Session) -> bool:
    return bool(session.selected_rois) and not session.storing


def _can_join(session: Session) -> bool:
    return len(session.selected_rois) > 1 and not session.storing


def _can_copy_stored(session: Session) -> bool:
    key = session.image_key
    return not session.storing and any(key in roi.images for item in session.stored for roi in item.rois)


REGION_COMMANDS = (
    Command(
        "propose",
        QT_TRANSLATE_NOOP("Commands", "AI ROI"),
        lambda at: at.controllers.ai.propose(),
        keys=("A",),
        menu=Menu.REGIONS,
        icon="brain",
    ),
    Command(
        "propose_series",
        QT_TRANSLATE_NOOP("Commands", "AI ROI on the whole series"),
        lambda at: at.controllers.ai.propose_series(),
        keys=("Shift+A",),
        menu=Menu.REGIONS,
        icon="layers-search-outline",
    ),
    Command(
        "validate",
        QT_TRANSLATE_NOOP("Commands", "Validate the selected region; finish a drawing"),
        _validate,
        keys=("Return", "Enter"),
        menu=Menu.REGIONS,
        icon="check",
    ),
    Command(
        "reject",
        QT_TRANSLATE_NOOP("Commands", "Reject the selected region"),
        _reject,
        keys=("Delete",),
        menu=Menu.REGIONS,
        icon="close",
    ),
    Command(
        "validate_all",
        QT_TRANSLATE_NOOP("Commands", "Validate all on this slice"),
        lambda at: at.controllers.review.validate_all_on_slice(),
        menu=Menu.REGIONS,
    ),
    Command(
        "next_roi",
        QT_TRANSLATE_NOOP("Commands", "Next region"),
        lambda at: at.controllers.review.select_neighbour(1),
        keys=("N",),
        menu=Menu.REGIONS,
    ),
    Command(
        "previous_roi",
        QT_TRANSLATE_NOOP("Commands", "Previous region"),
        lambda at: at.controllers.review.select_neighbour(-1),
        keys=("P",),
        menu=Menu.REGIONS,
    ),
    Command(
        "join",
        QT_TRANSLATE_NOOP("Commands", "Join the selected regions"),
        lambda at: at.controllers.editing.join(),
        keys=("J",),
        menu=Menu.REGIONS,
        icon="vector-union",
        group=Group.REGION,
        enabled=_can_join,
    ),
    Command(
        "smooth",
        QT_TRANSLATE_NOOP("Commands", "Smooth the outline"),
        lambda at: at.controllers.editing.smooth(),
        keys=("Shift+S",),
        menu=Menu.REGIONS,
        icon="vector-curve",
        group=Group.REGION,
        enabled=_can_change,
    ),
    Command(
        "simplify",
        QT_TRANSLATE_NOOP("Commands", "Leave out vertices"),
        lambda at: at.controllers.editing.simplify(),
        keys=("Shift+D",),
        menu=Menu.REGIONS,
        icon="vector-polygon",
        group=Group.REGION,
        enabled=_can_change,
    ),
    Command(
        "copy_previous",
        QT_TRANSLATE_NOOP("Commands", "Copy to the previous slice"),
        lambda at: at.controllers.editing.copy_on(-1),
        keys=("Ctrl+Up",),
        menu=Menu.REGIONS,
        icon="arrow-up-bold-box-outline",
        group=Group.REGION,
        enabled=_can_change,
    ),
    Command(
        "copy_next",
        QT_TRANSLATE_NOOP("Commands", "Copy to the next slice"),
        lambda at: at.controllers.editing.copy_on(1),
        keys=("Ctrl+Down",),
        menu=Menu.REGIONS,
        icon="arrow-down-bold-box-outline",
        group=Group.REGION,
        enabled=_can_change,
    ),
    Command(
        "interpolate",
        QT_TRANSLATE_NOOP("Commands", "Fill the slices between"),
        lambda at: at.controllers.editing.interpolate(),
        keys=("Ctrl+I",),
        menu=Menu.REGIONS,
        icon="layers-plus",
        group=Group.REGION,
        enabled=_can_change,
    ),
    Command(
        "copy_stored",
        QT_TRANSLATE_NOOP("Commands", "Copy stored regions of this slice into the review"),
        lambda at: at.controllers.editing.copy_stored(),
        menu=Menu.REGIONS,
        enabled=_can_copy_stored,
    ),
    Command(
        "undo",
        QT_TRANSLATE_NOOP("Commands", "Undo"),
        lambda at: at.controllers.review.undo(),
        keys=("Ctrl+Z",),
        menu=Menu.REGIONS,
        icon="undo",
        enabled=lambda session: session.review.can_undo and not session.storing,
    ),
    Command(
        "redo",
        QT_TRANSLATE_NOOP("Commands", "Redo"),
        lambda at: at.controllers.review.redo(),
        keys=("Ctrl+Shift+Z",),
        menu=Menu.REGIONS,
        icon="redo",
        enabled=lambda session: session.review.can_redo and not session.storing,
    ),
    Command(
        "why",
        QT_TRANSLATE_NOOP("Commands", "Why this network?"),
        lambda at: at.questions.show_why(),
        menu=Menu.REGIONS,
        icon="help-circle-outline",
    ),
)
