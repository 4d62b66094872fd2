"""Asks why a review that was sent is withdrawn."""

from functools import partial

from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.reviews import Purpose
from csops.services.review_forms import ReviewForm
from csops.services.review_withdrawal import withdraw_review
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.fields import TextField
from csops.ui.quality.review.words import first_name
from csops.ui.quality.say_dialog import SayDialog
from csops.ui.quality.wording import tr


class WithdrawDialog(SayDialog):
    """Asks for the reason, which the person reviewed reads, and withdraws the review."""

    def __init__(self, desk: Desk, parent: QWidget, *, form: ReviewForm, review_id: int) -> None:
        why = tr(
            "It counts nowhere then, and the contact can be reviewed anew. {name} keeps it in My reviews as withdrawn, "
            "and reads your reason. What is disputed of it ends"
        )
        if form.purpose is Purpose.CHECK:
            why = tr("It counts nowhere then, and the review can be checked anew. {name} reads that, and your reason")
        super().__init__(
            desk,
            parent,
            title=tr("Withdraw this review"),
            why=why.format(name=first_name((form.to or form.member).name)),
            deed=tr("Withdraw"),
        )
        self._review_id = review_id
        self.why = TextField(desk.themes, label=tr("Why"), name="reason", required=True, rows=3)
        self.why.set_check(lambda: "" if self.why.text() else tr("Say why it is withdrawn; who was sent it reads it"))
        self.add_field(self.why)
        self.kept = KeptTyping(desk, self, (self.why,), form=record_form(Kind.REVIEW, review_id, "withdraw"))
        self.send.clicked.connect(self._send)

    def _send(self) -> None:
        act = partial(withdraw_review, self.desk.workspace, review_id=self._review_id, why=self.why.text())
        self.do(act, tr("Review withdrawn"))
