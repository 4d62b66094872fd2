"""Lines of a list about days: what is said of them, and buttons that keep the focus when all is shown anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What a button of a line does; with an icon it has a name instead of words."""

    words: str
    run: Callable[[], object]
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class DayLine:
    """Which days, what is said of them, and what can be done."""

    days: str
    said: str
    deeds: tuple[Deed, ...] = ()


class DayLines(QWidget):
    """The lines, one below the other, with a hairline between."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.lines: tuple[DayLine, ...] = ()
        self._keys: list[list[Button]] = []
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=1)

    def show_lines(self, lines: Sequence[DayLine], *, foot: str = "") -> None:
        """Show these lines; the focus stays where it was, on the line that has come there. `foot`: words below them."""
        focused, self.lines, self._keys = self._focused(), tuple(lines), []
        while (taken := self._column.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(lines):
            if number:
                self._column.addWidget(Line(self.themes))
            self._column.addWidget(self._line(line))
        if foot:
            self._column.addWidget(Text(self.themes, foot, font="small", colour="text.secondary", wrap=True))
        self._give_focus(focused)

    def button(self, name: str) -> Button:
        """Return a button by its accessible name, such as “Leave out: 24 Nov”."""
        return next(key for keys in self._keys for key in keys if key.accessibleName() == name)

    def _line(self, line: DayLine) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        Spacing(self.themes, row, margins=(0, 1, 0, 1), gap=2)
        column = QVBoxLayout()
        Spacing(self.themes, column)
        column.addWidget(Text(self.themes, line.days, font="bodyStrong", figures=True))
        column.addWidget(Text(self.themes, line.said, font="small", colour="text.secondary", figures=True, wrap=True))
        row.addLayout(column, 1)
        keys: list[Button] = []
        for deed in line.deeds:
            name = f"{deed.words}: {line.days}"
            if deed.icon:
                button: Button = IconButton(self.themes, deed.icon, name=name, role=Role.GHOST, compact=True)
            else:
                button = Button(self.themes, deed.words, compact=True)
                button.setAccessibleName(name)
            button.clicked.connect(deed.run)
            row.addWidget(button)
            keys.append(button)
        self._keys.append(keys)
        return widget

    def _focused(self) -> tuple[int, int] | None:
        focused = self.window().focusWidget()
        return next(
            ((line, place) for line, keys in enumerate(self._keys) for place, key in enumerate(keys) if key is focused),
            None,
        )

    def _give_focus(self, focused: tuple[int, int] | None) -> None:
        if focused is None or not any(self._keys):
            return
        line, place = focused
        keys = self._keys[min(line, len(self._keys) - 1)]
        if keys:
            keys[min(place, len(keys) - 1)].setFocus()
