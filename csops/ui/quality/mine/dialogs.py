"""What somebody says to a review that they were sent: an answer to the whole, or a dispute of one criterion."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.review_answers import SentReview
from csops.domain.scoring import Criterion
from csops.services.review_answers import answer_review, dispute_criterion
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import Field, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.quality.sent_words import rating_words
from csops.ui.quality.wording import tr

_NONE = "na"


class _SayDialog(Dialog):
    """A form over the window with one deed, which Ctrl Enter does; what is wrong is said below its field."""

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, why: str, deed: str) -> None:
        super().__init__(desk.themes, parent, title=title, width=1)
        self.desk = desk
        self.body.addWidget(Text(desk.themes, why, colour="text.secondary", wrap=True))
        self.send = Button(desk.themes, deed, role=Role.PRIMARY, keys="Ctrl+Return")
        self.send.setShortcut("Ctrl+Return")
        self.add_button(self.send)
        self.fields: dict[str, Field] = {}
        self.panel.installEventFilter(self)
        self.closed.connect(self.deleteLater)

    def add_field(self, field: Field) -> None:
        """Put a field into the form; an error that names it stands below it."""
        self.fields[field.name] = field
        self.body.addWidget(field)

    def do(self, act: Callable[[], object], said: str) -> None:
        """Do it, and close once it is done."""
        if any(field.problem() for field in self.fields.values()):
            return
        self.send.setEnabled(False)
        self.desk.act(act, then=lambda _kept: self.finish(), failed=self._explain, said=Said(text=said))

    def _explain(self, error: Exception) -> None:
        self.send.setEnabled(True)
        told = words(error)
        field = self.fields.get(told.field) or list(self.fields.values())[-1]
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: grow when a sentence comes in below a field."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.panel:
            self.place()
        return super().eventFilter(watched, event)


class AnswerDialog(_SayDialog):
    """Asks what somebody says to a review."""

    def __init__(self, desk: Desk, parent: QWidget, *, sent: SentReview) -> None:
        why = tr("{name} and whoever sees all reviews read it. It is kept with the review")
        super().__init__(
            desk,
            parent,
            title=tr("Answer this review"),
            why=why.format(name=sent.reviewer.name),
            deed=tr("Keep answer"),
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


class DisputeDialog(_SayDialog):
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
        self.wanted.choose(offered[0].key)
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
            wanted=None if key == _NONE else float(key),
            reason=self.reason.text(),
        )
        self.do(act, tr("Disputed: {criterion}").format(criterion=self._criterion.name))
