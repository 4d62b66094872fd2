"""Tables as CSV: UTF-8 with its mark, RFC 4180, every text harmless to the spreadsheet that opens it."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import TextIOWrapper
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from csops.domain.errors import Cancelled
from csops.domain.reports import Cell, Column, ColumnKind, Facts, LiveSheet, Report, StreamedTable, Table
from csops.domain.texts import name_of_file
from csops.excel.destination import destination
from csops.excel.sanitiser import clean, marked, strip_mark

if TYPE_CHECKING:
    from _csv import Writer

__all__ = ["WrittenText", "main_table", "strip_mark", "write", "write_table", "write_tables"]

_ENCODING = "utf-8-sig"

_STRIDE = 1_000
_MORE_PLACES = 2


@dataclass(frozen=True, kw_only=True)
class WrittenText:
    """What was written: the file, and how many rows without the heading."""

    file: Path
    rows: int


def write(report: Report, path: Path, *, raw: bool = False) -> WrittenText:
    """Write the table that matters most of the report, as `write_table` does."""
    return write_table(main_table(report), path, raw=raw)


def write_table(
    table: Table | StreamedTable,
    path: Path,
    *,
    raw: bool = False,
    delimiter: str = ",",
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenText:
    """Write one table row by row.

    Args:
        table: what to write.
        path: where; an old file is replaced only when the new one is whole.
        raw: for machines: no ' before texts, durations in seconds, ISO 8601 with T. Spreadsheets may then run what
            such a text says, so the person is warned before.
        delimiter: between cells.
        progress: told the rows written and the rows expected (None: unknown).
        cancelled: asked now and then; True stops.

    Raises:
        Cancelled: the old file is as it was.
        DiskFull, NotWritable: the old file is as it was.
    """
    with destination(path) as beside, beside.open("w", encoding=_ENCODING, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        number = _fill(writer, table, raw=raw, progress=progress, cancelled=cancelled)
    return WrittenText(file=path, rows=number)


def write_tables(
    report: Report,
    path: Path,
    *,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenText:
    """Write every table of a report into a ZIP file, each as a CSV file of its own; errors as `write_table`.

    They are numbered in the order of the report: its figures, its tables, and of sheets that reckon their rows as they
    were.
    """
    rows = 0
    with destination(path) as beside, ZipFile(beside, "w", ZIP_DEFLATED) as out:
        for number, table in enumerate(_all_tables(report), start=1):
            about = ZipInfo(f"{number:02} {name_of_file(table.title)}.csv", date_time=_moment(report))
            about.compress_type = ZIP_DEFLATED
            with out.open(about, "w") as member, TextIOWrapper(member, encoding=_ENCODING, newline="") as file:
                writer = csv.writer(file, lineterminator="\r\n")
                rows += _fill(writer, table, raw=False, progress=progress, cancelled=cancelled)
    return WrittenText(file=path, rows=rows)


def _fill(
    writer: "Writer",
    table: Table | StreamedTable,
    *,
    raw: bool,
    progress: Callable[[int, int | None], None] | None,
    cancelled: Callable[[], bool] | None,
) -> int:
    """Write the head and each row; return how many rows."""
    rows = table.read() if isinstance(table, StreamedTable) else iter(table.rows)
    expected = table.count if isinstance(table, StreamedTable) else len(table.rows)
    number = 0
    writer.writerow(_text(column.heading, raw=raw) for column in table.columns)
    for number, row in enumerate(rows, start=1):
        writer.writerow(_cells(row, table.columns, raw=raw))
        if number % _STRIDE == 0:
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(number, expected)
    return number


def _moment(report: Report) -> tuple[int, int, int, int, int, int]:
    at = report.made_at or datetime(1980, 1, 1)  # noqa: DTZ001 - the first moment that a ZIP file knows, local
    return (max(1980, at.year), at.month, at.day, at.hour, at.minute, at.second)


def _all_tables(report: Report) -> Iterator[Table | StreamedTable]:
    if any(isinstance(section, Facts) for section in report.sections):
        yield replace(_figures(report), title="Figures")
    for section in report.sections:
        if isinstance(section, Table | StreamedTable):
            yield section
        elif isinstance(section, LiveSheet):
            yield _as_they_were(section)


def _as_they_were(sheet: LiveSheet) -> Table:
    """The rows of a sheet that reckons, without the steps of its work."""
    shown = [place for place, column in enumerate(sheet.columns) if not column.is_hidden]
    rows = tuple(tuple(row[place] for place in shown) for row in sheet.rows)
    return Table(key=sheet.title, title=sheet.title, columns=tuple(sheet.columns[place] for place in shown), rows=rows)


def main_table(report: Report) -> Table | StreamedTable:
    """The table that a text file of the report holds: the streamed one, else the first, else its figures."""
    tables = [section for section in report.sections if isinstance(section, Table | StreamedTable)]
    streamed = [table for table in tables if isinstance(table, StreamedTable)]
    return (streamed or tables or [_figures(report)])[0]


def _figures(report: Report) -> Table:
    facts = (fact for section in report.sections if isinstance(section, Facts) for fact in section.facts)
    return Table(
        key="figures",
        title=report.title,
        columns=(
            Column(key="name", title="Figure"),
            Column(key="value", title="Value", kind=ColumnKind.NUMBER),
            Column(key="unit", title="Unit"),
            Column(key="note", title="Note"),
        ),
        rows=tuple((fact.name, fact.value, fact.unit or fact.currency, fact.note) for fact in facts),
    )


def _cells(row: Iterable[Cell], columns: Iterable[Column], *, raw: bool) -> list[str]:
    return [
        _text(str(value), raw=raw)
        if isinstance(value, str) or (column.kind is ColumnKind.TEXT and value is not None)
        else _plain(value if raw else _near(value, column), raw=raw)
        for value, column in zip(row, columns, strict=True)
    ]


_Plain = float | Decimal | date | datetime | timedelta | None


def _near(value: _Plain, column: Column) -> _Plain:
    """A number with two places more than the column shows: no reader wants fourteen, and a sum still comes out."""
    if not isinstance(value, float) or not isfinite(value) or column.decimals is None:
        return value
    return round(value, column.decimals + _MORE_PLACES + (2 if column.kind is ColumnKind.SHARE else 0))


def _text(text: str, *, raw: bool) -> str:
    return clean(text) if raw else marked(text)


def _plain(value: _Plain, *, raw: bool) -> str:
    """A number, date or duration as a spreadsheet of any language reads it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep="T" if raw else " ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds():.15g}" if raw else _clock(value)
    if isinstance(value, float):
        return repr(value) if isfinite(value) else ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _clock(duration: timedelta) -> str:
    """Hours, minutes and seconds, hours beyond a day too."""
    seconds = round(abs(duration).total_seconds())
    sign = "-" if duration < timedelta(0) else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
