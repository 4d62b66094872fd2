"""Things in lines that a form holds several of, and the fields that add or change one."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.opening_hours import Span
from csops.domain.work_terms import Absence, Wish
from csops.ui.forecast.scenario_parts import pairs
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import Field, first_problem
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

T = TypeVar("T", Absence, Wish, Span)


class ListPart(QWidget, Generic[T]):
    """Things in lines, each with a button that removes it, and fields that add another.

    A part that knows how to `put` one into the fields lets it be changed there.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: Themes, *, none: str, add: str) -> None:
        super().__init__()
        self.themes, self._none, self._add_words = themes, none, add
        self.kept: list[T] = []
        self.changed: T | None = None
        self.fields: list[Field] = []
        self.add = Button(themes, add, icon_name="plus", compact=True)
        self.add.clicked.connect(self.take)
        self._lines = QVBoxLayout()
        Spacing(themes, self._lines, gap=1)
        self.column = QVBoxLayout(self)
        Spacing(themes, self.column, gap=2)
        self.column.addLayout(self._lines)

    def show_all(self, things: Sequence[T]) -> None:
        """Show these."""
        self.kept = list(things)
        while (taken := self._lines.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not self.kept:
            self._lines.addWidget(Text(self.themes, self._none, font="small", colour="text.secondary"))
        for thing in self.kept:
            self._lines.addWidget(self._line(thing))

    def take_begun(self) -> bool:
        """Take what stands in the fields, if anything does; return whether all is well."""
        return not self.is_begun() or self.take()

    def take(self) -> bool:
        """Take what stands in the fields, or say what is wrong with it; return whether it was taken."""
        if not self.is_begun():
            self.fields[0].control.setFocus()
            return False
        if first_problem([field for field in self.fields if field.isVisibleTo(self)]) is not None:
            return False
        try:
            new = self.thing()
        except CsopsError as error:
            self.fields[0].show_error(words(error).sentence)
            self.fields[0].control.setFocus()
            return False
        stood = self.changed
        self.begin_anew()
        if stood is None:
            self.kept.append(new)
        else:
            self.kept = [self.as_before(stood, new) if one is stood else one for one in self.kept]
        self.show_all(self.kept)
        self.edited.emit()
        return True

    def begin_anew(self) -> None:
        """Empty the fields: what they say next is another."""
        self.changed = None
        self._name_add(self._add_words)
        self.clear()

    def change(self, thing: T) -> None:
        """Put one of them into the fields, to be changed there."""
        self.begin_anew()
        self.put(thing)
        self.changed = thing
        self._name_add(self.tr("Keep the change"))
        self.fields[0].control.setFocus()

    def call_add(self, said: str) -> None:
        """Say what the button does that adds one."""
        self._add_words = said
        self._name_add(said)

    def _name_add(self, said: str) -> None:
        self.add.setText(said)
        self.add.setAccessibleName(said)

    def may_change(self) -> bool:
        """Whether one of them can be put into the fields."""
        return False

    def put(self, thing: T) -> None:
        """Put one of them into the fields."""

    def as_before(self, _stood: T, new: T) -> T:
        """Return what the fields say as the record that it was."""
        return new

    @abstractmethod
    def words_of(self, thing: T) -> str:
        """Say one of them."""

    @abstractmethod
    def is_begun(self) -> bool:
        """Whether something stands in the fields."""

    @abstractmethod
    def thing(self) -> T:
        """Return what the fields say."""

    @abstractmethod
    def clear(self) -> None:
        """Empty the fields."""

    def add_rows(self, *rows: tuple[Field, ...]) -> None:
        """Put fields below the lines, two side by side, and the button below them."""
        self.fields += [field for row in rows for field in row]
        self.column.addLayout(pairs(self.themes, rows))
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def _line(self, thing: T) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        Spacing(self.themes, row, gap=2)
        said = self.words_of(thing)
        row.addWidget(ElidedText(self.themes, said, figures=True), 1)
        if self.may_change():
            name = self.tr("Change {what}").format(what=said)
            change = IconButton(self.themes, "pencil", name=name, role=Role.GHOST, compact=True)
            change.clicked.connect(lambda: self.change(thing))
            row.addWidget(change)
        name = self.tr("Remove {what}").format(what=said)
        remove = IconButton(self.themes, "x", name=name, role=Role.GHOST, compact=True)
        remove.clicked.connect(lambda: self._remove(thing))
        row.addWidget(remove)
        return line

    def _remove(self, thing: T) -> None:
        if thing is self.changed:
            self.begin_anew()
        self.show_all([one for one in self.kept if one is not thing])
        self.fields[0].control.setFocus()
        self.edited.emit()
