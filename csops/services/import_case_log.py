"""What an import of a log of cases would do: cases that are new with all their states, the others left as they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from csops.domain import channels as channel_rules
from csops.domain.cases import Case, State, StateChange, moved
from csops.domain.channels import Channel, ChannelKind, free_key, key_from
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.questions import folded
from csops.imports.mapping import TableKind
from csops.imports.rows import CaseUpdate, Row
from csops.services.import_names import NewNames
from csops.services.import_plan import RowPlan
from csops.storage.unit_of_work import Work

_TARGET = timedelta(hours=4)


@dataclass
class CaseLogPlan(RowPlan):
    """What an import of a log of cases would do. `new` are updates of cases that are not here."""

    new: list[CaseUpdate] = field(default_factory=list)
    updated: list[CaseUpdate] = field(default_factory=list)
    names: NewNames = field(default_factory=NewNames)
    notes: list[str] = field(default_factory=list)


class CaseLogImport:
    """Sorts the rows of a log of cases against what is there, and writes what is new.

    `taken_up_is_reply`: whether the first update by which a case is no longer new was a reply to the customer.
    """

    def __init__(self, work: Work, *, now: datetime, taken_up_is_reply: bool) -> None:
        self._work, self._now, self._is_reply = work, now, taken_up_is_reply

    def plan(self, rows: Iterable[Row]) -> CaseLogPlan:
        """Sort every row; nothing is written."""
        plan = CaseLogPlan()
        taken = list(plan.taken(rows, CaseUpdate))
        numbers = list(dict.fromkeys(one.number for one in taken))
        known = self._work.contacts.numbered(numbers, kind=TableKind.CASE_LOG.value)
        plan.new = [one for one in taken if one.number not in known]
        plan.skipped += len(taken) - len(plan.new)
        new = len(numbers) - len(known)
        there = f"; {_cases(len(known))} here already and stay as they are" if known else ""
        plan.notes.append(f"The rows tell of {_cases(new)} that {'is' if new == 1 else 'are'} new{there}")
        plan.names = NewNames(channels=self._new_channels(plan.new))
        return plan

    def _new_channels(self, new: Iterable[CaseUpdate]) -> tuple[str, ...]:
        there = {folded(name) for one in self._work.channels.all() for name in (one.key, one.name)}
        names = dict.fromkeys(one.channel for one in new if one.channel)
        return tuple(name for name in names if folded(name) not in there)

    def write(
        self, plan: CaseLogPlan, *, import_id: int, member_id: int | None, told: Callable[[float], object]
    ) -> None:
        """Write the cases that are new, with their contacts and states."""
        writer = CaseLogWriter(self._work, self._now, import_id=import_id, member_id=member_id)
        writer.write(of_each(plan.new), taken_up_is_reply=self._is_reply, told=told)


def _cases(many: int) -> str:
    return "1 case" if many == 1 else f"{many:,} cases"


def of_each(updates: Iterable[CaseUpdate]) -> dict[str, list[CaseUpdate]]:
    """Return the updates of each case by its number."""
    found: dict[str, list[CaseUpdate]] = defaultdict(list)
    for one in updates:
        found[one.number].append(one)
    return found


class CaseLogWriter:
    """Keeps the cases of one file."""

    def __init__(self, work: Work, now: datetime, *, import_id: int, member_id: int | None) -> None:
        self._work, self._now, self._import_id, self._member_id = work, now, import_id, member_id
        every = work.channels.all("position")
        self._channels = {folded(name): one for one in every for name in (one.key, one.name)}
        self._first = next(iter(every), None)
        self._topics = {folded(one.name): one.id for one in work.topics.all()}
        self._members = {folded(one.name): one.id for one in work.members.all()}

    def write(
        self,
        fresh: Mapping[str, Sequence[CaseUpdate]],
        *,
        taken_up_is_reply: bool,
        told: Callable[[float], object] = lambda _share: None,
    ) -> int:
        """Keep a case with its contacts and states for each number; return how many states there were.

        `told`: which share is done; may raise to stop it.
        """
        courses = {number: sorted(some, key=lambda one: one.at) for number, some in fresh.items()}
        cases = self._work.cases.add_many([self._case(number, some) for number, some in courses.items()])
        told(0.2)
        contacts: list[Contact] = []
        states: list[StateChange] = []
        for case, (number, some) in zip(cases, courses.items(), strict=True):
            contacts += self._contacts(case, number, some, taken_up_is_reply=taken_up_is_reply)
            states += _states(case, some)
        told(0.4)
        self._work.contacts.add_many(contacts)
        told(0.7)
        self._work.state_changes.add_many(states)
        return len(states)

    def _case(self, number: str, updates: Sequence[CaseUpdate]) -> Case:
        first, last = updates[0], updates[-1]
        opened = min(first.opened_at or first.at, first.at)
        case = Case(
            channel_id=self._channel(first.channel).id,
            topic_id=self._topics.get(folded(first.topic)),
            owner_id=self._members.get(folded(last.owner)),
            title=f"{first.topic or 'Case'} {number}",
            opened_at=opened,
            last_contact_at=opened,
            import_id=self._import_id,
        )
        for update in updates:
            case = moved(case, update.state, at=update.at)
        return case

    def _contacts(
        self, case: Case, number: str, updates: Sequence[CaseUpdate], *, taken_up_is_reply: bool
    ) -> Iterable[Contact]:
        plain = Contact(
            case_id=case.id,
            channel_id=case.channel_id or 0,
            topic_id=case.topic_id,
            entered_by=self._member_id,
            result=Result.OPEN,
            happened_at=case.opened_at,
            entered_at=case.opened_at,
            number=number,
            import_id=self._import_id,
        )
        yield plain
        taken_up = next((one for one in updates if one.state is not State.NEW), None)
        if taken_up_is_reply and taken_up is not None:
            yield replace(
                plain, direction=Direction.OUT, happened_at=taken_up.at, entered_at=taken_up.at,
                member_id=self._members.get(folded(taken_up.owner)), number=None,
            )  # fmt: skip

    def _channel(self, name: str) -> Channel:
        """Return the channel of a name; one that nobody knows is added, with a deadline like written ones."""
        found = self._channels.get(folded(name)) if name else self._first
        if found is None:
            title = name or "Cases"
            key = free_key(key_from(title), [one.key for one in self._channels.values()])
            new = Channel(
                key=key, name=title, kind=ChannelKind.DEFERRED, target=_TARGET, concurrency=None, position=100
            )
            found = self._work.channels.add(channel_rules.checked(new))
        self._channels[folded(name)] = found
        return found


def _states(case: Case, updates: Sequence[CaseUpdate]) -> Iterable[StateChange]:
    state = State.NEW
    yield StateChange(case_id=case.id, at=case.opened_at, state=state, member_id=case.owner_id)
    for update in updates:
        if update.state is not state:
            yield StateChange(case_id=case.id, at=update.at, state=update.state, member_id=case.owner_id)
        state = update.state
