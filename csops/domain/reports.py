"""A report as values: sections of text, facts, tables, charts and heat maps that screen, workbook and pages all draw.

Cells hold what they are: an `int` for counts, a `float` or `Decimal` for numbers, 0..1 for shares, `Decimal` in the
column's currency for money, `date`, a naive local `datetime`, `timedelta`; `None` is unknown, and so is a float that is
infinite or no number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from itertools import islice
from math import floor, isfinite, log10

from csops.domain.formulas import Formula

Cell = str | int | float | Decimal | date | datetime | timedelta | None
Row = Sequence[Cell]

# A custom property of our workbooks: the importer knows them by it, whatever their size.
EXPORT_MARK = "csops.export"
NUMBER_IN_CSOPS = "Number in csops"
"""Over the ids of contacts, in every table that leaves the house: by it our own rows are known when they come back."""


class ColumnKind(Enum):
    """What the cells of a column hold; each writer knows one format for each."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    DURATION = "duration"


class Total(Enum):
    """What the last row of a table says of a column."""

    NONE = "none"
    SUM = "sum"
    MEAN = "mean"


class ChartKind(Enum):
    """Which picture a chart is."""

    LINE = "line"
    FAN = "fan"
    BARS = "bars"


class Verdict(Enum):
    """How a figure stands to its goal."""

    NONE = "none"
    WELL = "well"
    AT_RISK = "at risk"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `key` is what charts refer to, `title` what a person reads.

    `unit` stands beside the title ("people"), `currency` is the ISO code for money, `decimals` None leaves it to the
    kind, `width` is in characters.
    """

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""
    currency: str = ""
    decimals: int | None = None
    total: Total = Total.NONE
    width: int | None = None

    @property
    def heading(self) -> str:
        """The title with its unit, as it stands over the column."""
        unit = self.unit or (self.currency if self.kind is ColumnKind.MONEY else "")
        return f"{self.title} ({unit})" if unit else self.title


@dataclass(frozen=True, kw_only=True)
class Text:
    """Sentences under a title; one string per paragraph."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One figure with what explains it: unit, the goal, the sample size or the change in `note`."""

    name: str
    value: Cell
    kind: ColumnKind = ColumnKind.NUMBER
    unit: str = ""
    currency: str = ""
    decimals: int | None = None
    note: str = ""
    verdict: Verdict = Verdict.NONE


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The figures that a reader should see first."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows that fit into memory. `note` says what they count."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def __post_init__(self) -> None:
        _check_keys(column.key for column in self.columns)
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {self.key} has {len(row)} cells for {len(self.columns)} columns")

    def column(self, key: str) -> int:
        """The place of the column with this key, counted from 0; KeyError if there is none."""
        return column_place(self.columns, key)

    @property
    def totals(self) -> Row | None:
        """The last row: sums and means of the columns that ask for them, or None if none does."""
        if all(column.total is Total.NONE for column in self.columns):
            return None
        cells = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return tuple(total(column.total, values) for column, values in zip(self.columns, cells, strict=True))


@dataclass(frozen=True, kw_only=True)
class StreamedTable:
    """Rows without an end that matters: read one by one, never kept. `read` starts from the first row each time.

    `count` is how many are expected, for the progress bar; None when nobody knows.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    read: Callable[[], Iterator[Row]]
    count: int | None = None
    note: str = ""

    def first(self, number: int) -> Table:
        """The first rows as a plain table, for a preview."""
        return Table(
            key=self.key,
            title=self.title,
            columns=self.columns,
            rows=tuple(islice(self.read(), number)),
            note=self.note,
        )


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line or one set of bars: a column of the chart's table. `channel` gives it that channel's colour.

    `dashed` is what is expected, not counted; `faint` is thin, dotted and grey: there only to compare with. `marked` is
    no line but red points: what to look at. `limit` is thin, dashed and grey: how far chance alone reaches.
    """

    column: str
    label: str
    channel: str = ""
    dashed: bool = False
    faint: bool = False
    marked: bool = False
    limit: bool = False


@dataclass(frozen=True, kw_only=True)
class Band:
    """The range between two columns of the chart's table, such as an 80 % prediction interval."""

    low: str
    high: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture of a table of the same report, so that a native chart points to that table's cells.

    `x` is the column along the axis. `bands` (fan only) go from the widest to the narrowest. `last` keeps only that
    many of the table's last rows. `lesson` is the line below the title that says what to see.
    """

    title: str
    kind: ChartKind
    table: str
    x: str
    series: tuple[Series, ...]
    bands: tuple[Band, ...] = ()
    lesson: str = ""
    y_title: str = ""
    last: int | None = None

    def columns(self) -> tuple[str, ...]:
        """Every column that the chart needs."""
        bands = (key for band in self.bands for key in (band.low, band.high))
        return (self.x, *(series.column for series in self.series), *bands)

    def start(self, table: Table) -> float:
        """Where the upright axis begins: at zero, unless lines lie so far above it that their shape would be lost."""
        places = [table.column(key) for key in self.columns()[1:]]
        rows = table.rows if self.last is None else table.rows[-self.last :]
        cells = [known(row[place]) for row in rows for place in places]
        values = [float(value) for value in cells if isinstance(value, int | float | Decimal)]
        if self.kind is ChartKind.BARS or not values or min(values) <= max(*values, 0.0) / 2:
            return min(0.0, *values) if values else 0.0
        step = 10.0 ** floor(log10(max(values)))
        return floor((min(values) * 2 - max(values)) / step * 10) * step / 10


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """Numbers in rows and columns, darker for more; None is closed and stays blank.

    `short` are the (row, column) places where the figure is not covered, `short_means` the words for it.
    """

    title: str
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    unit: str = ""
    decimals: int = 0
    note: str = ""
    short: frozenset[tuple[int, int]] = frozenset()
    short_means: str = ""

    def __post_init__(self) -> None:
        if len(self.values) != len(self.row_labels):
            raise ValueError(f"{self.title}: {len(self.values)} rows for {len(self.row_labels)} labels")
        if any(len(row) != len(self.column_labels) for row in self.values):
            raise ValueError(f"{self.title}: a row has not {len(self.column_labels)} values")

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest number; (0, 0) when all is closed."""
        known = [value for row in self.values for value in row if value is not None and isfinite(value)]
        return (min(known), max(known)) if known else (0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """One thing that was assumed, and where it comes from ("Measured mean, last 12 weeks")."""

    name: str
    value: Cell
    source: str
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""
    currency: str = ""
    decimals: int | None = None


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """What the figures rest on."""

    entries: tuple[Assumption, ...]
    title: str = "Assumptions"


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What a word of the report means, and who defined it so."""

    term: str
    definition: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Definitions:
    """The words of the report."""

    entries: tuple[Definition, ...]
    title: str = "Definitions"


@dataclass(frozen=True, kw_only=True)
class Input:
    """A number above a live sheet that whoever has the workbook may change, within `allowed` (both ends included)."""

    key: str
    name: str
    value: float | Decimal
    allowed: tuple[float, float]
    kind: ColumnKind = ColumnKind.NUMBER
    unit: str = ""
    currency: str = ""
    decimals: int | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A figure that follows from a whole live sheet; `value` is what it was when the report was made."""

    name: str
    formula: Formula
    value: Cell
    kind: ColumnKind = ColumnKind.NUMBER
    unit: str = ""
    currency: str = ""
    decimals: int | None = None


@dataclass(frozen=True, kw_only=True)
class LiveColumn(Column):
    """A column of a live sheet: with `formula` it follows, with `allowed` it may be changed, else it is as it was made.

    `is_hidden`: a step of the work, folded away until somebody wants to see it.
    """

    formula: Formula | None = None
    allowed: tuple[float, float] | None = None
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class FootCell:
    """What a row at the foot says below one column: what `formula` gave as the report was made, or the value alone."""

    column: str
    value: Cell
    formula: Formula | None = None


@dataclass(frozen=True, kw_only=True)
class FootRow:
    """A row below those of a live sheet, which says something of single columns, such as each candidate's score."""

    key: str
    name: str
    cells: tuple[FootCell, ...]
    kind: ColumnKind = ColumnKind.NUMBER
    decimals: int | None = None
    is_strong: bool = False


@dataclass(frozen=True, kw_only=True)
class LiveSheet:
    """Rows that a workbook works out again when an input is changed; screen and paper leave them out.

    The cells of `rows` are values, also where their column has a formula: what it gives as the report was made.
    `lines` say what it is about, `note` the same in a few words for the list of sheets. `foot` stands below the rows.
    """

    title: str
    lines: tuple[str, ...]
    inputs: tuple[Input, ...]
    outcomes: tuple[Outcome, ...]
    columns: tuple[LiveColumn, ...]
    rows: tuple[Row, ...]
    note: str = ""
    foot: tuple[FootRow, ...] = ()

    def __post_init__(self) -> None:
        keys, columns = {entry.key for entry in self.inputs}, {column.key for column in self.columns}
        _check_keys([*(entry.key for entry in self.inputs), *(column.key for column in self.columns)])
        _check_keys([*keys, *columns, *(row.key for row in self.foot)])
        in_rows = [column.formula for column in self.columns if column.formula]
        above = [outcome.formula for outcome in self.outcomes]
        for formula, known_keys in (*((one, keys | columns) for one in in_rows), *((one, keys) for one in above)):
            _check_known(formula.keys, known_keys)
            _check_known(formula.whole_columns, columns)
        below = {row.key for row in self.foot}
        for cell in (cell for row in self.foot for cell in row.cells):
            _check_known([cell.column], columns)
            if cell.formula is not None:
                _check_known(cell.formula.keys, keys | below)
                _check_known(cell.formula.whole_columns, columns | below)
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {self.title} has {len(row)} cells for {len(self.columns)} columns")


Section = Text | Facts | Table | StreamedTable | Chart | HeatMap | LiveSheet | Assumptions | Definitions


@dataclass(frozen=True, kw_only=True)
class Report:
    """A whole report. `period` and `subtitle` are words ("1 to 31 October 2026"); `made_at` is naive local time."""

    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    period: str = ""
    made_at: datetime | None = None

    def __post_init__(self) -> None:
        tables = [section for section in self.sections if isinstance(section, Table | StreamedTable)]
        _check_keys(table.key for table in tables)
        for chart in (section for section in self.sections if isinstance(section, Chart)):
            table = self.table(chart.table)
            for key in chart.columns():
                table.column(key)

    def table(self, key: str) -> Table:
        """The table that charts refer to by this key; KeyError if there is none in memory."""
        for section in self.sections:
            if isinstance(section, Table) and section.key == key:
                return section
        raise KeyError(key)


def column_place(columns: Sequence[Column], key: str) -> int:
    """The place of the column with this key, counted from 0; KeyError if there is none."""
    for place, column in enumerate(columns):
        if column.key == key:
            return place
    raise KeyError(key)


def known(value: Cell) -> Cell:
    """The cell, or None where a float is infinite or no number."""
    return None if isinstance(value, float) and not isfinite(value) else value


def total(how: Total, values: Iterable[Cell]) -> Cell:
    """Sum or mean of the cells that are known; None without any, and for text, dates and `Total.NONE`."""
    if how is Total.NONE:
        return None
    counted = [value for value in map(known, values) if value is not None]
    durations = [value for value in counted if isinstance(value, timedelta)]
    if durations:
        whole = sum(durations, timedelta())
        return whole / len(durations) if how is Total.MEAN else whole
    numbers = [value for value in counted if isinstance(value, int | float | Decimal)]
    if not numbers:
        return None
    exact = all(isinstance(value, int | Decimal) for value in numbers)
    amount: int | float | Decimal
    amount = sum(map(Decimal, numbers), Decimal()) if exact else sum(map(float, numbers))
    if how is Total.MEAN:
        return amount / len(numbers)
    return int(amount) if all(isinstance(value, int) for value in numbers) else amount


def _check_known(wanted: Iterable[str], known_keys: Iterable[str]) -> None:
    if unknown := set(wanted) - set(known_keys):
        raise ValueError(f"a formula names what the sheet does not have: {sorted(unknown)}")


def _check_keys(keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"the key {key} is there twice")
        seen.add(key)
