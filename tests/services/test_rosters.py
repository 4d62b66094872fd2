from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from csops.domain.access import Role
from csops.domain.errors import ConflictError, InputError, Missing, NotFound, OutOfRange, Overtaken, UnknownName
from csops.domain.plans import PlanState
from csops.domain.roster_edits import moved
from csops.domain.scenario_values import scenario_from
from csops.domain.scenarios import Hours as OtherHours
from csops.domain.scenarios import Scenario
from csops.domain.shifts import Hours, ShiftTemplate
from csops.domain.team import Staffing
from csops.domain.work_terms import Absence, Terms
from csops.services import history
from csops.services.day_marks import close_days
from csops.services.people import save_member
from csops.services.roster_making import Asked, MadeRoster, roster_basis, roster_from
from csops.services.roster_person import person_weeks
from csops.services.roster_team import save_absence, save_template, save_terms
from csops.services.rosters import (
    PlanView,
    clear_shift,
    keep_roster,
    make_plan,
    move_shift,
    plan_view,
    plans,
    publish,
    remove_plan,
    set_shift,
    withdraw,
)
from csops.services.settings import save_staffing
from csops.services.snapshots import tracks
from csops.services.staffing import outlook
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA, a_member
from tests.helpers.weeks import log_weeks, open_shop

WEEK = date(2026, 3, 2)
ASKED = Asked(first_day=WEEK, seconds=5)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Open from nine to five on five days, two people, sixteen calls and eight e-mails a day."""
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 16, EMAIL: 8})
    save_template(workspace, template=ShiftTemplate(name="Day", start_minute=540, end_minute=1020))
    return workspace


@pytest.fixture
def planned(shop: Workspace) -> PlanView:
    return make_plan(shop, asked=ASKED)


def test_a_plan_covers_what_the_forecast_asks_for(planned: PlanView) -> None:
    needed = {demand.people for demand in planned.task.demands}
    assert needed == {1}
    assert (planned.gaps, planned.broken, planned.hints) == ((), (), ())
    assert (planned.sums.hours, planned.sums.cost) == (40, Decimal("780.00"))
    assert planned.reached.service_level is not None
    assert planned.reached.service_level >= 0.8
    assert planned.reached.chance_of_missing is not None


def test_a_plan_comes_back_as_it_was_made(shop: Workspace, planned: PlanView) -> None:
    assert plan_view(shop, plan_id=planned.plan.id) == planned
    assert plans(shop) == [planned.plan]
    assert planned.plan.figures["ending"] == "best"


def test_a_plan_can_be_taken_back_and_done_again(shop: Workspace, planned: PlanView) -> None:
    history.undo(shop)
    assert plans(shop) == []
    history.redo(shop)
    assert [shift.day for shift in plan_view(shop, plan_id=planned.plan.id).shifts] == [
        shift.day for shift in planned.shifts
    ]


def test_a_scenario_changes_the_need_and_is_kept_with_the_plan(shop: Workspace) -> None:
    busy = scenario_from({"name": "Sale", "volume": 3, "cost_per_hour": 30, "without": ["Rosa"]})
    view = make_plan(shop, asked=replace(ASKED, scenario=busy))
    assert max(demand.people for demand in view.task.demands) > 1
    assert [person.name for person in view.sums.people] == ["Mara Lindqvist"]
    assert view.sums.cost == 30 * Decimal(view.sums.hours)
    assert view.plan.scenario == {
        "name": "Sale",
        "volume_factor": 3.0,
        "cost_per_hour": "30",
        "without": ["Rosa Okafor"],
    }
    with pytest.raises(UnknownName):
        make_plan(shop, asked=replace(ASKED, scenario=Scenario(name="x", without=("Nobody",))))


def test_other_opening_hours_of_a_scenario_are_planned(shop: Workspace) -> None:
    closed = Scenario(name="Closed on Mondays", hours=(OtherHours(weekday=0),))
    view = make_plan(shop, asked=replace(ASKED, scenario=closed))
    assert {shift.day.weekday() for shift in view.shifts} == {1, 2, 3, 4}
    late = Scenario(name="Late", hours=(OtherHours(weekday=0, opens=time(9), closes=time(19)),))
    view = make_plan(shop, asked=Asked(first_day=WEEK + timedelta(days=3), weeks=1, scenario=late, seconds=5))
    ends = {demand.ends_at.hour for demand in view.task.demands if demand.starts_at.weekday() == 0}
    assert max(ends) == 19


def test_absences_and_contracts_are_kept(shop: Workspace) -> None:
    save_absence(shop, absence=Absence(member_id=MARA.id, first_day=WEEK, last_day=WEEK + timedelta(days=1)))
    save_terms(shop, terms=Terms(member_id=ROSA.id, most_hours_per_week=8))
    view = make_plan(shop, asked=ASKED)
    assert view.broken == ()
    assert sum(gap.hours for gap in view.gaps) == 8
    assert {reason.rule.value for gap in view.gaps for reason in gap.reasons} == {"absent", "hours_a_week"}


def test_a_closed_day_counts_as_worked_of_every_contract(shop: Workspace) -> None:
    close_days(shop, first_day=WEEK + timedelta(days=1), last_day=WEEK + timedelta(days=1), name="Fair")
    view = make_plan(shop, asked=ASKED)
    assert {person.contract for person in view.sums.people} == {32}
    assert plan_view(shop, plan_id=view.plan.id) == view
    weeks = person_weeks(shop, member_id=ROSA.id, first_day=WEEK, weeks=2).weeks
    assert [week.contract for week in weeks] == [32, 40]


def test_without_shifts_those_of_the_opening_hours_are_proposed(workspace: Workspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 16})
    view = make_plan(workspace, asked=ASKED)
    assert view.plan.figures["shifts_proposed"] is True
    assert view.gaps == ()
    assert all(shift.template_id is None for shift in view.shifts)


def test_without_a_log_the_cover_of_the_opening_hours_is_planned(workspace: Workspace) -> None:
    open_shop(workspace)
    view = make_plan(workspace, asked=ASKED)
    assert (view.sums.needed_hours, view.gaps, view.reached.service_level) == (40, (), None)
    save_staffing(workspace, staffing=Staffing(minimum_people=0))
    with pytest.raises(Missing):
        make_plan(workspace, asked=ASKED)


@pytest.mark.parametrize("days", [-7, 70])
def test_days_that_are_not_forecast_cannot_be_planned(shop: Workspace, days: int) -> None:
    with pytest.raises(OutOfRange, match="forecast from"):
        make_plan(shop, asked=Asked(first_day=WEEK + timedelta(days=days)))


def test_weeks_out_of_reason_are_refused(shop: Workspace) -> None:
    for weeks in (0, 9):
        with pytest.raises(OutOfRange):
            make_plan(shop, asked=Asked(first_day=WEEK, weeks=weeks))


def test_a_plan_may_begin_on_any_day(shop: Workspace) -> None:
    view = make_plan(shop, asked=Asked(first_day=WEEK + timedelta(days=2), weeks=2, seconds=5))
    assert (len(view.shifts), view.gaps, view.broken) == (10, (), ())


def test_a_search_that_is_stopped_keeps_the_best_so_far(shop: Workspace) -> None:
    heard: list[float] = []
    made = roster_from(roster_basis(shop, asked=ASKED), tell=heard.append, stop=lambda: True)
    assert made.plan.figures["ending"] in {"best", "stopped"}
    assert all(0 <= share <= 1 for share in heard)


# ---------------------------------------------------------------- by hand


def test_a_change_by_hand_is_checked_at_once_and_can_be_taken_back(shop: Workspace, planned: PlanView) -> None:
    night = Hours(start_minute=14 * 60, end_minute=23 * 60)
    view = set_shift(shop, plan_id=planned.plan.id, member_id=ROSA.id, day=WEEK, hours=night)
    view = set_shift(
        shop,
        plan_id=planned.plan.id,
        member_id=ROSA.id,
        day=WEEK + timedelta(days=1),
        hours=Hours(start_minute=6 * 60, end_minute=12 * 60),
    )
    assert [finding.rule.value for finding in view.broken] == ["rest"]
    assert sum(shift.fixed for shift in view.shifts) == 2
    history.undo(shop)
    history.undo(shop)
    after = plan_view(shop, plan_id=planned.plan.id).shifts
    assert [replace(shift, version=1) for shift in after] == list(planned.shifts)


def test_what_a_hand_is_about_to_do_is_judged_before_it_is_kept(shop: Workspace, planned: PlanView) -> None:
    save_absence(shop, absence=Absence(member_id=ROSA.id, first_day=WEEK, last_day=WEEK))
    view = plan_view(shop, plan_id=planned.plan.id)
    first = next(shift for shift in view.shifts if shift.member_id == MARA.id or shift.day == WEEK)
    ahead = view.with_shifts(moved(view.plan, view.shifts, source=(first.member_id, first.day), goal=(ROSA.id, WEEK)))
    assert "absent" in {finding.rule.value for finding in ahead.broken}
    assert plan_view(shop, plan_id=planned.plan.id).shifts == view.shifts


def test_shifts_change_places_and_go_by_template(shop: Workspace, planned: PlanView) -> None:
    plan_id = planned.plan.id
    first, second = WEEK, WEEK + timedelta(days=1)
    template_id = planned.task.templates[0].id
    for member_id in (MARA.id, ROSA.id):
        set_shift(shop, plan_id=plan_id, member_id=member_id, day=first, template_id=template_id)
    late = Hours(start_minute=600, end_minute=1080)
    set_shift(shop, plan_id=plan_id, member_id=ROSA.id, day=second, hours=late)
    view = move_shift(shop, plan_id=plan_id, source=(ROSA.id, second), goal=(MARA.id, first))
    clocks = {(shift.member_id, shift.day): shift.clock for shift in view.shifts}
    assert clocks[MARA.id, first] == "10:00-18:00"
    assert clocks[ROSA.id, second] == "09:00-17:00"
    view = clear_shift(shop, plan_id=plan_id, member_id=MARA.id, day=first)
    assert (MARA.id, first) not in {(shift.member_id, shift.day) for shift in view.shifts}
    with pytest.raises(NotFound):
        clear_shift(shop, plan_id=plan_id, member_id=MARA.id, day=first)


def test_a_change_without_hours_or_of_nobody_is_refused(shop: Workspace, planned: PlanView) -> None:
    with pytest.raises(Missing):
        set_shift(shop, plan_id=planned.plan.id, member_id=ROSA.id, day=WEEK)
    with pytest.raises(NotFound):
        move_shift(shop, plan_id=planned.plan.id, source=(ROSA.id, WEEK), goal=(99, WEEK))


def test_planning_anew_keeps_what_was_set_by_hand(shop: Workspace, planned: PlanView) -> None:
    short = Hours(start_minute=540, end_minute=720)
    set_shift(shop, plan_id=planned.plan.id, member_id=ROSA.id, day=WEEK, hours=short)
    view = make_plan(shop, asked=ASKED, again=planned.plan.id)
    assert view.plan.id == planned.plan.id
    assert view.gaps == ()
    assert [(shift.member_id, shift.clock) for shift in view.shifts if shift.fixed] == [(ROSA.id, "09:00-12:00")]
    assert len(plans(shop)) == 1


def test_what_a_hand_sets_while_a_plan_is_made_anew_stays(shop: Workspace, planned: PlanView) -> None:
    plan_id, tuesday, sunday = planned.plan.id, WEEK + timedelta(days=1), WEEK + timedelta(days=6)
    set_shift(shop, plan_id=plan_id, member_id=ROSA.id, day=tuesday, hours=Hours(start_minute=540, end_minute=720))
    found = roster_from(roster_basis(shop, asked=ASKED, again=plan_id))
    set_shift(shop, plan_id=plan_id, member_id=MARA.id, day=WEEK, hours=Hours(start_minute=600, end_minute=660))
    move_shift(shop, plan_id=plan_id, source=(ROSA.id, tuesday), goal=(ROSA.id, sunday))
    kept = keep_roster(shop, made=found)
    by_hand = {(shift.member_id, shift.day, shift.clock) for shift in kept.shifts if shift.fixed}
    assert by_hand == {(MARA.id, WEEK, "10:00-11:00"), (ROSA.id, sunday, "09:00-12:00")}


def test_two_who_change_the_same_shift_do_not_overwrite_each_other(shop: Workspace, planned: PlanView) -> None:
    mine = planned.shifts[0]
    set_shift(
        shop, plan_id=mine.plan_id, member_id=mine.member_id, day=mine.day, hours=Hours(start_minute=1, end_minute=2)
    )
    with pytest.raises(ConflictError), shop.work("Change a shift") as work:
        work.shifts.update(replace(mine, start_minute=600))


# ---------------------------------------------------------------- published


def test_what_is_published_counts_for_the_week_after(shop: Workspace) -> None:
    save_terms(shop, terms=Terms(member_id=ROSA.id, on_roster=False))
    first = make_plan(shop, asked=ASKED)
    set_shift(
        shop,
        plan_id=first.plan.id,
        member_id=MARA.id,
        day=WEEK + timedelta(days=6),
        hours=Hours(start_minute=15 * 60, end_minute=24 * 60),
    )
    follow = Asked(first_day=WEEK + timedelta(days=7), seconds=5)
    assert make_plan(shop, asked=follow).gaps == ()
    publish(shop, plan_id=first.plan.id)
    after = make_plan(shop, asked=follow)
    assert {gap.starts_at.date() for gap in after.gaps} == {WEEK + timedelta(days=7)}


def test_publishing_keeps_the_forecast_and_taking_it_back_takes_both(shop: Workspace, planned: PlanView) -> None:
    publish(shop, plan_id=planned.plan.id, outlook=outlook(shop))
    assert [each.snapshots for each in tracks(shop)] == [1, 1]
    history.undo(shop)
    assert tracks(shop) == ()
    assert plan_view(shop, plan_id=planned.plan.id).plan.state is PlanState.DRAFT


def test_one_plan_is_published_for_a_day(shop: Workspace, planned: PlanView) -> None:
    assert publish(shop, plan_id=planned.plan.id).state is PlanState.PUBLISHED
    other = make_plan(shop, asked=ASKED)
    with pytest.raises(InputError, match="Withdraw"):
        publish(shop, plan_id=other.plan.id)
    assert withdraw(shop, plan_id=planned.plan.id).published_at is None
    assert publish(shop, plan_id=other.plan.id).published_at == shop.now()


def test_no_undo_publishes_a_second_plan_for_a_day(shop: Workspace, rosa: Workspace, planned: PlanView) -> None:
    rosa.member = replace(ROSA, role=Role.MANAGER)
    publish(shop, plan_id=planned.plan.id)
    withdraw(shop, plan_id=planned.plan.id)
    other = keep_roster(
        rosa, made=MadeRoster(plan=replace(planned.plan, id=0), shifts=planned.shifts, task=planned.task)
    )
    publish(rosa, plan_id=other.plan.id)
    with pytest.raises(Overtaken):
        history.undo(shop)
    assert [plan.id for plan in plans(shop) if plan.state is PlanState.PUBLISHED] == [other.plan.id]
    history.undo(rosa)
    publish(shop, plan_id=planned.plan.id)
    with pytest.raises(Overtaken):
        history.redo(rosa)


def test_a_plan_goes_with_its_shifts_and_comes_back(shop: Workspace, planned: PlanView) -> None:
    remove_plan(shop, plan_id=planned.plan.id)
    assert plans(shop) == []
    history.undo(shop)
    assert len(plan_view(shop, plan_id=planned.plan.id).shifts) == len(planned.shifts)


def test_who_left_the_team_is_still_in_the_plan(shop: Workspace) -> None:
    ines = save_member(shop, member=a_member())
    for member_id in (MARA.id, ROSA.id):
        save_terms(shop, terms=Terms(member_id=member_id, on_roster=False))
    view = make_plan(shop, asked=ASKED)
    save_member(shop, member=replace(ines, active=False))
    after = plan_view(shop, plan_id=view.plan.id)
    assert after.shifts == view.shifts
    assert {finding.rule.value for finding in after.broken} == {"not_on_roster"}


def test_a_shift_that_was_taken_away_and_planned_anew_meanwhile_does_not_come_back(
    shop: Workspace, rosa: Workspace
) -> None:
    view = make_plan(shop, asked=ASKED)
    first = view.shifts[0]
    clear_shift(shop, plan_id=view.plan.id, member_id=first.member_id, day=first.day)
    rosa.member = replace(ROSA, role=Role.MANAGER)
    anew = keep_roster(rosa, made=MadeRoster(plan=view.plan, shifts=view.shifts, task=view.task))
    with pytest.raises(Overtaken):
        history.undo(shop)
    assert plan_view(shop, plan_id=view.plan.id).shifts == anew.shifts
    with pytest.raises(ConflictError):  # passed over: the next undo is that of the plan, which another one changed
        history.undo(shop)
    assert history.first_broken(shop) is None


def test_a_moved_shift_whose_first_place_was_given_to_another_meanwhile_stays(shop: Workspace, rosa: Workspace) -> None:
    view = make_plan(shop, asked=ASKED)
    first = view.shifts[0]
    here, there = (first.member_id, first.day), (first.member_id, WEEK + timedelta(days=6))
    move_shift(shop, plan_id=view.plan.id, source=here, goal=there)
    rosa.member = replace(ROSA, role=Role.MANAGER)
    short = Hours(start_minute=600, end_minute=900)
    changed = set_shift(rosa, plan_id=view.plan.id, member_id=first.member_id, day=first.day, hours=short)
    with pytest.raises(Overtaken):
        history.undo(shop)
    assert plan_view(shop, plan_id=view.plan.id).shifts == changed.shifts
