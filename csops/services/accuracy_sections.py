"""The parts of the staffing report about accuracy: how near past forecasts were, in short and by the whole protocol."""

from csops.domain.outlooks import ChannelOutlook
from csops.domain.predictions import Horizon, HorizonScores, Method, Scores
from csops.domain.reports import Column, ColumnKind, Row, Table
from csops.services.forecast_sections import nearer
from csops.services.staffing import Outlook

_METHODS = {
    Method.SEASONAL_NAIVE: "Same weekday a week before",
    Method.SLOT_MEAN_8W: "Mean of the last 8 weeks",
    Method.SLOT_MEAN_ALL: "Mean of all weeks",
    Method.DAY_PROFILE: "Day total by its profile",
    Method.WEIGHTED_LEVEL: "Weighted level",
    Method.REGRESSION: "Regression on the calendar",
    Method.REGRESSION_LEVEL: "Regression with level",
    Method.MIX: "Mix of methods",
}
_AHEAD = {Horizon.DAY: "1 day", Horizon.WEEK: "1 week", Horizon.MONTH: "4 weeks"}
_OURS = "Forecast"


def accuracy(outlook: Outlook) -> Table:
    """Return how near past forecasts of each channel were, beside the naive guess."""
    rows: list[Row] = []
    for channel in outlook.channels:
        found = outlook.outlooks[channel.key]
        miss = found.miss
        rows.append(
            (
                channel.name,
                _METHODS[found.method],
                miss.share if miss else None,
                miss.naive_share if miss else None,
                found.mase,
                found.naive_mase,
                found.floor_wape,
                miss.weeks if miss else 0,
                found.history_days,
                _judged(found),
            )
        )
    return Table(key="accuracy", title="Accuracy", columns=_ACCURACY, rows=tuple(rows), note=_ACCURACY_NOTE)


_ACCURACY = (
    Column(key="channel", title="Channel"),
    Column(key="method", title="Method"),
    Column(key="miss", title="Usual miss", kind=ColumnKind.SHARE, decimals=0),
    Column(key="naive", title="Naive guess", kind=ColumnKind.SHARE, decimals=0),
    Column(key="mase", title="MASE by day", kind=ColumnKind.NUMBER, decimals=2),
    Column(key="naive_mase", title="MASE of the guess", kind=ColumnKind.NUMBER, decimals=2),
    Column(key="floor", title="Chance alone, by day", kind=ColumnKind.SHARE, decimals=0),
    Column(key="weeks", title="Weeks tried", kind=ColumnKind.INTEGER),
    Column(key="history", title="Days of history", kind=ColumnKind.INTEGER),
    Column(key="judged", title="In words", width=40),
)
_ACCURACY_NOTE = "Past forecasts made without knowing what followed, beside the guess that a week is like the last one"


def _judged(found: ChannelOutlook) -> str:
    if not found.is_enough or found.miss is None:
        return "Too little history to judge"
    return nearer(found.miss, found.day_miss)


def protocol(outlook: Outlook) -> tuple[Table, ...]:
    """Return every measure of past forecasts made again, beside both baselines; nothing where they were not scored."""
    misses: list[Row] = []
    ranges: list[Row] = []
    for channel in outlook.channels:
        scores = outlook.scores.get(channel.key, {})
        for horizon in (each for each in Horizon if each in scores):
            for who, found in _sides(scores[horizon]):
                head = (channel.name, _AHEAD[horizon], who)
                misses.append((*head, *_missed(found)))
                ranges.append((*head, *_held(found)))
    if not misses:
        return ()
    return (
        Table(key="protocol", title="Misses in full", columns=_MISSES, rows=tuple(misses), note=_MISSES_NOTE),
        Table(key="ranges", title="Ranges in full", columns=_RANGES, rows=tuple(ranges), note=_RANGES_NOTE),
    )


def _sides(found: HorizonScores) -> list[tuple[str, Scores]]:
    ours = _METHODS[found.method]
    sides = [
        (f"Forecast: {ours[0].lower()}{ours[1:]}", found.scores),
        (_METHODS[Method.SEASONAL_NAIVE], found.seasonal_naive),
        (_METHODS[Method.SLOT_MEAN_8W], found.slot_mean_8w),
    ]
    return sides if found.holidays is None else [*sides, ("Forecast, on public holidays alone", found.holidays)]


def _missed(found: Scores) -> Row:
    return found.origins, found.wape, found.floor_wape, found.bias, found.mase, found.rmsse


def _held(found: Scores) -> Row:
    return found.pinball, found.coverage80, found.width80, found.coverage95, found.width95


_WHO = (
    Column(key="channel", title="Channel"),
    Column(key="ahead", title="Ahead"),
    Column(key="who", title="By", width=34),
)
_MISSES = (
    *_WHO,
    Column(key="origins", title="Starts", kind=ColumnKind.INTEGER),
    Column(key="wape", title="Miss", kind=ColumnKind.SHARE, decimals=1),
    Column(key="floor", title="Chance", kind=ColumnKind.SHARE, decimals=1),
    Column(key="bias", title="Bias", kind=ColumnKind.SHARE, decimals=1),
    Column(key="mase", title="MASE", kind=ColumnKind.NUMBER, decimals=2),
    Column(key="rmsse", title="RMSSE", kind=ColumnKind.NUMBER, decimals=2),
)
_RANGES = (
    *_WHO,
    Column(key="pinball", title="Pinball loss", kind=ColumnKind.NUMBER, decimals=2),
    Column(key="held80", title="80 % held", kind=ColumnKind.SHARE, decimals=0),
    Column(key="width80", title="80 % width", kind=ColumnKind.NUMBER, decimals=1),
    Column(key="held95", title="95 % held", kind=ColumnKind.SHARE, decimals=0),
    Column(key="width95", title="95 % width", kind=ColumnKind.NUMBER, decimals=1),
)
_MISSES_NOTE = (
    "By day. Forecasts made again at past starts, a day apart for one day ahead and a week apart for the others; none "
    "sees what came after its start. Miss is WAPE; chance is what even a perfect forecast would miss; MASE and RMSSE "
    "are scaled by repeating last week"
)
_RANGES_NOTE = "Of the same forecasts: how often a range held what came. Loss and widths are in contacts a day"
