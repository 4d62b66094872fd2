"""The place of the forecast: its tabs, which share one look ahead."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.scenarios import Scenario
from csops.ui.desk import Desk
from csops.ui.forecast.accuracy_page import AccuracyPage
from csops.ui.forecast.history_page import HistoryPage
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.page import ForecastPage
from csops.ui.forecast.scenarios_page import ScenariosPage
from csops.ui.forecast.shifts_page import ShiftsPage
from csops.ui.forecast.sources_card import SourcesCard
from csops.ui.forecast.tabs import ACCURACY, HISTORY, PEOPLE, SCENARIOS, SHIFTS, TABS
from csops.ui.kit.choices import Option
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tabs import Tabs
from csops.ui.preferences import Preferences


class ForecastPlace(Page):
    """Forecast. Each tab is a page of its own, made when it is first shown. It can be asked {"tab": key}."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.CONTACT, Kind.CHANNEL, Kind.SETTING, Kind.IMPORT, Kind.DAY_MARK})

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, preferences: Preferences | None = None) -> None:
        super().__init__(desk.themes, title=self.tr("Forecast"), parent=parent)
        self.desk, self._preferences = desk, preferences
        self.looking = Looking(desk, self)
        self._pages: dict[str, Page] = {}
        self._names = {tab.key: tab.words() for tab in TABS}
        options = [Option(key=key, text=text) for key, text in self._names.items()]
        self.tabs = Tabs(desk.themes, options, name=self.tr("Parts of the forecast"))
        self.stack = QStackedWidget()
        head = QVBoxLayout()
        Spacing(desk.themes, head, margins=(6, 0, 6, 0))
        head.addWidget(self.tabs)
        self.body.addLayout(head)
        self.body.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.show_tab)
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.show_tab(PEOPLE)
        self.refresh()

    def refresh(self) -> None:
        """Look ahead again; every tab hears of it."""
        self.looking.refresh()

    def ask(self, question: object) -> None:
        """Show the tab that is asked for."""
        if isinstance(question, dict) and question.get("tab") in self._names:
            self.show_tab(str(question["tab"]))

    def page(self, key: str = "") -> Page:
        """Return the page of a tab, made now where it was not shown yet; without a key the one in front."""
        wanted = key or self.tabs.key()
        if wanted not in self._pages:
            makers: dict[str, Callable[[], Page]] = {
                PEOPLE: self._people,
                SHIFTS: lambda: ShiftsPage(self.desk, self.looking),
                SCENARIOS: self._scenarios,
                ACCURACY: lambda: AccuracyPage(self.desk, self.looking),
                HISTORY: self._history,
            }
            made = self._pages[wanted] = makers[wanted]()
            made.wanted.connect(self.wanted)
            made.head_changed.connect(self.head_changed)
            self.stack.addWidget(made)
        return self._pages[wanted]

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.tabs.choose(key)
        self.stack.setCurrentWidget(self.page(key))
        self.head_changed.emit()

    def subtitle(self) -> str:
        """Return the line of the tab in front."""
        return self.page().subtitle()

    def top_actions(self) -> Sequence[QAction]:
        """Return the actions of the tab in front."""
        return self.page().top_actions()

    def _people(self) -> Page:
        page = ForecastPage(self.desk, self.looking, preferences=self._preferences)
        page.scenario_kept.connect(lambda: self.show_tab(SCENARIOS))
        page.shifts_wanted.connect(self._plan_shifts)
        return page

    def _plan_shifts(self, week: date) -> None:
        shifts = self.page(SHIFTS)
        assert isinstance(shifts, ShiftsPage)
        shifts.show_week(week)
        self.show_tab(SHIFTS)

    def _history(self) -> Page:
        page = HistoryPage(self.desk)
        page.add_card(SourcesCard(self.desk, Formats(zone=ZoneInfo(self.desk.team.shop.zone))))
        return page

    def _scenarios(self) -> Page:
        page = ScenariosPage(self.desk, self.looking)
        page.try_wanted.connect(self._try_out)
        return page

    def _try_out(self, scenario: Scenario) -> None:
        people = self.page(PEOPLE)
        assert isinstance(people, ForecastPage)
        self.show_tab(PEOPLE)
        people.try_out(scenario)
