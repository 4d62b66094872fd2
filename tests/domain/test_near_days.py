"""Days by their distance and times behind a day, in the words of several languages."""

from datetime import date, time, timedelta

import pytest

from csops.domain.near_days import near_day
from csops.domain.wording import clock_behind

TUESDAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("today", 0), ("heute", 0), ("aujourd'hui", 0), ("hoy", 0), ("oggi", 0), ("vandaag", 0),
        ("tomorrow", 1), ("morgen", 1), ("demain", 1), ("mañana", 1), ("manana", 1), ("domani", 1),
        ("day after tomorrow", 2), ("übermorgen", 2), ("après-demain", 2), ("pasado mañana", 2), ("overmorgen", 2),
        ("yesterday", -1), ("gestern", -1), ("hier", -1),
        ("in 3 days", 3), ("3d", 3), ("+3d", 3), ("in 2 weeks", 14), ("2w", 14), ("in a week", 7), ("two weeks", 14),
        ("in 2 wochen", 14), ("in einer woche", 7), ("in drei tagen", 3), ("dans 2 semaines", 14), ("dans un jour", 1),
        ("en 2 semanas", 14), ("dentro de 3 días", 3), ("tra 2 settimane", 14), ("over twee weken", 14),
        ("next week", 6), ("nächste woche", 6), ("la semaine prochaine", 6), ("volgende week", 6),
        ("next month", 14), ("nächsten Monat", 14), ("le mois prochain", 14), ("volgende maand", 14),
        ("end of month", 13), ("by the end of the month", 13), ("EOM", 13), ("Monatsende", 13), ("zum Monatsende", 13),
        ("à la fin du mois", 13), ("a fin de mes", 13), ("fine mese", 13), ("eind van de maand", 13),
        ("end of next month", 44), ("fin du mois prochain", 44), ("end of year", 44), ("Jahresende", 44),
        ("in 1 month", 30), ("in 2 monaten", 61), ("in a fortnight", 14), ("in a year", 365), ("dans un an", 365),
    ],
)  # fmt: skip
def test_a_distance_is_read(said: str, days: int) -> None:
    assert near_day(said, today=TUESDAY) == TUESDAY + timedelta(days=days)


@pytest.mark.parametrize(
    "said",
    ["", "fri", "17.11.", "in weeks", "in many days", "3", "in 2 parsecs", "mar", "in 2", "end", "the end", "end of"],
)
def test_what_is_no_distance_is_none(said: str) -> None:
    assert near_day(said, today=TUESDAY) is None


def test_a_month_ahead_ends_with_a_shorter_month() -> None:
    assert near_day("in a month", today=date(2026, 1, 31)) == date(2026, 2, 28)
    assert near_day("in 2 months", today=date(2026, 12, 31)) == date(2027, 2, 28)
    assert near_day("in a year", today=date(2028, 2, 29)) == date(2029, 2, 28)
    assert near_day("end of month", today=date(2028, 2, 29)) == date(2028, 2, 29)
    assert near_day("end of next month", today=date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("said", "day", "clock"),
    [
        ("fri 14:30", "fri", time(14, 30)), ("mon 9:00", "mon", time(9)), ("9:05", "", time(9, 5)),
        ("fri 2 pm", "fri", time(14)), ("fri 12am", "fri", time(0)), ("tomorrow at 9", "tomorrow", time(9)),
        ("fr um 9 Uhr", "fr", time(9)), ("fr 9.30 Uhr", "fr", time(9, 30)), ("ven 14h30", "ven", time(14, 30)),
        ("demain à 9h", "demain", time(9)), ("fri 14", "fri 14", None), ("17.11", "17.11", None),
        ("17.11.", "17.11.", None), ("17.11. 9:00", "17.11.", time(9)), ("fri 25:00", "fri 25:00", None),
        ("fri 13 pm", "fri 13 pm", None), ("in 2 weeks 10:00", "in 2 weeks", time(10)),
    ],
)  # fmt: skip
def test_a_time_behind_a_day_is_parted_from_it(said: str, day: str, clock: time | None) -> None:
    assert clock_behind(said) == (day, clock)
