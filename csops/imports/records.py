"""Turns what a reader saw into records by a mapping: every row becomes one thing, none vanishes."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Table
from datetime import datetime
from itertools import islice
from typing import Protocol

from csops.imports.candidate_rows import CandidateReader
from csops.imports.case_rows import CaseLogReader
from csops.imports.contact_rows import ContactReader
from csops.imports.customer_rows import CustomerReader
from csops.imports.mapping import Mapping, TableKind, Target
from csops.imports.own_people import OwnCustomerReader
from csops.imports.own_rows import OwnReader
from csops.imports.purchase_rows import PurchaseReader
from csops.imports.reading import Reading
from csops.imports.rows import Row, Superseded
from csops.imports.survey_rows import SurveyReader
from csops.imports.volume_rows import VolumeReader


def records(reading: Reading, mapping: Mapping, *, timezone: str, now: datetime | None = None) -> Iterator[Row]:
    """One item for each row below the heading, in the order of the file.

    Args:
        reading: what the reader saw.
        mapping: where its columns go.
        timezone: IANA name of the place whose clock the file shows; times with a zone of their own keep it.
        now: the present moment; contacts that are still to come are problems. None lets them pass.

    Yields:
        A row of the kind of the mapping (`ContactRow`, `CustomerRow` ...); a `Problem` for a row that cannot be taken,
        with column and reason; `Superseded` for a row whose number comes again further down: the last row counts.
    """
    first = first_data_row(reading, mapping)
    rows, numbers = islice(reading.rows, first, None), islice(reading.numbers, first, None)
    reader = _reader(mapping, timezone=timezone, now=now)
    keys = _keys(reading, mapping, first)
    last = dict(zip(keys, range(len(keys)), strict=True))
    for nothing in ("", *mapping.missing):
        last.pop(nothing, None)
    for index, (number, cells) in enumerate(zip(numbers, rows, strict=True)):
        by = last.get(keys[index], index) if keys else index
        if by != index:
            yield Superseded(row=number, by_row=reading.numbers[first + by], number=keys[index])
        else:
            yield reader.read(number, cells)


def _reader(mapping: Mapping, *, timezone: str, now: datetime | None) -> "_Reader":
    is_own_log, is_own_list = (mapping.column(one) is not None for one in (Target.OWN_NUMBER, Target.OWN_CUSTOMER))
    readers: Table[TableKind, Callable[[], _Reader]] = {
        TableKind.VOLUME: lambda: VolumeReader(mapping, timezone=timezone),
        TableKind.CUSTOMERS: lambda: (
            OwnCustomerReader(mapping, timezone=timezone)
            if is_own_list
            else CustomerReader(mapping, timezone=timezone, now=now)
        ),
        TableKind.CANDIDATES: lambda: CandidateReader(mapping, timezone=timezone),
        TableKind.SURVEYS: lambda: SurveyReader(mapping, timezone=timezone, now=now),
        TableKind.PURCHASES: lambda: PurchaseReader(mapping, timezone=timezone),
        TableKind.CASE_LOG: lambda: CaseLogReader(mapping, timezone=timezone, now=now),
        TableKind.CONTACTS: lambda: (OwnReader if is_own_log else ContactReader)(mapping, timezone=timezone, now=now),
    }
    return readers[mapping.kind]()


class _Reader(Protocol):
    """Reads one row after the other."""

    def read(self, row: int, cells: Sequence[str]) -> Row:
        """What the row becomes."""


def first_data_row(reading: Reading, mapping: Mapping) -> int:
    """0-based place in `reading.rows` of the first row below the heading."""
    return next((i for i, number in enumerate(reading.numbers) if number > mapping.heading_row), len(reading.rows))


def _keys(reading: Reading, mapping: Mapping, first: int) -> Sequence[str]:
    column = mapping.column(Target.NUMBER)
    if column is None:
        return ()
    place = column.position
    return [row[place].strip() if place < len(row) else "" for row in islice(reading.rows, first, None)]
