"""The records behind each figure: the same conditions by which it is counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, exists, false, or_, select, text, true, union
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.calendar import Calendar
from csops.domain.cases import AGE_BANDS
from csops.domain.contacts import Direction, Result
from csops.domain.kpi_figures import By
from csops.domain.open_time import Hours
from csops.domain.questions import day_start
from csops.domain.surveys import AnswerKind
from csops.storage import kpi_answers, kpi_cases
from csops.storage.care import escalations, purchases, survey_answers
from csops.storage.contacts import contacts
from csops.storage.customers import customers
from csops.storage.kpi_contacts import Span
from csops.storage.kpi_customers import active, records_purchases
from csops.storage.kpi_team import member_moves
from csops.storage.times import case_times, reopenings, turns

_C, _T, _U = contacts.c, case_times.c, turns.c
_DAY = timedelta(days=1)
Condition = ColumnElement[bool]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for: a figure, one of its counts or all, and by what it is counted."""

    key: str
    part: str
    span: Span
    live: Mapping[int, timedelta]
    deferred: Mapping[int, timedelta]
    now: datetime
    fcr_days: int
    lost_days: int
    not_at_first: tuple[int, ...]
    calendar: Calendar
    last_day: date
    most: int

    def within(self, moment: ColumnElement[Any]) -> Condition:
        """Return the condition that something was in the period."""
        return and_(moment >= self.span.since, moment < self.span.until)

    def whose(self, columns: Mapping[By, ColumnElement[Any]]) -> Condition:
        """Return the condition that something is of the channel, topic or person asked for."""
        if self.span.by is None:
            return true()
        (one,) = self.span.of or (None,)
        column = columns[self.span.by]
        return column.is_(None) if one is None else column == one


def ids_behind(connection: Connection, wanted: Wanted) -> tuple[str, list[int]]:
    """Return what is counted (contacts, cases, customers, answers, members, reviews) and their ids, newest first."""
    what, question = _QUESTIONS[wanted.key]
    found = question(connection, wanted)
    return what, found[: wanted.most]


def _contacts(connection: Connection, wanted: Wanted) -> list[int]:
    came, lost = _C.direction == Direction.IN, _C.result == Result.MISSED
    live = _C.channel_id.in_(list(wanted.live))
    waited = and_(came, ~lost, live, _C.answered_after.is_not(None))
    handled = and_(~lost, _C.automatic.is_(False))
    conditions: dict[tuple[str, str], Condition] = {
        ("contact_volume", ""): came,
        ("contact_volume", "answered"): and_(came, ~lost),
        ("contact_volume", "missed"): and_(came, lost),
        ("speed_of_answer", ""): waited,
        ("speed_of_answer", "within_target"): and_(waited, _in_time(wanted)),
        ("speed_of_answer", "missed"): and_(came, lost, live),
        ("missed_contacts", ""): and_(came, live),
        ("missed_contacts", "missed"): and_(came, lost, live),
        ("average_handle_time", ""): _C.handle_time.is_not(None),
        ("average_handle_time", "contacts"): handled,
        ("hold_time", ""): and_(text("hold_time IS NOT NULL"), _C.handle_time.is_not(None)),
    }
    chosen = conditions.get((wanted.key, wanted.part))
    if chosen is None:
        chosen = conditions.get((wanted.key, ""), handled)
    whose = wanted.whose({By.CHANNEL: _C.channel_id, By.TOPIC: _C.topic_id, By.PERSON: _C.member_id})
    asked = select(_C.id).where(wanted.within(_C.happened_at), chosen, whose)
    return _ids(connection, asked.order_by(_C.happened_at.desc(), _C.id.desc()).limit(wanted.most))


def _in_time(wanted: Wanted) -> Condition:
    return or_(false(), *(and_(_C.channel_id == key, _C.answered_after <= most) for key, most in wanted.live.items()))


def _first_responses(connection: Connection, wanted: Wanted) -> list[int]:
    waits = _T.waits_since.is_not(None)
    chosen = {
        "waiting": and_(waits, _T.replied_at.is_(None), _T.ended_at.is_(None)),
        "opened_live": and_(~waits, _T.came > 0),
        "day_only": and_(waits, _T.replied_at.is_not(None), _T.response_business.is_(None)),
    }.get(wanted.part, _T.response_business.is_not(None))
    return _cases(connection, wanted, and_(wanted.within(_T.opened_at), chosen, wanted.whose(kpi_cases.OPENED)))


def _turns(connection: Connection, wanted: Wanted) -> list[int]:
    chosen = {
        "waiting": _U.ended_at.is_(None),
        "unanswered": and_(~_U.replied, _U.ended_at.is_not(None)),
    }.get(wanted.part, _U.business.is_not(None))
    asked = select(_U.case_id).where(wanted.within(_U.since_at), chosen, wanted.whose(kpi_cases.TURNS))
    return _ids(connection, asked.distinct().order_by(_U.case_id.desc()).limit(wanted.most))


def _resolved(connection: Connection, wanted: Wanted) -> list[int]:
    days = timedelta(days=wanted.fcr_days)
    mature = _T.resolved_at <= wanted.now - days
    solvable = or_(_T.topic_id.is_(None), _T.topic_id.not_in(wanted.not_at_first))
    verified = or_(_T.next_after.is_(None), _T.next_after > days)
    one = kpi_cases.ONE_CONTACT
    chosen: Condition = true()
    if wanted.key == "first_contact_resolution":
        chosen = {
            "one_contact": and_(mature, one),
            "mature_solvable": and_(mature, solvable),
            "one_contact_solvable": and_(mature, solvable, one),
            "verified": and_(mature, one, verified),
            "not_yet_known": ~mature,
            "nameless": and_(mature, one, _T.customer_id.is_(None)),
        }.get(wanted.part, mature)
    return _cases(connection, wanted, and_(wanted.within(_T.resolved_at), chosen, wanted.whose(kpi_cases.WHOSE)))


def _resolutions(connection: Connection, wanted: Wanted) -> list[int]:
    again = reopenings.c
    mine = wanted.whose(kpi_cases.AGAIN)
    if wanted.part == "reopenings":
        asked = select(again.case_id).where(wanted.within(again.at), again.resolved_at.is_not(None), mine)
        return _ids(connection, asked.distinct().order_by(again.case_id.desc()).limit(wanted.most))
    undone = select(again.case_id).where(wanted.within(again.resolved_at), mine)
    last = and_(wanted.within(_T.resolved_at), wanted.whose(kpi_cases.WHOSE))
    if wanted.part == "cases_reopened":
        last = and_(last, _T.reopened > 0)
    every = union(select(_T.case_id).where(last), undone).subquery()
    return _ids(connection, select(every.c.case_id).order_by(every.c.case_id.desc()).limit(wanted.most))


def _backlog(connection: Connection, wanted: Wanted) -> list[int]:
    end = day_start(wanted.last_day + _DAY, zone=wanted.calendar.zone)
    at = min(end, wanted.now)
    gap = exists().where(reopenings.c.case_id == _T.case_id, reopenings.c.ended_at <= at, reopenings.c.at > at)
    is_open = and_(_T.opened_at <= at, or_(_T.ended_at.is_(None), _T.ended_at > at), ~gap)
    names = ("under_4_h", "from_4_to_24_h", "from_1_to_3_d", "from_3_to_7_d", "over_7_d")
    if wanted.part in names:
        band = names.index(wanted.part)
        if band < len(AGE_BANDS):
            is_open = and_(is_open, _T.opened_at > at - AGE_BANDS[band])
        if band:
            is_open = and_(is_open, _T.opened_at <= at - AGE_BANDS[band - 1])
    return _cases(connection, wanted, and_(is_open, wanted.whose(kpi_cases.WHOSE)))


def _within_target(connection: Connection, wanted: Wanted) -> list[int]:
    """The cases of the answers and of the messages that count."""
    if wanted.part in {"missed", "still_inside"}:
        found = _late(connection, wanted, late=wanted.part == "missed")
        lost = and_(_C.direction == Direction.IN, _C.result == Result.MISSED, _C.channel_id.in_(list(wanted.live)))
        return (
            found if wanted.part == "still_inside" else sorted({*found, *_of_contacts(connection, wanted, lost)})[::-1]
        )
    waited = and_(
        _C.direction == Direction.IN, _C.result != Result.MISSED, _C.answered_after.is_not(None),
        _in_time(wanted) if wanted.part == "within_target" else _C.channel_id.in_(list(wanted.live)),
    )  # fmt: skip
    answered: Condition = _U.business.is_not(None)
    if wanted.part == "within_target":
        answered = or_(
            false(), *(and_(_U.channel_id == key, _U.business <= most) for key, most in wanted.deferred.items())
        )
    asked = select(_U.case_id).where(wanted.within(_U.since_at), answered, wanted.whose(kpi_cases.TURNS))
    return sorted({*_ids(connection, asked), *_of_contacts(connection, wanted, waited)})[::-1]


def _of_contacts(connection: Connection, wanted: Wanted, chosen: Condition) -> list[int]:
    whose = wanted.whose({By.CHANNEL: _C.channel_id, By.TOPIC: _C.topic_id, By.PERSON: _C.member_id})
    return _ids(connection, select(_C.case_id).where(wanted.within(_C.happened_at), chosen, whose))


def _late(connection: Connection, wanted: Wanted, *, late: bool) -> list[int]:
    hours, until, found = Hours(wanted.calendar), min(wanted.span.until, wanted.now), []
    for one in kpi_cases.pending(connection, since=wanted.span.since, until=until):
        mine = {By.CHANNEL: one.channel_id, By.TOPIC: one.topic_id, By.PERSON: one.member_id}
        if wanted.span.by is not None and mine[wanted.span.by] not in (wanted.span.of or ()):
            continue
        target = wanted.deferred.get(one.channel_id or 0)
        is_late = target is not None and hours.between(one.since_at, wanted.now) > target
        found += [one.case_id] if is_late == late else []
    return sorted(set(found))[::-1]


def _escalated(connection: Connection, wanted: Wanted) -> list[int]:
    opened = wanted.within(_T.opened_at)
    if wanted.part == "passed_on":
        whose = wanted.whose({**kpi_cases.WHOSE, By.PERSON: escalations.c.from_id})
        asked = select(_T.case_id).join(escalations, escalations.c.case_id == _T.case_id).where(opened, whose)
        return _ids(connection, asked.distinct().order_by(_T.case_id.desc()).limit(wanted.most))
    return _cases(connection, wanted, and_(opened, wanted.whose(kpi_cases.WHOSE)))


def _answers(connection: Connection, wanted: Wanted) -> list[int]:
    columns = survey_answers.c
    value = columns.value
    chosen = {
        "asked": true(),
        "promoters": value >= 9,
        "passives": and_(value >= 7, value < 9),
        "detractors": value < 7,
    }.get(wanted.part, columns.answered_at.is_not(None))
    kind, whose = columns.kind == AnswerKind(wanted.key), wanted.whose(kpi_answers.OF)
    asked = kpi_answers.with_its_contact(select(columns.id)).where(
        wanted.within(columns.asked_at), kind, columns.off_scale.is_(False), chosen, whose
    )
    return _ids(connection, asked.order_by(columns.asked_at.desc(), columns.id.desc()).limit(wanted.most))


def _customers(connection: Connection, wanted: Wanted) -> list[int]:
    if wanted.key == "customer_lifetime_value":
        asked = select(purchases.c.customer_id).distinct().order_by(purchases.c.customer_id.desc())
        return _ids(connection, asked.limit(wanted.most))
    zone = wanted.calendar.tz
    last = min(wanted.last_day, wanted.now.astimezone(zone).date())
    first = wanted.span.since.astimezone(zone).date()
    has_purchases = records_purchases(connection, until=last + _DAY)
    began = active(wanted.span.since, first if has_purchases else None, wanted.lost_days)
    end = max(min(wanted.span.until, wanted.now), wanted.span.since)
    ended = active(end, max(last + _DAY, first) if has_purchases else None, wanted.lost_days)
    chosen = {"lost": and_(began, ~ended), "active_at_end": ended, "new": and_(~began, ended)}.get(wanted.part, began)
    return _ids(connection, select(customers.c.id).where(chosen).order_by(customers.c.id.desc()).limit(wanted.most))


def _members(connection: Connection, wanted: Wanted) -> list[int]:
    moves = member_moves(connection)
    left = [one for at, one, is_active in moves if wanted.span.since <= at < wanted.span.until and not is_active]
    return sorted(set(left))[::-1]


def _nothing(_connection: Connection, _wanted: Wanted) -> list[int]:
    return []


def _cases(connection: Connection, wanted: Wanted, chosen: Condition) -> list[int]:
    asked = select(_T.case_id).where(chosen).order_by(_T.opened_at.desc(), _T.case_id.desc())
    return _ids(connection, asked.limit(wanted.most))


def _ids(connection: Connection, asked: Any) -> list[int]:
    return list(connection.execute(asked).scalars())


_QUESTIONS: Mapping[str, tuple[str, Callable[[Connection, Wanted], list[int]]]] = {
    "contact_volume": ("contacts", _contacts),
    "speed_of_answer": ("contacts", _contacts),
    "missed_contacts": ("contacts", _contacts),
    "first_response_time": ("cases", _first_responses),
    "next_response_time": ("cases", _turns),
    "requester_wait_time": ("cases", _resolved),
    "first_resolution_time": ("cases", _resolved),
    "full_resolution_time": ("cases", _resolved),
    "first_contact_resolution": ("cases", _resolved),
    "reopen_rate": ("cases", _resolutions),
    "backlog": ("cases", _backlog),
    "answered_within_target": ("cases", _within_target),
    "csat": ("answers", _answers),
    "nps": ("answers", _answers),
    "ces": ("answers", _answers),
    "churn_rate": ("customers", _customers),
    "retention_rate": ("customers", _customers),
    "average_handle_time": ("contacts", _contacts),
    "occupancy": ("contacts", _contacts),
    "escalation_rate": ("cases", _escalated),
    "resolved_cases": ("cases", _resolutions),
    "hold_time": ("contacts", _contacts),
    "quality_score": ("reviews", _nothing),
    "cost_per_contact": ("contacts", _contacts),
    "customer_lifetime_value": ("customers", _customers),
    "staff_turnover": ("members", _members),
}
