"""Contacts in groups: by what a table may be grouped, and what each group is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from csops.domain.cases import State
from csops.domain.questions import NOBODY, Question, day_start

QUARTER = timedelta(minutes=15)
"""The finest step of any zone's offset: contacts counted by quarter hours can be counted by local days."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class GroupBy(Enum):
    """By what; the value is the key of the column in the table."""

    DAY = "happened_at"
    CHANNEL = "channel"
    TOPIC = "topic"
    STATE = "state"
    OWNER = "owner"
    MEMBER = "member"


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group: an id, a State, a day, or None for nobody or none, and how many contacts are in it."""

    by: GroupBy
    value: int | State | date | None
    contacts: int

    @property
    def key(self) -> str:
        """Its name among all groups."""
        value = self.value.value if isinstance(self.value, State) else self.value
        return f"{self.by.value}:{'' if value is None else value}"


def narrowing(group: Group, *, zone: str) -> Question:
    """Return the question that only the contacts of the group answer."""
    value = group.value
    if isinstance(value, date):
        return Question(since=day_start(value, zone=zone), until=day_start(value + timedelta(days=1), zone=zone))
    if isinstance(value, State):
        return Question(states=(value,))
    return replace(Question(), **{_NARROWED[group.by]: (NOBODY if value is None else value,)})  # type: ignore[arg-type]  # the names are those of Question


_NARROWED: Mapping[GroupBy, str] = {
    GroupBy.CHANNEL: "channel_ids",
    GroupBy.TOPIC: "topic_ids",
    GroupBy.OWNER: "owner_ids",
    GroupBy.MEMBER: "member_ids",
}


def by_days(quarters: Iterable[tuple[int, int]], *, zone: str) -> dict[date, int]:
    """Return how many contacts each local day has, from counts per quarter hour since 1970."""
    counts: dict[date, int] = {}
    local = ZoneInfo(zone)
    for quarter, number in quarters:
        day = (_EPOCH + quarter * QUARTER).astimezone(local).date()
        counts[day] = counts.get(day, 0) + number
    return counts


def in_order(groups: Iterable[Group], *, places: Mapping[Any, int], newest_first: bool) -> list[Group]:
    """Return the groups as a table lists them: days by time, others by their place, nobody and none last."""
    listed = sorted(groups, key=lambda group: (group.value is None, _place(group, places)))
    return listed[::-1] if newest_first and listed and listed[0].by is GroupBy.DAY else listed


def _place(group: Group, places: Mapping[Any, int]) -> int:
    return group.value.toordinal() if isinstance(group.value, date) else places.get(group.value, len(places))
