"""The questions asked of cases and of what was promised on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, func, select, true
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.cases import AGE_BANDS, Case, FollowUpKind, State, opened_in_band
from csops.domain.changes import Change, Kind
from csops.domain.lines import CaseCounts, CaseLine, FollowUpLine, Order
from csops.domain.questions import Question
from csops.storage.calling import CALLED, named
from csops.storage.contact_store import age_conditions, any_of, overdue
from csops.storage.contacts import cases, contacts, follow_ups
from csops.storage.customers import customers
from csops.storage.people import members
from csops.storage.search import Search
from csops.storage.store import LARGEST_ID, Store
from csops.storage.team import channels, topics

_WAITING = (State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_THIRD_PARTY)

ORDER: dict[str, ColumnElement[Any]] = {
    "last_contact_at": cases.c.last_contact_at,
    "opened_at": cases.c.opened_at,
    "customer": func.lower(func.nullif(customers.c.name, "")),
    "title": cases.c.title,
    "state": cases.c.state,
    "id": cases.c.id,
}


class CaseStore(Store[Case]):
    """Cases and the questions asked of them."""

    def __init__(self, connection: Connection, *, changes: list[Change], search: Search) -> None:
        super().__init__(connection, table=cases, record=Case, kind=Kind.CASE, changes=changes)
        self._search = search

    def lines(self, question: Question, *, order: Order = (), offset: int = 0, limit: int = 100) -> list[CaseLine]:
        """Return one page of a list of cases, the latest contact first unless told otherwise."""
        found = _line_query().where(*self.conditions(question))
        for key, down in order or (("last_contact_at", True),):
            column = ORDER[key]
            found = found.order_by((column.desc() if down else column.asc()).nulls_last())
        rows = self._connection.execute(found.order_by(cases.c.id.desc()).limit(limit).offset(offset))
        return [CaseLine(**named(row._asdict())) for row in rows]

    def line(self, case_id: int) -> CaseLine | None:
        """Return one case as lists show it."""
        row = self._connection.execute(_line_query().where(cases.c.id == case_id)).one_or_none()
        return None if row is None else CaseLine(**named(row._asdict()))

    def count(self, question: Question) -> int:
        """Return how many cases fit."""
        found = select(func.count()).select_from(cases).where(*self.conditions(question))
        return int(self._connection.execute(found).scalar_one())

    def conditions(self, question: Question) -> list[ColumnElement[bool]]:
        """Return the question as conditions on cases."""
        asked: list[ColumnElement[bool]] = []
        if question.terms or question.excluded:
            words = Question(terms=question.terms, excluded=question.excluded)
            of_contacts = select(contacts.c.case_id).where(contacts.c.id.in_(self._search.matching("contact", words)))
            asked.append(cases.c.id.in_(self._search.matching("case", words)) | cases.c.id.in_(of_contacts))
        if question.states:
            asked.append(cases.c.state.in_(question.states))
        for column, ids in (
            (cases.c.channel_id, question.channel_ids),
            (cases.c.topic_id, question.topic_ids),
            (cases.c.owner_id, question.owner_ids),
            (cases.c.id, question.case_ids),
            (cases.c.customer_id, question.customer_ids),
        ):
            if ids:
                asked.append(any_of(column, ids))
        if question.contact_ids:
            asked.append(cases.c.id.in_(select(contacts.c.case_id).where(contacts.c.id.in_(question.contact_ids))))
        return asked + _further(question)

    def newest_id(self) -> int:
        """Return the number of the newest case, 0 where there is none."""
        return int(self._connection.execute(select(func.max(cases.c.id))).scalar() or 0)

    def open_of(self, customer_id: int) -> list[Case]:
        """Return the unsettled cases of a customer, the latest first."""
        found = select(cases).where(cases.c.customer_id == customer_id, _unsettled())
        rows = self._connection.execute(found.order_by(cases.c.last_contact_at.desc().nulls_last(), cases.c.id.desc()))
        return [Case(**row._asdict()) for row in rows]

    def counts(self, *, now: datetime, me: int | None) -> CaseCounts:
        """Return how many cases stand where."""
        bands = [func.count(case((condition, 1))) for condition in _bands(now)]
        row = self._connection.execute(
            select(
                func.count(),
                func.count(case((cases.c.owner_id == me, 1))),
                func.count(case((cases.c.state.in_(_WAITING), 1))),
                func.count(case((overdue(now), 1))),
                *bands,
            )
            .select_from(cases)
            .where(_unsettled())
        ).one()
        oldest = select(cases.c.id).where(_unsettled()).order_by(cases.c.opened_at, cases.c.id).limit(1)
        return CaseCounts(
            open=row[0],
            mine=row[1],
            waiting=row[2],
            late=row[3],
            all=int(self._connection.execute(select(func.count()).select_from(cases)).scalar_one()),
            by_age=tuple(row[4:]),
            oldest_id=self._connection.execute(oldest).scalar(),
        )

    # ------------------------------------------------------------ follow-ups
    def follow_ups(self, *, until: datetime | None = None, owner_id: int | None = None) -> list[FollowUpLine]:
        """Return what is promised and not done, the first due first."""
        found = _follow_up_query().where(follow_ups.c.done_at.is_(None))
        if until is not None:
            found = found.where(follow_ups.c.due_at < until)
        if owner_id is not None:
            found = found.where(follow_ups.c.owner_id == owner_id)
        rows = self._connection.execute(found.order_by(follow_ups.c.due_at, follow_ups.c.id))
        return [FollowUpLine(**named(row._asdict())) for row in rows]

    def count_follow_ups(self, *, since: datetime, owner_id: int | None = None) -> int:
        """Return how much is promised and not done that is due from a moment on."""
        found = select(func.count()).where(follow_ups.c.done_at.is_(None), follow_ups.c.due_at >= since)
        if owner_id is not None:
            found = found.where(follow_ups.c.owner_id == owner_id)
        return int(self._connection.execute(found).scalar_one())

    def departments(self) -> list[str]:
        """Return the departments that were named on cases, the most named first."""
        named_most = select(cases.c.department).where(cases.c.department != "").group_by(cases.c.department)
        found = self._connection.execute(named_most.order_by(func.count().desc(), cases.c.department))
        return list(found.scalars())

    def pending_follow_ups(self, case_id: int) -> list[int]:
        """Return the ids of what is promised on a case and not done."""
        found = select(follow_ups.c.id).where(follow_ups.c.case_id == case_id, follow_ups.c.done_at.is_(None))
        return list(self._connection.execute(found.order_by(follow_ups.c.id)).scalars())

    def pending_of_source(self, kind: FollowUpKind, source_id: int) -> list[int]:
        """Return the ids of what is to be done about a record and not done; the index of what is due holds few."""
        about = (follow_ups.c.kind == kind) & (follow_ups.c.source_id == min(source_id, LARGEST_ID))
        found = select(follow_ups.c.id).where(follow_ups.c.done_at.is_(None), about)
        return list(self._connection.execute(found.order_by(follow_ups.c.id)).scalars())

    def waiting_for_silence(self, case_id: int) -> list[int]:
        """Return the ids of what is due on a case when nobody was in touch for some days."""
        waits = follow_ups.c.done_at.is_(None) & follow_ups.c.silent_days.is_not(None)
        found = select(follow_ups.c.id).where(follow_ups.c.case_id == case_id, waits)
        return list(self._connection.execute(found).scalars())


def _unsettled() -> ColumnElement[bool]:
    # Spelt as in the partial index, so that it is used.
    return cases.c.state.not_in([State.RESOLVED, State.CLOSED])


def _bands(now: datetime) -> Sequence[ColumnElement[bool]]:
    bands = []
    for number in range(len(AGE_BANDS) + 1):
        after, until = opened_in_band(number, now=now)
        younger = true() if after is None else cases.c.opened_at > after
        bands.append(younger if until is None else younger & (cases.c.opened_at <= until))
    return bands


def _further(question: Question) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    for column, value in (
        (cases.c.customer_id, question.customer_id),
        (cases.c.id, question.case_id),
        (cases.c.import_id, question.import_id),
    ):
        if value is not None:
            asked.append(column == value)
    if question.since is not None:
        asked.append(cases.c.last_contact_at >= question.since)
    if question.until is not None:
        asked.append(cases.c.last_contact_at < question.until)
    return [*asked, *age_conditions(question)]


def _line_query() -> Select[Any]:
    pending = (follow_ups.c.case_id == cases.c.id) & follow_ups.c.done_at.is_(None)
    first_due = select(follow_ups.c.due_at).where(pending).order_by(follow_ups.c.due_at).limit(1)
    time_known = select(follow_ups.c.time_known).where(pending).order_by(follow_ups.c.due_at).limit(1)
    number = select(func.count()).select_from(contacts).where(contacts.c.case_id == cases.c.id)
    return (
        select(
            cases.c.id,
            cases.c.version,
            cases.c.title,
            cases.c.state,
            cases.c.customer_id,
            *CALLED,
            cases.c.topic_id,
            func.coalesce(topics.c.name, "").label("topic"),
            cases.c.channel_id,
            func.coalesce(channels.c.key, "").label("channel_key"),
            cases.c.owner_id,
            func.coalesce(members.c.name, "").label("owner"),
            cases.c.opened_at,
            cases.c.first_response_at,
            cases.c.last_contact_at,
            cases.c.reopened,
            number.scalar_subquery().label("contacts"),
            first_due.scalar_subquery().label("due_at"),
            func.coalesce(time_known.scalar_subquery(), False).label("due_time_known"),
        )
        .outerjoin(customers, customers.c.id == cases.c.customer_id)
        .outerjoin(topics, topics.c.id == cases.c.topic_id)
        .outerjoin(channels, channels.c.id == cases.c.channel_id)
        .outerjoin(members, members.c.id == cases.c.owner_id)
    )


def _follow_up_query() -> Select[Any]:
    return (
        select(
            follow_ups.c.id,
            follow_ups.c.version,
            follow_ups.c.case_id,
            follow_ups.c.due_at,
            follow_ups.c.time_known,
            follow_ups.c.what,
            cases.c.title,
            cases.c.customer_id,
            *CALLED,
            func.coalesce(channels.c.key, "").label("channel_key"),
            follow_ups.c.owner_id,
            func.coalesce(members.c.name, "").label("owner"),
            follow_ups.c.kind,
            follow_ups.c.source_id,
            follow_ups.c.silent_days,
        )
        .join(cases, cases.c.id == follow_ups.c.case_id)
        .outerjoin(customers, customers.c.id == cases.c.customer_id)
        .outerjoin(channels, channels.c.id == cases.c.channel_id)
        .outerjoin(members, members.c.id == follow_ups.c.owner_id)
    )
