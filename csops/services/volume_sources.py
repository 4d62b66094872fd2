"""Where the counts come from: per channel and period the log or a file, and what a person chose of the two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from csops.domain.access import Permission
from csops.domain.channels import Channel
from csops.domain.errors import NotFound
from csops.domain.file_volume import Count, FileVolume, Stretch, stretches, unpacked
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

if TYPE_CHECKING:
    from csops.domain.sources import FileCounts

_KEY = "volume_sources"
_LEFT = "left_to_the_log"


@dataclass(frozen=True, kw_only=True)
class FileStretch:
    """A time in which a file tells the volume of a channel.

    `counts`: False where a person left it to the log. `replaced_by`: the name of a later file that tells all of it, or
    a part (`is_part`) and counts there. `over`: that of an earlier one that would count without this. `contacts`: as
    the file has them; `minutes`: length of its intervals.
    """

    volume_id: int
    file: str
    imported_at: datetime
    first_at: datetime
    until: datetime
    minutes: int
    intervals: int
    contacts: float
    counts: bool = True
    replaced_by: str = ""
    is_part: bool = False
    over: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelSources:
    """What the volume of one channel comes from.

    `logged`: contacts of the log that count; `set_aside`: those that do not, since a file tells their time. `by_day`:
    contacts of which only the day is known. `in_batches`: those whose time of day is unsure, entered many at once.
    """

    channel: Channel
    files: tuple[FileStretch, ...]
    logged: int = 0
    set_aside: int = 0
    first_logged: datetime | None = None
    last_logged: datetime | None = None
    by_day: int = 0
    in_batches: int = 0


def files_of(work: Work) -> "Mapping[int, FileCounts]":
    """Return what files tell, by channel id, as it counts."""
    found = work.file_volumes.all()
    if not found:
        return {}
    from csops.domain.sources import file_counts

    left = _left(work)
    by_channel: dict[int, list[FileVolume]] = {}
    for one in found:
        by_channel.setdefault(one.channel_id, []).append(one)
    counted = {
        channel_id: file_counts([(unpacked(one.counts), left.get(one.id, frozenset())) for one in told])
        for channel_id, told in by_channel.items()
    }
    return {channel_id: counts for channel_id, counts in counted.items() if counts is not None}


def _left(work: Work) -> dict[int, frozenset[int]]:
    """The stretches that are left to the log: by the file's volume, when they begin."""
    kept = work.settings.mapping(_KEY).get(_LEFT, {})
    return {int(volume_id): frozenset(starts) for volume_id, starts in kept.items()}


def sources(workspace: Workspace) -> tuple[ChannelSources, ...]:
    """Return what the volume of each channel comes from, in the team's order; channels without any are absent.

    Raises:
        NotPermitted: the role may not see forecasts.
    """
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        channels = work.channels.all("position")
        files = files_of(work)
        told = _stretches(work)
        contacts = work.volumes.offered(until=workspace.now())
        zone = workspace.shop().zone
    logged = _Logged(contacts, files, zone) if contacts else None
    found = (
        ChannelSources(
            channel=channel,
            files=tuple(told.get(channel.id, ())),
            **(logged.of(channel.id) if logged is not None else {}),
        )
        for channel in channels
    )
    return tuple(each for each in found if each.files or each.logged or each.set_aside)


class _Logged:
    """What the log holds, counted by channel."""

    def __init__(
        self, rows: Sequence[tuple[int, int, bool, bool, int]], files: "Mapping[int, FileCounts]", zone: str
    ) -> None:
        from csops.domain.offered import in_batches, offered_from

        self._contacts, self._files = offered_from(rows), files
        self._unsure = in_batches(self._contacts, zone)

    def of(self, channel_id: int) -> dict[str, Any]:
        """Return the figures of a channel."""
        mine = self._contacts.channel == channel_id
        contacts, unsure = self._contacts.where(mine), self._unsure[mine]
        if not len(contacts):
            return {}
        at_s = contacts.happened_us // 1_000_000
        aside = self._files[channel_id].covers(at_s) if channel_id in self._files else at_s < 0
        counting = at_s[~aside]
        return {
            "logged": len(counting),
            "set_aside": int(aside.sum()),
            "first_logged": _moment(int(counting.min())) if len(counting) else None,
            "last_logged": _moment(int(counting.max())) if len(counting) else None,
            "by_day": int((~contacts.time_known & ~aside).sum()),
            "in_batches": int((unsure & ~aside).sum()),
        }


def _moment(at_s: int) -> datetime:
    return datetime.fromtimestamp(at_s, UTC)


def _stretches(work: Work) -> dict[int, list[FileStretch]]:
    """The stretches of all files by channel, in the order in which they were imported."""
    imports, left = {one.id: one for one in work.imports.all()}, _left(work)
    found: dict[int, list[FileStretch]] = {}
    later: dict[int, list[tuple[Stretch, str]]] = {}
    for told in reversed(work.file_volumes.all()):
        counts, name = unpacked(told.counts), imports[told.import_id].file
        after = later.setdefault(told.channel_id, [])
        parts = [
            (part, [one for one in counts if part.start_s <= one.start_s < part.end_s]) for part in stretches(counts)
        ]
        for part, mine in reversed(parts):
            does_count = part.start_s not in left.get(told.id, frozenset())
            found.setdefault(told.channel_id, []).insert(
                0,
                FileStretch(
                    volume_id=told.id,
                    file=name,
                    imported_at=imports[told.import_id].at,
                    first_at=part.first_at,
                    until=part.until,
                    minutes=told.minutes,
                    intervals=len(mine),
                    contacts=sum(one.offered for one in mine),
                    counts=does_count,
                    **_replacing(mine, after),
                ),
            )
            if does_count:
                after.append((part, name))
    return {channel_id: _over(told) for channel_id, told in found.items()}


def _replacing(counts: Sequence[Count], later: Sequence[tuple[Stretch, str]]) -> dict[str, Any]:
    """The name of a later file whose stretch holds all of these intervals, or some."""
    start, end = counts[0].start_s, max(one.end_s for one in counts)
    whole = next((name for part, name in later if part.start_s <= start and end <= part.end_s), "")
    some = next((name for part, name in later if part.start_s < end and start < part.end_s), "")
    return {"replaced_by": whole or some, "is_part": bool(some) and not whole}


def _over(told: Sequence[FileStretch]) -> list[FileStretch]:
    """The same stretches, each with the earlier file that it lies over."""
    return [
        replace(
            one,
            over=next(
                (
                    other.file
                    for other in reversed(told[:place])
                    if other.counts and other.first_at < one.until and one.first_at < other.until
                ),
                "",
            ),
        )
        for place, one in enumerate(told)
    ]


def handle_times_of(work: Work, *, since: datetime, until: datetime) -> dict[int, tuple[int, float]]:
    """Return, by channel, how many contacts files tell a handle time of since then, and their mean in seconds."""
    left, found = _left(work), dict[int, tuple[float, float]]()
    first, last = since.timestamp(), until.timestamp()
    for told in work.file_volumes.all():
        counts = unpacked(told.counts)
        aside = [part for part in stretches(counts) if part.start_s in left.get(told.id, frozenset())]
        for one in counts:
            is_left = any(part.start_s <= one.start_s < part.end_s for part in aside)
            if one.handle_s is None or is_left or not first <= one.start_s < last:
                continue
            number, total = found.get(told.channel_id, (0.0, 0.0))
            found[told.channel_id] = number + one.answered, total + one.answered * one.handle_s
    return {
        channel_id: (round(number), total / number) for channel_id, (number, total) in found.items() if round(number)
    }


def told_between(work: Work, *, since: datetime, until: datetime) -> dict[int, float]:
    """Return how many contacts files tell by channel, as they count, in intervals that begin in this time."""
    first, last = since.timestamp(), until.timestamp()
    found: dict[int, float] = {}
    for channel_id, counts in files_of(work).items():
        number = float(counts.offered[(counts.starts_s >= first) & (counts.starts_s < last)].sum())
        if number:
            found[channel_id] = number
    return found


def choose_source(workspace: Workspace, *, volume_id: int, first_at: datetime, file_counts: bool) -> None:
    """Let a file count in one of its stretches, or leave that time to the log (or to an earlier file).

    Raises:
        NotFound: no such file, or no stretch of it begins then. NotPermitted: the role may not plan.
    """
    workspace.require(Permission.PLAN)
    start_s = int(first_at.timestamp())
    with workspace.work("Change where counts come from") as work:
        told = work.file_volumes.get(volume_id)
        if start_s not in {one.start_s for one in stretches(unpacked(told.counts))}:
            raise NotFound(kind="stretch", id=first_at.astimezone(UTC).isoformat())
        left = {each: set(starts) for each, starts in _left(work).items()}
        mine = left.setdefault(volume_id, set())
        (mine.discard if file_counts else mine.add)(start_s)
        plain = {str(each): sorted(starts) for each, starts in sorted(left.items()) if starts}
        work.settings.keep_mapping(_KEY, {_LEFT: plain})
