"""Countries by their ISO codes, in words."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QLocale

from csops.ui.kit.field_kinds import Choice


@cache
def countries() -> Sequence[Choice]:
    """Return every country with two letters, by name."""
    found = [(QLocale.territoryToCode(one), QLocale.territoryToString(one)) for one in QLocale.Country]
    named = {code: name for code, name in found if len(code) == 2 and code.isalpha()}
    choices = [Choice(key=code, text=name) for code, name in named.items()]
    return sorted(choices, key=lambda choice: choice.text.casefold())


def country_name(code: str) -> str:
    """Return a country in words, its code where it has none."""
    return next((choice.text for choice in countries() if choice.key == code), code)
