"""Asks for the name by which what was turned is kept as a scenario."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.ui.forecast.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.fields import LineField, first_problem
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class NameScenario(Dialog):
    """One field and a button.

    Signals:
        named: the name, once it is given.
    """

    named = Signal(str)

    def __init__(self, themes: Themes, parent: QWidget, *, name: str = "", problem: str = "") -> None:
        """Ask for a name; `name` was given before, `problem` says why it cannot be."""
        super().__init__(themes, parent, title=tr("Keep as a scenario"))
        self.field = LineField(
            themes,
            label=self.tr("Name of the scenario"),
            name="name",
            required=True,
            placeholder=self.tr("Sale in March"),
            helper=self.tr("It stands beside today under Scenarios, and follows the forecast"),
        )
        self.field.set_check(lambda: "" if self.field.text() else self.tr("Give it a name"))
        self.body.addWidget(self.field)
        self.keep = Button(themes, self.tr("Keep scenario"), role=Role.PRIMARY)
        self.add_button(self.keep)
        self.keep.clicked.connect(self._give)
        self.field.line.returnPressed.connect(self._give)
        self.field.set_text(name)
        if problem:
            self.field.show_error(problem)

    def _give(self) -> None:
        if first_problem([self.field]) is None:
            name = self.field.text()
            self.close_layer()
            self.named.emit(name)
