"""The words of what looks wrong in the history."""

from datetime import UTC, date

from PySide6.QtCore import QLocale

from csops.domain.histories import Finding, Odd
from csops.ui.forecast import history_words
from csops.ui.kit.formats import Formats

FORMATS = Formats(locale=QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), zone=UTC)
MONDAY, LAST = date(2026, 2, 2), date(2026, 2, 23)


def test_what_is_odd_of_a_weekday_names_it_and_what_is_odd_of_days_names_them() -> None:
    weekday = Finding(odd=Odd.IDLE_WEEKDAY, first_day=MONDAY, last_day=LAST, days=4, came=0)
    day = Finding(odd=Odd.HIGH, first_day=MONDAY, last_day=MONDAY, days=1, came=90, expected=30)
    assert history_words.finding(weekday, FORMATS)[0] == "Monday"
    assert history_words.finding(day, FORMATS) == ("Mon 2 Feb 2026", "90 contacts, where 30 are usual")
