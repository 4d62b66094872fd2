"""What more certainty takes: people, hours and cost for 50, 80 and 95 %, each with the chance of missing a goal."""

from PySide6.QtWidgets import QWidget

from csops.ui.forecast.certainty_words import Words
from csops.ui.forecast.figure_grid import FigureGrid
from csops.ui.forecast.wording import tr
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class CertaintyDialog(Dialog):
    """One table and what it rests on."""

    def __init__(self, themes: Themes, parent: QWidget, words: Words) -> None:
        super().__init__(themes, parent, title=tr("How certain"), width=1)
        self.grid = FigureGrid(themes, name=tr("How certain"))
        self.grid.show_lines(words.heads, words.lines)
        self.body.addWidget(self.grid)
        theme = themes.current
        width = min(theme.size("dialog", 1), parent.width() - 2 * theme.space(6)) - 2 * theme.space(5)
        self.why = Text(themes, ". ".join(words.sentences) + ".", colour="text.secondary", wrap=True)
        # A wrapped label cannot tell its height before it has its width, and the dialog asks before.
        self.why.setFixedHeight(self.why.heightForWidth(width))
        self.body.addWidget(self.why)
