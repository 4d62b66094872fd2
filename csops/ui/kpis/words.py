"""Figures in words: value and unit, what they rest on, their doubt, how they changed, their formula with numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.kpi_change import COUNTED, Change, is_better
from csops.domain.kpi_counts import part_of_whole, records_behind
from csops.domain.kpi_figures import KpiFigure
from csops.domain.metrics import Metric, MetricGroup
from csops.ui.kit.formats import NO_BREAK, UNKNOWN, Formats

N = QT_TRANSLATE_NOOP
_CONTEXT = "FigureWords"
_IN_SECONDS: Mapping[str, int] = {"seconds": 1, "minutes": 60, "hours": 3600}
_MINUTES_FROM_S, _HOURS_FROM_S = 100, 7200

GROUP_TITLES: Mapping[MetricGroup, object] = {
    MetricGroup.VOLUME: N("FigureWords", "Volume and access"),
    MetricGroup.SPEED: N("FigureWords", "Speed"),
    MetricGroup.RESOLUTION: N("FigureWords", "Resolution"),
    MetricGroup.SATISFACTION: N("FigureWords", "Satisfaction"),
    MetricGroup.CUSTOMERS: N("FigureWords", "Customers"),
    MetricGroup.TEAM: N("FigureWords", "Cost and team"),
}
_COUNTS: Mapping[str, object] = {
    "contacts": N("FigureWords", "%Ln contacts"),
    "cases": N("FigureWords", "%Ln cases"),
    "turns": N("FigureWords", "%Ln messages"),
    "answers": N("FigureWords", "%Ln answers"),
    "customers": N("FigureWords", "%Ln customers"),
    "reviews": N("FigureWords", "%Ln reviews"),
    "members": N("FigureWords", "%Ln members"),
    "resolutions": N("FigureWords", "%Ln resolutions"),
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A value as it is written: the number, and its unit beside it."""

    value: str
    unit: str = ""

    def whole(self) -> str:
        """Return both."""
        return f"{self.value}{NO_BREAK}{self.unit}" if self.unit else self.value


class FigureWords:
    """Writes figures of the dictionary."""

    def __init__(self, formats: Formats, *, currency: str) -> None:
        self.formats, self._currency = formats, currency

    # ------------------------------------------------------------ values
    def said(self, value: float | None, unit: str, *, signed: bool = False) -> Said:
        """Return a value in its unit; times in the unit in which they read best."""
        if value is None:
            return Said(value=UNKNOWN)
        if unit == "money":
            return Said(value=("+" if signed and value > 0 else "") + self.formats.money(value, self._currency))
        if unit in _IN_SECONDS:
            return self._time(value * _IN_SECONDS[unit], signed=signed)
        beside = {"percent": tr("pts") if signed else tr("%"), "points": tr("pts") if signed else ""}
        return Said(value=self._short(value, signed=signed), unit=beside.get(unit, ""))

    def _time(self, seconds: float, *, signed: bool) -> Said:
        size = abs(seconds)
        each, unit = (3600, tr("h")) if size >= _HOURS_FROM_S else (60, tr("min"))
        if size < _MINUTES_FROM_S:
            each, unit = 1, tr("s")
        return Said(value=self._short(seconds / each, signed=signed), unit=unit)

    def _short(self, value: float, *, signed: bool) -> str:
        decimals = 0 if abs(value) >= 100 or abs(value - round(value)) < 0.05 else 1
        return self.formats.number(value, decimals=decimals, signed=signed)

    def unit(self, unit: str) -> str:
        """Return the unit of plain values."""
        times = {"seconds": tr("s"), "minutes": tr("min"), "hours": tr("h")}
        rates = {"percent": tr("%"), "points": tr("points"), "money": self._currency}
        return {**times, **rates}.get(unit, unit_words(unit))

    def headline(self, figure: KpiFigure, metric: Metric) -> Said:
        """Return the value of a figure; of too few of a whole the counts: "3 of 4"."""
        if figure.too_few and figure.n and (counts := self.counts(figure)):
            return Said(value=counts)
        said = self.said(figure.value, figure.unit)
        if figure.unit in COUNTED:
            return said if figure.value is None else Said(value=said.value, unit=unit_words(figure.unit, figure.value))
        kind = tr("median") if metric.formula.startswith("median") else ""
        kind = tr("mean") if metric.formula.startswith("mean") else kind
        return Said(value=said.value, unit=f"{said.unit} {kind}".strip()) if figure.value is not None else said

    def counts(self, figure: KpiFigure) -> str:
        """Return a share as its counts, "3 of 4"; empty for what is no share."""
        found = part_of_whole(figure)
        if found is None:
            return ""
        part, whole = found
        return tr("{part} of {whole}").format(part=self.formats.number(part), whole=self._short(whole, signed=False))

    # ------------------------------------------------------------ what it rests on
    def n(self, figure: KpiFigure, metric: Metric) -> str:
        """Return what a figure rests on: "412 cases"."""
        return tr(str(_COUNTS.get(metric.n, _COUNTS["contacts"])), figure.n)

    def behind(self, figure: KpiFigure, metric: Metric) -> str:
        """Return how many records are behind a figure: as `n`, of resolutions the cases resolved."""
        kind = "cases" if metric.n == "resolutions" else metric.n
        return tr(str(_COUNTS.get(kind, _COUNTS["contacts"])), records_behind(figure))

    def basis(self, figure: KpiFigure, metric: Metric) -> str:
        """Return what it rests on, and whether that is too few; of a count nothing but that."""
        if not figure.n and figure.value is None:
            return tr("Nothing to count")
        if figure.too_few:
            counted = figure.unit in COUNTED
            return tr("Too few to judge") if counted else tr("{n}, too few").format(n=self.n(figure, metric))
        if figure.key == "backlog":
            old = round(figure.counts.get("over_7_d", 0))
            return tr("%Ln over 7 days old", old) if old else tr("None over 7 days old")
        return "" if figure.unit in COUNTED else self.n(figure, metric)

    def interval(self, figure: KpiFigure) -> str:
        """Return where the true value may lie; empty where that is not known or there are too few."""
        if figure.low is None or figure.high is None or figure.too_few or figure.value is None:
            return ""
        low, high = self.said(figure.low, figure.unit), self.said(figure.high, figure.unit)
        if low.unit == high.unit:
            low = Said(value=low.value)
        return tr("{low} to {high}").format(low=low.whole(), high=high.whole())

    def beside(self, figure: KpiFigure, metric: Metric) -> list[tuple[str, str]]:
        """Return what stands beside a figure: names and values."""
        found = []
        for each in figure.beside:
            further = metric.further(each.key)
            if further is not None:
                name = tr("9 of 10 within") if each.key == "p90" else further.name
                found.append((name, self.said(each.value, each.unit).whole()))
        return found

    def coverage(self, figure: KpiFigure) -> str:
        """Return what share of what could have counted does; empty where all of it does."""
        if figure.coverage is None or figure.coverage >= 1:
            return ""
        return tr("Coverage {share}").format(share=self.formats.share(figure.coverage))

    # ------------------------------------------------------------ change
    def change(self, change: Change | None, figure: KpiFigure) -> str:
        """Return a change that is more than chance: "+5 min", of counts in per cent; else nothing."""
        if change is None or change.is_chance:
            return ""
        if figure.unit in COUNTED and change.share is not None:
            return self.formats.share(change.share, signed=True)
        return self.said(change.amount, figure.unit, signed=True).whole()

    def verdict(self, change: Change | None, metric: Metric) -> tuple[str, str]:
        """Return how a figure stands to the period before, and the family of its colour."""
        if change is None:
            return "", "neutral"
        if change.is_chance:
            return tr("As before"), "neutral"
        better = is_better(change, metric.better)
        if better is None:
            return (tr("More than before") if change.amount > 0 else tr("Less than before")), "neutral"
        return (tr("Better than before"), "success") if better else (tr("Worse than before"), "warning")


def unit_words(unit: str, number: float = 2) -> str:
    """Return what is counted, beside a count of so many."""
    one = {"contacts": tr("contact"), "cases": tr("case"), "resolutions": tr("resolution")}
    many = {"contacts": tr("contacts"), "cases": tr("cases"), "resolutions": tr("resolutions")}
    return (one if number == 1 else many).get(unit, "")


def short_name(metric: Metric) -> str:
    """Return the name of a figure without what it is abbreviated to."""
    return metric.name.partition(" (")[0]


def group_title(group: MetricGroup) -> str:
    """Return what a group of figures is called."""
    return tr(str(GROUP_TITLES[group]))


def rule_words(figure: KpiFigure) -> str:
    """Return what was decided and the figure depends on."""
    said = []
    names = {
        "fcr days": tr("N: {value} days without a new contact on the same topic"),
        "lost after days": tr("Lost: no purchase for {value} days, or marked lost"),
        "lost after days without a contact": tr("Lost: no contact for {value} days, or marked lost"),
        "scale": tr("Scale {value}"),
        "paid hours": tr("Paid hours: {value}"),
        "weighed": tr("Each review counts for the contacts of its stratum"),
        "withheld": tr("Without reviews of people with too few, of whom it would tell"),
        "hidden": tr("Hidden: it would tell of one colleague by too few reviews"),
    }
    for name, value in figure.rule:
        known = names.get(name)
        said.append(known.format(value=value) if known else f"{name[:1].upper()}{name[1:]}: {value}")
    return "\n".join(said)


def tr(text: str, number: int = -1) -> str:
    """Translate a sentence about figures; `%Ln` is the number, in its plural form."""
    return QCoreApplication.translate(_CONTEXT, text, None, number)
