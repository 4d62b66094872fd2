"""What a list shows of customers, by what it is sorted, and what it leaves out; imported with the first list."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Float, Integer, Select, String, case, cast, exists, func, null, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.cases import State
from csops.domain.customer_filters import CustomerFilter
from csops.domain.customers import OwnField
from csops.domain.lines import CustomerLine
from csops.domain.surveys import AnswerKind
from csops.storage.care import purchases, survey_answers
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers
from csops.storage.purchase_store import AMOUNT, amount_of

_C, _A = customers.c, survey_answers.c
_firms = customers.alias("firms")
_SETTLED = [State.RESOLVED, State.CLOSED]

_CONTACTS = select(func.count()).where(contacts.c.customer_id == _C.id).scalar_subquery()
_IS_OPEN = [cases.c.customer_id == _C.id, cases.c.state.not_in(_SETTLED)]
_OPEN = select(func.count()).where(*_IS_OPEN).scalar_subquery()
_LAST = select(func.max(contacts.c.happened_at)).where(contacts.c.customer_id == _C.id).scalar_subquery()
_BOUGHT = select(func.count()).where(purchases.c.customer_id == _C.id).scalar_subquery()
_SPENT = select(func.sum(AMOUNT)).where(purchases.c.customer_id == _C.id).scalar_subquery()
_FIRM = select(_firms.c.name).where(_firms.c.id == _C.firm_id).scalar_subquery()


def _answer(kind: AnswerKind, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The latest answer of a customer on a scale that its figure knows."""
    is_theirs = [_A.customer_id == _C.id, _A.kind == kind, _A.value.is_not(None), _A.off_scale.is_(False)]
    found = select(column).where(*is_theirs).order_by(_A.answered_at.desc().nulls_last(), _A.id.desc()).limit(1)
    return found.scalar_subquery()


_CSAT, _CSAT_HIGH = _answer(AnswerKind.CSAT, _A.value), _answer(AnswerKind.CSAT, _A.high)
_NPS = _answer(AnswerKind.NPS, _A.value)
_SATISFIED = _answer(AnswerKind.CSAT, cast(_A.value - _A.low, Float) / func.nullif(_A.high - _A.low, 0))

ORDER: Mapping[str, ColumnElement[Any]] = {
    "name": func.lower(_C.name),
    "created_at": _C.created_at,
    "stage": _C.stage,
    "contacts": _CONTACTS,
    "open_cases": _OPEN,
    "last_contact_at": _LAST,
    "spent": _SPENT,
    "purchases": func.nullif(_BOUGHT, 0),
    "csat": _SATISFIED,
    "nps": _NPS,
    "firm": func.lower(_FIRM),
    "segment": func.lower(func.nullif(_C.segment, "")),
    # By month and day, as a calendar has them; the year of birth may be unknown.
    "birthday": func.nullif(func.substr(_C.birthday, func.length(_C.birthday) - 4), ""),
    "consent": _C.consent,
    "motive": func.lower(func.nullif(_C.motive, "")),
    "number": _C.number,
}

_LINES = (
    select(
        _C.id,
        _C.version,
        _C.name,
        _C.phones,
        _C.emails,
        _C.note,
        _C.stage,
        _C.created_at,
        _C.number,
        _C.is_firm,
        _C.firm_id,
        _C.segment,
        _C.birthday,
        _C.motive,
        _C.consent,
        _C.lost_at,
        _C.fields,
        func.coalesce(_FIRM, "").label("firm"),
        _CONTACTS.label("contacts"),
        _OPEN.label("open_cases"),
        _LAST.label("last_contact_at"),
        _BOUGHT.label("purchases"),
        _SPENT.label("spent"),
        _CSAT.label("csat"),
        _CSAT_HIGH.label("csat_high"),
        _NPS.label("nps"),
    )
)  # fmt: skip


def lines_of(connection: Connection, ids: Sequence[int]) -> list[CustomerLine]:
    """Return these customers as lists show them, in this order."""
    rows = connection.execute(_LINES.where(_C.id.in_(ids)))
    found = {row.id: _line(row) for row in rows}
    return [found[customer_id] for customer_id in ids if customer_id in found]


def _line(row: Any) -> CustomerLine:
    values = row._asdict()
    return CustomerLine(**{**values, "spent": amount_of(values["spent"])})


def conditions(only: CustomerFilter) -> list[ColumnElement[bool]]:
    """Return what customers must be like."""
    asked: list[ColumnElement[bool]] = [column.in_(values) for column, values in _chosen(only) if values]
    if only.is_firm is not None:
        asked.append(_C.is_firm.is_(only.is_firm))
    if only.firm_id is not None:
        asked.append(_C.firm_id == only.firm_id)
    if only.ids is not None:
        asked.append(_C.id.in_(only.ids))
    if only.is_lost is not None:
        asked.append(_C.lost_at.is_not(None) if only.is_lost else _C.lost_at.is_(None))
    if only.has_open is not None:
        is_open = exists().where(*_IS_OPEN).correlate(customers)
        asked.append(is_open if only.has_open else ~is_open)
    if only.has_bought is not None:
        has_bought = exists().where(purchases.c.customer_id == _C.id).correlate(customers)
        asked.append(has_bought if only.has_bought else ~has_bought)
    return [*asked, *map(_has, only.fields)]


def _chosen(only: CustomerFilter) -> list[tuple[ColumnElement[Any], Sequence[Any]]]:
    ends = func.substr(_C.birthday, func.length(_C.birthday) - 4)
    return [
        (_C.stage, only.stages),
        (_C.segment, only.segments),
        (_C.consent, only.consents),
        (case((_C.birthday != "", ends), else_=""), only.birthdays),
    ]


def _place_in(ranked: Sequence[int]) -> ColumnElement[Any]:
    """The place among these, counted so that the first comes first downwards: more risk is more."""
    places = {customer_id: len(ranked) - place for place, customer_id in enumerate(ranked)}
    return case(places, value=_C.id, else_=None) if places else cast(null(), Integer)


def _has(field: OwnField) -> ColumnElement[bool]:
    """Whether an own field is there, as the column keeps it: a JSON list of objects."""
    begin = f'{{"name": {json.dumps(field.name, ensure_ascii=False)}, "value": '
    wanted = f"{begin}{json.dumps(field.value, ensure_ascii=False)}}}" if field.value else begin
    return cast(_C.fields, String).contains(wanted, autoescape=True)


def own_fields_used(connection: Connection) -> "Counter[OwnField]":
    """Return the own fields there are, name and value, with how many customers have each."""
    found: Counter[OwnField] = Counter()
    query = select(_C.fields, func.count().label("many")).where(cast(_C.fields, String) != "[]").group_by(_C.fields)
    for fields, many in connection.execute(query):
        for field in fields:
            found[field] += many
    return found


def words_used(connection: Connection, column: str, *, most: int) -> list[str]:
    """Return the different words of a column of customers (segment, motive), the most used first."""
    held = _C[column]
    query = select(held).where(held != "").group_by(held).order_by(func.count().desc(), held).limit(most)
    return list(connection.execute(query).scalars())


def contacts_since(connection: Connection, customer_ids: Sequence[int], since: datetime) -> int:
    """Return how many contacts there were with these customers since a moment."""
    theirs = [contacts.c.customer_id.in_(customer_ids), contacts.c.happened_at >= since]
    return int(connection.execute(select(func.count()).select_from(contacts).where(*theirs)).scalar_one())


def latest_contacts(connection: Connection, customer_ids: Sequence[int], *, limit: int) -> list[int]:
    """Return the ids of the latest contacts with these customers, the newest first."""
    found = select(contacts.c.id).where(contacts.c.customer_id.in_(customer_ids))
    newest = found.order_by(contacts.c.happened_at.desc(), contacts.c.id.desc()).limit(limit)
    return list(connection.execute(newest).scalars())


def line_ids(order: Sequence[tuple[str, bool]], *, ranked: Sequence[int] = ()) -> Select[Any]:
    """Return the question for the ids of customers in this order, by name where none is told.

    `ranked` are those who stand first where it is sorted by "risk", whoever is most at risk first.
    """
    found = select(_C.id)
    for key, down in order or (("name", False),):
        column = _place_in(ranked) if key == "risk" else ORDER[key]
        found = found.order_by((column.desc() if down else column.asc()).nulls_last())
    return found.order_by(_C.id)
