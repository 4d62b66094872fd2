"""What a person sees of a window: words that are cut, and whether one side is the mirror of the other."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLabel, QScrollArea, QScrollBar, QWidget

from csops.ui.kit.controls import Button, Chip
from csops.ui.kit.labels import ElidedText, Text

SLACK = 2  # pixels, of rounding


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
