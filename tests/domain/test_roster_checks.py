from dataclasses import replace
from datetime import date, timedelta

from csops.domain.roster_checks import Rule, violations
from csops.domain.roster_rules import RosterRules
from csops.domain.roster_words import broken_words
from csops.domain.shifts import Shift
from csops.domain.work_terms import Absence
from tests.helpers.rosters import MONDAY, a_shift, a_task, a_worker, day_of, weekly


def said(*shifts: Shift, **values: object) -> list[str]:
    return [broken_words(each) for each in violations(a_task(**values), shifts)]


def rules(*shifts: Shift, **values: object) -> list[Rule]:
    return [each.rule for each in violations(a_task(**values), shifts)]


def test_a_roster_that_keeps_every_rule_has_nothing_said_against_it() -> None:
    assert said(a_shift("08:00-14:00"), a_shift("08:00-14:00", day=1)) == []


def test_too_little_rest_is_said_with_what_there_is() -> None:
    assert said(a_shift("14:00-22:00"), a_shift("07:00-12:00", day=1)) == [
        "Person 1 has 9 hours of rest before Tuesday 2 June, after 14:00-22:00 on Monday 1 June; it takes 11 hours"
    ]


def test_night_after_night_is_rest_enough() -> None:
    assert rules(a_shift("22:00-06:00"), a_shift("22:00-06:00", day=1)) == []


def test_the_night_on_which_the_clocks_go_forward_leaves_an_hour_less_of_rest() -> None:
    saturday = (date(2027, 3, 27) - MONDAY).days
    late, early = a_shift("12:00-20:00"), a_shift("07:00-12:00", day=1)
    assert rules(late, early) == []
    assert rules(replace(late, day=day_of(saturday)), replace(early, day=day_of(saturday + 1))) == [Rule.REST]


def test_days_in_a_row_count_what_was_worked_before() -> None:
    before = tuple(a_shift("08:00-12:00", day=day) for day in (-3, -2, -1))
    three = RosterRules(days_in_a_row=4)
    week = [a_shift("08:00-12:00", day=day) for day in (0, 1)]
    assert rules(*week, rules=three) == []
    found = violations(a_task(rules=three, around=before), week)
    assert [(each.rule, each.day) for each in found] == [(Rule.DAYS_IN_A_ROW, day_of(1))]


def test_weekends_in_a_row_count_what_was_worked_before() -> None:
    before = (a_shift("08:00-12:00", day=-1),)
    alternate = RosterRules(weekends_in_a_row=1)
    assert rules(a_shift("08:00-12:00", day=5), rules=alternate) == []
    assert rules(a_shift("08:00-12:00", day=5), rules=alternate, around=before) == [Rule.WEEKENDS_IN_A_ROW]


def test_hours_of_a_week_are_those_from_monday() -> None:
    few = RosterRules(hours_per_week=20)
    long = [a_shift("08:00-18:00", day=day) for day in (4, 5, 7)]
    assert rules(*long, rules=few, weeks=2) == []
    assert said(*long, a_shift("08:00-09:00", day=0), rules=few, weeks=2) == [
        "Person 1 works 21 hours in the week of Monday 1 June; at most are 20 hours"
    ]


def test_own_limits_count_where_they_are_narrower() -> None:
    narrow = (a_worker(most_hours_per_week=5),)
    assert rules(a_shift("08:00-14:00"), workers=narrow) == [Rule.HOURS_A_WEEK]


def test_hours_beyond_the_contract_are_limited_where_nothing_else_is_agreed() -> None:
    week = [a_shift("08:00-14:00", day=day) for day in range(4)]
    beyond = RosterRules(beyond_contract=4)
    assert rules(*week, rules=beyond, workers=(a_worker(hours_per_week=20),)) == []
    assert rules(*week, rules=beyond, workers=(a_worker(hours_per_week=19),)) == [Rule.HOURS_A_WEEK]
    assert rules(*week, rules=beyond, workers=(a_worker(hours_per_week=19, most_hours_per_week=24),)) == []


def test_absence_and_availability_are_said() -> None:
    away = Absence(member_id=1, first_day=MONDAY, last_day=day_of(4))
    worker = a_worker(absences=(away,), available=weekly(mon="08:00-12:00"))
    assert said(a_shift("08:00-14:00"), workers=(worker,)) == [
        "Person 1 has a shift on Monday 1 June, although absent (leave until Friday 5 June)",
        "Person 1 does not offer 08:00-14:00 on Monday 1 June",
    ]


def test_a_long_day_two_shifts_and_somebody_off_the_roster_are_said() -> None:
    assert rules(a_shift("08:00-19:00")) == [Rule.HOURS_A_DAY]
    assert rules(a_shift("08:00-12:00"), a_shift("13:00-15:00")) == [Rule.WORKS_ALREADY]
    assert rules(a_shift("08:00-12:00"), workers=(a_worker(on_roster=False),)) == [Rule.NOT_ON_ROSTER]


def test_what_was_done_in_the_past_is_not_held_against_the_plan() -> None:
    before = tuple(a_shift("08:00-19:00", day=-day) for day in range(1, 10))
    assert rules(around=before) == []
    assert MONDAY - timedelta(days=1) == before[0].day
