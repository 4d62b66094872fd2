"""How high what scrolls in a form may be, so that its buttons stay in the window at any zoom."""

from PySide6.QtWidgets import QWidget

from csops.ui.kit.theme import Themes

USUAL_SPACES, LEAST_SPACES, AROUND_SPACES = 110, 30, 56


def form_height(themes: Themes, window: QWidget, *, usual: int = USUAL_SPACES) -> int:
    """Return the height for the fields of a form over this window; `usual` in steps of the grid."""
    step = themes.current.space(1)
    room = window.height() - step * AROUND_SPACES  # the title, the buttons and the edge around it
    return max(step * LEAST_SPACES, min(step * usual, room))
