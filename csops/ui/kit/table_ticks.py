"""Which records of a table are ticked, by id, be they loaded or not."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """The ids that are ticked, or, with `everything`, the ids that are not.

    A million rows are ticked by one click on the head, so that case cannot be a list.
    """

    ids: frozenset[Hashable] = frozenset()
    everything: bool = False

    def has(self, record_id: Hashable) -> bool:
        """Whether a record is ticked."""
        return (record_id in self.ids) != self.everything

    def number(self, total: int) -> int:
        """Return how many of `total` records are ticked."""
        return total - len(self.ids) if self.everything else len(self.ids)

    def left(self, before: Iterable[Hashable], now: Iterable[Hashable]) -> "Ticks":
        """Return the ticks of what was there and is there still; what came meanwhile nobody ticked."""
        return Ticks(ids=frozenset(filter(self.has, before)).intersection(now))

    def put(self, ids: Iterable[Hashable], *, ticked: bool) -> "Ticks":
        """Return ticks with these records ticked, or not."""
        changed = frozenset(ids)
        kept = self.ids - changed if ticked == self.everything else self.ids | changed
        return Ticks(ids=kept, everything=self.everything)
