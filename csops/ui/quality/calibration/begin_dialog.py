"""Beginning a calibration: which contact, with which card, who rates it, and until when."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.calibrations import Calibration
from csops.domain.due import due_moment
from csops.domain.lines import ContactLine
from csops.services.calibration_choices import CalibrationChoices, calibration_choices
from csops.services.calibration_rating import begin_calibration
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.quality.wording import tr

_DAYS = 7
_FEWEST = 2
_ONE_COLUMN = 4
_WIDTH = 1


class BeginDialog(Dialog):
    """Asks for a calibration and begins it.

    Signals:
        begun(object): this Calibration was begun.
        offered: what can be chosen is here.
    """

    begun = Signal(object)
    offered = Signal()

    def __init__(self, desk: Desk, parent: QWidget, *, formats: Formats, contact_id: int | None = None) -> None:
        super().__init__(desk.themes, parent, title=tr("Begin a calibration"), width=_WIDTH)
        self._desk, self._formats = desk, formats
        self._contact_id = contact_id
        self._is_saving = False
        self.found: CalibrationChoices | None = None
        themes = desk.themes
        why = tr(
            "Several reviewers rate the same contact. Nobody sees what others gave before all are in, and it never "
            "counts in a person’s score"
        )
        self.why = Text(themes, why, colour="text.secondary", wrap=True)
        self.contact = ChoiceField(themes, [], label=tr("Contact"), name="contact", required=True)
        self.card = ChoiceField(themes, [], label=tr("Card"), name="scorecard", required=True, typed=False)
        self.who = Text(themes, tr("Reviewers, two or more"), font="smallStrong", colour="text.secondary")
        self.reviewers: dict[int, CheckBox] = {}
        self._boxes = QGridLayout()
        today = desk.today
        self.due = DayField(themes, label=tr("Rate by"), today=today, formats=formats, name="due at", ahead=True)
        self.due.set_day(today() + timedelta(days=_DAYS))
        self.name = LineField(themes, label=tr("Name"), name="name", placeholder=tr("Such as “Refunds, November”"))
        self.trouble = Text(themes, font="small", colour="danger.text", wrap=True)
        self.save = Button(themes, tr("Begin"), role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self.save.setShortcut("Ctrl+Return")
        self.add_button(self.save)
        self._lay_out()
        self.contact.set_check(lambda: "" if self.contact.key() else tr("Choose the contact that all rate"))
        self.card.set_check(lambda: "" if self.card.key() else tr("Choose the card that it is rated with"))
        self.contact.edited.connect(self._contact_chosen)
        self.contact.left.connect(self._contact_chosen)
        self.save.clicked.connect(self._save)
        self.closed.connect(self.deleteLater)
        self.kept = KeptTyping(desk, self, (self.due, self.name), form="calibration_begun")
        self._ask()

    # ------------------------------------------------------------ what can be chosen
    def _ask(self) -> None:
        workspace, contact_id = self._desk.workspace, self._contact_id
        self._desk.ask(
            lambda: calibration_choices(workspace, contact_id=contact_id),
            then=self._offer,
            failed=self._explain,
            key=("calibration choices", id(self)),
        )

    def _contact_chosen(self) -> None:
        key = int(self.contact.key() or 0)
        if key and key != self._contact_id:
            self._contact_id = key
            self._ask()

    def _offer(self, found: CalibrationChoices) -> None:
        self.found = found
        self._tell("")
        lines = list(found.contacts)
        if found.contact is not None and found.contact.id not in {one.id for one in lines}:
            lines.insert(0, found.contact)
        self.contact.set_choices([Choice(key=str(one.id), text=self._line(one)) for one in lines])
        if found.contact is not None:
            self.contact.choose(str(found.contact.id))
        self._offer_cards(found)
        self._offer_reviewers(found)
        self.offered.emit()

    def _offer_cards(self, found: CalibrationChoices) -> None:
        self.card.set_choices([Choice(key=str(one.id), text=one.name) for one in found.cards])
        if found.cards and not self.card.key():
            self.card.choose(str(found.cards[0].id))
        self.card.setEnabled(bool(found.cards))
        if found.contact is not None and not found.cards:
            self._tell(tr("No published card fits this contact. Publish one for its channel in Quality, Cards"))

    def _offer_reviewers(self, found: CalibrationChoices) -> None:
        ticked = {who for who, box in self.reviewers.items() if box.isChecked()} or {self._desk.workspace.member.id}
        wanted = {one.id for one in found.reviewers}
        for who in set(self.reviewers) - wanted:
            box = self.reviewers.pop(who)
            self._boxes.removeWidget(box)
            box.hide()
            box.deleteLater()
        for member in found.reviewers:
            if member.id not in self.reviewers:
                box = self.reviewers[member.id] = CheckBox(self.themes, member.name)
                box.setChecked(member.id in ticked)
        columns = 1 if len(self.reviewers) <= _ONE_COLUMN else 2  # many would ask for more height than there is
        for at, member in enumerate(found.reviewers):
            self._boxes.addWidget(self.reviewers[member.id], *divmod(at, columns))
        self._stops.order(self.reviewers[one.id] for one in found.reviewers)

    def _line(self, one: ContactLine) -> str:
        day = self._formats.moment(one.happened_at, now=self._desk.workspace.now())
        customer = one.customer or tr("Unknown")
        said = tr("{number}: {channel} with {customer}, {when}, by {member}")
        told = said.format(number=one.id, channel=one.channel, customer=customer, when=day, member=one.member)
        about = ", ".join(filter(None, (one.topic, one.title)))  # one finds it by what it was about, too
        return f"{told}: {about}" if about else told

    # ------------------------------------------------------------ doing it
    def _save(self) -> None:
        fields: list[Field] = [self.contact, self.card, self.due]
        if self._is_saving or first_problem(fields) is not None:
            return
        chosen = [who for who, box in self.reviewers.items() if box.isChecked()]
        if len(chosen) < _FEWEST:
            self._tell(tr("Choose two reviewers or more: one rating alone tells nothing"))
            next(iter(self.reviewers.values()), self.save).setFocus()
            return
        day, workspace = self.due.day(), self._desk.workspace
        due_at = None if day is None else due_moment(day, None, zone=self._desk.team.shop.zone)
        contact_id, card_id, name = int(self.contact.key()), int(self.card.key()), self.name.text()
        self._is_saving = True
        self._desk.act(
            lambda: begin_calibration(
                workspace, contact_id=contact_id, reviewers=chosen, name=name, card_id=card_id, due_at=due_at
            ),
            then=self._done,
            failed=self._explain,
            said=lambda session: Said(text=tr("%Ln reviewers are asked to rate", len(session.reviewers))),
        )

    def _done(self, session: Calibration) -> None:
        self.finish()
        self.begun.emit(session)

    def _explain(self, error: Exception) -> None:
        self._is_saving = False
        self._tell(words(error).sentence)

    def _tell(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        themes = self.themes
        last, who = QHBoxLayout(), QVBoxLayout()
        Spacing(themes, last, gap=3)
        Spacing(themes, self._boxes, gap=1)
        Spacing(themes, who, gap=1)
        last.addWidget(self.due, 1)
        last.addWidget(self.name, 2)
        who.addWidget(self.who)
        who.addLayout(self._boxes)
        self.body.addWidget(self.why)
        self.body.addWidget(self.contact)
        self.body.addWidget(self.card)
        self._stops = Stops(self)  # made here, so that Tab comes to the reviewers behind the card
        self.body.addLayout(who)
        self.body.addLayout(last)
        self.body.addWidget(self.trouble)
        self.trouble.hide()
