"""The staffing report, and its parts about people: how many by half hour, their hours and what they cost."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from csops.domain.errors import OutOfRange
from csops.domain.periods import Period
from csops.domain.reports import Column, ColumnKind, Fact, Facts, HeatMap, Report, Section, Table, Text, Total
from csops.domain.requirement import Reason
from csops.services.definitions import definitions
from csops.services.forecast_sections import accuracy, channel_forecast
from csops.services.staffing import FULL_TIME_HOURS, WEEKS_AHEAD, Outlook, Plan, plan_of
from csops.services.staffing_basis import WORDS, assumptions, how

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_REASONS = {
    Reason.NO_WORK: "Nothing is expected",
    Reason.SERVICE_LEVEL: "Answer in time",
    Reason.OCCUPANCY: "Not too busy",
    Reason.DEFERRED_WORK: "Work that falls due",
    Reason.MINIMUM: "Cover while open",
}


def report_of(outlook: Outlook, *, first_day: date | None, weeks: int) -> Report:
    """Return the report on the weeks from `first_day` on, or from the first whole one that is forecast.

    Raises:
        OutOfRange: no such weeks lie ahead.
    """
    plans = [plan_of(outlook, week=week) for week in _weeks(outlook, first_day, weeks)]
    return Report(
        title="Staffing report",
        subtitle=outlook.shop.name,
        period=_period(plans),
        made_at=outlook.made_at.astimezone(_zone(outlook)).replace(tzinfo=None),
        sections=(*(_of_weeks(outlook, plans) if plans else _nothing()), *_basis(outlook)),
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
        _overview(outlook, plans),
        *(
            section
            for channel in outlook.channels
            for section in channel_forecast(outlook.outlooks[channel.key], channel)
        ),
        *_people(plans),
        _hours(outlook, plans),
        _half_hours(plans),
        accuracy(outlook),
    )


def _basis(outlook: Outlook) -> tuple[Section, ...]:
    return (
        assumptions(outlook),
        how(outlook),
        definitions(("contact_volume", "average_handle_time"), further=WORDS),
    )


def _overview(outlook: Outlook, plans: Sequence[Plan]) -> Facts:
    each = len(plans)
    contacts = sum(plan.today.contacts for plan in plans) / each
    work = sum(plan.today.hours_on_contacts for plan in plans) / each
    paid = sum(plan.today.paid_hours for plan in plans) / each
    cost = sum(plan.today.cost for plan in plans) / each
    peak = max(plan.today.people_at_peak for plan in plans)
    busiest = plans[0].busiest
    when = f"{busiest.start:%a %H:%M}" if busiest else None
    until = f"to {busiest.end:%H:%M}" if busiest else ""
    a_week = f"a week, mean of {each} weeks" if each > 1 else "a week"
    return Facts(
        title="At a glance",
        facts=(
            Fact(name="Contacts expected", value=contacts, unit="a week", decimals=0, note=a_week.capitalize()),
            Fact(name="Hours on contacts", value=work, unit="hours", note=f"{a_week.capitalize()}; work, not presence"),
            Fact(
                name="Paid hours", value=paid, unit="hours", note=f"{a_week.capitalize()}; breaks and absence included"
            ),
            Fact(
                name="Cost",
                value=cost,
                kind=ColumnKind.MONEY,
                currency=outlook.shop.currency,
                note=f"{a_week.capitalize()}; {outlook.staffing.cost_per_hour} {outlook.shop.currency} a paid hour",
            ),
            Fact(
                name="People at the peak", value=peak, kind=ColumnKind.INTEGER, unit="people", note="At the same time"
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
    cells = {(cell.starts_at.weekday(), cell.starts_at.strftime("%H:%M")): cell.agents for cell in plan.today.cells}
    times = sorted({time for _, time in cells})
    return HeatMap(
        title=f"People needed from {plan.week.day} {plan.week:%b}",
        row_labels=WEEKDAYS,
        column_labels=tuple(times),
        values=tuple(
            tuple(float(cells[day, time]) if (day, time) in cells else None for time in times) for day in range(7)
        ),
        unit="people",
        note="On contacts at the same time, every channel together, by half hour; blank is closed",
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
                plan.today.contacts,
                plan.today.hours_on_contacts,
                plan.today.hours_required,
                plan.today.paid_hours,
                plan.today.cost,
                plan.today.cost_per_contact,
                plan.today.full_time_people(hours_each=FULL_TIME_HOURS),
                plan.today.people_at_peak,
                plan.today.service_level,
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
            for cell in plan.today.cells
        ),
        note="People on contacts at the same time, every channel together",
    )


def _seconds(value: float | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=round(value))
