"""The windows (PyQt6).

Each subject has a room: :mod:`~iodeep_viewer.gui.state` holds what is open and chosen, the controllers change it, the
commands name what a user can call for, and canvas, panels, worklist, dialogs and preferences show it. A room imports
only from those below it: dialogs, preferences → panels, worklist → canvas → commands → controllers → state → style.
"""
