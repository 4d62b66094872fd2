"""The records behind each figure: the same conditions by which it is counted."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import Connection, and_, exists, or_, select, text, true, union

from csops.domain.cases import AGE_BANDS
from csops.domain.contacts import Direction, Result
from csops.domain.kpi_figures import By, is_split
from csops.domain.questions import day_start
from csops.domain.reviews import Purpose, ReviewState
from csops.storage import kpi_cases
from csops.storage.care import escalations
from csops.storage.contacts import contacts
from csops.storage.kpi_answers import answers_behind
from csops.storage.kpi_behind_waits import CONTACTS, first_responses, in_time, next_responses, within_target
from csops.storage.kpi_customers import customers_behind
from csops.storage.kpi_wanted import Condition, Wanted, ids
from csops.storage.quality import reviews
from csops.storage.times import case_times, reopenings

_C, _T, _R = contacts.c, case_times.c, reviews.c
_DAY = timedelta(days=1)


def ids_behind(connection: Connection, wanted: Wanted) -> tuple[str, list[int]]:
    """Return what is counted (contacts, cases, customers, answers, members, reviews) and their ids, newest first."""
    what, question = _QUESTIONS[wanted.key]
    if wanted.span.by is not None and not is_split(wanted.key, wanted.span.by):
        return what, []
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
        ("speed_of_answer", "within_target"): and_(waited, in_time(wanted)),
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
    whose = wanted.whose(CONTACTS)
    asked = select(_C.id).where(wanted.within(_C.happened_at), chosen, whose)
    return ids(connection, asked.order_by(_C.happened_at.desc(), _C.id.desc()).limit(wanted.most))


def _resolved(connection: Connection, wanted: Wanted) -> list[int]:
    days = timedelta(days=wanted.fcr_days)
    mature = _T.resolved_at <= wanted.now - days
    solvable = or_(_T.topic_id.is_(None), _T.topic_id.not_in(wanted.not_at_first))
    verified = or_(_T.next_after.is_(None), _T.next_after > days)
    one = kpi_cases.ONE_CONTACT
    chosen: Condition = _T[_TIMED[wanted.key]].is_not(None) if wanted.key in _TIMED else true()
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


_TIMED = {
    "requester_wait_time": "wait_business",
    "first_resolution_time": "first_business",
    "full_resolution_time": "full_business",
}
"""Of cases that are known by their day only none of these is known."""


def _resolutions(connection: Connection, wanted: Wanted) -> list[int]:
    again = reopenings.c
    mine = wanted.whose(kpi_cases.AGAIN)
    if wanted.part == "reopenings":
        asked = select(again.case_id).where(wanted.within(again.at), again.resolved_at.is_not(None), mine)
        return ids(connection, asked.distinct().order_by(again.case_id.desc()).limit(wanted.most))
    undone = select(again.case_id).where(wanted.within(again.resolved_at), mine)
    last = and_(wanted.within(_T.resolved_at), wanted.whose(kpi_cases.WHOSE))
    if wanted.part == "cases_reopened":
        last = and_(last, _T.reopened > 0)
    every = union(select(_T.case_id).where(last), undone).subquery()
    return ids(connection, select(every.c.case_id).order_by(every.c.case_id.desc()).limit(wanted.most))


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


def _escalated(connection: Connection, wanted: Wanted) -> list[int]:
    """By person: the cases that they passed on, and with these those that they own."""
    given = wanted.whose({**kpi_cases.WHOSE, By.PERSON: escalations.c.from_id})
    passed: Condition = exists().where(escalations.c.case_id == _T.case_id, given)
    if wanted.part != "passed_on":
        passed = or_(passed, wanted.whose(kpi_cases.WHOSE)) if wanted.span.by is By.PERSON else true()
    whose = true() if wanted.span.by is By.PERSON else wanted.whose(kpi_cases.WHOSE)
    return _cases(connection, wanted, and_(wanted.within(_T.opened_at), passed, whose))


def _reviews(connection: Connection, wanted: Wanted) -> list[int]:
    """Sent reviews of fair samples that have a score: of what is not sent nobody learns anything."""
    asked = select(_R.id).where(
        wanted.within(_R.happened_at),
        _R.state == ReviewState.SENT,
        _R.purpose == Purpose.FAIR,
        _R.final.is_not(None),
        wanted.whose({By.CHANNEL: _R.channel_id, By.TOPIC: _R.topic_id, By.PERSON: _R.member_id}),
    )
    return ids(connection, asked.order_by(_R.happened_at.desc(), _R.id.desc()).limit(wanted.most))


def _cases(connection: Connection, wanted: Wanted, chosen: Condition) -> list[int]:
    asked = select(_T.case_id).where(chosen).order_by(_T.opened_at.desc(), _T.case_id.desc())
    return ids(connection, asked.limit(wanted.most))


_QUESTIONS: Mapping[str, tuple[str, Callable[[Connection, Wanted], list[int]]]] = {
    "contact_volume": ("contacts", _contacts),
    "speed_of_answer": ("contacts", _contacts),
    "missed_contacts": ("contacts", _contacts),
    "first_response_time": ("cases", first_responses),
    "next_response_time": ("contacts", next_responses),
    "requester_wait_time": ("cases", _resolved),
    "first_resolution_time": ("cases", _resolved),
    "full_resolution_time": ("cases", _resolved),
    "first_contact_resolution": ("cases", _resolved),
    "reopen_rate": ("cases", _resolutions),
    "backlog": ("cases", _backlog),
    "answered_within_target": ("contacts", within_target),
    "csat": ("answers", answers_behind),
    "nps": ("answers", answers_behind),
    "ces": ("answers", answers_behind),
    "churn_rate": ("customers", customers_behind),
    "retention_rate": ("customers", customers_behind),
    "average_handle_time": ("contacts", _contacts),
    "occupancy": ("contacts", _contacts),
    "escalation_rate": ("cases", _escalated),
    "resolved_cases": ("cases", _resolutions),
    "hold_time": ("contacts", _contacts),
    "quality_score": ("reviews", _reviews),
    "cost_per_contact": ("contacts", _contacts),
    "customer_lifetime_value": ("customers", customers_behind),
}
"""Members are told by the service: the journal says who was there."""
