"""Every recovery with what came of it and what it taught: listed, summed, as a report."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.lines import Order
from csops.domain.recovery_lines import Part, RecoveryLine, RecoveryQuestion, RecoverySummary, summed
from csops.domain.recovery_outcomes import Stay
from csops.domain.reports import Column, ColumnKind, Fact, Facts, Report, Table
from csops.services.recovery_outcomes import Outcomes, outcomes
from csops.services.workspace import Workspace

STAYS = {Stay.STAYED: "Stayed", Stay.LOST: "Lost", Stay.OPEN: "Too early to say", Stay.UNKNOWN: "Not known who"}
_KEYS: dict[str, Callable[[RecoveryLine], Any]] = {
    "started_at": lambda line: line.started_at,
    "title": lambda line: line.title.casefold(),
    "customer": lambda line: line.customer.casefold(),
    "cause": lambda line: (not line.cause, line.cause),
    "stay": lambda line: list(Stay).index(line.stay),
    "settled": lambda line: line.settled_h,
    "learnt": lambda line: (not line.learnt, line.learnt.casefold()),
}


def recovery_lines(
    workspace: Workspace, *, question: RecoveryQuestion, order: Order = (), offset: int = 0, limit: int = 100
) -> list[RecoveryLine]:
    """Return one page of the recoveries that fit, those begun last first unless told otherwise."""
    return _ordered(_lines(workspace, question), order)[offset : offset + limit]


def count_recoveries(workspace: Workspace, *, question: RecoveryQuestion) -> int:
    """Return how many recoveries fit."""
    return len(_lines(workspace, question))


def recovery_summary(workspace: Workspace, *, question: RecoveryQuestion) -> RecoverySummary:
    """Return what came of the recoveries that fit."""
    found = outcomes(workspace)
    lines = [line for line in _told(workspace, found) if question.fits(line)]
    return summed(lines, too_few=found.too_few, lost_after_days=found.lost_after_days)


def recoveries_report(workspace: Workspace, *, question: RecoveryQuestion) -> Report:
    """Return the recoveries that fit and what came of them together, as a report."""
    shop = workspace.shop()
    found = outcomes(workspace)
    lines = _ordered([line for line in _told(workspace, found) if question.fits(line)], ())
    summary = summed(lines, too_few=found.too_few, lost_after_days=found.lost_after_days)
    return Report(
        title="Recoveries and lessons",
        subtitle=shop.name,
        sections=(_facts(summary), _table(lines, zone=ZoneInfo(shop.zone))),
    )


def _lines(workspace: Workspace, question: RecoveryQuestion) -> list[RecoveryLine]:
    return [line for line in _told(workspace, outcomes(workspace)) if question.fits(line)]


def _told(workspace: Workspace, found: Outcomes) -> list[RecoveryLine]:
    workspace.require(Permission.READ)
    with workspace.read() as work:
        ids = [one.recovery.id for one in found.each]
        steps = work.care.recovery_steps.where_any("recovery_id", ids)
        customers = work.customers.get_many(
            one.case.customer_id for one in found.each if one.case.customer_id is not None
        )
    informed = {step.recovery_id: one.text for step in steps for one in step.noted if one.name == "informed_person"}
    lines = []
    for one in found.each:
        customer = customers.get(one.case.customer_id or 0)
        lines.append(
            RecoveryLine(
                id=one.recovery.id,
                case_id=one.case.id,
                title=one.case.title,
                customer_id=one.case.customer_id,
                customer=customer.title if customer else "",
                started_at=one.recovery.started_at,
                closed_at=one.recovery.closed_at,
                cause=one.case.cause.value if one.case.cause else "",
                cause_note=one.case.cause_note,
                stay=one.stay,
                answers=one.answers,
                low=one.low,
                settled=one.settled.is_met,
                settled_h=one.settled.minutes / 60,
                learnt=one.recovery.learnt,
                informed=informed.get(one.recovery.id, ""),
            )
        )
    return lines


def _ordered(lines: list[RecoveryLine], order: Order) -> list[RecoveryLine]:
    ordered = sorted(lines, key=lambda line: (line.started_at, line.id), reverse=True)
    for key, is_down in reversed(tuple(order)):
        if key in _KEYS:
            ordered.sort(key=_KEYS[key], reverse=is_down)
    return ordered


def _facts(found: RecoverySummary) -> Facts:
    rule = f"no purchase or further case within {found.lost_after_days} days counts as lost"
    return Facts(
        title="What came of them",
        facts=(
            Fact(
                name="Recoveries", value=found.n, kind=ColumnKind.INTEGER, unit="cases", note=f"{found.going_on} go on"
            ),
            Fact(
                name="Customers who stayed",
                value=found.stayed.share,
                kind=ColumnKind.SHARE,
                note=f"{_part(found.stayed)}; of {found.unclear} it cannot be told; {rule}",
            ),
            Fact(
                name="Remedy agreed in time",
                value=found.settled.share,
                kind=ColumnKind.SHARE,
                note=_part(found.settled),
            ),
            Fact(
                name="Answered afterwards",
                value=found.answered,
                kind=ColumnKind.INTEGER,
                unit="recoveries",
                note=f"Of them {found.low} with a low answer",
            ),
            Fact(name="Lessons", value=found.taught, kind=ColumnKind.INTEGER, unit="recoveries", note="With one noted"),
        ),
    )


def _part(found: Part) -> str:
    told = f"{found.part} of {found.whole}"
    if found.interval is None:
        return f"{told}: too few to judge"
    return f"{told}, {found.interval.low:.0%} to {found.interval.high:.0%} (95 %)"


def _table(lines: list[RecoveryLine], *, zone: ZoneInfo) -> Table:
    columns = (
        Column(key="case", title="Case", kind=ColumnKind.INTEGER),
        Column(key="title", title="About", width=36),
        Column(key="customer", title="Customer", width=24),
        Column(key="started", title="Begun", kind=ColumnKind.DATETIME),
        Column(key="settled", title="Agreed after", kind=ColumnKind.NUMBER, unit="opening h", decimals=1),
        Column(key="stay", title="Stayed?"),
        Column(key="answers", title="Answered later", width=28),
        Column(key="cause", title="Root cause"),
        Column(key="learnt", title="What was learnt", width=48),
        Column(key="informed", title="Who was told", width=20),
    )
    return Table(
        key="recoveries",
        title="Recoveries",
        columns=columns,
        rows=tuple(
            (
                line.case_id, line.title, line.customer or None,
                line.started_at.astimezone(zone).replace(tzinfo=None),
                line.settled_h if line.settled is not None else None, STAYS[line.stay],
                ", ".join(line.answers) or None, line.cause.capitalize() or None, line.learnt or None,
                line.informed or None,
            )
            for line in lines
        ),
    )  # fmt: skip
