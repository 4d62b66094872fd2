"""The look of this window, changed from anywhere and remembered: light or dark, larger or smaller."""

import math

from csops.ui.kit.theme import LARGEST_ZOOM, SMALLEST_ZOOM, Themes
from csops.ui.preferences import Preferences

PER_CENT = 100
STEP = 10
"""Per cent of one key press."""


def zoom_of(preferences: Preferences) -> float:
    """Return the share of the usual size that this computer remembers, 1 where it is no number."""
    kept = preferences.get("zoom", 1.0)
    return float(kept) if isinstance(kept, int | float) and math.isfinite(kept) else 1.0


class Look:
    """What was chosen on this computer. It applies at once."""

    def __init__(self, themes: Themes, preferences: Preferences) -> None:
        self._themes, self._preferences = themes, preferences

    @property
    def zoom(self) -> float:
        """Return the share of the usual size."""
        return zoom_of(self._preferences)

    def choose_scheme(self, key: str) -> None:
        """Show the window light, dark or as the system does."""
        self._preferences.set("look", key)
        self._themes.choose(key, zoom=self.zoom)

    def switch_scheme(self) -> None:
        """Change between light and dark."""
        self.choose_scheme("light" if self._themes.current.is_dark else "dark")

    def choose_zoom(self, share: float) -> None:
        """Show everything at a share of its usual size, 0.8 to 2."""
        share = min(LARGEST_ZOOM, max(SMALLEST_ZOOM, share))
        if share != self.zoom:
            self._preferences.set("zoom", share)
            self._themes.choose(self._themes.choice, zoom=share)

    def step_zoom(self, steps: int) -> int:
        """Go to the next full step of ten per cent above or below, with 0 to the usual size; return the per cent."""
        now = round(self.zoom * PER_CENT)
        # From 125 the next step up is 130 and the next down 120.
        wanted = (now // STEP if steps > 0 else -(-now // STEP)) * STEP + steps * STEP if steps else PER_CENT
        self.choose_zoom(wanted / PER_CENT)
        return round(self.zoom * PER_CENT)
