"""The reviewer's word on a dispute of their review, which who decides reads beside what the person says."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.services.review_answers import SeenDispute, reply_to_dispute
from csops.ui.desk import Desk, Said
from csops.ui.kept_form import KeptForm
from csops.ui.kept_typing import Typed
from csops.ui.kit.fields import Field, TextField
from csops.ui.kit.labels import Text
from csops.ui.quality.sent_words import criterion_of, evidence_words, rating_words
from csops.ui.quality.wording import tr


class ReplyForm(KeptForm):
    """Asks the reviewer what they say to a dispute; what is typed is kept as a draft."""

    def __init__(self, desk: Desk, parent: QWidget, *, seen: SeenDispute) -> None:
        dispute, sent, themes = seen.dispute, seen.sent, desk.themes
        criterion = criterion_of(sent, dispute.criterion)
        title = tr("Your word on a dispute: {name}").format(name=criterion.name)
        form = record_form(Kind.DISPUTE, dispute.id, "reply")
        super().__init__(desk, parent, title=title, verb=tr("Keep it"), form=form)
        self._dispute_id = dispute.id
        about = tr("You gave {given}; {name} wants {wanted}").format(
            given=rating_words(criterion, dispute.was),
            name=sent.member.name,
            wanted=rating_words(criterion, dispute.wanted),
        )
        self.body.addWidget(Text(themes, about, font="title3", wrap=True))
        self.body.addWidget(Text(themes, f"“{dispute.reason}”", wrap=True))
        for text in evidence_words(sent, criterion):
            self.body.addWidget(Text(themes, text, font="small", colour="text.secondary", wrap=True))
        self.text = TextField(
            themes,
            label=tr("What you say to it"),
            name="reply",
            required=True,
            rows=4,
            helper=tr("Who decides reads it now, {name} with the decision").format(name=sent.member.name),
        )
        self.text.set_text(dispute.reply)
        self.text.set_check(
            lambda: "" if self.text.text() else tr("Say what in the contact shows the rating that you gave")
        )
        self.body.addWidget(self.text)

    def first_focus(self) -> QWidget:
        """Return where one begins: the text."""
        return self.text.control

    def typed(self) -> Sequence[Typed]:
        """Return the field."""
        return (self.text,)

    def fields(self) -> Sequence[Field]:
        """Return the field."""
        return (self.text,)

    def submit(self) -> None:
        """Keep it, or say below the field what is wrong."""
        if self.text.problem():
            return
        workspace, dispute_id, text = self.desk.workspace, self._dispute_id, self.text.text()
        self.save.setEnabled(False)
        self.desk.act(
            lambda: reply_to_dispute(workspace, dispute_id=dispute_id, text=text),
            then=lambda _kept: self.finish(),
            failed=self._refused,
            said=Said(text=tr("Your word is kept with the dispute")),
        )

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.explain(error)
