"""A formula of the dictionary as one reads it, and with the numbers of today in the places of its terms."""

import re

from csops.domain.kpi_figures import KpiFigure
from csops.domain.metrics import Metric
from csops.ui.kit.formats import MINUS
from csops.ui.kpis.words import FigureWords, tr

_WORD = re.compile(r"[A-Za-z_]\w*")
_LIST = re.compile(r"\b(mean|median|p90|count)\((\w+)\)")


def readable(formula: str) -> str:
    """Return a formula with the signs of a school book: × and −, names in words."""
    shown = _LIST.sub(lambda found: f"{_function(found[1])} {_named(found[2])}", formula)
    return _WORD.sub(lambda found: _named(found[0]), shown).replace("*", "×").replace(" - ", f" {MINUS} ")


def filled(metric: Metric, figure: KpiFigure, words: FigureWords) -> str:
    """Return the formula with what was counted, and what it comes to; empty where not all of it is known."""
    if figure.value is None:
        return ""

    def of(found: re.Match[str]) -> str:
        return f"{_function(found[1])} {_listed(found[2], metric, figure, words)}"

    of_list = _LIST.sub(of, metric.formula)
    if of_list == metric.formula:
        names = set(_WORD.findall(metric.formula))
        if not names <= set(figure.counts):
            return ""
        of_list = _WORD.sub(lambda found: _number(figure.counts[found[0]], words), metric.formula)
    shown = of_list.replace("*", "×").replace(" - ", f" {MINUS} ")
    return tr("{formula} = {value}").format(formula=shown, value=words.said(figure.value, figure.unit).whole())


def _listed(name: str, metric: Metric, figure: KpiFigure, words: FigureWords) -> str:
    number = figure.counts.get(name)
    if number is None:
        return words.n(figure, metric)
    return words.formats.number(number)


def _function(name: str) -> str:
    said = {"mean": tr("mean of"), "median": tr("median of"), "p90": tr("90th percentile of"), "count": tr("number of")}
    return said[name]


def _named(name: str) -> str:
    return name.replace("_", " ")


def _number(value: float, words: FigureWords) -> str:
    """Return a number with as many digits as the result needs: 1.05 years would be 1.0."""
    return words.formats.number(value, decimals=0 if float(value).is_integer() else 2 if abs(value) < 10 else 1)
