"""Rows that stand side by side where there is room, and below each other where there is not."""

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout

NARROW_UNDER = 500
"""Pixels at 100 %."""


def stack(rows: Iterable[QBoxLayout], *, is_narrow: bool) -> None:
    """Let rows stand side by side, or below each other."""
    way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
    for row in rows:
        if row.direction() is not way:
            row.setDirection(way)
