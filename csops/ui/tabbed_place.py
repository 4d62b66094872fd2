"""A place of several tabs, each a page of its own that is made when it is first shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tabs import Tabs


class PlaceTab(Protocol):
    """A tab as its place knows it; without a permission everybody may open it."""

    @property
    def key(self) -> str:
        """The key with which it is asked for."""

    @property
    def permission(self) -> Permission | None:
        """Who may open it."""

    def words(self) -> str:
        """Return the translated title."""


class TabbedPlace(Page):
    """Shows one of its tabs. It can be asked {"tab": key} with whatever else the page of that tab is asked."""

    usual = ""
    """The tab that is meant where none is asked for; without one such a question is for nobody."""

    def __init__(
        self,
        desk: Desk,
        tabs: Iterable[PlaceTab],
        *,
        make: Callable[[str], Page],
        title: str,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """`make` makes the page of a tab by its key; `name` says what the row of tabs is."""
        super().__init__(desk.themes, title=title, parent=parent)
        self.desk, self._make = desk, make
        self._pages: dict[str, Page] = {}
        may = desk.workspace.may
        options = [
            Option(key=tab.key, text=tab.words()) for tab in tabs if tab.permission is None or may(tab.permission)
        ]
        self._keys = [option.key for option in options]
        self.tabs = Tabs(desk.themes, options, name=name)
        self.stack = QStackedWidget()
        head = QVBoxLayout()
        Spacing(desk.themes, head, margins=(6, 0, 6, 0))
        head.addWidget(self.tabs)
        self.body.addLayout(head)
        self.body.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.show_tab)
        self.show_tab(self.usual or self._keys[0])

    def ask(self, question: object) -> None:
        """Show the tab that is asked for, and ask its page the rest."""
        asked = dict(question) if isinstance(question, Mapping) else {}
        key = str(asked.pop("tab", self.usual))
        if key in self._keys:
            self.show_tab(key)
            self.page().setFocus(Qt.FocusReason.OtherFocusReason)
            if asked or key == self.usual:
                self.page().ask(asked)

    def page(self, key: str = "") -> Page:
        """Return the page of a tab, made now where it was not shown yet; without a key the one in front."""
        wanted = key or self.tabs.key()
        if wanted not in self._pages:
            made = self._pages[wanted] = self._make(wanted)
            made.wanted.connect(self.wanted)
            made.head_changed.connect(self._show_head)
            self.stack.addWidget(made)
        return self._pages[wanted]

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.tabs.choose(key)
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        self._show_head()

    def _show_head(self) -> None:
        self.tabs.setHidden(self.page().is_alone or len(self._keys) == 1)
        self.head_changed.emit()

    def title(self) -> str:
        """Return the title of the place, or of what takes the whole of it."""
        return self.page().title() if self.page().is_alone else super().title()

    def subtitle(self) -> str:
        """Return the line of the tab in front."""
        return self.page().subtitle()

    def top_actions(self) -> Sequence[QAction]:
        """Return the actions of the tab in front."""
        return self.page().top_actions()
