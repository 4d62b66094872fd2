"""What an import of contacts would do: every row new, an update, already known, or left out with its reason."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.cases import Case, FollowUp, State, StateChange, title_from
from csops.domain.contacts import BATCH_AFTER, LONGEST_HANDLE_TIME, Contact, Direction, Result
from csops.domain.due import due_moment
from csops.imports import rows as file
from csops.imports.rows import ContactRow, OwnFacts, Row
from csops.services.import_customers import People
from csops.services.import_names import FileNames, NewNames
from csops.services.import_own import OwnContacts, cases_of, put_back, told
from csops.services.import_plan import RowPlan
from csops.storage.unit_of_work import Work

_STATES = {
    file.State.NEW: State.NEW,
    file.State.OPEN: State.OPEN,
    file.State.WAITING_CUSTOMER: State.WAITING_FOR_CUSTOMER,
    file.State.WAITING_THIRD_PARTY: State.WAITING_FOR_THIRD_PARTY,
    file.State.FOLLOW_UP: State.OPEN,
    file.State.RESOLVED: State.RESOLVED,
    file.State.CLOSED: State.CLOSED,
}
_Same = tuple[datetime, int, str, int | None, str | None]


@dataclass
class ContactPlan(RowPlan):
    """What an import of contacts would do. Records that are new refer to each other by place, not by id."""

    updated: list[Contact] = field(default_factory=list)
    updated_cases: list[Case] = field(default_factory=list)
    new_states: list[StateChange] = field(default_factory=list)
    new: list[ContactRow] = field(default_factory=list)
    names: NewNames = field(default_factory=NewNames)


class ContactImport:
    """Sorts the rows of one file against what is there, and writes what is new."""

    def __init__(
        self,
        work: Work,
        *,
        zone: str,
        region: str,
        now: datetime,
        signature: str,
        skip_known: bool = True,
        joining: Collection[str] = (),
    ) -> None:
        self._work, self._zone, self._now, self._signature = work, ZoneInfo(zone), now, signature
        self._skip_known = skip_known
        self.people = People(work, region=region, now=now)
        self._names = FileNames(work, joining=joining)
        self._cases: dict[int, Case] = {}
        self._own: OwnContacts | None = None

    # ------------------------------------------------------------ sorting
    def plan(self, rows: Iterable[Row]) -> ContactPlan:
        """Sort every row; nothing is written."""
        plan = ContactPlan()
        self._sort(list(plan.taken(rows, ContactRow)), plan)
        plan.names = self._names.note(plan.new)
        return plan

    def _sort(self, candidates: Sequence[ContactRow], plan: ContactPlan) -> None:
        numbered = self._work.contacts.numbered(
            list({row.number for row in candidates if row.number}), signature=self._signature
        )
        self._cases = self._work.cases.get_many(contact.case_id for contact in numbered.values())
        there = self._there([row for row in candidates if row.number not in numbered])
        if candidates and candidates[0].own:
            self._own = OwnContacts(self._work, candidates)
        for row in candidates:
            if self._own and self._skip_known and self._own.knows(row):
                there[self._same(row)] -= 1
                plan.skipped += 1
                continue
            known = numbered.get(row.number) if row.number else None
            if known is not None:
                self._update(known, row, plan)
            elif there and there[same := self._same(row)] > 0:
                there[same] -= 1
                plan.skipped += 1
            else:
                plan.new.append(row)

    def _there(self, rows: Sequence[ContactRow]) -> Counter[_Same]:
        """Count contacts that are there already, by what makes two of them the same."""
        if not rows or not self._skip_known:
            return Counter()
        first, last = min(row.started_at for row in rows), max(row.started_at for row in rows)
        return Counter(self._work.contacts.between(first, last))

    def _same(self, row: ContactRow) -> _Same:
        channel = self._names.channel_id(row.channel)
        customer = self.people.known(name=row.customer, phones=row.phones, emails=row.emails)
        number = row.own.file_number if row.own else row.number
        return (row.started_at, channel, row.text.strip(), customer, number or None)

    def _update(self, known: Contact, row: ContactRow, plan: ContactPlan) -> None:
        contact = replace(
            known,
            text=row.text.strip() or known.text,
            handle_time=_handle_time(row) or known.handle_time,
            answered_after=row.answered_after if row.answered_after is not None else known.answered_after,
            topic_id=self._names.topic_id(row.topic) or known.topic_id,
            result=_result(row) if row.state is not None or row.missed else known.result,
        )
        case = self._cases[known.case_id]
        changed = _moved_on(case, row)
        if contact == known and changed == case:
            plan.skipped += 1
            return
        plan.updated.append(contact)
        if changed != case:
            self._cases[case.id] = changed
            plan.updated_cases.append(changed)
        if changed.state is not case.state:
            at = changed.resolved_at or self._now
            plan.new_states.append(StateChange(case_id=case.id, at=at, state=changed.state, member_id=case.owner_id))

    # ------------------------------------------------------------ writing
    def write(
        self, plan: ContactPlan, *, import_id: int, member_id: int | None, told: Callable[[float], object]
    ) -> None:
        """Write what is new and what is changed, one journal row for each kind of record."""
        work = self._work
        self._names.add()
        told(0.0)
        customers = self.people.ids_of(
            [(row.customer, row.phones, row.emails) for row in plan.new], import_id=import_id
        )
        told(0.25)
        cases, new_cases = self._add_cases(plan.new, customers, import_id)
        told(0.5)
        work.contacts.add_many(
            [
                self._contact(row, case=case, customer=customer, import_id=import_id, member_id=member_id)
                for row, case, customer in zip(plan.new, cases, customers, strict=True)
            ]
        )
        told(0.75)
        work.state_changes.add_many([one for case in new_cases for one in _states_of(case)])
        work.follow_ups.add_many(
            [self._promise(row, case) for row, case in zip(plan.new, cases, strict=True) if _is_due(row, case)]
        )
        work.contacts.update_many(plan.updated)
        work.cases.update_many(plan.updated_cases)
        work.state_changes.add_many(plan.new_states)

    def _add_cases(
        self, rows: Sequence[ContactRow], customers: Sequence[int | None], import_id: int
    ) -> tuple[list[Case], list[Case]]:
        """Add a case for each row, or as our own log tells which rows belong together; return of each row, and new."""
        if self._own is None:
            cases = self._work.cases.add_many(
                [self._case(row, customer, import_id) for row, customer in zip(rows, customers, strict=True)]
            )
            return cases, cases

        def case(places: Sequence[int]) -> Case:
            first, last = rows[places[0]], rows[places[-1]]
            customer = next((known for place in places if (known := customers[place]) is not None), None)
            own = first.own or OwnFacts(number="", case="")
            return put_back(self._case(first, customer, import_id), own, last_contact_at=last.started_at)

        return cases_of(self._work, rows, case=case, here=self._own.cases)

    # ------------------------------------------------------------ records of one row
    def _case(self, row: ContactRow, customer_id: int | None, import_id: int) -> Case:
        state = _state(row, known_customer=customer_id is not None)
        ended = _ended(row, state=state, opened_at=row.started_at, known=None)
        return Case(
            customer_id=customer_id,
            topic_id=self._names.topic_id(row.topic),
            channel_id=self._names.channel_id(row.channel),
            title=title_from(row.text, fallback=row.topic or row.channel),
            state=state,
            owner_id=self._names.member_id(row.owner or row.handled_by),
            opened_at=row.started_at,
            first_resolved_at=ended,
            resolved_at=ended,
            last_contact_at=row.started_at,
            import_id=import_id,
        )

    def _contact(
        self, row: ContactRow, *, case: Case, customer: int | None, import_id: int, member_id: int | None
    ) -> Contact:
        contact = Contact(
            case_id=case.id,
            customer_id=customer,
            channel_id=case.channel_id or 0,
            topic_id=case.topic_id,
            member_id=None if row.missed else self._names.member_id(row.handled_by),
            entered_by=member_id,
            direction=Direction(row.direction.value),
            result=_result(row),
            text=row.text.strip(),
            happened_at=row.started_at,
            time_known=row.time_known,
            # An imported log was kept when it happened; only what its file does not know the time of is unsure.
            entered_at=row.started_at if row.time_known else min(self._now, row.started_at + BATCH_AFTER * 2),
            handle_time=_handle_time(row),
            answered_after=None if row.missed else row.answered_after,
            number=row.number or None,
            import_id=import_id,
        )
        if row.own is None:
            return contact
        names = self._names
        return told(contact, row.own, topic_id=names.topic_id(row.topic), channel_id=names.channel_id(row.channel))

    def _promise(self, row: ContactRow, case: Case) -> FollowUp:
        assert row.due is not None  # _is_due asked
        return FollowUp(
            case_id=case.id,
            owner_id=case.owner_id,
            due_at=due_moment(row.due, None, zone=self._zone.key),
            time_known=False,
            what=case.title,
            created_at=row.started_at,
        )


def _is_due(row: ContactRow, case: Case) -> bool:
    return row.due is not None and not case.state.is_settled


def _handle_time(row: ContactRow) -> timedelta | None:
    known = row.handle_time is not None and row.handle_time <= LONGEST_HANDLE_TIME
    return row.handle_time if known and not row.missed else None


def _state(row: ContactRow, *, known_customer: bool) -> State:
    """A log that says nothing of how a matter ended is history: closed, and not counted as resolved."""
    if row.state is not None:
        return _STATES[row.state]
    return State.NEW if row.missed and known_customer and row.due else State.CLOSED


def _result(row: ContactRow) -> Result:
    if row.missed:
        return Result.MISSED
    if row.state is file.State.FOLLOW_UP:
        return Result.FOLLOW_UP
    return Result.RESOLVED if row.state in {file.State.RESOLVED, file.State.CLOSED} else Result.OPEN


def _ended(row: ContactRow, *, state: State, opened_at: datetime, known: datetime | None) -> datetime | None:
    """Return when the case was resolved, never before it was opened; None where the file does not say that it was."""
    if not state.is_settled or row.state is None:
        return None
    return max(row.resolved_at or row.closed_at or known or opened_at, opened_at)


def _states_of(case: Case) -> list[StateChange]:
    opened = StateChange(case_id=case.id, at=case.opened_at, state=State.NEW, member_id=case.owner_id)
    if case.state is State.NEW:
        return [opened]
    at = case.resolved_at or case.opened_at
    return [opened, StateChange(case_id=case.id, at=at, state=case.state, member_id=case.owner_id)]


def _moved_on(case: Case, row: ContactRow) -> Case:
    """Return the case as the file says it stands. What was settled here meanwhile is not opened again by a file."""
    is_older = row.state is not None and case.state.is_settled and not _STATES[row.state].is_settled
    if row.state is None or is_older:
        return case
    state = _STATES[row.state]
    at = _ended(row, state=state, opened_at=case.opened_at, known=case.resolved_at)
    if at is None:
        return replace(case, state=state)
    return replace(case, state=state, resolved_at=at, first_resolved_at=case.first_resolved_at or at)
