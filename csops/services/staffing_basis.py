"""What the staffing report rests on: assumptions with their source, how it was worked out, its words."""

from datetime import timedelta

from csops.domain.channels import Channel
from csops.domain.outlooks import HandleSource, MeasuredHandleTime
from csops.domain.reports import Assumption, Assumptions, ColumnKind, Definition, Text
from csops.services.staffing import Outlook

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


def assumptions(outlook: Outlook) -> Assumptions:
    """Return what the plan assumes, each with where it is from."""
    team = outlook.staffing
    handled = [_handle_time(channel, outlook.handle_times[channel.key]) for channel in outlook.channels]
    promised = [_promise(channel) for channel in outlook.channels]
    settings = "Settings, staffing"
    return Assumptions(
        entries=(
            *handled,
            *promised,
            Assumption(name="Shrinkage", value=team.shrinkage, source=settings, kind=ColumnKind.SHARE, decimals=0),
            Assumption(
                name="Occupancy at most", value=team.max_occupancy, source=settings, kind=ColumnKind.SHARE, decimals=0
            ),
            Assumption(
                name="People at least",
                value=team.minimum_people,
                source=settings,
                kind=ColumnKind.INTEGER,
                unit="people",
            ),
            Assumption(
                name="Cost of a paid hour",
                value=team.cost_per_hour,
                source=settings,
                kind=ColumnKind.MONEY,
                currency=outlook.shop.currency,
            ),
        )
    )


def _handle_time(channel: Channel, measured: MeasuredHandleTime) -> Assumption:
    since = f"{measured.since:%d %b %Y}"
    sources = {
        HandleSource.RECENT: f"Measured mean of {measured.contacts} contacts, last 12 weeks",
        HandleSource.EVER: f"Measured mean of {measured.contacts} contacts since {since}; none in the last 12 weeks",
        HandleSource.ASSUMED: "Assumed in Settings: nothing was measured on this channel",
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
            f"From {outlook.history_days} days of the log. {tried} {_WEEKS_RANGE}",
            _POOLED,
            _MEANS,
        ),
    )
