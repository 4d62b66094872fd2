"""Shifts: a week by people and days, one person over some weeks, and the team that plans are made of."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.plans import Plan, PlanState
from csops.services.rosters import PlanView, plan_view, plans
from csops.services.staffing import Outlook
from csops.ui.desk import Desk
from csops.ui.forecast import wording
from csops.ui.forecast.looking import LEAST_DAYS, Looking
from csops.ui.forecast.person_board import PersonBoard
from csops.ui.forecast.person_door import PersonDoor
from csops.ui.forecast.planned_weeks import PlannedWeeks
from csops.ui.forecast.roster_reading import RosterReading, dropped_table
from csops.ui.forecast.shift_acts import ShiftActs
from csops.ui.forecast.team_board import TeamBoard
from csops.ui.forecast.week_board import WeekBoard
from csops.ui.forecast.week_steps import WeekSteps
from csops.ui.kit.cards import Banner, EmptyState
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Skeleton

KINDS = frozenset(
    {Kind.PLAN, Kind.SHIFT, Kind.SHIFT_TEMPLATE, Kind.TERMS, Kind.ABSENCE, Kind.WISH, Kind.MEMBER, Kind.SETTING}
    | {Kind.SKILL, Kind.SKILL_LEVEL}
)
WEEK, PERSON, TEAM = "week", "person", "team"


class ShiftsPage(Page):
    """What is planned, seen three ways: by week, by person, and the team itself."""

    def __init__(self, desk: Desk, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=self.tr("Forecast"), parent=parent)
        self.desk, self.looking = desk, looking
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.weeks = PlannedWeeks()
        self.view: PlanView | None = None
        self.may_plan = desk.workspace.may(Permission.PLAN)
        self.acts = ShiftActs(desk, self, looking)
        options = (
            Option(key=WEEK, text=self.tr("Week")),
            Option(key=PERSON, text=self.tr("One person")),
            Option(key=TEAM, text=self.tr("Team")),
        )
        self.ways = Segmented(desk.themes, options, name=self.tr("What is shown of the shifts"))
        self.week = WeekBoard(desk, looking, self._formats, self.acts, may_plan=self.may_plan)
        self.person = PersonBoard(desk, self._formats, may_plan=self.may_plan)
        self.team = TeamBoard(desk, self._formats, may_plan=self.may_plan)
        self.door = PersonDoor(desk, self, self._formats)
        self.reading = RosterReading(desk, looking, self, self._formats)
        self.setAcceptDrops(self.may_plan)
        self.stack = QStackedWidget()
        self._waiting, self._empty = Skeleton(desk.themes), QWidget()
        self._is_too_little = False
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)
        if looking.outlook is not None:
            self._show_outlook(looking.outlook)

    # ------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Read the plans anew, and what is shown of them."""
        workspace = self.desk.workspace
        self.desk.ask(lambda: plans(workspace), then=self._take_plans, failed=self._failed, key=("plans", id(self)))

    def _show_outlook(self, outlook: Outlook) -> None:
        self._is_too_little = False
        self.weeks.forecast = tuple(outlook.weeks)
        if self.weeks.week is None:
            self.weeks.week = outlook.weeks[0]
        self.refresh()

    def _take_plans(self, found: list[Plan]) -> None:
        self.weeks.take(found)
        self._show_plan()

    def _show_plan(self) -> None:
        """Read the plan of the week that is looked at."""
        plan, workspace = self.weeks.plan(), self.desk.workspace
        if plan is None:
            self._show(None)
            return
        self.desk.ask(
            lambda: plan_view(workspace, plan_id=plan.id),
            then=self._take_view,
            failed=self._failed,
            key=("plan view", id(self)),
        )

    def _take_view(self, view: PlanView) -> None:
        """Show the plan that was read, unless another one is looked at by now."""
        plan = self.weeks.plan()
        if plan is not None and plan.id == view.plan.id:
            self._show(view)

    def _show(self, view: PlanView | None) -> None:
        week = self.weeks.week
        if week is None:
            return
        self.view = view
        if view is not None:
            self.weeks.renew(view.plan)
        self.week.show_week(week, view)
        self.week.show_plans(self.weeks.plans(), None if view is None else view.plan)
        for steps in self._steps():
            steps.show_ends(earlier=self.weeks.at(-1) is not None, later=self.weeks.at(1) is not None)
        self.set_head(subtitle=self._subtitle_of(view))
        self._show_way()

    def _show_way(self) -> None:
        """Bring to the front what was chosen, as it is now."""
        week = self.weeks.week
        if week is None:
            return
        if self.ways.key() == PERSON:
            self.person.show_week(week)
        elif self.ways.key() == TEAM:
            self.team.show_week(week, self.view)
        boards: dict[str, QWidget] = {PERSON: self.person, TEAM: self.team}
        usual = self._empty if self._is_too_little and self.view is None else self.week
        self.stack.setCurrentWidget(boards.get(self.ways.key(), usual))
        self._set_actions()

    def _subtitle_of(self, view: PlanView | None) -> str:
        if view is None:
            return self.tr("No shifts are planned for this week yet")
        return wording.tr("%Ln people at work", sum(1 for person in view.sums.people if person.shifts))

    # ------------------------------------------------------------ going about
    def show_person(self, member_id: int) -> None:
        """Show the weeks of a person."""
        self.person.member_id = member_id
        self._go(PERSON)

    def _go(self, way: str) -> None:
        self.ways.choose(way)
        self._show_way()

    def show_week(self, week: date) -> None:
        """Look at another week, as the plan of all people."""
        self.weeks.week = week
        self.ways.choose(WEEK)
        self.refresh()

    def _step_week(self, by: int) -> None:
        self.weeks.step(by)
        self._show_plan()

    def _steps(self) -> tuple[WeekSteps, ...]:
        return self.week.steps, self.person.steps, self.team.steps

    def _choose_plan(self, plan: Plan) -> None:
        """Look at another plan of the same week."""
        self.weeks.choose(plan)
        self._show_plan()

    # ------------------------------------------------------------ acting
    def read_in(self) -> None:
        """Read in a roster from a file."""
        self.reading.ask(self.weeks.week or _this_week(self.desk))

    def _read_in(self, view: PlanView) -> None:
        """Show the draft that was read in, also where another plan is published for its days."""
        self.weeks.show(view.plan)
        self.ways.choose(WEEK)
        self._show(view)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: take a table wherever it is dropped on the shifts."""
        if dropped_table(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: read in what was dropped as a roster."""
        path = dropped_table(event)
        if path is not None:
            event.acceptProposedAction()
            self.reading.read(path, self.weeks.week or _this_week(self.desk))

    def make(self) -> None:
        """Plan the week from the forecast, or plan it anew."""
        before = self.weeks.plan()
        if self.weeks.week is not None:
            self.acts.make(self.weeks.week, again=before.id if before is not None else None)

    def _publish_again(self) -> None:
        if self.view is not None:
            self.acts.publish_again(self.view.plan)

    def _set_actions(self) -> None:
        way, plan = self.ways.key(), self.weeks.plan()
        actions: list[Action] = []
        if way == WEEK and self.may_plan and self.weeks.is_forecast():
            text = self.tr("Plan shifts") if plan is None else self.tr("Plan anew")
            actions.append(Action(text, icon_name="wand-sparkles", run=self.make, parent=self))
        if way == WEEK and self.may_plan and plan is not None:
            is_published = plan.state is PlanState.PUBLISHED
            text = self.tr("Withdraw") if is_published else self.tr("Publish")
            actions.append(Action(text, icon_name="megaphone", run=lambda: self.acts.publish(plan), parent=self))
        if way == PERSON:
            actions.append(Action(self.tr("Copy"), icon_name="copy", run=self.person.copy, parent=self))
        if self.desk.workspace.may(Permission.EXPORT) and (way == PERSON or (way == WEEK and plan is not None)):
            actions.append(self._export_action())
        self.set_top_actions(actions)

    def _export_action(self) -> Action:
        is_person = self.ways.key() == PERSON
        icon = "calendar" if is_person else "file-spreadsheet"
        return Action(self.tr("Export"), icon_name=icon, keys="Ctrl+E", run=self._export, parent=self)

    def _export(self) -> None:
        plan = self.weeks.plan()
        if self.ways.key() == PERSON:
            self.person.export()
        elif plan is not None:
            self.acts.export(plan)

    # ------------------------------------------------------------ what surrounds it
    def _connect(self) -> None:
        self.looking.found.connect(self._show_outlook)
        self.looking.too_little.connect(self._too_little)
        self.looking.failed.connect(self._failed)
        self.ways.chosen.connect(self._go)
        for steps in self._steps():
            steps.stepped.connect(self._step_week)
        self.acts.changed.connect(self._show)
        self.reading.kept.connect(self._read_in)
        self.week.plan_chosen.connect(self._choose_plan)
        self.week.read_wanted.connect(self.read_in)
        self.week.publish_wanted.connect(self._publish_again)
        for part in (self.acts, self.person, self.team, self.door, self.reading):
            part.failed.connect(self._failed)
        for wanting in (self.week.hands, self.person, self.team):
            wanting.change_wanted.connect(self.door.open)
        self.week.hands.person_wanted.connect(self.show_person)
        self.team.person_wanted.connect(self.show_person)
        self.team.rules_wanted.connect(self.door.open_rules)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        Spacing(self.themes, head, margins=(6, 4, 6, 0))
        head.addWidget(self.ways)
        head.addStretch(1)
        self.body.addLayout(head)
        for layer in (self._waiting, self.week, self.person, self.team, self._empty):
            self.stack.addWidget(layer)
        self.body.addWidget(self.stack, 1)

    def _too_little(self, days: int) -> None:
        """Say why nothing can be planned; who is on the team, and how they work, can be said all the same."""
        self._is_too_little = True
        self.stack.removeWidget(self._empty)
        self._empty.deleteLater()
        self._empty = EmptyState(
            self.themes,
            icon="chart-line",
            title=self.tr("Not enough to look ahead"),
            why=wording.not_enough(days, least=LEAST_DAYS),
            action=self.tr("Read in a roster") if self.may_plan else "",
            run=self.read_in,
        )
        self.stack.addWidget(self._empty)
        if self.weeks.week is None:
            self.weeks.week = _this_week(self.desk)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        banner = Banner(self.themes, words(error).sentence, family="danger")
        banner.add_button(self.tr("Show the plan"), self._try_again)
        self.show_banner(banner)

    def _try_again(self) -> None:
        self.clear_banner()
        self.refresh()


def _this_week(desk: Desk) -> date:
    today = desk.workspace.now().astimezone(ZoneInfo(desk.team.shop.zone)).date()
    return today - timedelta(days=today.weekday())
