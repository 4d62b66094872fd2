"""Takes one row apart by its mapping: cells as text, words with their meaning, moments in UTC."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import TypeVar

from csops.imports.mapping import Column, Mapping, Target, folded
from csops.imports.rows import Problem
from csops.imports.values import Days, Moments, Unreadable, Zone, read_duration

V = TypeVar("V")
PHONE_SPLIT = re.compile(r"\s*(?:;|,|\n|\s/\s|\s:::\s|\s+(?:or|oder|ou|of)\s+)\s*")
PLAIN_PHONE = re.compile(r"\+?\d[\d ().-]*")
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
LONGEST_MARK = 12


LONGEST_NUMBER = 200
"""Characters of a number of another program; a server keeps no longer one."""


class CellFault(Exception):
    """A cell that cannot be taken; becomes a `Problem`."""

    def __init__(self, column: Column | None, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason
        self.value = value


class Remembered(dict[str, V]):
    """What the different cells of a column stand for, each read once: the same words come again and again."""

    def __init__(self, read: Callable[[str], V]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> V:
        """Read a cell; one that cannot be read is not remembered, so that each row with it is told."""
        found = self[cell] = self._read(cell)
        return found


class Cells:
    """Reads rows of one file. `begin` takes the next row; the other methods speak about that row."""

    def __init__(self, mapping: Mapping, *, timezone: str) -> None:
        self.zone = Zone(timezone)
        self.row = 0
        self.remarks: list[Problem] = []
        self._cells: Sequence[str] = ()
        self._missing = frozenset(folded(mark) for mark in mapping.missing)
        self._days = {column.position: Days(column.date_order) for column in mapping.columns}
        self._durations: dict[int, dict[str, timedelta]] = {column.position: {} for column in mapping.columns}
        phones, emails = mapping.columns_to(Target.PHONE), mapping.columns_to(Target.EMAIL)
        self._phones = [(column.position, Remembered(partial(self._phones_in, column))) for column in phones]
        self._emails = [(column.position, Remembered(partial(self._emails_in, column))) for column in emails]
        self._meanings: dict[int, dict[str, str | None]] = {column.position: {} for column in mapping.columns}

    def begin(self, row: int, cells: Sequence[str]) -> None:
        """Turns to the next row."""
        self.row = row
        self._cells = cells
        self.remarks = []

    def text(self, column: Column | None) -> str:
        """The cell without outer blanks; empty when the column is not mapped or the cell is marked as missing."""
        if column is None or column.position >= len(self._cells):
            return ""
        return self.plain(self._cells[column.position])

    def picker(self, columns: Sequence[Column | None]) -> Callable[[], tuple[str, ...]]:
        """Return what picks the cells of these columns (at least two) from a row; empty ones where none is mapped."""
        pick = itemgetter(*(-1 if column is None else column.position for column in columns))
        width = max((column.position for column in columns if column), default=0) + 1
        blanks = [("",) * (1 + lack) for lack in range(width + 1)]

        def picked() -> tuple[str, ...]:
            cells = self._cells
            found: tuple[str, ...] = pick((*cells, *blanks[max(0, width - len(cells))]))
            return found

        return picked

    def cell(self, column: Column | None) -> str:
        """The cell as it stands in the row; empty when the column is not mapped."""
        if column is None or column.position >= len(self._cells):
            return ""
        return self._cells[column.position]

    def plain(self, cell: str) -> str:
        """A cell without outer blanks; empty when it is marked as missing."""
        text = cell.strip()
        if self._missing and len(text) <= LONGEST_MARK and text.casefold() in self._missing:
            return ""
        return text

    def number(self, column: Column | None, cell: str) -> str:
        """A number by which the other program knows a record, or a fault where it is longer than any number."""
        text = self.plain(cell)
        if len(text) > LONGEST_NUMBER:
            reason = f"“{text[:20]}…” has {len(text):,} characters, which is no number. Choose another column"
            raise CellFault(column, reason, text)
        return text

    def joined(self, columns: Sequence[Column]) -> str:
        """Several cells in one text: one line each, led by the heading when there is more than one."""
        texts = [(column.heading, text) for column in columns if (text := self.text(column))]
        if len(columns) < 2:
            return texts[0][1] if texts else ""
        return "\n".join(f"{heading}: {text}" if heading else text for heading, text in texts)

    def meaning(self, column: Column, text: str) -> str | None:
        """What the mapping says this word means; None when it says nothing."""
        known = self._meanings[column.position]
        if text not in known:
            known[text] = column.words.get(folded(text))
        meaning = known[text]
        if meaning == "":
            raise CellFault(column, f"Rows with “{text}” are left out, as chosen", text)
        return meaning

    def moment(self, column: Column | None) -> tuple[datetime, bool] | None:
        """The moment in UTC and whether its time of day is known; None for an empty cell."""
        text = self.text(column)
        if not text:
            return None
        assert column
        day, clock, zone = self.parts(column, text)
        if zone is not None and clock is not None:
            return self.zoned(day, clock, zone), True
        return self.local(column, day, clock, text), clock is not None

    def zoned(self, day: date, clock: time, zone: tzinfo) -> datetime:
        """A day and time with a zone of its own in UTC."""
        return datetime.combine(day, clock, zone).astimezone(UTC)

    def moments(self, column: Column) -> Moments:
        """The moments of a column whose days and times come again and again."""
        return Moments(self._days[column.position], self.zone)

    def day_and_clock(self, column: Column, text: str, *, day: date) -> datetime:
        """Local day and time in a cell that may tell the time alone; then it is that of `day`."""
        try:
            return datetime.combine(day, self._days[column.position].clock(text))
        except Unreadable:
            written, clock, _ = self.parts(column, text)
            return datetime.combine(written, clock or time())

    def local(self, column: Column, day: date, clock: time | None, text: str) -> datetime:
        """A local day and time in UTC, with a remark when the clocks were changed just then."""
        moment, doubt = self.zone.to_utc(day, clock or time())
        if doubt and clock:
            self.remark(column, doubt, text)
        return moment

    def day(self, column: Column | None) -> date | None:
        """The day in a cell; None for an empty one."""
        text = self.text(column)
        if not text:
            return None
        assert column
        return self.parts(column, text)[0]

    def clock(self, column: Column | None) -> time | None:
        """The time of day in a cell; None for an empty one."""
        text = self.text(column)
        if not text:
            return None
        assert column
        try:
            return self._days[column.position].clock(text)
        except Unreadable as fault:
            raise CellFault(column, str(fault), text) from None

    def parts(self, column: Column, text: str) -> tuple[date, time | None, tzinfo | None]:
        """Day, time and zone as written in a cell, the latter two where it has them."""
        try:
            return self._days[column.position].parts(text)
        except Unreadable as fault:
            raise CellFault(column, str(fault), text) from None

    def duration(self, column: Column | None) -> timedelta | None:
        """How long; None for an empty cell."""
        text = self.text(column)
        return self.span(column, text) if column and text else None

    def span(self, column: Column, text: str) -> timedelta:
        """How long a text says it was."""
        known = self._durations[column.position]
        if text not in known:
            try:
                known[text] = read_duration(text, unit=column.unit, decimal=column.decimal)
            except Unreadable as fault:
                raise CellFault(column, str(fault), text) from None
        return known[text]

    def phones(self) -> tuple[str, ...]:
        """All phone numbers of the row as typed, each once."""
        return self._all(self._phones)

    def emails(self) -> tuple[str, ...]:
        """All e-mail addresses of the row, each once."""
        return self._all(self._emails)

    def _all(self, columns: Sequence[tuple[int, Remembered[tuple[str, ...]]]]) -> tuple[str, ...]:
        cells = self._cells
        if len(columns) == 1:
            place, known = columns[0]
            return known[cells[place]] if place < len(cells) else ()
        found = (known[cells[place]] for place, known in columns if place < len(cells))
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    def _phones_in(self, column: Column, cell: str) -> tuple[str, ...]:
        text = self.plain(cell)
        if not text or PLAIN_PHONE.fullmatch(text):
            return (text,) if text else ()
        if SCIENTIFIC.fullmatch(text):
            shortened = f"“{text}” is a phone number that a spreadsheet has shortened. Write it as text"
            raise CellFault(column, shortened, text)
        if not any(char.isdigit() for char in text):
            raise CellFault(column, f"“{text}” is not a phone number. It needs digits", text)
        return tuple(dict.fromkeys(part for part in PHONE_SPLIT.split(text) if part))

    def _emails_in(self, column: Column, cell: str) -> tuple[str, ...]:
        text = self.plain(cell)
        addresses = [address.strip(",;") for address in EMAIL.findall(text)]
        if text and not addresses:
            right = "It needs an @, such as ada@example.com"
            raise CellFault(column, f"“{text}” is not an e-mail address. {right}", text)
        return tuple(dict.fromkeys(addresses))

    def remark(self, column: Column | None, reason: str, value: str = "") -> None:
        """Notes something that is taken but has to be said."""
        self.remarks.append(self.problem(CellFault(column, reason, value)))

    def problem(self, fault: CellFault) -> Problem:
        """The fault as a record that names row and column."""
        column = fault.column
        heading, position = (column.heading, column.position) if column else ("", None)
        return Problem(row=self.row, column=heading, reason=fault.reason, position=position, value=fault.value)
