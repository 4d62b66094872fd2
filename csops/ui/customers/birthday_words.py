"""A birthday in the words of the language."""

from PySide6.QtCore import QDate

from csops.domain.birthdays import WITHOUT_YEAR, month_and_day
from csops.ui.kit.formats import Formats

_LEAP_YEAR = 2000  # has every day


def birthday_words(kept: str, formats: Formats) -> str:
    """Return a birthday in the words of the language: "17 May 1980", "17 May"; empty for none."""
    try:
        month, day = month_and_day(kept)
    except ValueError:
        return kept
    if kept.startswith(WITHOUT_YEAR):
        return formats.locale.toString(QDate(_LEAP_YEAR, month, day), "d MMMM")
    return formats.locale.toString(QDate(int(kept[:4]), month, day), "d MMMM yyyy")
