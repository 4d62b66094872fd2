"""A plan of shifts, played."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from csops.domain.errors import Cancelled, Missing, NotFound, OutOfRange
from csops.domain.opening_hours import Span
from csops.domain.plans import Plan
from csops.domain.scenarios import Event, Hours, Scenario
from csops.domain.shifts import Shift
from csops.domain.work_terms import Absence, Terms
from csops.services.plan_simulation import simulate_plan
from csops.services.roster_making import AS_THINGS_ARE, scenario_mapping
from csops.services.roster_team import save_absence, save_terms
from csops.services.rosters import plan_view
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.kept_plans import keep_plan
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA
from tests.helpers.weeks import log_weeks, open_shop

WEEK = date(2026, 3, 2)
NOON = Span(start_minute=12 * 60, end_minute=13 * 60)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 32, EMAIL: 8})
    return workspace


def a_plan(shop: Workspace, *members: int, first_day: date = WEEK, scenario: Scenario | None = None) -> int:
    """Keep a plan in which these people work from nine to five on five days, an hour off at noon."""
    plan = Plan(
        first_day=first_day, weeks=1, made_at=MONDAY_MORNING, scenario=scenario_mapping(scenario or AS_THINGS_ARE)
    )
    shifts = [
        Shift(member_id=member, day=first_day + timedelta(days=day), start_minute=540, end_minute=1020, breaks=(NOON,))
        for member in members
        for day in range(5)
    ]
    return keep_plan(shop, plan, shifts)


def test_a_plan_is_played_with_its_people(shop: Workspace) -> None:
    played = simulate_plan(shop, plan_id=a_plan(shop, MARA.id, ROSA.id), runs=20)
    phone, email = played.simulation.channels
    assert {person.name: person.hours for person in played.simulation.people} == {MARA.name: 35, ROSA.name: 35}
    assert phone.offered == pytest.approx(160, rel=0.1)
    assert 0.5 < (phone.service_level or 0) < 1
    assert email.service_level == 1
    noon = [part.service_level for part in played.simulation.parts if part.starts_at.hour == 12]
    rest = [part.service_level for part in played.simulation.parts if part.starts_at.hour == 10]
    assert max(level or 0 for level in noon) < min(level or 0 for level in rest)


def test_more_people_answer_more_in_time(shop: Workspace) -> None:
    one, two = (
        simulate_plan(shop, plan_id=a_plan(shop, *who), runs=20).simulation.channels[0].service_level or 0
        for who in ((MARA.id,), (MARA.id, ROSA.id))
    )
    assert one < two


def test_who_is_absent_is_not_there(shop: Workspace) -> None:
    plan_id = a_plan(shop, MARA.id, ROSA.id)
    save_absence(shop, absence=Absence(member_id=ROSA.id, first_day=WEEK, last_day=WEEK + timedelta(days=1)))
    people = simulate_plan(shop, plan_id=plan_id, runs=2).simulation.people
    assert {person.name: person.hours for person in people} == {MARA.name: 35, ROSA.name: 21}


def test_nobody_answers_on_a_channel_that_they_do_not_take(shop: Workspace) -> None:
    save_terms(shop, terms=Terms(member_id=ROSA.id, channels=("email",)))
    played = simulate_plan(shop, plan_id=a_plan(shop, ROSA.id), runs=3).simulation
    phone, email = played.channels
    assert (phone.answered, email.missed_deadlines) == (0, 0)


def test_a_plan_is_played_with_what_it_assumed(shop: Workspace) -> None:
    tripled = a_plan(shop, MARA.id, scenario=Scenario(name="Sale", volume_factor=3.0))
    assert simulate_plan(shop, plan_id=tripled, runs=3).simulation.channels[0].offered > 400
    more = simulate_plan(shop, plan_id=tripled, volume_factor=2, runs=3).simulation.channels[0]
    assert more.offered > 800


def test_a_plan_is_played_at_the_hours_and_with_the_events_that_it_assumed(shop: Workspace) -> None:
    sale = Event(name="Sale", first_day=WEEK, last_day=WEEK + timedelta(days=6), factor=3.0)
    late = Hours(weekday=0, opens=time(9), closes=time(20))
    usual = simulate_plan(shop, plan_id=a_plan(shop, MARA.id), runs=5).simulation
    plan_id = a_plan(shop, MARA.id, scenario=Scenario(name="Sale", events=(sale,), hours=(late,)))
    busy = simulate_plan(shop, plan_id=plan_id, runs=5).simulation
    assert busy.channels[0].offered > 2.5 * usual.channels[0].offered


def test_a_plan_without_shifts_answers_nobody(shop: Workspace) -> None:
    played = simulate_plan(shop, plan_id=a_plan(shop), runs=2).simulation
    assert played.people == ()
    assert played.channels[0].answered == 0


def test_days_that_are_not_forecast_cannot_be_played(shop: Workspace) -> None:
    gone = a_plan(shop, MARA.id, first_day=WEEK - timedelta(weeks=3))
    with pytest.raises(OutOfRange, match="Contacts are forecast from"):
        simulate_plan(shop, plan_id=gone)
    with pytest.raises(NotFound):
        simulate_plan(shop, plan_id=999)


def test_without_a_log_nothing_is_played(workspace: Workspace) -> None:
    open_shop(workspace)
    with pytest.raises(Missing, match="forecast"):
        simulate_plan(workspace, plan_id=a_plan(workspace, MARA.id))


def test_it_can_be_stopped(shop: Workspace) -> None:
    with pytest.raises(Cancelled):
        simulate_plan(shop, plan_id=a_plan(shop, MARA.id), cancelled=lambda: True)


def test_playing_changes_nothing(shop: Workspace) -> None:
    plan_id = a_plan(shop, MARA.id)
    before = plan_view(shop, plan_id=plan_id)
    simulate_plan(shop, plan_id=plan_id, runs=1)
    assert plan_view(shop, plan_id=plan_id) == replace(before)
