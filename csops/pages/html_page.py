"""A report as one HTML page that any browser shows: texts and tables, every value escaped in one place."""

from datetime import date, datetime
from html import escape

from csops.domain.reports import Cell, Report, Section, Table, Text

_LOOK = (
    "body{font:15px/1.5 sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#1c2024}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0}"
    "th,td{border-bottom:1px solid #d0d4da;padding:.35em .6em;text-align:left;vertical-align:top;white-space:pre-wrap}"
    "h2{margin-top:1.8em}.note{color:#5a626c}"
)


def page(report: Report) -> str:
    """Return the page. Charts and what else is drawn are left out: it is there to be read."""
    body = "".join(_section(section) for section in report.sections)
    head = f"<h1>{_said(report.title)}</h1><p class=note>{_said(report.subtitle)}</p>"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{_said(report.title)}</title>'
        f"<style>{_LOOK}</style></head><body>{head}{body}</body></html>"
    )


def _section(section: Section) -> str:
    if isinstance(section, Text):
        return _titled(section.title, "".join(f"<p>{_said(one)}</p>" for one in section.paragraphs))
    return _titled(section.title, _table(section)) if isinstance(section, Table) else ""


def _titled(title: str, content: str) -> str:
    return f"<h2>{_said(title)}</h2>{content}"


def _table(table: Table) -> str:
    note = f"<p class=note>{_said(table.note)}</p>" if table.note else ""
    if not table.rows:
        return f"{note}<p>–</p>"
    head = "".join(f"<th>{_said(column.heading)}</th>" for column in table.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{_said(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f"{note}<table><tr>{head}</tr>{rows}</table>"


def _said(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return escape(value.isoformat() if isinstance(value, date) else str(value))
