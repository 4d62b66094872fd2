"""Words and figures in lines under headings."""

from pytestqt.qtbot import QtBot

from csops.ui.forecast.figure_grid import FigureGrid
from csops.ui.kit.labels import Text
from csops.ui.kit.theme import Themes


def test_figures_stand_on_the_line_of_the_words_before_them(themes: Themes, qtbot: QtBot) -> None:
    grid = FigureGrid(themes, name="What was met")
    qtbot.addWidget(grid)
    grid.show_lines(("Channel", "Contacts"), [("Phone", "6,511")])
    grid.resize(600, 200)
    grid.show()
    said = {one.words(): one for one in grid.findChildren(Text)}
    words, figures = said["Phone"], said["6,511"]
    assert words.geometry().bottom() == figures.geometry().bottom()
    assert words.height() > figures.height()
