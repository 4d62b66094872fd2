"""A dialog of Settings that edits one record: what is wrong stands below its field, Ctrl Enter keeps it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.fields import Field
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing

SAVE_KEYS = "Ctrl+Return"


class _Room(QScrollArea):
    """As high as what is in it wants to be; where the window has less room it scrolls."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Qt: what the fields want."""
        return self._inner.sizeHint()

    def heightForWidth(self, width: int) -> int:
        """Qt: sentences wrap in this width."""
        layout = self._inner.layout()
        has_sentences = layout is not None and layout.hasHeightForWidth()
        return self._inner.heightForWidth(width) if has_sentences else self._inner.sizeHint().height()


class RecordDialog(Dialog):
    """Asks for the fields of a record. A subclass puts them into `form`, names them in `fields`, and submits."""

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, width: int = 1) -> None:
        super().__init__(desk.themes, parent, title=title, width=width)
        self.desk = desk
        self.fields: Sequence[Field] = ()
        inner = QWidget()
        self.form = QVBoxLayout(inner)
        Spacing(desk.themes, self.form, margins=(0, 0, 2, 0), gap=3)
        self._room = _Room(inner)
        self.body.addWidget(self._room, 1)
        self.save = Button(desk.themes, self.tr("Save"), role=Role.PRIMARY, keys=SAVE_KEYS, show_keys=True)
        keys = QShortcut(QKeySequence(SAVE_KEYS), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.submit)
        self.save.clicked.connect(self.submit)
        self.add_button(self.save)
        self.save.setVisible(desk.workspace.may(Permission.SETTINGS))
        self.closed.connect(self.deleteLater)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt: Tab goes round within the panel, and scrolls to where it goes."""
        done = super().focusNextPrevChild(forward)
        self._show_focused()
        return done

    def _show_focused(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self._room.isAncestorOf(focused):
            self._room.ensureWidgetVisible(focused)

    def submit(self) -> None:
        """Keep what the fields say."""

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else below the first; what was typed stays."""
        say_at_field(words(error), self.fields, otherwise=self.fields[0])
        self._show_focused()
