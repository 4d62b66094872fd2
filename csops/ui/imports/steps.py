"""The four steps of the wizard in a row: done, where one is, and what is to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.marks import Mark, box, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

SIDE_KEY = 6


class StepBar(QWidget):
    """Names the steps; `go_to` says where one is, `note` what came of a step."""

    def __init__(self, themes: Themes, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self.current = 0
        self._marks = [_StepMark(themes, number + 1) for number in range(len(names))]
        self._titles = [Text(themes, name, font="bodyStrong") for name in names]
        self.notes = [Text(themes, font="small", colour="text.secondary", figures=True) for _ in names]
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=2)
        for number, mark in enumerate(self._marks):
            if number:
                line = Line(themes)
                row.addWidget(line, 1)
            parts: tuple[QWidget, ...] = (mark, self._titles[number], self.notes[number])
            for part in parts:
                row.addWidget(part)
        row.addStretch(1)
        self.go_to(0)

    def go_to(self, number: int) -> None:
        """Show where one is."""
        self.current = number
        for place, (mark, title) in enumerate(zip(self._marks, self._titles, strict=True)):
            mark.show_state(done=place < number, current=place == number)
            title.say(self._names[place], colour="text.primary" if place <= number else "text.secondary")
        said = self.tr("Step {number} of {count}: {name}")
        self.setAccessibleName(said.format(number=number + 1, count=len(self._names), name=self._names[number]))

    def note(self, number: int, text: str) -> None:
        """Say what came of a step."""
        self.notes[number].say(text)


class _StepMark(Mark):
    def __init__(self, themes: Themes, number: int) -> None:
        super().__init__(themes)
        self._number, self._done, self._current = number, False, False

    def show_state(self, *, done: bool, current: bool) -> None:
        self._done, self._current = done, current
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.space(SIDE_KEY) + self.theme.space(0.5)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, painter_on(self)
        filled = self._done or self._current
        fill = theme.colour("accent.solid" if filled else "bg.surface")
        edge = None if filled else theme.colour("border.control")
        rect = QRectF(self.rect())
        box(painter, rect, radius=rect.height() / 2, fill=fill, edge=edge, width=theme.stroke("hairline"))
        if self._done:
            side = theme.size("icon")
            corner = (self.width() - side) // 2
            painter.drawPixmap(corner, corner, pixmap(theme, "check", size=16, colour="text.onAccent"))
            return
        painter.setFont(theme.font("smallStrong", figures=True))
        painter.setPen(theme.colour("text.onAccent" if filled else "text.secondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
