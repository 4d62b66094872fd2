"""A report as a native workbook: a cover, a sheet for each table and heat map, charts beside their tables."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from csops.domain.reports import (
    EXPORT_MARK,
    Assumptions,
    Chart,
    Definitions,
    HeatMap,
    LiveSheet,
    Report,
    Row,
    Section,
    StreamedTable,
    Table,
)
from csops.excel import bulk, charts, cover, entries, heat, live, tables
from csops.excel.destination import destination
from csops.excel.formulas import Living
from csops.excel.naming import sheet_name
from csops.excel.sanitiser import clean
from csops.excel.styles import FONT, Styles

_OVERVIEW = "Overview"
# What programs look for at the beginning to know a workbook from any other zip file.
_FIRST = "_rels/.rels"
# A million rows: less than half the time of the usual 6 for an eighth more space.
_LEVEL = 3
_TABLE_NAME = re.compile(rb' name="(Rows_\d+)"')


@dataclass(frozen=True, kw_only=True)
class Written:
    """What was written: the file, the names of its sheets, the rows of all its tables."""

    file: Path
    sheets: tuple[str, ...]
    rows: int


def write(
    report: Report,
    path: Path,
    *,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Write the whole report as .xlsx.

    Args:
        report: what to write; its streamed tables are read once, row by row.
        path: where; an old file is replaced only when the new one is whole.
        progress: told the streamed rows written and the rows expected (None: unknown).
        cancelled: asked now and then; True stops.

    Raises:
        Cancelled: the old file is as it was.
        DiskFull, NotWritable: the old file is as it was.
    """
    watch = bulk.Watch(progress=progress, cancelled=cancelled)
    with destination(path) as beside, ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as out:
        filled = _fill(report, out, watch)
        drawing = _drawn(report, filled)
        with ZipFile(drawing.file) as drawn:
            already = set(out.namelist())
            for member in drawn.namelist():
                if member not in already:
                    out.writestr(member, drawing.finished(member, drawn.read(member)))
    kept = sum(len(section.rows) for section in report.sections if isinstance(section, Table))
    return Written(file=path, sheets=tuple(drawing.sheets), rows=kept + sum(map(sum, filled.values())))


def _fill(report: Report, out: ZipFile, watch: bulk.Watch) -> dict[str, list[int]]:
    """Write the sheets of the streamed tables; return how many rows each of them took."""
    filled: dict[str, list[int]] = {table.key: [0] for table in report.sections if isinstance(table, StreamedTable)}
    for table in (section for section in report.sections if isinstance(section, StreamedTable)):
        watch.expected = table.count
        rows = table.read()
        counts: list[int] = []
        upcoming: Row | None = ()
        while upcoming is not None:
            filled[table.key] = [*counts, 0]
            head, member, frame = _frame(report, filled, table.key)
            if _FIRST not in out.namelist():
                out.writestr(_FIRST, head)
            with out.open(member, "w") as file:
                counts.append(bulk.fill(file, frame, chain([upcoming] if upcoming else [], rows), watch=watch))
            upcoming = next(rows, None)
        filled[table.key] = counts
    return filled


def _frame(report: Report, filled: Mapping[str, list[int]], key: str) -> tuple[bytes, str, bulk.Frame]:
    """The first file of a workbook, then the newest sheet of a streamed table: its file's name and itself, empty."""
    drawing = _drawn(report, filled)
    member = _member(drawing.streamed[key][-1])
    with ZipFile(drawing.file) as drawn:
        return drawn.read(_FIRST), member, bulk.frame_of(drawn.read(member).decode())


def _member(number: int) -> str:
    """The file of the sheet with this number, counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def _drawn(report: Report, filled: Mapping[str, list[int]]) -> "_Drawing":
    drawing = _Drawing(filled=filled)
    drawing.draw(report)
    return drawing


@dataclass(kw_only=True)
class _Drawing:
    """A workbook in memory with everything but the rows of streamed tables."""

    filled: Mapping[str, list[int]]
    file: BytesIO = field(default_factory=BytesIO)
    sheets: list[str] = field(default_factory=list)
    streamed: dict[str, list[int]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    living: dict[str, Living] = field(default_factory=dict)

    def draw(self, report: Report) -> None:
        """Draw the sheets in the order of the sections, and keep the file."""
        import xlsxwriter

        self.book = xlsxwriter.Workbook(
            self.file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": 11},
            },
        )
        self.styles = Styles(self.book)
        self.places: dict[str, tuple[Any, charts.Ground]] = {}
        self.book.set_properties({"title": clean(report.title), "author": "csops", "comments": clean(report.period)})
        front = self._sheet(_OVERVIEW)
        notes = [(name, note) for section in report.sections for name, note in self._section(section)]
        self._charts(report)
        # The importer knows our own exports by this, and which sheet is the log.
        log = next(iter(self.streamed.values()), [])
        self.book.set_custom_property(EXPORT_MARK, "/".join(self.sheets[number - 1] for number in log))
        cover.draw(front, report, contents=notes, styles=self.styles)
        self.book.close()

    def finished(self, member: str, content: bytes) -> bytes:
        """The content of a member of the file: tables over the rows that were streamed into them, formulas put in."""
        if member in self.living:
            return self.living[member].with_formulas(content.decode()).encode()
        called = _TABLE_NAME.search(content) if member.startswith("xl/tables/") else None
        if called is None or (rows := self.lengths.get(called.group(1).decode())) is None:
            return content
        return bulk.resized(content.decode(), rows=rows).encode()

    def _sheet(self, wanted: str) -> Any:
        name = sheet_name(wanted, taken=self.sheets)
        sheet = self.book.add_worksheet(name)
        self.sheets.append(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        return sheet

    def _section(self, section: Section) -> list[tuple[str, str]]:
        """Draw the section if it has a sheet of its own; return the names of its sheets with their notes."""
        match section:
            case Table():
                sheet = self._sheet(section.title)
                place = tables.draw(sheet, section, styles=self.styles)
                self.places[section.key] = (sheet, charts.Ground(table=section, place=place))
                return [(self.sheets[-1], section.note)]
            case StreamedTable():
                return [(name, section.note) for name in self._stream(section)]
            case HeatMap() | LiveSheet() | Assumptions() | Definitions():
                return [self._plain(section)]
            case _:
                return []

    def _plain(self, section: HeatMap | LiveSheet | Assumptions | Definitions) -> tuple[str, str]:
        sheet = self._sheet(section.title)
        match section:
            case HeatMap():
                heat.draw(sheet, section, styles=self.styles)
                note = section.note
            case LiveSheet():
                self.living[_member(len(self.sheets))] = live.draw(sheet, section, styles=self.styles)
                note = section.note
            case Assumptions():
                entries.draw_assumptions(sheet, section, styles=self.styles)
                note = "What the figures rest on"
            case Definitions():
                entries.draw_definitions(sheet, section, styles=self.styles)
                note = "What the words mean"
        return self.sheets[-1], note

    def _stream(self, table: StreamedTable) -> list[str]:
        names = []
        for rows in self.filled[table.key]:
            sheet = self._sheet(table.title)
            called = f"Rows_{len(self.sheets)}"
            self.lengths[called] = rows
            bulk.draw_frame(sheet, table.columns, name=called, styles=self.styles)
            self.streamed.setdefault(table.key, []).append(len(self.sheets))
            names.append(self.sheets[-1])
        return names

    def _charts(self, report: Report) -> None:
        """Draw the charts right of their tables, one below the other."""
        drawn: dict[str, int] = {}
        wanted = [section for section in report.sections if isinstance(section, Chart)]
        ranges = None
        if any(chart.bands for chart in wanted):
            behind = self._sheet("Chart ranges")
            behind.hide()
            ranges = charts.Ranges(behind, self.styles)
        for chart in wanted:
            sheet, ground = self.places[chart.table]
            row = drawn.get(chart.table, 0)
            at = (1 + row, len(ground.table.columns) + 1)
            if chart.lesson:
                tables.write_cell(sheet, at, chart.lesson, styles=self.styles, font_color="#475061")
            charts.draw(self.book, sheet, chart, ground=ground, at=(at[0] + 1, at[1]), ranges=ranges)
            drawn[chart.table] = row + charts.ROWS_TALL
