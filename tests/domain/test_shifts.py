from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from csops.domain.errors import Missing, OutOfRange, UnknownName
from csops.domain.opening_hours import Span, span_from
from csops.domain.shifts import checked_template, clock_text, minute_of, placed
from tests.helpers.rosters import EARLY, LONG, MONDAY, NIGHT, a_template

BERLIN = ZoneInfo("Europe/Berlin")
CLOCKS_FORWARD, CLOCKS_BACK = date(2026, 3, 28), date(2026, 10, 24)
"""The Saturdays before the nights of the change."""


def test_an_unpaid_break_is_no_paid_time() -> None:
    assert LONG.paid_minutes == 480
    assert replace(LONG, paid_breaks=True).paid_minutes == 510


def test_somebody_on_a_break_is_not_there() -> None:
    at = placed(LONG, MONDAY, BERLIN)
    noon = minute_of(MONDAY, 12 * 60 + 30, BERLIN)
    assert at.covers(noon, noon + 30) == 0
    assert at.covers(noon - 15, noon + 15) == 0.5
    assert at.covers(noon + 30, noon + 60) == 1


def test_the_night_of_a_change_of_the_clock_is_an_hour_shorter_or_longer() -> None:
    usual = placed(NIGHT, MONDAY, BERLIN).paid
    assert placed(NIGHT, CLOCKS_FORWARD, BERLIN).paid == usual - 60
    assert placed(NIGHT, CLOCKS_BACK, BERLIN).paid == usual + 60


def test_a_break_after_midnight_belongs_to_the_night_shift() -> None:
    checked = checked_template(NIGHT)
    assert checked.breaks == (Span(start_minute=1500, end_minute=1530),)
    assert checked.paid_minutes == 450


def test_a_template_is_there_on_its_weekdays_alone() -> None:
    saturdays = checked_template(replace(EARLY, weekdays=("sat",)))
    assert not saturdays.is_on(MONDAY)
    assert saturdays.is_on(date(2026, 6, 6))
    assert EARLY.is_on(MONDAY)
    assert not replace(EARLY, active=False).is_on(MONDAY)


@pytest.mark.parametrize(
    ("template", "error"),
    [
        (replace(EARLY, name=" "), Missing),
        (replace(EARLY, weekdays=("someday",)), UnknownName),
        (replace(EARLY, start_minute=-1), OutOfRange),
        (replace(EARLY, end_minute=EARLY.start_minute), OutOfRange),
        (replace(EARLY, end_minute=EARLY.start_minute + 961), OutOfRange),
        (a_template("08:00-14:00", "13:30-14:30"), OutOfRange),
        (a_template("08:00-14:00", "10:00-11:00", "10:30-11:30"), OutOfRange),
    ],
)
def test_a_template_that_cannot_be_worked_is_refused(template: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        checked_template(template)  # type: ignore[arg-type]


def test_times_read_as_people_write_them() -> None:
    assert (clock_text(540), clock_text(1440), clock_text(1800)) == ("09:00", "24:00", "06:00")
    assert NIGHT.clock == "22:00-06:00"
    assert span_from(NIGHT.clock).end_minute == NIGHT.end_minute
