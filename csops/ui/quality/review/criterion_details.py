"""What is written of the criterion in front: guidance, evidence, cause and note."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_drafts import Entry
from csops.domain.reviews import Quote
from csops.domain.scoring import Criterion
from csops.services.review_forms import ReviewForm
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.words import meaning_words
from csops.ui.quality.wording import tr

_NOT_SAID = "-"


class CriterionDetails(QWidget):
    """The part of a criterion that is there while it is in front.

    Signals:
        noted(str): the note is another. caused(str): the cause of a low rating is another, "" for none.
        unlinked(object): a Quote shall be evidence no more. shown(object): a Quote shall be shown.
    """

    noted = Signal(str)
    caused = Signal(str)
    unlinked = Signal(object)
    shown = Signal(object)

    def __init__(self, themes: Themes, criterion: Criterion, form: ReviewForm) -> None:
        super().__init__()
        self.themes = themes
        self._quotes: tuple[Quote, ...] = ()
        choices = [Choice(key=_NOT_SAID, text=tr("Not said"))]
        choices += [Choice(key=one.key, text=one.name) for one in form.causes_of(criterion)]
        self._criterion = criterion
        self._stops = Stops(self)
        self.guidance = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.cause = ChoiceField(
            themes, choices, label=tr("Where it came from"), name=f"cause.{criterion.key}", typed=False
        )
        self.note = GrowingText(themes, label=tr("Note on this criterion"), name=f"note.{criterion.key}")
        self._rows = QVBoxLayout()
        Spacing(themes, self._rows)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(8, 0, 0, 1), gap=2)
        beside = QHBoxLayout()
        Spacing(themes, beside, gap=3)
        beside.addWidget(self.note, 3)
        beside.addWidget(self.cause, 2)
        column.addWidget(self.guidance)
        column.addLayout(self._rows)
        column.addLayout(beside)
        self.note.edited.connect(lambda: self.noted.emit(self.note.box.toPlainText()))
        self.cause.edited.connect(lambda: self.caused.emit(self.cause.key().replace(_NOT_SAID, "")))

    def show_entry(self, entry: Entry, *, is_low: bool, is_open: bool) -> None:
        """Show what was written; what is just being typed stays as it is."""
        self.guidance.say(meaning_words(self._criterion, entry.rating))
        self.guidance.setToolTip(meaning_words(self._criterion))
        self.guidance.setVisible(bool(self.guidance.words()))
        self.cause.setVisible(is_low)
        self.cause.choose(entry.cause or _NOT_SAID)
        self.cause.setEnabled(is_open)
        if self.note.box.toPlainText() != entry.note:
            self.note.set_text(entry.note)
        self.note.box.setReadOnly(not is_open)
        if entry.quotes != self._quotes:
            self._show_quotes(entry.quotes)

    def _show_quotes(self, quotes: tuple[Quote, ...]) -> None:
        self._quotes = quotes
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        rows = [self._row(quote) for quote in quotes]
        for row in rows:
            self._rows.addWidget(row)
        self._stops.order(rows)

    def _row(self, quote: Quote) -> QWidget:
        line, words = QWidget(), f"“{' '.join(quote.text.split())}”"
        row = QHBoxLayout(line)
        Spacing(self.themes, row, gap=1)
        row.addWidget(Picture(self.themes, "quote", size=14))
        row.addWidget(ElidedText(self.themes, words, font="small", colour="text.secondary"), 1)
        show = IconButton(
            self.themes, "eye", name=tr("Show {words}").format(words=words), role=Role.GHOST, compact=True
        )
        show.clicked.connect(partial(self.shown.emit, quote))
        drop = IconButton(
            self.themes, "x", name=tr("Take {words} away").format(words=words), role=Role.GHOST, compact=True
        )
        drop.clicked.connect(partial(self.unlinked.emit, quote))
        row.addWidget(show)
        row.addWidget(drop)
        return line
