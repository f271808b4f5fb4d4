"""Commands for slices and series, and for the window of grey values: the menus Image and Window."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from iodeep_viewer.gui.commands.command import Command, Group, Menu
from iodeep_viewer.gui.commands.context import CommandContext
from iodeep_viewer.settings import MOST_PRESETS, Settings

IMAGE_COMMANDS = (
    Command(
        "next_slice",
        QT_TRANSLATE_NOOP("Commands", "Next slice"),
        lambda at: at.controllers.viewing.step(1),
        keys=("Down",),
        menu=Menu.IMAGE,
    ),
    Command(
        "previous_slice",
        QT_TRANSLATE_NOOP("Commands", "Previous slice"),
        lambda at: at.controllers.viewing.step(-1),
        keys=("Up",),
        menu=Menu.IMAGE,
    ),
    Command(
        "forward_10",
        QT_TRANSLATE_NOOP("Commands", "10 slices on"),
        lambda at: at.controllers.viewing.step(10),
        keys=("Shift+Down",),
        menu=Menu.IMAGE,
    ),
    Command(
        "back_10",
        QT_TRANSLATE_NOOP("Commands", "10 slices back"),
        lambda at: at.controllers.viewing.step(-10),
        keys=("Shift+Up",),
        menu=Menu.IMAGE,
    ),
    Command(
        "first_slice",
        QT_TRANSLATE_NOOP("Commands", "First slice"),
        lambda at: at.controllers.viewing.show_slice(0),
        keys=("Home",),
        menu=Menu.IMAGE,
    ),
    Command(
        "last_slice",
        QT_TRANSLATE_NOOP("Commands", "Last slice"),
        lambda at: at.controllers.viewing.last_slice(),
        keys=("End",),
        menu=Menu.IMAGE,
    ),
    Command(
        "next_series",
        QT_TRANSLATE_NOOP("Commands", "Next series"),
        lambda at: at.controllers.reading.step_series(1),
        keys=("PgDown",),
        menu=Menu.IMAGE,
    ),
    Command(
        "previous_series",
        QT_TRANSLATE_NOOP("Commands", "Previous series"),
        lambda at: at.controllers.reading.step_series(-1),
        keys=("PgUp",),
        menu=Menu.IMAGE,
    ),
    Command(
        "key_image",
        QT_TRANSLATE_NOOP("Commands", "Key image on, off"),
        lambda at: at.controllers.measuring.toggle_key_image(),
        keys=("K",),
        menu=Menu.IMAGE,
        icon="star-outline",
        group=Group.SHOW,
        position=3,
        checked=lambda session: session.image_key in session.review.key_images,
    ),
    Command(
        "tags",
        QT_TRANSLATE_NOOP("Commands", "DICOM elements …"),
        lambda at: at.window.show_tags(),
        keys=("T",),
        menu=Menu.IMAGE,
        icon="tag-text-outline",
        group=Group.SHOW,
        position=4,
    ),
    Command(
        "autoplay",
        QT_TRANSLATE_NOOP("Commands", "Autoplay"),
        lambda at: at.playback.toggle_autoplay(),
        keys=("C",),
        menu=Menu.IMAGE,
    ),
    Command(
        "faster",
        QT_TRANSLATE_NOOP("Commands", "Faster"),
        lambda at: at.playback.change_speed(1),
        keys=("+",),
        menu=Menu.IMAGE,
    ),
    Command(
        "slower",
        QT_TRANSLATE_NOOP("Commands", "Slower"),
        lambda at: at.playback.change_speed(-1),
        keys=("-",),
        menu=Menu.IMAGE,
    ),
)


def _use_preset(number: int, at: CommandContext) -> None:
    at.controllers.viewing.use_preset(number)


def _preset_label(number: int, settings: Settings) -> str | None:
    """Name a preset with its figures, None for one that is not set."""
    if number >= len(settings.reading.window_presets):
        return None
    preset = settings.reading.window_presets[number]
    figures = f"{preset.width:g}/{preset.center:g}".replace("-", "−")
    return f"{preset.name} {figures}" + (f" ({preset.modality})" if preset.modality else "")


WINDOW_COMMANDS = (
    Command(
        "auto_window",
        QT_TRANSLATE_NOOP("Commands", "Window from the values"),
        lambda at: at.controllers.viewing.auto_window(),
        keys=("0",),
        menu=Menu.WINDOW,
    ),
    Command(
        "dicom_window",
        QT_TRANSLATE_NOOP("Commands", "Window of the image"),
        lambda at: at.controllers.viewing.set_window(None),
        keys=("1",),
        menu=Menu.WINDOW,
    ),
    *(
        Command(
            f"preset_{number + 1}",
            QT_TRANSLATE_NOOP("Commands", "Window preset {}"),
            partial(_use_preset, number),
            keys=(str(number + 2),),
            menu=Menu.WINDOW,
            label=partial(_preset_label, number),
            argument=str(number + 1),
        )
        for number in range(MOST_PRESETS)
    ),
    Command(
        "invert",
        QT_TRANSLATE_NOOP("Commands", "Invert"),
        lambda at: at.controllers.viewing.invert(),
        keys=("I",),
        menu=Menu.WINDOW,
        icon="invert-colors",
        group=Group.TURN,
        position=4,
        checked=lambda session: session.active.inverted,
    ),
)
