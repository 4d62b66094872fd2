"""What somebody says to a review that they were sent: an answer to the whole, or a dispute of one criterion."""

from functools import partial

from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.review_answers import SentReview
from csops.domain.scoring import Criterion
from csops.services.review_answers import answer_review, dispute_criterion
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import TextField
from csops.ui.kit.formats import Formats
from csops.ui.quality.say_dialog import SayDialog
from csops.ui.quality.sent_words import rating_words
from csops.ui.quality.wording import tr

_NONE = "na"


class AnswerDialog(SayDialog):
    """Asks what somebody says to a review."""

    def __init__(self, desk: Desk, parent: QWidget, *, sent: SentReview) -> None:
        why = tr("{name} and whoever sees all reviews read it. It is kept with the review")
        super().__init__(
            desk,
            parent,
            title=tr("Answer this review"),
            why=why.format(name=sent.reviewer.name),
            deed=tr("Send answer"),
        )
        self._review_id = sent.review.id
        self.text = TextField(desk.themes, label=tr("Your answer"), name="answer", required=True, rows=5)
        self.text.set_text(sent.review.answer)
        self.text.set_check(lambda: "" if self.text.text() else tr("Say in a sentence what you think of this review"))
        self.add_field(self.text)
        form = record_form(Kind.REVIEW, sent.review.id, "answer")
        self.kept = KeptTyping(desk, self, (self.text,), form=form)
        self.send.clicked.connect(self._send)

    def _send(self) -> None:
        act = partial(answer_review, self.desk.workspace, review_id=self._review_id, text=self.text.text())
        self.do(act, tr("Your answer is kept"))


class DisputeDialog(SayDialog):
    """Asks which rating somebody thinks right, and why."""

    def __init__(self, desk: Desk, parent: QWidget, *, sent: SentReview, criterion: Criterion) -> None:
        formats = Formats()
        rated = sent.rated(criterion.key)
        given = None if rated is None else rated.rating
        why = tr(
            "{name} gave: {rating}. Somebody else decides, and you read why. Until {day} criteria of this review can "
            "be disputed"
        ).format(
            name=sent.reviewer.name, rating=rating_words(criterion, given), day=formats.day(sent.until, weekday=True)
        )
        title = tr("Dispute: {criterion}").format(criterion=criterion.name)
        super().__init__(desk, parent, title=title, why=why, deed=tr("Dispute"))
        self._review_id, self._criterion = sent.review.id, criterion
        steps = sorted(criterion.scale.steps, key=lambda step: -step.percent)
        choices = [Choice(key=f"{step.rating!r}", text=rating_words(criterion, step.rating)) for step in steps]
        choices += [Choice(key=_NONE, text=rating_words(criterion, None))] if criterion.allow_na else []
        offered = [one for one in choices if one.key != (_NONE if given is None else f"{given!r}")]
        self.wanted = ChoiceField(
            desk.themes, offered, label=tr("What would be right"), name="rating", required=True, typed=False
        )
        self.wanted.set_check(lambda: "" if self.wanted.key() else tr("Choose the rating that you think right"))
        self.reason = TextField(
            desk.themes,
            label=tr("Why"),
            name="reason",
            required=True,
            rows=4,
            helper=tr("What in the contact shows it"),
        )
        self.reason.set_check(
            lambda: "" if self.reason.text() else tr("Say what in the contact shows that another rating is right")
        )
        self.add_field(self.wanted)
        self.add_field(self.reason)
        form = record_form(Kind.REVIEW, sent.review.id, f"dispute.{criterion.key}")
        self.kept = KeptTyping(desk, self, (self.wanted, self.reason), form=form)
        self.send.clicked.connect(self._send)

    def _send(self) -> None:
        key = self.wanted.key()
        act = partial(
            dispute_criterion,
            self.desk.workspace,
            review_id=self._review_id,
            criterion=self._criterion.key,
            wanted=None if key in {"", _NONE} else float(key),
            reason=self.reason.text(),
        )
        self.do(act, tr("Disputed: {criterion}").format(criterion=self._criterion.name))
