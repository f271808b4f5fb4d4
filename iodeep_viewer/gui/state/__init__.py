"""State of the windows: plain models with typed events, no Qt but in :mod:`~iodeep_viewer.gui.state.bridge`.

Widgets read these models and follow their changes; controllers alone write them.
"""
