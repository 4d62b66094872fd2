"""Rows without end as sheets: written straight into the file as they are read, so that memory stays as it is.

XlsxWriter draws the sheet with its head and one row of empty cells in the right formats; the rows are put into that
frame. (Its own constant-memory mode knows no Excel tables and is half as fast.)
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import IO, Any

from csops.domain.errors import Cancelled
from csops.domain.reports import Cell, Column, Row
from csops.excel.cells import overflow, stored
from csops.excel.naming import column_name
from csops.excel.sanitiser import CELL_LIMIT, escaped, is_dangerous, pieces
from csops.excel.styles import QUOTED, Styles
from csops.excel.tables import frame, look_of, widths

ROW_LIMIT = 1_048_576
# A member of 2 GB or more needs zip64, which makes Excel offer a repair; a further sheet begins before that.
_BYTE_LIMIT = 1_900_000_000
_STRIDE = 500

_DIMENSION = re.compile(r"<dimension [^>]*/>")
_MODEL_ROW = re.compile(r'<row r="2".*?</row>')
_STYLE = re.compile(r' s="(\d+)"')
_REFERENCE = re.compile(r'ref="([A-Z]+1:[A-Z]+)2"')


def draw_frame(sheet: Any, columns: Sequence[Column], *, name: str, styles: Styles) -> None:
    """Draw the head, and as second row the empty cells that show which format each column has, texts in quotes last."""
    frame(sheet, columns, rows=1, styles=styles, name=name)
    for place, column in enumerate(columns):
        sheet.write_blank(1, place, None, styles.of(**look_of(column)))
    sheet.write_blank(1, len(columns), None, styles.of(align="left", indent=1, **QUOTED))
    for place, width in enumerate(widths(columns, ())):
        sheet.set_column(place, place, width)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A drawn sheet, opened where the rows belong."""

    head: str
    tail: str
    styles: tuple[str, ...]
    quoted: str


def frame_of(xml: str) -> Frame:
    """Open the XML of a sheet that `draw_frame` drew."""
    model = _MODEL_ROW.search(xml)
    if model is None:
        raise ValueError("the sheet has no model row")
    *styles, quoted = _STYLE.findall(model.group())
    # Readers trust the dimension more than the rows; without one they look.
    head = _DIMENSION.sub("", xml[: model.start()], count=1)
    return Frame(head=head, tail=xml[model.end() :], styles=tuple(styles), quoted=quoted)


def resized(xml: str, *, rows: int) -> str:
    """The XML of an Excel table that `draw_frame` drew, over this many rows."""
    # XlsxWriter remembers every cell of a table: drawn at full size, it would take the memory that we save.
    return _REFERENCE.sub(rf'ref="\g<1>{max(1, rows) + 1}"', xml)


@dataclass(kw_only=True)
class Watch:
    """Who is told how far we are, and who may stop us."""

    progress: Callable[[int, int | None], None] | None = None
    cancelled: Callable[[], bool] | None = None
    expected: int | None = None
    done: int = 0

    def passed(self, rows: int) -> None:
        """Count rows; raise Cancelled where the person stopped it."""
        self.done += rows
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(self.done, self.expected)


def fill(file: IO[bytes], opened: Frame, rows: Iterator[Row], *, watch: Watch) -> int:
    """Write the sheet with as many of the rows as it holds; return how many."""
    file.write(opened.head.encode())
    line = _Line(opened)
    number, size = 1, 0
    while number < ROW_LIMIT and size < _BYTE_LIMIT:
        batch = list(islice(rows, min(_STRIDE, ROW_LIMIT - number)))
        if not batch:
            break
        chunk = "".join([line.xml(row, number + offset) for offset, row in enumerate(batch, start=1)]).encode()
        size += file.write(chunk)
        number += len(batch)
        watch.passed(len(batch))
    file.write(opened.tail.encode())
    return number - 1


class _Line:
    """Turns rows of one sheet into XML."""

    def __init__(self, opened: Frame) -> None:
        self._quoted = opened.quoted
        self._cells = [(f'<c r="{column_name(place)}', style) for place, style in enumerate(opened.styles)]

    def xml(self, row: Row, number: int) -> str:
        """One row."""
        parts = [f'<row r="{number}">']
        quoted, long = self._quoted, False
        for value, (start, style) in zip(row, self._cells, strict=True):
            if value is None:
                continue
            kept = value if type(value) is str else stored(value)
            if type(kept) is str:
                size = len(kept)
                rest = (_recent if size <= _REPEATED else _text)(kept, style, quoted)
                parts.append(f"{start}{number}{rest}")
                long = long or size > CELL_LIMIT // 2
            elif kept is not None:
                parts.append(f'{start}{number}" s="{style}"><v>{kept}</v></c>')
        if long:
            parts.extend(self._further(row, number))
        parts.append("</row>")
        return "".join(parts)

    def _further(self, row: Sequence[Cell], number: int) -> Iterator[str]:
        for place, piece in enumerate(overflow(row), start=len(self._cells)):
            yield f'<c r="{column_name(place)}{number}{_text(piece, "0", self._quoted)}'


def _text(text: str, style: str, quoted: str) -> str:
    """What stands behind the place of a text in its cell; one that looks like a formula gets the style in quotes."""
    text = pieces(text)[0]
    space = "" if text == text.strip() else ' xml:space="preserve"'
    kept = quoted if is_dangerous(text) else style
    return f'" s="{kept}" t="inlineStr"><is><t{space}>{escaped(text)}</t></is></c>'


# Names of channels, topics and people come again and again; long texts do not and would fill the memory.
_REPEATED = 40
_recent = lru_cache(maxsize=4096)(_text)
