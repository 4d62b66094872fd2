"""A field that holds several values of one kind, such as phones: a line for each, added and removed by a button."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.fields import Field, Line
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Themes


class SeveralField(Field):
    """Values one below the other; without any there is one empty line to type in.

    `one` is what a single value is called, `add` what the button says that makes room for another.
    """

    def __init__(
        self, themes: Themes, *, label: str, one: str, add: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        self.lines = _Lines(themes, one=one, add=add)
        super().__init__(themes, self.lines, label=label, name=name, parent=parent)
        self.lines.edited.connect(self.edited)
        self.lines.left.connect(self.leave)

    def values(self) -> tuple[str, ...]:
        """Return what is typed, tidied, each value once."""
        typed = (" ".join(line.text().split()) for line in self.lines.shown)
        return tuple(dict.fromkeys(value for value in typed if value))

    def set_values(self, values: tuple[str, ...]) -> None:
        """Show these values; nobody is told."""
        if values != self.values() or len(self.lines.shown) != max(1, len(values)):
            self.lines.show_values(values)

    def _set_state(self, state: str) -> None:
        for line in self.lines.shown:
            if line.property("state") != state:
                line.setProperty("state", state)
                line.style().unpolish(line)
                line.style().polish(line)


class _Lines(QWidget):
    edited = Signal()
    left = Signal()

    def __init__(self, themes: Themes, *, one: str, add: str) -> None:
        super().__init__()
        self._themes, self._one = themes, one
        self.shown: list[Line] = []
        self._removes: dict[Line, IconButton] = {}
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=1)
        self._stops = Stops(self)
        self.add = Button(themes, add, role=Role.LINK, icon_name="plus", compact=True)
        self.add.clicked.connect(self._add)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self.show_values(())

    def show_values(self, values: tuple[str, ...]) -> None:
        for line in list(self.shown):
            self._drop(line)
        for value in values or ("",):
            self._insert(value)
        self._tidy()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.__dict__:  # Python's half of the object is gone while Qt still takes its own half down
            return False
        if watched in self.shown and event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def _insert(self, value: str) -> Line:
        line = Line(self._themes)
        line.setText(value)
        words = self.tr("Remove {what}").format(what=self._one.lower())
        remove = IconButton(self._themes, "x", name=words, role=Role.GHOST, compact=True)
        remove.clicked.connect(lambda: self._remove(line))
        line.set_trailing(remove)
        self._removes[line] = remove
        line.textEdited.connect(self._edited)
        line.installEventFilter(self)
        self.shown.append(line)
        self._column.insertWidget(len(self.shown) - 1, line)
        line.show()
        return line

    def _add(self) -> None:
        self._insert("").setFocus(Qt.FocusReason.OtherFocusReason)
        self._tidy()

    def _remove(self, line: Line) -> None:
        self._drop(line)
        if not self.shown:
            self._insert("")
        self._tidy()
        self.shown[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, line: Line) -> None:
        self.shown.remove(line)
        del self._removes[line]
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _edited(self, _text: str) -> None:
        self._tidy()
        self.edited.emit()

    def _tidy(self) -> None:
        """Name the lines for screen readers, and offer another one once the last is used."""
        for number, line in enumerate(self.shown, 1):
            line.setAccessibleName(self._one if number == 1 else f"{self._one} {number}")
            self._removes[line].setVisible(bool(line.text()) or len(self.shown) > 1)
        self._stops.order(self.shown)
        self.add.setVisible(bool(self.shown[-1].text()))
        self.setFocusProxy(self.shown[0])
