"""The shop's own fields of a customer: a row each, with the names that were used before offered again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from csops.domain.customers import MOST_FIELDS, OwnField
from csops.domain.texts import one_line
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.fields import Field, Line
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class OwnFieldsField(Field):
    """Names and values; a row without a value counts as none."""

    def __init__(self, themes: Themes, *, label: str, name: str, parent: QWidget | None = None) -> None:
        self.rows = _Rows(themes)
        super().__init__(themes, self.rows, label=label, name=name, parent=parent)
        self.rows.edited.connect(self.edited)
        self.set_check(self._wrong)

    def fields(self) -> tuple[OwnField, ...]:
        """Return what is typed, row by row."""
        return tuple(field for row in self.rows.shown if (field := row.field()).value)

    def set_fields(self, fields: Sequence[OwnField]) -> None:
        """Show these; nobody is told."""
        if tuple(fields) != self.fields() or len(self.rows.shown) != len(fields):
            self.rows.show_fields(fields)

    def offer(self, names: Sequence[str]) -> None:
        """Offer the names that the shop has used before."""
        self.rows.offer(names)

    def add(self) -> None:
        """Add an empty row and go there."""
        self.rows.add_row()

    def _wrong(self) -> str:
        named = [field.name.casefold() for field in self.fields()]
        if "" in named:
            return self.tr("Give each field a name, such as “Frame size”")
        twice = next((field.name for field in self.fields() if named.count(field.name.casefold()) > 1), "")
        return (
            self.tr("“{name}” stands there twice. Put both values into one field").format(name=twice) if twice else ""
        )


class _Rows(QWidget):
    edited = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._names: tuple[str, ...] = ()
        self.shown: list[OwnFieldRow] = []
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=1)
        self.add = Button(themes, self.tr("Add a field of your own"), role=Role.LINK, icon_name="plus", compact=True)
        self.add.clicked.connect(self.add_row)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.add)

    def show_fields(self, fields: Sequence[OwnField]) -> None:
        for row in list(self.shown):
            self._drop(row)
        for field in fields:
            self._insert(field)
        self._tidy()

    def offer(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        for row in self.shown:
            row.offer(self._names)

    def add_row(self) -> None:
        self._insert(OwnField(name="", value="")).name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tidy()

    def _insert(self, field: OwnField) -> "OwnFieldRow":
        row = OwnFieldRow(self._themes, field, names=self._names)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self.shown.append(row)
        self._column.insertWidget(len(self.shown) - 1, row)
        return row

    def _remove(self, row: "OwnFieldRow") -> None:
        self._drop(row)
        self._tidy()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, row: "OwnFieldRow") -> None:
        self.shown.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _tidy(self) -> None:
        self.add.setVisible(len(self.shown) < MOST_FIELDS)


class OwnFieldRow(QWidget):
    """One own field: its name, its value, and a button that takes it away.

    Signals:
        edited: a person changed something.
        removed: the row shall go.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, themes: Themes, field: OwnField, *, names: Sequence[str]) -> None:
        super().__init__()
        self.name = ChoiceBox(themes, typed=True)
        self.name.setAccessibleName(self.tr("Name of the field"))
        line = self.name.lineEdit() or QLineEdit()
        line.setAccessibleName(self.tr("Name of the field"))
        line.setPlaceholderText(self.tr("Frame size"))
        self.offer(names)
        self.name.setEditText(field.name)
        self.value = Line(themes)
        self.value.setText(field.value.replace("\n", " "))
        self._kept = field
        self.remove = IconButton(themes, "x", name=self.tr("Remove this field"), role=Role.GHOST, compact=True)
        self.value.set_trailing(self.remove)
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=2)
        row.addWidget(self.name, 2)
        row.addWidget(self.value, 3)
        self._say()
        line.textEdited.connect(self._edited)
        self.name.activated.connect(self._edited)
        self.value.textEdited.connect(self._edited)
        self.remove.clicked.connect(self.removed)

    def field(self) -> OwnField:
        """Return what is typed. A value of several lines that nobody touched stays as it is."""
        value = self.value.text().strip()
        if value == self._kept.value.replace("\n", " ").strip():
            value = self._kept.value
        return OwnField(name=one_line(self.name.currentText()), value=value)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names; what is typed stays."""
        said = self.name.currentText()
        self.name.clear()
        self.name.addItems(list(names))
        self.name.setEditText(said)

    def _edited(self) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        self.value.setAccessibleName(self.name.currentText().strip() or self.tr("Value of the field"))
