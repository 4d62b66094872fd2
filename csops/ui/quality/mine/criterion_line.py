"""One criterion of a review as the person reviewed reads it: its rating, what shows it, and what was disputed."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_answers import SentReview
from csops.domain.review_filling import is_low
from csops.domain.reviews import CriterionRating, DisputeState
from csops.domain.scoring import Criterion
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill, PillLook
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.cards.card_words import critical_words
from csops.ui.quality.quoted_words import QuotedWords
from csops.ui.quality.sent_words import asked_words, dispute_look, dispute_words, points_words, rating_words
from csops.ui.quality.wording import tr


class CriterionLine(QWidget):
    """Shows a criterion with its rating; offers to dispute it, or to take a dispute back.

    Signals:
        dispute_wanted(str): this criterion shall be disputed.
        withdraw_wanted(int): this dispute shall be taken back.
        quote_wanted(str, object): the Quote that shows this criterion shall be shown in the contact.
    """

    dispute_wanted = Signal(str)
    withdraw_wanted = Signal(int)
    quote_wanted = Signal(str, object)

    def __init__(
        self, themes: Themes, criterion: Criterion, sent: SentReview, *, formats: Formats, now: datetime
    ) -> None:
        super().__init__()
        self._themes, self._criterion, self._sent, self._formats = themes, criterion, sent, formats
        self._now = now
        self._rated = sent.rated(criterion.key)
        self._dispute = sent.dispute_of(criterion.key)
        self.button: Button | None = None
        self.quotes: list[QuotedWords] = []
        row, self._texts, end = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        Spacing(themes, row, margins=(0, 2, 0, 2), gap=3)
        Spacing(themes, self._texts, gap=0.5)
        Spacing(themes, end, gap=2)
        row.addLayout(self._texts, 1)
        row.addLayout(end)
        row.setAlignment(end, Qt.AlignmentFlag.AlignTop)
        self._texts.addWidget(Text(themes, criterion.name, wrap=True))
        if critical := critical_words(criterion):
            colour = "danger.text" if criterion.key in sent.review.critical else "text.secondary"
            self._texts.addWidget(Text(themes, critical, font="small", colour=colour, wrap=True))
        self._add_texts()
        self._add_end(end)
        self.setAccessibleName(f"{criterion.name}: {self._rating()}")

    def _rating(self) -> str:
        rated = self._rated
        if rated is not None and rated.unseen:
            return tr("Could not be seen")
        return rating_words(self._criterion, None if rated is None else rated.rating)

    def _add_texts(self) -> None:
        rated = self._rated or CriterionRating(criterion=self._criterion.key, rating=None)
        may_show = self._sent.review.contact_id is not None
        for quote in rated.quotes:
            quoted = QuotedWords(self._themes, quote, colour="text.secondary", may_show=may_show and bool(quote.text))
            quoted.shown.connect(partial(self.quote_wanted.emit, self._criterion.key))
            self.quotes.append(quoted)
            self._texts.addWidget(quoted)
        if rated.note:
            self._say(rated.note)
        if rated.cause:
            self._say(tr("Where it came from: {cause}").format(cause=self._sent.causes.get(rated.cause, rated.cause)))
        if is_low(self._criterion, rated.rating):
            for line in asked_words(self._criterion, rated.rating):
                self._say(line)
        if self._dispute is not None:
            self._say(dispute_words(self._sent, self._dispute, self._formats, now=self._now))

    def _say(self, text: str) -> None:
        self._texts.addWidget(Text(self._themes, text, font="small", colour="text.secondary", wrap=True))

    def _add_end(self, end: QHBoxLayout) -> None:
        dispute, themes = self._dispute, self._themes
        if dispute is not None:
            end.addWidget(Pill(themes, dispute_look(dispute)))
        end.addWidget(Pill(themes, PillLook(text=self._rating(), family=self._family())))
        points = Text(themes, self._points(), font="small", colour="text.secondary", figures=True)
        points.setToolTip(tr("Points of its weight. The score is all points, of the weights that were rated"))
        end.addWidget(points)
        is_closed = dispute is not None and dispute.state is not DisputeState.WITHDRAWN
        if dispute is not None and dispute.state is DisputeState.OPEN:
            self.button = Button(themes, tr("Withdraw"), compact=True)
            self.button.clicked.connect(lambda: self.withdraw_wanted.emit(dispute.id))
        elif self._sent.is_open and not is_closed and not (self._rated is not None and self._rated.unseen):
            self.button = Button(themes, tr("Dispute…"), role=Role.GHOST, compact=True)
            self.button.clicked.connect(lambda: self.dispute_wanted.emit(self._criterion.key))
        if self.button is not None:
            self.button.setAccessibleDescription(self._criterion.name)
            end.addWidget(self.button)

    def _points(self) -> str:
        rating, weight = None if self._rated is None else self._rated.rating, self._criterion.weight
        points = None if rating is None else self._criterion.scale.percent(rating) / 100 * weight
        return points_words(points, weight, self._formats)

    def _family(self) -> str:
        rating = None if self._rated is None else self._rated.rating
        if rating is None:
            return "neutral"
        percent = self._criterion.scale.percent(rating)
        return "success" if percent >= _GOOD else "danger" if percent < _HALF else "warning"


_GOOD, _HALF = 99.5, 50.0
