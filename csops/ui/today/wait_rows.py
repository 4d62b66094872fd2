"""The rows of one kind of thing that waits: an icon, what it is, why, and what can be done about it."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

Deed = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""


class WaitRow(QWidget):
    """One thing that waits; `more` is a second line below the note, where there is more to say."""

    def __init__(
        self,
        themes: Themes,
        *,
        icon: str,
        title: str,
        note: str,
        deeds: Sequence[Deed],
        more: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row, words = QHBoxLayout(self), QVBoxLayout()
        Spacing(themes, row, margins=(5, 1, 3, 1), gap=3)
        Spacing(themes, words, gap=0)
        row.addWidget(Picture(themes, icon, colour="accent.text"))
        words.addWidget(ElidedText(themes, title, font="bodyStrong"))
        for said in filter(None, (note, more)):
            words.addWidget(ElidedText(themes, said, font="small", colour="text.secondary", figures=True))
        row.addLayout(words, 1)
        self.buttons: list[Button] = []
        for text, run in deeds:
            button = Button(themes, text, compact=True)
            button.setAccessibleDescription(title)
            button.clicked.connect(run)
            row.addWidget(button)
            self.buttons.append(button)
        self.setAccessibleName(". ".join(filter(None, (title, note, more))))
        self._themes = themes
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the height from the theme."""
        self.setMinimumHeight(self._themes.current.size("rowComfortable"))


class WaitRows(QWidget):
    """The rows of one kind.

    Signals:
        wanted(str, object): another place shall be shown.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rows: list[WaitRow] = []
        self._column = QVBoxLayout(self)
        Spacing(desk.themes, self._column, gap=0)

    @abstractmethod
    def row(self, one: Any) -> WaitRow:
        """Return the row of one thing that waits."""

    def show_waiting(self, found: Sequence[Any]) -> None:
        """Show what waits, in place of what was shown. Whoever stood on a button stands on the one in its place."""
        at = self._focused()
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [self.row(one) for one in found]
        for each in self.rows:
            self._column.addWidget(each)
        if at is not None and self.rows:
            buttons = self.rows[min(at, len(self.rows) - 1)].buttons
            if buttons:
                buttons[0].setFocus()

    def _focused(self) -> int | None:
        focused = self.window().focusWidget()
        return next((at for at, one in enumerate(self.rows) if focused and one.isAncestorOf(focused)), None)
