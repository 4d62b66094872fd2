"""Reads the cells of a workbook as text, inside the child process."""

import math
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from csops.domain.reports import EXPORT_MARK
from csops.imports.long_logs import long_log
from csops.imports.preflight import SAVE_AGAIN, SheetFacts, TooLong, look_through
from csops.imports.signature import refused
from csops.imports.streams import Stream

# Excel's first calendar day that is a real one; before it, its 1900 has a 29 February.
FIRST_SURE_DAY: Final = date(1900, 3, 1)
# Whole numbers below this are exact in Excel, which keeps 15 digits.
EXACT_WHOLE: Final = 1e15
_CUSTOM: Final = "docProps/custom.xml"

ROWS_AT_ONCE: Final = 2000


def open_workbook(path: Path, *, sheet: str | None) -> Stream:
    """The rows of one sheet as text, with what has to be said about them.

    Without `sheet` the first visible one that is not empty is taken.

    Raises:
        FileRefused: see `preflight`; also no sheet of that name, or nothing in any.
    """
    import python_calamine as calamine

    try:
        facts = look_through(path)
    except TooLong:
        long = _long_log(path, sheet)
        if long is None:
            raise
        return long
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        visible, hidden = _sheets(book)
        log = _sheets_of_our_log(path)[0]
        chosen, page = _chosen(
            book, visible, sheet=log if sheet is None and log in book.sheet_names else sheet, path=path
        )
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refused(path, f"its workbook cannot be read ({_short(error)})", SAVE_AGAIN) from None
    name = book.sheet_names[chosen]
    stream = Stream(sheet=name, sheets=tuple(book.sheet_names[i] for i in visible))
    others = [book.sheet_names[i] for i in visible if i != chosen]
    own = facts.get(_part_of_sheet(path, chosen), SheetFacts())
    _say_what_was_seen(stream, own, others=[] if name == log else others, hidden=hidden)
    if own.last_row > (page.end[0] + 1 if page.end else 0):
        # calamine saw less than the XML holds: a second opinion.
        stream.rows = _as_text(_rows_by_openpyxl(path, chosen), stream=stream)
    else:
        stream.rows = _as_text(page.iter_rows(), stream=stream)
    return stream


def _long_log(path: Path, sheet: str | None) -> Stream | None:
    """Our own log beyond the limits, read row by row; None when it is not ours, or another sheet is asked for."""
    look_through(path, without_sheets=True)
    names = _sheets_of_our_log(path)
    if not names[0] or sheet not in {None, names[0]}:
        return None
    places = _places_of(path)
    if any(name not in places for name in names):
        return None
    parts = [_part_of_sheet(path, places[name]) for name in names]
    rows = long_log(path, parts, convert=_converters([]))
    return None if rows is None else Stream(rows=rows, sheet=names[0], sheets=(names[0],), is_long=True)


def _places_of(path: Path) -> dict[str, int]:
    with zipfile.ZipFile(path) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - as in `_part_of_sheet`
    sheets = [sheet for sheet in book.iter() if sheet.tag.endswith("}sheet")]
    return {sheet.get("name", ""): place for place, sheet in enumerate(sheets)}


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80].rstrip(".")


def _sheets(book: Any) -> tuple[list[int], list[str]]:
    """Indexes of the visible sheets with cells, and names of the hidden ones."""
    visible, hidden = [], []
    for place, entry in enumerate(book.sheets_metadata):
        if not str(entry.typ).endswith("WorkSheet"):
            continue
        (visible.append(place) if str(entry.visible).endswith(".Visible") else hidden.append(entry.name))
    return visible, hidden


def _chosen(book: Any, visible: list[int], *, sheet: str | None, path: Path) -> tuple[int, Any]:
    """Index and cells of the sheet to read. Taking the cells is the slow step, so it is done once."""
    if sheet is not None:
        if sheet not in book.sheet_names:
            names = ", ".join(book.sheet_names[i] for i in visible)
            raise refused(path, f"it has no sheet “{sheet}”", f"Its sheets are: {names}")
        place = book.sheet_names.index(sheet)
        return place, book.get_sheet_by_index(place)
    for place in visible:
        page = book.get_sheet_by_index(place)
        if page.height:
            return place, page
    raise refused(path, "none of its visible sheets has anything in it", "Check that the right file was chosen")


def _sheets_of_our_log(path: Path) -> list[str]:
    """The sheets that a workbook of our own names as its log, else one without name; the others are worked out."""
    with zipfile.ZipFile(path) as archive:
        if _CUSTOM not in archive.namelist():
            return [""]
        try:
            custom = ET.fromstring(archive.read(_CUSTOM))  # noqa: S314 - the pre-flight has refused every DTD by then
        except ET.ParseError:
            return [""]
    marks = [entry for entry in custom if entry.get("name") == EXPORT_MARK]
    # No name of a sheet may hold a slash.
    return "".join(marks[0].itertext()).split("/") if marks else [""]


def _rows_by_openpyxl(path: Path, place: int) -> Iterator[list[Any]]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    page = book.worksheets[place]
    page.reset_dimensions()
    number = 0
    try:
        for row in page.iter_rows(values_only=True):
            number += 1
            yield ["" if value is None else value for value in row]
    except ValueError:
        wrong = f"a cell in row {number + 1} says that it is a number or a date, and is none"
        raise refused(path, wrong, SAVE_AGAIN) from None


def _part_of_sheet(path: Path, place: int) -> str:
    """Name of the container's part that holds the sheet; empty when the links do not tell."""
    with zipfile.ZipFile(path) as archive:
        book, links = (
            ET.fromstring(archive.read(part))  # noqa: S314 - the pre-flight has refused every DTD by then
            for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        )
    wanted = [sheet for sheet in book.iter() if sheet.tag.endswith("}sheet")][place]
    link = next((value for key, value in wanted.attrib.items() if key.endswith("}id")), "")
    target = next((entry.get("Target", "") for entry in links if entry.get("Id") == link), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _say_what_was_seen(stream: Stream, facts: SheetFacts, *, others: list[str], hidden: list[str]) -> None:
    if others:
        stream.warnings.append(f"The file has more sheets, which were not read: {', '.join(others[:10])}.")
    if hidden:
        stream.warnings.append(f"Hidden sheets were not read: {', '.join(hidden[:10])}.")
    if facts.errors:
        named = ", ".join(facts.errors[:5]) + (" ..." if len(facts.errors) > 5 else "")
        stream.warnings.append(f"Cells with an Excel error are read as empty: {named}.")
    if facts.uncached_formulas:
        count = facts.uncached_formulas
        stream.warnings.append(
            f"Cells with a formula but without a stored result are read as empty ({count}). "
            "Open the file in Excel and save it to store the results."
        )


def _as_text(rows: Iterable[list[Any]], *, stream: Stream) -> Iterator[tuple[int, list[str]]]:
    doubts: list[object] = []
    convert = _converters(doubts)
    number, left = 1, iter(rows)
    while part := list(islice(left, ROWS_AT_ONCE)):
        texts = _texts(part, convert)
        if texts is None or doubts:
            doubts.clear()
            texts = [_text_of(row, row_number, convert, doubts, stream) for row_number, row in enumerate(part, number)]
        yield from ((row_number, row) for row_number, row in enumerate(texts, number) if any(row))
        number += len(part)


def _texts(rows: list[list[Any]], convert: dict[type, Callable[[Any], str]]) -> list[list[str]] | None:
    """Rows as texts, column by column, which is faster; None when they are not equally long."""
    if len({len(row) for row in rows}) != 1:
        return None
    columns = []
    for column in zip(*rows, strict=True):
        kinds = set(map(type, column))
        if kinds == {str}:
            columns.append(column)
        elif len(kinds) == 1:
            columns.append(tuple(map(convert.get(kinds.pop(), str), column)))
        else:
            columns.append(tuple(_cell(value, convert) for value in column))
    return list(map(list, zip(*columns, strict=True)))


def _text_of(
    row: list[Any], number: int, convert: dict[type, Callable[[Any], str]], doubts: list[object], stream: Stream
) -> list[str]:
    """One row as texts; what is doubtful in it is said."""
    texts = [_cell(value, convert) for value in row]
    if doubts:
        columns = ", ".join(str(place) for place, value in enumerate(row, 1) if any(value is it for it in doubts))
        said = ", ".join(map(str, doubts))
        stream.warnings.append(f"Row {number}, column {columns}: {said} is no usable number or date.")
        doubts.clear()
    return texts


def _cell(value: Any, convert: dict[type, Callable[[Any], str]]) -> str:
    return value if type(value) is str else convert.get(type(value), str)(value)


def _converters(doubts: list[object]) -> dict[type, Callable[[Any], str]]:
    """Cell type -> text: whole numbers without point, ISO dates, h:mm:ss; what is doubtful goes to `doubts`."""

    def number(value: float) -> str:
        if value.is_integer() and abs(value) < EXACT_WHOLE:
            return str(int(value))
        if math.isfinite(value):
            return repr(value)
        doubts.append(value)
        return ""

    def moment(value: datetime) -> str:
        if value.year <= FIRST_SURE_DAY.year and value.date() < FIRST_SURE_DAY:
            doubts.append(value)
        return _rounded(value).isoformat(sep=" ") if value.microsecond else value.isoformat(sep=" ")

    def day(value: date) -> str:
        if value < FIRST_SURE_DAY:
            doubts.append(value)
        return value.isoformat()

    texts: dict[type, Callable[[Any], str]] = {
        float: number,
        datetime: moment,
        date: day,
        time: _clock,
        timedelta: _duration,
    }
    return texts | {bool: lambda value: "TRUE" if value else "FALSE"}


def _clock(value: time) -> str:
    if not value.microsecond:
        return value.isoformat()
    return _rounded(datetime.combine(date(2000, 1, 1), value)).time().isoformat()


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _rounded(moment: datetime) -> datetime:
    # Excel keeps times as fractions of a day: 09:12:58 may come back as 09:12:57.999995.
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
