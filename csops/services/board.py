"""The board of the team: its main figures for everybody, and of persons nobody but oneself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.kpi_figures import By, KpiFigure
from csops.domain.periods import Period
from csops.domain.reports import Facts, Report, Text
from csops.services import exports, kpi
from csops.services.definitions import definitions
from csops.services.kpi_cells import fact_of
from csops.services.kpi_overview import Compared, Lines, compared, lines
from csops.services.metrics import metrics
from csops.services.workspace import Workspace

SHOWN = (
    "first_response_time",
    "answered_within_target",
    "missed_contacts",
    "first_contact_resolution",
    "full_resolution_time",
    "reopen_rate",
    "csat",
    "backlog",
)
"""The figures of the board, in their order."""
OWN = ("resolved_cases", "average_handle_time", "csat")
"""The figures of oneself below it."""
_LINE_DAYS = 84


@dataclass(frozen=True, kw_only=True)
class Board:
    """What hangs on the wall. `own` are the figures of whoever asks, by key; a figure that is not there is left out."""

    shop: str
    currency: str
    at: datetime
    found: Compared
    lines: Lines
    own: dict[str, KpiFigure]


def board(workspace: Workspace, *, days: int = 28) -> Board:
    """Return the figures of the last days, with their lines over the last twelve weeks.

    Raises:
        NotPermitted: the role may not read.
    """
    workspace.require(Permission.READ)
    today, shop = workspace.today(), workspace.shop()
    first = today - timedelta(days=days - 1)
    return Board(
        shop=shop.name,
        currency=shop.currency,
        at=workspace.now(),
        found=compared(workspace, first_day=first, last_day=today, keys=SHOWN),
        lines=lines(workspace, first_day=today - timedelta(days=max(days, _LINE_DAYS) - 1), last_day=today, keys=SHOWN),
        own=_own(workspace, first, today),
    )


def _own(workspace: Workspace, first: date, last: date) -> dict[str, KpiFigure]:
    by_person = kpi.kpis(workspace, first_day=first, last_day=last, by=By.PERSON, keys=OWN)
    mine = next((group.figures for group in by_person.groups if group.id == workspace.member.id), {})
    return {key: mine[key] for key in OWN if key in mine}


def board_report(workspace: Workspace, *, days: int = 28) -> Report:
    """Return the board as a report for paper; it names no person.

    Raises:
        NotPermitted: the role may not read.
    """
    shown = board(workspace, days=days)
    now = shown.found.now
    keys = [key for key in SHOWN if key in now.figures]
    period = Period(first_day=now.first_day, last_day=now.last_day, zone=workspace.shop().zone)
    facts = tuple(
        fact_of(now.figures[key], metrics()[key], currency=shown.currency, change=shown.found.change(key))
        for key in keys
    )
    made_at = shown.at.astimezone(ZoneInfo(period.zone)).replace(tzinfo=None)
    said = (
        "Each figure is the whole team's; how it stands is against as many days before, where it is more than chance."
    )
    return Report(
        title="Board of the team",
        subtitle=shown.shop,
        period=period.words(),
        made_at=made_at,
        sections=(
            Facts(title="The team", facts=facts),
            Text(title="How to read it", paragraphs=(said,)),
            definitions(keys),
        ),
    )


def write_board(workspace: Workspace, *, report: Report, path: Path) -> exports.Exported:
    """Write the board as a PDF: whoever may read may hang it on the wall.

    Raises:
        NotPermitted: the role may not read.
        HoldsRecords, NotAFile: a database, a backup, a device or a pipe lies there.
        DiskFull, NotWritable: the old file is as it was.
    """
    from csops.excel.destination import refuse_records
    from csops.pages import pdf

    workspace.require(Permission.READ)
    refuse_records(path)
    written = pdf.write(exports.on_paper(report), path)
    return exports.Exported(file=written.file, pages=written.pages)
