"""Channels: phone, chat, e-mail, social, walk-in ...; who waits, how long they may, how many at once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from csops.domain.errors import Missing, OutOfRange
from csops.domain.texts import kept, one_line, short_enough

LONGEST_KEY = 60
LONGEST_TARGET = timedelta(days=366)


class ChannelKind(Enum):
    """Whether somebody waits for a person, or the contact has a deadline."""

    IMMEDIATE = "immediate"
    DEFERRED = "deferred"


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way in which customers reach the shop.

    The target is the pair `target_share` (0 to 1) answered within `target`; on deferred channels in opening hours.
    `concurrency` is how many contacts one person handles at once, None on deferred channels.
    """

    id: int = 0
    version: int = 1
    key: str
    name: str
    kind: ChannelKind = ChannelKind.IMMEDIATE
    target_share: float = 0.8
    target: timedelta = timedelta(seconds=30)
    concurrency: int | None = 1
    public: bool = False
    icon: str = ""
    position: int = 0
    active: bool = True
    hint: str = ""

    @property
    def is_immediate(self) -> bool:
        """Whether somebody waits."""
        return self.kind is ChannelKind.IMMEDIATE


def checked(channel: Channel) -> Channel:
    """Return the channel made consistent, or raise Missing or OutOfRange."""
    name = short_enough(one_line(channel.name), field="name")
    if not name:
        raise Missing(field="name", right="Write a name such as “Phone”")
    if not 0 < channel.target_share < 1:
        raise OutOfRange(
            field="service level", value=f"{channel.target_share:.0%}", right="Choose a share between 1 % and 99 %"
        )
    if channel.target <= timedelta(0):
        raise OutOfRange(field="answered within", value=channel.target, right="Choose a time above zero")
    if channel.target > LONGEST_TARGET:
        raise OutOfRange(field="answered within", value=channel.target, right="Choose a time up to a year")
    if channel.is_immediate and not 1 <= (channel.concurrency or 1) <= 10:
        raise OutOfRange(field="at once", value=channel.concurrency, right="Choose a number from 1 to 10")
    return replace(
        channel,
        name=name,
        key=kept(channel.key) or key_from(name),
        concurrency=(channel.concurrency or 1) if channel.is_immediate else None,
    )


def key_from(name: str) -> str:
    """Return a stable identifier made from a name: "Walk-in" gives "walk_in"."""
    letters = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return "_".join(letters.split())[:LONGEST_KEY] or "channel"


def free_key(key: str, taken: Collection[str]) -> str:
    """Return the key, with a number behind it where it is taken: "Walk-in" and "Walk in" give the same."""
    number, found = 2, key
    while found in taken:
        found, number = f"{key}_{number}", number + 1
    return found
