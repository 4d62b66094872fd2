"""Settings: what the shop, its team, this window and the file are like; the tabs at the left."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.ui.desk import Desk
from csops.ui.kit.labels import Line
from csops.ui.kit.page import Page
from csops.ui.kit.sidebar import NavItem, Place
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences
from csops.ui.settings.care import CareTab
from csops.ui.settings.channels import ChannelsTab
from csops.ui.settings.file import FileTab
from csops.ui.settings.hours import HoursTab
from csops.ui.settings.look import LookTab
from csops.ui.settings.people import PeopleTab
from csops.ui.settings.shop import ShopTab
from csops.ui.settings.tab import Tab
from csops.ui.settings.tabs import TABS
from csops.ui.settings.topics import TopicsTab

FOLDS_UNDER = 720  # pixels at 100 %


class SettingsPage(Page):
    """One tab in front; each is made when it is first shown. It can be asked {"tab": key}."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.MEMBER, Kind.CHANNEL, Kind.TOPIC, Kind.SETTING, Kind.IMPORT})

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=self.tr("Settings"), parent=parent)
        self.desk, self.preferences = desk, preferences
        self._made: dict[str, Tab] = {}
        self._items: dict[str, NavItem] = {}
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._lay_out()
        desk.team_changed.connect(self.refresh)
        self.show_tab(str(preferences.get("settings_tab", TABS[0].key)))

    def ask(self, question: object) -> None:
        """Show the tab that is asked for, and begin at its first field: whoever asks for it wants to fill it in."""
        if isinstance(question, dict) and "tab" in question:
            self.show_tab(str(question["tab"]))
            first = _first_field(self.tab())
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show everything as it is now."""
        for tab in self._made.values():
            tab.refresh()

    def tab(self) -> Tab:
        """Return the tab in front."""
        return self._made[self._key]

    def item(self, key: str) -> NavItem:
        """Return the entry of a tab at the left."""
        return self._items[key]

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front; an unknown one is the first."""
        self._key = key if key in self._items else TABS[0].key
        if self._key not in self._made:
            self._made[self._key] = self._make(self._key)
            self._stack.addWidget(self._made[self._key])
        self._stack.setCurrentWidget(self._made[self._key])
        self._items[self._key].setChecked(True)
        self.preferences.set("settings_tab", self._key)
        self.set_head(subtitle=next(tab.words() for tab in TABS if tab.key == self._key))

    def _make(self, key: str) -> Tab:
        makers: dict[str, Callable[[], Tab]] = {
            "shop": self._shop,
            "hours": lambda: HoursTab(self.desk),
            "people": lambda: PeopleTab(self.desk),
            "channels": lambda: ChannelsTab(self.desk),
            "topics": lambda: TopicsTab(self.desk),
            "care": lambda: CareTab(self.desk),
            "concessions": self._concessions,
            "recovery": self._recovery,
            "quality": self._quality,
            "look": lambda: LookTab(self.desk, self.preferences),
            "file": self._file,
        }
        return makers[key]()

    def _concessions(self) -> Tab:
        from csops.ui.settings.concessions import ConcessionsTab

        return ConcessionsTab(self.desk)

    def _recovery(self) -> Tab:
        from csops.ui.settings.recovery import RecoveryTab

        return RecoveryTab(self.desk)

    def _quality(self) -> Tab:
        from csops.ui.settings.quality import QualityTab

        tab = QualityTab(self.desk)
        tab.wanted.connect(self.wanted)
        return tab

    def _shop(self) -> Tab:
        tab = ShopTab(self.desk)
        tab.wanted.connect(self.wanted)
        return tab

    def _file(self) -> Tab:
        tab = FileTab(self.desk)
        tab.wanted.connect(self.wanted)
        return tab

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the tabs show their icons alone."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        theme = self.themes.current
        folded = self.width() < theme.px(FOLDS_UNDER)
        for item in self._items.values():
            item.fold(folded)
        self._side.setFixedWidth(
            theme.size("sidebarCollapsed") + theme.space(2) if folded else theme.space(12) * 4 + theme.space(6)
        )

    def _lay_out(self) -> None:
        side = QWidget()
        side.setAccessibleName(self.tr("Tabs"))
        column = QVBoxLayout(side)
        Spacing(self.themes, column, margins=(4, 4, 3, 4), gap=0.5)
        for tab in TABS:
            item = NavItem(self.themes, Place(key=tab.key, title=tab.words(), icon=tab.icon))
            item.setCheckable(True)
            item.clicked.connect(lambda _checked, key=tab.key: self.show_tab(key))
            self._items[tab.key] = item
            self._group.addButton(item)
            column.addWidget(item)
        column.addStretch(1)
        self._side = side
        self.themes.changed.connect(self._measure)
        self._measure()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(Line(self.themes, upright=True))
        row.addWidget(self._stack, 1)
        self.body.addLayout(row)


def _first_field(tab: QWidget) -> QWidget | None:
    """Return what Tab comes to first within a tab."""
    widget = tab.nextInFocusChain()
    while widget is not None and widget is not tab:
        takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        is_ground = isinstance(widget, QScrollArea)
        if takes_tab and not is_ground and tab.isAncestorOf(widget) and not widget.isHidden():
            return widget
        widget = widget.nextInFocusChain()
    return None
