"""Where Tab stops, one after the other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops_of(widget: QWidget) -> list[str]:
    """Return the accessible names of all that Tab reaches in a widget, in its order."""
    window = widget.window()
    found: list[str] = []
    one: QWidget | None = window
    seen: set[int] = set()
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        is_stop = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isVisible() and one.focusProxy() is None
        if is_stop and (one is widget or widget.isAncestorOf(one)):
            found.append(one.accessibleName())
        one = one.nextInFocusChain()
    return found
