"""What was begun and not saved before the window closed or the computer stopped: said at the start."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from csops.domain.access import Permission
from csops.services import views
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.notices import Notices

NAME = "draft"
_FORM = "log"


class WaitingDraft(QObject):
    """A line above everything while a contact that somebody began to log waits; opening the panel takes it away."""

    def __init__(self, desk: Desk, notices: Notices, *, log: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._notices, self._log = desk, notices, log

    def look(self) -> None:
        """Ask for the draft of the member who works, and say so if there is one."""
        workspace = self._desk.workspace
        if workspace.may(Permission.LOG):
            self._desk.ask(lambda: views.get_draft(workspace, form=_FORM), then=self._tell)

    def seen(self) -> None:
        """The panel is open: it says the rest."""
        self._notices.drop(NAME)

    def _tell(self, found: tuple[dict[str, Any], datetime] | None) -> None:
        if found is None:
            return
        formats = Formats(zone=ZoneInfo(self._desk.team.shop.zone))
        at = formats.moment(found[1], now=self._desk.workspace.now())
        said = self.tr("A contact begun at {at} is kept as a draft").format(at=at)
        self._notices.show_fact(NAME, said, button=self.tr("Go on"), run=self._log)
