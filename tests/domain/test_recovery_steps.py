"""When the steps of a recovery are due: worked out by hand, over nights, weekends and daylight saving."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.calendar import Calendar, calendar_from, is_open
from csops.domain.errors import CsopsError
from csops.domain.recovery import Noted, Recovery, RecoveryStep
from csops.domain.recovery_steps import (
    DueFrom,
    StepPlan,
    checked_plans,
    checked_recovery,
    complaint_settled,
    done,
    mapping_of,
    next_step,
    plans_from,
    reminder_at,
    timed,
)
from csops.services.content import starter

BERLIN = ZoneInfo("Europe/Berlin")
PLANS = plans_from(starter("service_recovery"))
WEEK = {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
SHOP = calendar_from({"zone": "Europe/Berlin", "weekly": WEEK})
NEVER = calendar_from({"zone": "Europe/Berlin", "weekly": {"mon": []}})
AROUND = calendar_from({"zone": "Europe/Berlin", "weekly": dict.fromkeys(("sat", "sun", "mon"), "00:00-24:00")})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def begun(complained: str, **values: object) -> tuple[Recovery, list[RecoveryStep]]:
    recovery = Recovery(case_id=1, started_at=at(complained), complained_at=at(complained), **values)  # type: ignore[arg-type]
    return recovery, [RecoveryStep(id=plan.number, recovery_id=1, key=plan.key, number=plan.number) for plan in PLANS]


def dues(recovery: Recovery, steps: list[RecoveryStep], calendar: Calendar = SHOP) -> list[str | None]:
    found = timed(steps, plans=PLANS, recovery=recovery, calendar=calendar)
    return [one.due_at.astimezone(BERLIN).strftime("%a %d %H:%M") if one.due_at else None for one in found]


def after(steps: list[RecoveryStep], **done_at: str) -> list[RecoveryStep]:
    return [replace(one, done_at=at(done_at[one.key])) if one.key in done_at else one for one in steps]


def test_the_clocks_of_the_complaint_run_at_once_and_the_others_wait() -> None:
    recovery, steps = begun("2026-11-17T10:00")
    assert dues(recovery, steps) == [
        "Tue 17 10:00", None, "Tue 17 11:00", "Tue 17 14:00", None, None, None, None,
    ]  # fmt: skip


def test_what_would_be_due_while_closed_is_due_at_the_next_opening() -> None:
    recovery, steps = begun("2026-11-20T16:30")  # a Friday
    assert dues(recovery, steps)[2:4] == ["Fri 20 17:30", "Mon 23 09:00"]  # 20:30 is closed, so is the weekend
    exactly, further = begun("2026-11-20T14:00")
    assert dues(exactly, further)[3] == "Mon 23 09:00"  # at closing time itself the shop is closed


def test_a_step_counts_from_when_the_one_before_was_done_or_left_out() -> None:
    recovery, steps = begun("2026-11-17T10:00")
    steps = after(steps, listen="2026-11-17T10:05", understand="2026-11-17T13:00", solve="2026-11-17T15:00")
    assert dues(recovery, steps)[1] == "Tue 17 10:05"
    assert dues(recovery, steps)[4:6] == [None, "Wed 18 09:00"]  # done ones keep their time; 23:00 is closed
    assert (found := next_step(timed(steps, plans=PLANS, recovery=recovery, calendar=SHOP))) is not None
    assert found.key == "apologise"


def test_the_follow_up_begins_with_the_delivery_in_elapsed_hours() -> None:
    recovery, steps = begun("2026-11-17T10:00", delivered_at=at("2026-11-18T11:00"))
    assert dues(recovery, steps)[6] == "Mon 23 09:00"  # 72 hours later is Saturday 11:00
    assert dues(recovery, steps, AROUND)[6] == "Sat 21 11:00"


@pytest.mark.parametrize(
    ("complained", "expected"),
    [
        ("2026-03-29T01:30", ["Sun 29 03:30", "Sun 29 06:30"]),  # 2:00 to 3:00 is left out: 1 and 4 hours elapse
        ("2026-10-25T01:30", ["Sun 25 02:30", "Sun 25 04:30"]),  # 2:00 to 3:00 comes twice
    ],
)
def test_a_night_of_daylight_saving_counts_as_it_elapses(complained: str, expected: list[str]) -> None:
    recovery, steps = begun(complained)
    assert dues(recovery, steps, AROUND)[2:4] == expected


def test_a_calendar_without_open_hours_keeps_the_elapsed_hours() -> None:
    recovery, steps = begun("2026-11-21T10:00")
    assert dues(recovery, steps, NEVER)[2:4] == ["Sat 21 11:00", "Sat 21 14:00"]


def test_a_step_that_the_shop_dropped_keeps_its_time() -> None:
    recovery, steps = begun("2026-11-17T10:00")
    gone = replace(steps[0], key="old", due_at=at("2026-11-17T12:00"))
    assert dues(recovery, [gone, *steps[1:]])[0] == "Tue 17 12:00"


@settings(max_examples=50)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.floats(0, 500))  # noqa: DTZ001 made aware below
def test_a_due_time_is_open_and_never_before_its_hours_have_passed(moment: datetime, hours: float) -> None:
    complained = moment.replace(tzinfo=UTC)
    recovery = Recovery(case_id=1, started_at=complained, complained_at=complained)
    plan = StepPlan(key="x", number=1, name="X", due_hours=hours, due_from=DueFrom.COMPLAINT)
    step = RecoveryStep(recovery_id=1, key="x", number=1)
    (found,) = timed([step], plans=[plan], recovery=recovery, calendar=SHOP)
    assert found.due_at is not None
    assert is_open(SHOP, found.due_at)
    assert found.due_at >= complained + timedelta(hours=hours)


def test_somebody_is_reminded_to_ask_for_the_delivery() -> None:
    recovery, steps = begun("2026-11-17T10:00")
    steps = timed(after(steps, make_amends="2026-11-17T12:00"), plans=PLANS, recovery=recovery, calendar=SHOP)
    assert reminder_at(steps[6], plan=PLANS[6], before=steps[5], now=at("2026-11-17T12:00")) == at("2026-11-20T12:00")
    assert reminder_at(steps[3], plan=PLANS[3], before=steps[2], now=at("2026-11-17T12:00")) == steps[3].due_at


SOLVED = (Noted(name="remedy_owner", text="Priya"), Noted(name="promised_date", text="18 Nov"))


@pytest.mark.parametrize(
    ("solved", "noted", "skipped", "is_met"),
    [
        ("2026-11-18T09:00", SOLVED, "", True),  # Tuesday 10:00 to Wednesday 9:00: eight opening hours to the minute
        ("2026-11-18T09:01", SOLVED, "", False),
        ("2026-11-17T12:00", SOLVED[:1], "", False),  # agreed, but nobody said until when
        ("2026-11-17T12:00", SOLVED, "Customer gave up", None),
        (None, (), "", None),
    ],
)
def test_a_complaint_is_settled_when_the_remedy_has_owner_and_date_in_time(
    solved: str | None, noted: tuple[Noted, ...], skipped: str, is_met: bool | None
) -> None:
    recovery, steps = begun("2026-11-17T10:00")
    if solved is not None:
        steps[4] = done(steps[4], at=at(solved), member_id=1, noted=noted, skipped=skipped)
    found = complaint_settled(recovery, steps, calendar=SHOP, now=at("2026-11-17T13:00"))
    assert found.is_met is is_met


def test_a_complaint_that_is_not_settled_when_the_time_is_over_misses_the_standard() -> None:
    recovery, steps = begun("2026-11-17T10:00")
    found = complaint_settled(recovery, steps, calendar=SHOP, now=at("2026-11-18T10:00"))
    assert (found.is_met, found.minutes) == (False, 540.0)


def test_steps_are_the_same_after_they_were_kept() -> None:
    assert plans_from(mapping_of(PLANS)) == PLANS == checked_plans(PLANS)


@pytest.mark.parametrize(
    ("plans", "said"),
    [
        ((), "steps cannot be 0"),
        ((PLANS[0], PLANS[0]), "“listen” twice"),
        ((replace(PLANS[0], name=" "),), "name is missing"),
        ((replace(PLANS[0], due_hours=-1),), "due hours cannot be -1"),
        ((replace(PLANS[0], say="Hello {name"),), "in single braces"),
    ],
)
def test_steps_that_cannot_be_are_refused_with_a_sentence(plans: tuple[StepPlan, ...], said: str) -> None:
    with pytest.raises(CsopsError) as refused:
        checked_plans(plans)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"complained_at": at("2026-11-19T10:00")}, "A complaint has come already"),
        ({"complained_at": at("0001-01-01T10:00")}, "lies before 1900"),
        ({"delivered_at": at("2026-11-19T10:00")}, "when the remedy has reached the customer"),
        ({"delivered_at": at("2026-11-16T10:00")}, "It comes after the complaint"),
    ],
)
def test_moments_that_cannot_be_are_refused(values: dict[str, datetime], said: str) -> None:
    recovery, _ = begun("2026-11-17T10:00")
    with pytest.raises(CsopsError) as refused:
        checked_recovery(replace(recovery, **values), now=at("2026-11-18T10:00"))  # type: ignore[arg-type]
    assert said in str(refused.value)
