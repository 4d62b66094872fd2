"""The parts of the service report about the figures of the dictionary: all of them, split, over time, the backlog."""

from collections.abc import Iterator, Mapping, Sequence

from csops.domain.kpi_change import COUNTED
from csops.domain.kpi_figures import BacklogDay, By, KpiFigure, Kpis
from csops.domain.metrics import GROUPS, Metric, MetricGroup
from csops.domain.opening_hours import ALWAYS
from csops.domain.reports import (
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Facts,
    Row,
    Section,
    Series,
    Table,
    Text,
)
from csops.services.kpi_cells import cell_of, change_words, fact_of, rules_of, text_of
from csops.services.kpi_overview import Compared, Lines
from csops.services.metrics import metrics

FIRST_SEEN = (
    "contact_volume",
    "missed_contacts",
    "first_response_time",
    "full_resolution_time",
    "first_contact_resolution",
    "reopen_rate",
    "csat",
    "backlog",
)
"""What a reader should see first."""
_CHARTED = ("first_response_time", "full_resolution_time", "first_contact_resolution", "missed_contacts", "csat")
_PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "speed": (*GROUPS[MetricGroup.VOLUME], *GROUPS[MetricGroup.SPEED]),
    "resolution": GROUPS[MetricGroup.RESOLUTION],
    "rest": (
        *GROUPS[MetricGroup.SATISFACTION],
        *GROUPS[MetricGroup.CUSTOMERS],
        *GROUPS[MetricGroup.TEAM],
    ),
}
"""As many figures as stand side by side on paper."""
_TITLES = {"speed": "volume and speed", "resolution": "resolution", "rest": "satisfaction, cost"}
_HEADINGS = {By.CHANNEL: "Channel", By.TOPIC: "Topic", By.PERSON: "Person"}
_PARTS = {1: "day", 7: "week", 28: "four weeks"}
_BANDS = ("Under 4 hours", "4 to 24 hours", "1 to 3 days", "3 to 7 days", "Over 7 days")
_CHARTED_DAYS = 366


def overview(now: Kpis, *, found: Compared | None, currency: str) -> Facts:
    """Return the figures that a reader should see first."""
    facts = [
        fact_of(
            now.figures[key], metrics()[key], currency=currency, change=found.change(key) if found is not None else None
        )
        for key in FIRST_SEEN
        if key in now.figures
    ]
    return Facts(title="At a glance", facts=tuple(facts))


def every_figure(now: Kpis, *, found: Compared | None, currency: str) -> Table:
    """Return every figure in its own unit, with n, doubt, what stands beside it and what to read with it."""
    shown = (now.figures[key] for keys in GROUPS.values() for key in keys if key in now.figures)
    return Table(
        key="figures",
        title="All figures",
        columns=(
            Column(key="figure", title="Figure", width=26),
            Column(key="value", title="Value", kind=ColumnKind.NUMBER, decimals=2),
            Column(key="unit", title="Unit"),
            Column(key="n", title="Rests on", kind=ColumnKind.INTEGER),
            Column(key="low", title="True value likely from", kind=ColumnKind.NUMBER, decimals=2),
            Column(key="high", title="to", kind=ColumnKind.NUMBER, decimals=2),
            Column(key="elapsed", title="Round the clock", kind=ColumnKind.NUMBER, decimals=2),
            Column(key="change", title="Against before", width=20),
            Column(key="beside", title="In detail", width=36),
        ),
        rows=tuple(_row(figure, metrics()[figure.key], found=found, currency=currency) for figure in shown),
        note="Each in its own unit, times in opening hours where the dictionary says so; no verdict of too few",
    )


def _row(figure: KpiFigure, metric: Metric, *, found: Compared | None, currency: str) -> Row:
    change = found.change(figure.key) if found is not None else None
    beside = []
    for each in figure.beside:
        further = metric.further(each.key)
        if further is not None and each.value is not None:
            beside.append(f"{further.name} {text_of(each.value, each.unit, currency=currency)}")
    if figure.coverage is not None and figure.coverage < 1 and figure.n:
        beside.append(f"coverage {figure.coverage * 100:.0f} %")
    few = "nothing to count" if not figure.n else "too few to judge"
    return (
        metric.name,
        figure.value,
        currency if figure.unit == "money" else figure.unit,
        figure.n,
        None if figure.too_few else figure.low,
        None if figure.too_few else figure.high,
        figure.elapsed.value if figure.elapsed is not None else None,
        few if figure.too_few else change_words(change, figure, metric) or None,
        "; ".join([*beside, *rules_of(figure)]) or None,
    )


def split(found: Kpis, *, currency: str) -> Iterator[Section]:
    """Yield the figures of each channel, topic or person; those that no group has are left out."""
    by = found.by
    if by is None:
        return
    note = "Empty where too few are counted to judge a share"
    if by is By.PERSON:
        note += "; cases differ in size: not a measure of a person"
    for part, keys in _PARTS_OF.items():
        there = [key for key in keys if any(_counts(group.figures.get(key)) for group in found.groups)]
        if there:
            yield Table(
                key=f"{part}_by_{by.value}",
                title=f"{_HEADINGS[by]}: {_TITLES[part]}",
                columns=(
                    Column(key="name", title=_HEADINGS[by], width=22),
                    *(_column(metrics()[key], currency) for key in there),
                ),
                rows=tuple(
                    (group.name or "Without one", *(_judged(group.figures.get(key)) for key in there))
                    for group in found.groups
                ),
                note=note,
            )


def _counts(figure: KpiFigure | None) -> bool:
    return figure is not None and figure.value is not None and figure.n > 0


def _column(metric: Metric, currency: str) -> Column:
    is_share = metric.unit == "percent"
    counted = metric.unit in COUNTED
    return Column(
        key=metric.key,
        title=metric.name,
        kind=ColumnKind.SHARE if is_share else ColumnKind.INTEGER if counted else ColumnKind.NUMBER,
        unit="" if is_share or counted else currency if metric.unit == "money" else metric.unit,
        decimals=None if counted else 1,
    )


def _judged(figure: KpiFigure | None) -> Cell:
    """Return a value as a number in its unit, which a chart can draw; nothing for a share of too few."""
    if figure is None or (figure.too_few and figure.unit in {"percent", "points"}):
        return None
    if figure.value is None or figure.unit not in COUNTED | {"percent"}:
        return figure.value
    return cell_of(figure.value, figure.unit)


def over_time(lines: Lines, *, currency: str) -> Iterator[Section]:
    """Yield every figure over the parts of the period, with charts of the first of them."""
    every = [key for keys in _PARTS_OF.values() for key in keys]
    shown = [key for key in every if any(_counts(part.figure) for part in lines.parts.get(key, ()))]
    tables = {part: _lines_table(part, [key for key in keys if key in shown], lines, currency)
              for part, keys in _PARTS_OF.items()}  # fmt: skip
    for part, table in tables.items():
        for key in _CHARTED:
            if key in _PARTS_OF[part] and key in shown and _is_drawn(table, key):
                yield _chart(key, table, _PARTS[lines.days])
    for table in tables.values():
        if len(table.columns) > 1:
            yield table


def _lines_table(part: str, keys: Sequence[str], lines: Lines, currency: str) -> Table:
    starts = [one.first_day for one in lines.parts[keys[0]]] if keys else []
    return Table(
        key=f"{part}_over_time",
        title=f"By {_PARTS[lines.days]}: {_TITLES[part]}",
        columns=(
            Column(key="from", title="From", kind=ColumnKind.DATE),
            *(_column(metrics()[key], currency) for key in keys),
        ),
        rows=tuple(
            (day, *(_judged(lines.parts[key][number].figure) for key in keys)) for number, day in enumerate(starts)
        ),
        note="Counted back from the last day; empty where too few are counted to judge a share",
    )


def _is_drawn(table: Table, key: str) -> bool:
    return sum(row[table.column(key)] is not None for row in table.rows) > 2


def _chart(key: str, table: Table, part: str) -> Chart:
    metric = metrics()[key]
    return Chart(
        title=f"{metric.name} by {part}",
        kind=ChartKind.LINE,
        table=table.key,
        x="from",
        series=(Series(column=key, label=metric.name),),
        lesson=metric.question,
        y_title=table.columns[table.column(key)].heading,
    )


def backlog(days: Sequence[BacklogDay]) -> Iterator[Section]:
    """Yield the cases that were not resolved at the end of each day, by age, with their chart."""
    if not days:
        return
    table = Table(
        key="backlog",
        title="Backlog at the end of each day",
        columns=(
            Column(key="day", title="Day", kind=ColumnKind.DATE),
            Column(key="all", title="Not resolved", kind=ColumnKind.INTEGER),
            *(Column(key=f"band{number}", title=name, kind=ColumnKind.INTEGER) for number, name in enumerate(_BANDS)),
        ),
        rows=tuple((each.day, each.total, *each.bands) for each in days),
        note="Cases not resolved at the end of each day in the shop's time zone, by how long they had been open",
    )
    if len(days) > 2:
        yield Chart(
            title="Backlog at the end of each day",
            kind=ChartKind.LINE,
            table="backlog",
            x="day",
            series=(
                Series(column="all", label="Not resolved"),
                Series(column="band4", label="Over 7 days", dashed=True),
            ),
            lesson=_trend(days),
            y_title="Cases",
            last=min(len(days), _CHARTED_DAYS),
        )
    yield table


def _trend(days: Sequence[BacklogDay]) -> str:
    first, last = days[0], days[-1]
    old = last.bands[-1]
    return f"{first.total} cases at the end of the first day, {last.total} at the end of the last, {old} over 7 days"


def hours(now: Kpis) -> Text:
    """Return by which opening hours times were counted."""
    used = [day for day in now.versions if day <= now.last_day] or list(now.versions[:1])
    said = ", ".join("the beginning" if day <= ALWAYS else day.isoformat() for day in used)
    sentence = f"Times in opening hours are counted by the hours valid from {said}; each minute by those in force then."
    return Text(title="Opening hours", paragraphs=(sentence,))
