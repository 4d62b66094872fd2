"""Figures as plain numbers, for who copies a table of them: a value, its unit, what it rests on, both ends."""

from csops.domain.kpi_change import Change
from csops.domain.kpi_figures import KpiFigure
from csops.domain.metrics import Metric
from csops.ui.kit.sheet_model import Value
from csops.ui.kpis.words import FigureWords, tr


def beside_heads() -> tuple[str, ...]:
    """Return what stands over what a row says of its figure."""
    return tr("Unit"), tr("Question")


def value_heads(title: str) -> tuple[str, ...]:
    """Return what stands over the plain values of a column of figures."""
    return title, tr("{column}, rests on").format(column=title), tr("{column}, note").format(column=title)


def change_heads(title: str) -> tuple[str, ...]:
    """Return what stands over the plain values of a column of changes."""
    return title, tr("{column}, verdict").format(column=title)


def doubt_heads() -> tuple[str, ...]:
    """Return what stands over both ends of where the true value lies."""
    return tr("True value likely from"), tr("True value likely to")


def values_of(figure: KpiFigure, metric: Metric, words: FigureWords) -> tuple[Value, ...]:
    """Return the value in its unit, how many it rests on, and what has to be said; a share of too few has counts."""
    counts = words.counts(figure) if figure.too_few and figure.n else ""
    few = words.basis(figure, metric) if figure.too_few or not figure.n else ""
    return (None if counts else rounded(figure.value), figure.n, ", ".join(one for one in (counts, few) if one))


def ends_of(figure: KpiFigure) -> tuple[Value, ...]:
    """Return where the true value lies; nothing of too few."""
    return (None, None) if figure.too_few else (rounded(figure.low), rounded(figure.high))


def change_of(change: Change | None, verdict: str) -> tuple[Value, ...]:
    """Return a change in the unit of its figure (of shares in points), and what is to be thought of it."""
    return (None if change is None else rounded(change.amount), verdict)


def rounded(value: float | None) -> float | None:
    """Return a number with two places, more than what is shown."""
    return None if value is None else round(value, 2)
