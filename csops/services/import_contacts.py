"""What an import of contacts would do: every row new, an update, already known, or left out with its reason."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.cases import Case, StateChange
from csops.domain.contacts import Contact
from csops.domain.texts import kept
from csops.imports.rows import ContactRow, OwnFacts, Row
from csops.services.import_customers import People
from csops.services.import_names import FileNames, NewNames
from csops.services.import_own import OwnContacts, cases_of, put_back
from csops.services.import_plan import RowPlan
from csops.services.import_records import (
    RecordMaker,
    each_state,
    ended_at,
    handle_time_of,
    moved_on,
    result_of,
    state_count,
)
from csops.services.import_writing import write_contacts
from csops.storage.unit_of_work import Work

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
            self._own = OwnContacts(self._work, self.people, candidates, now=self._now)
        left = self._not_here(candidates, self._own, there) if self._own and self._skip_known else candidates
        plan.skipped += len(candidates) - len(left)
        for row in left:
            known = numbered.get(row.number) if row.number else None
            if known is not None:
                self._update(known, row, plan)
            elif there and self._is_there(row, there):
                plan.skipped += 1
            else:
                plan.new.append(row)

    def _not_here(self, rows: Sequence[ContactRow], own: OwnContacts, there: Counter[_Same]) -> Sequence[ContactRow]:
        """Return the rows of our own log that are no contact of this database.

        Those that bear its number and are as it is go first, then those that are like another one; only then is a
        number believed whose contact has changed: in another database it may be that of another contact by chance.
        """
        found = [own.known(row) for row in rows]
        same = [known is not None and _key(known) == self._same(row, known.customer_id)
                for row, known in zip(rows, found, strict=True)]  # fmt: skip
        taken: set[int] = set()
        for row, known, is_same in zip(rows, found, same, strict=True):
            if known is not None and is_same:
                own.bind(row, known)
                there[_key(known)] -= 1
                taken.add(known.id)
        left = []
        for row, known, is_same in zip(rows, found, same, strict=True):
            if is_same or self._is_there(row, there):
                continue
            if known is None or known.id in taken:
                left.append(row)
                continue
            own.bind(row, known)
            there[_key(known)] -= 1
            taken.add(known.id)
        return left

    def _is_there(self, row: ContactRow, there: Counter[_Same]) -> bool:
        """Whether a contact like the row is there; takes it off, so that the next one needs another."""
        customer = row.own.customer if row.own else None
        if customer is None or self._own is None:
            same = self._same(row, self.people.known(name=row.customer, phones=row.phones, emails=row.emails))
            found = there[same] > 0
            there[same] -= found
            return found
        for one in self._own.people.may_be(customer.number):
            if there[same := self._same(row, one)] > 0:
                there[same] -= 1
                self._own.people.bind(customer.number, one)
                return True
        return False

    def _there(self, rows: Sequence[ContactRow]) -> Counter[_Same]:
        """Count contacts that are there already, by what makes two of them the same."""
        if not rows or not self._skip_known:
            return Counter()
        first, last = min(row.started_at for row in rows), max(row.started_at for row in rows)
        return Counter(self._work.contacts.between(first, last))

    def _same(self, row: ContactRow, customer: int | None) -> _Same:
        channel = self._names.channel_id(row.channel)
        number = row.own.file_number if row.own else row.number
        return (row.started_at, channel, kept(row.text), customer, number or None)

    def _update(self, known: Contact, row: ContactRow, plan: ContactPlan) -> None:
        contact = replace(
            known,
            text=kept(row.text) or known.text,
            handle_time=handle_time_of(row) or known.handle_time,
            answered_after=row.answered_after if row.answered_after is not None else known.answered_after,
            topic_id=self._names.topic_id(row.topic) or known.topic_id,
            result=result_of(row) if row.state is not None or row.missed else known.result,
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
        rows = plan.new
        customers = self._customers_of(rows, import_id=import_id)
        maker = RecordMaker(self._names, zone=self._zone.key, now=self._now, import_id=import_id, member_id=member_id)
        if self._own is None:
            write_contacts(work, maker, rows, customers, told=lambda share: told(0.2 + 0.8 * share))
        else:
            self._write_own(self._own, maker, rows, customers)
        work.contacts.update_many(plan.updated)
        work.cases.update_many(plan.updated_cases)
        work.state_changes.add_many(plan.new_states)

    def _customers_of(self, rows: Sequence[ContactRow], *, import_id: int) -> list[int | None]:
        if self._own is None:
            return self.people.ids_of([(row.customer, row.phones, row.emails) for row in rows], import_id=import_id)
        found = self._own.people.ids_of(rows, import_id=import_id)
        left = [place for place, known in enumerate(found) if known is None]
        named = [(rows[place].customer, rows[place].phones, rows[place].emails) for place in left]
        for place, known in zip(left, self.people.ids_of(named, import_id=import_id), strict=True):
            found[place] = known
        return found

    def _write_own(
        self, own: OwnContacts, maker: RecordMaker, rows: Sequence[ContactRow], customers: Sequence[int | None]
    ) -> None:
        """Write the contacts of our own log, which tells which rows belong to one case."""
        work = self._work

        def case(places: Sequence[int]) -> Case:
            first, last = rows[places[0]], rows[places[-1]]
            customer = next((known for place in places if (known := customers[place]) is not None), None)
            facts = first.own or OwnFacts(number="", case="")
            topic = first.topic if facts.case_topic is None else facts.case_topic
            owner = first.owner if facts.tells_owner else first.owner or first.handled_by
            opening = first._replace(
                topic=topic, channel=facts.case_channel or first.channel, owner=owner, handled_by=owner
            )
            return put_back(maker.case(opening, customer), facts, last_contact_at=last.started_at)

        cases, new_cases = cases_of(work, rows, case=case, here=own.cases)
        contacts = work.contacts.run(len(rows))
        contacts.keep(maker.contacts(rows, cases, customers, contacts.ids))
        states = work.state_changes.run(state_count(new_cases))
        states.keep(each_state(new_cases, iter(states.ids)))
        work.follow_ups.add_many(maker.promises(rows, cases))


def _key(contact: Contact) -> _Same:
    return (contact.happened_at, contact.channel_id, contact.text, contact.customer_id, contact.number)


def _moved_on(case: Case, row: ContactRow) -> Case:
    """Return the case as the file says it stands. What was settled here meanwhile is not opened again by a file."""
    state = moved_on(case, row)
    if state is None:
        return case
    at = ended_at(row, state=state, opened_at=case.opened_at, known=case.resolved_at)
    if at is None:
        return replace(case, state=state)
    return replace(case, state=state, resolved_at=at, first_resolved_at=case.first_resolved_at or at)
