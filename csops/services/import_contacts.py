"""What an import of contacts would do: every row new, an update, already known, or left out with its reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csops.domain.cases import Case, FollowUp, State, StateChange, title_from
from csops.domain.channels import Channel, ChannelKind, key_from
from csops.domain.contacts import BATCH_AFTER, LONGEST_HANDLE_TIME, Contact, Direction, Result
from csops.domain.people import Member, initials_of
from csops.domain.topics import Topic
from csops.imports import rows as file
from csops.imports.rows import ContactRow, Problem, Row, Superseded
from csops.services.import_customers import People
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
MOST_NEW_NAMES = 2000
_Same = tuple[datetime, int, str, int | None, str | None]


@dataclass
class ContactPlan:
    """What an import of contacts would do. Records that are new refer to each other by place, not by id."""

    read: int = 0
    updated: list[Contact] = field(default_factory=list)
    updated_cases: list[Case] = field(default_factory=list)
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    new: list[ContactRow] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """Rows that cannot be taken."""
        return len(self.problems)


class ContactImport:
    """Sorts the rows of one file against what is there, and writes what is new."""

    def __init__(self, work: Work, *, zone: str, region: str, now: datetime, signature: str) -> None:
        self._work, self._zone, self._now, self._signature = work, ZoneInfo(zone), now, signature
        self.people = People(work, region=region, now=now)
        self._channels = {key: one for one in work.channels.all() for key in (one.key, one.name.casefold())}
        self._topics = {one.name.casefold(): one for one in work.topics.all()}
        self._members = {name: one for one in work.members.all() for name in _names(one)}
        self.new_channels: list[Channel] = []
        self.new_topics: list[Topic] = []
        self.new_members: list[Member] = []

    # ------------------------------------------------------------ sorting
    def plan(self, rows: Iterable[Row]) -> ContactPlan:
        """Sort every row; nothing is written."""
        plan, candidates = ContactPlan(), []
        for row in rows:
            plan.read += 1
            if isinstance(row, Problem):
                plan.problems.append(row)
            elif isinstance(row, Superseded):
                plan.skipped += 1
            elif isinstance(row, ContactRow):
                candidates.append(row)
                plan.remarks.extend(row.remarks)
        self._sort(candidates, plan)
        return plan

    def _sort(self, candidates: Sequence[ContactRow], plan: ContactPlan) -> None:
        numbered = self._work.contacts.numbered(
            list({row.number for row in candidates if row.number}), signature=self._signature
        )
        there = self._there([row for row in candidates if row.number not in numbered])
        for row in candidates:
            known = numbered.get(row.number) if row.number else None
            if known is not None:
                self._update(known, row, plan)
            elif there[same := self._same(row)] > 0:
                there[same] -= 1
                plan.skipped += 1
            else:
                plan.new.append(row)

    def _there(self, rows: Sequence[ContactRow]) -> Counter[_Same]:
        """Count contacts that are there already, by what makes two of them the same."""
        if not rows:
            return Counter()
        first, last = min(row.started_at for row in rows), max(row.started_at for row in rows)
        return Counter(self._work.contacts.between(first, last))

    def _same(self, row: ContactRow) -> _Same:
        channel = self._channels.get(row.channel.casefold())
        customer = self.people.known(name=row.customer, phones=row.phones, emails=row.emails)
        return (row.started_at, channel.id if channel else 0, row.text.strip(), customer, row.number or None)

    def _update(self, known: Contact, row: ContactRow, plan: ContactPlan) -> None:
        contact = replace(
            known,
            text=row.text.strip() or known.text,
            handle_time=_handle_time(row) or known.handle_time,
            answered_after=row.answered_after if row.answered_after is not None else known.answered_after,
            topic_id=self._topic_id(row.topic) or known.topic_id,
            result=_result(row) if row.state is not None or row.missed else known.result,
        )
        case = self._work.cases.get(known.case_id)
        changed = case if row.state is None else _settled(replace(case, state=_STATES[row.state]), row, case)
        if contact == known and changed == case:
            plan.skipped += 1
            return
        plan.updated.append(contact)
        if changed != case:
            plan.updated_cases.append(changed)

    # ------------------------------------------------------------ writing
    def write(self, plan: ContactPlan, *, import_id: int, member_id: int | None) -> None:
        """Write what is new and what is changed, one journal row for each kind of record."""
        work = self._work
        self._add_names(plan)
        customers = self.people.ids_of(
            [(row.customer, row.phones, row.emails) for row in plan.new], import_id=import_id
        )
        cases = work.cases.add_many(
            [self._case(row, customer, import_id) for row, customer in zip(plan.new, customers, strict=True)]
        )
        work.contacts.add_many(
            [
                self._contact(row, case=case, customer=customer, import_id=import_id, member_id=member_id)
                for row, case, customer in zip(plan.new, cases, customers, strict=True)
            ]
        )
        work.state_changes.add_many([one for case in cases for one in _states_of(case)])
        work.follow_ups.add_many(
            [self._promise(row, case) for row, case in zip(plan.new, cases, strict=True) if _is_due(row, case)]
        )
        work.contacts.update_many(plan.updated)
        work.cases.update_many(plan.updated_cases)

    def _add_names(self, plan: ContactPlan) -> None:
        """Add the channels, topics and people that only the file knows. People of old logs are not active members."""
        for row in plan.new:
            self._note_channel(row.channel)
            self._note_topic(row.topic)
            self._note_member(row.handled_by)
            self._note_member(row.owner)
        for channel in self._work.channels.add_many(self.new_channels):
            self._channels[channel.key] = self._channels[channel.name.casefold()] = channel
        for topic in self._work.topics.add_many(self.new_topics):
            self._topics[topic.name.casefold()] = topic
        for member in self._work.members.add_many(self.new_members):
            self._members[member.name.casefold()] = member

    def _note_channel(self, name: str) -> None:
        wanted = name.casefold()
        if wanted not in self._channels:
            key = _free(key_from(name), {channel.key for channel in self._channels.values()})
            position = 100 + len(self.new_channels)
            channel = Channel(
                key=key, name=name, kind=ChannelKind.DEFERRED, target=timedelta(hours=8), concurrency=None,
                position=position,
            )  # fmt: skip
            self.new_channels.append(channel)
            self._channels[wanted] = self._channels[key] = channel

    def _note_topic(self, name: str) -> None:
        wanted = name.casefold()
        if wanted and wanted not in self._topics and len(self.new_topics) < MOST_NEW_NAMES:
            topic = Topic(
                key=_free(key_from(name)[:60], {topic.key for topic in self._topics.values()}),
                name=name[:200],
                position=100 + len(self.new_topics),
            )
            self.new_topics.append(topic)
            self._topics[wanted] = topic

    def _note_member(self, name: str) -> None:
        wanted = name.casefold()
        if wanted and wanted not in self._members and len(self.new_members) < MOST_NEW_NAMES:
            member = Member(name=name[:200], initials=initials_of(name), active=False)
            self.new_members.append(member)
            self._members[wanted] = member

    # ------------------------------------------------------------ records of one row
    def _topic_id(self, name: str) -> int | None:
        topic = self._topics.get(name.casefold())
        return topic.id if topic and topic.id else None

    def _member_id(self, name: str) -> int | None:
        member = self._members.get(name.casefold())
        return member.id if member and member.id else None

    def _case(self, row: ContactRow, customer_id: int | None, import_id: int) -> Case:
        case = Case(
            customer_id=customer_id,
            topic_id=self._topic_id(row.topic),
            channel_id=self._channels[row.channel.casefold()].id,
            title=title_from(row.text, fallback=row.topic or row.channel),
            state=_state(row, known_customer=customer_id is not None),
            owner_id=self._member_id(row.owner or row.handled_by),
            opened_at=row.started_at,
            last_contact_at=row.started_at,
            import_id=import_id,
        )
        return _settled(case, row, case)

    def _contact(
        self, row: ContactRow, *, case: Case, customer: int | None, import_id: int, member_id: int | None
    ) -> Contact:
        return Contact(
            case_id=case.id,
            customer_id=customer,
            channel_id=case.channel_id or 0,
            topic_id=case.topic_id,
            member_id=None if row.missed else self._member_id(row.handled_by),
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

    def _promise(self, row: ContactRow, case: Case) -> FollowUp:
        assert row.due is not None  # _is_due asked
        return FollowUp(
            case_id=case.id,
            owner_id=case.owner_id,
            due_at=datetime.combine(row.due, time.min, tzinfo=self._zone).astimezone(UTC),
            time_known=False,
            what=case.title,
            created_at=row.started_at,
        )


def _names(member: Member) -> set[str]:
    return {member.name.casefold(), member.initials.casefold()} if member.active else {member.name.casefold()}


def _free(key: str, taken: set[str]) -> str:
    number, found = 2, key
    while found in taken:
        found, number = f"{key}_{number}", number + 1
    return found


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


def _settled(case: Case, row: ContactRow, before: Case) -> Case:
    """Return the case with its times of resolution; never before it was opened."""
    if not case.state.is_settled or row.state is None:
        return case
    told = row.resolved_at or row.closed_at or before.resolved_at or case.opened_at
    at = max(told, case.opened_at)
    return replace(case, resolved_at=at, first_resolved_at=before.first_resolved_at or at)


def _states_of(case: Case) -> list[StateChange]:
    opened = StateChange(case_id=case.id, at=case.opened_at, state=State.NEW, member_id=case.owner_id)
    if case.state is State.NEW:
        return [opened]
    at = case.resolved_at or case.opened_at
    return [opened, StateChange(case_id=case.id, at=at, state=case.state, member_id=case.owner_id)]
