"""Channels, topics and people that a file names: those that are there, and those that an import would add."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from csops.domain.channels import Channel, ChannelKind, free_key, key_from
from csops.domain.people import Member, initials_of
from csops.domain.texts import LONGEST_NAME
from csops.domain.topics import Topic
from csops.imports.rows import ContactRow
from csops.storage.unit_of_work import Work

MOST_NEW_NAMES = 2000


@dataclass(frozen=True, kw_only=True)
class NewNames:
    """What an import adds besides records, in the order of the file.

    `people` are no longer here; those in `joining` join the team, or come back to it.
    """

    channels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()


class FileNames:
    """Finds what a file names, and adds what only the file knows."""

    def __init__(self, work: Work, *, joining: Collection[str] = ()) -> None:
        self._work = work
        self._joining = {_folded(name) for name in joining}
        self._channels = {key: one for one in work.channels.all() for key in (one.key, _folded(one.name))}
        self._topics = {_folded(one.name): one for one in work.topics.all()}
        members = work.members.all()
        self._away = {_folded(one.name): one for one in members if not one.active}
        self._members = {name: one for one in members for name in _names(one)}
        for name in self._joining & set(self._away):
            del self._members[name]
        self._new_channels: list[Channel] = []
        self._new_topics: list[Topic] = []
        self._new_members: list[Member] = []

    def channel_id(self, name: str) -> int:
        """Return the channel's id, 0 when it is not there yet."""
        channel = self._channels.get(_folded(name))
        return channel.id if channel else 0

    def channel_name(self, name: str) -> str:
        """Return the channel's own name, what the file says where it is not there yet."""
        channel = self._channels.get(name.casefold())
        return channel.name if channel else name

    def topic_id(self, name: str) -> int | None:
        """Return the topic's id, None when it is not there (yet)."""
        topic = self._topics.get(_folded(name))
        return topic.id if topic and topic.id else None

    def member_id(self, name: str) -> int | None:
        """Return the member's id, None when nobody of the name is there (yet)."""
        member = self._members.get(_folded(name))
        return member.id if member and member.id else None

    def note(self, rows: Iterable[ContactRow]) -> NewNames:
        """Note what these rows name and nobody knows; nothing is written."""
        for row in rows:
            self._note_channel(row.channel)
            self._note_topic(row.topic)
            self._note_member(row.handled_by)
            self._note_member(row.owner)
            if row.own is not None:
                self._note_channel(row.own.case_channel or row.channel)
                self._note_topic(row.own.case_topic or "")
        return NewNames(
            channels=_titles(self._new_channels),
            topics=_titles(self._new_topics),
            people=_titles([one for one in self._new_members if not one.active]),
            joining=_titles([one for one in self._new_members if one.active]),
        )

    def note_channels(self, names: Iterable[str]) -> NewNames:
        """Note which of these channels nobody knows; nothing is written."""
        for name in names:
            self._note_channel(name)
        return NewNames(channels=_titles(self._new_channels))

    def add(self) -> None:
        """Write what was noted."""
        for channel in self._work.channels.add_many(self._new_channels):
            self._channels[channel.key] = self._channels[_folded(channel.name)] = channel
        for topic in self._work.topics.add_many(self._new_topics):
            self._topics[_folded(topic.name)] = topic
        returned = [self._work.members.update(one) for one in self._new_members if one.id]
        new = self._work.members.add_many([one for one in self._new_members if not one.id])
        for member in (*returned, *new):
            self._members[_folded(member.name)] = member

    def _note_channel(self, name: str) -> None:
        wanted = _folded(name)
        if wanted in self._channels:
            return
        key = free_key(key_from(name), {channel.key for channel in self._channels.values()})
        position = 100 + len(self._new_channels)
        channel = Channel(
            key=key, name=name[:LONGEST_NAME], kind=ChannelKind.DEFERRED, target=timedelta(hours=8), concurrency=None,
            position=position,
        )  # fmt: skip
        self._new_channels.append(channel)
        self._channels[wanted] = self._channels[key] = channel

    def _note_topic(self, name: str) -> None:
        wanted = _folded(name)
        if not wanted or wanted in self._topics or len(self._new_topics) >= MOST_NEW_NAMES:
            return
        key = free_key(key_from(name), {topic.key for topic in self._topics.values()})
        topic = Topic(key=key, name=name[:LONGEST_NAME], position=100 + len(self._new_topics))
        self._new_topics.append(topic)
        self._topics[wanted] = self._topics[_folded(topic.name)] = topic

    def _note_member(self, name: str) -> None:
        wanted = _folded(name)
        if wanted and wanted not in self._members and len(self._new_members) < MOST_NEW_NAMES:
            joins = wanted in self._joining
            before = self._away.get(wanted)
            if joins and before is not None:
                member = replace(before, active=True)
            else:
                member = Member(name=name[:LONGEST_NAME], initials=initials_of(name), active=joins)
            self._new_members.append(member)
            self._members[wanted] = self._members[_folded(member.name)] = member


def _folded(name: str) -> str:
    """Return a name as it is compared: as long as it is kept, or a long one would be new each time."""
    return name[:LONGEST_NAME].casefold()


def _names(member: Member) -> set[str]:
    return {_folded(member.name), member.initials.casefold()} if member.active else {_folded(member.name)}


def _titles(records: Sequence[Channel | Topic | Member]) -> tuple[str, ...]:
    return tuple(record.name for record in records)
