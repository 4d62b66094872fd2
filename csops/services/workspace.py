"""The open team database, who is signed in, the clock; questions by `read()`, changes by `work(what)`."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from csops.domain.access import Permission, may, roles_with
from csops.domain.changes import Act, Changes, Step
from csops.domain.errors import NotPermitted
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.storage.database import Database
from csops.storage.unit_of_work import Work, operation
from csops.storage.watch import FILE_EVERY_S, SERVER_EVERY_S, Watcher


def system_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(tz=UTC)


class Workspace:
    """What every service is given. One for a window or a command; safe to use from several threads."""

    def __init__(self, database: Database, *, member: Member, clock: Callable[[], datetime] = system_clock) -> None:
        self.database = database
        self._member = member
        self._acting = threading.local()
        self._clock = clock
        self._listeners: list[Callable[[Changes], None]] = []
        self._own_acts: set[int] = set()
        self._listens = False
        self._watcher: Watcher | None = None
        self._seen: int | None = None

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return self._clock()

    def today(self) -> date:
        """Return the day that it is in the shop: in the evening of New York, UTC has tomorrow already."""
        return self.now().astimezone(ZoneInfo(self.shop().zone)).date()

    @property
    def member(self) -> Member:
        """Who works: in the midst of an act whoever began it, otherwise whoever is signed in."""
        acting: Member = getattr(self._acting, "member", self._member)
        return acting

    @member.setter
    def member(self, member: Member) -> None:
        """Sign somebody in."""
        self._member = member

    def member_changed(self, member: Member) -> None:
        """Take new values of whoever is signed in; they may have begun this act and not be signed in any more."""
        if member.id == self._member.id:
            self._member = member

    def acting(self) -> AbstractContextManager[None]:
        """Fix who works now: within what is returned it is still they, in whatever thread and whoever signs in since.

        A person acts at the moment of the click, and the act itself may wait its turn in a thread.
        """
        return self._act_as(self.member)

    @contextmanager
    def _act_as(self, member: Member) -> Iterator[None]:
        self._acting.member = member
        try:
            yield
        finally:
            del self._acting.member

    @property
    def place(self) -> str:
        """Where the records are kept, in words that hold no password."""
        return self.database.place

    @property
    def path(self) -> Path | None:
        """The file, None on a server."""
        return self.database.path

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Give every store for questions; all of them see the same state. The door of every reading service."""
        self.require(Permission.READ)
        with self.database.reading() as connection:
            yield Work(connection)

    @contextmanager
    def work(self, what: str, *, step: Step = Step.DONE, target: int | None = None) -> Iterator[Work]:
        """Give every store for one act of this person. Leaving it commits; an error takes everything back.

        Args:
            what: the act as history and undo name it: "Log contact".
            step: whether it is done, taken back or done again.
            target: the act that is taken back or done again.
        """
        with (
            self.database.writing() as connection,
            operation(
                connection,
                what=what,
                member_id=self.member.id or None,
                at=self.now(),
                step=step,
                target=target,
                own=self._own_acts,
                done=self._publish,
            ) as work,
        ):
            yield work

    def _publish(self, changes: Changes) -> None:
        if not self._listens:
            # Whoever begins to listen now begins after this act.
            self._own_acts.discard(changes.act_id)
        for listener in list(self._listeners):
            listener(changes)

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """Tell the listener of every act of this workspace, in the thread that did it, after its commit."""
        self._listeners.append(listener)

    @property
    def listen_every_s(self) -> float:
        """How often it is worth asking for the acts of others: a server says of them by itself."""
        return FILE_EVERY_S if self.database.is_sqlite else SERVER_EVERY_S

    def listen(self) -> None:
        """Let `acts_of_others` tell of everything from now on: call it before what shall stay true is read."""
        self._listens = True
        with self.read() as work:
            self._seen = work.newest_act()

    def acts_of_others(self) -> list[Act]:
        """Return the acts of other windows and computers since the last call. Always call it from the same thread."""
        self._listens = True
        if self._watcher is None:
            self._watcher = Watcher(self.database, seen=self._seen)
        found = self._watcher.poll()
        others = [act for act in found if act.id not in self._own_acts]
        self._own_acts.difference_update(act.id for act in found)  # each comes once
        return others

    def may(self, permission: Permission) -> bool:
        """Return whether the role of the member allows it."""
        return may(self.member.role, permission)

    def require(self, permission: Permission) -> None:
        """Raise NotPermitted when the role of the member does not allow it."""
        refusal = self.refusal(permission)
        if refusal is not None:
            raise refusal

    def refusal(self, permission: Permission) -> NotPermitted | None:
        """Return what says who may, where the role of the member does not allow it; None where it does."""
        if self.may(permission):
            return None
        roles = ", ".join(role.value.replace("_", " ") for role in roles_with(permission))
        return NotPermitted(member=self.member.name, permission=permission.value, roles=roles)

    def shop(self) -> Shop:
        """Return the shop as it is set up now."""
        with self.read() as work:
            return work.settings.get(Shop)

    def close(self) -> None:
        """Let the database go."""
        if self._watcher is not None:
            self._watcher.close()
        self.database.close()
