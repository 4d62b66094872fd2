"""The foot of the window: what is saved, when it was backed up, what runs; and the backups made by themselves."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from csops.domain.access import Permission
from csops.domain.errors import CsopsError, NoBackupTool
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.bars import Foot
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import Lane, Task

if TYPE_CHECKING:
    from csops.services.maintenance import Info

_log = logging.getLogger(__name__)
LOOK_EVERY_MS = 60_000
WATCH_EVERY_MS = 400
FIRST_MS = 300  # the window is usable before anybody has counted
SOON_MS = 1500  # what was saved shows at once; counting it all anew can wait until nobody types
LATE_BACKUP = timedelta(days=3)
_CALM = "text.secondary"


@dataclass(frozen=True, kw_only=True)
class _Facts:
    info: "Info"
    size: int | None


class Safekeeping(QObject):
    """Keeps the foot true and backs up every 30 minutes if something changed."""

    def __init__(self, desk: Desk, foot: Foot) -> None:
        super().__init__(foot)
        self._desk, self._foot = desk, foot
        self._task: Task | None = None
        self._formats = Formats(zone=desk.team.calendar.tz)
        self._is_new = self._has_written = False
        desk.wrote.connect(self._wrote)
        desk.tasks.running.connect(self._show_job)
        foot.cancel_wanted.connect(self._cancel)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._watch_writes)
        self._watch.start(WATCH_EVERY_MS)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self._soon.start(FIRST_MS)

    def refresh(self) -> None:
        """Read anew when the last backup was made and how much there is."""
        self._desk.ask(self._read, then=self._show_facts, key="foot")

    def stop(self) -> None:
        """Look no more: the database is about to be let go."""
        for timer in (self._timer, self._watch, self._soon):
            timer.stop()

    def _wrote(self) -> None:
        self._is_new, self._has_written = False, True
        self._watch_writes()
        self._soon.start(SOON_MS)

    def _watch_writes(self) -> None:
        """Say that something is being saved for as long as it is."""
        if self._desk.tasks.is_busy(Lane.WRITES):
            self._foot.set_saved(self.tr("Saving"), is_safe=False)
        else:
            self._foot.set_saved(self.tr("New file, nothing to save") if self._is_new else self.tr("All changes saved"))

    def _read(self) -> _Facts:
        from csops.services import maintenance  # with it come backups: not before the window can be used

        path = self._desk.workspace.path
        size = path.stat().st_size if path is not None and path.exists() else None
        return _Facts(info=maintenance.info(self._desk.workspace), size=size)

    def _show_facts(self, facts: _Facts) -> None:
        info = facts.info
        self._is_new = not (self._has_written or info.contacts or info.customers)
        is_one = info.contacts == 1
        count = (
            self.tr("1 contact") if is_one else self.tr("{n} contacts").format(n=self._formats.number(info.contacts))
        )
        said, colour = self._backup_words(info)
        parts = [said, count, *([self._formats.file_size(facts.size)] if facts.size is not None else [])]
        self._foot.state.say(" · ".join(parts), colour=colour)
        self._watch_writes()

    def _backup_words(self, info: "Info") -> tuple[str, str]:
        """The sentence about the last backup, and its colour: red when the last one is too old."""
        if self._desk.team.shop.sample:
            return self.tr("Examples are not backed up"), _CALM
        if info.last_backup is None:
            return self.tr("No backup yet"), _CALM
        now, zone = self._desk.workspace.now(), self._desk.team.calendar.tz
        day = self._formats.day_in_words(info.last_backup.astimezone(zone).date(), today=now.astimezone(zone).date())
        # Within a sentence: "Last backup today 09:00".
        near = (now.astimezone(zone).date() - info.last_backup.astimezone(zone).date()).days in {0, 1}
        when = f"{day.lower() if near else day} {self._formats.time(info.last_backup)}"
        if now - info.last_backup > LATE_BACKUP:
            return self.tr("Last backup {when}, more than three days ago").format(when=when), "danger.text"
        return self.tr("Last backup {when}").format(when=when), _CALM

    # ------------------------------------------------------------ backups by themselves
    def look(self) -> None:
        """Back up now, if a backup is due."""
        workspace = self._desk.workspace
        if self._desk.team.shop.sample or not workspace.may(Permission.BACKUP):
            return
        from csops.services import maintenance

        self._desk.ask(lambda: maintenance.is_backup_due(workspace), then=self._back_up_if, key="backup")

    def _back_up_if(self, due: bool) -> None:
        if due:
            from csops.services import maintenance

            workspace = self._desk.workspace
            self._desk.ask(
                lambda: maintenance.back_up(workspace, reason="by itself"),
                then=lambda _backup: self.refresh(),
                failed=self._not_backed_up,
                lane=Lane.LONG_READS,
            )

    def _not_backed_up(self, error: Exception) -> None:
        if isinstance(error, NoBackupTool):
            self._timer.stop()  # nothing here can; the page File and backup says so
        _log.warning("no backup by itself", exc_info=error)
        self._foot.state.say(words(error).sentence, colour="danger.text")

    # ------------------------------------------------------------ the running job
    def _show_job(self, task: Task | None) -> None:
        self._task = task
        if task is None or task.job is None:
            self._foot.clear_job()
            self._soon.start(SOON_MS)  # it may have been a backup
        else:
            self._foot.show_job(task.words, share=task.share or None, can_cancel=task.job.may_cancel)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


def back_up_changes(workspace: Workspace) -> None:
    """Back up what changed since the last backup, before the database is let go. Examples are not worth it."""
    from csops.services import maintenance

    try:
        worth_it = workspace.may(Permission.BACKUP) and not workspace.shop().sample
        if worth_it and maintenance.is_backup_due(workspace, at_exit=True):
            maintenance.back_up(workspace, reason="at exit")
    except CsopsError:
        # What was saved is safe; the foot said before that the backup is old, and the next start tries again.
        _log.warning("no backup at exit", exc_info=True)
