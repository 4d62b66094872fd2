"""Lines of a card: a title with perhaps a status, what is said of it, and buttons that keep the focus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.kit.controls import Button
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.marks import Pill, PillLook
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What a button of a line does."""

    words: str
    run: Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class SaidLine:
    """A title, a status beside it, sentences below, and what can be done."""

    title: str
    said: tuple[str, ...] = ()
    pill: PillLook | None = None
    deeds: tuple[Deed, ...] = ()


class SaidLines(QWidget):
    """The lines, one below the other, with a hairline between; below them, or where there are none, a few words."""

    def __init__(self, themes: Themes, *, is_wide: bool = False, parent: QWidget | None = None) -> None:
        """`is_wide`: there is room for the buttons beside the words."""
        super().__init__(parent)
        self.themes, self._is_wide = themes, is_wide
        self.lines: tuple[SaidLine, ...] = ()
        self._keys: list[Button] = []
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=1)

    def show_lines(self, lines: Sequence[SaidLine], *, foot: str = "") -> None:
        """Show these; a button of the same name keeps the focus."""
        focused = next((key.accessibleName() for key in self._keys if key.hasFocus()), "")
        self.lines, self._keys = tuple(lines), []
        while (taken := self._column.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, line in enumerate(lines):
            if place:
                self._column.addWidget(Line(self.themes))
            self._column.addWidget(self._line(line))
        if foot:
            self._column.addWidget(Text(self.themes, foot, font="small", colour="text.secondary", wrap=True))
        again = next((key for key in self._keys if focused and key.accessibleName() == focused), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def button(self, name: str) -> Button:
        """Return a button by its accessible name, such as “Plan training: Active listening”."""
        return next(key for key in self._keys if key.accessibleName() == name)

    def _line(self, line: SaidLine) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        Spacing(self.themes, column, margins=(0, 1, 0, 1), gap=1)
        head, words, end = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        Spacing(self.themes, words, gap=1)
        for row in (head, end):
            Spacing(self.themes, row, gap=2)
        words.addWidget(Text(self.themes, line.title, font="bodyStrong", figures=True, wrap=True))
        head.addLayout(words, 1)
        if line.pill is not None:
            end.addWidget(Pill(self.themes, line.pill), 0, _MIDDLE)
        head.addLayout(_at_top(end))
        column.addLayout(head)
        below = words if self._is_wide else column
        for said in line.said:
            below.addWidget(Text(self.themes, said, font="small", colour="text.secondary", figures=True, wrap=True))
        if line.deeds:
            to = end if self._is_wide else _row_in(column, self.themes)
            self._add_deeds(line, to=to, is_last=not self._is_wide)
        return widget

    def _add_deeds(self, line: SaidLine, *, to: QHBoxLayout, is_last: bool) -> None:
        for deed in line.deeds:
            to.addWidget(self._button(line, deed), 0, _MIDDLE)
        if is_last:
            to.addStretch(1)

    def _button(self, line: SaidLine, deed: Deed) -> Button:
        button = Button(self.themes, deed.words, compact=True)
        button.setAccessibleName(f"{deed.words}: {line.title}")
        button.clicked.connect(deed.run)
        self._keys.append(button)
        return button


def _at_top(row: QHBoxLayout) -> QVBoxLayout:
    """Return a column that holds a row at its top."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(row)
    column.addStretch(1)
    return column


def _row_in(column: QVBoxLayout, themes: Themes) -> QHBoxLayout:
    """Return a new row at the end of a column."""
    row = QHBoxLayout()
    Spacing(themes, row, gap=2)
    column.addLayout(row)
    return row
