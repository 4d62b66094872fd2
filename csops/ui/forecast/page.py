"""The page of the forecast: what comes, how many people it takes, and what if."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.assumptions import Assumptions
from csops.domain.channels import Channel
from csops.domain.requirement import Requirement, requirement
from csops.domain.scenarios import Scenario, turned
from csops.services.staffing import (
    Outlook,
    Plan,
    as_today,
    interval_loads,
    plan_of,
)
from csops.ui.desk import Desk
from csops.ui.forecast import wording
from csops.ui.forecast.assumptions_panel import TODAY, WHAT_IF
from csops.ui.forecast.board import Board
from csops.ui.forecast.certainty_beside import CertaintyBeside
from csops.ui.forecast.grounds import Grounds, failure
from csops.ui.forecast.keeping import Kept, keep_turned, kept, save_kept, why_not
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.name_scenario import NameScenario
from csops.ui.forecast.notes import note
from csops.ui.forecast.people_card import ONE
from csops.ui.forecast.roster_beside import RosterBeside
from csops.ui.forecast.shrinkage_beside import ShrinkageBeside
from csops.ui.forecast.workings import Workings
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import Page
from csops.ui.kit.tasks import Lane
from csops.ui.preferences import Preferences


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A plan, and the requirement that the map shows of it: of all channels, or of one."""

    plan: Plan
    needed: Requirement


class ForecastPage(Page):
    """Volume and people: what is written is what the team assumes, and what-ifs by a name.

    Signals:
        scenario_kept: what was turned is a scenario now.
        shifts_wanted: the shifts of this week (a date) shall be planned.
    """

    scenario_kept = Signal()
    shifts_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        looking: Looking,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(desk.themes, title=self.tr("Forecast"), parent=parent)
        self.desk, self.looking = desk, looking
        shop = desk.team.shop
        self._formats = Formats(zone=ZoneInfo(shop.zone))
        self.outlook: Outlook | None = None
        self.plan: Plan | None = None
        self._key, self._mode = "", TODAY
        self._is_folded: bool | None = None
        self._week: date | None = None
        self.board = Board(desk.themes, self._formats, currency=shop.currency)
        self.stack = Grounds(desk.themes, self.board)
        self.shrinkage = ShrinkageBeside(desk, self.board.panel, self._formats, self)
        self.certain = CertaintyBeside(desk, self.board.panel.certain, self._formats, self)
        self.roster = RosterBeside(desk, self.board.people, self)
        self.board.people.remember(preferences or Preferences(None))
        self.workings = Workings(desk.themes, self._formats)
        self.naming: NameScenario | None = None
        self.body.addWidget(self.stack)
        self._connect()
        self._set_actions()
        if looking.outlook is not None:
            self._show_outlook(looking.outlook)

    # ------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Look ahead again."""
        self.looking.refresh()

    def _show_outlook(self, outlook: Outlook) -> None:
        self.outlook, self.plan = outlook, None
        self._formats.zone = ZoneInfo(outlook.shop.zone)
        self.board.show_currency(outlook.shop.currency)
        keys = [channel.key for channel in outlook.channels]
        self._key = self._key if self._key in keys else keys[0]
        self._week = self._week if self._week in outlook.weeks else outlook.weeks[0]
        self.set_head(subtitle=wording.history(outlook, self._formats, today=_today(self.desk, outlook)))
        self.board.show_outlook(outlook, self._channel())
        self._mode = self._mode if self.board.panel.is_changed() else TODAY
        self._draw_fan()
        self._show_saving()
        self._show_notes(outlook)
        self._ask_plan()

    def _channel(self) -> Channel:
        assert self.outlook is not None
        return next(channel for channel in self.outlook.channels if channel.key == self._key)

    # ------------------------------------------------------------ the plan
    def _ask_plan(self) -> None:
        if self.outlook is None:
            return
        self.roster.show_week(self.outlook, self._week)
        self.desk.tasks.run(
            Lane.ARITHMETIC,
            partial(
                _shown,
                outlook=self.outlook,
                week=self._week,
                asked=self.board.panel.assumptions(),
                before=self.plan,
                mode=self._mode,
                channel=self._key if self.board.people.scope.key() == ONE else None,
            ),
            then=self._show_plan,
            failed=self._failed,
            key=("plan", id(self)),
        )

    def _show_plan(self, shown: Shown) -> None:
        self.plan = shown.plan
        self.board.show_plan(shown.plan, shown.needed, mode=self._mode)
        self.certain.show_plan(shown.plan, as_today=self._mode == TODAY)
        if self.stack.currentWidget() is not self.board:
            self.stack.show_content()

    def _turned(self) -> None:
        self._mode = WHAT_IF if self.board.panel.is_changed() else TODAY
        self._show_saving()
        self._draw_fan()
        self._ask_plan()

    def _show_mode(self, mode: str) -> None:
        self._mode = mode
        self._draw_fan()
        self._ask_plan()

    def _show_channel(self, key: str) -> None:
        self._key = key
        assert self.outlook is not None
        self.board.show_channel(self.outlook, self._channel(), factor=self._factor())
        self._ask_plan()

    def _draw_fan(self) -> None:
        if self.outlook is not None:
            self.board.show_fan(self.outlook, self._channel(), factor=self._factor())

    def _factor(self) -> float:
        return self.board.panel.assumptions().volume_factor if self._mode == WHAT_IF else 1.0

    def _step_week(self, by: int) -> None:
        if self.outlook is not None and self._week in self.outlook.weeks:
            at = self.outlook.weeks.index(self._week) + by
            self._show_week(self.outlook.weeks[max(0, min(at, len(self.outlook.weeks) - 1))])

    def _show_week(self, week: date) -> None:
        self._week = week
        self._ask_plan()

    def _pick_step(self, step: int) -> None:
        """A week of the chart was picked: plan it where it lies ahead as a whole; picked again, it explains itself."""
        week = self.board.chart.data.starts[step]
        if self.outlook is not None and week in self.outlook.weeks and week != self._week:
            self._show_week(week)
        else:
            self.explain_week(week)

    # ------------------------------------------------------------ keeping
    def try_out(self, scenario: Scenario) -> None:
        """Turn what a scenario turns, as a what-if (`Scenario.is_turned_only`)."""
        if self.outlook is not None:
            self.board.panel.turn(scenario.onto(as_today(self.outlook.staffing)))

    def _name_scenario(self, name: str = "", problem: str = "") -> None:
        self.naming = NameScenario(self.themes, self.window(), name=name, problem=problem)
        self.naming.named.connect(self._keep_scenario)
        self.naming.closed.connect(self.naming.deleteLater)
        self.naming.open()

    def _keep_scenario(self, name: str) -> None:
        if self.outlook is None:
            return
        scenario = turned(name, self.board.panel.assumptions(), as_today(self.outlook.staffing))
        failed = partial(self._not_kept, name)
        keep_turned(self.desk, scenario, then=lambda _kept: self.scenario_kept.emit(), failed=failed)

    def _not_kept(self, name: str, error: Exception) -> None:
        told = words(error)
        if told.field == "name":
            self._name_scenario(name, told.sentence)
        else:
            self._failed(error)

    def _kept(self) -> Kept | None:
        outlook = self.outlook
        return None if outlook is None else kept(outlook.staffing, outlook.channels, self.board.panel.assumptions())

    def _save(self) -> None:
        if (found := self._kept()) is not None:
            save_kept(self.desk, found, failed=self._failed)

    def _show_saving(self) -> None:
        may, panel = self.desk.workspace.may(Permission.PLAN), self.board.panel
        reason = why_not(may=may, is_changed=panel.is_changed(), found=self._kept())
        panel.foot.show_keeping(reason, may=may, is_changed=panel.is_changed())

    # ------------------------------------------------------------ what surrounds it
    def _connect(self) -> None:
        self.looking.found.connect(self._show_outlook)
        self.looking.too_little.connect(self._show_empty)
        self.looking.failed.connect(self._failed)
        board = self.board
        board.tabs.chosen.connect(self._show_channel)
        board.panel.turned.connect(self._turned)
        board.panel.mode_chosen.connect(self._show_mode)
        board.panel.save_wanted.connect(self._save)
        board.panel.scenario_wanted.connect(self._name_scenario)
        board.people.scope_chosen.connect(lambda _scope: self._ask_plan())
        board.people.week_wanted.connect(self._step_week)
        board.people.shifts_wanted.connect(self.shifts_wanted)
        board.chart.picked.connect(self._pick_step)
        board.why_wanted.connect(self.explain)
        board.number_wanted.connect(self.explain_week)
        board.sides.folded.connect(self._set_actions)
        self.stack.currentChanged.connect(self._set_actions)
        board.chart.files = board.people.map.files = self.desk.files
        board.chart.save_failed.connect(self._failed)
        board.people.save_failed.connect(self._failed)
        self.shrinkage.failed.connect(self._failed)
        self.themes.changed.connect(self._draw_fan)

    def _set_actions(self) -> None:
        is_folded = self.board.sides.is_folded and self.stack.currentWidget() is self.board
        if is_folded is self._is_folded:
            return
        self._is_folded = is_folded
        open_panel = self.board.sides.open_panel if is_folded else None
        may_export = self.desk.workspace.may(Permission.EXPORT)
        self.set_top_actions(top_actions(self, open_panel=open_panel, export=self.export if may_export else None))

    def export(self) -> None:
        """Go to the report of what the page shows: as today, or with the assumptions of the what-if."""
        panel = self.board.panel
        what_if = {"assumptions": panel.assumptions()} if self._mode == WHAT_IF and panel.is_changed() else {}
        self.wanted.emit("reports", {"report": "staffing", **what_if})

    def explain(self) -> None:
        """Show how this was worked out."""
        if self.plan is not None:
            self.workings.explain(self.window(), plan=self.plan, channel=self._channel())

    def explain_week(self, start: date | None = None) -> None:
        """Show what makes up the forecast of a week to come; without a day of the one that is planned."""
        week, outlook = start or self._week, self.outlook
        if outlook is not None and week is not None:
            shown = outlook.outlooks[self._key].turned_week(week, self._factor())
            self.workings.explain_week(self.window(), channel=self._channel(), week=shown)

    def _show_notes(self, outlook: Outlook) -> None:
        self.clear_banner()
        may = self.desk.workspace.may(Permission.SETTINGS)
        hours, today = self._open_hours if may else None, _today(self.desk, outlook)
        found = note(outlook, self.themes, self._formats, today=today, open_hours=hours)
        if found is not None:
            self.show_banner(found)

    def _open_hours(self) -> None:
        self.wanted.emit("settings", {"tab": "hours"})

    def _show_empty(self, days: int) -> None:
        self.clear_banner()
        self.set_head(subtitle="")
        may_import = self.desk.workspace.may(Permission.IMPORT)
        self.stack.show_too_little(
            days,
            action=self.tr("Import a log or a report") if may_import else "",
            run=lambda: self.wanted.emit("import", {"choose": True}),
        )

    def _failed(self, error: Exception) -> None:
        self.show_banner(failure(self.themes, error, self.refresh))


def _today(desk: Desk, outlook: Outlook) -> date:
    return desk.workspace.now().astimezone(ZoneInfo(outlook.shop.zone)).date()


def _shown(
    _progress: object,
    *,
    outlook: Outlook,
    week: date | None,
    asked: Assumptions,
    before: Plan | None,
    mode: str,
    channel: str | None,
) -> Shown:
    plan = plan_of(outlook, week=week, assumptions=asked, before=before)
    if channel is None:
        return Shown(plan=plan, needed=plan.today if mode == TODAY else plan.what_if)
    used = as_today(outlook.staffing) if mode == TODAY else asked
    return Shown(plan=plan, needed=requirement(interval_loads(outlook, week=plan.week), used, channel=channel))


def top_actions(
    page: ForecastPage, *, open_panel: Callable[[], object] | None, export: Callable[[], object] | None
) -> list[Action]:
    """Return what the page offers above: the panel where it is folded away, and the export to whom may."""
    actions = list[Action]()
    if open_panel is not None:
        words = page.tr("Assumptions")
        actions.append(Action(words, icon_name="sliders-horizontal", run=open_panel, parent=page))
    if export is not None:
        actions.append(Action(page.tr("Export"), icon_name="file-spreadsheet", keys="Ctrl+E", run=export, parent=page))
    return actions
