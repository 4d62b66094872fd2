"""The parts of the staffing report about volume: weeks of each channel as a fan, and how near forecasts were."""

from csops.domain.channels import Channel
from csops.domain.outlooks import ChannelOutlook, Miss
from csops.domain.reports import Band, Chart, ChartKind, Column, ColumnKind, Row, Section, Series, Table

_HISTORY_WEEKS = 26


def channel_forecast(found: ChannelOutlook, channel: Channel) -> tuple[Section, ...]:
    """Return the weeks of a channel, past and ahead, as a fan chart and its table."""
    key, title = f"weeks_{channel.key}", f"{channel.name} forecast"
    table = Table(key=key, title=title, columns=_WEEK, rows=_week_rows(found), note=_lesson(found))
    chart = Chart(
        title=f"{channel.name}: contacts a week",
        kind=ChartKind.FAN,
        table=key,
        x="week",
        series=(
            Series(column="actual", label="Actual", channel=channel.key),
            Series(column="expected", label="Forecast", channel=channel.key, dashed=True),
            Series(column="last_year", label="A year before", faint=True),
        ),
        bands=(
            Band(low="low95", high="high95", label="95 % range"),
            Band(low="low80", high="high80", label="80 % range"),
            Band(low="low50", high="high50", label="50 % range"),
        ),
        lesson=_lesson(found),
        y_title="Contacts a week",
    )
    return chart, table


def _number(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.NUMBER, decimals=1)


_WEEK = (
    Column(key="week", title="Week from", kind=ColumnKind.DATE),
    Column(key="actual", title="Actual", kind=ColumnKind.INTEGER),
    _number("expected", "Forecast"),
    Column(key="so_far", title="Of it so far", kind=ColumnKind.INTEGER),
    _number("low50", "50 % from"),
    _number("high50", "50 % to"),
    _number("low80", "80 % from"),
    _number("high80", "80 % to"),
    _number("low95", "95 % from"),
    _number("high95", "95 % to"),
    Column(key="last_year", title="A year before", kind=ColumnKind.INTEGER),
)


def _week_rows(found: ChannelOutlook) -> tuple[Row, ...]:
    past: list[Row] = [
        (week.start, round(week.contacts), *(None,) * 8, _whole(week.last_year))
        for week in found.history[-_HISTORY_WEEKS:]
    ]
    ahead: list[Row] = [
        (
            week.start,
            None,
            week.contacts,
            round(week.so_far) or None,
            week.low50,
            week.high50,
            week.low80,
            week.high80,
            week.low95,
            week.high95,
            _whole(week.last_year),
        )
        for week in found.ahead
    ]
    return (*past, *ahead)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _lesson(found: ChannelOutlook) -> str:
    if not found.is_enough:
        return f"{found.history_days} days of history: the range is wide because eight weeks are needed to measure it"
    if found.miss is None:
        return f"About {found.a_week:.0f} contacts a week"
    return nearer(found.miss, found.day_miss)


def nearer(week: Miss, day: Miss | None) -> str:
    """Say who was nearer by week and by day, in the words of the window."""
    if day is None:
        who = "Repeating last week was nearer" if week.naive_wins else "Nearer than repeating last week"
        return f"{who} by week: missed {_sides(week)}"
    if week.naive_wins is day.naive_wins:
        who = "Repeating last week was nearer" if week.naive_wins else "Nearer than repeating last week"
        return f"{who} by week and by day: missed {_sides(week)}, {_sides(day)}"
    first, second = ("repeating last week", "the forecast")[:: 1 if week.naive_wins else -1]
    return f"By week {first} was nearer, by day {second}: missed {_sides(week)}, {_sides(day)}"


def _sides(found: Miss) -> str:
    near, far = sorted((found.share, found.naive_share))
    return f"{_percent(near)} against {_percent(far)}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
