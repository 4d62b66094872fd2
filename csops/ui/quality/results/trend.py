"""Results over time as charts with limits: scores, reviews that failed, low ratings."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum

from csops.domain.control_charts import ControlChart
from csops.domain.review_trends import Trend, TrendPoint
from csops.services.review_results import Results
from csops.ui.kit.chart_control import ControlData
from csops.ui.kit.charts import Event, Figures
from csops.ui.kit.formats import Formats
from csops.ui.quality.results.words import PERCENT, ResultNames
from csops.ui.quality.wording import tr

_WORTH_A_WORD = 0.9
"""Below this share of their number it is said what reviews of unequal weight are worth."""


class Line(Enum):
    """What is drawn."""

    SCORE = "score"
    FAILED = "failed"
    LOW = "low"


def line_words(line: Line) -> str:
    """Return what a line is called."""
    return {Line.SCORE: tr("Score"), Line.FAILED: tr("Failed"), Line.LOW: tr("Low ratings")}[line]


def trend_data(found: Results, line: Line, *, names: ResultNames, formats: Formats) -> ControlData:
    """Return one of the lines as a chart."""
    trend, points = found.trend, _points(found.trend, line)
    said = {
        Line.SCORE: (tr("Final score by month"), tr("Final score by week")),
        Line.FAILED: (tr("Share that failed, by month"), tr("Share that failed, by week")),
        Line.LOW: (tr("Low ratings for each review, by month"), tr("Low ratings for each review, by week")),
    }[line]
    chart = {Line.SCORE: None, Line.FAILED: trend.failing, Line.LOW: trend.faults}[line]
    values, low, high = _scores(points) if chart is None else _limits(points, line, chart)
    centre = found.whole.final.value if chart is None else chart.centre * (100 if line is Line.FAILED else 1)
    return ControlData(
        title=said[0] if found.by_month else said[1],
        lesson=_lesson(line, chart, points),
        starts=tuple(point.start for point in points),
        names=tuple(_name(point.start, found, formats) for point in points),
        values=values,
        low=low,
        high=high,
        limits=tr("True value likely") if chart is None else tr("Usual, by chance"),
        middle=tr("All together") if chart is None else tr("Usual"),
        centre=centre,
        out=() if chart is None else chart.out,
        notes=tuple(
            _rests(point, formats, too_few=chart is not None and at in chart.too_few) for at, point in enumerate(points)
        ),
        events=_events(trend, points, names, formats),
        unit=tr("for each review") if line is Line.LOW else PERCENT,
        from_zero=line is not Line.SCORE,
        most=None if line is Line.LOW else 100,
    )


def days_of(start: date, found: Results) -> tuple[date, date]:
    """Return the first and the last day of a week or month of the trend, inside the period."""
    last = start + timedelta(days=6)
    if found.by_month:
        last = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return max(start, found.first_day), min(last, found.last_day)


def _points(trend: Trend, line: Line) -> Sequence[TrendPoint]:
    return [point for point in trend.points if point.units > 0] if line is Line.LOW else trend.points


def _scores(points: Sequence[TrendPoint]) -> tuple[Figures, Figures, Figures]:
    means = [point.mean for point in points]
    return tuple(m.value for m in means), tuple(m.low for m in means), tuple(m.high for m in means)


def _limits(points: Sequence[TrendPoint], line: Line, chart: ControlChart) -> tuple[Figures, Figures, Figures]:
    """The values and their limits; where a part holds too few reviews to be judged it has none."""
    times = 100 if line is Line.FAILED else 1
    values = tuple(point.failing if line is Line.FAILED else point.rate for point in points)
    low, high = (
        tuple(None if at in chart.too_few else times * end for at, end in enumerate(ends))
        for ends in (chart.low, chart.high)
    )
    return tuple(None if value is None else times * value for value in values), low, high


def _rests(point: TrendPoint, formats: Formats, *, too_few: bool) -> str:
    """Return what a part rests on; where some reviews stand for more than others, what they are worth together."""
    said = tr("%Ln reviews", point.n)
    if point.worth < _WORTH_A_WORD * point.n:
        said = tr("{reviews}, worth {number} of equal weight").format(
            reviews=said, number=formats.number(point.worth, decimals=1)
        )
    return tr("{reviews}, too few to judge").format(reviews=said) if too_few else said


def _lesson(line: Line, chart: ControlChart | None, points: Sequence[TrendPoint]) -> str:
    if line is Line.SCORE or chart is None:
        return ""
    if len(points) < 2:
        return tr("One part says nothing of change")
    if len(chart.too_few) == len(points):
        return tr("Too few reviews in each part to judge")
    if chart.out:
        return tr("%Ln parts differ by more than chance", len(chart.out))
    if chart.too_few:
        return tr("No more than chance; %Ln parts hold too few reviews to judge", len(chart.too_few))
    return tr("No more than chance")


def _name(start: date, found: Results, formats: Formats) -> str:
    if found.by_month:
        return formats.month(start)
    first, last = days_of(start, found)
    return tr("{first} to {last}").format(first=formats.day(first), last=formats.day(last))


def _events(trend: Trend, points: Sequence[TrendPoint], names: ResultNames, formats: Formats) -> tuple[Event, ...]:
    """A new version stands at the first part that holds a review made with it, or the next that is drawn."""
    said = []
    for change in trend.changes:
        at = next((n for n, point in enumerate(points) if point.start >= change.start), None)
        if at is not None:
            card = names.cards.get(change.card, change.card)
            words = tr("{card}, version {number}").format(card=card, number=change.number)
            detail = tr("published {day}").format(day=formats.day(change.day))
            said.append(Event(at=at, words=words, label=tr("New"), detail=detail))
    return tuple(said)
