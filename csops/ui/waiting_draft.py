"""What was begun and not saved: a line at the start, and a mark on *Log contact* for as long as it waits."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from csops.domain.access import Permission
from csops.services import views
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import Lane
from csops.ui.kit.toast import Notice, Toasts
from csops.ui.notices import Notices

NAME = "draft"
_FORM = "log"
Draft = tuple[dict[str, Any], datetime]


class WaitingDraft(QObject):
    """The contact that somebody began to log before the window closed, the computer stopped or another one worked.

    Opening the panel takes the line away: the panel says the rest.
    """

    def __init__(
        self,
        desk: Desk,
        notices: Notices,
        *,
        button: Button,
        toasts: Toasts,
        log: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._notices, self._button, self._toasts, self._log = desk, notices, button, toasts, log
        self._is_seen = False

    def look(self) -> None:
        """Ask for the draft of the member who works, and say so if there is one."""
        workspace = self._desk.workspace
        self._is_seen = False
        self._notices.drop(NAME)
        self.show_waiting(False)
        if workspace.may(Permission.LOG):
            self._desk.ask(lambda: views.get_draft(workspace, form=_FORM), then=self._tell, key="draft")

    def seen(self) -> None:
        """The panel is open: it says the rest."""
        self._is_seen = True
        self._notices.drop(NAME)
        self.show_waiting(False)

    def show_waiting(self, waits: bool) -> None:
        """Mark the button that leads to the draft, or take the mark away."""
        self._button.set_mark(self.tr("A draft waits") if waits else "")

    def _tell(self, found: Draft | None) -> None:
        if found is None or self._is_seen:
            return
        formats = Formats(zone=ZoneInfo(self._desk.team.shop.zone))
        at = formats.moment(found[1], now=self._desk.workspace.now())
        said = self.tr("A contact begun at {at} is kept as a draft").format(at=at)
        banner = self._notices.show_fact(NAME, said, button=self.tr("Go on"), run=self._log)
        banner.add_gap(3)
        banner.add_button(self.tr("Discard draft"), lambda: self._discard(found))
        self.show_waiting(True)

    def _discard(self, draft: Draft) -> None:
        """Throw it away, and offer to bring it back here: drafts are not journalled, Ctrl Z knows nothing of them."""
        workspace = self._desk.workspace
        self._notices.drop(NAME)
        self.show_waiting(False)
        self._desk.tasks.run(
            Lane.WRITES,
            lambda _progress: views.drop_draft(workspace, form=_FORM),
            then=lambda _none: self._toasts.show_notice(
                Notice(text=self.tr("Draft discarded"), button=self.tr("Undo"), run=lambda: self._bring_back(draft[0]))
            ),
        )

    def _bring_back(self, value: dict[str, Any]) -> None:
        workspace = self._desk.workspace
        self._desk.tasks.run(
            Lane.WRITES,
            lambda _progress: views.keep_draft(workspace, form=_FORM, value=value),
            then=lambda _none: self.look(),
        )
