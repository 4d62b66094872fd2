"""A report laid out on pages of paper, each painted on demand: the same for preview, printer and PDF."""

from PySide6.QtCore import QCoreApplication, QLocale, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from csops.domain.reports import (
    Assumptions,
    Chart,
    Column,
    Definitions,
    Facts,
    HeatMap,
    Report,
    Section,
    StreamedTable,
    Table,
    Text,
)
from csops.pages.facts import flow_facts
from csops.pages.figures import text_of
from csops.pages.flow import Flow, line_height, lines, put
from csops.pages.heat import flow_heat, heat_height
from csops.pages.look import BODY, GAP, PAPER, SECONDARY, TERTIARY, bold, font
from csops.pages.plots import HEIGHT, flow_chart
from csops.pages.tables import flow_table

# Paper is for reading; a log of a million contacts is for a workbook.
STREAMED_ROWS = 1_000


class Pages:
    """The pages of a report. Needs a QGuiApplication, for its fonts; made and painted in any thread."""

    def __init__(self, report: Report, *, locale: QLocale | None = None) -> None:
        self._report = report
        self._locale = locale or QLocale()
        self._flow = Flow()
        self._opening()
        for section in report.sections:
            self._section(section)

    @property
    def count(self) -> int:
        """How many pages there are; one at least."""
        return len(self._flow.pages)

    @property
    def size(self) -> QSizeF:
        """The size of a page in points."""
        return PAPER

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint the page with this number, counted from 0, in points from the top left corner of the paper."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if number:
            self._margin(painter, 36, self._report.title, self._report.period)
        made = self._report.made_at
        shown = text_of(made, Column(key="made", title=""), locale=self._locale) if made else ""
        page = QCoreApplication.translate("pages", "Page {number} of {count}")
        left = " · ".join(part for part in (self._report.subtitle, shown) if part)
        self._margin(painter, PAPER.height() - 46, left, page.format(number=number + 1, count=self.count))
        self._flow.paint(painter, number)
        painter.restore()

    def _margin(self, painter: QPainter, y: float, left: str, right: str) -> None:
        half = BODY.width() / 2
        put(painter, QRectF(BODY.left(), y, half, 12), left, font(7), colour=TERTIARY)
        place = QRectF(BODY.left() + half, y, half, 12)
        put(painter, place, right, font(7), colour=TERTIARY, align=Qt.AlignmentFlag.AlignRight)

    def _opening(self) -> None:
        self._flow.y = 40.0
        self._flow.write(self._report.title, bold(20))
        under = " · ".join(part for part in (self._report.subtitle, self._report.period) if part)
        if under:
            self._flow.write(under, font(10), colour=TERTIARY)

    def _section(self, section: Section) -> None:
        flow, locale = self._flow, self._locale
        match section:
            case Text():
                self._title(section.title)
                for paragraph in section.paragraphs:
                    flow.write(paragraph, font(9), colour=SECONDARY)
                    flow.space(4)
            case Facts():
                self._title(section.title, keep=90)
                flow_facts(flow, section, locale=locale)
            case Table():
                self._table(section, section.note)
            case StreamedTable():
                self._streamed(section)
            case Chart():
                self._title(section.title, section.lesson, keep=HEIGHT)
                flow_chart(flow, section, self._report.table(section.table), locale=locale)
            case HeatMap():
                self._title(section.title, section.note, keep=heat_height(section))
                flow_heat(flow, section, locale=locale)
            case Assumptions():
                self._table(_assumptions(section, locale))
            case Definitions():
                self._table(_definitions(section))

    def _title(self, title: str, lesson: str = "", *, keep: float = 40.0) -> None:
        self._flow.space(GAP)
        lesson_height = len(lines(lesson, font(9), BODY.width())) * line_height(font(9)) if lesson else 0.0
        self._flow.write(title, bold(13), keep=keep + 16 + lesson_height)
        if lesson:
            self._flow.write(lesson, font(9), colour=TERTIARY)
        self._flow.space(5)

    def _table(self, table: Table, lesson: str = "") -> None:
        self._title(table.title, lesson, keep=70)
        flow_table(self._flow, table, locale=self._locale)

    def _streamed(self, stream: StreamedTable) -> None:
        ahead = stream.first(STREAMED_ROWS + 1)
        if len(ahead.rows) <= STREAMED_ROWS:
            self._table(ahead, stream.note)
            return
        cut = QCoreApplication.translate("pages", "The first {count} rows; the workbook holds all of them.")
        note = f"{stream.note}. " if stream.note else ""
        shown = self._locale.toString(STREAMED_ROWS)
        self._table(stream.first(STREAMED_ROWS), f"{note}{cut.format(count=shown)}")


def _assumptions(section: Assumptions, locale: QLocale) -> Table:
    columns = (
        Column(key="name", title="Assumption"),
        Column(key="value", title="Value"),
        Column(key="source", title="Where it comes from"),
    )
    rows = (
        (entry.name, f"{text_of(entry.value, entry, locale=locale)} {entry.unit}".strip(), entry.source)
        for entry in section.entries
    )
    return Table(key="assumptions", title=section.title, columns=columns, rows=tuple(rows))


def _definitions(section: Definitions) -> Table:
    columns = (
        Column(key="term", title="Term"),
        Column(key="definition", title="Definition"),
        Column(key="source", title="Source"),
    )
    rows = tuple((entry.term, entry.definition, entry.source) for entry in section.entries)
    return Table(key="definitions", title=section.title, columns=columns, rows=rows)
