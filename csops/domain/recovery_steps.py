"""The steps of a recovery: what each asks for, when it is due, what comes next, whether the standard was met."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from csops.domain.calendar import Calendar, business_minutes, next_open
from csops.domain.contacts import EARLIEST
from csops.domain.errors import Missing, OutOfRange
from csops.domain.recovery import Noted, Recovery, RecoveryStep
from csops.domain.reply_places import check_places
from csops.domain.texts import LONGEST_NAME, kept, one_line, short_enough

SOLVE = "solve"
"""The step with which the remedy is agreed."""
SETTLED_WITHIN_HOURS = 8.0
"""Opening hours of the standard *complaint settled*."""
MOST_HOURS = 24 * 365
_LONGEST_TEXT = 4000
_MOST_STEPS = 30


class DueFrom(Enum):
    """What starts the clock of a step."""

    COMPLAINT = "complaint"
    PREVIOUS_STEP = "previous_step"
    DELIVERY = "delivery"


@dataclass(frozen=True, kw_only=True)
class StepPlan:
    """A step as the shop has it.

    Attributes:
        say: a phrase with placeholders in braces, empty where there is none. `record`: keys of what is written down.
        due_hours: elapsed hours from `due_from`.
        retired: recoveries that begin do without it; those that have it keep it.
    """

    key: str
    number: int
    name: str
    goal: str = ""
    actions: tuple[str, ...] = ()
    say: str = ""
    record: tuple[str, ...] = ()
    done_when: str = ""
    due_hours: float = 0.0
    due_from: DueFrom = DueFrom.PREVIOUS_STEP
    retired: bool = False


def plans_from(mapping: Mapping[str, Any]) -> tuple[StepPlan, ...]:
    """Read the steps from plain values, as the starter content and the shop's setting have them, by their numbers."""
    found = [
        StepPlan(
            key=str(one["key"]),
            number=int(one["number"]),
            name=str(one["name"]),
            goal=str(one.get("goal") or ""),
            actions=tuple(str(action) for action in one.get("actions", ())),
            say=str(one.get("say") or ""),
            record=tuple(str(key) for key in one.get("record", ())),
            done_when=str(one.get("done_when") or ""),
            due_hours=float(one.get("due_hours", 0)),
            due_from=DueFrom(one.get("due_from", "previous_step")),
            retired=bool(one.get("retired")),
        )
        for one in mapping.get("steps", ())
    ]
    return tuple(sorted(found, key=lambda plan: plan.number))


def mapping_of(plans: Iterable[StepPlan]) -> dict[str, Any]:
    """Return the plain values from which `plans_from` makes equal steps; strict JSON."""
    return {
        "steps": [
            {**vars(plan), "actions": list(plan.actions), "record": list(plan.record), "due_from": plan.due_from.value}
            for plan in plans
        ]
    }


def checked_plans(plans: Sequence[StepPlan]) -> tuple[StepPlan, ...]:
    """Return the steps with tidy texts, numbered from 1; those that are retired stand last.

    Raises:
        Missing: a step has no name. OutOfRange: hours below zero or beyond a year, too many steps, a key twice.
        NotUnderstood: a phrase whose braces do not close. UnknownName: a place in it that nothing fills.
    """
    if not 0 < len(plans) <= _MOST_STEPS:
        raise OutOfRange(field="steps", value=len(plans), right=f"Keep from 1 to {_MOST_STEPS}")
    keys = [plan.key for plan in plans]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise OutOfRange(field="steps", value=f"“{twice}” twice", right="Give each a key of its own")
    if all(plan.retired for plan in plans):
        raise OutOfRange(field="steps", value=0, right="Keep one at least; another one has to come first")
    also, ordered = names_noted(plans), sorted(plans, key=lambda plan: plan.retired)
    return tuple(_checked(plan, number, also=also) for number, plan in enumerate(ordered, start=1))


def names_noted(plans: Iterable[StepPlan]) -> frozenset[str]:
    """Return what the steps ask to write down: it fills places of the same names."""
    return frozenset(name for plan in plans for name in plan.record)


def _checked(plan: StepPlan, number: int, *, also: frozenset[str]) -> StepPlan:
    name = short_enough(one_line(plan.name), field="name", most=LONGEST_NAME)
    if not name:
        raise Missing(field="name", right=f"Say what step {number} is, such as Listen")
    if not 0 <= plan.due_hours <= MOST_HOURS:
        raise OutOfRange(field="due hours", value=f"{plan.due_hours:g}", right=f"Choose from 0 to {MOST_HOURS:,} hours")
    say = short_enough(kept(plan.say), field="say", most=_LONGEST_TEXT)
    check_places(say, field="say", also=also)
    return replace(
        plan,
        number=number,
        name=name,
        say=say,
        goal=short_enough(kept(plan.goal), field="goal", most=_LONGEST_TEXT),
        actions=tuple(filter(None, (short_enough(one_line(one), field="actions") for one in plan.actions))),
        record=tuple(dict.fromkeys(filter(None, (short_enough(one, field="record") for one in plan.record)))),
        done_when=short_enough(one_line(plan.done_when), field="done when"),
    )


# ------------------------------------------------------------ when a step is due
def due_at(plan: StepPlan, *, recovery: Recovery, before: RecoveryStep | None, calendar: Calendar) -> datetime | None:
    """Return until when a step is due, None while its clock has not begun.

    So many elapsed hours after the complaint, the step before or the delivery, daylight saving or not; where the shop
    is closed then, at the next opening. A shop that never opens keeps the elapsed hours.

    Args:
        plan: the step.
        recovery: when the complaint came and the remedy arrived.
        before: the step before it, None of the first one, which counts from the complaint.
        calendar: the opening hours.
    """
    starts = {
        DueFrom.COMPLAINT: recovery.complained_at,
        DueFrom.PREVIOUS_STEP: recovery.complained_at if before is None else before.done_at,
        DueFrom.DELIVERY: recovery.delivered_at,
    }[plan.due_from]
    if starts is None:
        return None
    moment = starts.astimezone(UTC) + timedelta(hours=plan.due_hours)  # elapsed: in UTC no hour is left out or doubled
    return next_open(calendar, moment) or moment


def timed(
    steps: Sequence[RecoveryStep], *, plans: Iterable[StepPlan], recovery: Recovery, calendar: Calendar
) -> list[RecoveryStep]:
    """Return the steps in their order, those that are still open with the time until which they are due now.

    A step that the shop has taken out of its list since keeps the time that it had.
    """
    known = {plan.key: plan for plan in plans}
    found: list[RecoveryStep] = []
    for step in sorted(steps, key=lambda one: one.number):
        plan, before = known.get(step.key), found[-1] if found else None
        if step.done_at is not None or plan is None:
            found.append(step)
            continue
        due = due_at(plan, recovery=recovery, before=before, calendar=calendar)
        found.append(replace(step, due_at=due))
    return found


def next_step(steps: Iterable[RecoveryStep]) -> RecoveryStep | None:
    """Return the first step that is neither done nor left out."""
    return min((step for step in steps if step.done_at is None), key=lambda one: one.number, default=None)


def reminder_at(step: RecoveryStep, *, plan: StepPlan | None, before: RecoveryStep | None, now: datetime) -> datetime:
    """Return when somebody should look at the next step: when it is due.

    A step that waits for the delivery has no time yet; it is looked at as long after the step before as it will have
    after the delivery, so that nobody forgets to ask whether the remedy arrived.
    """
    if step.due_at is not None:
        return step.due_at
    hours = plan.due_hours if plan else 0.0
    since = before.done_at if before and before.done_at else now
    return since + timedelta(hours=hours)


# ------------------------------------------------------------ done, or left out
def done(
    step: RecoveryStep, *, at: datetime, member_id: int | None, noted: Sequence[Noted] = (), skipped: str = ""
) -> RecoveryStep:
    """Return the step as done, or as left out where a reason is given, with what was written down."""
    return replace(
        step,
        done_at=at,
        done_by=member_id,
        skipped=short_enough(kept(skipped), field="reason", most=_LONGEST_TEXT),
        noted=checked_notes(noted),
    )


def checked_notes(noted: Iterable[Noted]) -> tuple[Noted, ...]:
    """Return what was written down, without what says nothing."""
    tidy = (Noted(name=one.name, text=kept(one.text)) for one in noted)
    found = tuple(one for one in tidy if one.text)
    for one in found:
        short_enough(one.text, field=one.name.replace("_", " "), most=_LONGEST_TEXT)
    return found


def checked_recovery(recovery: Recovery, *, now: datetime) -> Recovery:
    """Return the recovery, or raise OutOfRange for moments that cannot be."""
    if recovery.complained_at > now:
        raise _at("complaint", recovery.complained_at, "A complaint has come already")
    if recovery.complained_at < EARLIEST:
        raise _at("complaint", recovery.complained_at, "Check the year; it lies before 1900")
    if recovery.delivered_at is not None:
        if recovery.delivered_at > now:
            raise _at("delivery", recovery.delivered_at, "Note it when the remedy has reached the customer")
        if recovery.delivered_at < recovery.complained_at:
            raise _at("delivery", recovery.delivered_at, "It comes after the complaint")
    return replace(recovery, learnt=short_enough(kept(recovery.learnt), field="learnt", most=_LONGEST_TEXT))


def _at(field: str, at: datetime, right: str) -> OutOfRange:
    return OutOfRange(field=field, value=f"{at:%d %b %Y %H:%M}", right=right)


# ------------------------------------------------------------ the standard
@dataclass(frozen=True, kw_only=True)
class Settled:
    """Whether a complaint was settled in time.

    `is_met` is None while nobody can tell: the remedy is not agreed and the time is not over. `minutes`: opening
    minutes from the complaint until it was agreed, or until now.
    """

    is_met: bool | None
    minutes: float
    has_owner: bool
    has_date: bool


def complaint_settled(
    recovery: Recovery,
    steps: Iterable[RecoveryStep],
    *,
    calendar: Calendar,
    now: datetime,
    within_hours: float = SETTLED_WITHIN_HOURS,
) -> Settled:
    """Return whether the remedy was agreed, with owner and date, within the opening hours of the standard.

    Owner and date are what the step *solve* has noted as `remedy_owner` and `promised_date`. A step that was left out
    agreed on nothing.
    """
    solved = next((step for step in steps if step.key == SOLVE and step.done_at is not None and not step.skipped), None)
    noted = {one.name for one in solved.noted} if solved else set()
    has_owner, has_date = "remedy_owner" in noted, "promised_date" in noted
    until = now if solved is None or solved.done_at is None else solved.done_at
    minutes = business_minutes(calendar, recovery.complained_at, until)
    in_time = minutes <= within_hours * 60
    if solved is None:
        return Settled(is_met=None if in_time else False, minutes=minutes, has_owner=has_owner, has_date=has_date)
    return Settled(is_met=in_time and has_owner and has_date, minutes=minutes, has_owner=has_owner, has_date=has_date)
