"""What is written of the criterion in front: guidance, evidence, cause and note."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_drafts import Entry
from csops.domain.review_quotes import Found
from csops.domain.scoring import Criterion
from csops.services.review_forms import ReviewForm
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.quote_line import QuoteLine
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
        self._quotes: tuple[tuple[Found, ...], bool] = ((), False)
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

    def show_entry(self, entry: Entry, quotes: tuple[Found, ...], *, is_low: bool, is_open: bool) -> None:
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
        self.note.setVisible(is_open or bool(entry.note))  # an empty box would look as if one could write in it
        if (quotes, is_open) != self._quotes:
            self._quotes = (quotes, is_open)
            self._show_quotes(quotes, is_open=is_open)

    def _show_quotes(self, quotes: tuple[Found, ...], *, is_open: bool) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        rows = [QuoteLine(self.themes, one, may_drop=is_open) for one in quotes]
        for row in rows:
            row.shown.connect(self.shown)
            row.dropped.connect(self.unlinked)
            self._rows.addWidget(row)
        self._stops.order(rows)
