"""From what is forecast to a plan that can be played."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.outlooks import WeekAhead
from csops.domain.requirement import requirement
from csops.domain.simulation import anonymous_people, expected_within
from csops.domain.simulation_plans import planned_week
from csops.domain.simulation_week import moment_of, seconds_since

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 1, 5, tzinfo=BERLIN)
PHONE = ChannelLoad(channel="phone", is_immediate=True, contacts=6, handle_time_s=300, concurrency=2, target_s=30)
EMAIL = ChannelLoad(channel="email", is_immediate=False, contacts=3, handle_time_s=360, target_s=7200)


def loads(*contacts: float) -> list[IntervalLoad]:
    return [
        IntervalLoad(
            starts_at=MONDAY + timedelta(hours=8, minutes=30 * place),
            length_s=1800,
            channels=(replace(PHONE, contacts=count), EMAIL),
        )
        for place, count in enumerate(contacts)
    ]


def test_a_plan_says_what_is_promised_and_turned() -> None:
    asked = Assumptions(
        volume_factor=2, handle_times_s={"phone": 200}, service_level=0.9, target_s=10, deferred_within_s=3600
    )
    week = planned_week(
        loads(6, 8),
        asked,
        people=(),
        opened=[(MONDAY + timedelta(hours=8, minutes=15), MONDAY + timedelta(hours=9))],
        starts_at=MONDAY,
        patience_s=90,
        week_cv={"email": 0.2},
    )
    phone, email = week.channels
    assert (phone.handle_time_s, phone.service_level, phone.target_s, phone.concurrency) == (200, 0.9, 10, 2)
    assert (phone.patience_s, email.patience_s, email.target_s, email.week_cv) == (90, None, 3600, 0.2)
    assert [(part.start_s, part.length_s, part.contacts["phone"]) for part in week.expected] == [
        (8.25 * 3600, 900, 12),
        (8.5 * 3600, 1800, 16),
    ]


def test_people_without_names_are_there_when_they_are_needed() -> None:
    needed = requirement(loads(1, 20, 1), Assumptions())
    people = anonymous_people(needed.cells, starts_at=MONDAY)
    assert len(people) == needed.people_at_peak
    assert people[0].on_duty == ((8 * 3600, 9.5 * 3600),)
    assert people[-1].on_duty == ((8.5 * 3600, 9 * 3600),)
    assert sum(person.hours for person in people) == pytest.approx(needed.hours_required)


def test_who_comes_in_an_interval_comes_in_its_open_parts() -> None:
    parts = expected_within(0, 1800, {"phone": 6}, opened=[(-100, 600), (1500, 3000)])
    assert [(part.start_s, part.length_s, part.contacts["phone"]) for part in parts] == [(0, 600, 4), (1500, 300, 2)]
    assert expected_within(0, 1800, {"phone": 6}, opened=[(1800, 3600)]) == []


def test_seconds_are_real_when_the_clock_changes() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    after = datetime(2026, 3, 29, 12, tzinfo=BERLIN)
    assert seconds_since(before, after) == 23 * 3600
    assert moment_of(before, 23 * 3600) == after
    assert moment_of(before, 23 * 3600).utcoffset() == timedelta(hours=2)


def test_the_doubt_of_a_week_leaves_out_the_noise_of_counting() -> None:
    def week(reach: float) -> WeekAhead:
        start = datetime(2026, 1, 5, tzinfo=UTC).date()
        return WeekAhead(
            start=start,
            contacts=100,
            so_far=0,
            low95=0,
            low80=100 - reach,
            low50=90,
            high50=110,
            high80=100 + reach,
            high95=200,
            last_year=None,
        )

    assert week(1.2816 * 10).cv == pytest.approx(0, abs=0.01)  # Poisson: a deviation of 10
    assert week(5).cv == 0
    assert week(1.2816 * 500**0.5).cv == pytest.approx(0.2, rel=1e-3)  # variance 100 + 20 ** 2
