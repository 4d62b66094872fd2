"""A place of several tabs, each a page of its own that is made when it is first shown."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.ui.desk import Desk
from csops.ui.kit.choices import Option
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Where
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tabs import Tabs
from csops.ui.kit.tasks import Lane, Progress
from csops.ui.place_tab import PlaceTab
from csops.ui.preferences import Preferences

_LOADS_AFTER_MS = 300  # once what is in front is there


class TabbedPlace(Page):
    """Shows one of its tabs. It can be asked {"tab": key} with whatever else the page of that tab is asked.

    A page that closes itself leaves the place to the tab from which somebody came to it.
    """

    usual = ""
    """The tab that is meant where none is asked for; without one such a question is for nobody."""

    def __init__(
        self,
        desk: Desk,
        tabs: Iterable[PlaceTab],
        *,
        preferences: Preferences,
        title: str,
        name: str,
        first: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` says what the row of tabs is; `first` is shown at first, else the usual, else the foremost."""
        super().__init__(desk.themes, title=title, parent=parent)
        self.desk, self._preferences = desk, preferences
        self._pages: dict[str, Page] = {}
        self._is_loading = False
        may = desk.workspace.may
        self._tabs = {tab.key: tab for tab in tabs if tab.permission is None or may(tab.permission)}
        options = [Option(key=tab.key, text=tab.words()) for tab in self._tabs.values() if tab.title]
        self._is_single = len(self._tabs) == 1
        self._front = self._before = first or self.usual or options[0].key
        self.tabs = Tabs(desk.themes, options, name=name)
        self.stack = QStackedWidget()
        head = QVBoxLayout()
        Spacing(desk.themes, head, margins=(6, 0, 6, 0))
        head.addWidget(self.tabs)
        self.body.addLayout(head)
        self.body.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.show_tab)
        self.show_tab(self._front)

    def ask(self, question: object) -> None:
        """Show the tab that is asked for, and ask its page the rest."""
        asked = dict(question) if isinstance(question, Mapping) else {}
        key = str(asked.pop("tab", self.usual))
        if key in self._tabs:
            self.show_tab(key)
            self.page().setFocus(Qt.FocusReason.OtherFocusReason)
            if asked or key == self.usual:
                self.page().ask(asked)

    def page(self, key: str = "") -> Page:
        """Return the page of a tab, made now where it was not shown yet; without a key the one in front."""
        wanted = key or self._front
        if wanted not in self._pages:
            made = self._pages[wanted] = self._tabs[wanted].make(self.desk, self._preferences)
            made.wanted.connect(self.wanted)
            made.head_changed.connect(self._show_head)
            made.closed.connect(self.show_before)
            self.stack.addWidget(made)
        return self._pages[wanted]

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.tabs.choose(key)
        self._before, self._front = (self._before if key == self._front else self._front), key
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        self._show_head()

    def show_before(self) -> None:
        """Bring back the tab from which somebody came to what is closed now."""
        self.show_tab(self._before)
        self.page().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self) -> None:
        self.tabs.setHidden(self.page().is_alone or self._is_single)
        self.head_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: once it is seen, the pages of the other tabs are loaded beside the window."""
        super().showEvent(event)
        if not self._is_loading:
            self._is_loading = True
            QTimer.singleShot(_LOADS_AFTER_MS, self, self._load)

    def _load(self) -> None:
        modules = [tab.module for key, tab in self._tabs.items() if tab.module and key not in self._pages]

        def load(progress: Progress) -> None:
            for number, module in enumerate(modules):
                progress(number / len(modules))  # raises when the window closes
                import_module(module)

        if modules:
            self.desk.tasks.run(Lane.LONG_READS, load)

    def title(self) -> str:
        """Return the title of the place, or of what takes the whole of it."""
        return self.page().title() if self.page().is_alone else super().title()

    def subtitle(self) -> str:
        """Return the line of the tab in front."""
        return self.page().subtitle()

    def own_keys(self) -> Where | None:
        """Return where the keys of the tab in front act."""
        return self.page().own_keys()

    def top_actions(self) -> Sequence[QAction]:
        """Return the actions of the tab in front."""
        return self.page().top_actions()

    def more_actions(self) -> Sequence[QAction]:
        """Return what else can be done with the tab in front."""
        return self.page().more_actions()
