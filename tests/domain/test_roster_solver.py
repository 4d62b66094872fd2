from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain import roster_solver
from csops.domain.errors import OutOfRange
from csops.domain.roster_checks import violations
from csops.domain.roster_gaps import gaps
from csops.domain.roster_rules import RosterRules, checked_rules
from csops.domain.roster_solver import Progress, solve
from csops.domain.rosters import Ending, Task, present, sums
from csops.domain.work_terms import Absence, Part, Wanted, Wish
from tests.helpers.rosters import (
    EARLY,
    LATE,
    LONG,
    MONDAY,
    NIGHT,
    a_shift,
    a_task,
    a_worker,
    day_of,
    needed,
    people,
    weekly,
)

WEEK = range(7)
OPEN = "08:00-20:00"


def test_a_need_that_shifts_can_cover_is_covered() -> None:
    task = a_task(needed(OPEN, 1, days=WEEK))
    roster = solve(task)
    assert gaps(task, roster.shifts) == ()
    assert violations(task, roster.shifts) == ()
    assert roster.proof.ending is Ending.BEST
    assert roster.proof.gap <= 0.01


def test_where_nothing_is_needed_nobody_works() -> None:
    assert solve(a_task(needed(OPEN, 0, days=WEEK))).shifts == ()
    assert solve(a_task()).shifts == ()


def test_contracts_are_filled_where_the_team_wants_it() -> None:
    filled = a_task(rules=RosterRules(fill_contracts=True), workers=people(1, hours_per_week=30))
    assert sums(filled, solve(filled).shifts).hours == 30


def test_with_nobody_available_all_of_it_is_missing() -> None:
    for workers in ((), people(2, on_roster=False), people(2, available=weekly())):
        task = a_task(needed("08:00-10:00", 2), workers=workers)
        roster = solve(task)
        assert roster.shifts == ()
        assert sum(gap.hours for gap in gaps(task, roster.shifts)) == 4
        assert roster.proof.ending is Ending.BEST
        assert roster.proof.points == 4 * 100 + 4 * 130


def test_rules_that_leave_no_shift_leave_gaps_and_no_error() -> None:
    short_days = RosterRules(hours_per_day=4)
    task = a_task(needed(OPEN, 1, days=WEEK), rules=short_days)
    roster = solve(task)
    assert roster.shifts == ()
    assert violations(task, roster.shifts) == ()


def test_rules_that_contradict_each_other_give_the_most_that_both_allow() -> None:
    # A contract of forty hours to be filled, and at most ten a week: ten hold.
    rules = RosterRules(fill_contracts=True, hours_per_week=12)
    task = a_task(needed(OPEN, 1, days=WEEK), rules=rules, workers=people(1))
    assert sums(task, solve(task).shifts).hours == 12


def test_the_same_task_gives_the_same_roster() -> None:
    task = a_task(needed(OPEN, 2, days=WEEK), workers=people(5, hours_per_week=20))
    assert solve(task).shifts == solve(replace(task)).shifts


def test_whoever_costs_less_works_where_all_else_is_equal() -> None:
    cheap, dear = a_worker(1, cost_per_hour=Decimal(15)), a_worker(2, cost_per_hour=Decimal(25))
    roster = solve(a_task(needed("08:00-14:00", 1), workers=(dear, cheap)))
    assert [shift.member_id for shift in roster.shifts] == [1]


def test_hours_are_shared_in_proportion_to_the_contracts() -> None:
    workers = (*people(2, hours_per_week=36), a_worker(3, hours_per_week=18))
    task = a_task(needed("08:00-14:00", 1, days=WEEK), needed("14:00-20:00", 1, days=range(3)), workers=workers)
    hours = [person.hours for person in sums(task, solve(task).shifts).people]
    assert hours == [24, 24, 12]


def test_weekends_are_shared() -> None:
    task = a_task(needed(OPEN, 1, days=(5, 6)), workers=people(4))
    assert [person.weekend_days for person in sums(task, solve(task).shifts).people] == [1, 1, 1, 1]


def test_wishes_are_granted_where_nothing_is_lost_by_it() -> None:
    workers = (
        a_worker(1, wishes=(Wish(member_id=1, weekday=0),)),
        a_worker(2, wishes=(Wish(member_id=2, wants=Wanted.SHIFT, template_id=2),)),
        a_worker(3),
    )
    roster = solve(a_task(needed(OPEN, 1), workers=workers))
    assert [(shift.member_id, shift.name) for shift in roster.shifts] == [(3, "Early"), (2, "Late")]


def test_no_wish_leaves_a_gap() -> None:
    task = a_task(needed("08:00-14:00", 1), workers=(a_worker(wishes=(Wish(member_id=1, day=MONDAY),)),))
    assert len(solve(task).shifts) == 1


def test_channels_are_covered_by_those_who_take_them() -> None:
    workers = (a_worker(1, channels=("email",)), a_worker(2, channels=("phone",), cost_per_hour=Decimal(90)))
    task = a_task(needed("08:00-14:00", 1), needed("08:00-14:00", 1, channels=("phone",)), workers=workers)
    assert [shift.member_id for shift in solve(task).shifts] == [2]


def test_two_gaps_are_better_apart_than_at_once() -> None:
    task = a_task(needed(OPEN, 2), workers=people(2))
    assert {gap.missing for gap in gaps(task, solve(task).shifts)} == {1}


def test_what_was_set_by_hand_stays_whatever_it_breaks() -> None:
    kept = (a_shift("14:00-22:00", fixed=True), a_shift("06:00-12:00", day=1, fixed=True))
    task = a_task(needed(OPEN, 1, days=WEEK), kept=kept, rules=RosterRules(hours_per_week=10, days_in_a_row=1))
    roster = solve(task)
    assert [shift for shift in roster.shifts if shift.fixed] == list(kept)
    assert {each.member_id for each in violations(task, roster.shifts)} == {1}


def test_what_was_worked_before_counts() -> None:
    before = tuple(a_shift("08:00-14:00", day=-day, member_id=1) for day in range(1, 7))
    task = a_task(needed("08:00-14:00", 1), workers=people(1), around=before)
    assert solve(task).shifts == ()
    late = (a_shift("16:00-24:00", day=-1, member_id=1),)
    assert solve(replace(task, around=late)).shifts == ()
    assert solve(replace(task, around=(a_shift("14:00-20:00", day=-1),))).shifts != ()


def test_what_is_published_for_the_days_after_counts() -> None:
    task = a_task(needed("14:00-20:00", 1, days=(6,)), workers=people(1), templates=(LATE,))
    early = (a_shift("06:00-12:00", day=7),)
    assert solve(task).shifts != ()
    assert solve(replace(task, around=early)).shifts == ()
    week = tuple(a_shift("12:00-18:00", day=day) for day in range(7, 13))
    assert solve(replace(task, around=week)).shifts == ()
    assert solve(replace(task, around=week[:5])).shifts != ()


def test_a_person_may_stop_and_keeps_the_best_so_far() -> None:
    heard: list[Progress] = []
    task = _hard_task()
    roster = solve(task, within=0, tell=heard.append, stop=lambda: len(heard) > 1)
    assert roster.proof.ending is Ending.STOPPED
    assert heard
    assert all(0 <= each.share <= 1 for each in heard)
    assert violations(task, roster.shifts) == ()


def test_without_any_time_what_is_kept_is_the_roster() -> None:
    task = replace(_hard_task(), kept=(a_shift("08:00-14:00", fixed=True),))
    roster = solve(task, seconds=0)
    assert roster.proof.ending is Ending.TIME
    assert a_shift("08:00-14:00", fixed=True) in roster.shifts
    assert violations(task, roster.shifts) == ()


def test_a_time_that_cannot_be_is_refused() -> None:
    for seconds in (-1, float("nan"), float("inf")):
        with pytest.raises(OutOfRange):
            solve(a_task(), seconds=seconds)


def test_too_much_at_once_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_solver, "_LARGEST", 10)
    with pytest.raises(OutOfRange):
        solve(a_task(needed(OPEN, 1)))


def test_rules_out_of_reason_are_refused() -> None:
    assert checked_rules(RosterRules()) == RosterRules()
    for wrong in ({"rest_hours": 25}, {"days_in_a_row": 0}, {"hours_per_week": 0}, {"noon_minute": 1440}):
        with pytest.raises(OutOfRange):
            checked_rules(replace(RosterRules(), **wrong))  # type: ignore[arg-type]


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    solve(a_task(needed(OPEN, 1)))
    assert capfd.readouterr().out == ""


def _hard_task() -> Task:
    demands = [each for day in range(28) for each in needed(OPEN, 2 + day % 4, days=(day,))]
    workers = tuple(a_worker(place + 1, hours_per_week=20 + place) for place in range(9))
    return a_task(demands, weeks=4, workers=workers, templates=(EARLY, LATE, LONG, NIGHT))


# ---- whatever is asked, every rule holds


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    absences = st.builds(
        lambda first, length, part: (
            Absence(member_id=1, first_day=day_of(first), last_day=day_of(first + length), part=part),
        ),
        st.integers(0, 6),
        st.integers(0, 3),
        st.sampled_from(Part),
    )
    offered = st.one_of(st.none(), st.sampled_from([weekly(mon="08:00-20:00", tue="08:00-14:00", fri="14:00-24:00")]))
    terms: dict[str, Any] = {
        "hours_per_week": st.sampled_from([8.0, 20.0, 38.5]),
        "most_hours_per_week": st.sampled_from([None, 12.0, 30.0]),
        "available": offered,
        "absences": st.one_of(st.just(()), absences),
        "channels": st.sampled_from([(), ("phone",), ("email",)]),
    }
    workers = [a_worker(place + 1, **draw(st.fixed_dictionaries(terms))) for place in range(draw(st.integers(0, 4)))]
    demands = [
        each
        for day in draw(st.sets(st.integers(0, 6)))
        for each in (
            *needed("06:00-23:00", draw(st.integers(0, 3)), days=(day,)),
            *needed("10:00-16:00", draw(st.integers(0, 1)), days=(day,), channels=("phone",)),
        )
    ]
    rules = RosterRules(
        rest_hours=draw(st.sampled_from([0.0, 11.0, 24.0])),
        days_in_a_row=draw(st.integers(1, 6)),
        weekends_in_a_row=draw(st.integers(0, 2)),
        hours_per_day=draw(st.sampled_from([6.0, 8.0, 10.0])),
        hours_per_week=draw(st.sampled_from([10.0, 24.0, 48.0])),
        fill_contracts=draw(st.booleans()),
    )
    days = draw(st.sets(st.one_of(st.integers(-9, -1), st.integers(7, 12)), max_size=5))
    before = tuple(a_shift("14:00-22:00", day=day) for day in days)
    return a_task(demands, workers=tuple(workers), templates=(EARLY, LATE, LONG, NIGHT), rules=rules, around=before)


@settings(max_examples=80)
@given(tasks())
def test_every_rule_holds_in_every_roster_and_gaps_are_need_less_presence(task: Task) -> None:
    roster = solve(task, seconds=5, within=0)
    assert violations(task, roster.shifts) == ()
    assert all(shift.member_id in task.worker_by_id for shift in roster.shifts)
    missing = {
        (demand.starts_at, demand.channels): demand.people - people
        for demand, people in zip(task.demands, present(task, roster.shifts), strict=True)
    }
    found = gaps(task, roster.shifts)
    assert sum(gap.hours for gap in found) == pytest.approx(sum(max(0, each) / 2 for each in missing.values()))
    if roster.proof.ending is Ending.BEST:
        assert all(reason.rule.value != "nothing" for gap in found for reason in gap.reasons)
