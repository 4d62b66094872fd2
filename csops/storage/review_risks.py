"""What is asked of the log to find contacts after which something went wrong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Connection, Integer, and_, cast, or_, select

from csops.domain.care_rules import CareRules
from csops.domain.concessions import ConcessionState
from csops.domain.contacts import Result
from csops.domain.review_risks import CaseContact, ReviewRisk, WentWrong
from csops.domain.survey_rules import is_low, said_of
from csops.domain.surveys import SurveyAnswer
from csops.storage.care import concessions, escalations, survey_answers
from csops.storage.contacts import contacts
from csops.storage.review_frames import can_be_reviewed, is_taken
from csops.storage.times import reopenings, turns

_C = contacts.c
_MANY = 500


def went_wrong(
    connection: Connection,
    *,
    since: datetime,
    rules: CareRules,
    big: Decimal | None,
    waits: Mapping[int, tuple[bool, timedelta]],
) -> list[WentWrong]:
    """Return what went wrong since a moment.

    Args:
        connection: where to ask.
        since: the moment.
        rules: which answers are low.
        big: from which cost on a concession is big; None: none is.
        waits: of each channel whether somebody waits on it, and from when on a wait is long.
    """
    return [
        *_low_answers(connection, since, rules),
        *_escalated(connection, since),
        *_reopened(connection, since),
        *([] if big is None else _conceded(connection, since, big)),
        *_waited(connection, since, waits),
    ]


def contacts_of_cases(connection: Connection, case_ids: Iterable[int]) -> dict[int, list[CaseContact]]:
    """Return the contacts of cases that a person handled and that show something, by case, in the order of time."""
    wanted, found = sorted(set(case_ids)), defaultdict(list)
    for start in range(0, len(wanted), _MANY):
        asked = (
            select(_C.id, _C.case_id, _C.member_id, _C.happened_at, _C.result, cast(is_taken(), Integer))
            .where(_C.case_id.in_(wanted[start : start + _MANY]), can_be_reviewed())
            .order_by(_C.happened_at, _C.id)
        )
        for contact_id, case_id, member_id, at, result, taken in connection.execute(asked):
            found[case_id].append(
                CaseContact(
                    contact_id=contact_id,
                    case_id=case_id,
                    member_id=member_id,
                    at=at,
                    settles=result is Result.RESOLVED,
                    is_taken=bool(taken),
                )
            )
    return dict(found)


def _low_answers(connection: Connection, since: datetime, rules: CareRules) -> Iterable[WentWrong]:
    columns = survey_answers.c
    asked = select(survey_answers).where(columns.answered_at >= since, columns.case_id.is_not(None))
    for row in connection.execute(asked):
        answer = SurveyAnswer(**row._asdict())
        if is_low(answer, rules):
            yield WentWrong(
                risk=ReviewRisk.LOW_ANSWER,
                case_id=answer.case_id or 0,
                at=answer.answered_at or answer.asked_at,
                contact_id=answer.contact_id,
                said=said_of(answer),
            )


def _escalated(connection: Connection, since: datetime) -> Iterable[WentWrong]:
    columns = escalations.c
    asked = select(columns.case_id, columns.at, columns.from_id).where(columns.at >= since)
    for case_id, at, from_id in connection.execute(asked):
        yield WentWrong(risk=ReviewRisk.ESCALATED, case_id=case_id, at=at, member_id=from_id)


def _reopened(connection: Connection, since: datetime) -> Iterable[WentWrong]:
    columns = reopenings.c
    # It falls on the contact with which the case was thought to be settled, not on the one that opened it again.
    asked = select(columns.case_id, columns.ended_at).where(columns.at >= since)
    for case_id, ended_at in connection.execute(asked):
        yield WentWrong(risk=ReviewRisk.REOPENED, case_id=case_id, at=ended_at)


def _conceded(connection: Connection, since: datetime, big: Decimal) -> Iterable[WentWrong]:
    columns = concessions.c
    asked = select(columns.case_id, columns.given_at, columns.cost).where(
        columns.given_at >= since, columns.state == ConcessionState.AGREED
    )
    for case_id, at, cost in connection.execute(asked):
        if cost >= big:
            yield WentWrong(risk=ReviewRisk.CONCESSION, case_id=case_id, at=at, amount=cost)


def _waited(
    connection: Connection, since: datetime, waits: Mapping[int, tuple[bool, timedelta]]
) -> Iterable[WentWrong]:
    """Somebody waited long for an answer: on the line before the contact, or for a reply in opening hours."""
    live = [
        and_(_C.channel_id == channel_id, _C.answered_after > most)
        for channel_id, (is_live, most) in waits.items()
        if is_live
    ]
    asked = select(_C.case_id, _C.happened_at, _C.id, _C.answered_after).where(
        _C.happened_at >= since, or_(False, *live)
    )
    for case_id, at, contact_id, waited in connection.execute(asked):
        yield WentWrong(risk=ReviewRisk.LONG_WAIT, case_id=case_id, at=at, contact_id=contact_id, waited=waited)
    columns = turns.c
    later = [
        and_(columns.channel_id == channel_id, columns.business > most)
        for channel_id, (is_live, most) in waits.items()
        if not is_live
    ]
    replied = select(columns.case_id, columns.ended_at, columns.member_id, columns.business).where(
        columns.ended_at >= since, columns.replied, or_(False, *later)
    )
    for case_id, at, member_id, waited in connection.execute(replied):
        yield WentWrong(risk=ReviewRisk.LONG_WAIT, case_id=case_id, at=at, member_id=member_id, waited=waited)
