"""The shortcuts of this window, as this person has them."""

from collections.abc import Sequence

from csops.ui.kit.shortcuts import Shortcut, Shortcuts, Where
from csops.ui.preferences import Preferences

_PLACES_TO_COME = frozenset({"place.6"})
_ELSEWHERE = frozenset({Where.REVIEW})
SHOWN = tuple(where for where in Where if where not in _ELSEWHERE)
"""Where keys act in this release: what a later one brings is absent."""


class WindowShortcuts(Shortcuts):
    """The table without the places that a later release brings."""

    def rows(self, where: Where) -> Sequence[Shortcut]:
        """Return the shortcuts that act there."""
        return [row for row in super().rows(where) if row.name not in _PLACES_TO_COME]


def shortcuts_of(preferences: Preferences) -> WindowShortcuts:
    """Return the shortcuts with what this person has changed."""
    return WindowShortcuts(
        changed=preferences.get("shortcuts", {}), letters=bool(preferences.get("letter_shortcuts", True))
    )
