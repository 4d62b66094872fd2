"""The foot of the wizard: what is promised, the way back, and the one button that goes on."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class WizardFoot(QWidget):
    """Stands below every step."""

    def __init__(self, themes: Themes, *, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = self.tr("Nothing is saved before the last step. A finished import can be undone in one go.")
        self.promise = ElidedText(themes, said, font="small", colour="text.secondary")
        self.back_button = Button(themes, self.tr("Back"))
        self.next_button = Button(themes, self.tr("Check"), role=Role.PRIMARY, keys=keys, show_keys=True)
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=2)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.promise, 1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)

    def show_for(self, *, can_go: bool, promises: bool) -> None:
        """Show what the step has use for."""
        self.back_button.setVisible(can_go)
        self.next_button.setVisible(can_go)
        self.promise.setVisible(promises)

    def name_next(self, text: str) -> None:
        """Say what going on will do."""
        self.next_button.setText(text)
        self.next_button.setAccessibleName(text)
        self.next_button.updateGeometry()
