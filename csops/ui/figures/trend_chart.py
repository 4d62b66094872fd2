"""The line of a figure over the parts of its period, as a chart that says each part in words."""

from csops.domain.kpi_figures import Clock, TrendPart
from csops.domain.metrics import Metric
from csops.services.kpi_overview import Lines
from csops.ui.figures.rows import of_clock
from csops.ui.kit.charts import FanData, figure
from csops.ui.kit.formats import Formats
from csops.ui.kpis.words import FigureWords, tr

_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}
_HOURS_FROM_S, _MINUTES_FROM_S = 7200, 100
_MOST_SHARE = 1.5  # a line that falls below two thirds of its highest point begins at zero


def trend_data(lines: Lines, metric: Metric, words: FigureWords, *, clock: Clock) -> FanData:
    """Return the chart of a figure."""
    parts = lines.parts.get(metric.key, ())
    shown = [of_clock(part.figure, clock) for part in parts]
    known = [each.value for each in shown if each.value is not None]
    unit = shown[-1].unit if shown else metric.unit
    each, name = _scale(max(known, default=0), unit)
    values = tuple(None if one.value is None else one.value / each for one in shown)
    return FanData(
        title=_title(metric, lines.days),
        lesson=_lesson(metric, clock, name),
        starts=tuple(part.first_day for part in parts),
        names=tuple(_named(part, words.formats) for part in parts),
        history=values,
        unit=name,
        colour="accent.solid",
        from_zero=bool(known) and max(known) > _MOST_SHARE * min(known),
        figure=figure,
        decimals=1,
    )


def _scale(highest: float, unit: str) -> tuple[float, str]:
    """Return by what values are divided, and what the unit is called then."""
    seconds = _SECONDS.get(unit)
    if seconds is None:
        return 1, {"percent": tr("%"), "contacts": tr("contacts"), "cases": tr("cases")}.get(unit, "")
    size = highest * seconds
    if size >= _HOURS_FROM_S:
        return 3600 / seconds, tr("h")
    return (60 / seconds, tr("min")) if size >= _MINUTES_FROM_S else (1 / seconds, tr("s"))


def _title(metric: Metric, days: int) -> str:
    said = {1: tr("{figure} by day"), 7: tr("{figure} by week"), 28: tr("{figure} by four weeks")}
    return said[days].format(figure=metric.name)


def _lesson(metric: Metric, clock: Clock, unit: str) -> str:
    counted = ""
    if metric.clock == "business":
        counted = tr("opening hours") if clock is Clock.BUSINESS else tr("round the clock")
    named = {tr("h"): tr("hours"), tr("min"): tr("minutes"), tr("s"): tr("seconds"), tr("%"): tr("per cent")}
    return ", ".join(part for part in (named.get(unit, unit), counted) if part)


def _named(part: TrendPart, formats: Formats) -> str:
    first, last = formats.day(part.first_day), formats.day(part.last_day)
    return first if part.first_day == part.last_day else tr("{first} to {last}").format(first=first, last=last)
