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

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
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
        head = QHBoxLayout()
        Spacing(self.themes, head, gap=2)
        head.addWidget(Text(self.themes, line.title, font="bodyStrong", figures=True, wrap=True), 1)
        if line.pill is not None:
            head.addWidget(Pill(self.themes, line.pill), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for said in line.said:
            column.addWidget(Text(self.themes, said, font="small", colour="text.secondary", figures=True, wrap=True))
        if line.deeds:
            column.addLayout(self._deeds(line))
        return widget

    def _deeds(self, line: SaidLine) -> QHBoxLayout:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=2)
        for deed in line.deeds:
            button = Button(self.themes, deed.words, compact=True)
            button.setAccessibleName(f"{deed.words}: {line.title}")
            button.clicked.connect(deed.run)
            row.addWidget(button)
            self._keys.append(button)
        row.addStretch(1)
        return row
