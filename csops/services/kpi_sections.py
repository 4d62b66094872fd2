"""The parts of the service report about the figures of the dictionary: all of them, split, over time, the backlog."""

from collections.abc import Iterator, Sequence

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
from csops.services.kpi_cells import cell_of, change_words, fact_of, kind_of, text_of
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
_TITLES = {By.CHANNEL: "Figures by channel", By.TOPIC: "Figures by topic", By.PERSON: "Figures by person"}
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
    rows = [
        _row(group, now.figures[key], metrics()[key], found=found, currency=currency)
        for group, keys in GROUPS.items()
        for key in keys
        if key in now.figures
    ]
    return Table(
        key="figures",
        title="All figures",
        columns=(
            Column(key="group", title="About"),
            Column(key="figure", title="Figure", width=26),
            Column(key="value", title="Value", kind=ColumnKind.NUMBER, decimals=2),
            Column(key="unit", title="Unit"),
            Column(key="n", title="Rests on", kind=ColumnKind.INTEGER),
            Column(key="of", title="Of"),
            Column(key="low", title="19 of 20 times from", kind=ColumnKind.NUMBER, decimals=2),
            Column(key="high", title="to", kind=ColumnKind.NUMBER, decimals=2),
            Column(key="elapsed", title="Round the clock", kind=ColumnKind.NUMBER, decimals=2),
            Column(key="change", title="Against before", width=22),
            Column(key="beside", title="Beside it", width=36),
            Column(key="counter", title="Read with", width=22),
        ),
        rows=tuple(rows),
        note="Each in its own unit, times in opening hours where the dictionary says so; no verdict of too few",
    )


def _row(group: MetricGroup, figure: KpiFigure, metric: Metric, *, found: Compared | None, currency: str) -> Row:
    change = found.change(figure.key) if found is not None else None
    beside = []
    for each in figure.beside:
        further = metric.further(each.key)
        if further is not None and each.value is not None:
            beside.append(f"{further.name} {text_of(each.value, each.unit, currency=currency)}")
    if figure.coverage is not None and figure.coverage < 1:
        beside.append(f"coverage {figure.coverage * 100:.0f} %")
    beside += [f"{name} {value}" for name, value in figure.rule]
    return (
        group.value.capitalize(),
        metric.name,
        figure.value,
        currency if figure.unit == "money" else figure.unit,
        figure.n,
        metric.n,
        None if figure.too_few else figure.low,
        None if figure.too_few else figure.high,
        figure.elapsed.value if figure.elapsed is not None else None,
        "too few to judge" if figure.too_few else change_words(change, figure, metric) or None,
        "; ".join(beside) or None,
        metrics()[metric.counter].name,
    )


def split(found: Kpis, *, currency: str) -> Iterator[Section]:
    """Yield the figures of each channel, topic or person; those that no group has are left out."""
    by = found.by
    if by is None or not found.groups:
        return
    keys = [key for key in metrics() if any(_counts(group.figures.get(key)) for group in found.groups)]
    if not keys:
        return
    note = "Empty where too few are counted to judge a share"
    if by is By.PERSON:
        note += "; cases differ in size: not a measure of a person"
    yield Table(
        key=f"figures_by_{by.value}",
        title=_TITLES[by],
        columns=(
            Column(key="name", title=_HEADINGS[by], width=22),
            *(_column(metrics()[key], currency) for key in keys),
        ),
        rows=tuple(
            (group.name or "Without one", *(_judged(group.figures.get(key)) for key in keys)) for group in found.groups
        ),
        note=note,
    )


def _counts(figure: KpiFigure | None) -> bool:
    return figure is not None and figure.value is not None and figure.n > 0


def _column(metric: Metric, currency: str) -> Column:
    kind = kind_of(metric.unit)
    return Column(
        key=metric.key,
        title=metric.name,
        kind=kind,
        currency=currency if kind is ColumnKind.MONEY else "",
        decimals=1 if kind in {ColumnKind.SHARE, ColumnKind.NUMBER} else None,
    )


def _judged(figure: KpiFigure | None) -> Cell:
    if figure is None or (figure.too_few and figure.unit in {"percent", "points"}):
        return None
    return cell_of(figure.value, figure.unit)


def over_time(lines: Lines, *, currency: str) -> Iterator[Section]:
    """Yield every figure over the parts of the period, with charts of the first of them."""
    keys = [key for key in metrics() if any(_counts(part.figure) for part in lines.parts.get(key, ()))]
    if not keys:
        return
    part = _PARTS[lines.days]
    starts = [one.first_day for one in lines.parts[keys[0]]]
    rows = tuple(
        (day, *(_judged(lines.parts[key][number].figure) for key in keys)) for number, day in enumerate(starts)
    )
    table = Table(
        key="figures_over_time",
        title=f"Figures by {part}",
        columns=(
            Column(key="from", title="From", kind=ColumnKind.DATE),
            *(_column(metrics()[key], currency) for key in keys),
        ),
        rows=rows,
        note="Counted back from the last day; empty where too few are counted to judge a share",
    )
    if len(rows) > 2:
        yield from (_chart(key, table, part) for key in _CHARTED if _is_drawn(key, keys, rows))
    yield table


def _is_drawn(key: str, keys: Sequence[str], rows: Sequence[Row]) -> bool:
    return key in keys and sum(row[keys.index(key) + 1] is not None for row in rows) > 2


def _chart(key: str, table: Table, part: str) -> Chart:
    metric = metrics()[key]
    return Chart(
        title=f"{metric.name} by {part}",
        kind=ChartKind.LINE,
        table=table.key,
        x="from",
        series=(Series(column=key, label=metric.name),),
        lesson=metric.question,
        y_title=metric.name,
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
