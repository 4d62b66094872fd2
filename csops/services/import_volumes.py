"""Counts of a file on their way into the database: laid out in time, held against what files told before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from csops.domain.count_rows import Fault, Laid, VolumeRow, laid_out
from csops.domain.file_volume import Count, FileVolume, packed, unpacked
from csops.domain.volume import DAY_MINUTES
from csops.imports.mapping import Column, Mapping
from csops.imports.rows import Problem, Row
from csops.services.import_names import FileNames, NewNames
from csops.services.import_plan import RowPlan
from csops.storage.unit_of_work import Work

_TOLERANCE = 1e-6


@dataclass
class VolumePlan(RowPlan):
    """What an import of counts would do; `new` and `updated` are rows of the file."""

    new: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    names: NewNames = field(default_factory=NewNames)
    minutes: int = DAY_MINUTES
    counts: dict[str, list[Count]] = field(default_factory=dict)
    """By channel, only what is new or other than before."""


class VolumeImport:
    """Sorts the rows of a file of counts against what is there, and writes what is new."""

    def __init__(self, work: Work, *, mapping: Mapping, zone: str, now: datetime) -> None:
        self._work, self._mapping, self._zone, self._now = work, mapping, zone, now
        self._names = FileNames(work)

    def plan(self, rows: Iterable[Row]) -> VolumePlan:
        """Sort every row; nothing is written.

        Raises:
            OutOfRange: how long the intervals are cannot be told, or is nothing that can be forecast from.
        """
        plan = VolumePlan()
        listed = list(plan.taken(rows, VolumeRow))
        laid = laid_out(listed, zone=self._zone, now=self._now)
        plan.minutes = laid.minutes
        plan.names = self._names.note_channels(laid.counts)
        self._note_faults(plan, laid.faults)
        self._sort(plan, laid)
        plan.problems.sort(key=lambda one: one.row)
        return plan

    def _note_faults(self, plan: VolumePlan, faults: Sequence[Fault]) -> None:
        left = set[int]()
        for fault in faults:
            column = self._column(fault.position)
            problem = Problem(
                row=fault.row, column=column.heading if column else "", reason=fault.reason, position=fault.position
            )
            if fault.is_left_out and fault.row not in left:
                left.add(fault.row)
                plan.problems.append(problem)
            elif not fault.is_left_out:
                plan.remarks.append(problem)

    def _column(self, position: int | None) -> Column | None:
        return next((one for one in self._mapping.columns if one.position == position), None)

    def _sort(self, plan: VolumePlan, laid: Laid) -> None:
        news, updates, same = set[int](), set[int](), set[int]()
        for channel, counts in laid.counts.items():
            known = self._known(self._names.channel_id(channel))
            kept: list[Count] = []
            for count in counts:
                rows = laid.rows[channel, count.start_s]
                before = known.get((count.start_s, count.end_s))
                if before is not None and _is_same(before, count):
                    same.update(rows)
                    continue
                (news if before is None else updates).update(rows)
                kept.append(count)
            if kept:
                plan.counts[channel] = kept
        plan.new, plan.updated = sorted(news), sorted(updates - news)
        # Each row is one thing: what is new of it counts first, and what was said already counts last.
        plan.skipped += len(same - news - updates) + len(set(laid.again) - news - updates - same)

    def _known(self, channel_id: int) -> dict[tuple[int, int], Count]:
        """What files told of a channel, by interval; of two that told of one interval, the later."""
        if not channel_id:
            return {}
        told = self._work.file_volumes.where(channel_id=channel_id)
        return {(count.start_s, count.end_s): count for one in told for count in unpacked(one.counts)}

    def write(self, plan: VolumePlan, *, import_id: int) -> None:
        """Write what is new, with the channels that only the file knows."""
        self._names.add()
        self._work.file_volumes.add_many(
            [
                FileVolume(
                    import_id=import_id,
                    channel_id=self._names.channel_id(channel),
                    minutes=plan.minutes,
                    counts=packed(counts),
                )
                for channel, counts in plan.counts.items()
            ]
        )


def _is_same(one: Count, other: Count) -> bool:
    pairs = ((one.offered, other.offered), (one.missed, other.missed), (one.handle_s, other.handle_s))
    return all(_is_close(before, now) for before, now in pairs)


def _is_close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < _TOLERANCE
