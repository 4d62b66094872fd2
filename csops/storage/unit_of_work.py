"""One operation with every store in it: indexed, journalled and committed together, or not at all."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from csops.domain.cases import FollowUp, Note, StateChange
from csops.domain.changes import Act, Change, Changes, Kind, Step, touched
from csops.domain.channels import Channel
from csops.domain.contacts import Attachment
from csops.domain.errors import Overtaken
from csops.domain.imports import Import
from csops.domain.people import Member
from csops.domain.team import Shop, View
from csops.domain.topics import Topic
from csops.storage import contacts as tables
from csops.storage import journal, team
from csops.storage.case_store import CaseStore
from csops.storage.contact_store import ContactStore
from csops.storage.customer_store import CustomerStore
from csops.storage.derived import Derived
from csops.storage.drafts import Drafts
from csops.storage.later_stores import LaterStores
from csops.storage.people import members
from csops.storage.search import search_on
from csops.storage.settings import Setting, Settings
from csops.storage.store import Store
from csops.storage.volumes import Volumes


class Work(LaterStores):
    """Every store of one operation. Questions need `workspace.read()`, changes `workspace.work(...)`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._derived: list[Change] = []
        self.search = search_on(connection)
        self.members = self._store(members, Member, Kind.MEMBER)
        self.channels = self._store(team.channels, Channel, Kind.CHANNEL)
        self.topics = self._store(team.topics, Topic, Kind.TOPIC)
        self.customers = CustomerStore(connection, changes=self.changes, search=self.search)
        self.cases = CaseStore(connection, changes=self.changes, search=self.search)
        self.contacts = ContactStore(connection, changes=self.changes, search=self.search)
        self.state_changes = self._store(tables.state_changes, StateChange, Kind.STATE_CHANGE)
        self.follow_ups = self._store(tables.follow_ups, FollowUp, Kind.FOLLOW_UP)
        self.notes = self._store(tables.notes, Note, Kind.NOTE)
        self.attachments = self._store(tables.attachments, Attachment, Kind.ATTACHMENT)
        self.views = self._store(team.views, View, Kind.VIEW)
        self.imports = self._store(team.imports, Import, Kind.IMPORT)
        self._settings = self._store(team.settings, Setting, Kind.SETTING)
        self.settings = Settings(self._settings)
        self.import_id: int | None = None
        self.told: Callable[[float], object] = _tell_nobody
        self.drafts = Drafts(connection)
        self.volumes = Volumes(connection)

    def store_of(self, kind: Kind) -> Store[Any]:
        """Return the store that keeps records of a kind."""
        stores: dict[Kind, Store[Any]] = {
            Kind.MEMBER: self.members,
            Kind.CHANNEL: self.channels,
            Kind.TOPIC: self.topics,
            Kind.CUSTOMER: self.customers,
            Kind.CASE: self.cases,
            Kind.CONTACT: self.contacts,
            Kind.STATE_CHANGE: self.state_changes,
            Kind.FOLLOW_UP: self.follow_ups,
            Kind.NOTE: self.notes,
            Kind.ATTACHMENT: self.attachments,
            Kind.VIEW: self.views,
            Kind.IMPORT: self.imports,
            Kind.SETTING: self._settings,
        }
        return stores.get(kind) or self._later_store_of(kind)

    # ------------------------------------------------------------ the journal
    def put_back(self, changes: Sequence[Change]) -> None:
        """Bring back what was before these changes, the last first.

        Raises:
            ConflictError: a record was changed since, is used by now, or what it needs is gone, or taken by another.
        """
        for change in reversed(changes):
            try:
                self.store_of(change.kind).put_back(change)
            except IntegrityError as error:  # the shift of a day that was planned anew, say
                raise Overtaken from error

    def act(self, act_id: int) -> Act | None:
        """Return one act of the journal."""
        return journal.act(self.connection, act_id)

    def acts_of(self, member_id: int | None) -> list[Act]:
        """Return the latest acts of one person, oldest first."""
        return journal.acts_of(self.connection, member_id)

    def steps_on(self, act_id: int) -> list[Act]:
        """Return the undos and redos of an act, oldest first."""
        return journal.steps_on(self.connection, act_id)

    def act_of_import(self, import_id: int) -> Act | None:
        """Return the act by which a file was imported."""
        return journal.act_of_import(self.connection, import_id)

    def changes_of(self, act_id: int) -> list[Change]:
        """Return what an act changed."""
        return journal.changes_of(self.connection, act_id)

    def latest_acts(self, *, limit: int) -> list[Act]:
        """Return the latest acts of everybody, newest first."""
        return journal.latest_acts(self.connection, limit=limit)

    def history_of(self, records: Iterable[tuple[Kind, int]], *, limit: int) -> list[Act]:
        """Return the acts that touched any of these records, newest first."""
        return journal.history_of(self.connection, records, limit=limit)

    def first_done(self, kind: Kind, ids: Collection[int], what: Collection[str]) -> dict[int, datetime]:
        """Return by record when one of these acts was first done to it."""
        return journal.first_done(self.connection, kind, ids, what) if ids else {}

    def acts_after(self, seen: int) -> list[Act]:
        """Return the acts that came after the one last seen, oldest first."""
        return journal.acts_after(self.connection, seen)

    def newest_act(self) -> int:
        """Return the id of the newest act."""
        return journal.newest(self.connection)

    def first_broken(self) -> str | None:
        """Name the first row of the journal that was tampered with."""
        return journal.first_broken(self.connection)

    # ------------------------------------------------------------ the end of an operation
    def finish(self, act: Act) -> Changes | None:
        """Index and journal what was changed. Returns what pages must hear, None when nothing was changed."""
        passed = self.act(act.target) if act.step is Step.PASSED and act.target else None
        if not self.changes and passed is None:
            return None
        self.derive()
        self._keep_times(act.at)
        # Who shows what the act touched also shows what can be taken back now.
        kinds = touched(self.changes) if passed is None else passed.kinds
        kept = journal.write(self.connection, replace(act, kinds=kinds, records=_records(self.changes)), self.changes)
        journal.announce(self.connection, kept.id)
        return Changes(act_id=kept.id, what=kept.what, kinds=kinds)

    def _keep_times(self, at: datetime) -> None:
        """Bring the times of the cases that were changed up to date; an erasure, which says nothing of them, did."""
        changes = [change for change in self.changes if (change.before, change.after) != (None, None)]
        if any(change.kind in _TIMED for change in changes):
            from csops.storage.time_follower import follow  # not part of the start of the window

            follow(self.connection, changes, at=at, told=self.told)

    def derive(self) -> None:
        """Bring what follows from the changes so far up to date; the end of an operation does so with the others."""
        fresh = [change for change in self.changes if all(change is not one for one in self._derived)]
        derived = Derived(self.connection, search=self.search, region=lambda: self.region, told=self.told)
        derived.follow(fresh)
        self._derived += fresh

    def note_derived(self, change: Change | None) -> None:
        """Note that the caller has indexed all that a change brought."""
        if change is not None:
            self._derived.append(change)

    @cached_property
    def region(self) -> str:
        """The country of the shop, by which phones read."""
        return self.settings.get(Shop).region


_TIMED = {Kind.CONTACT, Kind.CASE, Kind.STATE_CHANGE, Kind.ESCALATION, Kind.SETTING, Kind.CHANNEL}
"""Kinds of record from which the times of cases follow."""


def _tell_nobody(_share: float) -> None:
    """Indexing that nobody watches. Whoever sets `told` hears which share is indexed, and may raise to stop it all."""


def _records(changes: Sequence[Change]) -> int:
    total = 0
    for change in changes:
        side = change.after or change.before or {}
        if change.record_id != journal.BATCH:
            total += 1
        elif isinstance(runs := side.get("ids"), list):
            total += sum(last - first + 1 for first, last in runs)
        elif isinstance(rows := side.get("rows"), list):
            total += len(rows)
    return total


@contextmanager
def operation(
    connection: Connection,
    *,
    what: str,
    member_id: int | None,
    at: datetime,
    step: Step = Step.DONE,
    target: int | None = None,
    own: set[int],
    done: Callable[[Changes], None],
) -> Iterator[Work]:
    """Run one act of a person in the transaction that the connection has begun; commit it, or roll it all back.

    The act is among `own` before anybody can see it; `done` is told what was touched, after the commit.
    """
    work, changes = Work(connection), None
    try:
        yield work
        act = Act(id=0, at=at, member_id=member_id, what=what, step=step, target=target, import_id=work.import_id)
        changes = work.finish(act)
        if changes is not None:
            own.add(changes.act_id)
        connection.commit()
    except BaseException:
        if changes is not None:
            own.discard(changes.act_id)  # its number goes to the next act, perhaps of somebody else
        connection.rollback()
        raise
    if changes is not None:
        done(changes)
