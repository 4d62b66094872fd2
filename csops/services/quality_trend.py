"""The parts of reports on quality that tell of time: the mean, a p chart of what failed, a u chart of low ratings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from csops.domain.control_charts import ControlChart
from csops.domain.reports import Band, Cell, Chart, ChartKind, Column, ColumnKind, Section, Series, Table
from csops.domain.review_trends import TrendPoint
from csops.services.quality_sections import Names, without
from csops.services.review_results import Results

_SHARE, _NUMBER, _COUNT = ColumnKind.SHARE, ColumnKind.NUMBER, ColumnKind.INTEGER
_LIMITS = (
    "Each review weighs as many contacts as it stands for. Limits as chance alone would have it: wider where fewer "
    "were reviewed, none where a {step} holds too few to be judged"
)
_AXIS = {"low": "Low ratings for each card seen"}
_OUTSIDE, _TOO_FEW = "more than chance", "too few to judge"


def over_time(found: Results, names: Names) -> Iterator[Section]:
    """Yield the mean scores over time, what failed and low ratings between their limits, each with its chart.

    The chart comes first: on paper a table goes on over the page, a chart does not.
    """
    points, trend = found.trend.points, found.trend
    if not points:
        return
    step = "month" if found.by_month else "week"
    note = _LIMITS.format(step=step) + without(found.withheld.trend)
    yield from _means(found, names, step)
    if trend.failing is not None:
        rows = _judged(points, [one.failing for one in points], [one.failed for one in points], trend.failing)
        named = _Named(key="failed", title="Failed", value="Share that failed", counted="Failed", kind=_SHARE)
        yield from _chart(named, rows, step=step, note=note)
    if trend.faults is not None:
        seen = [one for one in points if one.units]
        rows = _judged(seen, [one.rate for one in seen], [one.errors for one in seen], trend.faults)
        named = _Named(key="low", title="Low ratings", value="Per card", counted="Ratings", kind=_NUMBER)
        yield from _chart(named, rows, step=step, note=note)


def _means(found: Results, names: Names, step: str) -> Iterator[Section]:
    columns = (
        Column(key="start", title=f"{step.capitalize()} of", kind=ColumnKind.DATE),
        Column(key="mean", title="Mean score", kind=_NUMBER, decimals=1),
        Column(key="low", title="From", kind=_NUMBER, decimals=1),
        Column(key="high", title="To", kind=_NUMBER, decimals=1),
        Column(key="n", title="Reviews", kind=_COUNT),
        Column(key="note", title="New version", width=34),
    )
    rows = tuple(
        (one.start, one.mean.value, one.mean.low, one.mean.high, one.n, _marks(found, names, one.start))
        for one in found.trend.points
    )
    note = f"By {step} of the contact, with the 95 % interval of each mean{without(found.withheld.trend)}"
    yield Chart(
        title="Mean score",
        kind=ChartKind.FAN,
        table="trend",
        x="start",
        series=(Series(column="mean", label="Mean score"),),
        bands=(Band(low="low", high="high", label="95 % interval"),),
        lesson="Where the bands overlap, the difference may be chance",
        y_title="Points",
    )
    yield Table(key="trend", title="Over time", columns=columns, rows=rows, note=note)


def _judged(
    points: Sequence[TrendPoint], values: Sequence[float | None], counts: Sequence[int], chart: ControlChart
) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each part: value, count, reviews, usual value, limits, what lies outside, remark."""
    rows = []
    for at, (one, value, count) in enumerate(zip(points, values, counts, strict=True)):
        is_few, is_out = at in chart.too_few, at in chart.out
        limits = (None, None) if is_few else (chart.low[at], chart.high[at])
        says = _TOO_FEW if is_few else _OUTSIDE if is_out else ""
        rows.append((one.start, value, count, one.n, chart.centre, *limits, value if is_out else None, says))
    return tuple(rows)


@dataclass(frozen=True, kw_only=True)
class _Named:
    """What a chart of what is judged shows: its key and title, the value drawn, and what is counted."""

    key: str
    title: str
    value: str
    counted: str
    kind: ColumnKind


def _chart(one: _Named, rows: tuple[tuple[Cell, ...], ...], *, step: str, note: str) -> Iterator[Section]:
    title, value, kind = one.title, one.value, one.kind
    decimals = 0 if kind is _SHARE else 2
    is_out = any(row[-2] is not None for row in rows)
    columns: tuple[Column, ...] = (
        Column(key="start", title=f"{step.capitalize()} of", kind=ColumnKind.DATE),
        Column(key="value", title=value, kind=kind, decimals=decimals),
        Column(key="count", title=one.counted, kind=_COUNT),
        Column(key="n", title="Reviews", kind=_COUNT),
        Column(key="usual", title="All together", kind=kind, decimals=decimals),
        Column(key="lower", title="Lower limit", kind=kind, decimals=decimals),
        Column(key="upper", title="Upper limit", kind=kind, decimals=decimals),
        Column(key="outside", title="Outside", kind=kind, decimals=decimals),
        Column(key="says", title="Remark", width=18),
    )
    lesson = _lesson(rows, step)
    if not is_out:
        columns, rows = (*columns[:-2], columns[-1]), tuple((*row[:-2], row[-1]) for row in rows)
    table = f"trend_{one.key}"
    yield Chart(
        title=f"{title}, between what is usual by chance",
        kind=ChartKind.LINE,
        table=table,
        x="start",
        series=(
            Series(column="value", label=value),
            Series(column="usual", label="All together", faint=True),
            Series(column="lower", label="Lower limit", limit=True),
            Series(column="upper", label="Upper limit", limit=True),
            *((Series(column="outside", label="Outside the limits", marked=True),) if is_out else ()),
        ),
        lesson=lesson,
        y_title=_AXIS.get(one.key, value),
    )
    yield Table(key=table, title=f"{title} over time", columns=columns, rows=rows, note=note)


def _lesson(rows: Sequence[Sequence[Cell]], step: str) -> str:
    out = sum(row[-1] == _OUTSIDE for row in rows)
    if out:
        return f"{out} {step}{'s differ' if out > 1 else ' differs'} by more than chance"
    few = sum(row[-1] == _TOO_FEW for row in rows)
    if few == len(rows):
        return f"Too few reviews in each {step} to judge"
    return f"No {step} differs by more than chance"


def _marks(found: Results, names: Names, start: date) -> str:
    said = [
        f"{names.cards.get(one.card, one.card)}, version {one.number} of {one.day:%d %b}"
        for one in found.trend.changes
        if one.start == start
    ]
    return "; ".join(said)
