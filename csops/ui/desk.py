"""What every page is given: the workspace, background work, news of changes, the look, files, a way to be heard."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from csops.domain.changes import Act, Changes, Kind
from csops.services import history
from csops.services.settings import Team, team
from csops.services.workspace import Workspace
from csops.ui.kit.file_dialogs import FileDialogs
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Job, Lane, Progress, Task, Tasks, is_alive
from csops.ui.kit.theme import Themes

T = TypeVar("T")
TEAM_KINDS = frozenset({Kind.MEMBER, Kind.CHANNEL, Kind.TOPIC, Kind.SETTING})


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a toast says: past tense, one line; with *Undo* when it can be taken back.

    `is_undone` says that the last act was taken back or done again: what a toast offers to take back is another by now.
    """

    text: str
    can_undo: bool = True
    is_undone: bool = False


class Desk(QObject):
    """The one object that pages share.

    Signals:
        said(object): a Said; the main window shows it as a toast.
        failed(object): an exception that nobody explained in place; the main window shows it.
        team_changed(): members, channels, topics or settings are others now; `team` holds them already.
        wrote(): something was saved just now.
        taken_back(object): this person took back this Act of theirs.
    """

    said = Signal(object)
    failed = Signal(object)
    team_changed = Signal()
    wrote = Signal()
    taken_back = Signal(object)
    _published = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        *,
        themes: Themes,
        tasks: Tasks,
        live: Live,
        files: FileDialogs | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.files = files or FileDialogs()
        self.workspace, self.themes, self.tasks, self.live = workspace, themes, tasks, live
        tasks.surround(workspace.acting)  # whoever works when something is asked for does it, whoever works by then
        workspace.listen()
        self.team: Team = team(workspace)
        # The workspace tells of an act in the lane that did it; pages hear of it in the window's thread.
        self._published.connect(self._heard, Qt.ConnectionType.QueuedConnection)
        workspace.subscribe(self._published.emit)
        live.changed.connect(self._refresh_team)
        tasks.failed.connect(self.failed)

    def today(self) -> date:
        """Return the day that it is in the shop, as the window knows it: a field asks for it at every letter."""
        return self.workspace.now().astimezone(ZoneInfo(self.team.shop.zone)).date()

    # ------------------------------------------------------------ asking and acting
    def ask(
        self,
        question: Callable[[], T],
        *,
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        key: Hashable = None,
        lane: Lane = Lane.READS,
    ) -> Task:
        """Ask a service in the background; a newer question with the same key supersedes this one."""
        return self.tasks.run(lane, lambda _progress: question(), then=then, failed=failed, key=key)

    def act(
        self,
        act: Callable[[], T],
        *,
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        said: Said | Callable[[T], Said] | None = None,
    ) -> Task:
        """Do one act of a person in the background, and say so when it is done.

        When somebody else works by then it is not offered to be taken back: *Undo* would take back an act of theirs.
        """
        member_id = self.workspace.member.id

        def done(result: T) -> None:
            if then is not None and is_alive(then):
                then(result)
            # The window may be gone by now; what was done is done.
            if said is not None and isValid(self):
                told = said(result) if callable(said) else said
                is_mine = self.workspace.member.id == member_id
                self.said.emit(told if is_mine else replace(told, can_undo=False))

        return self.tasks.run(Lane.WRITES, lambda _progress: act(), then=done, failed=failed)

    def export(
        self,
        work: Callable[[Progress], T],
        *,
        words: str,
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        progressed: Callable[[float, str], None] | None = None,
    ) -> Task:
        """Do long work that the foot of the window shows with *Cancel*."""
        return self.tasks.run(
            Lane.LONG_READS, work, then=then, failed=failed, progressed=progressed, job=Job(words=words)
        )

    # ------------------------------------------------------------ taking back
    def undo(self) -> None:
        """Take back this person's last act."""
        self._step(history.undo, self.tr("Taken back: {what}"), then=self.taken_back.emit)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(history.redo, self.tr("Done again: {what}"))

    def _step(
        self, service: Callable[[Workspace], Act], words: str, *, then: Callable[[Act], None] | None = None
    ) -> None:
        def say(act: Act) -> Said:
            return Said(text=words.format(what=self.tr(act.what)), can_undo=False, is_undone=True)

        self.act(lambda: service(self.workspace), then=then, said=say)

    # ------------------------------------------------------------ news
    def watch(self) -> None:
        """Begin to hear of the acts of other windows and computers."""
        self.live.watch(self.tasks, self._others, every_ms=round(self.workspace.listen_every_s * 1000))

    def _others(self, _progress: Progress) -> Iterable[Kind]:
        return frozenset(kind for act in self.workspace.acts_of_others() for kind in act.kinds)

    def _heard(self, changes: Changes) -> None:
        self.wrote.emit()
        self.live.tell(changes.kinds)

    def _refresh_team(self, kinds: frozenset[Kind]) -> None:
        if kinds & TEAM_KINDS:
            self.ask(lambda: team(self.workspace), then=self._take_team, key="team")

    def _take_team(self, found: Team) -> None:
        self.team = found
        self.team_changed.emit()
