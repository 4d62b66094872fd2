"""Asks to which day something is postponed, in words."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.field_kinds import DayField
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.shortcuts import Shortcuts


class PostponeDialog(Dialog):
    """A day, perhaps with a time behind it.

    Signals:
        picked(object, object): the day, and the time or None.
    """

    picked = Signal(object, object)

    def __init__(
        self, desk: Desk, parent: QWidget, *, formats: Formats, today: Callable[[], date], shortcuts: Shortcuts
    ) -> None:
        super().__init__(desk.themes, parent, title=desk.tr("Postpone"))
        words = self.tr("Until when")
        self.day = DayField(
            desk.themes, label=words, today=today, formats=formats, name="follow-up day", required=True, ahead=True
        )
        self.day.set_helper(self.tr("Such as “tomorrow”, “fri 14:30” or “17.11.”"))
        self.body.addWidget(self.day)
        keys = shortcuts.keys("save")
        self.save = Button(desk.themes, self.tr("Postpone it"), role=Role.PRIMARY, keys=keys, show_keys=True)
        self.save.clicked.connect(self.submit)
        for one in (keys, "Return", "Enter"):
            shortcut = QShortcut(QKeySequence(one), self)
            shortcut.activated.connect(self.submit)
        self.add_button(self.save)
        self.closed.connect(self.deleteLater)

    def submit(self) -> None:
        """Take the day, or say what is wrong with it."""
        day = self.day.day()
        if not self.day.problem() and day is not None:
            self.picked.emit(day, self.day.time())
            self.close_layer()
