"""What a person sees of a window: words that are cut, and whether one side is the mirror of the other."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLabel, QScrollArea, QScrollBar, QWidget

from csops.ui.kit.controls import Button, Chip
from csops.ui.kit.labels import ElidedText, Text

SLACK = 2  # pixels, of rounding
_INK, _CELL = 24, 10  # how much darker or lighter than its line, of 255; pixels


def cut_words(window: QWidget) -> list[str]:
    """Return the words of labels and buttons that are not wholly seen although nothing says that they go on."""
    return list(dict.fromkeys(_cut(window)))


def _cut(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        words = _words(widget)
        if not words or not widget.isVisible():
            continue
        room = seen_part(widget, window)
        if not widget.visibleRegion().isEmpty() or _is_squeezed(widget):
            if _is_squeezed(widget):
                yield f"{words}: squeezed"
            elif room.width() < widget.width() - SLACK:
                yield f"{words}: beyond the edge"
            elif room.height() < widget.height() - SLACK and not _scrolls(widget):
                yield f"{words}: cut below"


def _words(widget: QWidget) -> str:
    if isinstance(widget, ElidedText | Chip):
        return ""  # an ellipsis says that there is more, and the tooltip what
    if isinstance(widget, Text):
        return widget.words()
    if isinstance(widget, QLabel | Button):
        return widget.text() or widget.accessibleName()
    return ""


def _is_squeezed(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + SLACK
    wanted = widget.minimumSizeHint()
    return wanted.width() > widget.width() + SLACK


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def seen_part(widget: QWidget, window: QWidget) -> QRect:
    """Return what of a widget lies within all that it lies in, in its own coordinates."""
    part, above = widget.rect(), widget.parentWidget()
    while above is not None:
        part &= QRect(widget.mapFrom(above, QPoint(0, 0)), above.size())
        if above is window:
            break
        above = above.parentWidget()
    return part


def sideways(window: QWidget) -> list[str]:
    """Return the areas that can be scrolled sideways, which only tables should."""
    areas = (area for area in window.findChildren(QScrollArea) if area.isVisible())
    return [_named(area) for area in areas if area.horizontalScrollBar().maximum() > 0]


Place = tuple[str, int, int, int, int]


def places(window: QWidget, *, mirrored: bool) -> list[Place]:
    """Return where every visible widget lies: its kind, x, y, width and height; `mirrored` as in a mirror.

    Scroll bars are left out, and what they scroll: Qt turns only some of them.
    """
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not isinstance(widget, QScrollBar) and not _in_table(widget):
            corner = widget.mapTo(window, QPoint(0, 0))
            left = window.width() - corner.x() - widget.width() if mirrored else corner.x()
            found.append((type(widget).__name__, left, corner.y(), widget.width(), widget.height()))
    return found


def unmatched(some: list[Place], others: list[Place]) -> list[Place]:
    """Return the places that none of the others equals within the slack."""
    return [place for place in some if not any(_is_near(place, other) for other in others)]


def _is_near(one: Place, other: Place) -> bool:
    pairs = zip(one[1:], other[1:], strict=True)
    return one[0] == other[0] and all(abs(left - right) <= SLACK for left, right in pairs)


def _in_table(widget: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, QAbstractItemView):
            return True
        above = above.parentWidget()
    return False


def _named(widget: QWidget) -> str:
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    return f"{type(widget).__name__} {widget.accessibleName()} in {type(widget.parentWidget()).__name__}, {inner}"


def ink(view: QAbstractItemView, *, mirrored: bool) -> NDArray[np.bool_]:
    """Return where something is painted in the rows of a view, cell by cell of some pixels; `mirrored` as in a mirror.

    The view's scroll bar is left out, and so is the strip that it takes.
    """
    picture = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    bits = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    grey = bits[:, : picture.width()].astype(int)
    painted = np.abs(grey - np.median(grey, axis=1, keepdims=True)) > _INK
    painted = painted[:, ::-1] if mirrored else painted
    rows, columns = painted.shape[0] // _CELL, painted.shape[1] // _CELL
    cells = painted[: rows * _CELL, : columns * _CELL].reshape(rows, _CELL, columns, _CELL)
    found: NDArray[np.bool_] = cells.any(axis=(1, 3))
    return found


def likeness(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Return how much of what is painted in either is painted in both, 0 to 1; a cell to the side is near enough."""
    near = [np.roll(other, by, axis=1) for by in (-1, 0, 1)]
    return float((one & np.logical_or.reduce(near)).sum() / max(1, one.sum()))
