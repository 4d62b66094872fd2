"""A plan that was published and is changed after that: what people were told stays readable, and says what differs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csops.domain.opening_hours import span_from
from csops.domain.plans import PlanState
from csops.domain.shifts import Hours, ShiftTemplate
from csops.domain.told_plans import told_shifts
from csops.services import history
from csops.services.roster_making import Asked, MadeRoster
from csops.services.roster_team import save_template
from csops.services.rosters import (
    PlanView,
    clear_shift,
    keep_roster,
    make_plan,
    move_shift,
    plan_view,
    publish,
    set_shift,
    withdraw,
)
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import log_weeks, open_shop

WEEK = date(2026, 3, 2)
SATURDAY = WEEK + timedelta(days=5)
SHORT = Hours(start_minute=600, end_minute=900)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 16, EMAIL: 8})
    lunch = (span_from("12:00-12:30"),)
    save_template(workspace, template=ShiftTemplate(name="Day", start_minute=540, end_minute=1020, breaks=lunch))
    return workspace


@pytest.fixture
def told(shop: Workspace) -> PlanView:
    """A published plan."""
    plan = publish(shop, plan_id=make_plan(shop, asked=Asked(first_day=WEEK, seconds=2)).plan.id)
    return plan_view(shop, plan_id=plan.id)


def test_a_plan_is_as_it_was_published_until_it_is_changed(told: PlanView) -> None:
    assert told.changes == ()
    kept = told_shifts(told.plan)
    assert kept is not None
    assert [replace(shift, id=0, version=1) for shift in told.shifts] == list(kept)
    assert kept[0].breaks


def test_a_shift_taken_away_moved_or_given_is_a_change_each(shop: Workspace, told: PlanView) -> None:
    first, second, third = told.shifts[:3]
    plan_id = told.plan.id
    clear_shift(shop, plan_id=plan_id, member_id=first.member_id, day=first.day)
    set_shift(shop, plan_id=plan_id, member_id=second.member_id, day=second.day, hours=SHORT)
    view = move_shift(shop, plan_id=plan_id, source=(third.member_id, third.day), goal=(third.member_id, SATURDAY))
    said = {
        (change.day, change.before and change.before.clock, change.after and change.after.clock)
        for change in view.changes
    }
    assert said == {
        (first.day, first.clock, None),
        (second.day, second.clock, "10:00-15:00"),
        (third.day, third.clock, None),
        (SATURDAY, None, third.clock),
    }
    assert told_shifts(view.plan) == told_shifts(told.plan)


def test_a_change_that_is_taken_back_is_none(shop: Workspace, told: PlanView) -> None:
    first = told.shifts[0]
    assert clear_shift(shop, plan_id=told.plan.id, member_id=first.member_id, day=first.day).changes
    history.undo(shop)
    assert plan_view(shop, plan_id=told.plan.id).changes == ()


def test_a_plan_made_anew_still_knows_what_was_told(shop: Workspace, told: PlanView) -> None:
    bare = replace(told.plan, figures={"ending": "best"})
    anew = keep_roster(shop, made=MadeRoster(plan=bare, shifts=told.shifts[1:], task=told.task))
    [change] = anew.changes
    assert (change.member_id, change.day, change.after) == (told.shifts[0].member_id, told.shifts[0].day, None)


def test_published_again_it_is_as_published(shop: Workspace, told: PlanView) -> None:
    first = told.shifts[0]
    clear_shift(shop, plan_id=told.plan.id, member_id=first.member_id, day=first.day)
    publish(shop, plan_id=told.plan.id)
    assert plan_view(shop, plan_id=told.plan.id).changes == ()
    history.undo(shop)  # of the publication alone: people know the first plan again
    assert len(plan_view(shop, plan_id=told.plan.id).changes) == 1


def test_of_a_plan_that_is_withdrawn_nobody_was_told(shop: Workspace, told: PlanView) -> None:
    plan = withdraw(shop, plan_id=told.plan.id)
    assert plan.state is PlanState.DRAFT
    assert "told" not in plan.figures
    first = told.shifts[0]
    view = clear_shift(shop, plan_id=plan.id, member_id=first.member_id, day=first.day)
    assert view.changes == ()
    history.undo(shop)
    history.undo(shop)
    assert told_shifts(plan_view(shop, plan_id=plan.id).plan) == told_shifts(told.plan)


def test_a_plan_published_before_this_was_kept_says_nothing(shop: Workspace, told: PlanView) -> None:
    old = replace(told, plan=replace(told.plan, figures={}))
    assert old.with_shifts(told.shifts[1:]).changes == ()


def test_another_break_is_a_change_as_well(shop: Workspace, told: PlanView) -> None:
    first = told.shifts[0]
    later = Hours(start_minute=first.start_minute, end_minute=first.end_minute, breaks=(span_from("13:00-13:30"),))
    view = set_shift(shop, plan_id=told.plan.id, member_id=first.member_id, day=first.day, hours=later)
    [change] = view.changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before.clock, change.before.breaks) != (change.after.clock, change.after.breaks)
    assert change.before.clock == change.after.clock
