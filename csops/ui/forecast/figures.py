"""An outlook and a plan as the plain values that charts and maps are drawn from."""

from datetime import date, datetime, timedelta

from csops.domain.channels import Channel
from csops.domain.outlooks import ChannelOutlook, Week, WeekAhead
from csops.domain.predictions import Part
from csops.domain.requirement import IntervalNeed, Requirement
from csops.services.staffing import Outlook
from csops.ui.forecast import wording
from csops.ui.forecast.cells import words
from csops.ui.kit.charts import Band, Event, FanData, HeatCell, HeatData, SmallFanData
from csops.ui.kit.formats import Formats

WEEKS_SHOWN = 26
SMALL_WEEKS = 14


def fan(outlook: Outlook, channel: Channel, colour: str, formats: Formats, *, factor: float = 1.0) -> FanData:
    """Return the fan of a channel; what lies ahead is multiplied by what is assumed of the volume."""
    found = outlook.outlooks[channel.key]
    past = found.history[-WEEKS_SHOWN:]
    ahead = [week.turned(factor) for week in found.ahead]
    weeks: list[Week | WeekAhead] = [*past, *ahead]
    bands = [
        Band(share=share, low=tuple(low for low, _ in ends), high=tuple(high for _, high in ends))
        for share, ends in (
            (0.5, [(week.low50, week.high50) for week in ahead]),
            (0.8, [(week.low80, week.high80) for week in ahead]),
            (0.95, [(week.low95, week.high95) for week in ahead]),
        )
    ]
    last_year = tuple(week.last_year for week in weeks)
    events = (*_closures(outlook, [week.start for week in weeks]), *_events(ahead, first=len(past)))
    return FanData(
        title=wording.chart_title(channel),
        lesson=wording.usual_miss(found, formats),
        starts=tuple(week.start for week in weeks),
        names=tuple(wording.week_of(week.start, formats) for week in weeks),
        history=tuple(week.contacts for week in past),
        expected=tuple(week.contacts for week in ahead),
        bands=tuple(bands),
        last_year=last_year if any(each is not None for each in last_year) else (),
        events=tuple(sorted(events, key=lambda each: each.at)),
        ahead="" if factor == 1 else wording.tr("What if {change}").format(change=_change(factor, formats)),
        unit=wording.chart_unit(channel),
        colour=colour,
        figure=lambda value: formats.number(value, decimals=0 if float(value).is_integer() else 1),
    )


def _closures(outlook: Outlook, starts: list[date]) -> tuple[Event, ...]:
    """The weeks with closed days: by the holiday's name where it is one."""
    by_week: dict[int, list[str]] = {}
    for day, name in outlook.closed.items():
        start = day - timedelta(days=day.weekday())
        if start in starts:
            by_week.setdefault(starts.index(start), []).append(name)
    label = wording.tr("Closed")
    return tuple(
        Event(at=at, words=wording.closed(names), label=label, detail=wording.closed_days(names))
        for at, names in sorted(by_week.items())
    )


def _events(ahead: list[WeekAhead], *, first: int) -> tuple[Event, ...]:
    """The weeks to come with events of one's own, and how many contacts these add."""
    found = []
    for place, week in enumerate(ahead):
        if week.events:
            names = ", ".join(week.events)
            added = week.parts.get(Part.EVENT, 0.0)
            usual = week.contacts - week.so_far - added
            share = f" {Formats().share(added / usual, signed=True)}" if usual and round(100 * added / usual) else ""
            label = wording.tr("Event")
            found.append(Event(at=first + place, words=f"{names}{share}", label=label, detail=f"{names}{share}"))
    return tuple(found)


def _change(factor: float, formats: Formats) -> str:
    return formats.share(factor - 1, signed=True)


def small_fan(found: ChannelOutlook, colour: str, words: str, *, factor: float = 1.0) -> SmallFanData:
    """Return the small fan of a channel's tile, what lies ahead multiplied as in `fan`."""
    ahead = [week.turned(factor) for week in found.ahead]
    return SmallFanData(
        history=tuple(week.contacts for week in found.history[-SMALL_WEEKS:]),
        expected=tuple(week.contacts for week in ahead),
        low=tuple(week.low80 for week in ahead),
        high=tuple(week.high80 for week in ahead),
        words=words,
        colour=colour,
    )


Cells = dict[tuple[int, int], IntervalNeed]


def heat(needed: Requirement, title: str, formats: Formats) -> tuple[HeatData, Cells]:
    """Return the map of a week, and which interval stands in which cell (row, column)."""
    days = _days(needed)
    minutes = sorted({_minute(cell.starts_at) for cell in needed.cells})
    columns = list(range(min(minutes), max(minutes) + 30, 30)) if minutes else []
    places: Cells = {}
    for cell in needed.cells:
        # An hour that the clocks repeat has two intervals in one place: the busier one counts.
        place = (days.index(cell.starts_at.date()), columns.index(_minute(cell.starts_at)))
        if place not in places or places[place].agents < cell.agents:
            places[place] = cell
    rows = tuple(
        tuple(_heat_cell(places.get((row, column)), formats) for column in range(len(columns)))
        for row in range(len(days))
    )
    return (
        HeatData(
            title=title,
            row_names=tuple(
                formats.locale.dayName(day.isoweekday(), formats.locale.FormatType.ShortFormat) for day in days
            ),
            column_names=tuple(f"{each // 60}:00" if each % 60 == 0 else "" for each in columns),
            cells=rows,
            totals=tuple(formats.number(_hours(needed, day), decimals=_decimals(needed, day)) for day in days),
            totals_name=wording.tr("Hours"),
        ),
        places,
    )


def _heat_cell(cell: IntervalNeed | None, formats: Formats) -> HeatCell | None:
    return None if cell is None else HeatCell(number=cell.agents, words=words(cell, formats))


def _days(needed: Requirement) -> list[date]:
    """The days from the first to the last open one; a closed day in between is a blank row."""
    opened = sorted({cell.starts_at.date() for cell in needed.cells})
    return [opened[0] + timedelta(days=each) for each in range((opened[-1] - opened[0]).days + 1)] if opened else []


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _hours(needed: Requirement, day: date) -> float:
    return sum(cell.agents * cell.length_s for cell in needed.cells if cell.starts_at.date() == day) / 3600


def _decimals(needed: Requirement, day: date) -> int:
    return 0 if _hours(needed, day).is_integer() else 1


def peak(needed: Requirement, places: Cells) -> tuple[int, int] | None:
    """Return the place of the interval with the most people, of several the busiest; None for a closed week."""
    if not needed.cells:
        return None
    return max(places, key=lambda place: (places[place].agents, places[place].load))
