"""The reports: how service went, and the people that the coming weeks take, as values that screen and files draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from csops.domain.access import Permission
from csops.domain.assumptions import Assumptions
from csops.domain.cases import OPEN_STATES
from csops.domain.day_counts import day_counts
from csops.domain.errors import UnknownName
from csops.domain.kpi_figures import BacklogDay, By, Kpis
from csops.domain.periods import Period
from csops.domain.questions import Question
from csops.domain.reports import Report, StreamedTable
from csops.services import kpi, kpi_sections, staffing_sections
from csops.services import service_sections as sections
from csops.services.amends_sections import amends
from csops.services.contact_log import contact_log
from csops.services.counted import Counted
from csops.services.definitions import definitions
from csops.services.figures import speeds
from csops.services.hiring_reports import hiring_report
from csops.services.kpi_overview import Compared, Lines, compared, lines
from csops.services.matter_sections import matters
from csops.services.metrics import metrics
from csops.services.quality_reports import quality_report
from csops.services.settings import team_of
from csops.services.skills_report import skills_report
from csops.services.staffing import Outlook, outlook_of, plan_basis, scored
from csops.services.volume_sections import missed, volumes
from csops.services.volume_sources import told_between
from csops.services.workspace import Workspace
from csops.storage.figures import Figures
from csops.storage.unit_of_work import Work

NAMES = ("service", "staffing", "hiring", "skills", "quality")
"""The reports there are."""

_MOST_OPEN_CASES = 5_000


def report(workspace: Workspace, *, name: str, first_day: date | None = None, last_day: date | None = None) -> Report:
    """Return a report by its name.

    Without days: the last four weeks (service), the next four (staffing), the last year (hiring), half a year
    (quality). What the team can do (skills) is told as it stands now, whatever the days.

    Raises:
        UnknownName: no such report.
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199.
        NotPermitted: the role may not see it.
    """
    today = workspace.today()
    if name == "service":
        last = last_day or today
        return service_report(workspace, first_day=first_day or last - timedelta(days=27), last_day=last)
    if name == "staffing":
        first = first_day or today
        last = last_day or first + timedelta(days=27)
        weeks = -(-Period(first_day=first, last_day=last, zone="UTC").days // 7)
        return staffing_report(workspace, first_day=first, weeks=weeks)
    if name == "hiring":
        return hiring_report(workspace, first_day=first_day, last_day=last_day)
    if name == "skills":
        return skills_report(workspace)
    if name == "quality":
        return quality_report(workspace, first_day=first_day, last_day=last_day)
    raise UnknownName(field="report", value=name, known=", ".join(NAMES))


def service_report(workspace: Workspace, *, first_day: date, last_day: date) -> Report:
    """Return how service went from the first day to the last, both included, with every contact.

    Raises:
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199.
        NotPermitted: the role may not export.
    """
    workspace.require(Permission.EXPORT)
    now = workspace.now()
    with workspace.read() as work:
        zone = team_of(work, me=workspace.member).calendar.zone
        counted = _counted(work, workspace, Period(first_day=first_day, last_day=last_day, zone=zone), now)
        noted = matters(work, since=counted.period.since, until=counted.period.until)
    period, told = counted.period, _figures(workspace, first_day, last_day)
    currency = counted.team.shop.currency
    return Report(
        title="Service report",
        subtitle=counted.team.shop.name,
        period=period.words(),
        made_at=now.astimezone(counted.team.calendar.tz).replace(tzinfo=None),
        sections=(
            kpi_sections.overview(told.now, found=told.found, currency=currency),
            kpi_sections.every_figure(told.now, found=told.found, currency=currency),
            *kpi_sections.over_time(told.lines, currency=currency),
            *(section for split in told.splits for section in kpi_sections.split(split, currency=currency)),
            *kpi_sections.backlog(told.days),
            *volumes(counted),
            sections.channels(counted),
            *missed(counted),
            sections.topics(counted),
            sections.people(counted),
            *noted,
            *amends(workspace, period),
            sections.open_cases(counted),
            _log(workspace, period),
            kpi_sections.hours(told.now),
            definitions(tuple(metrics())),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Told:
    """The figures of the dictionary that a report tells. `found`: beside the period before, where that is as long."""

    now: Kpis
    found: Compared | None
    lines: Lines
    splits: tuple[Kpis, ...]
    days: Sequence[BacklogDay]


def _figures(workspace: Workspace, first_day: date, last_day: date) -> _Told:
    beside = compared(workspace, first_day=first_day, last_day=last_day)
    is_same = (beside.now.first_day, beside.now.last_day) == (first_day, last_day)
    first, last = beside.now.first_day, beside.now.last_day
    return _Told(
        now=beside.now if is_same else kpi.kpis(workspace, first_day=first_day, last_day=last_day),
        found=beside if is_same else None,
        lines=lines(workspace, first_day=first, last_day=last),
        splits=tuple(kpi.kpis(workspace, first_day=first_day, last_day=last_day, by=by) for by in By),
        days=kpi.backlog_days(workspace, first_day=first, last_day=last),
    )


def staffing_report(workspace: Workspace, *, first_day: date | None = None, weeks: int = 4) -> Report:
    """Return the forecast of every channel and the people that the coming weeks take.

    Args:
        workspace: whose log.
        first_day: the first week is that of this day, or the first whole one that is forecast.
        weeks: how many, 1 to 8.

    Raises:
        OutOfRange: no such weeks lie ahead.
        NotPermitted: the role may not export.
    """
    basis = plan_basis(workspace)
    ahead = scored(outlook_of(basis), basis)
    return staffing_report_of(workspace, ahead, first_day=first_day, weeks=weeks)


def staffing_report_of(
    workspace: Workspace,
    ahead: Outlook,
    *,
    first_day: date | None = None,
    weeks: int = 4,
    assumptions: Assumptions | None = None,
) -> Report:
    """Return the staffing report from an outlook that is there already; errors as `staffing_report`.

    With `assumptions` it is that of a what-if, and says so.
    """
    workspace.require(Permission.EXPORT)
    return staffing_sections.report_of(ahead, first_day=first_day, weeks=weeks, asked=assumptions)


def _log(workspace: Workspace, period: Period) -> StreamedTable:
    question = Question(since=period.since, until=period.until)
    note = "Every contact of the period, inbound and outbound, the oldest first"
    return contact_log(workspace, question=question, order=(("happened_at", False),), note=note)


def _counted(work: Work, workspace: Workspace, period: Period, now: datetime) -> Counted:
    team, store = team_of(work, me=workspace.member), Figures(work.connection)
    since, until = period.since, period.until
    ends = store.first_and_last()
    span = None
    days = day_counts(store.moments(since, until), zone=period.zone)
    if ends is not None:
        first, last = (at.astimezone(team.calendar.tz).date() for at in ends)
        span = period.within(first, last)
    question = Question(states=OPEN_STATES)
    return Counted(
        period=period,
        span=span if days.offered else None,
        now=now,
        team=team,
        speeds=speeds(work, since=since, until=until, channels=team.channels),
        days=days,
        by_channel=store.by_channel(since, until),
        by_topic=store.by_topic(since, until),
        by_member=store.by_member(since, until),
        open_cases=work.cases.lines(question, order=(("opened_at", False),), limit=_MOST_OPEN_CASES),
        open_count=work.cases.count(question),
        told=told_between(work, since=since, until=until),
    )
