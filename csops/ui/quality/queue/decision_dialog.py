"""Deciding a dispute: the rating given, the one wanted, what shows it, what the reviewer says, and the reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.review_answers import between
from csops.domain.reviews import DisputeState
from csops.services.review_answers import SeenDispute, decide_dispute
from csops.ui.desk import Desk, Said
from csops.ui.kept_form import KeptForm
from csops.ui.kept_typing import Typed
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import Field, TextField
from csops.ui.kit.labels import Text
from csops.ui.quality.sent_words import criterion_of, evidence_words, rating_words
from csops.ui.quality.wording import tr


class DecisionDialog(KeptForm):
    """Asks for the decision and its reason; a part of it where there is a rating between. What is typed is kept."""

    def __init__(self, desk: Desk, parent: QWidget, *, seen: SeenDispute) -> None:
        dispute, sent = seen.dispute, seen.sent
        self.criterion = criterion = criterion_of(sent, dispute.criterion)
        title = tr("Dispute: {name}").format(name=criterion.name)
        form = record_form(Kind.DISPUTE, dispute.id, "decide")
        super().__init__(desk, parent, title=title, verb=tr("Decide"), form=form)
        self._seen = seen
        themes = desk.themes
        given, wanted = rating_words(criterion, dispute.was), rating_words(criterion, dispute.wanted)
        self.about = Text(
            themes,
            tr("{reviewer} gave {given}; {name} wants {wanted}").format(
                reviewer=sent.reviewer.name, given=given, name=sent.member.name, wanted=wanted
            ),
            font="title3",
            wrap=True,
        )
        self.body.addWidget(self.about)
        self.body.addWidget(Text(themes, f"“{dispute.reason}”", wrap=True))
        for text in evidence_words(sent, criterion):
            self.body.addWidget(Text(themes, text, font="small", colour="text.secondary", wrap=True))
        self.reply = Text(themes, wrap=True)
        self.body.addWidget(self.reply)
        self._show_reply()
        steps = between(criterion, dispute.was, dispute.wanted)
        options = [
            (DisputeState.ACCEPTED, tr("Accept: {rating}").format(rating=wanted)),
            *([(DisputeState.PARTLY, tr("Partly"))] if steps else []),
            (DisputeState.DECLINED, tr("Decline: {rating}").format(rating=given)),
        ]
        self.how = Segmented(
            themes, [Option(key=state.value, text=text) for state, text in options], name=tr("Decision")
        )
        self.rating = ChoiceField(
            themes,
            [Choice(key=f"{one!r}", text=rating_words(criterion, one)) for one in steps],
            label=tr("Rating that holds"),
            name="rating",
            typed=False,
        )
        if steps:
            self.rating.choose(f"{steps[0]!r}")
        self.reason = TextField(
            themes,
            label=tr("Reason"),
            name="reason",
            required=True,
            rows=3,
            helper=tr("{name} and {reviewer} read it").format(name=sent.member.name, reviewer=sent.reviewer.name),
        )
        self.reason.set_check(lambda: "" if self.reason.text() else tr("Say what decided it"))
        for widget in (self.how, self.rating, self.reason):
            self.body.addWidget(widget)
        self.how.chosen.connect(self._show_rating)
        self._show_rating(self.how.key())

    def first_focus(self) -> QWidget:
        """Return where one begins: the decision."""
        return self.how.button(self.how.key())

    def look_again(self, found: Sequence[SeenDispute]) -> None:
        """Show what the reviewer said meanwhile."""
        now = next((one for one in found if one.dispute.id == self._seen.dispute.id), None)
        if now is not None:
            self._seen = now
            self._show_reply()

    def typed(self) -> Sequence[Typed]:
        """Return the fields."""
        return (self.how, self.rating, self.reason)

    def fields(self) -> Sequence[Field]:
        """Return the fields that can be wrong."""
        return (self.rating, self.reason)

    def _show_reply(self) -> None:
        reviewer, reply = self._seen.sent.reviewer.name, self._seen.dispute.reply
        said = tr("{reviewer} says: “{reply}”") if reply else tr("{reviewer} has said nothing to it yet")
        self.reply.say(said.format(reviewer=reviewer, reply=reply))

    def _show_rating(self, key: str) -> None:
        self.rating.setVisible(key == DisputeState.PARTLY.value)

    def submit(self) -> None:
        """Decide, or say below a field what is wrong."""
        if self.reason.problem():
            return
        state = DisputeState(self.how.key())
        rating = float(self.rating.key()) if state is DisputeState.PARTLY else None
        workspace, dispute_id, reason = self.desk.workspace, self._seen.dispute.id, self.reason.text()
        said = {
            DisputeState.ACCEPTED: tr("Accepted; {name} reads it"),
            DisputeState.PARTLY: tr("Partly accepted; {name} reads it"),
            DisputeState.DECLINED: tr("Declined; {name} reads it"),
        }
        self.save.setEnabled(False)
        self.desk.act(
            lambda: decide_dispute(workspace, dispute_id=dispute_id, state=state, reason=reason, rating=rating),
            then=lambda _kept: self.finish(),
            failed=self._refused,
            said=Said(text=said[state].format(name=self._seen.sent.member.name)),
        )

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.explain(error)
