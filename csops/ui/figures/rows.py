"""The figures of a period as the rows of a sheet: each beside the period before, or split into groups."""

from collections.abc import Callable, Mapping, Sequence

from csops.domain.kpi_change import Change, change_of
from csops.domain.kpi_figures import Clock, KpiFigure, KpiGroup
from csops.domain.metrics import GROUPS, Metric
from csops.services.kpi_overview import Compared, Lines
from csops.ui.figures.plain import change_heads, doubt_heads, ends_of, value_heads, values_of
from csops.ui.figures.plain import change_of as copied_change
from csops.ui.kit.cards import TREND_ICONS
from csops.ui.kit.sheet_model import SheetCell, SheetColumn, SheetRow
from csops.ui.kpis.words import FigureWords, group_title, short_name, tr


def of_clock(figure: KpiFigure, clock: Clock) -> KpiFigure:
    """Return the figure as the chosen clock counts it; one that counts no time in opening hours is the same in both."""
    return figure.elapsed if clock is Clock.ELAPSED and figure.elapsed is not None else figure


def change_between(now: KpiFigure | None, before: KpiFigure | None, clock: Clock) -> Change | None:
    """Return how a figure has changed by the chosen clock."""
    return None if now is None or before is None else change_of(of_clock(now, clock), of_clock(before, clock))


def doubt_tip() -> str:
    """Return what the range beside a figure means."""
    return tr("Chance moves every figure. 19 of 20 times the true value lies in this range")


def counter_tip() -> str:
    """Return why another figure stands beside one."""
    return tr("The figure to read with it, so that neither is bettered at the cost of the other")


def doubt_column(*, rank: int = 0) -> SheetColumn:
    """Return the column of where true values lie."""
    title = tr("True value likely")
    return SheetColumn(key="doubt", title=title, share=2, least=36, rank=rank, tip=doubt_tip(), copied=doubt_heads())


class FigureRows:
    """Makes the rows: one for each figure, under the headings of their groups."""

    def __init__(self, words: FigureWords, known: Mapping[str, Metric], *, clock: Clock) -> None:
        self._words, self._known, self._clock = words, known, clock

    # ------------------------------------------------------------ beside the period before
    def columns(self) -> tuple[SheetColumn, ...]:
        """Return the columns of figures that are not split."""
        now, change = tr("Now"), tr("Against before")
        return (
            SheetColumn(key="now", title=now, share=3, least=36, copied=value_heads(now)),
            SheetColumn(key="change", title=change, share=2, least=34, copied=change_heads(change)),
            SheetColumn(key="line", title=tr("Over time"), share=3, least=26, rank=1),
            doubt_column(rank=2),
            SheetColumn(key="beside", title=tr("In detail"), share=3, least=42, rank=3),
            SheetColumn(key="counter", title=tr("Look also at"), share=3, least=40, rank=4, tip=counter_tip()),
        )

    def compared(self, found: Compared, lines: Lines | None) -> list[SheetRow]:
        """Return the rows of a period beside the one before."""
        return self._grouped(found.now.figures, lambda key: self._cells(found, lines, key))

    def _cells(self, found: Compared, lines: Lines | None, key: str) -> tuple[SheetCell, ...]:
        metric, figure = self._known[key], of_clock(found.now.figures[key], self._clock)
        change = change_between(found.now.figures[key], found.before.figures.get(key), self._clock)
        return (
            self.value(figure, metric, is_large=True),
            self.change(change, figure, metric),
            self._line(lines, key, change, metric),
            SheetCell(text=self._words.interval(figure), values=ends_of(figure)),
            self._beside(figure, metric),
            self._counter(found, metric),
        )

    def value(self, figure: KpiFigure, metric: Metric, *, is_large: bool = False) -> SheetCell:
        """Return the cell of a value, with what it rests on below."""
        said = self._words.headline(figure, metric)
        basis = self._words.basis(figure, metric)
        is_large, values = is_large and figure.value is not None, values_of(figure, metric, self._words)
        return SheetCell(text=said.value, unit=said.unit, note=basis, is_large=is_large, values=values)

    def change(self, change: Change | None, figure: KpiFigure, metric: Metric) -> SheetCell:
        """Return the cell of a change: what is more than chance with an arrow and in words, else that it is not."""
        amount = self._words.change(change, figure)
        verdict, family = self._words.verdict(change, metric)
        if change is None or not amount:
            return SheetCell(text=verdict, values=copied_change(change, verdict))
        icon, values = TREND_ICONS["up" if change.amount > 0 else "down"], copied_change(change, verdict)
        said = f"{amount}, {verdict}"
        return SheetCell(text=amount, icon=icon, note=verdict, family=family, words=said, values=values)

    def _line(self, lines: Lines | None, key: str, change: Change | None, metric: Metric) -> SheetCell:
        if lines is None:
            return SheetCell()
        parts = lines.parts.get(key, ())
        values = tuple(of_clock(part.figure, self._clock).value for part in parts)
        known = [value for value in values if value is not None]
        if len(known) < 2:
            return SheetCell(text=tr("No line yet"))
        unit = parts[-1].figure.unit
        ends = (self._words.said(value, unit).whole() for value in (min(known), max(known)))
        said = tr("between {low} and {high}").format(**dict(zip(("low", "high"), ends, strict=True)))
        return SheetCell(line=values, family=self._words.verdict(change, metric)[1], words=said)

    def _beside(self, figure: KpiFigure, metric: Metric) -> SheetCell:
        said = [f"{name} {value}" for name, value in self._words.beside(figure, metric)]
        coverage = self._words.coverage(figure)
        if coverage and "coverage" not in {each.key for each in figure.beside}:
            said.append(coverage)
        if figure.too_few or not said:
            return SheetCell()
        return SheetCell(text=said[0], note=", ".join(said[1:]))

    def _counter(self, found: Compared, metric: Metric) -> SheetCell:
        counter, figure = self._known[metric.counter], found.now.figures.get(metric.counter)
        if figure is None:
            return SheetCell(text=short_name(counter))
        said = self._words.headline(of_clock(figure, self._clock), counter)
        return SheetCell(text=short_name(counter), note=said.whole())

    # ------------------------------------------------------------ split
    @staticmethod
    def groups(found: Compared) -> list[KpiGroup]:
        """Return the groups of which anything is counted."""
        return [group for group in found.now.groups if any(figure.n for figure in group.figures.values())]

    def split_columns(self, found: Compared) -> tuple[SheetColumn, ...]:
        """Return a column for all, and one for each group."""
        named = [(str(number), group.name or tr("Without one")) for number, group in enumerate(self.groups(found))]
        groups = (SheetColumn(key=key, title=name, least=32, copied=value_heads(name)) for key, name in named)
        return (SheetColumn(key="all", title=tr("All"), least=34, copied=value_heads(tr("All"))), *groups)

    def split(self, found: Compared) -> list[SheetRow]:
        """Return the rows of a period split into groups; a figure that cannot be split so stands under *All* alone."""

        def cells(key: str) -> tuple[SheetCell, ...]:
            metric = self._known[key]
            of_groups = (group.figures.get(key) for group in self.groups(found))
            return tuple(self._in_group(figure, metric) for figure in (found.now.figures[key], *of_groups))

        return self._grouped(found.now.figures, cells)

    def _in_group(self, figure: KpiFigure | None, metric: Metric) -> SheetCell:
        if figure is None:
            return SheetCell()
        cell = self.value(of_clock(figure, self._clock), metric)
        return SheetCell(text=cell.text) if not figure.n and figure.value is None else cell

    # ------------------------------------------------------------ under headings
    def _grouped(
        self, figures: Mapping[str, KpiFigure], cells: Callable[[str], tuple[SheetCell, ...]]
    ) -> list[SheetRow]:
        rows: list[SheetRow] = []
        for group, keys in GROUPS.items():
            there = [key for key in keys if key in figures]
            if there:
                rows.append(SheetRow(key="", name=group_title(group)))
                rows += [self._row(key, cells(key)) for key in there]
        return rows

    def _row(self, key: str, cells: Sequence[SheetCell]) -> SheetRow:
        metric = self._known[key]
        tip = f"{metric.full_name}\n{metric.question}\n{metric.caution}"
        values = (self._words.unit(metric.unit), metric.question)
        return SheetRow(key=key, name=metric.name, note=metric.question, cells=tuple(cells), tip=tip, values=values)
