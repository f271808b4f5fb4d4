"""Viewing: scroll, window, turn, lay out viewports."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QObject

from iodeep_viewer.core.display import Window, auto_window
from iodeep_viewer.core.linking import linked_index
from iodeep_viewer.core.orientation import Orientation
from iodeep_viewer.gui.state.bridge import signal_of
from iodeep_viewer.gui.state.session import Session
from iodeep_viewer.gui.state.values import SELECT_TOOL, VIEWPORT_COUNTS
from iodeep_viewer.gui.state.viewport import Viewport
from iodeep_viewer.settings import ReadingSettings


class ViewingController(QObject):
    """Acts on the active viewport."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._starting = ReadingSettings()
        signal_of(session.settings_changed).connect(self._follow_settings)
        self._follow_settings()

    def show_slice(self, index: int) -> None:
        """Show a slice by its index; linked viewports follow to the nearest position."""
        session, active = self._session, self._session.active
        active.set_index(index)
        if not session.options.linked or active.image is None:
            return
        for viewport in session.shown:
            if viewport is not active and viewport.opened is not None:
                found = linked_index(active.image, viewport.opened.series)
                if found is not None:
                    viewport.set_index(found)

    def step(self, by: int) -> None:
        """Go some slices on or back."""
        self.show_slice(self._session.index + by)

    def last_slice(self) -> None:
        """Show the last slice."""
        self.show_slice(len(self._session.series) - 1 if self._session.series else 0)

    def set_window(self, window: Window | None) -> None:
        """Use a window for the whole series; None for the one that each image states."""
        self._session.active.set_window(window)

    def use_preset(self, number: int) -> None:
        """Use a window preset; one of CT means nothing in the units of another modality."""
        presets, image = self._session.settings.reading.window_presets, self._session.image
        if number < len(presets) and image is not None and presets[number].modality in ("", image.modality):
            self.set_window(presets[number].window)

    def drag_window(self, center_by: float, width_by: float) -> None:
        """Move the window in force, in modality units."""
        shown = self._session.shown_window()
        if shown is not None:
            self.set_window(shown.moved(center_by, width_by))

    def auto_window(self) -> None:
        """Fit the window to the values of the slice on screen."""
        image = self._session.image
        if image is not None and not image.is_color:
            self.set_window(auto_window(image.values))

    def invert(self) -> None:
        """Swap black and white."""
        self._session.active.set_inverted(not self._session.active.inverted)

    def turn(self, quarter_turns: int) -> None:
        """Turn clockwise."""
        active = self._session.active
        active.set_orientation(active.orientation.turned(quarter_turns))

    def flip_sideways(self) -> None:
        """Swap left and right of the screen; the letters follow."""
        active = self._session.active
        active.set_orientation(active.orientation.flipped_sideways())

    def flip_upside_down(self) -> None:
        """Swap top and bottom of the screen; the letters follow."""
        active = self._session.active
        active.set_orientation(active.orientation.flipped_upside_down())

    def reset_display(self) -> None:
        """Go back to the window, polarity and orientation of the image."""
        active = self._session.active
        active.set_window(None)
        active.set_inverted(False)
        active.set_orientation(Orientation())

    def _follow_settings(self) -> None:
        """Show what the user set for the start, as far as that is new: the rest may have been changed since."""
        before, reading = self._starting, self._session.settings.reading
        self._starting = reading
        now = self._session.options
        options = replace(
            now,
            corner_text=now.corner_text if reading.corner_text == before.corner_text else reading.corner_text,
            labels=now.labels if reading.labels == before.labels else reading.labels,
            linked=now.linked if reading.linked == before.linked else reading.linked,
            reference_lines=(
                now.reference_lines if reading.reference_lines == before.reference_lines else reading.reference_lines
            ),
        )
        if options != now:
            self._session.set_options(options)
        if reading.viewports != before.viewports:
            self.set_layout(reading.viewports)

    def hold(self) -> None:
        """Stay on the slice on screen, whatever arrives before it."""
        self._session.active.hold()

    def activate(self, viewport: Viewport) -> None:
        """Let keys and panels speak of a viewport that somebody works on."""
        viewport.hold()
        self._session.set_active(viewport)

    def close_series(self) -> None:
        """Empty the active viewport; what was decided is kept."""
        self._session.active.show(None)

    def next_viewport(self) -> None:
        """Make the next viewport the active one."""
        shown = self._session.shown
        self._session.set_active(shown[(self._session.active.number + 1) % len(shown)])

    def set_layout(self, count: int) -> None:
        """Show one, two or four viewports."""
        assert count in VIEWPORT_COUNTS
        self._session.set_shown_count(count)

    def choose_tool(self, tool: str) -> None:
        """Change what the left button does, by the id of a tool; asked for again, it selects once more."""
        self._session.set_tool(SELECT_TOOL if self._session.tool == tool else tool)

    def toggle_corner_text(self) -> None:
        """Show the text in the corners, or not."""
        options = self._session.options
        self._session.set_options(replace(options, corner_text=not options.corner_text))

    def toggle_labels(self) -> None:
        """Show labels beside regions and measurements, or not."""
        options = self._session.options
        self._session.set_options(replace(options, labels=not options.labels))

    def toggle_heat_map(self) -> None:
        """Show the network's probabilities over the slice, or not."""
        options = self._session.options
        self._session.set_options(replace(options, heat_map=not options.heat_map))

    def set_heat_map_opacity(self, opacity: float) -> None:
        """Let the network's probabilities hide more or less of the slice, 0 to 1."""
        self._session.set_options(replace(self._session.options, heat_map_opacity=opacity))

    def toggle_linked(self) -> None:
        """Let viewports scroll together, or not."""
        options = self._session.options
        self._session.set_options(replace(options, linked=not options.linked))

    def toggle_reference_lines(self) -> None:
        """Show where the active slice cuts the others, or not."""
        options = self._session.options
        self._session.set_options(replace(options, reference_lines=not options.reference_lines))
