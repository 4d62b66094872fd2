"""What came of recoveries: who stayed, how they answered later, and what was learnt, by cause."""

from dataclasses import dataclass
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from
from csops.domain.care_rules import CareRules
from csops.domain.cases import Case
from csops.domain.recovery import Recovery, RecoveryStep
from csops.domain.recovery_outcomes import Stay, Stays, counted, stay
from csops.domain.recovery_steps import SOLVE, Settled, complaint_settled
from csops.domain.survey_rules import is_low, said_of
from csops.domain.surveys import SurveyAnswer
from csops.services.workspace import Workspace
from csops.storage.recovery_facts import activity_after, without_complaint
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one recovery.

    Attributes:
        since: when the remedy was agreed, else when the recovery began: what came after it counts.
        answers: what the customer answered after it, in words (CSAT 4 of 5), the first first; `low`: how many are low.
        settled: whether the standard *complaint settled* was met.
    """

    recovery: Recovery
    case: Case
    since: datetime
    stay: Stay
    answers: tuple[str, ...]
    low: int
    settled: Settled


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """What came of the recoveries of a period.

    Attributes:
        stays: of recovered customers, each counted once. `others`: of customers who turned to us in the same time
            without a complaint, by the same rule from their first case on.
        answered, low: recoveries whose customer answered afterwards, and of those with a low answer.
        settled, settled_of: complaints settled within the standard, of those of which it can be told.
        lost_after_days, too_few: the rules behind.
    """

    each: tuple[Outcome, ...]
    stays: Stays
    others: Stays
    answered: int
    low: int
    settled: int
    settled_of: int
    lost_after_days: int
    too_few: int


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What one recovery has taught. `cause` is the key of the root cause, empty where none was noted."""

    case_id: int
    title: str
    cause: str
    learnt: str
    informed: str
    at: datetime


def outcomes(workspace: Workspace, *, since: datetime | None = None, until: datetime | None = None) -> Outcomes:
    """Return what came of the recoveries that began between two moments, of all without them."""
    workspace.require(Permission.READ)
    now = workspace.now()
    with workspace.read() as work:
        found = [
            one
            for one in work.care.recoveries.all("started_at")
            if (since is None or one.started_at >= since) and (until is None or one.started_at < until)
        ]
        rules = work.settings.get(CareRules)
        each = _each(work, found, now=now, rules=rules)
        first = since or min((one.complained_at for one in found), default=now)
        others = without_complaint(work.connection, first, until or now)
        compared = activity_after(work.connection, others).values() if found else ()
        of_others = counted(stay(one, now=now, lost_after_days=rules.days_until_lost) for one in compared)
    of_customer = {one.case.customer_id: one.stay for one in each if one.case.customer_id is not None}
    unknown = [one.stay for one in each if one.case.customer_id is None]
    told = [one for one in each if one.settled.is_met is not None]
    return Outcomes(
        each=tuple(each),
        stays=counted([*of_customer.values(), *unknown]),
        others=of_others,
        answered=sum(bool(one.answers) for one in each),
        low=sum(one.low > 0 for one in each),
        settled=sum(one.settled.is_met is True for one in told),
        settled_of=len(told),
        lost_after_days=rules.days_until_lost,
        too_few=rules.too_few,
    )


def outcome_in(work: Work, recovery: Recovery, *, now: datetime) -> Outcome:
    """Return what came of one recovery, within another question."""
    return _each(work, [recovery], now=now, rules=work.settings.get(CareRules))[0]


def _each(work: Work, found: list[Recovery], *, now: datetime, rules: CareRules) -> list[Outcome]:
    cases = work.cases.get_many(one.case_id for one in found)
    steps: dict[int, list[RecoveryStep]] = {one.id: [] for one in found}
    for step in work.care.recovery_steps.where_any("recovery_id", list(steps)):
        steps[step.recovery_id].append(step)
    calendar = calendar_from(work.settings.mapping("calendar"))
    begins = {one.id: _since(one, steps[one.id]) for one in found}
    moments: dict[int, datetime] = {}
    for one in found:
        customer_id = cases[one.case_id].customer_id
        if customer_id is not None:
            moments[customer_id] = max(begins[one.id], moments.get(customer_id, begins[one.id]))
    known = activity_after(work.connection, moments)
    answers = _answers(work, list(moments))
    told = []
    for one in found:
        case = cases[one.case_id]
        later = [] if case.customer_id is None else answers.get(case.customer_id, [])
        later = [answer for answer in later if answer.answered_at and answer.answered_at > begins[one.id]]
        activity = None if case.customer_id is None else known.get(case.customer_id)
        told.append(
            Outcome(
                recovery=one,
                case=case,
                since=begins[one.id],
                stay=stay(activity, now=now, lost_after_days=rules.days_until_lost),
                answers=tuple(said_of(answer) for answer in later),
                low=sum(is_low(answer, rules) for answer in later),
                settled=complaint_settled(one, steps[one.id], calendar=calendar, now=now),
            )
        )
    return told


def _since(recovery: Recovery, steps: list[RecoveryStep]) -> datetime:
    solved = next((step for step in steps if step.key == SOLVE and step.done_at is not None), None)
    return recovery.started_at if solved is None or solved.done_at is None else solved.done_at


def _answers(work: Work, customer_ids: list[int]) -> dict[int, list[SurveyAnswer]]:
    found: dict[int, list[SurveyAnswer]] = {}
    for answer in work.care.answers.where_any("customer_id", customer_ids):
        if answer.customer_id is not None and answer.value is not None:
            found.setdefault(answer.customer_id, []).append(answer)
    return found


def lessons(workspace: Workspace) -> list[Lesson]:
    """Return what recoveries have taught: by cause, within one the latest first; those without a cause last."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        taught = [one for one in work.care.recoveries.all("started_at") if one.learnt]
        cases = work.cases.get_many(one.case_id for one in taught)
        steps = work.care.recovery_steps.where_any("recovery_id", [one.id for one in taught])
    informed = {step.recovery_id: one.text for step in steps for one in step.noted if one.name == "informed_person"}
    found = []
    for one in taught:
        case = cases[one.case_id]
        found.append(
            Lesson(
                case_id=case.id,
                title=case.title,
                cause=case.cause.value if case.cause else "",
                learnt=one.learnt,
                informed=informed.get(one.id, ""),
                at=one.closed_at or one.started_at,
            )
        )
    found.sort(key=lambda lesson: lesson.at, reverse=True)
    return sorted(found, key=lambda lesson: (not lesson.cause, lesson.cause))
