"""Import a log of cases with a row for each update: every state with its moment, so that reopenings are known."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from csops.domain import channels as channel_rules
from csops.domain.access import Permission
from csops.domain.cases import Case, State, StateChange, moved
from csops.domain.channels import Channel, ChannelKind, free_key, key_from
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.errors import FileRefused
from csops.domain.imports import Import
from csops.domain.questions import folded
from csops.imports.case_updates import CaseLogMapping, CaseUpdate, LeftOut, updates_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SIGNATURE = "case log"
_TIME_LIMIT_S = 300.0
_TARGET = timedelta(hours=4)


@dataclass(frozen=True, kw_only=True)
class CaseLogImported:
    """What became of a log: rows `read` and `left_out` (with the reasons of the first ones), cases `new` and `known`.

    `import_id` is None of a dry run, and where nothing was new.
    """

    read: int
    left_out: int
    new: int
    known: int
    states: int
    problems: tuple[LeftOut, ...] = ()
    import_id: int | None = None


def import_case_log(
    workspace: Workspace,
    *,
    path: Path,
    mapping: CaseLogMapping | None = None,
    zone: str | None = None,
    taken_up_is_reply: bool = False,
    dry_run: bool = False,
) -> CaseLogImported:
    """Import a log of cases as one act; cases whose number is there already are left as they are.

    Args:
        workspace: where to.
        path: a table with a row for each update, in any order: number, state, moment, and what else it tells.
        mapping: which columns are what, and what its states mean; else guessed.
        zone: of its moments; else the shop's.
        taken_up_is_reply: whether the first update by which a case is no longer new was a reply to the customer. A
            service desk's log has no messages; that update is the first thing a customer hears.
        dry_run: only say what would become of it.

    Raises:
        NotPermitted: the role may not import.
        FileRefused: it cannot be read, or holds no row.
        Missing: no column tells the number, the state or the moment.
    """
    workspace.require(Permission.IMPORT)
    updates, left = _read(path, mapping or CaseLogMapping(), ZoneInfo(zone or workspace.shop().zone))
    by_number: dict[str, list[CaseUpdate]] = defaultdict(list)
    for update in updates:
        by_number[update.number].append(update)
    rows = len(updates) + len(left)
    if dry_run:
        with workspace.read() as work:
            known = work.contacts.numbered(list(by_number), signature=SIGNATURE)
        return _outcome(rows, left, by_number, known=len(known), states=0)
    with workspace.work("Import") as work:
        known = work.contacts.numbered(list(by_number), signature=SIGNATURE)
        fresh = {number: some for number, some in by_number.items() if number not in known}
        if not fresh:
            return _outcome(rows, left, by_number, known=len(known), states=0)
        kept = work.imports.add(
            Import(
                at=workspace.now(),
                member_id=workspace.member.id,
                file=path.name,
                sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
                kind="case_log",
                signature=SIGNATURE,
                read=rows,
                new=sum(map(len, fresh.values())),
                skipped=rows - len(left) - sum(map(len, fresh.values())),
                left_out=len(left),
            )
        )
        writer = _Writer(work, workspace.now(), import_id=kept.id, member_id=workspace.member.id)
        states = writer.write(fresh, taken_up_is_reply=taken_up_is_reply)
        work.import_id = kept.id
    return replace(_outcome(rows, left, by_number, known=len(known), states=states), import_id=kept.id)


def _read(path: Path, mapping: CaseLogMapping, zone: ZoneInfo) -> tuple[list[CaseUpdate], list[LeftOut]]:
    from csops.imports import sources
    from csops.imports.reading import Outcome

    reading = sources.read(path, time_limit_s=_TIME_LIMIT_S)
    right = "Choose a table with a row for each update of a case"
    if reading.outcome is Outcome.REJECT:
        raise FileRefused(path=path, reason=reading.reason, right=right)
    if len(reading.rows) < 2:
        raise FileRefused(path=path, reason="it holds no row below its heading", right=right)
    return updates_of(reading, mapping, zone=zone)


def _outcome(
    rows: int, left: Sequence[LeftOut], by_number: Mapping[str, object], *, known: int, states: int
) -> CaseLogImported:
    return CaseLogImported(
        read=rows,
        left_out=len(left),
        new=len(by_number) - known,
        known=known,
        states=states,
        problems=tuple(left[:100]),
    )


class _Writer:
    """Keeps the cases of one file."""

    def __init__(self, work: Work, now: datetime, *, import_id: int, member_id: int) -> None:
        self._work, self._now, self._import_id, self._member_id = work, now, import_id, member_id
        every = work.channels.all("position")
        self._channels = {folded(name): one for one in every for name in (one.key, one.name)}
        self._first = next(iter(every), None)
        self._topics = {folded(one.name): one.id for one in work.topics.all()}
        self._members = {folded(one.name): one.id for one in work.members.all()}

    def write(self, fresh: Mapping[str, Sequence[CaseUpdate]], *, taken_up_is_reply: bool) -> int:
        """Keep a case with its contacts and states for each number; return how many states there were."""
        courses = {number: sorted(some, key=lambda one: one.at) for number, some in fresh.items()}
        cases = self._work.cases.add_many([self._case(number, some) for number, some in courses.items()])
        contacts: list[Contact] = []
        states: list[StateChange] = []
        for case, (number, some) in zip(cases, courses.items(), strict=True):
            contacts += self._contacts(case, number, some, taken_up_is_reply=taken_up_is_reply)
            states += _states(case, some)
        self._work.contacts.add_many(contacts)
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
