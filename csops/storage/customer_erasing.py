"""A customer erased or anonymised: rows, texts, search, texts of the journal; what is counted stays.

Nothing of it passes through the stores, which would keep what was there before for an undo.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from csops.domain.cases import State
from csops.domain.changes import Change, Kind
from csops.domain.concessions import ConcessionState
from csops.domain.customers import Consent, Customer
from csops.domain.naming_texts import BLACK, Marks, in_all_texts, marks_of
from csops.domain.promises import PromiseState
from csops.storage import care, contacts, customers, quality, team
from csops.storage.customer_journal import CustomerJournal
from csops.storage.erasing import Erasure, came_by
from csops.storage.next_contacts import came_again, put_back
from csops.storage.personal_texts import BY_TABLE, WRITTEN, Own, Written, emptied, namings, own_rows, said
from csops.storage.search_documents import in_parts
from csops.storage.search_forgetting import forget_for_good
from csops.storage.timekeeper import Timekeeper
from csops.storage.unit_of_work import Work

_NUMBERED = (contacts.contacts, care.purchases, care.survey_answers)
"""Tables whose rows bear a number of the file or shop that they came from."""
_SEARCHED = {"customers": "customer", "cases": "case", "contacts": "contact"}
_SETTLED = (State.RESOLVED, State.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for.

    Attributes:
        keeps: the record stays without what names them (anonymised); otherwise it goes.
        all_texts: of an anonymised customer, empty every text about them, not only those that name them.
        leave: records of others in which the name stays, as somebody decided.
        parts: black out parts of the name in texts of others, too.
    """

    keeps: bool = False
    all_texts: bool = False
    leave: frozenset[tuple[Kind, int]] = frozenset()
    parts: frozenset[tuple[Kind, int]] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that is known of a customer: their numbers (of who was merged into them, too), rows, and what names them."""

    id: int
    ids: frozenset[int]
    own: Own
    marks: Marks
    journal: CustomerJournal = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What went: what is noted of it, and how many texts of others were blacked out."""

    erasures: tuple[Erasure, ...]
    blacked: int


def told_of(work: Work, customer_id: int) -> Told:
    """Return what is known of a customer; of those who were merged into them as well, for they are the same person."""
    connection = work.connection
    merges = work.care.customer_merges.where(kept_id=customer_id)
    ids = {customer_id, *(one.merged_id for one in merges)}
    own = own_rows(connection, ids)
    journal = CustomerJournal(connection, ids, own)
    for name, outlived in journal.outlived.items():
        own.setdefault(name, set()).update(outlived)
    records = [work.customers.find(customer_id), *(work.customers.record(dict(one.merged)) for one in merges)]
    records += [work.customers.record(side) for side in journal.customer_sides]
    known = [one for one in records if one is not None]
    marks = marks_of(
        (one.name for one in known),
        phones=(phone for one in known for phone in one.phones),
        emails=(email for one in known for email in one.emails),
        region=work.region,
    )
    return Told(id=customer_id, ids=frozenset(ids), own=own, marks=marks, journal=journal)


def erase(work: Work, told: Told, *, wanted: Wanted, at: datetime) -> Done:
    """Erase or anonymise a customer within an operation; what was erased is journalled without any content."""
    connection, customer_id = work.connection, told.id
    cames = {one: came_by(connection, Kind.CUSTOMER, one) for one in sorted(told.ids)}
    files = _files(connection, told)
    texts = told.journal.erase(told.marks, leave=wanted.leave, parts=wanted.parts)
    touched: dict[str, set[int]] = {name: set(ids) for name, ids in told.own.items()}
    blacked = _black_out(connection, told, wanted, touched)
    _empty_points(connection, told, wanted, touched)
    _black_out_merged(connection, told, wanted)
    _empty(connection, told, wanted)
    _settle(connection, told.own.get("cases", set()), at=at)
    for part in in_parts(told.own.get("attachments", ())):
        connection.execute(delete(contacts.attachments).where(contacts.attachments.c.id.in_(part)))
    if wanted.keeps:
        _anonymise(connection, customer_id, at=at)
    else:
        _detach(connection, told)
    _index(work, touched, told.ids)
    _time(connection, told, at=at)
    erasures = tuple(
        Erasure(customer_id=one, came=came, files=files if one == customer_id else (), keeps=wanted.keeps)
        for one, came in cames.items()
    )
    _note(work, erasures, texts=texts, touched=touched, customer_id=customer_id)
    return Done(erasures=erasures, blacked=blacked)


# ------------------------------------------------------------ the texts
def _black_out(connection: Connection, told: Told, wanted: Wanted, touched: dict[str, set[int]]) -> int:
    """Take what names them out of texts of others, and return of how many records."""
    done = set()
    for one in list(namings(connection, told.marks, but=told.own)):
        key = (one.written.kind, one.id)
        if key in wanted.leave or not (one.is_sure or key in wanted.parts):
            continue
        table, column = one.written.table, one.written.table.c[one.column]
        stands = connection.execute(select(column).where(table.c.id == one.id)).scalar_one()
        parts = key in wanted.parts
        clean = one.written.changed(one.column, stands, partial(told.marks.blacked, parts=parts))
        values = {one.column: clean, "version": table.c.version + 1}
        connection.execute(update(table).where(table.c.id == one.id).values(values))
        touched.setdefault(table.name, set()).add(one.id)
        done.add(key)
    return len(done)


def _black_out_merged(connection: Connection, told: Told, wanted: Wanted) -> None:
    """Take what names them out of the notes on others that wait in a merge to be parted again."""
    merges, names = care.customer_merges, BY_TABLE[customers.customers.name].columns
    for row in connection.execute(select(merges).where(merges.c.kept_id.not_in(told.ids))).all():
        key = (Kind.CUSTOMER, row.kept_id)
        if key in wanted.leave:
            continue
        blacked = partial(told.marks.blacked, parts=key in wanted.parts)
        sides = {side: getattr(row, side) for side in ("merged", "before", "after")}
        clean = {
            side: {name: in_all_texts(value, blacked) if name in names else value for name, value in plain.items()}
            for side, plain in sides.items()
        }
        if clean != sides:
            _update(connection, merges, {row.id}, clean)


def _empty(connection: Connection, told: Told, wanted: Wanted) -> None:
    """Empty what is written of them: all of it, or only what names them where the record stays."""
    every = wanted.all_texts or not wanted.keeps
    for written in WRITTEN:
        ids = told.own.get(written.table.name, set())
        if not ids or written.table is customers.customers or written.table is contacts.attachments:
            continue
        if every:
            values = {name: emptied(written, name) for name in written.columns if name not in written.parts}
            _update(connection, written.table, ids, values)
            _empty_parts(connection, written, ids)
        else:
            _empty_naming(connection, written, ids, told.marks)
        if written.table is contacts.cases:
            _name_by_topic(connection, ids)
    for table in _NUMBERED:
        _update(connection, table, told.own.get(table.name, set()), {"number": None})


def _empty_naming(connection: Connection, written: Written, ids: Collection[int], marks: Marks) -> None:
    columns = [written.table.c[name] for name in written.columns]
    for part in in_parts(ids):
        for row in connection.execute(select(written.table.c.id, *columns).where(written.table.c.id.in_(part))).all():
            values = {name: getattr(row, name) for name in written.columns}
            naming = [
                name for name, value in values.items() if marks.hinted_in(said(written, name, value), any_case=True)
            ]
            if naming:
                _update(
                    connection, written.table, {row.id}, {one: _emptied(written, one, values[one]) for one in naming}
                )


def _empty_parts(connection: Connection, written: Written, ids: Collection[int]) -> None:
    """Take the words out of small records, such as ratings, and leave what counts."""
    columns = [written.table.c[name] for name in written.parts]
    for part in in_parts(ids) if columns else ():
        for row in connection.execute(select(written.table.c.id, *columns).where(written.table.c.id.in_(part))).all():
            values = {name: written.without_words(name, getattr(row, name)) for name in written.parts}
            connection.execute(update(written.table).where(written.table.c.id == row.id).values(values))


def _empty_points(connection: Connection, told: Told, wanted: Wanted, touched: dict[str, set[int]]) -> None:
    """Take out of agendas of coaching what was copied from reviews of their contacts; where the text stays, nothing."""
    table, theirs = quality.coachings, told.own.get("reviews", set())
    if not theirs or (wanted.keeps and not wanted.all_texts):
        return
    for row in connection.execute(select(table.c.id, table.c.agenda)).all():
        agenda = tuple(
            replace(point, text=BLACK, quote="") if point.review_id in theirs else point for point in row.agenda
        )
        if agenda != row.agenda:
            _update(connection, table, {row.id}, {"agenda": agenda})
            touched.setdefault(table.name, set()).add(row.id)


def _emptied(written: Written, name: str, value: Any) -> Any:
    return written.without_words(name, value) if name in written.parts else emptied(written, name)


def _name_by_topic(connection: Connection, ids: Collection[int]) -> None:
    """Let cases whose title went be called by their topic."""
    cases, topics = contacts.cases, team.topics
    topic = select(topics.c.name).where(topics.c.id == cases.c.topic_id).scalar_subquery()
    for part in in_parts(ids):
        without = (cases.c.id.in_(part)) & (cases.c.title == BLACK) & cases.c.topic_id.is_not(None)
        connection.execute(update(cases).where(without).values(title=func.coalesce(topic, BLACK)))


def _update(connection: Connection, table: Table, ids: Collection[int], values: dict[str, Any]) -> None:
    for part in in_parts(ids):
        connection.execute(update(table).where(table.c.id.in_(part)).values({**values, "version": table.c.version + 1}))


def _files(connection: Connection, told: Told) -> tuple[str, ...]:
    """Return the SHA-256 of what was attached to their contacts, of what was removed before too."""
    table, found = contacts.attachments, set(told.journal.files)
    for part in in_parts(told.own.get("attachments", ())):
        found.update(connection.execute(select(table.c.sha256).where(table.c.id.in_(part))).scalars())
    return tuple(sorted(found))


# ------------------------------------------------------------ what was still to be done
def _settle(connection: Connection, ids: Collection[int], *, at: datetime) -> None:
    """Close what is open: there is nobody left to serve."""
    cases = contacts.cases
    for part in in_parts(ids):
        still = select(cases.c.id).where(cases.c.id.in_(part), cases.c.state.not_in(_SETTLED))
        rows = [
            {"version": 1, "case_id": case_id, "at": at, "state": State.CLOSED, "member_id": None}
            for case_id in connection.execute(still).scalars()
        ]
        if rows:
            connection.execute(insert(contacts.state_changes), rows)
        _update(connection, cases, [row["case_id"] for row in rows], {"state": State.CLOSED})
        for table, condition, values in (
            (contacts.follow_ups, contacts.follow_ups.c.done_at.is_(None), {"done_at": at}),
            (
                care.promises,
                care.promises.c.state == PromiseState.OPEN,
                {"state": PromiseState.WITHDRAWN, "settled_at": at},
            ),
            (
                care.concessions,
                care.concessions.c.state == ConcessionState.WAITING,
                {"state": ConcessionState.WITHDRAWN, "decided_at": at},
            ),
            (care.recoveries, care.recoveries.c.closed_at.is_(None), {"closed_at": at}),
        ):
            open_ones = condition & table.c.case_id.in_(part)
            connection.execute(update(table).where(open_ones).values({**values, "version": table.c.version + 1}))


def _time(connection: Connection, told: Told, *, at: datetime) -> None:
    """Work out anew the times of cases that were closed, or that nobody can come back to."""
    table, cases = contacts.contacts, set(told.own.get("cases", ()))
    for part in in_parts(told.own.get("contacts", ())):
        cases.update(connection.execute(select(table.c.case_id).where(table.c.id.in_(part))).scalars())
    known = came_again(connection, sorted(cases), of_nobody=False)
    keeper = Timekeeper(connection, at=at)
    keeper.renew(sorted(cases))
    keeper.renew_next(sorted(cases))
    put_back(connection, known)  # that somebody came again is a figure; who it was is gone


# ------------------------------------------------------------ the record itself
def _anonymise(connection: Connection, customer_id: int, *, at: datetime) -> None:
    """Take out of the record all that could tell who it was; stage, segment and since when they are known stay."""
    plain = vars(Customer(created_at=at))
    stays = {"id", "version", "created_at", "stage", "segment", "is_firm", "import_id", "lost_at"}
    values = {name: plain[name] for name in plain if name not in stays}
    values |= {"anonymised_at": at, "consent": Consent.NOT_ASKED}
    _update(connection, customers.customers, {customer_id}, values)
    merges = care.customer_merges
    connection.execute(delete(merges).where(merges.c.kept_id == customer_id))
    _let_go(connection, [customer_id])


def _detach(connection: Connection, told: Told) -> None:
    """Take the record out; what names it names nobody, or goes with it where it cannot stand alone."""
    from csops.storage.every_table import metadata

    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is not customers.customers or key.ondelete is not None:
                continue
            named = key.parent.in_(told.ids)
            if key.parent.nullable:
                connection.execute(
                    update(table).where(named).values({key.parent.name: None, "version": table.c.version + 1})
                )
            else:
                connection.execute(delete(table).where(named))
    connection.execute(delete(customers.customers).where(customers.customers.c.id.in_(told.ids)))


def _let_go(connection: Connection, ids: Collection[int]) -> None:
    """Let nobody speak for an anonymised firm, or be sent by who is nobody now: it would tell who they were."""
    table = customers.customers
    for column in (table.c.firm_id, table.c.referred_by_id):
        connection.execute(
            update(table).where(column.in_(ids)).values({column.name: None, "version": table.c.version + 1})
        )


# ------------------------------------------------------------ the search, the journal
def _moments(connection: Connection, ids: Collection[int]) -> list[tuple[datetime, int]]:
    table = contacts.contacts
    rows = [
        row
        for part in in_parts(ids)
        for row in connection.execute(select(table.c.happened_at, table.c.id).where(table.c.id.in_(part)))
    ]
    return sorted((at, contact_id) for at, contact_id in rows)


def _index(work: Work, touched: dict[str, set[int]], ids: Collection[int]) -> None:
    """Index anew what was touched; the index forgets for good what it knew."""
    connection, search = work.connection, work.search
    connection.execute(delete(customers.reaches).where(customers.reaches.c.customer_id.in_(ids)))
    for name in ("customers", "cases"):
        search.forget(_SEARCHED[name], touched.get(name, set()))
        search.index(_SEARCHED[name], sorted(touched.get(name, set())))
    stale = _moments(connection, touched.get("contacts", set()))
    search.forget_contacts(stale)
    search.index("contact", [contact_id for _at, contact_id in stale])
    if connection.dialect.name == "sqlite":
        for kind in _SEARCHED.values():
            forget_for_good(connection, kind)


def _note(
    work: Work,
    erasures: Iterable[Erasure],
    *,
    texts: dict[str, str],
    touched: dict[str, set[int]],
    customer_id: int,
) -> None:
    """Journal which records were touched, and no content; what follows from it is worked out already."""
    kinds = {name: BY_TABLE[name].kind for name in touched if name in BY_TABLE}
    records = {kinds[name].value: sorted(ids) for name, ids in touched.items() if name in kinds and ids}
    first, *rest = sorted(erasures, key=lambda one: one.customer_id != customer_id)
    changes = [Change(kind=Kind.CUSTOMER, record_id=one.customer_id, before=None, after=None) for one in (first, *rest)]
    # Pages that show contacts or cases refresh by one row of each kind.
    changes += [
        Change(kind=kinds[name], record_id=min(ids), before=None, after=None)
        for name, ids in touched.items()
        if name in kinds and kinds[name] is not Kind.CUSTOMER and ids
    ]
    changes += [
        Change(
            kind=Kind.ERASURE,
            record_id=one.customer_id,
            before=None,
            after={
                **one.to_plain(),
                "texts": texts if one is first else {},
                "records": records if one is first else {},
            },
        )
        for one in (first, *rest)
    ]
    for change in changes:
        work.changes.append(change)
        work.note_derived(change)
