"""Says what was promised for this moment while the program is open."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from csops.domain.lines import FollowUpLine
from csops.services import follow_ups
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.toast import Notice, Toasts

LOOK_EVERY_MS = 20_000
MOST_AT_ONCE = 3


class Reminders(QObject):
    """Looks for follow-ups whose time has come since it looked last: those of the member, and of nobody.

    Signals:
        looked: it looked, and said what there was to say.
    """

    looked = Signal()

    def __init__(self, desk: Desk, toasts: Toasts, *, go: Callable[[str, object], None]) -> None:
        super().__init__(toasts)
        self._desk, self._toasts, self._go = desk, toasts, go
        self._since = desk.workspace.now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)

    def look(self) -> None:
        """Look now."""
        workspace, now = self._desk.workspace, self._desk.workspace.now()
        if now > self._since:
            self._desk.ask(
                lambda: (now, follow_ups.follow_up_lines(workspace, until=now)), then=self._found, key="reminders"
            )

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _found(self, answer: tuple[datetime, Sequence[FollowUpLine]]) -> None:
        now, lines = answer
        since, self._since = self._since, now
        me = self._desk.workspace.member.id
        due = [line for line in lines if line.time_known and since < line.due_at <= now and line.owner_id in {me, None}]
        for line in due[:MOST_AT_ONCE]:
            self._remind(line)
        self.looked.emit()

    def _remind(self, line: FollowUpLine) -> None:
        what = Formats().amounts_in(line.what) or line.title
        said = self.tr("Due now: {what}, {customer}").format(what=what, customer=line.customer)
        text = said if line.customer else self.tr("Due now: {what}").format(what=what)
        open_it: Callable[[], None] = lambda: self._go("contacts", {"case_id": line.case_id})  # noqa: E731 - one use
        self._toasts.show_notice(Notice(text=text, button=self.tr("Open"), run=open_it))
