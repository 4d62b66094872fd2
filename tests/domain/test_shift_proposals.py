from datetime import date

import pytest

from csops.domain.calendar import calendar_from
from csops.domain.shift_proposals import proposed_templates, usual_templates
from csops.domain.shifts import checked_template, placed
from tests.helpers.rosters import ZONE, day_of, needed

WEEK = [day_of(place) for place in range(7)]


@pytest.mark.parametrize("hours", ["09:00-12:00", "09:00-17:00", "07:00-22:00", "20:00-04:00", "00:00-24:00"])
def test_the_shifts_that_are_proposed_cover_the_opening_hours(hours: str) -> None:
    calendar = calendar_from({"zone": ZONE, "weekly": {"mon": hours}})
    found = proposed_templates(calendar, WEEK)
    assert [checked_template(each) for each in found] == list(found)
    assert all(each.weekdays == ("mon",) for each in found)
    at = [placed(each, day_of(0), calendar.tz) for each in found]
    assert all(any(each.covers(*demand.minutes) == 1 for each in at) for demand in needed(hours, 1))


def test_days_with_the_same_hours_share_their_shifts() -> None:
    calendar = calendar_from(
        {"zone": ZONE, "weekly": {"mon": "09:00-13:00", "tue": "09:00-13:00", "sat": "10:00-13:00"}}
    )
    assert [(each.name, each.weekdays) for each in proposed_templates(calendar, WEEK)] == [
        ("09:00-13:00", ("mon", "tue")),
        ("10:00-13:00", ("sat",)),
    ]


def test_a_shop_that_is_closed_needs_no_shifts() -> None:
    calendar = calendar_from({"zone": ZONE, "weekly": {}})
    assert proposed_templates(calendar, [date(2026, 6, 1)]) == ()


def test_those_of_the_usual_week_have_names_of_their_own_and_know_no_holidays() -> None:
    calendar = calendar_from({"zone": ZONE, "weekly": {"mon": "09:00-17:00"}, "special": {"2026-06-01": "09:00-10:00"}})
    found = usual_templates(calendar, day_of(0))
    assert [(each.name, each.weekdays) for each in found] == [
        ("09:00-14:00", ("mon",)),
        ("09:00-17:00 (12:30)", ("mon",)),
        ("09:00-17:00 (13:00)", ("mon",)),
        ("10:30-15:30", ("mon",)),
        ("12:00-17:00", ("mon",)),
    ]
    own = [(each.start_minute, each.end_minute, each.breaks) for each in found]
    assert own == [
        (each.start_minute, each.end_minute, each.breaks) for each in proposed_templates(calendar, [day_of(7)])
    ]
