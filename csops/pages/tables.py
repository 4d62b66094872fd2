"""Tables on pages: rows that wrap, and the head again on each page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from csops.domain.reports import Column, ColumnKind, Row, Table
from csops.pages.figures import UNKNOWN, text_of
from csops.pages.flow import Flow, line_height, lines, put
from csops.pages.look import BODY, BORDER, HAIRLINE, SECONDARY, SUNKEN, TERTIARY, TEXT, bold, font, medium

_PAD = 5.0
_LOOKED_AT = 200
_MOST_LINES, _MOST_LINES_OF_FEW, _FEW = 6, 18, 3  # definitions are read whole, the text of a contact is long
_NARROWEST = 40.0
_FEWEST_BEFORE = 2  # rows that stay where the last two go on to the next page
_STRETCH = 1.6
_READ = {ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.DATETIME}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a table stands on the page: what is written and where each column begins and ends."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    size: int

    def cell(self, row: QRectF, number: int) -> QRectF:
        """The place of a cell inside the place of its row, without the padding."""
        left = row.left() + sum(self.widths[:number])
        return QRectF(left + _PAD, row.top(), self.widths[number] - 2 * _PAD, row.height())

    def align(self, number: int) -> Qt.AlignmentFlag:
        """Numbers right, what one reads left."""
        reading = self.columns[number].kind in _READ
        return Qt.AlignmentFlag.AlignLeft if reading else Qt.AlignmentFlag.AlignRight


def flow_table(flow: Flow, table: Table, *, locale: QLocale) -> None:
    """Put the table on the pages; one without rows says so, a head over nothing would look unfinished."""
    if not table.rows:
        flow.write(QCoreApplication.translate("pages", "Nothing to show here"), font(9), colour=SECONDARY)
        return
    shape = shape_of(table, locale=locale)
    rows = [_Broken.of(shape, _words(row, shape, locale)) for row in table.rows]
    totals = table.totals
    if totals is not None:
        blank: list[str] = [
            "" if value is None else word for value, word in zip(totals, _words(totals, shape, locale), strict=True)
        ]
        rows.append(_Broken.of(shape, [blank[0] or "Total", *blank[1:]], is_bold=True))
    _head(flow, shape)
    for number, row in enumerate(rows):
        # The last row takes the one before along: alone below a head on a new page nobody would look for it.
        is_before_last = number == len(rows) - 2 and number >= _FEWEST_BEFORE
        _row(flow, shape, row, room=row.height + (rows[-1].height if is_before_last else 0.0))


def shape_of(table: Table, *, locale: QLocale) -> Shape:
    """Columns as wide as their first rows need, then as the page allows; text columns give way first."""
    size = 9 if len(table.columns) <= 8 else 8 if len(table.columns) <= 12 else 7
    metrics, head = QFontMetricsF(font(size)), QFontMetricsF(medium(size))
    wanted = []
    for number, column in enumerate(table.columns):
        cells = (text_of(row[number], column, locale=locale) for row in table.rows[:_LOOKED_AT])
        widest = max((metrics.horizontalAdvance(text[:200]) for text in cells), default=0.0)
        longest_word = max(head.horizontalAdvance(word) for word in column.heading.split(" "))
        wanted.append(max(widest, longest_word, 24.0) + 2 * _PAD + 1)
    return Shape(columns=table.columns, widths=_fitted(wanted, table.columns), size=size)


def _fitted(wanted: Sequence[float], columns: Sequence[Column]) -> tuple[float, ...]:
    """The widths so that they fill the page: figures get what they need, texts share the rest, the shortest first."""
    texts = [number for number, column in enumerate(columns) if column.kind is ColumnKind.TEXT]
    room = BODY.width() - sum(width for number, width in enumerate(wanted) if number not in texts)
    widths = list(wanted)
    for done, number in enumerate(sorted(texts, key=lambda number: wanted[number])):
        widths[number] = max(min(wanted[number], room / (len(texts) - done)), _NARROWEST)
        room -= widths[number]
    if texts and room > 0:
        widths[max(texts, key=lambda number: widths[number])] += room
    scale = BODY.width() / sum(widths)
    return tuple(width * min(scale, _STRETCH) for width in widths)


def _words(row: Row, shape: Shape, locale: QLocale) -> list[str]:
    return [text_of(value, column, locale=locale) for value, column in zip(row, shape.columns, strict=True)]


def _head(flow: Flow, shape: Shape) -> None:
    face = medium(shape.size)
    broken = [
        lines(column.heading, face, shape.widths[number] - 2 * _PAD, most=3)
        for number, column in enumerate(shape.columns)
    ]
    height = max(len(parts) for parts in broken) * line_height(face) + 8

    def draw(painter: QPainter, place: QRectF) -> None:
        wide = QRectF(place.left(), place.top(), sum(shape.widths), place.height())
        painter.fillRect(wide, SUNKEN)
        _cells(painter, place, shape, broken, face)
        _rule(painter, wide, BORDER)

    flow.add(height, draw, keep=40)


@dataclass(frozen=True, kw_only=True)
class _Broken:
    """A row whose words are broken into lines."""

    cells: tuple[Sequence[str], ...]
    face: QFont
    height: float

    @classmethod
    def of(cls, shape: Shape, words: Sequence[str], *, is_bold: bool = False) -> "_Broken":
        """Break the words of a row."""
        face = bold(shape.size) if is_bold else font(shape.size)
        most = _MOST_LINES_OF_FEW if len(shape.columns) <= _FEW else _MOST_LINES
        cells = tuple(lines(word, face, shape.widths[at] - 2 * _PAD, most=most) for at, word in enumerate(words))
        return cls(cells=cells, face=face, height=max(map(len, cells)) * line_height(face) + 6)


def _row(flow: Flow, shape: Shape, row: _Broken, *, room: float) -> None:
    """Put a row on this page if there is so much room, else on the next one."""
    if room > flow.room:
        flow.turn()
        _head(flow, shape)

    def draw(painter: QPainter, place: QRectF) -> None:
        _cells(painter, place, shape, row.cells, row.face)
        _rule(painter, QRectF(place.left(), place.top(), sum(shape.widths), place.height()), HAIRLINE)

    flow.add(row.height, draw)


def _cells(painter: QPainter, row: QRectF, shape: Shape, broken: Sequence[Sequence[str]], face: QFont) -> None:
    height = line_height(face)
    head = face.weight() == QFont.Weight.Medium
    for number, parts in enumerate(broken):
        cell = shape.cell(row, number)
        for offset, part in enumerate(parts):
            place = QRectF(cell.left(), cell.top() + (4 if head else 3) + offset * height, cell.width(), height)
            colour = SECONDARY if head else TERTIARY if part == UNKNOWN else TEXT
            put(painter, place, part, face, colour=colour, align=shape.align(number))


def _rule(painter: QPainter, row: QRectF, colour: QColor) -> None:
    painter.setPen(colour)
    painter.drawLine(QPointF(row.left(), row.bottom()), QPointF(row.right(), row.bottom()))
