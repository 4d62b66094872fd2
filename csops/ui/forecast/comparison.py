"""Today beside what if: people, hours, cost and service level in two columns."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One line: its name, and the figure today and with the assumptions turned."""

    name: str
    today: str
    what_if: str


class Comparison(QFrame):
    """Lines of two figures each; what differs is in the accent."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setProperty("kind", "sunken")
        self.setAccessibleName(self.tr("Today and what if"))
        self._cells: list[tuple[Text, Text, Text]] = []
        self._grid = QGridLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        Spacing(themes, self._grid, margins=(3, 2, 3, 2), gap=1)
        self._grid.setColumnStretch(0, 1)
        for column, (words, colour) in enumerate(
            ((self.tr("Today"), "text.secondary"), (self.tr("What if"), "accent.text")), start=1
        ):
            head = Text(themes, words, font="smallStrong", colour=colour)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignTrailing)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the least width of the figures and the most height of the lines from the theme."""
        theme = self.themes.current
        for column in (1, 2):
            self._grid.setColumnMinimumWidth(column, theme.space(12) + theme.space(1))
        lines = len(self._cells) + 1
        self.setMaximumHeight(lines * (theme.line("small") + theme.space(3)) + theme.space(3))

    def put_in_corner(self, widget: QWidget) -> None:
        """Put something above the names, beside the headings of the figures."""
        self._grid.addWidget(widget, 0, 0, Qt.AlignmentFlag.AlignLeading)

    def show_lines(self, lines: tuple[Compared, ...]) -> None:
        """Show these lines; there are as many each time."""
        while len(self._cells) < len(lines):
            self._add()
        self.theme_changed()
        for (name, today, what_if), line in zip(self._cells, lines, strict=True):
            name.say(line.name)
            today.say(line.today)
            what_if.say(line.what_if, colour="text.secondary" if line.today == line.what_if else "accent.text")

    def figures(self, name: str) -> tuple[str, str]:
        """Return both figures of a line."""
        found = next(cells for cells in self._cells if cells[0].words() == name)
        return found[1].words(), found[2].words()

    def _add(self) -> None:
        name = ElidedText(self.themes, font="small", colour="text.secondary")
        figures = tuple(Text(self.themes, font="smallStrong", figures=True) for _ in range(2))
        row = len(self._cells) + 1
        self._grid.addWidget(name, row, 0)
        for column, text in enumerate(figures, start=1):
            self._grid.addWidget(text, row, column, Qt.AlignmentFlag.AlignTrailing)
        self._cells.append((name, figures[0], figures[1]))
