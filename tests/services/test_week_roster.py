"""The people whom the roster of a week brings to each half hour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from csops.domain.opening_hours import Span
from csops.domain.plans import Plan, PlanState
from csops.domain.shifts import Shift
from csops.domain.work_terms import Absence
from csops.services.roster_team import save_absence
from csops.services.week_roster import WeekRoster, week_roster
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.kept_plans import keep_plan
from tests.helpers.records import MARA, ROSA
from tests.helpers.weeks import open_shop

MONDAY = MONDAY_MORNING.date()
HALF_HOURS = [datetime(2026, 3, 2, 0, tzinfo=UTC) + timedelta(minutes=30 * place) for place in range(48)]
EARLY = Shift(
    member_id=MARA.id,
    day=MONDAY,
    start_minute=8 * 60,
    end_minute=14 * 60,
    breaks=(Span(start_minute=10 * 60, end_minute=10 * 60 + 15),),
)
LATE = Shift(member_id=ROSA.id, day=MONDAY, start_minute=13 * 60, end_minute=18 * 60)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    return workspace


def keep(workspace: Workspace, *shifts: Shift, state: PlanState = PlanState.DRAFT) -> int:
    return keep_plan(workspace, Plan(first_day=MONDAY, weeks=1, state=state, made_at=MONDAY_MORNING), shifts)


def at(roster: WeekRoster | None, hour: int, minute: int = 0) -> float:
    assert roster is not None
    return roster.there[datetime(2026, 3, 2, hour, minute, tzinfo=UTC)]


def test_people_are_counted_with_their_breaks(shop: Workspace) -> None:
    keep(shop, EARLY, LATE)
    found = week_roster(shop, week=MONDAY, starts=HALF_HOURS)
    assert [at(found, 7), at(found, 8), at(found, 10), at(found, 13), at(found, 17, 30), at(found, 18)] == [
        0,
        1,
        0.5,
        2,
        1,
        0,
    ]


def test_what_is_published_goes_before_a_draft(shop: Workspace) -> None:
    published = keep(shop, EARLY, state=PlanState.PUBLISHED)
    draft = keep(shop, LATE)
    found = week_roster(shop, week=MONDAY, starts=HALF_HOURS)
    assert found is not None
    assert (found.plan_id, found.is_draft) == (published, False)
    with shop.work("Remove") as work:
        work.shifts.remove_many([shift.id for shift in work.shifts.where(plan_id=published)])
        work.plans.remove(published)
    found = week_roster(shop, week=MONDAY, starts=HALF_HOURS)
    assert found is not None
    assert (found.plan_id, found.is_draft) == (draft, True)


def test_who_is_absent_is_not_counted(shop: Workspace) -> None:
    keep(shop, EARLY)
    save_absence(shop, absence=Absence(member_id=MARA.id, first_day=MONDAY, last_day=MONDAY))
    assert at(week_roster(shop, week=MONDAY, starts=HALF_HOURS), 9) == 0


def test_the_night_before_the_week_reaches_into_it(shop: Workspace) -> None:
    night = replace(EARLY, day=MONDAY - timedelta(days=1), start_minute=22 * 60, end_minute=26 * 60, breaks=())
    before = Plan(first_day=MONDAY - timedelta(days=7), weeks=1, state=PlanState.PUBLISHED, made_at=MONDAY_MORNING)
    keep_plan(shop, before, [night])
    keep(shop)
    found = week_roster(shop, week=MONDAY, starts=HALF_HOURS)
    assert (at(found, 1), at(found, 2)) == (1, 0)


def test_the_night_before_the_second_week_of_a_plan_reaches_into_it(shop: Workspace) -> None:
    night = replace(EARLY, day=MONDAY - timedelta(days=1), start_minute=22 * 60, end_minute=26 * 60, breaks=())
    keep_plan(shop, Plan(first_day=MONDAY - timedelta(days=7), weeks=2, made_at=MONDAY_MORNING), [night, LATE])
    found = week_roster(shop, week=MONDAY, starts=HALF_HOURS)
    assert [at(found, 1), at(found, 2), at(found, 14)] == [1, 0, 1]


def test_a_week_without_a_plan_has_none(shop: Workspace) -> None:
    assert week_roster(shop, week=MONDAY, starts=HALF_HOURS) is None
