"""The foot of the window: what is saved, when it was backed up, what runs; and the backups made by themselves."""

import logging
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from csops.domain.errors import CsopsError
from csops.services import maintenance
from csops.services.maintenance import Info
from csops.ui.desk import Desk
from csops.ui.kit.bars import Foot
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import Lane, Task

_log = logging.getLogger(__name__)
LOOK_EVERY_MS = 60_000
LATE_BACKUP = timedelta(days=3)


class Safekeeping(QObject):
    """Keeps the foot true and backs up every 30 minutes if something changed."""

    def __init__(self, desk: Desk, foot: Foot) -> None:
        super().__init__(foot)
        self._desk, self._foot = desk, foot
        self._task: Task | None = None
        self._formats = Formats()
        desk.wrote.connect(self._wrote)
        desk.tasks.running.connect(self._show_job)
        foot.cancel_wanted.connect(self._cancel)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)
        foot.set_saved(self.tr("All changes saved"))
        self.refresh()

    def refresh(self) -> None:
        """Read anew when the last backup was made and how much there is."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: maintenance.info(workspace), then=self._show_info, key="foot")

    def _wrote(self) -> None:
        self._foot.set_saved(self.tr("All changes saved"))
        self.refresh()

    def _show_info(self, info: Info) -> None:
        count = self.tr("{n} contacts").format(n=self._formats.number(info.contacts))
        self._foot.set_state(f"{self._backup_words(info)} · {count}")

    def _backup_words(self, info: Info) -> str:
        if info.last_backup is None:
            return self.tr("No backup yet")
        now = self._desk.workspace.now()
        when = self._formats.moment(info.last_backup.astimezone(self._desk.team.calendar.tz), now=now)
        if now - info.last_backup > LATE_BACKUP:
            return self.tr("Last backup {when}, more than three days ago").format(when=when)
        return self.tr("Last backup {when}").format(when=when)

    # ------------------------------------------------------------ backups by themselves
    def _look(self) -> None:
        workspace = self._desk.workspace
        self._desk.ask(lambda: maintenance.is_backup_due(workspace), then=self._back_up_if, key="backup")

    def _back_up_if(self, due: bool) -> None:
        if due:
            workspace = self._desk.workspace
            self._desk.ask(
                lambda: maintenance.back_up(workspace, reason="by itself"),
                then=lambda _backup: self.refresh(),
                lane=Lane.LONG_READS,
            )

    def at_exit(self) -> None:
        """Back up what changed since the last backup, before the window goes."""
        workspace = self._desk.workspace
        try:
            if maintenance.is_backup_due(workspace, at_exit=True):
                maintenance.back_up(workspace, reason="at exit")
        except CsopsError:
            # What was saved is safe; the foot said before that the backup is old, and the next start tries again.
            _log.warning("no backup at exit", exc_info=True)

    # ------------------------------------------------------------ the running job
    def _show_job(self, task: Task | None) -> None:
        self._task = task
        if task is None or task.job is None:
            self._foot.clear_job()
        else:
            self._foot.show_job(task.words, share=task.share or None, can_cancel=task.job.may_cancel)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
