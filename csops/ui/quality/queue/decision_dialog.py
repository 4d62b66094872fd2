"""Deciding a dispute: the rating given, the one wanted, what shows it, what the reviewer says, and the reason."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.dispute_effects import if_rated
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
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.quality.sent_words import (
    contact_words,
    criterion_of,
    effect_words,
    evidence_words,
    rating_words,
    result_words,
)
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
        themes, self._formats = desk.themes, Formats(zone=ZoneInfo(desk.team.shop.zone))
        given, wanted = rating_words(criterion, dispute.was), rating_words(criterion, dispute.wanted)
        asked = tr("{reviewer} gave {given}; {name} wants {wanted}")
        names = {"reviewer": sent.reviewer.name, "name": sent.member.name}
        self.about = Text(themes, asked.format(given=given, wanted=wanted, **names), font="title3", wrap=True)
        self.body.addWidget(self.about)
        whose = self._whose_words(seen)
        self.contact = Text(themes, whose, font="small", colour="text.secondary", figures=True, wrap=True)
        self.body.addWidget(self.contact)
        self.body.addWidget(Text(themes, f"“{dispute.reason}”", wrap=True))
        for text in evidence_words(sent, criterion):
            self.body.addWidget(Text(themes, text, font="small", colour="text.secondary", wrap=True))
        self.reply = Text(themes, wrap=True)
        self.body.addWidget(self.reply)
        self._show_reply()
        steps = between(criterion, dispute.was, dispute.wanted)
        options = [
            (DisputeState.ACCEPTED, tr("Accept: {rating}").format(rating=wanted)),
            *([(DisputeState.PARTLY, self._partly(steps))] if steps else []),
            (DisputeState.DECLINED, tr("Decline: {rating}").format(rating=given)),
        ]
        self._keys = [state.value for state, _text in options]
        self.how = Segmented(
            themes, [Option(key=state.value, text=text) for state, text in options], name=tr("Decision")
        )
        self.how.choose("")  # whoever decides chooses
        self.rating = ChoiceField(
            themes,
            [Choice(key=f"{one!r}", text=rating_words(criterion, one)) for one in steps],
            label=tr("Rating that holds"),
            name="rating",
            typed=False,
        )
        if len(steps) == 1:
            self.rating.choose(f"{steps[0]!r}")
        self.rating.set_check(lambda: "" if self.rating.key() else tr("Choose the rating that holds"))
        self.effect = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.reason = TextField(
            themes,
            label=tr("Reason"),
            name="reason",
            required=True,
            rows=3,
            helper=tr("{name} and {reviewer} read it").format(**names),
        )
        self.reason.set_check(lambda: "" if self.reason.text() else tr("Say what decided it"))
        for widget in (self.how, self.rating, self.effect, self.reason):
            self.body.addWidget(widget)
        self.how.chosen.connect(self._show_rating)
        self.rating.edited.connect(self._show_effect)
        self._show_rating(self.how.key())

    def _whose_words(self, seen: SeenDispute) -> str:
        review, formats, now = seen.sent.review, self._formats, self.desk.workspace.now()
        return tr("{contact} · rated {rated}, disputed {disputed}").format(
            contact=contact_words(seen.sent, self.desk.team.channel(review.channel_id), formats, now=now),
            rated=formats.moment(review.finished_at, now=now),
            disputed=formats.moment(seen.dispute.raised_at, now=now),
        )

    def _partly(self, steps: Sequence[float]) -> str:
        if len(steps) > 1:
            return tr("Partly")
        return tr("Partly: {rating}").format(rating=rating_words(self.criterion, steps[0]))

    def first_focus(self) -> QWidget:
        """Return where one begins: the decision."""
        return self.how.button(self.how.key() or self._keys[0])

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
        self._show_effect()

    def _show_effect(self) -> None:
        """Say what the score would be."""
        dispute, sent = self._seen.dispute, self._seen.sent
        how, partly = self.how.key(), self.rating.key()
        before = if_rated(sent, {dispute.criterion: dispute.was})
        if not how or (how == DisputeState.PARTLY.value and not partly):
            self.effect.say(tr("The score now: {result}").format(result=result_words(before, self._formats)))
            return
        holds = {
            DisputeState.ACCEPTED.value: dispute.wanted,
            DisputeState.PARTLY.value: float(partly or 0),
            DisputeState.DECLINED.value: dispute.was,
        }
        self.effect.say(effect_words(before, if_rated(sent, {dispute.criterion: holds[how]}), self._formats))

    def submit(self) -> None:
        """Decide, or say what is missing."""
        if not self.how.key():
            self.trouble.say(tr("Choose what you decide"))
            self.trouble.show()
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        state = DisputeState(self.how.key())
        is_partly = state is DisputeState.PARTLY
        if self.reason.problem() or (is_partly and self.rating.problem()):
            return
        rating = float(self.rating.key()) if is_partly else None
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
