"""What a step of a recovery asks to write down: one field each, which stay while the step is told anew."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.ui.cases.recovery_words import record_words
from csops.ui.kit.fields import LineField
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class StepFields(QWidget):
    """Fields by the names of what is noted. A text that a person is writing stays; the others follow the record.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: Themes, *, may_change: bool) -> None:
        super().__init__()
        self._themes, self._may_change = themes, may_change
        self.fields: dict[str, LineField] = {}
        self._kept: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=3)

    def show_fields(self, names: Iterable[str], kept: Mapping[str, str], *, in_phrase: Collection[str] = ()) -> None:
        """Show these fields, with what is kept of them where nobody has written something else.

        Args:
            names: what is asked, in order.
            kept: what the record holds.
            in_phrase: those that fill a blank of the phrase.
        """
        wanted = list(names)
        for name in [name for name in self.fields if name not in wanted]:
            gone = self.fields.pop(name)
            gone.hide()
            gone.deleteLater()
        for place, name in enumerate(wanted):
            if name not in self.fields:
                self.fields[name] = self._made(name)
                self._column.insertWidget(place, self.fields[name])
            helper = self.tr("Goes into the phrase") if name in in_phrase else ""
            self._follow(name, kept.get(name, ""), helper=helper)
        self._kept = {name: kept.get(name, "") for name in wanted}
        self.setVisible(bool(wanted))

    def values(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: field.text() for name, field in self.fields.items()}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put texts into the fields; nobody is told."""
        for name, field in self.fields.items():
            if name in values and field.text() != values[name]:
                field.set_text(str(values[name]))

    def changes(self) -> dict[str, str]:
        """Return what is written that the record does not hold."""
        return {name: text for name, text in self.values().items() if text != self._kept.get(name, "")}

    def _follow(self, name: str, kept: str, *, helper: str) -> None:
        """Show what is kept, unless somebody is writing something else; then say what came meanwhile."""
        field, before = self.fields[name], self._kept.get(name, "")
        if field.text() in {before, kept}:
            if field.text() != kept:
                field.set_text(kept)
        elif kept != before:
            helper = self.tr("Noted meanwhile by somebody else: {text}").format(text=kept)
        else:
            helper = field.helper()
        field.set_helper(helper)

    def _made(self, name: str) -> LineField:
        field = LineField(self._themes, label=record_words(name), name=name.replace("_", " "))
        field.line.setReadOnly(not self._may_change)
        field.edited.connect(lambda: field.show_error(""))
        field.edited.connect(self.edited)
        return field
