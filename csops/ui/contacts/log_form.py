"""The fields of a contact, in the order in which one is asked; what they say as a draft and as plain values."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.contacts import Contact, ContactDraft, Direction, Result
from csops.domain.mail import Mail
from csops.domain.surveys import SurveyAnswer
from csops.ui.contacts.amends_block import AmendsBlock
from csops.ui.contacts.answer_block import AnswerBlock
from csops.ui.contacts.channel_field import ChannelField
from csops.ui.contacts.done_tick import DoneTick
from csops.ui.contacts.ended_block import EndedBlock
from csops.ui.contacts.files_field import FilesField
from csops.ui.contacts.follow_up_block import FollowUpBlock
from csops.ui.contacts.promise_block import PromiseBlock
from csops.ui.contacts.times_block import TimesBlock
from csops.ui.contacts.who_block import WhoBlock
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import Field, TextField
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing

PROMISING = {Result.FOLLOW_UP.value, Result.PASSED.value}


class LogForm(QWidget):
    """The form without its frame. With `editing` it shows a contact that was logged before.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, desk: Desk, *, editing: bool = False) -> None:
        super().__init__()
        self.desk, self._is_editing = desk, editing
        self._logged: Contact | None = None
        themes = desk.themes
        self.channel = ChannelField(themes, desk.team.channels)
        self.who = WhoBlock(desk, offers_case=not editing)
        self.topic = ChoiceField(themes, label=self.tr("Topic"), name="topic")
        directions = [
            Choice(key=Direction.IN.value, text=self.tr("Incoming")),
            Choice(key=Direction.OUT.value, text=self.tr("Outgoing")),
        ]
        self.direction = ChoiceField(themes, directions, label=self.tr("Direction"), name="direction", typed=False)
        self.text = TextField(themes, label=self.tr("What happened"), name="text")
        self.result = Segmented(themes, self._results(), name=self.tr("Result"))
        self.ended = EndedBlock(desk, asks_confirmed=not editing)
        self.follow_up = FollowUpBlock(desk, label=self.tr("Follow up on"), by_silence=not editing)
        self.done_tick, self.promise = DoneTick(desk), PromiseBlock(desk)
        self.times = TimesBlock(desk)
        self.asked = AnswerBlock(desk)
        self.amends = AmendsBlock(desk)
        self.files = FilesField(desk)
        self._lay_out()
        self._connect()
        self.show_team()
        self.start()

    # ------------------------------------------------------------ what it says
    def draft(self) -> ContactDraft:
        """Return the contact that the form describes."""
        channel, promises = self.channel.channel(), self._is_promising()
        due_at, due_time_known = self.follow_up.due() if promises else (None, False)
        happened_at, time_known = self.times.moment()
        return ContactDraft(
            channel_id=channel.id if channel else None,
            customer_id=self.who.customer_id(),
            customer_name=self.who.name(),
            phone=self.who.phone_said(),
            email=self.who.email_said(),
            case_id=self.who.case_id(),
            topic_id=int(self.topic.key()) if self.topic.key() else None,
            direction=Direction(self.direction.key() or Direction.IN.value),
            text=self.text.text(),
            happened_at=happened_at,
            time_known=time_known,
            handle_time=self.times.handle.counted(),
            answered_after=self.times.answered.duration(),
            result=Result(self.result.key() or Result.OPEN.value),
            member_id=self.times.member_id(),
            owner_id=self.follow_up.owner_id() if promises else None,
            due_at=due_at,
            due_time_known=due_time_known,
            confirmed=self.ended.answer(),
            passed_because=self.ended.because(),
            passed_note=self.ended.note.text(),
            settles=self.done_tick.settles(),
            silent_days=self.follow_up.silent_days() if promises else None,
            promised=self.promise.promised(),
        )

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order, those that are shown only."""
        promised = self.follow_up.fields() if self._is_promising() else ()
        first = (self.channel, *self.who.fields(), self.topic, self.direction, self.text)
        asked = (self.asked.field,) if self.asked.isVisibleTo(self) else ()
        last = (*self.times.fields(), *asked, *self.amends.fields())
        return (*first, *self.ended.fields(), *promised, *self.promise.fields(), *last)

    def answer(self) -> SurveyAnswer | None:
        """Return what the customer answered when it was over; None where nobody asked, or nobody was reached."""
        return None if self.result.key() == Result.MISSED.value else self.asked.answer()

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values, for a draft."""
        channel = self.channel.channel()
        return {
            "channel": channel.key if channel else "",
            "who": self.who.values(),
            "topic": self.topic.key(),
            "direction": self.direction.key(),
            "text": self.text.box.toPlainText(),
            "result": self.result.key(),
            "ended": self.ended.values(),
            "follow_up": self.follow_up.values(),
            "promise": self.promise.values(),
            "times": self.times.values(),
            "files": self.files.values(),
            "asked": self.asked.values(),
            "amends": self.amends.values(),
        }

    # ------------------------------------------------------------ what it shows
    def start(self) -> None:
        """Empty the form."""
        me = str(self.desk.workspace.member.id)
        self.take({"direction": Direction.IN.value, "times": {"handled_by": me}, "follow_up": {"owner": me}})

    def take(self, values: Mapping[str, Any]) -> None:
        """Show plain values again."""
        self.channel.choose(str(values.get("channel", "")))
        self.who.start()
        self.done_tick.show_case(None)
        self.ended.show_case(None)
        self.who.take(values.get("who", {}))
        self.topic.choose(str(values.get("topic", "")))
        self.direction.choose(str(values.get("direction", "")))
        self.text.set_text(str(values.get("text", "")))
        self.result.choose(str(values.get("result") or Result.RESOLVED.value))
        self.ended.take(values.get("ended", {}))
        self.follow_up.take(values.get("follow_up", {}))
        self.promise.take(values.get("promise", {}))
        self.times.take(values.get("times", {}))
        self.files.take(values.get("files", []))
        self.asked.take(values.get("asked", {}))
        self.amends.take(values.get("amends", {}))
        for field in (self.channel, self.topic, self.direction, self.text):
            field.show_error("")
        self._show_result()

    def take_mail(self, mail: Mail) -> None:
        """Fill the form from a message; what was typed already stays."""
        if self.channel.channel() is None:
            self.channel.choose("email")
        if not self._is_editing:
            self.times.handle.forget_begin()
            self.times.handle.reset()  # nobody was on the line while a message was read
        body = "\n\n".join(filter(None, (mail.subject and f"{mail.subject.rstrip('.')}.", mail.text)))
        before = self.text.text()
        self.text.set_text(f"{before}\n\n{body}" if before else body)
        if self.who.customer_id() is None and not self.who.name():
            self.who.take_person(name=mail.sender_name, email=mail.sender_email)
        if mail.sent_at is not None:
            self.times.show_moment(mail.sent_at)
        for file in mail.files:
            self.files.add_content(file.content, name=file.name)
        self.edited.emit()

    def show_team(self) -> None:
        """Offer the channels, topics and members there are now."""
        team = self.desk.team
        logged = self._logged
        own = (logged.channel_id, logged.topic_id) if logged else (0, 0)
        self.channel.show_channels([replace(one, active=one.active or one.id == own[0]) for one in team.channels])
        topics = [one for one in team.topics if one.active or one.id == own[1]]
        self.topic.set_choices([Choice(key=str(topic.id), text=topic.name) for topic in topics])
        self.times.show_team(keeps=logged.member_id if logged else None)
        self.follow_up.show_team()

    def begin_editing(self, contact: Contact) -> None:
        """Offer what this contact has, even where nobody can choose it for a new one any more."""
        self._logged = contact
        self.show_team()

    def run_clock(self) -> None:
        """Let the clock run where somebody waits on the line; several chats at once would count double."""
        if self._is_editing:
            return
        channel = self.channel.channel()
        self.times.run_clock(is_call=channel is not None and channel.is_immediate and channel.concurrency == 1)

    # ------------------------------------------------------------ inside
    def _show_result(self) -> None:
        passed_anew = self._is_promising() and self.result.key() == Result.PASSED.value
        self.ended.show_result(self.result.key(), passed_anew=passed_anew)
        self.follow_up.setVisible(self._is_promising())
        self.follow_up.set_required(required=self.result.key() == Result.FOLLOW_UP.value)
        is_missed = self.result.key() == Result.MISSED.value
        self.times.show_missed(missed=is_missed)
        self.asked.setVisible(not is_missed and not self._is_editing)
        self.amends.setVisible(not self._is_editing)
        self.promise.setVisible(not is_missed and not self._is_editing)

    def _results(self) -> list[Option]:
        return [
            Option(key=Result.RESOLVED.value, text=self.tr("Resolved")),
            Option(key=Result.FOLLOW_UP.value, text=self.tr("Follow up")),
            Option(key=Result.PASSED.value, text=self.tr("Passed on")),
            Option(key=Result.MISSED.value, text=self.tr("Missed")),
        ]

    def _is_promising(self) -> bool:
        was = self._logged.result.value if self._logged else ""
        return self.result.key() in PROMISING and self.result.key() != was

    def _connect(self) -> None:
        self.channel.edited.connect(self.run_clock)
        self.channel.picked.connect(self.who.customer.line.setFocus)
        self.channel.typed.connect(self.who.customer.type)
        self.who.settled.connect(self.text.box.setFocus)
        self.result.chosen.connect(self._result_chosen)
        for told in (self.who.edited, self.who.known, self.direction.edited, self.edited):
            told.connect(self._ask_what_is_done)
        self.who.edited.connect(self._ask_when_asked)
        self.who.known.connect(self._ask_when_asked)
        parts = (self.channel, self.who, self.topic, self.direction, self.text, self.ended)
        for part in (*parts, self.follow_up, self.promise, self.done_tick, self.times, self.amends, self.files):
            part.edited.connect(self.times.handle.begin)
            part.edited.connect(self.edited)

    def _ask_what_is_done(self) -> None:
        topic = self.desk.team.topic(int(self.topic.key()) if self.topic.key() else None)
        self.amends.suggest(is_usual=topic is not None and topic.recovery)
        self.done_tick.show_direction(is_ours=self.direction.key() == Direction.OUT.value)
        self.done_tick.show_case(self.who.case_id())
        self.ended.show_case(self.who.case_id())

    def _ask_when_asked(self) -> None:
        self.asked.show_customer(self.who.customer_id())
        self.amends.show_case(self.who.case_id(), self.who.customer_id())

    def _result_chosen(self, _key: str) -> None:
        self._show_result()
        self.run_clock()
        self.edited.emit()

    def _lay_out(self) -> None:
        column, beside, result = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout()
        Spacing(self.desk.themes, column, margins=(5, 3, 5, 4), gap=3)
        Spacing(self.desk.themes, beside, gap=3)
        Spacing(self.desk.themes, result, gap=1)
        beside.addWidget(self.topic, 1)
        beside.addWidget(self.direction, 1)
        label = Text(self.desk.themes, self.tr("Result"), font="smallStrong", colour="text.secondary")
        result.addWidget(label)
        result.addWidget(self.result)
        column.addWidget(self.channel)
        column.addWidget(self.who)
        column.addLayout(beside)
        column.addWidget(self.text)
        column.addLayout(result)
        column.addWidget(self.ended)
        column.addWidget(self.done_tick)
        column.addWidget(self.follow_up)
        column.addWidget(self.promise)
        column.addWidget(self.times)
        column.addWidget(self.asked)
        column.addWidget(self.amends)
        column.addWidget(self.files)
        column.addStretch(1)
