"""Levels against what is wanted, a dot a row."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.ui.kit.gap_plot import GapPlot, GapRow
from csops.ui.kit.theme import Themes

ROWS = (
    GapRow(name="Listening", value=2.0, minimum=3, target=4, text="-2", words="Listening: 2 of 5", family="danger"),
    GapRow(name="Writing", value=4.5, minimum=2, target=3, text="+1.5", words="Writing: 4.5 of 5", ratings=(4, 5)),
    GapRow(name="Humour", value=None, minimum=None, target=3, text="not rated", words="Humour: not rated"),
)


@pytest.fixture
def plot(qapp: QApplication, qtbot: QtBot) -> Iterator[GapPlot]:
    themes = Themes(qapp)
    themes.choose("light")
    made = GapPlot(themes, title="Compared with what the role needs")
    qtbot.addWidget(made)
    made.show_rows(ROWS)
    made.resize(made.sizeHint())
    made.show()
    yield made
    qapp.setStyleSheet("")


def test_it_is_read_out_row_by_row_and_gives_its_figures(plot: GapPlot) -> None:
    assert plot.accessibleName() == "Compared with what the role needs"
    assert plot.accessibleDescription() == "Listening: 2 of 5. Writing: 4.5 of 5. Humour: not rated"
    assert plot.table().rows[1] == ("Writing", 4.5, 2, 3, "+1.5")


def test_each_row_is_painted_in_its_family(plot: GapPlot) -> None:
    image, theme = plot.grab().toImage(), plot.themes.current
    line = plot.height() // len(ROWS)

    def has(family: str, row: int) -> bool:
        wanted = theme.colour(f"{family}.solid")
        area = ((x, y) for x in range(image.width()) for y in range(row * line, (row + 1) * line))
        return any(image.pixelColor(x, y) == wanted for x, y in area)

    assert has("danger", 0)
    assert has("success", 1)
    assert not has("success", 2)


def test_without_rows_it_takes_no_room(plot: GapPlot) -> None:
    plot.show_rows(())
    assert plot.sizeHint().height() == 0
