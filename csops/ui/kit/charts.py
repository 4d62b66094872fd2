"""What charts are drawn from: plain values, with the words that only the page knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QLocale

Figures = tuple[float | None, ...]


def figure(value: float) -> str:
    """Return a number as the locale writes it, whole where it is whole or large."""
    is_whole = float(value).is_integer() or abs(value) >= 100
    return QLocale().toString(round(value)) if is_whole else QLocale().toString(float(value), "f", 1)


@dataclass(frozen=True, kw_only=True)
class Band:
    """A range that holds `share` (0 to 1) of what may come: one low and one high per step of the forecast."""

    share: float
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that moves the volume at one step ("Black Friday +35 %").

    `label` and `detail` say it whole in the card of its step ("Closed", "Christmas Day, Boxing Day").
    """

    at: int
    words: str
    label: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A dot at one step: its token, and what it says in the card of the step ("Open", "nothing came")."""

    at: int
    label: str
    detail: str
    colour: str = "warning.solid"


@dataclass(frozen=True, kw_only=True)
class FanData:
    """History and forecast of one series.

    Attributes:
        title: what and per what ("Phone calls a week").
        lesson: what is to be learnt from it.
        starts: the first day of every step, history first, then the forecast.
        names: each step in words ("Week of 24 Nov").
        history: one figure per past step; None where nothing is known.
        expected: one figure per step to come; empty for a plain line.
        bands: ranges of the forecast, any order.
        last_year: one figure per step, or empty.
        beside: what `last_year` is called, where it holds something else ("Usual").
        spots: steps that are to be looked at, each with what is to be said of it.
        ahead: what lies ahead is called so, where it is not simply the forecast ("What if +12 %").
        unit: what is counted ("calls").
        colour: a token.
        from_zero: whether the axis begins at zero; otherwise it says that it does not.
        decimals: to so many places a step is told in words.
    """

    title: str
    starts: tuple[date, ...]
    names: tuple[str, ...]
    history: Figures
    expected: tuple[float, ...] = ()
    bands: tuple[Band, ...] = ()
    last_year: Figures = ()
    beside: str = ""
    events: tuple[Event, ...] = ()
    spots: tuple[Spot, ...] = ()
    lesson: str = ""
    ahead: str = ""
    unit: str = ""
    colour: str = "channel.phone"
    from_zero: bool = False
    decimals: int = 0
    figure: Callable[[float], str] = figure


@dataclass(frozen=True, kw_only=True)
class BarsData:
    """What happened per interval, against the range that was forecast.

    Attributes:
        names: every interval, as on the axis ("8:00").
        actual: counted so far; None for what has not begun.
        running: the interval that is not over yet, painted paler.
        expected, low, high: the forecast and the ends of its range, empty without a forecast.
        range_words: what the range is ("80 % range").
        side: words at the trailing end of the title ("13 so far · 58 expected").
        foot, foot_colour: words at the trailing end of the legend and their token.
    """

    title: str
    names: tuple[str, ...]
    actual: Figures
    running: int | None = None
    expected: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    range_words: str = ""
    side: str = ""
    foot: str = ""
    foot_colour: str = "text.secondary"
    unit: str = ""
    colour: str = "accent.solid"
    figure: Callable[[float], str] = figure


@dataclass(frozen=True, kw_only=True)
class AgeBar:
    """One bar lying: its name, how many, its token, and the key that a click sends."""

    key: str
    name: str
    number: int
    colour: str = "accent.solid"


@dataclass(frozen=True, kw_only=True)
class AgeBars:
    """Bars lying below one another, each a way into its list."""

    title: str
    bars: tuple[AgeBar, ...]


@dataclass(frozen=True, kw_only=True)
class SparkData:
    """A small line without axes. `words` say the same to whoever cannot see it."""

    values: Figures
    words: str
    goal: float | None = None
    colour: str = "accent.solid"


@dataclass(frozen=True, kw_only=True)
class SmallFanData:
    """A small fan without axes: history, then expected with one range."""

    history: tuple[float, ...]
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    words: str
    colour: str = "channel.phone"


class HeatTone(Enum):
    """How a cell is painted that is no step of the hue: as too few, as too many, or as just right."""

    SHORT = "short"
    OVER = "over"
    EVEN = "even"


@dataclass(frozen=True, kw_only=True)
class HeatCell:
    """One interval that is open: the number printed, whether too few are on the roster, and all of it in words.

    `words` are read out and stand below the map: "Monday 10:30, 4 needed, 3 on roster". `text` is printed in place of
    the number, where it is written otherwise ("+1"); `tone` takes the place of the hue's step.
    """

    number: int
    words: str
    is_short: bool = False
    text: str = ""
    tone: HeatTone | None = None


@dataclass(frozen=True, kw_only=True)
class HeatData:
    """A map of numbers: rows by columns, None where it is closed.

    Attributes:
        column_names: one per column; an empty name prints nothing.
        totals: one text per row for the last column, under `totals_name`; empty without.
        short_words: what the corner mark means, with how many ("Fewer on the roster than needed (5 half hours)").
    """

    title: str
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    cells: tuple[tuple[HeatCell | None, ...], ...]
    totals: tuple[str, ...] = ()
    totals_name: str = ""
    short_words: str = ""


@dataclass(frozen=True, kw_only=True)
class ChartTable:
    """A chart as a table: what screen readers get and what is copied."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Tip:
    """What a mark says: a title, and lines of a label with its figure."""

    title: str
    lines: tuple[tuple[str, str], ...]

    def words(self) -> str:
        """Return everything in one line, as it is read out."""
        return ", ".join([self.title, *(f"{label} {text}".strip() for label, text in self.lines)])
