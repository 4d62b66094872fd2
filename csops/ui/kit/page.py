"""What all places of the window have in common: a title, actions, a body, and a slot for a banner."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.ui.kit.cards import Banner
from csops.ui.kit.shortcuts import Where
from csops.ui.kit.theme import Themes

MOST_ACTIONS = 3


class Page(QWidget):
    """One place of the window.

    A page names the `kinds` of record that it shows; `refresh` reads them anew. Its own widgets go into `body`,
    which with `scrolls` scrolls where the window is too small for it.

    Attributes:
        view_key: the saved view that is shown, as the left bar knows it; empty for none.
        view_note: what is to be said of it there, such as that it is changed.
        covered: over how many pixels of its trailing side a panel lies.
        keys_first: where the keys act that are its own: the sheet of shortcuts begins with them.
        is_alone: whether it takes its whole place, without the tabs of the place above it.

    Signals:
        wanted: (place, question) another place shall be shown; the question says what is looked for there.
        head_changed: title, subtitle or actions are others now; the top bar reads them again.
        closed: a page that takes the whole place is left.
    """

    wanted = Signal(str, object)
    head_changed = Signal()
    closed = Signal()
    kinds: ClassVar[frozenset[Kind]] = frozenset()
    view_key = view_note = ""
    is_alone = False
    keys_first: Where | None = None
    covered = 0

    def __init__(self, themes: Themes, *, title: str, scrolls: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self._title, self._subtitle = title, ""
        self._actions: tuple[QAction, ...] = ()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self.body = QVBoxLayout()
        if scrolls:
            self._outer.addWidget(scrolling(self.body), 1)
        else:
            self._outer.addLayout(self.body, 1)
        self._banner: QWidget | None = None
        self.setAccessibleName(title)

    def refresh(self) -> None:
        """Read what is shown anew. A page that shows records overrides this."""

    def ask(self, question: object) -> None:
        """Take the question with which another place sent the person here. A page that can be asked overrides this."""

    def title(self) -> str:
        """Return the title for the top bar."""
        return self._title

    def subtitle(self) -> str:
        """Return the line that says what is shown."""
        return self._subtitle

    def own_keys(self) -> Where | None:
        """Return where the keys act that are those of what is shown, None where it has none of its own."""
        return self.keys_first

    def top_actions(self) -> Sequence[QAction]:
        """Return the actions of the top bar, the most used first."""
        return self._actions

    def cover(self, width: int) -> None:
        """Take notice that the side panel lies over so many pixels at the trailing side, 0 where it does not.

        A page that fits itself to its room does so anew, and may keep out of it what must be read beside the panel.
        """
        if width != self.covered:
            self.covered = width
            QApplication.sendEvent(self, QResizeEvent(self.size(), self.size()))

    def set_head(self, *, title: str | None = None, subtitle: str | None = None) -> None:
        """Change the title or the line beside it."""
        self._title = self._title if title is None else title
        self._subtitle = self._subtitle if subtitle is None else subtitle
        self.setAccessibleName(self._title)
        self.head_changed.emit()

    def more_actions(self) -> Sequence[QAction]:
        """Return what else the palette offers: buttons of the page. A page that has such overrides this."""
        return ()

    def set_top_actions(self, actions: Sequence[QAction]) -> None:
        """Put at most three actions into the top bar; their shortcuts act while this page is shown."""
        assert len(actions) <= MOST_ACTIONS, "the top bar holds at most three actions of a screen"
        for old in self._actions:
            self.removeAction(old)
        self._actions = tuple(actions)
        self.addActions(list(actions))
        self.head_changed.emit()

    def show_banner(self, banner: QWidget) -> None:
        """Put a banner above the body, in place of the one before."""
        self.clear_banner()
        self._banner = banner
        self._outer.insertWidget(0, banner)
        banner.show()

    def show_trouble(self, sentence: str) -> None:
        """Say above the body that it could not be read, and offer to try again."""
        banner = Banner(self.themes, sentence, family="danger")
        banner.add_button(self.tr("Try again"), self.refresh)
        self.show_banner(banner)

    def clear_banner(self) -> None:
        """Take the banner away."""
        if self._banner is not None:
            self._outer.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None


def scrolling(body: QBoxLayout) -> QScrollArea:
    """Return an area in which this layout scrolls where there is no room for it; forms in side panels use it too."""
    inner = QWidget()
    inner.setLayout(body)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
