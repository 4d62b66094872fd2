"""The stops of Tab in reading order, also of what is made later than what stands after it."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Stops(QWidget):
    """Keeps a place among the stops of Tab: where it was made stand, one after the other, those that come later.

    Qt appends what is made later to the end of the window.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def order(self, widgets: Iterable[QWidget]) -> None:
        """Let Tab go through these, each with what stops in it, from here on."""
        before: QWidget = self
        for stop in (stop for widget in widgets for stop in _stops_in(widget)):
            _put_after(before, stop)
            before = stop


def next_stop(window: QWidget, *, forward: bool) -> QWidget | None:
    """Return where Tab leads in a window from what has the focus, None where it stops nowhere else.

    Qt would stop at a place that hands its keys on to what lies in it, and so pass all that stands before that.
    """
    here = window.focusWidget() or window
    one = _beside(here, forward=forward)
    while one is not None and one is not here:
        takes_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
        if takes_tab and one.isEnabled() and one.isVisibleTo(window) and one.window() is window:
            return one
        one = _beside(one, forward=forward)
    return None


def _beside(widget: QWidget, *, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _stops_in(widget: QWidget) -> Iterator[QWidget]:
    """Yield where Tab stops in a widget, in the order in which it goes through them; places that are kept, too."""
    inside = widget.findChildren(QWidget)
    found, left, known, one = [], len(inside), {id(each) for each in inside}, widget.nextInFocusChain()
    while (
        left and one is not None and one is not widget
    ):  # they lie together: the rest of the window is not gone through
        if id(one) in known:
            left -= 1
            if _is_stop(one):
                found.append(one)
        one = one.nextInFocusChain()
    yield from ([widget, *found] if _is_stop(widget) else found)


def _is_stop(widget: QWidget) -> bool:
    return isinstance(widget, Stops) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _put_after(before: QWidget, stop: QWidget) -> None:
    kept = [one for one in (before, stop) if isinstance(one, Stops)]
    for one in kept:
        one.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders nothing else
    QWidget.setTabOrder(before, stop)
    for one in kept:
        one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
