"""Concessions that colleagues ask for, and on which whoever works may decide."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from csops.services import concessions
from csops.services.concession_outlook import Request
from csops.ui.cases.concession_decision import DecisionDialog, approved_words
from csops.ui.cases.concession_words import given_words, worth_words
from csops.ui.desk import Desk, Said
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_rows import WaitRow, WaitRows


class ApprovalRows(WaitRows):
    """One row for each request: approve it as it is, or look closer and decide."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))

    def row(self, one: Request) -> WaitRow:
        """Return the row of one request."""
        given = given_words(one.concession, one.kind, self._formats)
        title = self.tr("{name} asks: {given}").format(name=one.giver.name.split(" ")[0], given=given)
        return WaitRow(
            self.desk.themes,
            icon="hand-coins",
            title=title,
            note=self._note(one),
            more=one.concession.reason,
            deeds=[
                (self.tr("Case"), partial(self._show_case, one)),
                (self.tr("Decide…"), partial(self._decide, one)),
                (self.tr("Approve"), partial(self._approve, one)),
            ],
        )

    def _note(self, one: Request) -> str:
        until = self._formats.moment(one.concession.answer_by, now=self.desk.workspace.now())
        wanted = self.tr("was wanted by {until}") if one.is_late else self.tr("wanted by {until}")
        worth = worth_words(one.worth, one.concession.currency, self._formats)
        return " · ".join(filter(None, (one.customer, wanted.format(until=until), worth)))

    def _approve(self, one: Request) -> None:
        workspace, concession_id = self.desk.workspace, one.concession.id
        self.desk.act(
            lambda: concessions.approve_concession(workspace, concession_id=concession_id),
            said=Said(text=approved_words(one, self._formats)),
        )

    def _decide(self, one: Request) -> None:
        DecisionDialog(self.desk, self.window(), request=one).open()

    def _show_case(self, one: Request) -> None:
        self.wanted.emit("contacts", {"case_id": one.case.id})
