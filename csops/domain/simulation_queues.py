"""Those who wait on each channel in one run, and how each contact ended."""

from collections import deque
from collections.abc import Sequence
from enum import IntEnum
from math import inf

NOBODY = -1


class Fate(IntEnum):
    """How a contact ended."""

    LEFT = 0
    """Still there at the end: of those who wait, they left when the shop had closed; of deferred work, not done yet."""
    ANSWERED = 1
    ABANDONED = 2


LEFT, ANSWERED, ABANDONED = (int(fate) for fate in Fate)  # plain numbers: a million of them are set


class Queues:
    """Who waits for somebody, by channel, the first come first.

    Of each contact, by its place: `fate`, and `ended` (answered and done, or given up, or left).
    """

    __slots__ = ("_leaves", "_waiting", "ended", "fate")

    def __init__(self, channels: int, leaves: Sequence[float]) -> None:
        self._leaves = leaves
        self._waiting: list[deque[int]] = [deque() for _ in range(channels)]
        self.ended, self.fate = [inf] * len(leaves), [LEFT] * len(leaves)

    def join(self, channel: int, contact: int) -> None:
        """Let somebody wait."""
        self._waiting[channel].append(contact)

    def first(self, now: float, channel: int) -> int:
        """Return who waits longest, once those whose patience ended are gone; nobody: -1."""
        waiting, leaves = self._waiting[channel], self._leaves
        while waiting:
            contact = waiting[0]
            if leaves[contact] > now:
                return contact
            waiting.popleft()
            self.fate[contact] = ABANDONED
            self.ended[contact] = leaves[contact]
        return NOBODY

    def take(self, channel: int) -> None:
        """Let the first wait no longer."""
        self._waiting[channel].popleft()

    def send_home(self, now: float, channel: int) -> None:
        """Let everybody leave who has not given up."""
        while (contact := self.first(now, channel)) >= 0:
            self.ended[contact] = now
            self.take(channel)
