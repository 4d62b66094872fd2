"""The staffing report in plain sentences: what happened, what comes, what it costs, what is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from csops.domain.assumptions import promised
from csops.domain.channels import Channel
from csops.domain.outlooks import HandleSource, Week
from csops.domain.periods import Period
from csops.domain.reports import Text
from csops.domain.requirement import IntervalNeed, Requirement
from csops.services.staffing import FULL_TIME_HOURS, LEAST_MEASURED, Outlook, Plan, as_today

_LAST_WEEKS = 12


def in_words(outlook: Outlook, plans: Sequence[Plan]) -> tuple[Text, ...]:
    """Return the report of at least one planned week in words, for whoever reads nothing else."""
    return (
        Text(title="What happened", paragraphs=_told(_happened(outlook))),
        Text(title="What comes", paragraphs=_told(_comes(outlook, plans))),
        Text(title="What it costs", paragraphs=_told(_costs(outlook, plans))),
        Text(title="What is asked for", paragraphs=_told(_asked_for(outlook, plans))),
    )


def _told(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sentence)


# ---------------------------------------------------------------- what happened


def _happened(outlook: Outlook) -> tuple[str, ...]:
    weeks = _last_weeks(outlook)
    return (*(_came(outlook, weeks) if weeks else ("Not one whole week lies behind yet.",)), _handled(outlook))


def _last_weeks(outlook: Outlook) -> Mapping[str, tuple[Week, ...]]:
    """The last whole weeks of each channel; empty without one."""
    starts = sorted({week.start for found in outlook.outlooks.values() for week in found.history})[-_LAST_WEEKS:]
    if not starts:
        return {}
    return {
        channel.key: tuple(week for week in outlook.outlooks[channel.key].history if week.start >= starts[0])
        for channel in outlook.channels
    }


def _came(outlook: Outlook, weeks: Mapping[str, tuple[Week, ...]]) -> tuple[str, ...]:
    by_week: dict[date, float] = {}
    for week in (week for found in weeks.values() for week in found):
        by_week[week.start] = by_week.get(week.start, 0.0) + week.contacts
    number, total = len(by_week), sum(by_week.values())
    by_channel = {key: sum(week.contacts for week in found) / number for key, found in weeks.items()}
    peak = max(by_week, key=lambda start: by_week[start])
    most = f" Most came in the week from {_day(peak)}: {_count(by_week[peak])}." if number > 1 else ""
    came = (
        f"In the {_weeks(number)} {_between(min(by_week), max(by_week))}, {_count(total)} contacts came, "
        f"{_count(total / number)} a week: {_each(outlook.channels, by_channel)}.{most}"
    )
    return (came, _a_year_before(weeks, total))


def _a_year_before(weeks: Mapping[str, tuple[Week, ...]], total: float) -> str:
    """How it was a year before; nothing where that is not known of every week."""
    before = [week.last_year for found in weeks.values() for week in found]
    known = [contacts for contacts in before if contacts is not None]
    if len(known) < len(before) or not sum(known):
        return ""
    change = total / sum(known) - 1
    turn = "as many" if round(abs(change), 2) == 0 else f"{_percent(abs(change))} {'more' if change > 0 else 'fewer'}"
    return f"In the same weeks of the year before it was {_count(sum(known))}: now {turn}."


def _handled(outlook: Outlook) -> str:
    measured = [
        f"{channel.name} {_span(outlook.handle_times[channel.key].seconds)}"
        for channel in outlook.channels
        if outlook.handle_times[channel.key].source is not HandleSource.ASSUMED
    ]
    assumed = [
        channel.name for channel in outlook.channels if outlook.handle_times[channel.key].source is HandleSource.ASSUMED
    ]
    told = f"A contact took on average: {', '.join(measured)}." if measured else ""
    usual = _span(outlook.staffing.handle_time_s)
    stand_in = f" On {_list(assumed)} fewer than {LEAST_MEASURED} were measured; {usual} is assumed."
    return (told + (stand_in if assumed else "")).strip()


# ---------------------------------------------------------------- what comes


def _comes(outlook: Outlook, plans: Sequence[Plan]) -> tuple[str, ...]:
    number = len(plans)
    by_channel: dict[str, float] = {}
    for cell in _cells(plans):
        for share in cell.channels:
            by_channel[share.channel] = by_channel.get(share.channel, 0.0) + share.contacts / number
    total = sum(plan.what_if.contacts for plan in plans)
    factor = plans[0].assumptions.volume_factor
    turned = f" That is {_percent(factor)} of the forecast, as the what-if asks." if factor != 1 else ""
    expected = (
        f"In the {_weeks(number)} {_between(plans[0].week, plans[-1].week)}, {_count(total)} contacts are expected"
        f"{f', {_count(total / number)} a week' if number > 1 else ''}: {_each(outlook.channels, by_channel)}.{turned}"
    )
    return (expected, _ranges(outlook, plans[0]), _miss(outlook), _busiest(plans), _closed(outlook, plans))


def _ranges(outlook: Outlook, plan: Plan) -> str:
    factor = plan.assumptions.volume_factor
    ends = [
        f"{channel.name} {_count(ahead.low80)} to {_count(ahead.high80)}"
        for channel in outlook.channels
        for ahead in (week.turned(factor) for week in outlook.outlooks[channel.key].ahead if week.start == plan.week)
    ]
    return f"8 of 10 weeks like the first end between: {', '.join(ends)}." if ends else ""


def _miss(outlook: Outlook) -> str:
    missed = [
        f"{channel.name} {_percent(miss.share)} (naive guess {_percent(miss.naive_share)})"
        for channel in outlook.channels
        if (miss := outlook.outlooks[channel.key].miss) is not None and outlook.outlooks[channel.key].is_enough
    ]
    if not missed:
        return f"{outlook.history_days} days of history are too few to tell how far off this may be."
    return f"Past forecasts of whole weeks were off by: {', '.join(missed)}; the naive guess takes the week before."


def _busiest(plans: Sequence[Plan]) -> str:
    loads: dict[date, float] = {}
    for cell in (cell for plan in plans for cell in plan.today.cells):
        loads[cell.starts_at.date()] = loads.get(cell.starts_at.date(), 0.0) + cell.load
    found = [plan.busiest for plan in plans if plan.busiest is not None]
    if not found:
        return ""
    busiest = max(found, key=lambda each: loads[each.day])
    hours = f"{busiest.start:%H:%M} to {busiest.end:%H:%M}"
    return f"Most work comes on {busiest.day:%A} {_day(busiest.day)}, above all {hours}."


def _closed(outlook: Outlook, plans: Sequence[Plan]) -> str:
    last = plans[-1].week + timedelta(days=6)
    days = [(day, name) for day, name in sorted(outlook.closed.items()) if plans[0].week <= day <= last]
    named = [f"{_day(day)} ({name})" if name else _day(day) for day, name in days]
    return f"Closed besides: {_list(named)}." if named else ""


# ---------------------------------------------------------------- what it costs, what is asked for


def _costs(outlook: Outlook, plans: Sequence[Plan]) -> tuple[str, ...]:
    needed, asked, currency = [plan.what_if for plan in plans], plans[0].assumptions, outlook.shop.currency
    number, cost = len(plans), _cost(needed)
    contacts = sum(week.contacts for week in needed)
    work = sum(week.hours_on_contacts for week in needed) / number
    there = sum(week.hours_required for week in needed) / number
    lost = _percent(float(asked.shrinkage))
    hours = (
        f"The contacts are {work:.1f} hours of work a week. So that they are answered in time, people are there for "
        f"{there:.1f} hours, which is {_paid(needed):.1f} paid hours, since {lost} of paid time is breaks, training "
        "and absence."
    )
    each = f", {_money(cost / Decimal(contacts), currency)} a contact" if contacts else ""
    whole = f", {_money(cost, currency)} in all {number}" if number > 1 else ""
    money = (
        f"At {_money(asked.cost_per_hour, currency)} a paid hour this costs {_money(cost / number, currency)} a week"
        f"{whole}{each}."
    )
    return (hours, money, _dearest(plans, currency), _beside_today(outlook, plans))


def _dearest(plans: Sequence[Plan], currency: str) -> str:
    dearest = max(plans, key=lambda plan: plan.what_if.cost)
    cheapest = min(plans, key=lambda plan: plan.what_if.cost)
    if dearest.what_if.cost == cheapest.what_if.cost:
        return ""
    return (
        f"The dearest week is that from {_day(dearest.week)} ({_money(dearest.what_if.cost, currency)}), the cheapest "
        f"that from {_day(cheapest.week)} ({_money(cheapest.what_if.cost, currency)})."
    )


def _beside_today(outlook: Outlook, plans: Sequence[Plan]) -> str:
    """What a what-if changes; nothing where nothing was turned."""
    if plans[0].assumptions == as_today(outlook.staffing):
        return ""
    today, asked = ([plan.today for plan in plans], [plan.what_if for plan in plans])
    more = (_cost(asked) - _cost(today)) / len(plans)
    turn = f"{_money(abs(more), outlook.shop.currency)} {'more' if more > 0 else 'less'} a week" if more else "the same"
    return (
        f"This is a what-if: as things are it takes {_paid(today):.1f} paid hours a week and costs "
        f"{_money(_cost(today) / len(plans), outlook.shop.currency)}; the what-if costs {turn}."
    )


def _asked_for(outlook: Outlook, plans: Sequence[Plan]) -> tuple[str, ...]:
    needed = [plan.what_if for plan in plans]
    people, peak = _paid(needed) / FULL_TIME_HOURS, max(week.people_at_peak for week in needed)
    paid = (
        f"{_paid(needed):.1f} paid hours a week are asked for, as much as {people:.1f} people with "
        f"{FULL_TIME_HOURS:g} paid hours each, for {_money(_cost(needed) / len(plans), outlook.shop.currency)} a week."
    )
    return (paid, _peak(_cells(plans), peak), _goals(outlook, plans))


def _peak(cells: Sequence[IntervalNeed], peak: int) -> str:
    if not peak:
        return ""
    at_peak = [cell.starts_at for cell in cells if cell.agents == peak]
    if len(at_peak) == len(cells):
        return f"{'One person is' if peak == 1 else f'{peak} people are'} needed on contacts in every open half hour."
    first = f"{at_peak[0]:%A} {_day(at_peak[0])} at {at_peak[0]:%H:%M}"
    return (
        f"{'One person is' if peak == 1 else f'Up to {peak} people are'} needed on contacts at the same time, in "
        f"{len(at_peak)} of {len(cells)} half hours, first on {first}."
    )


def _goals(outlook: Outlook, plans: Sequence[Plan]) -> str:
    asked = plans[0].assumptions
    goals = [_goal(promised(channel, asked)) for channel in outlook.channels]
    waiting = [(week.service_level, _waiting(week)) for week in (plan.what_if for plan in plans)]
    known = [(level, contacts) for level, contacts in waiting if level is not None]
    contacts = sum(each for _, each in known)
    level = sum(level * each for level, each in known) / contacts if contacts else None
    reached = f"; {_percent(level)} of those who wait are then answered in time" if level is not None else ""
    return f"That keeps what is promised: {', '.join(goals)}{reached}."


def _waiting(week: Requirement) -> float:
    return sum(share.contacts for cell in week.cells for share in cell.channels if share.is_immediate)


def _goal(channel: Channel) -> str:
    if channel.is_immediate:
        return f"{channel.name} {_percent(channel.target_share)} within {_span(channel.target.total_seconds())}"
    return f"{channel.name} within {_span(channel.target.total_seconds())} of opening time"


# ---------------------------------------------------------------- figures as one says them


def _cells(plans: Sequence[Plan]) -> list[IntervalNeed]:
    return [cell for plan in plans for cell in plan.what_if.cells]


def _cost(weeks: Sequence[Requirement]) -> Decimal:
    return sum((week.cost for week in weeks), Decimal())


def _paid(weeks: Sequence[Requirement]) -> float:
    """Paid hours a week."""
    return float(sum((week.paid_hours for week in weeks), Decimal()) / len(weeks))


def _between(first: date, last_week: date) -> str:
    period = Period(first_day=first, last_day=last_week + timedelta(days=6), zone="UTC")
    return f"from {period.words()}"


def _each(channels: Sequence[Channel], a_week: Mapping[str, float]) -> str:
    return ", ".join(f"{channel.name} {_count(a_week[channel.key])}" for channel in channels if channel.key in a_week)


def _weeks(number: int) -> str:
    return "week" if number == 1 else f"{number} weeks"


def _day(day: date | datetime) -> str:
    return f"{day.day} {day:%B}"


def _count(contacts: float) -> str:
    return f"{contacts:,.0f}" if contacts >= 20 or contacts == round(contacts) else f"{contacts:.1f}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:,.2f} {currency}"


def _span(seconds: float) -> str:
    """A time as one says it: 30 s, 5 min 36 s, 8 h."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{value} {unit}" for value, unit in parts if value) or "0 s"


def _list(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
