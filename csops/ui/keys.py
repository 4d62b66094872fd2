"""The shortcuts of this window, as this person has them."""

from collections.abc import Sequence

from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts, Where
from csops.ui.preferences import Preferences

SHOWN = tuple(Where)
"""Where keys act in this release: what a later one brings is absent."""


def shortcuts_of(preferences: Preferences) -> Shortcuts:
    """Return the shortcuts with what this person has changed."""
    return Shortcuts(changed=preferences.get("shortcuts", {}), letters=bool(preferences.get("letter_shortcuts", True)))


def shown(page: Page | None) -> Sequence[Where]:
    """Return where keys act; of a page with keys of its own those and what acts beside them: others mean other things.

    A digit rates in one form and chooses the channel in another.
    """
    own = None if page is None else page.own_keys()
    return SHOWN if own is None else (own, Where.FORM, Where.EVERYWHERE)
