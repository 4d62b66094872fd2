"""Keeps what stands in a form while one types, so that neither closing nor a crash loses a word."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from csops.domain.errors import DatabaseProblem
from csops.services import views
from csops.ui.desk import Desk
from csops.ui.kit.closing import BeforeClosing
from csops.ui.kit.tasks import Lane

# Counted from the first key after the last keeping, so that steady typing cannot put it off: within 2 s of any key.
KEEP_AFTER_MS = 1000
AGAIN_AFTER_MS = 5000
"""A full disk, or a server that is away, passes: what could not be kept is tried again."""

Draft = tuple[dict[str, Any], datetime]


class DraftKeeper(QObject):
    """The draft of one form, of the member who worked when it was opened: another may by the time it is kept.

    Signals:
        kept(object): the moment at which the draft was kept.
    """

    kept = Signal(object)

    def __init__(self, desk: Desk, *, form: str, values: Callable[[], Mapping[str, Any]], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.form, self._values = desk, form, values
        self._writer = desk.workspace.member
        self._is_over = self._is_away = False
        self._turn = 0
        self._closing = BeforeClosing(self.keep_if_due, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    def touched(self) -> None:
        """Something was typed: keep it soon."""
        if not self._is_over and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what stands there now."""
        self._timer.stop()
        self._turn += 1
        self._write(self._turn, self.form, dict(self._values()))

    def _write(self, turn: int, form: str, value: dict[str, Any]) -> None:
        desk, writer = self._desk, self._writer
        workspace = desk.workspace

        def keep(_progress: object) -> datetime:
            views.keep_draft(workspace, form=form, value=value, writer=writer)
            return workspace.now()

        def failed(error: Exception) -> None:  # no slot of ours: what stood in a form that is gone is tried again, too
            if not isValid(desk):
                return
            if not self._is_away:
                desk.failed.emit(error)
            self._is_away = isinstance(error, DatabaseProblem)
            if self._is_away:
                QTimer.singleShot(AGAIN_AFTER_MS, desk, again)

        def again() -> None:
            if turn == self._turn:
                self._write(turn, form, value)

        desk.tasks.run(Lane.WRITES, keep, then=self._kept, failed=failed)

    def keep_if_due(self) -> None:
        """Keep at once what was typed since the last time: before a form goes away."""
        if self._timer.isActive():
            self.keep()

    def forget(self) -> None:
        """Keep nothing more of what was typed until now: it is saved."""
        self._timer.stop()
        self._turn += 1

    def drop(self) -> None:
        """Throw the draft away."""
        self.forget()
        workspace, writer = self._desk.workspace, self._writer
        self._desk.tasks.run(Lane.WRITES, lambda _progress: views.drop_draft(workspace, form=self.form, writer=writer))

    def end(self) -> None:
        """What is written about is gone: drop the draft and keep no other until `begin`."""
        self._is_over = True
        self.drop()

    def begin(self) -> None:
        """What is written about is here, perhaps again."""
        self._is_over = False

    def read(
        self,
        *,
        then: Callable[[Draft | None], None],
        failed: Callable[[Exception], None],
        lane: Lane = Lane.READS,
    ) -> None:
        """Ask for the draft that was kept before; in the lane of writes also for what was kept just now."""
        workspace, writer = self._desk.workspace, self._writer
        read = partial(views.get_draft, workspace, form=self.form, writer=writer)
        self._desk.ask(read, then=then, failed=failed, lane=lane)

    def watch_window(self, window: QObject) -> None:
        """Keep before this window closes: afterwards nothing is written any more."""
        self._closing.watch(window)

    def _kept(self, at: datetime) -> None:
        self._is_away = False
        self.kept.emit(at)
