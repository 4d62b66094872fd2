"""Channels: the ways in which customers reach the shop, and how quickly each shall be answered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from csops.domain.access import Permission
from csops.domain.channels import Channel, ChannelKind
from csops.services import settings
from csops.services.settings import Team
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Switch
from csops.ui.kit.field_kinds import DurationField, NumberField
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.record_list import Row
from csops.ui.settings.records_tab import RecordForm, RecordsTab

MOST_AT_ONCE = 10


class ChannelForm(RecordForm):
    """Name, kind, target, how many at once, and whether it is still offered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        formats = Formats()
        self.name = LineField(self.themes, label=self.tr("Name"), name="name", required=True)
        self.add_fields(self.name)
        options = [
            Option(key=ChannelKind.IMMEDIATE.value, text=self.tr("Somebody waits")),
            Option(key=ChannelKind.DEFERRED.value, text=self.tr("Has a deadline")),
        ]
        self.kind = Segmented(self.themes, options, name=self.tr("Kind"))
        self._kind_note = Text(self.themes, font="small", colour="text.secondary", wrap=True)
        self._add_kind()
        self.share = NumberField(
            self.themes, label=self.tr("Service level"), formats=formats, unit="%", low=1, high=99, name="service level"
        )
        self.within = DurationField(
            self.themes, label=self.tr("Answered within"), formats=formats, name="answered within"
        )
        self.add_fields(self.share, self.within)
        self.at_once = NumberField(
            self.themes,
            label=self.tr("At once"),
            formats=formats,
            low=1,
            high=MOST_AT_ONCE,
            name="at once",
            helper=self.tr("How many of these one person handles at the same time: 1 for calls, often 2 for chats"),
        )
        self.add_fields(self.at_once)
        self.active = Switch(self.themes, self.tr("Offered when a contact is logged"))
        self.column.addWidget(self.active)
        self.active.clicked.connect(lambda _checked: self.committed.emit())
        self.kind.chosen.connect(lambda _key: self._kind_changed())

    def _add_kind(self) -> None:
        part = QVBoxLayout()
        Spacing(self.themes, part, gap=1)
        part.addWidget(Text(self.themes, self.tr("Kind"), font="smallStrong", colour="text.secondary"))
        part.addWidget(self.kind)
        part.addWidget(self._kind_note)
        self.column.addLayout(part)

    def show_record(self, record: Channel) -> None:
        """Put a channel into the fields."""
        self.name.set_text(record.name)
        self.kind.choose(record.kind.value)
        self.share.set_number(record.target_share * 100)
        self._show_target(record.target)
        self.at_once.set_number(record.concurrency)
        self.active.setChecked(record.active)
        self._show_kind()

    def _show_target(self, target: timedelta) -> None:
        """Show "30 s" where those words read back as the same time, else the clock's figures."""
        self.within.set_text(Formats().duration(target))
        if self.within.duration() != target:
            self.within.set_duration(target)

    def values(self) -> dict[str, Any]:
        """Return the values of the channel."""
        kind = ChannelKind(self.kind.key())
        found: dict[str, Any] = {"name": self.name.text(), "kind": kind, "active": self.active.isChecked()}
        share, within, at_once = self.share.number(), self.within.duration(), self.at_once.number()
        if not self.share.problem() and share is not None:
            found["target_share"] = float(share) / 100
        if not self.within.problem() and within is not None:
            found["target"] = within
        if kind is ChannelKind.DEFERRED:
            found["concurrency"] = None
        elif not self.at_once.problem() and at_once is not None:
            found["concurrency"] = int(at_once)
        return found

    def _kind_changed(self) -> None:
        if ChannelKind(self.kind.key()) is ChannelKind.IMMEDIATE and not self.at_once.text():
            self.at_once.set_number(1)
        self._show_kind()
        self.committed.emit()

    def _show_kind(self) -> None:
        waits = self.kind.key() == ChannelKind.IMMEDIATE.value
        self.at_once.setVisible(waits)
        said = (
            self.tr("A person is on the line or in the shop: the target is seconds or minutes of waiting")
            if waits
            else self.tr("It may be answered later: the target counts in opening hours")
        )
        self._kind_note.say(said)


class ChannelsTab(RecordsTab[Channel]):
    """The list of channels."""

    def __init__(self, desk: Desk) -> None:
        self._formats = Formats()
        form = ChannelForm(desk)
        super().__init__(
            desk,
            form,
            title=self.tr("Channels"),
            why=self.tr(
                "How customers reach you, and how quickly each is answered. Forecast and staffing rest on this"
            ),
            add=self.tr("Add channel"),
            needs=Permission.SETTINGS,
        )
        self.add_order()

    def records(self, team: Team) -> Sequence[Channel]:
        """Return the channels in their order."""
        return team.channels

    def row(self, record: Channel) -> Row:
        """Return name and target."""
        share, within = self._formats.share(record.target_share), self._formats.duration(record.target)
        note = self.tr("{share} within {time}").format(share=share, time=within)
        if not record.active:
            note = self.tr("no longer offered")
        return Row(id=record.id, title=record.name, note=note, channel=record.key, active=record.active)

    def fresh(self) -> Channel:
        """Return a channel at the end of the list."""
        return Channel(key="", name="", position=len(self.desk.team.channels))

    def keep(self, record: Channel) -> Channel:
        """Keep a channel."""
        return settings.save_channel(self.desk.workspace, channel=record)

    def kept_words(self, record: Channel, *, is_new: bool) -> str:
        """Say which channel was kept."""
        said = self.tr("Added the channel {name}") if is_new else self.tr("Changed the channel {name}")
        return said.format(name=record.name)

    def put_in_order(self, ids: Sequence[int]) -> None:
        """Keep another order."""
        workspace = self.desk.workspace
        self.act(lambda: settings.order_channels(workspace, channel_ids=ids), said=self.tr("Moved the channel"))
