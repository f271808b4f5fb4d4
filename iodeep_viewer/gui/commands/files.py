"""Commands for studies, files and the program: the menu File."""

from __future__ import annotations

from PyQt6.QtCore import QT_TRANSLATE_NOOP

from iodeep_viewer.gui.commands.command import Command, Group, Menu

FILE_COMMANDS = (
    Command(
        "find",
        QT_TRANSLATE_NOOP("Commands", "Go to the search"),
        lambda at: at.window.go_to_search(),
        keys=("Ctrl+F",),
        menu=Menu.FILE,
    ),
    Command(
        "search_again",
        QT_TRANSLATE_NOOP("Commands", "Search again"),
        lambda at: at.controllers.search.search_again(),
        keys=("F5",),
        menu=Menu.FILE,
    ),
    Command(
        "open_folder",
        QT_TRANSLATE_NOOP("Commands", "Open a folder …"),
        lambda at: at.questions.choose_folder(),
        keys=("Ctrl+O",),
        menu=Menu.FILE,
        icon="folder-open-outline",
    ),
    Command(
        "open_files",
        QT_TRANSLATE_NOOP("Commands", "Open files or a ZIP …"),
        lambda at: at.questions.choose_files(),
        keys=("Ctrl+Shift+O",),
        menu=Menu.FILE,
    ),
    Command(
        "open_dicomdir",
        QT_TRANSLATE_NOOP("Commands", "Open a DICOMDIR …"),
        lambda at: at.questions.choose_dicomdir(),
        menu=Menu.FILE,
    ),
    Command(
        "close_files",
        QT_TRANSLATE_NOOP("Commands", "Back from files to the PACS"),
        lambda at: at.controllers.search.close_files(),
        menu=Menu.FILE,
    ),
    Command(
        "store",
        QT_TRANSLATE_NOOP("Commands", "Store the review …"),
        lambda at: at.questions.ask_and_store(),
        keys=("Ctrl+S",),
        menu=Menu.FILE,
        icon="content-save-check-outline",
    ),
    Command(
        "export",
        QT_TRANSLATE_NOOP("Commands", "Save picture or video …"),
        lambda at: at.window.export_view(),
        keys=("Ctrl+E",),
        menu=Menu.FILE,
        icon="export-variant",
        group=Group.SHOW,
        position=5,
    ),
    Command(
        "copy_view",
        QT_TRANSLATE_NOOP("Commands", "Copy the picture"),
        lambda at: at.window.copy_view(),
        keys=("Ctrl+C",),
        menu=Menu.FILE,
        icon="content-copy",
    ),
    Command(
        "send_outbox",
        QT_TRANSLATE_NOOP("Commands", "Send the outbox"),
        lambda at: at.controllers.storing.send_outbox(),
        menu=Menu.FILE,
    ),
    Command(
        "close_series",
        QT_TRANSLATE_NOOP("Commands", "Close the series"),
        lambda at: at.controllers.viewing.close_series(),
        keys=("Ctrl+W",),
        menu=Menu.FILE,
    ),
    Command(
        "preferences",
        QT_TRANSLATE_NOOP("Commands", "Preferences …"),
        lambda at: at.questions.edit_preferences(),
        keys=("Ctrl+,",),
        menu=Menu.FILE,
        icon="cog-outline",
    ),
    Command(
        "quit",
        QT_TRANSLATE_NOOP("Commands", "Quit"),
        lambda at: at.window.close(),
        keys=("Ctrl+Q",),
        menu=Menu.FILE,
    ),
)
