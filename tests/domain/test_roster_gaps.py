from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from csops.domain.roster_gaps import Gap, gaps
from csops.domain.roster_rules import RosterRules
from csops.domain.roster_words import gap_words
from csops.domain.rosters import Demand, Task
from csops.domain.shifts import Shift
from csops.domain.work_terms import Absence, Away, NotYet, Part
from tests.helpers.rosters import LONG, MONDAY, NIGHT, a_shift, a_task, a_worker, day_of, needed, people, weekly

MORNING = needed("08:00-14:00", 1)


def said(task: Task, *shifts: Shift) -> list[str]:
    return [gap_words(gap) for gap in gaps(task, shifts)]


def test_nothing_is_said_where_everybody_is_there() -> None:
    assert said(a_task(MORNING), a_shift("08:00-14:00")) == []


def test_a_gap_names_when_how_many_and_why_each_person_cannot() -> None:
    ill = Absence(member_id=1, first_day=MONDAY, last_day=day_of(2), reason=Away.ILLNESS)
    course = Absence(member_id=4, first_day=MONDAY, last_day=MONDAY, reason=Away.TRAINING, part=Part.MORNING)
    workers = (
        a_worker(1, "Ada", absences=(ill,)),
        a_worker(2, "Ben", available=weekly(tue="08:00-20:00")),
        a_worker(3, "Cem"),
        a_worker(4, "Dora", absences=(course,)),
        a_worker(5, "Emil", on_roster=False),
    )
    assert said(a_task(MORNING, workers=workers), a_shift("14:00-20:00", member_id=3)) == [
        (
            "Monday 1 June, 08:00 to 14:00: 1 of 1 missing. Ada: absent (illness until Wednesday 3 June); "
            "Ben: not available then; Cem: at work 14:00-20:00 that day; "
            "Dora: absent in the morning (training until Monday 1 June); Emil: not planned on rosters"
        )
    ]


def test_whoever_is_absent_during_their_shift_is_not_there() -> None:
    ill = Absence(member_id=1, first_day=MONDAY, last_day=MONDAY, reason=Away.ILLNESS)
    task = a_task(MORNING, workers=(a_worker(1, "Ada", absences=(ill,)),))
    assert said(task, a_shift("08:00-14:00")) == [
        "Monday 1 June, 08:00 to 14:00: 1 of 1 missing. Ada: absent (illness until Monday 1 June)"
    ]


def test_a_gap_names_the_rule_that_stands_against_it() -> None:
    rules = RosterRules(hours_per_week=20, days_in_a_row=2)
    before = (a_shift("14:00-23:00", day=-1, member_id=2), *(a_shift("08:00-10:00", day=-day) for day in (1, 2)))
    week = [a_shift("14:00-20:00", day=day, member_id=3) for day in (2, 4, 6)]
    task = a_task(MORNING, rules=rules, around=before)
    assert said(task, *week) == [
        (
            "Monday 1 June, 08:00 to 14:00: 1 of 1 missing. "
            "Person 1: it would be 3 days in a row, of 2 at most; "
            "Person 2: it would leave 9 hours of rest, of 11 hours at least; "
            "Person 3: it would be 24 hours in that week, of 20 hours at most"
        )
    ]


def test_those_who_cannot_take_the_channel_are_told_apart() -> None:
    task = a_task(needed("08:00-14:00", 1, channels=("phone",)), workers=(a_worker(1, "Ada", channels=("email",)),))
    (gap,) = gaps(task, [a_shift("08:00-14:00")])
    assert gap_words(gap, channel_name=str.upper) == (
        "Monday 1 June, 08:00 to 14:00: 1 of 1 missing for PHONE. Ada: not on PHONE"
    )


def test_whoever_cannot_do_the_channel_well_enough_yet_is_named_with_the_level() -> None:
    low = NotYet(channel="chat", skill="Chatting", level=2, needed=3)
    workers = (
        replace(a_worker(1, "Ada"), not_yet=(low,)),
        replace(a_worker(2, "Ben"), not_yet=(replace(low, level=None),)),
        replace(a_worker(3, "Cem", channels=("phone",)), not_yet=(replace(low, channel="email"),)),
    )
    task = a_task(needed("08:00-14:00", 1, channels=("chat",)), workers=workers)
    assert said(task, a_shift("08:00-14:00")) == [
        (
            "Monday 1 June, 08:00 to 14:00: 1 of 1 missing for chat. "
            "Ada: not on chat yet, Chatting is at 2 and takes 3; Ben, Cem: not on chat"
        )
    ]


def test_a_break_is_a_gap_when_nobody_else_is_there() -> None:
    task = a_task(needed("09:00-17:30", 1), workers=people(1), templates=(LONG,))
    shift = a_shift("09:00-17:30", breaks=LONG.breaks)
    assert said(task, shift) == ["Monday 1 June, 12:30 to 13:00: 1 of 1 missing. Person 1: on a break"]


def test_people_with_the_same_reason_are_named_together() -> None:
    task = a_task(MORNING, workers=people(3, available=weekly()))
    assert said(task) == [
        "Monday 1 June, 08:00 to 14:00: 1 of 1 missing. Person 1, Person 2, Person 3: not available then"
    ]


def test_a_time_that_no_shift_covers_says_so() -> None:
    task = a_task(needed("05:00-06:00", 1))
    assert said(task) == ["Monday 1 June, 05:00 to 06:00: 1 of 1 missing. No shift covers that time"]
    assert said(a_task(MORNING, workers=())) == [
        "Monday 1 June, 08:00 to 14:00: 1 of 1 missing. Nobody else is on the team"
    ]


def test_a_gap_that_somebody_could_fill_says_that_too() -> None:
    assert said(a_task(MORNING, workers=people(1)))[0].endswith("Person 1: free, and no rule forbids it")


def test_half_a_half_hour_is_half_a_person() -> None:
    (gap,) = gaps(a_task(needed("08:00-08:30", 1)), [a_shift("08:15-12:00")])
    assert (gap.missing, gap.hours) == (0.5, 0.25)


def test_after_midnight_the_shift_of_the_day_before_counts() -> None:
    task = a_task(needed("02:00-06:00", 1, days=(1,)), templates=(NIGHT,), workers=people(1))
    assert said(task, a_shift("22:00-06:00")) == []
    (gap,) = gaps(task, [])
    assert gap.reasons[0].day == MONDAY


def test_gaps_that_differ_stay_apart() -> None:
    demands: list[Demand] = [*needed("08:00-09:00", 1), *needed("09:00-10:00", 2), *needed("11:00-12:00", 2)]
    found: list[Gap] = list(gaps(a_task(demands), []))
    assert [(gap.missing, gap.hours) for gap in found] == [(1, 1), (2, 2), (2, 2)]


def test_a_gap_over_a_change_of_the_clock_is_as_long_as_it_lasts() -> None:
    midnight, task = datetime(2026, 10, 24, 22, tzinfo=UTC), a_task(first_day=date(2026, 10, 19))
    begins = [(midnight + timedelta(minutes=30 * place)).astimezone(task.tz) for place in range(10)]
    ends = [(begin.astimezone(UTC) + timedelta(minutes=30)).astimezone(task.tz) for begin in begins]
    demands = [Demand(starts_at=begin, ends_at=end, people=1) for begin, end in zip(begins, ends, strict=True)]
    found = gaps(a_task(demands, first_day=date(2026, 10, 19)), ())
    assert sum(gap.hours for gap in found) == pytest.approx(5)
    assert len(found) == 1
