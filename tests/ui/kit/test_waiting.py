"""Grey blocks in the place of what is still to come."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csops.ui.kit.theme import Themes
from csops.ui.kit.waiting import Skeleton


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_rows_to_come_begin_where_reading_begins(qtbot: QtBot, themes: Themes, direction: Qt.LayoutDirection) -> None:
    skeleton, theme = Skeleton(themes, rows=2), themes.current
    qtbot.addWidget(skeleton)
    skeleton.setLayoutDirection(direction)
    skeleton.resize(400, 400)
    image = skeleton.grab().toImage()
    start, step = theme.space(5) + 4, theme.size("rowComfortable")
    places = (start, 399 - start) if direction is Qt.LayoutDirection.LeftToRight else (399 - start, start)

    def is_block(x: int, row: int) -> bool:
        return image.pixelColor(x, theme.space(4) + row * step + 4) == theme.colour("neutral.soft")

    leading, trailing = places
    assert [is_block(leading, row) for row in range(3)] == [True, True, False]
    assert not is_block(trailing, 0)
