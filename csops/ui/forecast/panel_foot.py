"""The foot of the panel of assumptions: keeping what was turned, for the team or by a name."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class PanelFoot(QWidget):
    """Two buttons, `save` and `as_scenario`, and why the first cannot be pressed."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.save = Button(themes, self.tr("Save for the team"), role=Role.PRIMARY)
        self.as_scenario = Button(themes, self.tr("As a scenario"))
        self.why_not = Text(themes, font="small", colour="text.secondary", wrap=True)
        column, both = QVBoxLayout(self), QHBoxLayout()
        Spacing(themes, column, margins=(5, 2, 5, 4))
        Spacing(themes, both, gap=2)
        for button in (self.as_scenario, self.save):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        both.addWidget(self.as_scenario)
        both.addWidget(self.save, 1)
        column.addLayout(both)
        column.addWidget(self.why_not)

    def show_keeping(self, reason: str, *, may: bool, is_changed: bool) -> None:
        """Let what was turned be kept, or say why it cannot be; that nothing is turned yet goes without saying."""
        self.save.setEnabled(not reason)
        self.save.setToolTip(reason)
        self.save.setAccessibleDescription(reason)
        self.why_not.say(reason)
        self.why_not.setVisible(bool(reason) and (is_changed or not may))
        self.as_scenario.setVisible(may)
        self.as_scenario.setEnabled(is_changed)
