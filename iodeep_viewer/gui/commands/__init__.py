"""The commands of the viewer: text, keys, menus, tool tips, and the actions of the window that carry them out."""
