"""The two buttons that go from week to week; at an end the focus goes to the other one, not out of sight."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.ui.kit.cards import Heading
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.theme import Themes


class WeekSteps(QObject):
    """Earlier and later.

    Signals:
        stepped(int): -1 or 1.
    """

    stepped = Signal(int)

    def __init__(self, themes: Themes, heading: Heading) -> None:
        super().__init__(heading)
        self.earlier = IconButton(themes, "chevron-left", name=self.tr("Earlier week"), role=Role.GHOST)
        self.later = IconButton(themes, "chevron-right", name=self.tr("Later week"), role=Role.GHOST)
        for button, by in ((self.earlier, -1), (self.later, 1)):
            heading.add(button)
            button.clicked.connect(lambda _checked=False, by=by: self.stepped.emit(by))

    def show_ends(self, *, earlier: bool, later: bool) -> None:
        """Say whether there is a week before and after."""
        had = next((one for one in (self.earlier, self.later) if one.hasFocus()), None)
        self.earlier.setEnabled(earlier)
        self.later.setEnabled(later)
        if had is not None and not had.isEnabled():
            other: QWidget | None = self.later if had is self.earlier else self.earlier
            if other is not None and not other.isEnabled():
                other = had.nextInFocusChain()
            if other is not None:
                other.setFocus()
