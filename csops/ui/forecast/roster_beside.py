"""Reads the roster of the week that the map shows, and again whenever plans change."""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.services.staffing import Outlook
from csops.services.week_roster import WeekRoster, week_roster
from csops.ui.desk import Desk
from csops.ui.forecast.people_card import PeopleCard
from csops.ui.kit.live import Refresher


class RosterBeside(QObject):
    """Brings rosters to the card of people needed."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN, Kind.SHIFT, Kind.ABSENCE, Kind.SETTING})

    def __init__(self, desk: Desk, card: PeopleCard, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._card = desk, card
        self._outlook: Outlook | None = None
        self._week: date | None = None
        self._refresher = Refresher(page, desk.live, self.kinds, self.refresh)

    def show_week(self, outlook: Outlook, week: date | None) -> None:
        """Read the roster of a week, where it is another than before."""
        if outlook is not self._outlook or week != self._week:
            self._outlook, self._week = outlook, week
            self.refresh()

    def refresh(self) -> None:
        """Read the roster anew."""
        workspace, outlook, week = self._desk.workspace, self._outlook, self._week
        if outlook is None or week is None:
            return
        self._desk.ask(
            lambda: week_roster(workspace, week=week, starts=outlook.open_intervals),
            then=self._show,
            key=("week roster", id(self)),
        )

    def _show(self, roster: WeekRoster | None) -> None:
        self._card.show_roster(roster, week=self._week)
