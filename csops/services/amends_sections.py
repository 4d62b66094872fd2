"""The parts of the service report about making amends: concessions and their budget, recoveries, what was learnt."""

from decimal import Decimal

from csops.domain.cases import Cause
from csops.domain.concessions import Concession
from csops.domain.periods import Period
from csops.domain.recovery_outcomes import Stay, Stays
from csops.domain.reports import Column, ColumnKind, Fact, Facts, Row, Section, Table, Total
from csops.services.concession_budget import Slice, by_cause, by_kind, by_month, by_person
from csops.services.concession_rules import rules_in
from csops.services.recovery_outcomes import Outcomes, lessons, outcomes
from csops.services.workspace import Workspace

_STAYS = {Stay.STAYED: "Stayed", Stay.LOST: "Lost", Stay.OPEN: "Too early to say", Stay.UNKNOWN: "Not known who"}


def amends(workspace: Workspace, period: Period) -> tuple[Section, ...]:
    """Return what was given and put right in a period; nothing where nothing was."""
    return (*_concessions(workspace, period), *_recoveries(workspace, period))


def _concessions(workspace: Workspace, period: Period) -> tuple[Section, ...]:
    with workspace.read() as work:
        given = work.care.concessions.counting(period.since, period.until, with_uncounted=False)
        if not given:
            return ()
        rules = rules_in(work)
        parts = (
            ("Kind", by_kind(work, given)),
            ("Root cause", by_cause(work, given)),
            ("Decided by", by_person(work, given, workspace=workspace)),
        )
    months = by_month(given, zone=period.zone)
    return (_table(parts, given, rules.currency), _months(months, rules.shared.budget, rules.currency))


def _table(parts: tuple[tuple[str, tuple[Slice, ...]], ...], given: list[Concession], currency: str) -> Table:
    rows: list[Row] = [(title, one.name, one.n, one.cost) for title, slices in parts for one in slices]
    whole = sum((one.cost for one in given), start=Decimal(0))
    return Table(
        key="concessions",
        title="Concessions",
        columns=(
            Column(key="by", title="By"),
            Column(key="name", title="What", width=30),
            Column(key="n", title="Concessions", kind=ColumnKind.INTEGER),
            Column(key="cost", title="Cost", kind=ColumnKind.MONEY, currency=currency),
        ),
        rows=tuple(rows),
        note=f"What counts in the period: {len(given)} concessions, {whole} {currency} at cost, counted in three ways; "
        "what was approved counts for whoever approved it",
    )


def _months(months: tuple[Slice, ...], budget: Decimal | None, currency: str) -> Table:
    return Table(
        key="concession-months",
        title="Concessions by month",
        columns=(
            Column(key="month", title="Month"),
            Column(key="n", title="Concessions", kind=ColumnKind.INTEGER, total=Total.SUM),
            Column(key="cost", title="Cost", kind=ColumnKind.MONEY, currency=currency, total=Total.SUM),
            Column(key="budget", title="Budget", kind=ColumnKind.MONEY, currency=currency),
            Column(key="burn", title="Used", kind=ColumnKind.SHARE),
        ),
        rows=tuple(
            (
                one.name,
                one.n,
                one.cost,
                budget,
                float(one.cost / budget) if budget else None,
            )
            for one in months
        ),
        note="Months cut by the period hold what lies in it; the budget is that of a whole month, as it is set now",
    )


def _recoveries(workspace: Workspace, period: Period) -> tuple[Section, ...]:
    found = outcomes(workspace, since=period.since, until=period.until)
    taught = [one for one in lessons(workspace) if period.since <= one.at < period.until]
    sections: list[Section] = []
    if found.each:
        sections += [_outcomes(found), _each(found)]
    if taught:
        rows: list[Row] = [
            (Cause(one.cause).value.capitalize() if one.cause else None, one.learnt, one.informed or None, one.case_id)
            for one in taught
        ]
        columns = (
            Column(key="cause", title="Root cause"),
            Column(key="learnt", title="What was learnt", width=48),
            Column(key="informed", title="Who was told", width=20),
            Column(key="case", title="Case", kind=ColumnKind.INTEGER),
        )
        sections.append(Table(key="lessons", title="Lessons", columns=columns, rows=tuple(rows)))
    return tuple(sections)


def _outcomes(found: Outcomes) -> Facts:
    rule = f"No purchase or further case within {found.lost_after_days} days counts as lost"
    settled = f"{found.settled} of {found.settled_of} with owner and date within 8 opening hours"
    return Facts(
        title="Service recovery",
        facts=(
            Fact(name="Recoveries", value=len(found.each), kind=ColumnKind.INTEGER, unit="cases", note="Begun here"),
            Fact(
                name="Remedy agreed in time",
                value=found.settled / found.settled_of if found.settled_of >= found.too_few else None,
                kind=ColumnKind.SHARE,
                note=settled if found.settled_of >= found.too_few else f"{settled}: too few to judge",
            ),
            Fact(
                name="Recovered customers who stayed",
                value=found.stays.share(too_few=found.too_few),
                kind=ColumnKind.SHARE,
                note=f"{_told(found.stays, found.too_few)}. {rule}",
            ),
            Fact(
                name="Customers without a complaint who stayed",
                value=found.others.share(too_few=found.too_few),
                kind=ColumnKind.SHARE,
                note=f"{_told(found.others, found.too_few)}. By the same rule, from their first case of the period on; "
                "who complains differs in more than the recovery",
            ),
            Fact(
                name="Answered afterwards",
                value=found.answered,
                kind=ColumnKind.INTEGER,
                unit="recoveries",
                note=f"Of them {found.low} with a low answer",
            ),
        ),
    )


def _told(stays: Stays, too_few: int) -> str:
    few = ": too few to judge" if stays.judged < too_few else ""
    return f"{stays.stayed} of {stays.judged} of whom it is known{few}; of {stays.open} it cannot be told yet"


def _each(found: Outcomes) -> Table:
    return Table(
        key="recoveries",
        title="Recoveries",
        columns=(
            Column(key="case", title="Case", kind=ColumnKind.INTEGER),
            Column(key="title", title="About", width=36),
            Column(key="settled", title="Agreed after", kind=ColumnKind.NUMBER, unit="opening h", decimals=1),
            Column(key="stay", title="Customer"),
            Column(key="answers", title="Answered later", width=28),
        ),
        rows=tuple(
            (
                one.case.id,
                one.case.title,
                one.settled.minutes / 60 if one.settled.is_met is not None else None,
                _STAYS[one.stay],
                ", ".join(one.answers) or None,
            )
            for one in found.each
        ),
    )
