"""Two people changed the same field of a record: both are shown, and one asks which shall stand."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.corrections import contested, settled
from csops.domain.errors import ConflictError
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing

MOST_LETTERS = 160

Shown = Callable[[str, Any], tuple[str, str]]
"""Gives a field's label and what a record says there, in words."""


class ConflictCard(QFrame):
    """Says what somebody else made of the fields that were changed here too.

    Signals:
        decided(object): the record to keep, of the version that stands now; all that only one side changed is in it.
    """

    decided = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        themes = desk.themes
        self.setProperty("kind", "sunken")
        self._error: ConflictError | None = None
        self.text = Text(themes, colour="danger.text", font="bodyStrong", wrap=True)
        self._themes = themes
        self._both = QVBoxLayout()
        Spacing(themes, self._both, gap=2)
        self.keep = Button(themes, self.tr("Keep mine"), compact=True)
        self.take = Button(themes, self.tr("Take theirs"), compact=True)
        self.keep.clicked.connect(lambda: self._decide(mine=True))
        self.take.clicked.connect(lambda: self._decide(mine=False))
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(5, 3, 5, 3), gap=2)
        row = QHBoxLayout()
        Spacing(themes, row, gap=2)
        row.addWidget(self.keep)
        row.addWidget(self.take)
        row.addStretch(1)
        column.addWidget(self.text)
        column.addLayout(self._both)
        column.addLayout(row)
        self.hide()

    def show_conflict(self, error: ConflictError, *, shown: Shown) -> None:
        """Show both sides of every field that both have changed, and take the focus."""
        self._error = error
        self._clear()
        mine, theirs, base = _sides(error)
        self.text.say(self.tr("{who} changed this meanwhile").format(who=error.fields["who"]))
        told = [(shown(name, mine), shown(name, theirs)[1]) for name in contested(mine, theirs, base)]
        said = [self._show_both(field, ours, other) for (field, ours), other in dict.fromkeys(told)]
        self.setAccessibleName(". ".join([self.text.words(), *said]))
        self.show()
        self.keep.setFocus()

    def words(self) -> str:
        """Return all that the card says."""
        return self.accessibleName()

    def _show_both(self, field: str, mine: str, theirs: str) -> str:
        """Show a field of both, and return it in one sentence."""
        yours = self.tr("Yours: {text}").format(text=_short(mine))
        other = self.tr("Theirs: {text}").format(text=_short(theirs))
        part = QVBoxLayout()
        part.setSpacing(0)
        part.addWidget(Text(self._themes, field, font="smallStrong", colour="text.secondary"))
        part.addWidget(Text(self._themes, yours, wrap=True))
        part.addWidget(Text(self._themes, other, wrap=True))
        self._both.addLayout(part)
        return f"{field}. {yours}. {other}"

    def _clear(self) -> None:
        while (part := self._both.takeAt(0)) is not None:
            inner = part.layout()
            while inner is not None and (item := inner.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()

    def _decide(self, *, mine: bool) -> None:
        if self._error is not None:
            ours, theirs, base = _sides(self._error)
            self._error = None
            self.hide()
            self.decided.emit(settled(ours, theirs, base, keep=contested(ours, theirs, base) if mine else ()))


def is_told_apart(error: Exception) -> bool:
    """Whether the error has both sides to show."""
    return isinstance(error, ConflictError) and None not in {error.fields.get("mine"), error.fields.get("theirs")}


def _sides(error: ConflictError) -> tuple[Any, Any, Any]:
    return error.fields["mine"], error.fields["theirs"], error.fields["base"]


def _short(text: str) -> str:
    one_line = " ".join(text.split()) or "–"
    return one_line if len(one_line) <= MOST_LETTERS else one_line[:MOST_LETTERS] + "…"


class ConflictDialog(Dialog):
    """The card by itself, where no form is open that could hold it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.themes, parent, title=desk.tr("Two changes of the same"))
        self.card = ConflictCard(desk)
        self.body.addWidget(self.card)
        self.card.decided.connect(self.close_layer)
        self.closed.connect(self.deleteLater)

    def ask(self, error: ConflictError, *, shown: Shown) -> None:
        """Show both sides and ask."""
        self.card.show_conflict(error, shown=shown)
        self.open()

    def first_focus(self) -> QWidget:
        """Return what Enter presses."""
        return self.card.keep
