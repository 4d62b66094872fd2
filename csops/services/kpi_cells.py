"""Figures of the dictionary as cells and facts of a report."""

from datetime import timedelta
from decimal import Decimal

from csops.domain.kpi_change import COUNTED, Change, is_better
from csops.domain.kpi_counts import part_of_whole
from csops.domain.kpi_figures import KpiFigure
from csops.domain.metrics import Metric
from csops.domain.reports import Cell, ColumnKind, Fact

_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}
_RULES = {
    "fcr days": "verified after {} days",
    "lost after days": "lost after {} days without a purchase",
    "lost after days without a contact": "lost after {} days without a contact",
}
_UNITS = {"contacts": "contacts", "cases": "cases", "resolutions": "resolutions", "points": "points"}


def kind_of(unit: str) -> ColumnKind:
    """Return as what kind of cell a unit is written."""
    if unit in _SECONDS:
        return ColumnKind.DURATION
    if unit in COUNTED:
        return ColumnKind.INTEGER
    return {"percent": ColumnKind.SHARE, "money": ColumnKind.MONEY}.get(unit, ColumnKind.NUMBER)


def cell_of(value: float | None, unit: str) -> Cell:
    """Return a value as a cell: shares 0 to 1, times as durations, counts as whole numbers."""
    if value is None:
        return None
    if unit in _SECONDS:
        return timedelta(seconds=round(value * _SECONDS[unit]))
    if unit in COUNTED:
        return round(value)
    if unit == "money":
        return Decimal(str(round(value, 2)))
    return value / 100 if unit == "percent" else value


def text_of(value: float | None, unit: str, *, currency: str = "") -> str:
    """Return a value in words, for notes: "41 min", "72.5 %"."""
    if value is None:
        return "unknown"
    if unit in _SECONDS:
        seconds = value * _SECONDS[unit]
        if abs(seconds) >= 7200:
            return f"{seconds / 3600:.1f} h"
        return f"{seconds / 60:.1f} min" if abs(seconds) >= 100 else f"{seconds:.1f} s"
    if unit in COUNTED:
        return f"{value:,.0f}"
    if unit == "money":
        return f"{value:,.2f} {currency}".strip()
    return f"{value:.1f} %" if unit == "percent" else f"{value:.1f}"


def basis_of(figure: KpiFigure, metric: Metric, *, currency: str = "") -> str:
    """Return what a figure rests on: n, where the true value may lie, what stands beside it, its rule."""
    if not figure.n and figure.value is None:
        return "Nothing to count"
    said = [f"{figure.n:,} {metric.n}"]
    if figure.too_few:
        counts = part_of_whole(figure)
        if counts is not None:
            said[0] = f"{counts[0]:,.0f} of {counts[1]:,.4g} {metric.n}"
        said[0] += ": too few to judge"
    elif figure.low is not None and figure.high is not None:
        low, high = (text_of(value, figure.unit, currency=currency) for value in (figure.low, figure.high))
        said.append(f"true value likely {low} to {high}")
    for each in figure.beside:
        further = metric.further(each.key)
        if further is not None and each.value is not None and not figure.too_few:
            said.append(f"{further.name} {text_of(each.value, each.unit, currency=currency)}")
    said += rules_of(figure)
    return "; ".join(said)


def rules_of(figure: KpiFigure) -> list[str]:
    """Return what was decided and the figure depends on, in words."""
    return [_RULES[name].format(value) if name in _RULES else f"{name} {value}" for name, value in figure.rule]


def fact_of(figure: KpiFigure, metric: Metric, *, currency: str, change: Change | None = None) -> Fact:
    """Return a figure as a fact: shares of too few as counts, without a value."""
    is_share = figure.unit in {"percent", "points"}
    basis = basis_of(figure, metric, currency=currency)
    return Fact(
        name=metric.name,
        value=None if figure.too_few and is_share else cell_of(figure.value, figure.unit),
        kind=kind_of(figure.unit),
        unit="h:mm:ss" if figure.unit in _SECONDS else _UNITS.get(figure.unit, ""),
        currency=currency if figure.unit == "money" else "",
        decimals=1 if figure.unit in {"percent", "points"} else None,
        note="; ".join(part for part in (change_words(change, figure, metric), basis) if part),
    )


def change_words(change: Change | None, figure: KpiFigure, metric: Metric) -> str:
    """Return how a figure stands to the period before, where that is more than chance."""
    if change is None or change.is_chance or not change.amount:
        return ""
    better = is_better(change, metric.better)
    kind = "More" if change.amount > 0 else "Less"
    if better is not None:
        kind = "Better" if better else "Worse"
    return f"{kind} than before ({text_of(change.before, figure.unit)})"
