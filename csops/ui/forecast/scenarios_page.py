"""Scenarios beside how things are: people, hours, cost and service of one week, line by line."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.scenarios import Gone, Scenario
from csops.services.scenarios import ScenarioFigures, compare, gone, list_scenarios, remove_scenario, save_scenario
from csops.services.staffing import Outlook
from csops.services.workspace import Workspace
from csops.ui.begun_form import BegunForms
from csops.ui.desk import Desk, Said
from csops.ui.forecast import wording
from csops.ui.forecast.grounds import Grounds, failure
from csops.ui.forecast.hiring_card import HiringCard
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.scenario_form import ScenarioForm
from csops.ui.forecast.scenario_table import ScenarioTable
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Action, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane


class ScenariosPage(Page):
    """Scenarios, set beside today for one week.

    Signals:
        try_wanted(object): a Scenario that shall be tried out as the what-if.
    """

    try_wanted = Signal(object)

    def __init__(self, desk: Desk, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=self.tr("Forecast"), parent=parent)
        self.desk, self.looking = desk, looking
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._scenarios: list[Scenario] = []
        self._gone: Mapping[int, Gone] = {}
        self._week: date | None = None
        self._people: int | None = None
        self.form: ScenarioForm | None = None
        self._begun = BegunForms[ScenarioForm]()
        self.may_plan = desk.workspace.may(Permission.PLAN)
        self.table = ScenarioTable(desk.themes, self._formats, may_change=self.may_plan)
        self.card = Card(desk.themes, title=self.tr("What would a week take"), padded=False)
        self.hiring = HiringCard(desk, looking, self._formats)
        self.earlier = IconButton(desk.themes, "chevron-left", name=self.tr("Earlier week"), role=Role.GHOST)
        self.later = IconButton(desk.themes, "chevron-right", name=self.tr("Later week"), role=Role.GHOST)
        self.stack = Grounds(desk.themes, self._laid_out())
        self.body.addWidget(self.stack)
        self._connect()
        self._refresher = Refresher(self, desk.live, {Kind.SCENARIO, Kind.CHANNEL, Kind.MEMBER}, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Read the scenarios anew, and work out what each takes."""
        workspace = self.desk.workspace
        self.desk.ask(lambda: _listed(workspace), then=self._take, failed=self._failed, key=("scenarios", id(self)))

    def _take(self, found: tuple[list[Scenario], Mapping[int, Gone]]) -> None:
        self._scenarios, self._gone = found
        self._compare()

    def _compare(self) -> None:
        outlook = self.looking.outlook
        if outlook is None:
            return
        if self._week not in outlook.weeks:
            self._week = outlook.weeks[0]
        week = self._week
        assert week is not None
        self.desk.tasks.run(
            Lane.ARITHMETIC,
            partial(_compared, outlook=outlook, scenarios=tuple(self._scenarios), week=week),
            then=self._show,
            failed=self._failed,
            key=("compare", id(self)),
        )

    def _show(self, found: tuple[ScenarioFigures, ...]) -> None:
        outlook = self.looking.outlook
        if outlook is None or self._week is None:
            return
        assert self.card.heading is not None
        week = wording.week_of(self._week, self._formats)
        self.card.heading.title.say(self.tr("What would it take: {week}").format(week=week[:1].lower() + week[1:]))
        self.earlier.setEnabled(self._week > outlook.weeks[0])
        self.later.setEnabled(self._week < outlook.weeks[-1])
        self._people = found[0].needed.people_at_peak
        self.table.show_figures(found, outlook, self._gone)
        count = len(self._scenarios)
        self.set_head(subtitle=wording.tr("%Ln scenarios beside today", count) if count else self.tr("None yet"))
        self.stack.show_content()

    def _new_outlook(self, _outlook: Outlook) -> None:
        self.clear_banner()
        self._compare()

    # ------------------------------------------------------------ changing
    def begin_new(self) -> None:
        """Open the form for a new scenario."""
        self._open_form(Scenario(name=""))

    def edit(self, scenario: Scenario) -> None:
        """Open the form of a scenario."""
        self._open_form(scenario)

    def _open_form(self, scenario: Scenario) -> None:
        outlook = self.looking.outlook
        if outlook is None:
            return
        begun = self._begun.take(scenario.id, is_same=lambda form: form.before == scenario)
        self.form = begun or self._new_form(scenario, outlook)
        self.form.open()

    def _new_form(self, scenario: Scenario, outlook: Outlook) -> ScenarioForm:
        form = ScenarioForm(
            self.themes,
            self.window(),
            scenario=scenario,
            outlook=outlook,
            formats=self._formats,
            people=self._people,
        )
        form.save_wanted.connect(self._save)
        form.closed.connect(self._form_closed)
        return form

    def _form_closed(self) -> None:
        """Keep what was typed and neither saved nor discarded until the form is opened again."""
        form, self.form = self.form, None
        if form is not None:
            self._begun.keep(form.before.id, form)

    def _save(self, scenario: Scenario) -> None:
        workspace, form = self.desk.workspace, self.form
        said = self.tr("Changed the scenario {name}") if scenario.id else self.tr("Added the scenario {name}")
        self.desk.act(
            lambda: save_scenario(workspace, scenario=scenario),
            then=lambda _kept: self._close(form),
            failed=lambda error: self._explain(form, error),
            said=Said(text=said.format(name=scenario.name)),
        )

    def _close(self, form: ScenarioForm | None) -> None:
        if form is not None and form is self.form:
            form.finish()
        elif form is not None:
            self._begun.drop(form.before.id, form)

    def _explain(self, form: ScenarioForm | None, error: Exception) -> None:
        """Say what is wrong in the form; on the page where it was closed meanwhile."""
        if form is not None and form is self.form:
            form.explain(error)
        else:
            self._failed(error)

    def _remove(self, scenario: Scenario) -> None:
        workspace = self.desk.workspace
        self.desk.act(
            lambda: remove_scenario(workspace, scenario_id=scenario.id),
            failed=self._failed,
            said=Said(text=self.tr("Removed the scenario {name}").format(name=scenario.name)),
        )

    # ------------------------------------------------------------ what surrounds it
    def _step_week(self, by: int) -> None:
        outlook = self.looking.outlook
        if outlook is not None and self._week in outlook.weeks:
            at = outlook.weeks.index(self._week) + by
            self._week = outlook.weeks[max(0, min(at, len(outlook.weeks) - 1))]
            self._compare()

    def _open_place(self, place: object) -> None:
        self.wanted.emit("hiring", {"tab": "openings", "new_opening": place})

    def _connect(self) -> None:
        self.hiring.opening_wanted.connect(self._open_place)
        self.looking.found.connect(self._new_outlook)
        self.looking.too_little.connect(self.stack.show_too_little)
        self.looking.failed.connect(self._failed)
        self.table.edit_wanted.connect(self.edit)
        self.table.remove_wanted.connect(self._remove)
        self.table.try_wanted.connect(self.try_wanted)
        self.earlier.clicked.connect(lambda: self._step_week(-1))
        self.later.clicked.connect(lambda: self._step_week(1))
        actions: list[Action] = []
        if self.may_plan:
            new = self.tr("New scenario")
            actions.append(Action(new, icon_name="plus", run=self.begin_new, parent=self))
        self.set_top_actions(actions)

    def _laid_out(self) -> QWidget:
        assert self.card.heading is not None, "a card with a title has a heading"
        self.card.heading.add(self.earlier)
        self.card.heading.add(self.later)
        Spacing(self.themes, self.card.body, margins=(5, 0, 5, 4))
        self.card.body.addWidget(self.table)
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(6, 4, 6, 6), gap=4)
        column.addWidget(self.card)
        column.addWidget(self.hiring)
        column.addStretch(1)
        return scrolling(column)

    def _failed(self, error: Exception) -> None:
        self.show_banner(failure(self.themes, error, self.refresh))


def _listed(workspace: Workspace) -> tuple[list[Scenario], Mapping[int, Gone]]:
    found = list_scenarios(workspace)
    return found, gone(workspace, scenarios=found)


def _compared(
    _progress: object, *, outlook: Outlook, scenarios: tuple[Scenario, ...], week: date
) -> tuple[ScenarioFigures, ...]:
    return compare(outlook, scenarios, week=week)
