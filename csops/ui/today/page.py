"""Today: what is late, what comes next, is anything off; before the first contact, the ways to start."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.questions import Question
from csops.services import contacts, today
from csops.ui.desk import Desk
from csops.ui.keys import shortcuts_of
from csops.ui.kit.controls import Action
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.tasks import Lane, Progress
from csops.ui.kit.waiting import Waiting
from csops.ui.preferences import Preferences
from csops.ui.today.day import Day, day_blocks
from csops.ui.today.steps import open_steps
from csops.ui.today.wait_card import WAITING_KINDS

if TYPE_CHECKING:
    from csops.services.forecast import Log
    from csops.services.on_shift import TodaysRoster
    from csops.services.rest_of_day import DayExpected
    from csops.ui.today.set_up import FinishStrip
    from csops.ui.today.welcome import Welcome

_LOOK_EVERY_MS = 60_000
FIGURES_AFTER_MS = 300
_OUTLOOK_KINDS = frozenset({Kind.IMPORT, Kind.SETTING, Kind.CHANNEL, Kind.DAY_MARK})

_DAY_KINDS = frozenset({Kind.CONTACT, Kind.CASE, Kind.FOLLOW_UP, Kind.CUSTOMER, Kind.MEMBER, Kind.PLAN, Kind.SHIFT})
_KINDS = _OUTLOOK_KINDS | _DAY_KINDS | WAITING_KINDS | {Kind.ABSENCE}


class TodayPage(Page):
    """The first place of the window."""

    kinds: ClassVar[frozenset[Kind]] = _KINDS

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, preferences: Preferences | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Today"), scrolls=True, parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.desk = desk
        self.preferences = preferences or Preferences(None)
        self.formats = Formats(zone=desk.team.calendar.tz)
        self.day: Day | None = None
        self.welcome: Welcome | None = None
        self.strip: FinishStrip | None = None
        self._set_up: object = None
        self._outlook_of: date | None = None
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        desk.live.changed.connect(self._forget_outlook)
        desk.team_changed.connect(self._team_changed)
        desk.themes.changed.connect(self._fit)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look_again)
        self._timer.start(_LOOK_EVERY_MS)
        # The list of the day comes first: figures, holidays and forecast are read once the window can be used.
        self._is_late = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._ask_late)
        self.waiting = Waiting(desk.themes, self, shape=day_blocks, ground="bg.app")
        self.waiting.begin()
        desk.failed.connect(self._end_waiting)
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown anew."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: contacts.count_contacts(workspace, question=Question(), most=1), then=self._begin, key="today.any"
        )

    def _end_waiting(self) -> None:
        self.waiting.end()
        if self.day is not None:
            self.day.end_waiting()

    def _begin(self, number: int) -> None:
        self.waiting.end()
        if number:
            self._show_day()
        else:
            self._show_welcome()

    # ------------------------------------------------------------ before the first contact
    def _show_welcome(self) -> None:
        if self.day is not None:
            self._drop(self.day)
            self.day, self._outlook_of = None, None
            self.clear_banner()
            self.strip, self._set_up = None, None
        if self.welcome is None:
            from csops.ui.today.welcome import Welcome  # seen once in the life of a shop

            self.welcome = Welcome(self.desk)
            self.welcome.wanted.connect(self.wanted)
            self.body.addWidget(self.welcome)
        self._fit()
        self.set_top_actions(())
        self.set_head(title=self.tr("Welcome"), subtitle="")
        self.welcome.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the follow-ups take the focus, so that E, C and S act as soon as the day is shown."""
        super().focusInEvent(event)
        if self.day is not None and self.day.follow_ups.list.isVisible():
            self.day.follow_ups.list.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the cards of the day make the best of the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.welcome is not None:
            self.welcome.fit(self.size())
        if self.day is not None:
            room = self.size()
            if self.strip is not None:
                room.setHeight(room.height() - self.strip.sizeHint().height())
            self.day.cover(self.covered)
            self.day.fit(room)

    def _drop(self, widget: QWidget) -> None:
        if widget.isAncestorOf(self.window().focusWidget() or self):
            self.setFocus()
        self.body.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    # ------------------------------------------------------------ the day
    def _show_day(self) -> None:
        if self.welcome is not None:
            self._drop(self.welcome)
            self.welcome = None
        if self.day is None:
            self.day = self._made()
            self.day.begin_waiting()
        self.set_head(title=self.tr("Today"), subtitle=self.formats.long_day(self._date()))
        self._show_set_up()
        self._ask_promises()
        self._ask_cases()
        if self._is_late:
            self._ask_late()
        elif not self._late.isActive():
            self._late.start(FIGURES_AFTER_MS)

    def _show_set_up(self) -> None:
        """Keep what is open of the set-up within reach, of whoever may do it."""
        team = self.desk.team
        may = self.desk.workspace.may(Permission.SETTINGS) and not team.shop.sample
        steps = open_steps(team) if may else []
        if (steps, team.set_up) == self._set_up:
            return
        self._set_up = (steps, team.set_up)
        had_focus = self.strip is not None and self.strip.isAncestorOf(self.window().focusWidget() or self)
        self.clear_banner()
        self.strip = None
        if steps:
            from csops.ui.today.set_up import FinishStrip  # seen in the first days of a shop

            self.strip = FinishStrip(self.desk, steps)
            self.strip.wanted.connect(self.wanted)
            self.show_banner(self.strip)
        if had_focus:
            self.setFocus()  # else the first button of the left bar has it
        self._fit()

    def _ask_late(self) -> None:
        """Ask for what takes longer: figures over weeks, and what was expected of today."""
        self._is_late = True
        if self.day is not None:
            self.day.begin_waiting_late()
            self.day.waits.refresh()
            self._ask_figures()
            self._ask_hours()

    def _made(self) -> Day:
        day = Day(self.desk, formats=self.formats, shortcuts=self._shortcuts(), over=self.window)
        day.wanted.connect(self.wanted)
        day.weeks_changed.connect(self._ask_figures)
        day.which_changed.connect(self._ask_promises)
        day.shown.connect(self._fit)
        self.body.addWidget(day)
        day.fit(self.size())
        if self.desk.workspace.may(Permission.EXPORT):
            keys = self._shortcuts().keys("export")
            words = self.tr("Export to Excel")
            self.set_top_actions([Action(words, icon_name="file-spreadsheet", keys=keys, run=self.export, parent=self)])
        return day

    def _shortcuts(self) -> Shortcuts:
        return shortcuts_of(self.preferences)

    def export(self) -> None:
        """Have the service report of the weeks that are shown written as a workbook."""
        weeks = self.day.weeks() if self.day is not None else 12
        self.wanted.emit("reports", {"report": "service", "weeks": weeks, "export": ".xlsx"})

    def _ask_promises(self) -> None:
        workspace, owner_id = self.desk.workspace, self.day.owner_id() if self.day else None
        self.desk.ask(
            lambda: today.promises(workspace, owner_id=owner_id), then=self._show_promises, key="today.promises"
        )

    def _ask_cases(self) -> None:
        workspace = self.desk.workspace
        self.desk.ask(lambda: today.open_cases(workspace), then=self._show_cases, key="today.cases")

    def _ask_figures(self) -> None:
        workspace, weeks = self.desk.workspace, self.day.weeks() if self.day else 12
        self.desk.ask(lambda: today.figures(workspace, weeks=weeks), then=self._show_figures, key="today.figures")

    def _ask_hours(self) -> None:
        workspace = self.desk.workspace
        self.desk.ask(lambda: today.came_today(workspace), then=self._show_came, key="today.came")
        if workspace.may(Permission.FORECAST):
            from csops.services.on_shift import todays_roster

            self.desk.ask(lambda: todays_roster(workspace), then=self._show_roster, key="today.roster")
        now = self._date()
        if self._outlook_of != now and workspace.may(Permission.FORECAST):
            # Once a day: what was expected this morning stays what was expected.
            self._outlook_of = now
            from csops.services.forecast import read_log  # with it comes all of forecasting

            self.desk.ask(lambda: read_log(workspace), then=self._work_out, key="today.log", lane=Lane.LONG_READS)

    def _work_out(self, log: "Log") -> None:
        """Have the forecast made in a process of its own, so that the window never waits for it."""
        self.desk.tasks.run(Lane.PROCESS, partial(_expected, log), then=self._show_expected, key="today.expected")

    def _show_promises(self, found: today.Promises) -> None:
        if self.day is None:
            return
        has_focus = self.window().focusWidget() in {self, self.day.follow_ups.list}
        self.day.show_promises(found)
        if has_focus:
            self.setFocus()  # a list that goes gives it to the first button of the left bar

    def _show_cases(self, found: today.OpenCases) -> None:
        if self.day is not None:
            self.day.show_cases(found)
            self._fit()  # what is said takes more room than what is not known yet

    def _show_figures(self, found: today.TodayFigures) -> None:
        if self.day is not None:
            self.day.show_figures(found)
            self._fit()

    def _show_came(self, came: today.CameToday) -> None:
        if self.day is not None:
            self.day.hours.show_came(came)

    def _show_roster(self, roster: "TodaysRoster") -> None:
        if self.day is not None:
            self.day.hours.show_roster(roster)
            self._fit()

    def _show_expected(self, expected: "DayExpected") -> None:
        if self.day is not None:
            self.day.hours.show_expected(expected)
            self._fit()

    # ------------------------------------------------------------ time goes on
    def _date(self) -> date:
        return self.desk.workspace.now().astimezone(self.formats.zone).date()

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    def _forget_outlook(self, kinds: frozenset[Kind]) -> None:
        if kinds & _OUTLOOK_KINDS:
            self._outlook_of = None

    def _team_changed(self) -> None:
        if self.formats.zone != self.desk.team.calendar.tz:
            self.formats.zone = self.desk.team.calendar.tz
        self.refresh()


def _expected(log: "Log", _progress: Progress) -> "DayExpected":
    from csops.services.rest_of_day import day_expected

    return day_expected(log)
