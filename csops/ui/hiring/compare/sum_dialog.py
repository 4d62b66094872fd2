"""A figure taken apart, over the window: sentences, its rows, and what they come to."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from csops.ui.hiring.compare.sums import Sum, lines_of
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_WIDTH = 1
_MOST_ROWS = 12
"""More rows than these are scrolled."""


class SumDialog(Dialog):
    """Shows one sum; *Copy* takes it along as text."""

    def __init__(self, themes: Themes, parent: QWidget, *, found: Sum) -> None:
        super().__init__(themes, parent, title=found.title, width=_WIDTH)
        self.found = found
        theme = themes.current
        width = min(theme.size("dialog", _WIDTH), parent.width() - 2 * theme.space(6)) - 2 * theme.space(5)
        for sentence in found.sentences:
            text = Text(themes, sentence, colour="text.secondary", wrap=True)
            # A wrapped label cannot tell its height before it has its width, and the dialog asks before.
            text.setFixedHeight(text.heightForWidth(width))
            self.body.addWidget(text)
        if found.rows:
            self.body.addWidget(self._rows(found))
        self.copy = Button(themes, tr("Copy"), icon_name="copy")
        self.copy.clicked.connect(self.copy_sum)
        self.add_button(self.copy)

    def copy_sum(self) -> None:
        """Put the sum on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(lines_of(self.found)))

    def _rows(self, found: Sum) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        Spacing(self.themes, grid, gap=1, across=4)
        grid.setColumnStretch(0, 1)
        for column, heading in enumerate(found.headings):
            head = Text(self.themes, heading, font="smallStrong", colour="text.secondary")
            grid.addWidget(head, 0, column, _LEADING if column == 0 else _TRAILING)
        for number, row in enumerate(found.rows):
            is_total = found.has_total and number == len(found.rows) - 1
            if is_total:
                grid.addWidget(Line(self.themes), number + 1, 0, 1, len(row))
            for column, cell in enumerate(row):
                font = "bodyStrong" if is_total else "body"
                text = Text(self.themes, cell, font=font, figures=column > 0)
                grid.addWidget(text, number + 1 + is_total, column, _LEADING if column == 0 else _TRAILING)
        if len(found.rows) <= _MOST_ROWS:
            return table
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(table)
        area.viewport().setAutoFillBackground(False)
        table.setAutoFillBackground(False)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setAccessibleName(found.title)
        line = self.themes.current.line("body") + self.themes.current.space(1)
        area.setMinimumHeight((_MOST_ROWS + 1) * line)
        return area


_LEADING = Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignTrailing
