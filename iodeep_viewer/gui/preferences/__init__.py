"""The preferences: a dialog with one page for each subject; nothing changes before OK."""
