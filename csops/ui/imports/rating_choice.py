"""Which question a column of ratings answers, and on which scale."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.imports.mapping import ANSWERS, Column
from csops.imports.ratings import scales_of, steps
from csops.ui.imports.picker import Picker
from csops.ui.imports.target_words import LEAVE_ROWS_OUT, tr
from csops.ui.kit.field_kinds import Choice
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

N = QT_TRANSLATE_NOOP
TITLES = {
    "csat": N("ImportWords", "CSAT: satisfied?"),
    "nps": N("ImportWords", "NPS: recommend us?"),
    "ces": N("ImportWords", "CES: was it easy?"),
    "stars": N("ImportWords", "Stars of a review"),
}
_TURNED = ":reversed"


class RatingChoice(QWidget):
    """Two lists side by side.

    Signals:
        chosen(str, str): the question, and the scale; the latter is empty where it shall be guessed anew.
    """

    chosen = Signal(str, str)

    def __init__(self, themes: Themes, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        questions = [Choice(key=key, text=tr(TITLES[key])) for key in ANSWERS]
        self.question = Picker(
            themes, questions, name=tr(N("ImportWords", "Question")), key=column.answer,
            placeholder=tr(N("ImportWords", "Choose")),
        )  # fmt: skip
        key = "" if column.scale is None else f"{column.scale[0]:g}-{column.scale[1]:g}"
        key += _TURNED if key and column.reversed else ""
        self.scale = Picker(themes, _scales(column), name=tr(N("ImportWords", "Scale")), key=key)
        self.question.picked.connect(lambda answer: self.chosen.emit(answer, ""))
        self.scale.picked.connect(lambda scale: self.chosen.emit(column.answer, scale))
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=2)
        row.addWidget(self.question, 1)
        row.addWidget(self.scale, 1)


def _scales(column: Column) -> list[Choice]:
    found = []
    for key in scales_of(column):
        low, _, high = key.partition("-")
        plain = tr(N("ImportWords", "{low} to {high}")).format(low=low, high=high)
        turned = tr(N("ImportWords", "{low} to {high}, {low} is best")).format(low=low, high=high)
        found += [Choice(key=key, text=plain), Choice(key=f"{key}{_TURNED}", text=turned)]
    return found


def rating_choices(column: Column) -> list[Choice]:
    """Return the ratings that a word can stand for, ending with leaving its rows out."""
    values = [Choice(key=f"{value:g}", text=f"{value:g}") for value in steps(column.scale)]
    return [*values, Choice(key=LEAVE_ROWS_OUT, text=tr(N("ImportWords", "Leave these rows out")))]
