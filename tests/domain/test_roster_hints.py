from csops.domain.roster_checks import Rule
from csops.domain.roster_gaps import gaps
from csops.domain.roster_hints import hints
from csops.domain.roster_relief import reliefs
from csops.domain.roster_rules import RosterRules
from csops.domain.roster_solver import solve
from csops.domain.work_terms import Absence
from tests.helpers.rosters import EARLY, LONG, MONDAY, a_task, a_worker, day_of, needed, people, weekly

OPEN = needed("08:00-20:00", 1, days=range(7))


def test_nothing_is_said_where_everything_goes_together() -> None:
    assert hints(a_task(OPEN)) == ()


def test_a_team_without_people_or_shifts_hears_so() -> None:
    assert hints(a_task(OPEN, workers=people(2, on_roster=False)))[0].startswith("Nobody is on the roster")
    assert hints(a_task(OPEN, templates=()))[0].startswith("There are no shifts to give")


def test_rules_and_contracts_that_contradict_each_other_are_named() -> None:
    rules = RosterRules(hours_per_day=7, hours_per_week=30)
    assert hints(a_task(needed("09:00-10:00", 1), rules=rules, workers=people(1), templates=(LONG, EARLY))) == (
        "Long is 8 hours of paid work; the rules allow 7 hours a day, so nobody can be given it",
        "The contract of Person 1 asks for 40 hours a week, and 30 hours are allowed",
    )


def test_whoever_cannot_be_given_any_shift_is_named() -> None:
    away = Absence(member_id=2, first_day=MONDAY, last_day=day_of(6))
    workers = (
        a_worker(1, "Ada", available=weekly(mon="09:00-10:00")),
        a_worker(2, "Ben", absences=(away,)),
        a_worker(3),
    )
    assert hints(a_task(workers=workers)) == (
        "No shift lies inside the times that Ada offers",
        "Ben is absent on every day of the plan",
    )


def test_a_time_that_no_shift_covers_is_named_once_a_weekday() -> None:
    late = needed("19:00-23:00", 1, days=(0,))
    assert hints(a_task(late)) == ("Nobody could be there on Monday 1 June from 20:00: no shift covers it",)


def test_the_rule_to_relax_is_the_one_whose_absence_helps_most() -> None:
    rules = RosterRules(days_in_a_row=3, hours_per_week=24)
    task = a_task(needed("08:00-14:00", 1, days=range(7)), workers=people(1), rules=rules)
    left = gaps(task, solve(task).shifts)
    found = reliefs(task, left)
    assert [(each.rule, each.missing_hours) for each in found] == [(Rule.HOURS_A_WEEK, 6)]
    assert sum(gap.hours for gap in left) == 18


def test_a_rule_that_stands_against_nobody_is_not_relaxed() -> None:
    task = a_task(needed("08:00-14:00", 3), workers=people(2))
    assert reliefs(task, gaps(task, solve(task).shifts)) == ()
