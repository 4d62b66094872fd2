"""Rows for the clipboard: tab-separated text and an HTML table that a spreadsheet reads as what they are."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData

from csops.excel.sanitiser import marked
from csops.ui.kit.table_cells import Column


def as_mime(columns: Sequence[Column], records: Iterable[Any]) -> QMimeData:
    """Return the records with headings, as text and as HTML."""
    return rows_as_mime([column.title for column in columns], [[c.value(r) for c in columns] for r in records], columns)


def rows_as_mime(
    headings: Sequence[str], rows: Sequence[Sequence[object]], columns: Sequence[Column] | None = None
) -> QMimeData:
    """Return plain rows with headings; dates become dates, numbers plain numbers, and text never a formula."""
    data = QMimeData()
    text = [[_plain(value, columns[i] if columns else None) for i, value in enumerate(row)] for row in rows]
    lines = ["\t".join(_guarded(cell) for cell in headings)]
    lines += ["\t".join(_one_line(cell) for cell in row) for row in text]
    data.setText("\r\n".join(lines))
    data.setHtml(_html(headings, rows, text))
    return data


def _plain(value: object, column: Column | None) -> str:
    """Return the cell as a spreadsheet in any language reads it best; times are those that the column gives."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return str(int(value) if isinstance(value, bool) else value)
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d %H:%M:%S" if isinstance(value, datetime) else "%Y-%m-%d")
    if isinstance(value, timedelta):
        return _clock(value)
    words = column.text(value) if column is not None else str(value.value if isinstance(value, Enum) else value)
    return _guarded(words)


def _clock(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _guarded(text: str) -> str:
    """Return text with a leading apostrophe where a spreadsheet would take it for a formula."""
    return marked(text)


def _one_line(cell: str) -> str:
    return " ".join(cell.replace("\t", " ").splitlines())


def _html(headings: Sequence[str], rows: Sequence[Sequence[object]], text: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(title)}</th>" for title in headings)
    body = "".join(
        "<tr>" + "".join(_cell(value, words) for value, words in zip(row, cells, strict=True)) + "</tr>"
        for row, cells in zip(rows, text, strict=True)
    )
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>'


def _cell(value: object, words: str) -> str:
    """Return one cell; the number format keeps text text and gives dates and durations theirs (Excel reads mso-*)."""
    if isinstance(value, bool | int | float | Decimal):
        return f"<td>{words}</td>"
    if isinstance(value, datetime):
        return f"<td style=\"mso-number-format:'yyyy\\-mm\\-dd hh\\:mm'\">{words}</td>"
    if isinstance(value, date):
        return f"<td style=\"mso-number-format:'yyyy\\-mm\\-dd'\">{words}</td>"
    if isinstance(value, timedelta):
        return f"<td style=\"mso-number-format:'\\[h\\]\\:mm\\:ss'\">{words}</td>"
    return f"<td style=\"mso-number-format:'\\@'\">{escape(words)}</td>"
