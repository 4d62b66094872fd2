"""Keys pressed in the form of a review."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csops.ui.quality.review.page import ReviewPage, Wanted

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OpenPage = Callable[[Wanted], ReviewPage]


class Keys:
    """Presses keys where the focus is, as a person does, and counts them."""

    def __init__(self, page: ReviewPage) -> None:
        self._page, self.count = page, 0

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            widget = self._page.window().focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key, modifier)
            self.count += 1

    def type(self, text: str) -> None:
        widget = self._page.window().focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)
        self.count += len(text)
