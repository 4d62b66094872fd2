"""The parts of the service report about volume: per week and day, by hour of the week, and when it was missed."""

from collections.abc import Mapping
from datetime import date, timedelta

from csops.domain.calendar import version_on
from csops.domain.reports import (
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    HeatMap,
    Row,
    Section,
    Series,
    Table,
    Text,
    Total,
)
from csops.services.counted import Counted
from csops.storage.figures import Tally

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_LINES = 6
_CHARTED_WEEKS = 104


def volumes(counted: Counted) -> tuple[Section, ...]:
    """Return volumes per week, with a chart, and per day; nothing but a sentence without contacts."""
    if counted.span is None:
        when = "on" if counted.period.days == 1 else "from"
        none = Text(title="No contacts", paragraphs=(f"No contact happened {when} {counted.period.words()}.",))
        return (none, *_told(counted))
    weeks, charted = _weeks(counted), _charted(counted)
    chart = Chart(
        title="Contacts a week",
        kind=ChartKind.LINE,
        table=weeks.key,
        x="week",
        series=tuple(
            Series(
                column=f"c{tally.key}", label=counted.channel_name(tally.key), channel=counted.channel_key(tally.key)
            )
            for tally in charted
        ),
        lesson=_busiest(counted),
        y_title="Contacts a week",
        last=min(len(weeks.rows), _CHARTED_WEEKS),
    )
    shown = (chart,) if len(weeks.rows) > 2 else ()
    return (*_told(counted), *shown, weeks, _days(counted), _hour_map(counted))


def _told(counted: Counted) -> tuple[Text, ...]:
    """Say what files tell beside the log: the forecast counts it, and this report does not."""
    if not counted.told:
        return ()
    parts = [f"{number:,.0f} by {counted.channel_name(channel)}" for channel, number in counted.told.items()]
    said = (
        f"Imported files tell {', '.join(parts)} in this period. The forecast counts them instead of the log; what "
        "follows is of the contacts that were logged."
    )
    return (Text(title="Counts of files", paragraphs=(said,)),)


def _charted(counted: Counted) -> list[Tally]:
    return [tally for tally in counted.by_channel if tally.inbound][:_MOST_LINES]


def _busiest(counted: Counted) -> str:
    by_weekday = [sum(counted.days.hours[weekday, hour] for hour in range(24)) for weekday in range(7)]
    if not any(by_weekday):
        return ""
    return f"{WEEKDAYS[by_weekday.index(max(by_weekday))]} is the busiest day of the week"


def _channel_columns(counted: Counted) -> tuple[Column, ...]:
    return tuple(
        Column(key=f"c{tally.key}", title=counted.channel_name(tally.key), kind=ColumnKind.INTEGER, total=Total.SUM)
        for tally in counted.by_channel
        if tally.inbound
    )


def _days(counted: Counted) -> Table:
    return _volume_table(
        counted, key="days", title="Volumes per day", note="Offered contacts, answered and missed", step=1, name="day"
    )


def _weeks(counted: Counted) -> Table:
    return _volume_table(
        counted,
        key="weeks",
        title="Volumes per week",
        note="Offered contacts, answered and missed; weeks begin on Monday, the first and the last may be cut",
        step=7,
        name="week",
    )


def _volume_table(counted: Counted, *, key: str, title: str, note: str, step: int, name: str) -> Table:
    span = counted.span or counted.period
    ids = [tally.key for tally in counted.by_channel if tally.inbound]
    starts: dict[date, list[int]] = {}
    first = span.first_day - timedelta(days=span.first_day.weekday() if step > 1 else 0)
    for offset in range(0, (span.last_day - first).days + 1, step):
        starts[first + timedelta(days=offset)] = [0] * (len(ids) + 1)
    for (day, channel), count in counted.days.offered.items():
        starts[_start(day, step)][ids.index(channel)] += count
    for day, count in counted.days.missed.items():
        starts[_start(day, step)][-1] += count
    rows: tuple[Row, ...] = tuple((day, *counts[:-1], sum(counts[:-1]), counts[-1]) for day, counts in starts.items())
    return Table(
        key=key,
        title=title,
        columns=(
            Column(key=name, title="Week from" if step > 1 else "Day", kind=ColumnKind.DATE),
            *_channel_columns(counted),
            Column(key="all", title="All channels", kind=ColumnKind.INTEGER, total=Total.SUM),
            Column(key="missed", title="Missed", kind=ColumnKind.INTEGER, total=Total.SUM),
        ),
        rows=rows,
        note=note,
    )


def _start(day: date, step: int) -> date:
    return day - timedelta(days=day.weekday()) if step > 1 else day


def _hour_map(counted: Counted) -> HeatMap:
    return _map(
        counted,
        "When contacts come",
        counted.days.hours,
        note="Contacts by weekday and hour over the whole period, those without a time of day left out",
    )


def _map(counted: Counted, title: str, cells: Mapping[tuple[int, int], int], *, note: str) -> HeatMap:
    opened = _open_hours(counted)
    hours = sorted({hour for (_, hour), count in cells.items() if count} | {hour for _, hour in opened}) or [9]
    shown = range(hours[0], hours[-1] + 1)

    def value(cell: tuple[int, int]) -> float | None:
        return float(cells[cell]) if cells.get(cell) else 0.0 if cell in opened else None

    return HeatMap(
        title=title,
        row_labels=WEEKDAYS,
        column_labels=tuple(f"{hour}:00" for hour in shown),
        values=tuple(tuple(value((day, hour)) for hour in shown) for day in range(7)),
        unit="contacts",
        note=note,
    )


def missed(counted: Counted) -> tuple[Section, ...]:
    """Return when contacts were missed; nothing where none was."""
    if not any(counted.days.missed_hours.values()):
        return ()
    note = "Missed contacts by weekday and hour over the whole period: where one more person would be felt"
    return (_map(counted, "When contacts are missed", counted.days.missed_hours, note=note),)


def _open_hours(counted: Counted) -> set[tuple[int, int]]:
    """The weekdays and hours that are open at least for a part, by the hours in force at the end of the period."""
    in_force = version_on(counted.team.calendar, min(counted.period.last_day, counted.now.date()))
    return {
        ((day + minute // 1440) % 7, minute % 1440 // 60)
        for day, spans in enumerate(in_force.weekly)
        for span in spans
        for minute in range(span.start_minute, span.end_minute)
    }
