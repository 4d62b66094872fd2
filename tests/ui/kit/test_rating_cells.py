"""Ratings as five blocks: what is filled, where the marks lie, in both directions."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from csops.ui.kit.rating_cells import RatingLook, blocks_size, paint_rating
from csops.ui.kit.theme import Theme

CELL = QRect(0, 0, 160, 44)


def painted(theme: Theme, look: RatingLook, *, mirrored: bool = False) -> QImage:
    image = QImage(CELL.size(), QImage.Format.Format_RGB32)
    image.fill(theme.colour("bg.surface"))
    painter = QPainter(image)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    paint_rating(painter, CELL, theme, look)
    painter.end()
    return image


def columns(image: QImage, colour: QColor, *, row: int) -> list[int]:
    return [x for x in range(image.width()) if image.pixelColor(x, row) == colour]


@pytest.fixture
def theme() -> Theme:
    return Theme("light")


def test_a_mean_fills_its_blocks_and_a_part_of_the_next(theme: Theme) -> None:
    filled = {
        value: len(columns(painted(theme, RatingLook(value=value, text="")), theme.colour("accent.solid"), row=22))
        for value in (None, 1.0, 2.5, 5.0)
    }
    block = (blocks_size(theme).width() - 4 * theme.space(0.5)) // 5
    assert filled == {None: 0, 1.0: block, 2.5: block * 5 // 2, 5.0: 5 * block}


def test_the_least_is_a_line_that_reaches_beyond_the_blocks(theme: Theme) -> None:
    image = painted(theme, RatingLook(value=5.0, text="", minimum=3))
    above = CELL.center().y() - blocks_size(theme).height() // 2 - 2
    marks = columns(image, theme.colour("text.primary"), row=above)
    assert len(marks) == theme.stroke("focus")
    full = columns(image, theme.colour("accent.solid"), row=22)
    assert full[0] < marks[0] < full[-1]


def test_below_the_least_is_said_in_colour_and_in_words(theme: Theme) -> None:
    image = painted(theme, RatingLook(value=2.0, text="2", minimum=3, below="below 3", family="danger"))
    assert columns(image, theme.colour("danger.solid"), row=14)
    inked = [y for y in range(24, 44) if columns(image, theme.colour("danger.text"), row=y)]
    assert inked


def test_where_reading_begins_at_the_right_so_do_the_blocks(theme: Theme) -> None:
    look = RatingLook(value=1.0, text="1")
    there = columns(painted(theme, look), theme.colour("accent.solid"), row=22)
    mirrored = columns(painted(theme, look, mirrored=True), theme.colour("accent.solid"), row=22)
    assert [CELL.width() - 1 - x for x in reversed(mirrored)] == there


def test_a_mark_at_the_end_leaves_the_figure_free(theme: Theme) -> None:
    with_mark = painted(theme, RatingLook(value=3.5, text="3.5", note="n 3", icon="messages-square"))
    assert any(columns(with_mark, theme.colour("warning.text"), row=y) for y in range(4, 18))
    assert columns(with_mark, theme.colour("text.primary"), row=22)
