"""Words and figures in lines under headings: a small table that is read, not worked in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.ui.kit.labels import Line, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class FigureGrid(QWidget):
    """Lines of figures; the first column is words at the leading side, the others stand at the trailing one."""

    def __init__(self, themes: Themes, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setAccessibleName(name)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None
        self.said: list[tuple[str, ...]] = []
        """The words of each line, without the headings."""

    def show_lines(self, heads: Sequence[str], lines: Sequence[Sequence[str]], *, helps: Sequence[str] = ()) -> None:
        """Show these lines in place of those before; `helps`: what each heading means, shown on hover."""
        if self._inner is not None:
            self._outer.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        grid = QGridLayout(self._inner)
        Spacing(self.themes, grid, gap=2, across=4)
        grid.setColumnStretch(0, 1)
        for column, head in enumerate(heads):
            heading = Text(self.themes, head, font="smallStrong", colour="text.secondary")
            if helps:
                heading.setToolTip(helps[column])
                heading.setAccessibleDescription(helps[column])
            grid.addWidget(heading, 0, column, _side(column))
        for number, line in enumerate(lines, start=1):
            grid.addWidget(Line(self.themes), 2 * number - 1, 0, 1, len(heads))
            for column, words in enumerate(line):
                text = Text(self.themes, words, figures=column > 0, wrap=column == 0)
                # Words that wrap take their whole column; figures stand at its end, on the line of the words: text that
                # wraps has its extra leading above.
                side = _side(column) | Qt.AlignmentFlag.AlignBottom if column else Qt.AlignmentFlag(0)
                grid.addWidget(text, 2 * number, column, side)
        self.said = [tuple(line) for line in lines]
        self._outer.addWidget(self._inner)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignTrailing if column else Qt.AlignmentFlag.AlignLeading
