"""Shifts: the plan of a week by people and days, made from the forecast, changed by hand, published."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.plans import Plan, PlanState
from csops.domain.shifts import ShiftTemplate
from csops.services.rosters import PlanView, plan_view, plans
from csops.services.staffing import Outlook
from csops.ui.desk import Desk
from csops.ui.forecast import shift_words, wording
from csops.ui.forecast.looking import LEAST_DAYS, Looking
from csops.ui.forecast.played_card import PlayedCard
from csops.ui.forecast.said_lines import SaidLines
from csops.ui.forecast.shift_acts import Place, ShiftActs
from csops.ui.forecast.shift_grid import ShiftGrid
from csops.ui.forecast.shift_menu import ShiftMenu
from csops.ui.kit.cards import Banner, Card, EmptyState
from csops.ui.kit.controls import Action, IconButton, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Skeleton

KINDS = frozenset({Kind.PLAN, Kind.SHIFT, Kind.SHIFT_TEMPLATE, Kind.TERMS, Kind.ABSENCE, Kind.WISH, Kind.MEMBER})


class ShiftsPage(Page):
    """One week of shifts. The weeks that can be planned are those that are forecast, and those of kept plans."""

    def __init__(self, desk: Desk, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=self.tr("Forecast"), parent=parent)
        self.desk, self.looking = desk, looking
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._plans: list[Plan] = []
        self._week: date | None = None
        self.view: PlanView | None = None
        self.may_plan = desk.workspace.may(Permission.PLAN)
        self.menu: ShiftMenu | None = None
        self.acts = ShiftActs(desk, self)
        self.card = Card(desk.themes, title=self.tr("Shifts"), padded=False)
        self.earlier = IconButton(desk.themes, "chevron-left", name=self.tr("Earlier week"), role=Role.GHOST)
        self.later = IconButton(desk.themes, "chevron-right", name=self.tr("Later week"), role=Role.GHOST)
        self.figures = Text(desk.themes, colour="text.secondary", figures=True, wrap=True)
        self.grid = ShiftGrid(desk.themes)
        self.grid.shifts.may_change = self.may_plan
        self.how = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        self.none_yet = Text(desk.themes, colour="text.secondary", wrap=True)
        self.played = PlayedCard(desk, looking, self._formats)
        self.gaps = SaidLines(desk.themes, self.tr("What is missing"))
        self.broken = SaidLines(desk.themes, self.tr("What stands against it"))
        self.stack = QStackedWidget()
        self._waiting, self._empty = Skeleton(desk.themes), QWidget()
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)
        if looking.outlook is not None:
            self._show_outlook(looking.outlook)

    # ------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Read the plans anew, and the one of the week that is shown."""
        workspace = self.desk.workspace
        self.desk.ask(lambda: plans(workspace), then=self._take_plans, failed=self._failed, key=("plans", id(self)))

    def _show_outlook(self, outlook: Outlook) -> None:
        if self._week is None:
            self._week = outlook.weeks[0]
        self.refresh()

    def _take_plans(self, found: list[Plan]) -> None:
        self._plans = found
        plan, workspace = self._plan(), self.desk.workspace
        if plan is None:
            self._show(None)
            return
        self.desk.ask(
            lambda: plan_view(workspace, plan_id=plan.id),
            then=self._show,
            failed=self._failed,
            key=("plan view", id(self)),
        )

    def _plan(self) -> Plan | None:
        """The plan of the week: what is published, else the newest draft."""
        week = self._week
        found = [plan for plan in self._plans if week is not None and plan.first_day <= week <= plan.last_day]
        return max(found, key=lambda plan: (plan.state is PlanState.PUBLISHED, plan.id), default=None)

    def _show(self, view: PlanView | None) -> None:
        if self._week is None:
            return
        self.view = view
        if view is not None:  # what an act brings is newer than the list that was read
            self._plans = [*(plan for plan in self._plans if plan.id != view.plan.id), view.plan]
        days = [self._week + timedelta(days=ahead) for ahead in range(7)]
        assert self.card.heading is not None
        self.card.heading.title.say(self._title_of(view))
        self.earlier.setEnabled(self._step(-1) is not None)
        self.later.setEnabled(self._step(1) is not None)
        for widget in (self.grid, self.figures):
            widget.setVisible(view is not None)
        self.how.setVisible(view is not None and self.may_plan)
        self.none_yet.setVisible(view is None)
        currency, names = self.desk.team.shop.currency, {one.key: one.name for one in self.desk.team.channels}
        if view is not None:
            heads = shift_words.heads(days, self._formats)
            self.grid.show_week(shift_words.rows(view, days, self._formats), days=days, heads=heads)
            self.figures.say(shift_words.figures(view, self._formats, currency))
        self.gaps.show_lines([] if view is None else shift_words.gap_lines(view, self._week, names))
        self.broken.show_lines([] if view is None else shift_words.broken_lines(view, self._week))
        self.played.show_plan(view)
        self.set_head(subtitle=self._subtitle_of(view))
        self._set_actions()
        self.stack.setCurrentWidget(self._ground)

    def _title_of(self, view: PlanView | None) -> str:
        assert self._week is not None
        week = wording.week_of(self._week, self._formats)
        if view is None:
            return week
        is_published = view.plan.state is PlanState.PUBLISHED
        said = self.tr("{week}, published") if is_published else self.tr("{week}, draft")
        return said.format(week=week)

    def _subtitle_of(self, view: PlanView | None) -> str:
        if view is None:
            return self.tr("No shifts are planned for this week yet")
        return wording.tr("%Ln people at work", sum(1 for person in view.sums.people if person.shifts))

    # ------------------------------------------------------------ weeks
    def _weeks(self) -> list[date]:
        ahead = self.looking.outlook
        planned = {plan.first_day + timedelta(weeks=number) for plan in self._plans for number in range(plan.weeks)}
        return sorted(planned | set(ahead.weeks if ahead else ()))

    def _step(self, by: int) -> date | None:
        weeks = self._weeks()
        at = weeks.index(self._week) + by if self._week in weeks else 0
        return weeks[at] if 0 <= at < len(weeks) else None

    def _step_week(self, by: int) -> None:
        self._week = self._step(by) or self._week
        self._take_plans(self._plans)

    # ------------------------------------------------------------ acting
    def make(self) -> None:
        """Plan the week from the forecast, or plan it anew."""
        before = self._plan()
        if self._week is not None:
            self.acts.make(self._week, again=before.id if before is not None else None)

    def publish(self) -> None:
        """Tell the team, or make the plan a draft again."""
        self._on_plan(self.acts.publish)

    def export(self) -> None:
        """Write the plan to a file."""
        self._on_plan(self.acts.export)

    def _on_plan(self, act: Callable[[Plan], object]) -> None:
        plan = self._plan()
        if plan is not None:
            act(plan)

    def _place(self, row: int, column: int) -> Place:
        model = self.grid.shifts
        return model.rows[row].member_id, model.days[column]

    def _name(self, row: int) -> str:
        return self.grid.shifts.rows[row].name

    def _move(self, row: int, column: int, to_row: int, to_column: int) -> None:
        source, goal = self._place(row, column), self._place(to_row, to_column)
        name, to = self._name(row), self._name(to_row)
        self._on_plan(lambda plan: self.acts.move(plan, source, goal, name=name, to=to))
        self.grid.go_to(to_row, to_column)

    def _clear(self, row: int, column: int) -> None:
        place, name = self._place(row, column), self._name(row)
        self._on_plan(lambda plan: self.acts.clear(plan, place, name=name))

    def _give(self, row: int, column: int, template: ShiftTemplate) -> None:
        place, name = self._place(row, column), self._name(row)
        self._on_plan(lambda plan: self.acts.give(plan, place, template, name=name))

    def _choose(self, row: int, column: int) -> None:
        """Offer the shifts of the day, and to take away what is there."""
        if self.view is None:
            return
        _member, day = self._place(row, column)
        shifts = [template for template in self.view.task.templates if template.is_on(day)]
        self.menu = ShiftMenu(
            self, shifts, give=partial(self._give, row, column), take=partial(self._clear, row, column)
        )
        cell = self.grid.shifts.cell(self.grid.shifts.index(row, column))
        self.menu.take.setVisible(cell is not None and cell.is_shift)
        self.menu.popup(self.grid.below(row, column))

    # ------------------------------------------------------------ what surrounds it
    def _set_actions(self) -> None:
        actions: list[Action] = []
        plan = self._plan()
        ahead = self.looking.outlook
        if self.may_plan and ahead is not None and self._week in ahead.weeks:
            text = self.tr("Plan shifts") if plan is None else self.tr("Plan anew")
            actions.append(Action(text, icon_name="wand-sparkles", run=self.make, parent=self))
        if self.may_plan and plan is not None:
            is_published = plan.state is PlanState.PUBLISHED
            text = self.tr("Withdraw") if is_published else self.tr("Publish")
            actions.append(Action(text, icon_name="megaphone", run=self.publish, parent=self))
        if plan is not None and self.desk.workspace.may(Permission.EXPORT):
            export = self.tr("Export")
            actions.append(
                Action(
                    export,
                    icon_name="file-spreadsheet",
                    keys="Ctrl+E",
                    run=lambda: self._on_plan(self.acts.export),
                    parent=self,
                )
            )
        self.set_top_actions(actions)

    def _connect(self) -> None:
        self.looking.found.connect(self._show_outlook)
        self.looking.too_little.connect(self._too_little)
        self.looking.failed.connect(self._failed)
        self.earlier.clicked.connect(lambda: self._step_week(-1))
        self.later.clicked.connect(lambda: self._step_week(1))
        self.acts.changed.connect(self._show)
        self.played.shown.connect(lambda: self._ground.ensureWidgetVisible(self.played))
        self.acts.failed.connect(self._failed)
        self.grid.moved.connect(self._move)
        self.grid.clear_wanted.connect(self._clear)
        self.grid.choose_wanted.connect(self._choose)

    def _lay_out(self) -> None:
        assert self.card.heading is not None, "a card with a title has a heading"
        self.card.heading.add(self.earlier)
        self.card.heading.add(self.later)
        Spacing(self.themes, self.card.body, margins=(5, 0, 5, 4), gap=3)
        self.none_yet.say(shift_words.none_yet())
        self.how.say(shift_words.how())
        parts: tuple[QWidget, ...] = (self.figures, self.grid, self.how, self.none_yet)
        for part in parts:
            self.card.body.addWidget(part)
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(6, 4, 6, 6), gap=4)
        for card in (self.card, self.gaps, self.broken, self.played):
            column.addWidget(card)
        column.addStretch(1)
        self._ground = scrolling(column)
        for layer in (self._waiting, self._ground, self._empty):
            self.stack.addWidget(layer)
        self.body.addWidget(self.stack)

    def _too_little(self, days: int) -> None:
        self.stack.removeWidget(self._empty)
        self._empty.deleteLater()
        self._empty = EmptyState(
            self.themes,
            icon="chart-line",
            title=self.tr("Not enough to look ahead"),
            why=wording.not_enough(days, least=LEAST_DAYS),
        )
        self.stack.addWidget(self._empty)
        self.stack.setCurrentWidget(self._empty)

    def _failed(self, error: Exception) -> None:
        banner = Banner(self.themes, words(error).sentence, family="danger")
        banner.add_button(self.tr("Show the plan"), self._try_again)
        self.show_banner(banner)

    def _try_again(self) -> None:
        self.clear_banner()
        self.refresh()
