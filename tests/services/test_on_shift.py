"""Who works today, from the published roster."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from csops.domain.opening_hours import Span
from csops.domain.plans import Plan, PlanState, need_of
from csops.domain.rosters import Demand
from csops.domain.shifts import Shift
from csops.domain.work_terms import Absence
from csops.services.on_shift import TodaysRoster, todays_roster
from csops.services.roster_team import save_absence
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.kept_plans import keep_plan
from tests.helpers.records import MARA, ROSA
from tests.helpers.weeks import open_shop

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = MONDAY_MORNING.date()
EARLY = Shift(
    member_id=MARA.id,
    day=MONDAY,
    start_minute=8 * 60,
    end_minute=14 * 60,
    breaks=(Span(start_minute=10 * 60, end_minute=10 * 60 + 30),),
)
LATE = Shift(member_id=ROSA.id, day=MONDAY, start_minute=13 * 60, end_minute=18 * 60)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    return workspace


def keep(workspace: Workspace, *shifts: Shift, state: PlanState = PlanState.PUBLISHED) -> None:
    need = need_of([Demand(starts_at=MONDAY_MORNING, ends_at=MONDAY_MORNING + HOUR, people=2)])
    plan = Plan(first_day=MONDAY, weeks=1, state=state, made_at=MONDAY_MORNING, need=need)
    keep_plan(workspace, plan, shifts)


def test_who_is_here_who_comes_and_how_many_are_needed(shop: Workspace) -> None:
    keep(shop, LATE, EARLY)
    found = todays_roster(shop).shifts
    assert found is not None
    now = MONDAY_MORNING
    assert [each.name for each in found.people] == ["Mara Lindqvist", "Rosa Okafor"]
    assert [each.name for each in found.there(now)] == ["Mara Lindqvist"]
    assert [each.name for each in found.later(now)] == ["Rosa Okafor"]
    assert (found.needed_at(now), found.needed_at(now + HOUR)) == (2, None)


def test_a_break_is_no_presence(shop: Workspace) -> None:
    keep(shop, EARLY)
    found = todays_roster(shop).shifts
    assert found is not None
    at_ten = MONDAY_MORNING.replace(hour=10, minute=10)
    assert found.there(at_ten) == ()
    back = found.people[0].back_at(at_ten)
    assert back is not None
    assert (back.hour, back.minute) == (10, 30)
    assert found.people[0].back_at(MONDAY_MORNING) is None


def test_who_fell_ill_since_is_absent(shop: Workspace) -> None:
    keep(shop, EARLY)
    save_absence(shop, absence=Absence(member_id=MARA.id, first_day=MONDAY, last_day=MONDAY))
    found = todays_roster(shop).shifts
    assert found is not None
    assert found.people[0].is_absent
    assert found.there(MONDAY_MORNING) == ()


def test_a_shift_of_the_night_before_reaches_into_today_and_one_of_tomorrow_does_not(shop: Workspace) -> None:
    night = replace(EARLY, day=MONDAY - DAY, start_minute=22 * 60, end_minute=30 * 60, breaks=())
    keep_plan(
        shop,
        Plan(first_day=MONDAY - 7 * DAY, weeks=1, state=PlanState.PUBLISHED, made_at=MONDAY_MORNING),
        [night],
    )
    keep(shop, replace(LATE, day=MONDAY + DAY))
    found = todays_roster(shop).shifts
    assert found is not None
    assert [each.ends_at.astimezone(ZoneInfo("UTC")).hour for each in found.people] == [6]


def test_a_draft_is_not_told(shop: Workspace) -> None:
    assert todays_roster(shop) == TodaysRoster()
    keep(shop, EARLY, state=PlanState.DRAFT)
    assert todays_roster(shop) == TodaysRoster(is_draft=True, any_plans=True)
