"""The staffing report, and its parts about people: how many by half hour, their hours and what they cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from csops.domain.assumptions import Assumptions
from csops.domain.channels import Channel
from csops.domain.errors import OutOfRange
from csops.domain.outlooks import ChannelOutlook
from csops.domain.periods import Period
from csops.domain.reports import Column, ColumnKind, Fact, Facts, HeatMap, Report, Section, Table, Text, Total
from csops.domain.requirement import Reason, Requirement
from csops.services.accuracy_sections import accuracy, protocol
from csops.services.certainty_sections import WORD, certainty
from csops.services.definitions import definitions
from csops.services.forecast_sections import channel_forecast
from csops.services.staffing import FULL_TIME_HOURS, WEEKS_AHEAD, Outlook, Plan, as_today, plan_of
from csops.services.staffing_basis import WORDS, assumptions, how, is_turned
from csops.services.staffing_live import live_sheets
from csops.services.staffing_words import in_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_REASONS = {
    Reason.NO_WORK: "Nothing is expected",
    Reason.SERVICE_LEVEL: "Answer in time",
    Reason.OCCUPANCY: "Not too busy",
    Reason.DEFERRED_WORK: "Work that falls due",
    Reason.MINIMUM: "Cover while open",
}


def report_of(outlook: Outlook, *, first_day: date | None, weeks: int, asked: Assumptions | None = None) -> Report:
    """Return the report on the weeks from `first_day` on, or from the first whole one that is forecast.

    With `asked` its figures are those of a what-if; title, overview and assumptions say so, beside today.

    Raises:
        OutOfRange: no such weeks lie ahead.
    """
    plans = [plan_of(outlook, week=week, assumptions=asked) for week in _weeks(outlook, first_day, weeks)]
    return Report(
        title="Staffing report, what if" if is_turned(outlook, asked) else "Staffing report",
        subtitle=outlook.shop.name,
        period=_period(plans),
        made_at=outlook.made_at.astimezone(_zone(outlook)).replace(tzinfo=None),
        sections=(*(_of_weeks(outlook, plans) if plans else _nothing()), *_basis(outlook, asked)),
    )


def _zone(outlook: Outlook) -> ZoneInfo:
    return ZoneInfo(outlook.shop.zone)


def _weeks(outlook: Outlook, first_day: date | None, weeks: int) -> Sequence[date]:
    if not 1 <= weeks <= WEEKS_AHEAD:
        raise OutOfRange(field="weeks", value=weeks, right=f"Choose 1 to {WEEKS_AHEAD} weeks")
    wanted = [week for week in outlook.weeks if first_day is None or week + timedelta(days=6) >= first_day]
    if outlook.weeks and not wanted:
        last = outlook.weeks[-1] + timedelta(days=6)
        raise OutOfRange(field="first day", value=first_day, right=f"The forecast reaches to {last.isoformat()}")
    return wanted[:weeks]


def _period(plans: Sequence[Plan]) -> str:
    if not plans:
        return ""
    return Period(first_day=plans[0].week, last_day=plans[-1].week + timedelta(days=6), zone="UTC").words()


def _nothing() -> tuple[Section, ...]:
    words = (
        "Nothing is logged before today, so there is nothing to forecast from.",
        "Import an existing log or log contacts for some weeks; from eight weeks on the forecast is measured.",
    )
    return (Text(title="No forecast yet", paragraphs=words),)


def _of_weeks(outlook: Outlook, plans: Sequence[Plan]) -> tuple[Section, ...]:
    return (
        *in_words(outlook, plans),
        _overview(outlook, plans),
        *(
            section
            for channel in outlook.channels
            for section in channel_forecast(_ahead(outlook, channel, plans[0].assumptions.volume_factor), channel)
        ),
        *_people(plans),
        _hours(outlook, plans),
        certainty(outlook, plans),
        _half_hours(plans),
        *live_sheets(outlook, plans),
        accuracy(outlook),
        *protocol(outlook),
    )


def _ahead(outlook: Outlook, channel: Channel, factor: float) -> ChannelOutlook:
    """What lies ahead of a channel, its volume as assumed."""
    found = outlook.outlooks[channel.key]
    return found if factor == 1 else replace(found, ahead=tuple(week.turned(factor) for week in found.ahead))


def _basis(outlook: Outlook, asked: Assumptions | None) -> tuple[Section, ...]:
    return (
        assumptions(outlook, asked),
        how(outlook),
        definitions(("contact_volume", "average_handle_time"), further=(*WORDS, WORD)),
    )


@dataclass(frozen=True, kw_only=True)
class _Week:
    """What a week takes on average, and the peak of them all."""

    contacts: float
    work: float
    paid: float
    cost: Decimal
    peak: int


def _usual_week(needed: Sequence[Requirement]) -> _Week:
    each = len(needed)
    return _Week(
        contacts=sum(week.contacts for week in needed) / each,
        work=sum(week.hours_on_contacts for week in needed) / each,
        paid=float(sum(week.paid_hours for week in needed) / each),
        cost=sum((week.cost for week in needed), Decimal()) / each,
        peak=max(week.people_at_peak for week in needed),
    )


def _overview(outlook: Outlook, plans: Sequence[Plan]) -> Facts:
    each = len(plans)
    shown = _usual_week([plan.what_if for plan in plans])
    today = _usual_week([plan.today for plan in plans])
    said = plans[0].assumptions != as_today(outlook.staffing)
    busiest = plans[0].busiest
    when = f"{busiest.start:%a %H:%M}" if busiest else None
    until = f"to {busiest.end:%H:%M}" if busiest else ""
    a_week = f"A week, mean of {each} weeks" if each > 1 else "A week"
    currency = outlook.shop.currency
    rate = f"{plans[0].assumptions.cost_per_hour} {currency} a paid hour"
    return Facts(
        title="At a glance, what if" if said else "At a glance",
        facts=(
            Fact(
                name="Contacts expected",
                value=shown.contacts,
                unit="a week",
                decimals=0,
                note=a_week + (f"; as today {today.contacts:,.0f}" if said else ""),
            ),
            Fact(
                name="Hours on contacts",
                value=shown.work,
                unit="hours",
                note=f"{a_week}; work, not presence" + (f"; as today {today.work:,.1f}" if said else ""),
            ),
            Fact(
                name="Paid hours",
                value=shown.paid,
                unit="hours",
                note=f"{a_week}; breaks and absence included" + (f"; as today {today.paid:,.1f}" if said else ""),
            ),
            Fact(
                name="Cost",
                value=shown.cost,
                kind=ColumnKind.MONEY,
                currency=currency,
                note=f"{a_week}; {rate}" + (f"; as today {today.cost:,.2f} {currency}" if said else ""),
            ),
            Fact(
                name="People at the peak",
                value=shown.peak,
                kind=ColumnKind.INTEGER,
                unit="people",
                note="At the same time" + (f"; as today {today.peak}" if said else ""),
            ),
            Fact(
                name="Busiest hours",
                value=when,
                kind=ColumnKind.TEXT,
                unit=until,
                note=f"Week of {plans[0].week:%d %b %Y}",
            ),
        ),
    )


def _people(plans: Sequence[Plan]) -> tuple[Section, ...]:
    return tuple(_map(plan) for plan in plans)


def _map(plan: Plan) -> HeatMap:
    cells = {(cell.starts_at.weekday(), cell.starts_at.strftime("%H:%M")): cell.agents for cell in plan.what_if.cells}
    times = sorted({time for _, time in cells})
    return HeatMap(
        title=f"People needed from {plan.week.day} {plan.week:%b}",
        row_labels=WEEKDAYS,
        column_labels=tuple(times),
        values=tuple(
            tuple(float(cells[day, time]) if (day, time) in cells else None for time in times) for day in range(7)
        ),
        unit="people",
        note="On contacts at the same time, every channel together, by half hour",
    )


def _hours(outlook: Outlook, plans: Sequence[Plan]) -> Table:
    currency = outlook.shop.currency
    return Table(
        key="hours",
        title="Hours and cost",
        columns=(
            Column(key="week", title="Week from", kind=ColumnKind.DATE),
            Column(key="contacts", title="Contacts", kind=ColumnKind.NUMBER, decimals=0, total=Total.SUM),
            Column(key="work", title="Hours on contacts", kind=ColumnKind.NUMBER, decimals=1, total=Total.SUM),
            Column(key="required", title="Hours required", kind=ColumnKind.NUMBER, decimals=1, total=Total.SUM),
            Column(key="paid", title="Paid hours", kind=ColumnKind.NUMBER, decimals=1, total=Total.SUM),
            Column(key="cost", title="Cost", kind=ColumnKind.MONEY, currency=currency, total=Total.SUM),
            Column(key="each", title="Cost by contact", kind=ColumnKind.MONEY, currency=currency),
            Column(key="people", title="People, full time", kind=ColumnKind.NUMBER, decimals=1),
            Column(key="peak", title="People at the peak", kind=ColumnKind.INTEGER),
            Column(key="level", title="Answered in time", kind=ColumnKind.SHARE),
        ),
        rows=tuple(
            (
                plan.week,
                plan.what_if.contacts,
                plan.what_if.hours_on_contacts,
                plan.what_if.hours_required,
                plan.what_if.paid_hours,
                plan.what_if.cost,
                plan.what_if.cost_per_contact,
                plan.what_if.full_time_people(hours_each=FULL_TIME_HOURS),
                plan.what_if.people_at_peak,
                plan.what_if.service_level,
            )
            for plan in plans
        ),
        note=f"Full time is {FULL_TIME_HOURS:g} paid hours a week",
    )


def _half_hours(plans: Sequence[Plan]) -> Table:
    return Table(
        key="half_hours",
        title="People by half hour",
        columns=(
            Column(key="start", title="From", kind=ColumnKind.DATETIME),
            Column(key="people", title="People needed", kind=ColumnKind.INTEGER),
            Column(key="contacts", title="Contacts expected", kind=ColumnKind.NUMBER, decimals=2, total=Total.SUM),
            Column(key="handle", title="Handle time", kind=ColumnKind.DURATION),
            Column(key="level", title="Answered in time", kind=ColumnKind.SHARE),
            Column(key="wait", title="Mean wait", kind=ColumnKind.DURATION),
            Column(key="occupancy", title="Occupancy", kind=ColumnKind.SHARE),
            Column(key="reason", title="What decides", width=22),
        ),
        rows=tuple(
            (
                cell.starts_at.replace(tzinfo=None),
                cell.agents,
                cell.contacts,
                _seconds(cell.handle_time_s),
                cell.service_level,
                _seconds(cell.mean_wait_s),
                cell.occupancy if cell.agents else None,
                _REASONS[cell.reason],
            )
            for plan in plans
            for cell in plan.what_if.cells
        ),
        note="People on contacts at the same time, every channel together",
    )


def _seconds(value: float | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=round(value))
