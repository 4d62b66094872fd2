"""What the staffing report rests on: assumptions with their source, how it was worked out, its words."""

from dataclasses import replace
from datetime import timedelta

from csops.domain.assumptions import Assumptions as Asked
from csops.domain.assumptions import promised
from csops.domain.channels import Channel
from csops.domain.outlooks import HandleSource, MeasuredHandleTime
from csops.domain.reports import Assumption, Assumptions, ColumnKind, Definition, Text
from csops.services.staffing import Outlook, as_today

WORDS = (
    Definition(
        term="Hours on contacts", definition="Contacts expected times their mean handle time: work, not presence."
    ),
    Definition(
        term="Hours required",
        definition="People needed times the time that they are there, so that whoever waits is answered in time.",
    ),
    Definition(
        term="Paid hours",
        definition="Hours required plus shrinkage: paid time in which people are not available (breaks, training, "
        "illness, holidays).",
    ),
    Definition(
        term="Range",
        definition="An 80 % range holds what comes in 8 of 10 weeks like it; the mean is no promise.",
    ),
    Definition(
        term="Usual miss",
        definition="Sum of the errors of past forecasts of whole weeks, one to four weeks ahead, over what came.",
    ),
    Definition(
        term="MASE",
        definition="Mean error by day over that of taking the same weekday of the week before; below 1 is better.",
        source="Hyndman & Koehler (2006), Int. J. Forecasting 22, p. 679",
    ),
)
_WEEKS_RANGE = (
    "Weeks are sums of days; the range of a week is as wide as past forecasts of whole weeks were wrong, and wide by "
    "default where there is no past to tell."
)
_POOLED = (
    "People are pooled: whoever is there helps on every channel. Per half hour it takes the smallest number with which "
    "those who wait are answered in time on every immediate channel (Erlang C), nobody is busier than allowed, work "
    "with a deadline is done in time, and the cover asked for is there."
)
_MEANS = (
    "Handle times are means, because a median would staff too few. Paid hours are the hours required divided by the "
    "share of paid time in which people are available."
)


def is_turned(outlook: Outlook, asked: Asked | None) -> bool:
    """Whether a what-if differs from what the team assumes."""
    return asked is not None and asked != as_today(outlook.staffing)


def assumptions(outlook: Outlook, asked: Asked | None = None) -> Assumptions:
    """Return what the plan assumes, each with where it is from; with a what-if, what it turned beside today."""
    if asked is None or not is_turned(outlook, asked):
        return Assumptions(entries=_entries(outlook, as_today(outlook.staffing)))
    both = zip(_entries(outlook, asked), _entries(outlook, as_today(outlook.staffing)), strict=True)
    turned = [_turned(wanted, today) if wanted != today else wanted for wanted, today in both]
    return Assumptions(entries=(_volume(asked), *turned), title="Assumptions of the what-if")


def _volume(asked: Asked) -> Assumption:
    source = "As forecast" if asked.volume_factor == 1 else "What if, on every channel; as today: 100 % of the forecast"
    return Assumption(
        name="Contacts, share of the forecast",
        value=round(asked.volume_factor, 6),
        source=source,
        kind=ColumnKind.SHARE,
        decimals=0,
    )


def _turned(wanted: Assumption, today: Assumption) -> Assumption:
    """What a what-if turned, with the value of today and where that is from."""
    value = f"{today.value:.0%}" if today.kind is ColumnKind.SHARE else str(today.value)
    unit = today.unit or today.currency
    known = f"{value} {unit}" if unit else value
    return replace(wanted, source=f"What if; as today: {known} ({today.source})")


def _entries(outlook: Outlook, asked: Asked) -> tuple[Assumption, ...]:
    handled = [_handled(outlook, channel, asked) for channel in outlook.channels]
    goals = [_promise(promised(channel, asked)) for channel in outlook.channels]
    settings = "Settings, staffing"
    return (
        *handled,
        *goals,
        Assumption(name="Shrinkage", value=float(asked.shrinkage), source=settings, kind=ColumnKind.SHARE, decimals=0),
        Assumption(
            name="Occupancy at most", value=asked.max_occupancy, source=settings, kind=ColumnKind.SHARE, decimals=0
        ),
        Assumption(
            name="People at least",
            value=asked.minimum_people,
            source=settings,
            kind=ColumnKind.INTEGER,
            unit="people",
        ),
        Assumption(
            name="Cost of a paid hour",
            value=asked.cost_per_hour,
            source=settings,
            kind=ColumnKind.MONEY,
            currency=outlook.shop.currency,
        ),
    )


def _handled(outlook: Outlook, channel: Channel, asked: Asked) -> Assumption:
    found = _handle_time(channel, outlook.handle_times[channel.key])
    seconds = outlook.handle_times[channel.key].seconds * asked.handle_time_factor
    return replace(found, value=timedelta(seconds=round(asked.handle_times_s.get(channel.key, seconds))))


def _handle_time(channel: Channel, measured: MeasuredHandleTime) -> Assumption:
    since = f"{measured.since:%d %b %Y}"
    few = f"only {measured.contacts} contacts were" if measured.contacts else "nothing was"
    sources = {
        HandleSource.RECENT: f"Measured mean of {measured.contacts} contacts, last 12 weeks",
        HandleSource.FORECAST: f"Forecast from {measured.weeks} weeks, {measured.contacts:,} contacts; "
        f"{measured.nearer_share:.0%} nearer than the plain mean in past forecasts",
        HandleSource.EVER: f"Measured mean of {measured.contacts} contacts since {since}; none in the last 12 weeks",
        HandleSource.ASSUMED: f"Assumed in Settings: {few} measured on this channel",
    }
    return Assumption(
        name=f"Handle time, {channel.name}",
        value=timedelta(seconds=round(measured.seconds)),
        source=sources[measured.source],
        kind=ColumnKind.DURATION,
    )


def _promise(channel: Channel) -> Assumption:
    name = f"Target, {channel.name}"
    if channel.is_immediate:
        value = f"{channel.target_share * 100:.0f} % within {channel.target.total_seconds():g} s"
    else:
        value = f"All within {channel.target.total_seconds() / 3600:g} h of opening time"
    return Assumption(name=name, value=value, source="Settings, channels")


def how(outlook: Outlook) -> Text:
    """Return how the figures were worked out."""
    tried = "Per channel the method is chosen that was nearest in past forecasts, made without knowing what followed."
    return Text(
        title="How this was worked out",
        paragraphs=(
            f"From {outlook.history_days} days of history. {tried} {_WEEKS_RANGE}",
            _POOLED,
            _MEANS,
        ),
    )
