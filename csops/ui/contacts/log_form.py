"""The fields of a contact, in the order in which one is asked; what they say as a draft and as plain values."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.contacts import ContactDraft, Direction, Result
from csops.domain.due import due_moment
from csops.domain.mail import Mail
from csops.domain.questions import day_start
from csops.ui.contacts.channel_field import ChannelField
from csops.ui.contacts.files_field import FilesField
from csops.ui.contacts.follow_up_block import FollowUpBlock
from csops.ui.contacts.handle_time import HandleTimeField
from csops.ui.contacts.who_block import WhoBlock
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField, DurationField
from csops.ui.kit.fields import Field, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text

PROMISING = {Result.FOLLOW_UP.value, Result.PASSED.value}
# What the clock says changes by itself: it does not make a form a draft.
RUNS_BY_ITSELF = "handle"


class LogForm(QWidget):
    """The form without its frame.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        themes = desk.themes
        self.formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.channel = ChannelField(themes, desk.team.channels)
        self.who = WhoBlock(desk)
        self.topic = ChoiceField(themes, label=self.tr("Topic"), name="topic")
        directions = [
            Choice(key=Direction.IN.value, text=self.tr("Incoming")),
            Choice(key=Direction.OUT.value, text=self.tr("Outgoing")),
        ]
        self.direction = ChoiceField(themes, directions, label=self.tr("Direction"), name="direction", typed=False)
        self.text = TextField(themes, label=self.tr("What happened"), name="text")
        self.result_label = Text(themes, self.tr("Result"), font="smallStrong", colour="text.secondary")
        self.result = Segmented(themes, self._results(), name=self.tr("Result"))
        self.follow_up = FollowUpBlock(desk, label=self.tr("Follow up on"))
        self.handle = HandleTimeField(themes, formats=self.formats)
        self.handled_by = ChoiceField(themes, label=self.tr("Handled by"), name="member")
        self.files = FilesField(desk)
        self.more = Button(themes, self.tr("More"), role=Role.LINK, icon_name="chevron-down")
        self.answered = DurationField(
            themes, label=self.tr("Answered after"), name="answered after", formats=self.formats
        )
        self.happened = DayField(
            themes,
            label=self.tr("Happened at"),
            name="happened at",
            today=self._today,
            formats=self.formats,
            past=True,
        )
        self.happened.line.setPlaceholderText(self.tr("Now, or “yesterday 14:30”"))
        self._lay_out()
        self._connect()
        self.show_team()
        self.start()

    # ------------------------------------------------------------ what it says
    def draft(self) -> ContactDraft:
        """Return the contact that the form describes."""
        channel, result = self.channel.channel(), Result(self.result.key())
        due_at, due_time_known = self.follow_up.due() if self._is_promising() else (None, False)
        happened_at, time_known = self._moment()
        return ContactDraft(
            channel_id=channel.id if channel else None,
            customer_id=self.who.customer_id(),
            customer_name=self.who.name(),
            phone=self.who.phone.text(),
            email=self.who.email.text(),
            case_id=self.who.case_id(),
            topic_id=_id(self.topic.key()),
            direction=Direction(self.direction.key() or Direction.IN.value),
            text=self.text.text(),
            happened_at=happened_at,
            time_known=time_known,
            handle_time=self.handle.duration(),
            answered_after=self.answered.duration(),
            result=result,
            member_id=_id(self.handled_by.key()),
            owner_id=self.follow_up.owner_id() if self._is_promising() else None,
            due_at=due_at,
            due_time_known=due_time_known,
        )

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order, those that are shown only."""
        promised = self.follow_up.fields() if self._is_promising() else ()
        timed = () if self.handle.isHidden() else (self.handle,)
        hidden = () if self.happened.isHidden() else (self.answered, self.happened)
        return (
            self.channel,
            *self.who.fields(),
            self.topic,
            self.direction,
            self.text,
            *promised,
            *timed,
            self.handled_by,
            *hidden,
        )

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values, for a draft."""
        channel, handled = self.channel.channel(), self.handle.duration()
        return {
            "channel": channel.key if channel else "",
            "who": self.who.values(),
            "topic": self.topic.key(),
            "direction": self.direction.key(),
            "text": self.text.box.toPlainText(),
            "result": self.result.key(),
            "follow_up": self.follow_up.values(),
            RUNS_BY_ITSELF: self.handle.text() if handled is None else handled.total_seconds(),
            "handled_by": self.handled_by.key(),
            "answered": self.answered.text(),
            "happened": _day_text(self.happened.day(), self.happened.time()) or self.happened.text(),
            "files": self.files.values(),
        }

    # ------------------------------------------------------------ what it shows
    def start(self) -> None:
        """Empty the form."""
        me = str(self.desk.workspace.member.id)
        self.take({"direction": Direction.IN.value, "handled_by": me, "follow_up": {"owner": me}})
        self.handle.reset()
        self.show_more(shown=False)

    def take(self, values: Mapping[str, Any]) -> None:
        """Show plain values again. The clock of a kept call stands still."""
        self.channel.choose(str(values.get("channel", "")))
        self.channel.show_error("")
        self.who.start()
        self.who.take(values.get("who", {}))
        self.topic.choose(str(values.get("topic", "")))
        self.direction.choose(str(values.get("direction", "")))
        self.text.set_text(str(values.get("text", "")))
        self.result.choose(str(values.get("result") or Result.RESOLVED.value))
        self.follow_up.take(values.get("follow_up", {}))
        self.handled_by.choose(str(values.get("handled_by", "")))
        self.answered.set_text(str(values.get("answered", "")))
        self.happened.set_text(str(values.get("happened", "")))
        self.files.take(values.get("files", []))
        handled = values.get(RUNS_BY_ITSELF)
        self.handle.reset()
        self.handle.set_text(self._clock(handled) if isinstance(handled, int | float) else str(handled or ""))
        self.show_more(shown=bool(self.answered.text() or self.happened.text()))
        self.show_result()

    def take_mail(self, mail: Mail) -> None:
        """Fill the form from a message; what was typed already stays."""
        if self.channel.channel() is None:
            self.channel.choose("email")
        self.handle.reset()  # a message was not on the line while it was read
        body = "\n\n".join(filter(None, (mail.subject and f"{mail.subject.rstrip('.')}.", mail.text)))
        before = self.text.text()
        self.text.set_text(f"{before}\n\n{body}" if before else body)
        if self.who.customer_id() is None and not self.who.name():
            self.who.take_person(name=mail.sender_name, email=mail.sender_email)
        if mail.sent_at is not None and not self.happened.text():
            here = mail.sent_at.astimezone(self.formats.zone)
            self.happened.set_text(_day_text(here.date(), here.time()))
            self.show_more(shown=True)
        for file in mail.files:
            self.files.add_content(file.content, name=file.name)
        self.edited.emit()

    def show_team(self) -> None:
        """Offer the channels, topics and members there are now."""
        team = self.desk.team
        active = [member for member in team.members if member.active]
        self.channel.show_channels(team.channels)
        self.topic.set_choices([Choice(key=str(topic.id), text=topic.name) for topic in team.topics if topic.active])
        self.handled_by.set_choices([Choice(key=str(member.id), text=member.name) for member in active])
        self.follow_up.show_team()

    def show_result(self) -> None:
        """Ask for what the chosen result needs: a promise, or no times when nobody answered."""
        missed = self.result.key() == Result.MISSED.value
        self.follow_up.setVisible(self._is_promising())
        self.handle.setHidden(missed)
        self.handled_by.setHidden(missed)

    def show_more(self, *, shown: bool) -> None:
        """Show or hide the fields that are rarely needed."""
        self.answered.setVisible(shown)
        self.happened.setVisible(shown)
        self.more.setVisible(not shown)

    def next_member(self) -> None:
        """Let the next person be the one who handled it."""
        keys = [str(member.id) for member in self.desk.team.members if member.active]
        here = keys.index(self.handled_by.key()) if self.handled_by.key() in keys else -1
        self.handled_by.choose(keys[(here + 1) % len(keys)])
        self.edited.emit()

    def run_clock(self) -> None:
        """Let the clock run where somebody waits on the line; several chats at once would count double."""
        channel = self.channel.channel()
        is_call = channel is not None and channel.is_immediate and channel.concurrency == 1
        is_now = not self.happened.text() and self.result.key() != Result.MISSED.value
        if is_call and is_now and not self.handle.text():
            self.handle.run()
        elif not is_call and self.handle.is_running:
            self.handle.reset()

    # ------------------------------------------------------------ inside
    def _results(self) -> list[Option]:
        return [
            Option(key=Result.RESOLVED.value, text=self.tr("Resolved")),
            Option(key=Result.FOLLOW_UP.value, text=self.tr("Follow up")),
            Option(key=Result.PASSED.value, text=self.tr("Passed on")),
            Option(key=Result.MISSED.value, text=self.tr("Missed")),
        ]

    def _is_promising(self) -> bool:
        return self.result.key() in PROMISING

    def _today(self) -> date:
        return self.desk.workspace.now().astimezone(self.formats.zone).date()

    def _moment(self) -> tuple[datetime | None, bool]:
        day, at, zone = self.happened.day(), self.happened.time(), self.desk.team.shop.zone
        if day is None:
            return None, True
        return (day_start(day, zone=zone), False) if at is None else (due_moment(day, at, zone=zone), True)

    def _clock(self, seconds: float) -> str:
        minutes, rest = divmod(round(seconds), 60)
        return f"{minutes}:{rest:02}"

    def _connect(self) -> None:
        self.channel.edited.connect(self.run_clock)
        self.channel.picked.connect(self.who.customer.line.setFocus)
        self.who.settled.connect(self.text.box.setFocus)
        self.result.chosen.connect(lambda _key: self._result_chosen())
        self.more.clicked.connect(self._show_more_now)
        texts = (self.topic, self.direction, self.text, self.handle, self.handled_by, self.answered, self.happened)
        for part in (self.channel, self.who, self.follow_up, self.files, *texts):
            part.edited.connect(self.edited)

    def _result_chosen(self) -> None:
        self.show_result()
        if self.result.key() == Result.MISSED.value:
            self.handle.reset()
        self.run_clock()
        self.edited.emit()

    def _show_more_now(self) -> None:
        self.show_more(shown=True)
        self.answered.line.setFocus()

    def _lay_out(self) -> None:
        theme = self.desk.themes.current
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(5), theme.space(3), theme.space(5), theme.space(4))
        column.setSpacing(theme.space(3))
        result = QVBoxLayout()
        result.setSpacing(theme.space(1))
        result.addWidget(self.result_label)
        result.addWidget(self.result)
        column.addWidget(self.channel)
        column.addWidget(self.who)
        column.addLayout(_beside(theme.space(3), self.topic, self.direction))
        column.addWidget(self.text)
        column.addLayout(result)
        column.addWidget(self.follow_up)
        column.addLayout(_beside(theme.space(3), self.handle, self.handled_by))
        column.addLayout(_beside(theme.space(3), self.answered, self.happened))
        column.addWidget(self.files)
        column.addWidget(self.more)
        column.addStretch(1)


def _beside(space: int, one: QWidget, other: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(space)
    row.addWidget(one, 1)
    row.addWidget(other, 1)
    return row


def _id(key: str) -> int | None:
    return int(key) if key else None


def _day_text(day: date | None, at: time | None) -> str:
    if day is None:
        return ""
    return day.isoformat() if at is None else f"{day.isoformat()} {at:%H:%M}"
