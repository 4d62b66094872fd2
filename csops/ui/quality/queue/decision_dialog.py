"""Deciding a dispute: the rating given, the one wanted, what shows it, and the reason."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from csops.domain.review_answers import between
from csops.domain.reviews import DisputeState
from csops.services.review_answers import SeenDispute, decide_dispute
from csops.ui.desk import Desk, Said
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import TextField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.quality.sent_words import criterion_of, rating_words
from csops.ui.quality.wording import tr


class DecisionDialog(Dialog):
    """Asks for the decision and its reason; a part of it where there is a rating between."""

    def __init__(self, desk: Desk, parent: QWidget, *, seen: SeenDispute) -> None:
        dispute, sent = seen.dispute, seen.sent
        self.criterion = criterion = criterion_of(sent, dispute.criterion)
        super().__init__(desk.themes, parent, title=tr("Dispute: {name}").format(name=criterion.name), width=1)
        self._desk, self._seen = desk, seen
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
        for text in self._evidence():
            self.body.addWidget(Text(themes, text, font="small", colour="text.secondary", wrap=True))
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
        self.save = Button(themes, tr("Decide"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.add_button(self.save)
        self.how.chosen.connect(self._show_rating)
        self.save.clicked.connect(self._decide)
        self.closed.connect(self.deleteLater)
        self.panel.installEventFilter(self)
        self._show_rating(self.how.key())

    def first_focus(self) -> QWidget:
        """Return where one begins: the decision."""
        return self.how.button(self.how.key())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: grow when a sentence comes in below a field."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.panel:
            self.place()
        return super().eventFilter(watched, event)

    def _evidence(self) -> list[str]:
        """Return what the reviewer gave for it."""
        rated = self._seen.sent.rated(self.criterion.key)
        if rated is None:
            return []
        quotes = [tr("Evidence: “{words}”").format(words=quote.text) for quote in rated.quotes]
        noted = [tr("Noted: {note}").format(note=rated.note)] if rated.note else []
        guidance = [tr("The card says: {guidance}").format(guidance=self.criterion.guidance)]
        return [*quotes, *noted, *(guidance if self.criterion.guidance else [])]

    def _show_rating(self, key: str) -> None:
        self.rating.setVisible(key == DisputeState.PARTLY.value)

    def _decide(self) -> None:
        if self.reason.problem():
            return
        state = DisputeState(self.how.key())
        rating = float(self.rating.key()) if state is DisputeState.PARTLY else None
        workspace, dispute_id, reason = self._desk.workspace, self._seen.dispute.id, self.reason.text()
        said = {
            DisputeState.ACCEPTED: tr("Accepted; {name} reads it"),
            DisputeState.PARTLY: tr("Partly accepted; {name} reads it"),
            DisputeState.DECLINED: tr("Declined; {name} reads it"),
        }
        self.save.setEnabled(False)
        self._desk.act(
            lambda: decide_dispute(workspace, dispute_id=dispute_id, state=state, reason=reason, rating=rating),
            then=lambda _kept: self.close_layer(),
            failed=self._explain,
            said=Said(text=said[state].format(name=self._seen.sent.member.name)),
        )

    def _explain(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.reason.show_error(words(error).sentence)
        self.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)
