"""The first sheet of a report: what it is, its figures and sentences, and where the rest stands."""

from collections.abc import Sequence
from typing import Any

from csops.domain.reports import Fact, Facts, Report, Text
from csops.excel.sanitiser import clean
from csops.excel.styles import ACCENT, BORDER, SECONDARY, TERTIARY, TEXT, VERDICTS, Styles, number_format
from csops.excel.tables import write_cell

_LAST = 3


def draw(sheet: Any, report: Report, *, contents: Sequence[tuple[str, str]], styles: Styles) -> None:
    """Draw the sheet. `contents` are the names of the other sheets, each with a note."""
    sheet.hide_gridlines(2)
    for place, width in enumerate((34, 18, 22, 60)):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 30)
    write_cell(sheet, (0, 0), report.title, styles=styles, font_size=20, bold=True, font_color=TEXT)
    row = 1
    for line in (report.subtitle, report.period, _made(report)):
        if line:
            write_cell(sheet, (row, 0), line, styles=styles, font_color=TERTIARY)
            row += 1
    for section in report.sections:
        if isinstance(section, Facts):
            row = _facts(sheet, section, row + 1, styles)
        elif isinstance(section, Text):
            row = _text(sheet, section, row + 1, styles)
    _contents(sheet, contents, row + 1, styles)


def _made(report: Report) -> str:
    return f"Made on {report.made_at:%Y-%m-%d %H:%M}" if report.made_at else ""


def _title(sheet: Any, title: str, row: int, styles: Styles) -> int:
    sheet.set_row(row, 24)
    write_cell(sheet, (row, 0), title, styles=styles, font_size=14, bold=True, font_color=TEXT)
    return row + 1


def _facts(sheet: Any, facts: Facts, row: int, styles: Styles) -> int:
    row = _title(sheet, facts.title, row, styles)
    for place, name in enumerate(("Figure", "Value", "Unit", "What it rests on")):
        sheet.write_string(row, place, name, styles.heading(right=place == 1))
    for number, fact in enumerate(facts.facts, start=row + 1):
        _fact(sheet, fact, number, styles)
    return row + len(facts.facts) + 1


def _fact(sheet: Any, fact: Fact, row: int, styles: Styles) -> None:
    line = {"bottom": 1, "bottom_color": BORDER, "align": "left", "indent": 1}
    colours = VERDICTS.get(fact.verdict)
    tint = {"bg_color": colours[0], "font_color": colours[1]} if colours else {"font_color": TEXT}
    shown = number_format(fact.kind, decimals=fact.decimals, currency=fact.currency)
    note = f"{fact.note} ({fact.verdict.value})" if colours else fact.note
    write_cell(sheet, (row, 0), fact.name, styles=styles, **line)
    value = {**line, **tint, "num_format": shown, "bold": True, "align": "right"}
    write_cell(sheet, (row, 1), fact.value, styles=styles, **value)
    write_cell(sheet, (row, 2), fact.unit or fact.currency, styles=styles, font_color=SECONDARY, **line)
    write_cell(sheet, (row, 3), note.strip(), styles=styles, font_color=SECONDARY, text_wrap=True, **line)


def _text(sheet: Any, text: Text, row: int, styles: Styles) -> int:
    row = _title(sheet, text.title, row, styles)
    for paragraph in text.paragraphs:
        # A merged cell does not grow with its text, so that its height is reckoned here.
        sheet.merge_range(row, 0, row, _LAST, "", styles.of(text_wrap=True))
        write_cell(sheet, (row, 0), paragraph, styles=styles, text_wrap=True)
        sheet.set_row(row, 15 * (1 + len(paragraph) // 125 + paragraph.count("\n")))
        row += 1
    return row


def _contents(sheet: Any, contents: Sequence[tuple[str, str]], row: int, styles: Styles) -> None:
    if not contents:
        return
    row = _title(sheet, "In this workbook", row, styles)
    link = styles.of(font_color=ACCENT, underline=1)
    for number, (name, note) in enumerate(contents, start=row):
        quoted = name.replace("'", "''")
        sheet.write_url(number, 0, f"internal:'{quoted}'!A1", link, clean(name))
        write_cell(sheet, (number, 1), note, styles=styles, font_color=SECONDARY)
