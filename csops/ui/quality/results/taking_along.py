"""Takes the results along: as a report of the days chosen, of one person, or the own ones as a file."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.review_behind import ResultsBy, Which
from csops.ui.desk import Desk
from csops.ui.keys import shortcuts_of
from csops.ui.kit.controls import Action
from csops.ui.preferences import Preferences
from csops.ui.quality.report_file import save_person_report
from csops.ui.quality.results.choice import Asked
from csops.ui.quality.wording import tr


class TakingAlong(QObject):
    """The ways.

    `action`: the report of what is chosen; who may not export saves the own reviews, which takes no right.

    Signals:
        wanted("reports", question): a report shall be shown.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, page: QWidget, asked: Callable[[], Asked | None], preferences: Preferences) -> None:
        super().__init__(page)
        keys = shortcuts_of(preferences).keys
        self._desk, self._page, self._asked = desk, page, asked
        self._may = desk.workspace.may(Permission.EXPORT)
        self.action = (
            Action(tr("Report"), icon_name="file-text", run=self.report, parent=page)
            if self._may
            else Action(
                tr("Save my report…"), icon_name="file-down", keys=keys("export"), run=self.save_own, parent=page
            )
        )
        files = (("export", tr("Export"), ".xlsx"), ("print", tr("Save as pages"), ".pdf")) if self._may else ()
        for key, words, ending in files:
            run = partial(self.report, export=ending)
            page.addAction(Action(words, keys=keys(key), run=run, parent=page))

    def report(self, member_id: int = 0, *, export: str = "") -> None:
        """Show what is chosen as a report, of one person or (0) of all; `export`: write it, too, with this ending."""
        asked = self._asked()
        if asked is not None:  # else its days are not understood yet
            of: dict[str, object] = {"member_id": member_id} if member_id else {}
            if export:
                of["export"] = export
            days = {"first_day": asked.first_day, "last_day": asked.last_day}
            which = {"purposes": asked.purposes, "card": asked.card}
            self.wanted.emit("reports", {"report": "quality", **of, **days, **which})

    def save_own(self) -> None:
        """Write the own reviews of the days chosen into a file."""
        asked, me = self._asked(), self._desk.workspace.member
        if asked is not None:
            days = {"first_day": asked.first_day, "last_day": asked.last_day}
            save_person_report(self._desk, self._page.window(), member_id=me.id, name=me.name, **days)

    def person_of(self, which: Which) -> int:
        """Return whose reviews are behind a number, where a report of that person can be had; else 0."""
        return int(which.of or 0) if self._may and which.by is ResultsBy.PERSON else 0
