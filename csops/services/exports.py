"""Reports and tables as files: a workbook, pages, or text, by the ending of the name."""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from pathlib import Path

from csops.domain.access import Permission
from csops.domain.customer_filters import ANYBODY, CustomerFilter
from csops.domain.errors import NotUnderstood
from csops.domain.lines import Order
from csops.domain.questions import Question
from csops.domain.reports import Chart, LiveSheet, Report, Section, StreamedTable, Table
from csops.services import contact_log, customer_table
from csops.services.customer_list import ListedCustomer, count_listed, listed_customers
from csops.services.workspace import Workspace

Progress = Callable[[int, int | None], None]
Cancelled = Callable[[], bool]
ENDINGS = (".xlsx", ".pdf", ".csv")
EVERY_TABLE = ".zip"
"""Of a report: every table as a CSV file of its own."""
LIST_ENDINGS = (".xlsx", ".csv")
"""Of lists with so many columns that they fit on no paper."""


PAPER_ROWS = 60
"""A longer table is for the workbook; on paper nobody reads it."""


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written: sheets of a workbook, rows of all tables, pages of a PDF."""

    file: Path
    sheets: tuple[str, ...] = ()
    rows: int = 0
    pages: int = 0


def export(
    workspace: Workspace,
    *,
    report: Report,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write a report; an old file is replaced only when the new one is whole.

    Args:
        workspace: whose member exports.
        report: what to write; its streamed tables are read now.
        path: `.xlsx` holds everything, `.pdf` its pages, `.csv` its main table, `.zip` each of its tables as CSV.
        progress: told what is done and what is expected (None: unknown): rows, of a PDF pages.
        cancelled: asked now and then; True stops.

    Raises:
        NotUnderstood: another ending.
        NotPermitted: the role may not export.
        HoldsRecords, NotAFile: a database, a backup, a device or a pipe lies there.
        Cancelled, DiskFull, NotWritable: the old file is as it was.
    """
    workspace.require(Permission.EXPORT)
    return write_report(report, path=path, progress=progress, cancelled=cancelled)


def write_report(
    report: Report, *, path: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Exported:
    """Write a report of which it was asked already whether it may be taken along; errors as `export`."""
    from csops.excel.destination import refuse_records

    write = _WRITERS[_ending(path)]
    refuse_records(path)
    return write(report, path, progress, cancelled)


def export_contacts(
    workspace: Workspace,
    *,
    question: Question,
    path: Path,
    order: Order = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write every contact that a table shows, sorted as there; errors as `export`."""
    workspace.require(Permission.EXPORT)
    _ending(path)
    log = contact_log.contact_log(workspace, question=question, order=order, title="Contacts")
    report = Report(title="Contacts", subtitle=workspace.shop().name, sections=(log,))
    return export(workspace, report=report, path=path, progress=progress, cancelled=cancelled)


def export_customers(
    workspace: Workspace,
    *,
    question: Question,
    path: Path,
    only: CustomerFilter = ANYBODY,
    at_risk: bool = False,
    order: Order = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write every customer that a list shows, sorted as there; a workbook holds their purchases besides.

    Errors as `export`. Pages (`.pdf`) are refused: so many columns fit on no paper.
    """
    _check_list(path)
    read, count = _listed(workspace, question, only, at_risk, order)
    sections = (
        customer_table.customers_table(workspace, read=read, count=count),
        customer_table.purchases_table(workspace, read=read, count=count),
    )
    report = _lists(workspace, "Customers", sections)
    return export(workspace, report=report, path=path, progress=progress, cancelled=cancelled)


def export_purchases(
    workspace: Workspace, *, question: Question, path: Path, only: CustomerFilter = ANYBODY
) -> Exported:
    """Write what the customers who fit bought, customer by customer; errors as `export_customers`."""
    _check_list(path)
    read, count = _listed(workspace, question, only, False, ())
    table = customer_table.purchases_table(workspace, read=read, count=count)
    return export(workspace, report=_lists(workspace, "Purchases", (table,)), path=path)


def _listed(
    workspace: Workspace, question: Question, only: CustomerFilter, at_risk: bool, order: Order
) -> tuple[customer_table.Read, int]:
    workspace.require(Permission.EXPORT)

    def read(offset: int, limit: int) -> list[ListedCustomer]:
        return listed_customers(
            workspace, question=question, only=only, at_risk=at_risk, order=order, offset=offset, limit=limit
        )

    return read, count_listed(workspace, question=question, only=only, at_risk=at_risk)


def _check_list(path: Path) -> None:
    if path.suffix.lower() not in LIST_ENDINGS:
        raise NotUnderstood(field="file", value=path.name, right=f"End its name with {' or '.join(LIST_ENDINGS)}")


def _lists(workspace: Workspace, title: str, sections: tuple[Section, ...]) -> Report:
    return Report(title=title, subtitle=workspace.shop().name, sections=sections)


def on_paper(report: Report) -> Report:
    """Return the report as preview, printer and PDF show it: long tables shortened to what one reads.

    Live sheets are left out: paper cannot reckon, and the tables hold the plan.
    """
    charted = {section.table for section in report.sections if isinstance(section, Chart)}
    kept = (section for section in report.sections if not isinstance(section, LiveSheet))
    return replace(report, sections=tuple(_on_paper(section, charted) for section in kept))


def _on_paper(section: Section, charted: Container[str]) -> Section:
    """Return the section as paper shows it. Tables that a chart is drawn from, or that have totals, stay whole."""
    if isinstance(section, StreamedTable):
        return contact_log.on_paper(section)
    if isinstance(section, Table) and len(section.rows) > PAPER_ROWS and section.key not in charted:
        cut = f"the first {PAPER_ROWS} of {len(section.rows)} rows, the workbook holds all"
        if section.totals is None:
            note = f"{section.note}; {cut}" if section.note else cut
            return replace(section, rows=section.rows[:PAPER_ROWS], note=note)
    return section


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in _WRITERS:
        endings = ", ".join(_WRITERS)
        raise NotUnderstood(field="file", value=path.name, right=f"Give it one of the endings {endings}")
    return ending


def _workbook(report: Report, path: Path, progress: Progress | None, cancelled: Cancelled | None) -> Exported:
    from csops.excel import workbook

    written = workbook.write(report, path, progress=progress, cancelled=cancelled)
    return Exported(file=written.file, sheets=written.sheets, rows=written.rows)


def _pages(report: Report, path: Path, progress: Progress | None, cancelled: Cancelled | None) -> Exported:
    from csops.pages import pdf

    written = pdf.write(on_paper(report), path, progress=progress, cancelled=cancelled)
    return Exported(file=written.file, pages=written.pages)


def _text(report: Report, path: Path, progress: Progress | None, cancelled: Cancelled | None) -> Exported:
    from csops.excel import text_table

    table = text_table.main_table(report)
    written = text_table.write_table(table, path, progress=progress, cancelled=cancelled)
    return Exported(file=written.file, rows=written.rows)


def _texts(report: Report, path: Path, progress: Progress | None, cancelled: Cancelled | None) -> Exported:
    from csops.excel import text_table

    written = text_table.write_tables(report, path, progress=progress, cancelled=cancelled)
    return Exported(file=written.file, rows=written.rows)


_WRITERS = {".xlsx": _workbook, ".pdf": _pages, ".csv": _text, EVERY_TABLE: _texts}
