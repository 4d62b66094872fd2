"""Which cases' times an operation changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from csops.domain.case_clock import Came, CaseFacts, Touch
from csops.domain.cases import State
from csops.domain.changes import Change, Kind
from csops.storage.care import escalations
from csops.storage.case_facts import Told
from csops.storage.contacts import cases, contacts, state_changes
from csops.storage.derived import records_of
from csops.storage.next_contacts import WITHIN

_TABLES: Mapping[Kind, Table] = {
    Kind.CONTACT: contacts,
    Kind.STATE_CHANGE: state_changes,
    Kind.ESCALATION: escalations,
}
_TOLD: Mapping[Kind, tuple[str, ...]] = {
    Kind.CASE: ("channel_id", "topic_id", "owner_id", "customer_id", "opened_at", "state", "resolved_at",
                "first_resolved_at", "first_response_at", "last_contact_at", "reopened"),
    Kind.CONTACT: ("case_id", "customer_id", "happened_at", "direction", "result", "time_known", "automatic",
                   "answered_after", "channel_id", "topic_id", "member_id"),
    Kind.STATE_CHANGE: ("case_id", "at", "state"),
    Kind.ESCALATION: ("case_id",),
}  # fmt: skip
"""Of each kind of record, what the times follow from."""
_MANY = 500
_Span = tuple[datetime, datetime]


class ChangedCases:
    """What the changes of one operation mean for the times of cases.

    Attributes:
        new: cases that were opened in it, as ids or runs of ids.
        stale: cases that were changed in it, or that are gone.
        before: cases after which a customer came (again, or not after all).
    """

    def __init__(self, connection: Connection, changes: Iterable[Change]) -> None:
        self._connection = connection
        self.new: list[range] = []
        self._few: set[int] = set()
        self.stale: set[int] = set()
        self._came: dict[int, _Span] = {}
        self._of_other_topic: set[int] = set()
        self._new_customers: list[Iterable[int]] = []
        for change in changes:
            if change.kind in _TOLD:
                for before, after, ids in records_of(change):
                    self._note(change.kind, before, after, ids)
            elif change.kind is Kind.CUSTOMER and change.before is None:
                self._new_customers += [ids for _before, _after, ids in records_of(change)]
        self.stale = {one for one in self.stale if not self._is_new(one)}

    def take_new_for_stale(self) -> None:
        """Take none of the cases for new: their times may stand already."""
        self.stale.update(self._few, *self.new)
        self._few.clear()
        self.new.clear()

    def is_new_customer(self, customer_id: int) -> bool:
        """Whether a customer came in it."""
        return any(customer_id in new for new in self._new_customers)

    @property
    def few(self) -> list[int]:
        """New cases that came one by one."""
        return sorted(self._few)

    def before(self) -> list[int]:
        """Return the other cases after which a customer came, or after which one did not come after all."""
        retold = sorted(self._of_other_topic)
        for start in range(0, len(retold), _MANY):  # a contact without a topic of its own is on that of its case
            some = contacts.c.case_id.in_(retold[start : start + _MANY])
            self._note_when_they_came(some, contacts.c.topic_id.is_(None))
        came = {one: span for one, span in self._came.items() if not self.is_new_customer(one)}
        if not came:
            return []
        first, last = min(span[0] for span in came.values()), max(span[1] for span in came.values())
        customers, found = sorted(came), []
        for start in range(0, len(customers), _MANY):
            asked = select(cases.c.id).where(
                cases.c.customer_id.in_(customers[start : start + _MANY]),
                cases.c.resolved_at >= first - WITHIN,
                cases.c.resolved_at <= last,
            )
            found += list(self._connection.execute(asked).scalars())
        return [one for one in found if one not in self.stale and not self._is_new(one)]

    def _is_new(self, case_id: int) -> bool:
        return case_id in self._few or any(case_id in run for run in self.new)

    def _note(
        self, kind: Kind, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, ids: Iterable[int]
    ) -> None:
        if before is None and after is None:
            self._note_run(kind, ids)
        elif before is None or after is None or any(before[name] != after[name] for name in _TOLD[kind]):
            if kind is Kind.CASE:
                (self._few if before is None else self.stale).update(ids)
                if before is not None and after is not None and before["topic_id"] != after["topic_id"]:
                    self._of_other_topic.update(ids)
            for side in (before, after):
                if kind is not Kind.CASE and side is not None:
                    self.stale.add(side["case_id"])
                if kind is Kind.CONTACT and side is not None and side["customer_id"] is not None:
                    at = datetime.fromisoformat(side["happened_at"])
                    self._note_came(side["customer_id"], at, at)

    def _note_run(self, kind: Kind, ids: Iterable[int]) -> None:
        """Many records came at once."""
        run = ids if isinstance(ids, range) else range(min(ids), max(ids) + 1)
        if kind is Kind.CASE:
            self.new.append(run)
            return
        table = _TABLES[kind]
        asked = select(table.c.case_id).where(table.c.id.between(run.start, run.stop - 1)).distinct()
        self.stale.update(self._connection.execute(asked).scalars())
        if kind is Kind.CONTACT:
            self._note_when_they_came(contacts.c.id.between(run.start, run.stop - 1))

    def _note_when_they_came(self, *which: ColumnElement[bool]) -> None:
        moments = (func.min(contacts.c.happened_at, type_=_AT), func.max(contacts.c.happened_at, type_=_AT))
        came = select(contacts.c.customer_id, *moments).where(*which, contacts.c.customer_id.is_not(None))
        for customer_id, first, last in self._connection.execute(came.group_by(contacts.c.customer_id)):
            self._note_came(customer_id, first, last)

    def _note_came(self, customer_id: int, first: datetime, last: datetime) -> None:
        known = self._came.get(customer_id, (first, last))
        self._came[customer_id] = (min(known[0], first), max(known[1], last))


_AT = contacts.c.happened_at.type


def told_by(case_id: int, changes: Iterable[Change], *, live: frozenset[int]) -> Told | None:
    """Return what the changes tell of the one case that was opened in them; None where they do not tell it all.

    To read it all again would take longer than the rest of saving a contact does.
    """
    told: dict[Kind, list[Mapping[str, Any]]] = {kind: [] for kind in _TOLD}
    for change in changes:
        if change.kind in told:
            if change.before is not None or change.after is None or "id" not in change.after:
                return None
            told[change.kind].append(change.after)
    cases_told, escalated = told[Kind.CASE], told[Kind.ESCALATION]
    if len(cases_told) != 1 or any(one["case_id"] != case_id for one in (*told[Kind.CONTACT], *escalated)):
        return None
    case = cases_told[0]
    facts = CaseFacts(
        datetime.fromisoformat(case["opened_at"]),
        State(case["state"]),
        _moment(case["first_resolved_at"]),
        _moment(case["resolved_at"]),
        _moment(case["last_contact_at"]),
        case["reopened"],
        _moment(case["first_response_at"]),
    )
    return Told(
        case_id,
        case["channel_id"],
        case["topic_id"],
        case["owner_id"],
        case["customer_id"],
        facts,
        sorted((_touch(one, live) for one in told[Kind.CONTACT]), key=lambda touch: touch.at),
        [Came(datetime.fromisoformat(one["at"]), State(one["state"])) for one in told[Kind.STATE_CHANGE]],
        len(escalated),
    )


def _touch(contact: Mapping[str, Any], live: frozenset[int]) -> Touch:
    after = contact["answered_after"]
    return Touch(
        at=datetime.fromisoformat(contact["happened_at"]),
        is_inbound=contact["direction"] == "in",
        is_live=contact["channel_id"] in live,
        time_known=contact["time_known"],
        missed=contact["result"] == "missed",
        passed=contact["result"] == "passed",
        automatic=contact["automatic"],
        answered_after=None if after is None else timedelta(seconds=after),
        channel_id=contact["channel_id"],
        topic_id=contact["topic_id"],
        member_id=contact["member_id"],
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
