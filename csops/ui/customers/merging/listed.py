"""Lines under a title, each with a small mark: what goes and what stays."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class Listed(QWidget):
    """A title and lines; hidden while there are none."""

    def __init__(self, themes: Themes, title: str, *, icon: str) -> None:
        super().__init__()
        self._themes, self._icon = themes, icon
        self.lines: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=1)
        self.title = Text(themes, title, font="bodyStrong", wrap=True)
        self._column.addWidget(self.title)
        self._rows: QWidget | None = None

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines in place of those before."""
        self.lines = tuple(lines)
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        rows = QVBoxLayout(self._rows)
        Spacing(self._themes, rows, gap=1)
        for line in lines:
            row = QHBoxLayout()
            Spacing(self._themes, row, gap=2)
            mark = Picture(self._themes, self._icon, size=14, colour="text.secondary")
            beside = QVBoxLayout()  # the mark in the middle of the first line of the words
            Spacing(self._themes, beside, margins=(0, 1, 0, 0))
            beside.addWidget(mark)
            beside.addStretch(1)
            row.addLayout(beside)
            row.addWidget(Text(self._themes, line, wrap=True), 1)
            rows.addLayout(row)
        self._column.addWidget(self._rows)
        self.setVisible(bool(lines))
