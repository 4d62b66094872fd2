"""A list, what is edited of it, and where there is room for three what the change does."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.ui.kit.cards import Card, EmptyState
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.waiting import Skeleton

_ROOM_FOR_THREE = 1200
"""Pixels at 100 %: list, editor and preview side by side."""


class ContentStack(QStackedWidget):
    """Grey blocks until it is read, then the content, or what stands there while there is none."""

    def __init__(self, themes: Themes, content: QWidget) -> None:
        super().__init__()
        self.addWidget(Skeleton(themes))
        self._content = content
        self.addWidget(content)

    def show_content(self) -> None:
        """Show the content."""
        self.setCurrentWidget(self._content)

    def show_empty(self, empty: EmptyState) -> None:
        """Show this instead, in place of the one before."""
        before = self.widget(2)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()
        self.addWidget(empty)
        self.setCurrentWidget(empty)


class PreviewColumns(QWidget):
    """The columns. `side` is the third, whose `column` scrolls; without room its preview stands in the editor."""

    def __init__(
        self,
        themes: Themes,
        *,
        left: QWidget,
        right: QWidget,
        preview: QWidget | None = None,
        take_back: Callable[[], None] | None = None,
    ) -> None:
        """`take_back` puts the preview into the editor; who only reads has neither."""
        super().__init__()
        self._themes, self._preview, self._take_back = themes, preview, take_back
        self._is_there = False
        self.side = Card(themes, padded=False)
        self.column = QVBoxLayout()
        Spacing(themes, self.column, margins=(5, 5, 5, 5))
        self.column.addStretch(1)
        self.side.body.addWidget(scrolling(self.column))
        self.side.hide()
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(6, 4, 6, 6), gap=4)
        for widget, share in ((left, 3), (right, 10)):
            card = Card(themes, padded=False)
            card.body.addWidget(widget)
            row.addWidget(card, share)
        row.addWidget(self.side, 5)
        themes.changed.connect(self._place_again)

    def show_preview(self, is_there: bool) -> None:
        """Show the preview where there is room for it, or not at all."""
        self._is_there = is_there
        self._place_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the preview stands beside what is edited where there is room for both."""
        super().resizeEvent(event)
        self._place_again()

    def _place_again(self) -> None:
        if self._preview is None or self._take_back is None:
            return
        is_beside = self._is_there and self.width() >= self._themes.current.px(_ROOM_FOR_THREE)
        if is_beside and self.side.isHidden():
            self.column.insertWidget(0, self._preview)
        elif not is_beside and not self.side.isHidden():
            self._take_back()
        self.side.setVisible(is_beside)
        self._preview.setVisible(self._is_there)
