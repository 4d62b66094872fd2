"""Volume that a file told: counts per interval of one channel, as an import brought them; imports no numpy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, groupby, pairwise, repeat
from typing import Any, NamedTuple, TypeVar

V = TypeVar("V", int, float)
_LEAST_GAP_S = 28 * 86_400


class Count(NamedTuple):
    """Contacts of one channel in one interval (seconds since 1970 in UTC); offered = answered + missed.

    `missed` and the mean handle time are None where the file does not tell them.
    """

    start_s: int
    end_s: int
    offered: float
    missed: float | None = None
    handle_s: float | None = None

    @property
    def answered(self) -> float:
        """Contacts that somebody took."""
        return self.offered - (self.missed or 0.0)


@dataclass(frozen=True, kw_only=True)
class FileVolume:
    """What one import tells of one channel.

    `minutes` is the usual length of its intervals; `counts` holds them as `packed` makes them, so that a year of five
    minutes is one record and one change in the journal.
    """

    id: int = 0
    version: int = 1
    import_id: int
    channel_id: int
    minutes: int
    counts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A time without a long gap in which a file tells the volume of a channel."""

    start_s: int
    end_s: int

    @property
    def first_at(self) -> datetime:
        """When its first interval begins."""
        return datetime.fromtimestamp(self.start_s, UTC)

    @property
    def until(self) -> datetime:
        """When its last interval ends."""
        return datetime.fromtimestamp(self.end_s, UTC)


def packed(counts: Sequence[Count]) -> dict[str, Any]:
    """Return counts, oldest first, as few plain values: times that follow each other are told once."""
    starts = [count.start_s for count in counts]
    steps = (after - before for before, after in pairwise(starts))
    plain: dict[str, Any] = {
        "first": starts[0] if starts else 0,
        "steps": _runs(steps),
        "lengths": _runs(count.end_s - count.start_s for count in counts),
        "offered": [_short(count.offered) for count in counts],
    }
    if any(count.missed is not None for count in counts):
        plain["missed"] = [None if count.missed is None else _short(count.missed) for count in counts]
    if any(count.handle_s is not None for count in counts):
        plain["handle_s"] = [None if count.handle_s is None else _short(count.handle_s) for count in counts]
    return plain


def unpacked(plain: Mapping[str, Any]) -> list[Count]:
    """Return the counts that `packed` was given."""
    offered = plain.get("offered", [])
    if not offered:
        return []
    starts = [plain["first"]]
    for step in _each(plain["steps"]):
        starts.append(starts[-1] + step)
    nothing = [None] * len(offered)
    columns = (offered, plain.get("missed", nothing), plain.get("handle_s", nothing))
    rows = zip(starts, _each(plain["lengths"]), *columns, strict=True)
    return [Count(start, start + length, *rest) for start, length, *rest in rows]


def _runs(values: Iterable[int]) -> list[list[int]]:
    return [[value, sum(1 for _ in same)] for value, same in groupby(values)]


def _each(runs: Iterable[Sequence[int]]) -> Iterator[int]:
    return chain.from_iterable(repeat(value, times) for value, times in runs)


def _short(number: float) -> float:
    return int(number) if number == int(number) else round(number, 6)


def stretches(counts: Sequence[Count]) -> list[Stretch]:
    """Return the times that counts cover, from their first to their last interval.

    A gap longer than four weeks, and than two intervals, parts two stretches: what lies between is not this file's.
    """
    found: list[Stretch] = []
    start = end = 0
    for place, count in enumerate(counts):
        least = max(_LEAST_GAP_S, 2 * (count.end_s - count.start_s))
        if place and count.start_s - end > least:
            found.append(Stretch(start_s=start, end_s=end))
        if not place or count.start_s - end > least:
            start = count.start_s
        end = max(end, count.end_s) if place else count.end_s
    return [*found, Stretch(start_s=start, end_s=end)] if counts else []
