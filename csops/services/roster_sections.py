"""A plan of shifts as a report: the roster names by days, its gaps in words, each person's hours, need and presence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from csops.domain.opening_hours import WEEKDAY_NAMES
from csops.domain.periods import Period
from csops.domain.plans import PlanState
from csops.domain.reports import (
    Assumption,
    Assumptions,
    Column,
    ColumnKind,
    Definition,
    Definitions,
    Fact,
    Facts,
    HeatMap,
    Report,
    Row,
    Section,
    Table,
    Text,
    Total,
    Verdict,
)
from csops.domain.roster_rules import RosterRules
from csops.domain.roster_words import broken_words, gap_words
from csops.domain.rosters import present
from csops.domain.shifts import Shift, clock_text, placed
from csops.domain.team import Shop
from csops.services.rosters import PlanView

_DAY = timedelta(days=1)
_WORDS = (
    Definition(term="Missing", definition="People needed less those who are there, times how long: hours of people."),
    Definition(term="More than needed", definition="People there beyond those needed, times how long."),
    Definition(
        term="Contract",
        definition="Hours of the contract in the weeks planned; a day of absence counts a day's share as worked.",
    ),
    Definition(
        term="Service level",
        definition="Share of whoever waits answered within the target of the channel, all channels as one queue, by "
        "Erlang C for the people who are there in each half hour.",
    ),
    Definition(
        term="Chance of missing it",
        definition="How likely so many more contacts come than forecast that the service level of the whole plan falls "
        "below what is promised, as far off as forecasts of whole weeks have been.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a report calls things by: the shop, and its channels by their keys."""

    shop: Shop
    channels: Mapping[str, str]


def report_of(view: PlanView, *, named: Named) -> Report:
    """Return a plan as a report, which workbook, pages and text all draw."""
    tz = ZoneInfo(view.task.zone)
    state = "published" if view.plan.state is PlanState.PUBLISHED else "draft"
    if view.changes:
        state += f" and changed since ({len(view.changes)} shifts)" if len(view.changes) > 1 else " and changed since"
    return Report(
        title=f"Roster, {state}" + (f": {view.plan.name}" if view.plan.name else ""),
        subtitle=named.shop.name,
        period=Period(first_day=view.plan.first_day, last_day=view.plan.last_day, zone="UTC").words(),
        made_at=view.plan.made_at.astimezone(tz).replace(tzinfo=None),
        sections=tuple(_sections(view, named)),
    )


def _sections(view: PlanView, named: Named) -> Iterator[Section]:
    yield _overview(view, named)
    if view.gaps or view.broken or view.hints:
        yield _said(view, named)
    for place in range(view.plan.weeks):
        yield _grid(view, place)
    yield _people(view, named)
    for place in range(view.plan.weeks):
        yield _presence(view, place)
    if view.gaps:
        yield _gaps(view, named)
    yield _list(view)
    yield _rules(view.task.rules)
    yield Definitions(entries=_WORDS)


def _overview(view: PlanView, named: Named) -> Facts:
    sums, reached = view.sums, view.reached
    short = sum(gap.hours for gap in view.gaps)
    facts = [
        Fact(name="Paid hours", value=sums.hours, unit="h", decimals=1),
        Fact(name="Cost", value=sums.cost, kind=ColumnKind.MONEY, currency=named.shop.currency),
        Fact(name="Hours needed", value=sums.needed_hours, unit="h", decimals=1),
        Fact(
            name="Missing",
            value=short,
            unit="h",
            decimals=1,
            note=f"{len(view.gaps)} gaps" if view.gaps else "Everything is covered",
            verdict=Verdict.MISSED if view.gaps else Verdict.WELL,
        ),
        Fact(name="More than needed", value=sums.spare_hours, unit="h", decimals=1),
    ]
    if reached.service_level is not None and reached.promised is not None:
        facts.append(
            Fact(
                name="Service level",
                value=reached.service_level,
                kind=ColumnKind.SHARE,
                note=f"Promised: {reached.promised:.0%}; by formula, all channels as one queue",
                verdict=Verdict.WELL if reached.service_level >= reached.promised else Verdict.MISSED,
            )
        )
    if reached.chance_of_missing is not None:
        facts.append(Fact(name="Chance of missing it", value=reached.chance_of_missing, kind=ColumnKind.SHARE))
    return Facts(title="At a glance", facts=tuple(facts))


def _said(view: PlanView, named: Named) -> Text:
    gaps = (gap_words(gap, channel_name=lambda key: named.channels.get(key, key)) for gap in view.gaps)
    broken = (broken_words(finding) for finding in view.broken)
    return Text(title="What stands in the way", paragraphs=(*view.hints, *broken, *gaps))


def _grid(view: PlanView, place: int) -> Table:
    days = [view.plan.first_day + _DAY * (7 * place + step) for step in range(7)]
    work = {(shift.member_id, shift.day): shift for shift in view.shifts}
    columns = (
        Column(key="person", title="Person", width=22),
        *(Column(key=day.isoformat(), title=f"{day:%a} {day.day} {day:%b}", width=18) for day in days),
        Column(key="hours", title="Paid hours", kind=ColumnKind.NUMBER, decimals=1, total=Total.SUM),
    )
    rows: list[Row] = []
    for worker in view.task.workers:
        own = [work.get((worker.member_id, day)) for day in days]
        hours = sum(placed(shift, shift.day, view.task.tz).paid for shift in own if shift) / 60
        cells = [_cell(view, worker.member_id, day, shift) for day, shift in zip(days, own, strict=True)]
        rows.append((worker.name, *cells, hours))
    title = f"Roster from {days[0].isoformat()}" if view.plan.weeks > 1 else "Roster"
    return Table(key=f"roster_{place + 1}", title=title, columns=columns, rows=tuple(rows))


def _cell(view: PlanView, member_id: int, day: date, shift: Shift | None) -> str:
    if shift is not None:
        return shift.clock if shift.name in {"", shift.clock} else f"{shift.name} {shift.clock}"
    worker = view.task.worker_by_id[member_id]
    absence = next((each for each in worker.absences if each.first_day <= day <= each.last_day), None)
    return absence.reason.value.capitalize() if absence is not None else ""


def _people(view: PlanView, named: Named) -> Table:
    def number(key: str, title: str) -> Column:
        return Column(key=key, title=title, kind=ColumnKind.NUMBER, decimals=1, total=Total.SUM)

    def count(key: str, title: str) -> Column:
        return Column(key=key, title=title, kind=ColumnKind.INTEGER, total=Total.SUM)

    currency = named.shop.currency
    columns = (
        Column(key="person", title="Person", width=22),
        count("shifts", "Shifts"),
        number("hours", "Paid hours"),
        number("contract", "Contract"),
        number("apart", "Beyond it"),
        count("weekends", "Days at weekends"),
        count("wishes", "Wishes"),
        count("met", "Granted"),
        Column(key="cost", title="Cost", kind=ColumnKind.MONEY, currency=currency, total=Total.SUM),
    )
    rows = tuple(
        (
            each.name,
            each.shifts,
            each.hours,
            each.contract,
            each.hours - each.contract,
            each.weekend_days,
            each.wishes,
            each.wishes_met,
            each.cost.quantize(Decimal("0.01")),
        )
        for each in view.sums.people
    )
    return Table(key="people", title="Hours by person", columns=columns, rows=rows)


def _presence(view: PlanView, place: int) -> HeatMap:
    first = view.plan.first_day + 7 * place * _DAY
    week = [first + _DAY * step for step in range(7)]
    cells = {
        (local.date(), local.hour * 60 + local.minute): (demand, there)
        for demand, there in zip(view.task.demands, present(view.task, view.shifts), strict=True)
        if not demand.channels and (local := demand.starts_at.astimezone(view.task.tz)).date() in week
    }
    times = sorted({minute for _, minute in cells})
    short = frozenset(
        (row, column)
        for row, minute in enumerate(times)
        for column, day in enumerate(week)
        if (cell := cells.get((day, minute))) is not None and cell[1] < cell[0].people
    )
    return HeatMap(
        title=f"People there, week from {first.isoformat()}" if view.plan.weeks > 1 else "People there",
        row_labels=tuple(clock_text(minute) for minute in times),
        column_labels=tuple(WEEKDAY_NAMES[day.weekday()][:3] for day in week),
        values=tuple(
            tuple(None if (cell := cells.get((day, minute))) is None else cell[1] for day in week) for minute in times
        ),
        unit="people",
        short=short,
        short_means="fewer than needed",
    )


def _gaps(view: PlanView, named: Named) -> Table:
    columns = (
        Column(key="from", title="From", kind=ColumnKind.DATETIME),
        Column(key="to", title="To", kind=ColumnKind.DATETIME),
        Column(key="needed", title="Needed", kind=ColumnKind.INTEGER),
        Column(key="missing", title="Missing", kind=ColumnKind.NUMBER, decimals=1),
        Column(key="hours", title="Hours missing", kind=ColumnKind.NUMBER, decimals=1, total=Total.SUM),
        Column(key="channels", title="Channels"),
        Column(key="why", title="Why", width=80),
    )
    rows = tuple(
        (
            _local(gap.starts_at, view),
            _local(gap.ends_at, view),
            gap.needed,
            gap.missing,
            gap.hours,
            ", ".join(named.channels.get(key, key) for key in gap.channels),
            gap_words(gap, channel_name=lambda key: named.channels.get(key, key)),
        )
        for gap in view.gaps
    )
    return Table(key="gaps", title="Gaps", columns=columns, rows=rows)


def _list(view: PlanView) -> Table:
    columns = (
        Column(key="day", title="Day", kind=ColumnKind.DATE),
        Column(key="person", title="Person", width=22),
        Column(key="shift", title="Shift"),
        Column(key="from", title="From", kind=ColumnKind.DATETIME),
        Column(key="to", title="To", kind=ColumnKind.DATETIME),
        Column(key="breaks", title="Breaks"),
        Column(key="hours", title="Paid hours", kind=ColumnKind.NUMBER, decimals=1, total=Total.SUM),
        Column(key="by_hand", title="Set by hand"),
    )
    rows: list[Row] = []
    for shift in sorted(view.shifts, key=lambda each: (each.day, each.start_minute, each.member_id)):
        midnight = datetime.combine(shift.day, datetime.min.time())
        worker = view.task.worker_by_id.get(shift.member_id)
        rows.append(
            (
                shift.day,
                worker.name if worker else "",
                shift.name,
                midnight + timedelta(minutes=shift.start_minute),
                midnight + timedelta(minutes=shift.end_minute),
                ", ".join(f"{clock_text(each.start_minute)}-{clock_text(each.end_minute)}" for each in shift.breaks),
                placed(shift, shift.day, view.task.tz).paid / 60,
                "yes" if shift.fixed else "",
            )
        )
    return Table(key="shifts", title="Shifts", columns=columns, rows=tuple(rows))


def _local(moment: datetime, view: PlanView) -> datetime:
    return moment.astimezone(view.task.tz).replace(tzinfo=None)


def _rules(rules: RosterRules) -> Assumptions:
    source = "Rules of the team"
    hours = (
        ("Rest between shifts, at least", rules.rest_hours),
        ("Hours a day, at most", rules.hours_per_day),
        ("Hours a week, at most", rules.hours_per_week),
        ("Hours a week beyond the contract, at most", rules.beyond_contract),
    )
    counts = (("Days in a row, at most", rules.days_in_a_row), ("Weekends in a row, at most", rules.weekends_in_a_row))
    return Assumptions(
        title="Rules",
        entries=(
            *(
                Assumption(name=name, value=value, source=source, kind=ColumnKind.NUMBER, unit="h")
                for name, value in hours
            ),
            *(Assumption(name=name, value=value, source=source, kind=ColumnKind.INTEGER) for name, value in counts),
            Assumption(name="Unplanned time lost", value=rules.unplanned_share, source=source, kind=ColumnKind.SHARE),
        ),
    )
