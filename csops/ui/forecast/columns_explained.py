"""What the columns of the scores mean, one after the other: for whom has no mouse to hover with, and for everybody."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.ui.forecast import accuracy_words
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

HEIGHT_SPACES = 110


class ColumnsExplained(Dialog):
    """Each heading with its meaning."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent, title=accuracy_words.columns_title(), width=1)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(0, 0, 2, 0), gap=3)
        self.said: list[Text] = []
        for heading, meaning in accuracy_words.explained():
            part = QVBoxLayout()
            Spacing(themes, part, gap=1)
            part.addWidget(Text(themes, heading, font="bodyStrong"))
            text = Text(themes, meaning, colour="text.secondary", wrap=True)
            self.said.append(text)
            part.addWidget(text)
            column.addLayout(part)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(themes.current.space(1) * HEIGHT_SPACES)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll it
        self.body.addWidget(area)
