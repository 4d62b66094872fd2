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
    rows: list[Row] = []
    for channel in outlook.channels:
        scores = outlook.scores.get(channel.key, {})
        for horizon in (each for each in Horizon if each in scores):
            rows += _lines(channel.name, scores[horizon])
    if not rows:
        return ()
    return (Table(key="protocol", title="Accuracy in full", columns=_PROTOCOL, rows=tuple(rows), note=_PROTOCOL_NOTE),)


def _lines(channel: str, found: HorizonScores) -> list[Row]:
    sides = [
        (_OURS, found.method, found.scores),
        ("Same weekday a week before", Method.SEASONAL_NAIVE, found.seasonal_naive),
        ("Mean of the last 8 weeks", Method.SLOT_MEAN_8W, found.slot_mean_8w),
    ]
    if found.holidays is not None:
        sides.append(("Forecast, on public holidays alone", found.method, found.holidays))
    return [(channel, _AHEAD[found.horizon], side, *_figures(side, method, scores)) for side, method, scores in sides]


def _figures(side: str, method: Method, scores: Scores) -> Row:
    beyond = None
    if scores.wape is not None and scores.floor_wape is not None:
        beyond = max(0.0, scores.wape - scores.floor_wape)
    return (
        _METHODS[method] if side.startswith(_OURS) else None,
        scores.origins,
        scores.wape,
        scores.floor_wape,
        beyond,
        scores.bias,
        scores.mase,
        scores.rmsse,
        scores.pinball,
        scores.coverage80,
        scores.width80,
        scores.coverage95,
        scores.width95,
    )


_PROTOCOL = (
    Column(key="channel", title="Channel"),
    Column(key="ahead", title="Ahead"),
    Column(key="side", title="What forecast", width=30),
    Column(key="method", title="Its method", width=26),
    Column(key="origins", title="Starts", kind=ColumnKind.INTEGER),
    Column(key="wape", title="Miss (WAPE)", kind=ColumnKind.SHARE, decimals=1),
    Column(key="floor", title="Chance alone", kind=ColumnKind.SHARE, decimals=1),
    Column(key="beyond", title="Beyond chance", kind=ColumnKind.SHARE, decimals=1),
    Column(key="bias", title="Bias", kind=ColumnKind.SHARE, decimals=1),
    Column(key="mase", title="MASE", kind=ColumnKind.NUMBER, decimals=2),
    Column(key="rmsse", title="RMSSE", kind=ColumnKind.NUMBER, decimals=2),
    Column(key="pinball", title="Pinball loss", kind=ColumnKind.NUMBER, decimals=2),
    Column(key="held80", title="80 % held", kind=ColumnKind.SHARE, decimals=0),
    Column(key="width80", title="80 % width", kind=ColumnKind.NUMBER, decimals=1),
    Column(key="held95", title="95 % held", kind=ColumnKind.SHARE, decimals=0),
    Column(key="width95", title="95 % width", kind=ColumnKind.NUMBER, decimals=1),
)
_PROTOCOL_NOTE = (
    "By day. Forecasts made again at past starts, a day apart for one day ahead and a week apart for the others; none "
    "sees what came after its start. MASE and RMSSE are scaled by repeating last week; pinball loss and widths are in "
    "contacts a day"
)
