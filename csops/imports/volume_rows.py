"""Turns the rows of a file of counts into what each tells of each channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from csops.domain.count_rows import Period, Told, VolumeRow
from csops.imports.cells import CellFault, Cells
from csops.imports.mapping import Column, Mapping, Target
from csops.imports.rows import Problem
from csops.imports.values import Unreadable, read_number
from csops.imports.volume_times import Times, Written, read_hours

MOST = 10_000_000
T = Target


@dataclass(frozen=True, kw_only=True)
class Group:
    """The columns that tell one channel (its key or name; empty: that of the row), by what they count."""

    channel: str
    columns: dict[Target, Column]


class VolumeReader:
    """Reads one row of counts after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str) -> None:
        self.cells = Cells(mapping, timezone=timezone)
        self._column = {target: mapping.column(target) for target in Target}
        self._channel = mapping.constants.get(T.CHANNEL, "")
        self._groups = groups(mapping)
        self._times = {column.position: Times(column.date_order) for column in mapping.columns}
        self._hours: dict[str, tuple[timedelta, time | None]] = {}
        self._numbers: dict[tuple[int, str], float | str] = {}

    def read(self, row: int, cells: Sequence[str]) -> VolumeRow | Problem:
        """What this row tells, or what is wrong with it."""
        self.cells.begin(row, cells)
        try:
            written, end = self._when()
            told = self._told()
        except CellFault as fault:
            return self.cells.problem(fault)
        local = None if written.zone else written.local
        started_at = self._utc(written.local, written)
        return VolumeRow(row, started_at, local, written.period, told, end, tuple(self.cells.remarks))

    # ------------------------------------------------------------ when
    def _when(self) -> tuple[Written, datetime | None]:
        column = self._column[T.STARTED_AT] or self._column[T.STARTED_DATE]
        written = self._written(column)
        hours, text = self._column[T.STARTED_TIME], self.cells.text(self._column[T.STARTED_TIME])
        if hours is not None:
            if not text:
                raise CellFault(hours, "The hour of this row is empty. Write it as 9, 09:30 or 09:00 - 09:30")
            more, until = self._hour(hours, text)
            day = datetime.combine(written.local.date(), time())
            written = Written(local=day + more, period=Period.MOMENT, zone=written.zone, until=until)
        return written, self._end(written)

    def _written(self, column: Column | None) -> Written:
        text = self.cells.text(column)
        if column is None or not text:
            raise CellFault(column, "This row does not say when it was. Write the day or time of its interval")
        try:
            return self._times[column.position].read(text)
        except Unreadable as fault:
            raise CellFault(column, str(fault), text) from None

    def _hour(self, column: Column, text: str) -> tuple[timedelta, time | None]:
        if text not in self._hours:
            try:
                self._hours[text] = read_hours(text)
            except Unreadable as fault:
                raise CellFault(column, str(fault), text) from None
        return self._hours[text]

    def _end(self, written: Written) -> datetime | None:
        column = self._column[T.INTERVAL_END]
        if column is not None and (text := self.cells.text(column)):
            try:
                until = self._times[column.position].read(text)
            except Unreadable:
                more, _ = self._hour(column, text)
                clock = datetime.combine(written.local.date(), time()) + more
                return self._ended(written, clock.time())
            return self._utc(until.local, until if until.zone else written)
        return None if written.until is None else self._ended(written, written.until)

    def _ended(self, written: Written, until: time) -> datetime:
        """A range that ends at a clock time before its beginning ends on the next day."""
        end = datetime.combine(written.local.date(), until)
        return self._utc(end if end > written.local else end + timedelta(days=1), written)

    def _utc(self, local: datetime, written: Written) -> datetime:
        if written.zone is not None:
            return local.replace(tzinfo=written.zone).astimezone(UTC)
        return self.cells.zone.to_utc(local.date(), local.time())[0]

    # ------------------------------------------------------------ how many
    def _told(self) -> tuple[Told, ...]:
        channel, word = self._named()
        found: list[Told] = []
        faults: list[CellFault] = []
        for place, group in enumerate(self._groups):
            # Two groups of one channel are two lines of it, which are added up.
            part = word if not place and not group.channel else f"{word}\0{place}"
            try:
                told = self._of_group(group, group.channel or channel, part)
            except CellFault as fault:
                faults.append(fault)
            else:
                found += [told] if told is not None else []
        if not found:
            raise faults[0] if faults else CellFault(None, "This row has no count. Write how many contacts came")
        for one in faults:
            self.cells.remark(one.column, one.reason, one.value)
        return tuple(found)

    def _named(self) -> tuple[str, str]:
        column = self._column[T.CHANNEL]
        if column is None:
            return self._channel, ""
        text = self.cells.text(column)
        if not text:
            if self._channel:
                return self._channel, ""
            raise CellFault(column, "This row does not say its channel. Write one, such as phone")
        return self.cells.meaning(column, text) or text, text

    def _of_group(self, group: Group, channel: str, word: str) -> Told | None:
        columns = group.columns
        offered, answered, missed = (self._number(columns.get(target)) for target in _COUNTED)
        if offered is None and answered is not None:
            # What was answered is all that came, unless the missed have a column of their own that is empty here.
            if T.MISSED_COUNT in columns and missed is None:
                raise CellFault(columns[T.MISSED_COUNT], "Missed contacts are not told here, so the sum is not known")
            offered = answered + (missed or 0.0)
        if offered is None:
            if missed is not None and T.ANSWERED_COUNT not in columns and T.OFFERED not in columns:
                raise CellFault(columns[T.MISSED_COUNT], "Missed contacts alone do not tell how many came")
            return None
        if missed is None and answered is not None and T.OFFERED in columns:
            missed = offered - answered
        if missed is not None and not 0 <= missed <= offered:
            column = columns.get(T.MISSED_COUNT) or columns[T.ANSWERED_COUNT]
            raise CellFault(column, f"{missed:g} missed of {offered:g} cannot be. Check both columns")
        handle = columns.get(T.HANDLE_TIME)
        span = self._handle_time(handle) if handle is not None else None
        place = next(iter(columns.values())).position
        return Told(channel, word, offered, missed, None if span is None else span.total_seconds(), place)

    def _handle_time(self, column: Column) -> timedelta | None:
        try:
            return self.cells.duration(column)
        except CellFault as fault:
            self.cells.remark(column, fault.reason, fault.value)  # the count is good all the same
            return None

    def _number(self, column: Column | None) -> float | None:
        text = self.cells.text(column)
        if column is None or not text:
            return None
        key = (column.position, text)
        if key not in self._numbers:
            self._numbers[key] = _count(text, column.decimal)
        found = self._numbers[key]
        if isinstance(found, str):
            raise CellFault(column, found, text)
        return found


_COUNTED = (T.OFFERED, T.ANSWERED_COUNT, T.MISSED_COUNT)


def groups(mapping: Mapping) -> list[Group]:
    """The columns of counts by the channel that they tell; a second column of one kind begins a second group."""
    found: dict[str, list[dict[Target, Column]]] = {}
    for target in (*_COUNTED, T.HANDLE_TIME):
        for column in mapping.columns_to(target):
            parts = found.setdefault(column.channel, [])
            free = next((part for part in parts if target not in part), None)
            if free is None:
                parts.append({target: column})
            else:
                free[target] = column
    handled = [part for part in found.get("", []) if set(part) == {T.HANDLE_TIME}]
    made = [
        Group(channel=channel, columns=part)
        for channel, parts in found.items()
        for part in parts
        if set(part) & set(_COUNTED)
    ]
    if handled and len(made) == 1:
        # One channel alone: a column of handle times that names no channel is of it.
        made[0].columns.setdefault(T.HANDLE_TIME, handled[0][T.HANDLE_TIME])
    return made


def _count(text: str, decimal: str) -> float | str:
    """The count in a cell, or what is wrong with it."""
    try:
        number = read_number(text.removesuffix(".0"), decimal=decimal)
    except ValueError:
        return f"“{text}” is not a number of contacts. Write it as 0, 12 or 1250"
    if number < 0:
        return f"“{text}” is less than nothing. A count is 0 or more"
    if number > MOST:
        return f"“{text}” is more than can have come in one interval. Check the number"
    return number
