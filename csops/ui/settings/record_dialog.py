"""A dialog of Settings that edits one record: what is wrong stands below its field, Ctrl Enter keeps it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import Field
from csops.ui.kit.overlay import Dialog

SAVE_KEYS = "Ctrl+Return"


class RecordDialog(Dialog):
    """Asks for the fields of a record. A subclass lays them out, names them in `fields`, and submits."""

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, width: int = 1) -> None:
        super().__init__(desk.themes, parent, title=title, width=width)
        self.desk = desk
        self.fields: Sequence[Field] = ()
        self.save = Button(desk.themes, self.tr("Save"), role=Role.PRIMARY, keys=SAVE_KEYS, show_keys=True)
        keys = QShortcut(QKeySequence(SAVE_KEYS), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.submit)
        self.save.clicked.connect(self.submit)
        self.add_button(self.save)
        self.save.setVisible(desk.workspace.may(Permission.SETTINGS))
        self.panel.installEventFilter(self)
        self.closed.connect(self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: grow when a sentence comes in below a field."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.panel:
            self.place()
        return super().eventFilter(watched, event)

    def submit(self) -> None:
        """Keep what the fields say."""

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else below the first; what was typed stays."""
        told = words(error)
        field = next((field for field in self.fields if field.name == told.field), self.fields[0])
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
