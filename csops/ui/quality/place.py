"""The place of quality: its tabs, each a page of its own."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Where
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tabs import Tabs
from csops.ui.preferences import Preferences
from csops.ui.quality.tab_keys import MINE, REVIEW
from csops.ui.quality.tabs import TABS, QualityTab


class QualityPlace(Page):
    """Reviews of handled contacts. A tab is made when it is first shown; who is reviewed begins with their own reviews.

    It can be asked {"tab": key} with whatever else the page of that tab is asked. A page asks for another tab by
    `wanted("quality", {"tab": key, ...})`.
    """

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=self.tr("Quality"), parent=parent)
        self.desk, self._preferences = desk, preferences
        self._pages: dict[str, Page] = {}
        self._tabs: dict[str, QualityTab] = {tab.key: tab for tab in TABS if _may(desk, tab)}
        options = [Option(key=tab.key, text=tab.words()) for tab in self._tabs.values() if tab.title]
        first = options[0].key if desk.workspace.may(Permission.REVIEWS) else MINE
        self._front = self._before = first
        self.tabs = Tabs(desk.themes, options, name=self.tr("Parts of quality"))
        self.stack = QStackedWidget()
        head = QVBoxLayout()
        Spacing(desk.themes, head, margins=(6, 0, 6, 0))
        head.addWidget(self.tabs)
        self.body.addLayout(head)
        self.body.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.show_tab)
        self.show_tab(first)

    def ask(self, question: object) -> None:
        """Show the tab that is asked for, and ask its page the rest."""
        asked = dict(question) if isinstance(question, Mapping) else {}
        if "review" in asked:  # a place in the queue, asked for by the queue
            asked = {"tab": REVIEW, "pick_id": asked["review"]}
        key = asked.pop("tab", "")
        if key in self._tabs:
            self.show_tab(str(key))
            self.page().setFocus(Qt.FocusReason.OtherFocusReason)
            if asked:
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
        self.tabs.setHidden(self.page().is_alone)
        self.head_changed.emit()

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


def _may(desk: Desk, tab: QualityTab) -> bool:
    return tab.permission is None or desk.workspace.may(tab.permission)
