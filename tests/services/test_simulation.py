"""Coming weeks, played."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csops.domain.calendar import calendar_from
from csops.domain.errors import Cancelled, Missing, OutOfRange
from csops.services.simulation import played_need, simulate_need
from csops.services.staffing import Outlook, as_today, outlook, plan_of
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import OPEN_WEEK, log_weeks, open_shop

FIRST_WEEK = date(2026, 3, 2)
CALENDAR = calendar_from(OPEN_WEEK)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    return workspace


@pytest.fixture
def ahead(shop: Workspace) -> Outlook:
    log_weeks(shop, weeks=12, a_day={PHONE: 32, EMAIL: 16})
    return outlook(shop)


@pytest.mark.usefixtures("ahead")
def test_a_week_is_played_with_the_people_needed(shop: Workspace) -> None:
    played = simulate_need(shop, runs=20)
    phone, email = played.simulation.channels
    assert (played.first_day, played.last_day) == (FIRST_WEEK, FIRST_WEEK + timedelta(days=6))
    assert (phone.channel, email.channel) == ("phone", "email")
    assert phone.offered == pytest.approx(160, rel=0.1)
    assert phone.service_level is not None
    assert phone.service_level > 0.75
    assert email.missed_deadlines == 0


def test_the_hours_are_those_of_the_plan(ahead: Outlook) -> None:
    needed = plan_of(ahead).today
    played = played_need(ahead, CALENDAR, runs=2)
    assert played.simulation.hours_on_duty == pytest.approx(needed.hours_required)
    assert played.people_at_peak == needed.people_at_peak


def test_weeks_follow_one_another(ahead: Outlook) -> None:
    played = played_need(ahead, CALENDAR, first_day=FIRST_WEEK + timedelta(days=9), weeks=2, runs=2)
    assert (played.first_day, played.last_day) == (date(2026, 3, 9), date(2026, 3, 22))
    assert played.simulation.channels[0].offered == pytest.approx(320, rel=0.15)
    assert {part.starts_at.date() for part in played.simulation.parts} >= {date(2026, 3, 9), date(2026, 3, 20)}


def test_more_than_planned_is_answered_worse_by_the_same_people(ahead: Outlook) -> None:
    usual, more = (played_need(ahead, CALENDAR, volume_factor=factor, runs=20) for factor in (1.0, 2.0))
    assert more.simulation.hours_on_duty == usual.simulation.hours_on_duty
    assert (more.simulation.channels[0].service_level or 1) < (usual.simulation.channels[0].service_level or 0)


def test_a_what_if_brings_its_own_people(ahead: Outlook) -> None:
    asked = replace(as_today(ahead.staffing), volume_factor=3.0)
    turned = played_need(ahead, CALENDAR, assumptions=asked, runs=10).simulation
    assert turned.hours_on_duty > played_need(ahead, CALENDAR, runs=1).simulation.hours_on_duty
    assert (turned.channels[0].service_level or 0) > 0.75


def test_without_patience_nobody_gives_up(ahead: Outlook) -> None:
    assert played_need(ahead, CALENDAR, runs=5).simulation.channels[0].abandoned == 0
    assert played_need(ahead, CALENDAR, runs=5, patience_s=30).simulation.channels[0].abandoned > 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"weeks": 0}, "Choose 1 to 8 weeks"),
        ({"weeks": 9}, "Choose 1 to 8 weeks"),
        ({"first_day": date(2020, 1, 1)}, "begins on 2026-03-02"),
        ({"first_day": date(2027, 1, 1)}, "to 2026-04-26"),
        ({"first_day": date(2026, 4, 20), "weeks": 2}, "to 2026-04-26"),
        ({"volume_factor": -1.0}, "Give 0 or more"),
        ({"runs": 0}, "Give a whole number from 1"),
    ],
)
def test_weeks_that_do_not_lie_ahead_are_refused(ahead: Outlook, asked: dict[str, object], said: str) -> None:
    with pytest.raises(OutOfRange, match=said):
        played_need(ahead, CALENDAR, **asked)  # type: ignore[arg-type]  # the test names what is wrong


def test_nothing_logged_is_nothing_to_play(shop: Workspace) -> None:
    with pytest.raises(Missing, match="forecast"):
        simulate_need(shop)


def test_it_can_be_watched_and_stopped(ahead: Outlook) -> None:
    told: list[float] = []
    with pytest.raises(Cancelled):
        played_need(ahead, CALENDAR, runs=10, progress=told.append, cancelled=lambda: len(told) == 2)
    assert told == [0.1, 0.2]
