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
        head, words = QHBoxLayout(), QVBoxLayout()
        Spacing(self.themes, head, gap=2)
        Spacing(self.themes, words, gap=1)
        top = Qt.AlignmentFlag.AlignTop
        words.addWidget(Text(self.themes, line.title, font="bodyStrong", figures=True, wrap=True))
        head.addLayout(words, 1)
        if line.pill is not None:
            head.addWidget(Pill(self.themes, line.pill), 0, top)
        column.addLayout(head)
        below = words if self._is_wide else column
        for said in line.said:
            below.addWidget(Text(self.themes, said, font="small", colour="text.secondary", figures=True, wrap=True))
        buttons = [self._button(line, deed) for deed in line.deeds]
        row = head if self._is_wide else QHBoxLayout()
        for button in buttons:
            row.addWidget(button, 0, top)
        if buttons and not self._is_wide:
            Spacing(self.themes, row, gap=2)
            row.addStretch(1)
            column.addLayout(row)
        return widget

    def _button(self, line: SaidLine, deed: Deed) -> Button:
        button = Button(self.themes, deed.words, compact=True)
        button.setAccessibleName(f"{deed.words}: {line.title}")
        button.clicked.connect(deed.run)
        self._keys.append(button)
        return button
