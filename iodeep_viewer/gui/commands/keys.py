"""Keys of commands: the usual ones, and those that the user set instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PyQt6.QtGui import QKeySequence

from iodeep_viewer.gui.commands.command import Command

_SEPARATOR = "; "


def keys_in_force(commands: Iterable[Command], changed: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the keys of each command by its id, portable names.

    Parameters
    ----------
    changed
        As in :attr:`iodeep_viewer.settings.ControlSettings.keys`.
    """
    return {
        command.id: split_keys(changed[command.id]) if command.id in changed else command.keys for command in commands
    }


def with_keys(text: str, keys: Mapping[str, tuple[str, ...]], *ids: str) -> str:
    """Add the first keys of commands to a text, as they are called on this computer: ``Next slice (Down)``."""
    first = [QKeySequence(keys[name][0]).toString(QKeySequence.SequenceFormat.NativeText) for name in ids if keys[name]]
    return f"{text} ({', '.join(first)})" if first else text


def split_keys(text: str) -> tuple[str, ...]:
    """Read several keys from one text; parts that are no key are left out."""
    sequences = (QKeySequence.fromString(part.strip()) for part in text.split(_SEPARATOR))
    return tuple(sequence.toString() for sequence in sequences if not sequence.isEmpty())


def join_keys(keys: tuple[str, ...]) -> str:
    """Write several keys as one text."""
    return _SEPARATOR.join(keys)


def changes(commands: Iterable[Command], keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the keys that differ from the usual ones, for the settings."""
    usual = {command.id: split_keys(join_keys(command.keys)) for command in commands}
    return {name: join_keys(value) for name, value in keys.items() if split_keys(join_keys(value)) != usual[name]}


def conflicts(keys: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the keys that more than one command has, with the ids of those commands."""
    users: dict[str, list[str]] = {}
    for name, sequences in keys.items():
        for sequence in dict.fromkeys(split_keys(join_keys(sequences))):
            users.setdefault(sequence, []).append(name)
    return {sequence: tuple(names) for sequence, names in users.items() if len(names) > 1}
