"""What rosters are made of: everybody's contract, hours planned, absences and wishes, and the shifts to give."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.services.roster_team import RosterTeam, roster_team
from csops.services.rosters import PlanView
from csops.ui.desk import Desk
from csops.ui.forecast import person_words, wording
from csops.ui.forecast.team_grid import TeamGrid
from csops.ui.forecast.templates_card import TemplatesCard
from csops.ui.forecast.week_steps import WeekSteps
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing


class TeamBoard(QWidget):
    """Everybody who can be planned, and the shifts that can be given.

    Signals:
        change_wanted(int), person_wanted(int): a member whose contract, or whose weeks, shall be shown.
        rules_wanted(): the rules of rosters shall be shown.
        failed(object): the exception by which reading ended.
    """

    change_wanted = Signal(int)
    person_wanted = Signal(int)
    rules_wanted = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, formats: Formats, *, may_plan: bool) -> None:
        super().__init__()
        self.desk, self._formats, self._may_plan = desk, formats, may_plan
        self.team: RosterTeam | None = None
        self._week: date | None = None
        self._view: PlanView | None = None
        self.card = Card(desk.themes, title=self.tr("Team"), padded=False)
        assert self.card.heading is not None, "a card with a title has a heading"
        self.heading = self.card.heading
        self.rules = Button(desk.themes, self.tr("Rules"), icon_name="scale", compact=True)
        self.rules.setToolTip(self.tr("Rest, days in a row and hours that every roster keeps"))
        self.heading.add(self.rules)
        self.rules.setVisible(may_plan)
        self.steps = WeekSteps(desk.themes, self.heading)
        self.grid = TeamGrid(desk.themes, name=self.tr("People on rosters"))
        self.how = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        self.shifts = TemplatesCard(desk, formats, may_plan=may_plan)
        self.shifts.failed.connect(self.failed)
        self._lay_out()
        self.grid.opened.connect(self.change_wanted if may_plan else self.person_wanted)
        self.rules.clicked.connect(self.rules_wanted)

    def show_week(self, week: date, view: PlanView | None) -> None:
        """Show everybody, with the hours that the plan of this week gives them."""
        self._week, self._view = week, view
        self.read()

    def read(self) -> None:
        """Read the team and its shifts anew."""
        self.shifts.read()
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: roster_team(workspace), then=self._show, failed=self.failed.emit, key=("roster team", id(self))
        )

    def _show(self, team: RosterTeam) -> None:
        self.team = team
        if self._week is None:
            return
        self.heading.title.say(self.tr("Team"))
        self.heading.note.say(wording.week_of(self._week, self._formats))
        lines = person_words.team_lines(team, self._week, self._hours(), self._formats)
        self.grid.show_team(person_words.team_heads(), lines, [member.id for member in team.members])

    def _hours(self) -> dict[int, float]:
        """The hours of the week by member, where it is planned."""
        if self._view is None or self._week is None:
            return {}
        last = self._week + timedelta(days=6)
        found = {worker.member_id: 0.0 for worker in self._view.task.workers}
        for shift in self._view.shifts:
            if self._week <= shift.day <= last and shift.member_id in found:
                found[shift.member_id] += shift.paid_minutes / 60
        return found

    def _lay_out(self) -> None:
        themes = self.desk.themes
        Spacing(themes, self.card.body, margins=(5, 0, 5, 4), gap=3)
        self.how.say(
            self.tr(
                "Enter changes the contract, absences and wishes of a person. Who is on the team is said in Settings"
            )
            if self._may_plan
            else self.tr("Enter shows the weeks of a person")
        )
        self.card.body.addWidget(self.grid)
        self.card.body.addWidget(self.how)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(6, 4, 6, 6), gap=4)
        column.addWidget(self.card)
        column.addWidget(self.shifts)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column))
