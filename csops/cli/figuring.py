"""The command that tells the figures of the metric dictionary for a period."""

import argparse
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command
from csops.domain import wording

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.kpi_figures import KpiFigure, Kpis
    from csops.domain.metrics import Metric

_BY = ("channel", "topic", "person")
_UNITS = {"percent": " %", "money": "", "seconds": " s", "minutes": " min", "hours": " h"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", metavar="D", required=True, help="first day")
    parser.add_argument("--to", dest="last", metavar="D", required=True, help="last day; it is included")
    parser.add_argument("--by", choices=_BY, help="each figure by channel, topic or person as well")


def kpi(call: Call) -> Answer:
    """Tell every figure of the metric dictionary: value, what it rests on, its doubt, and what stands beside it."""
    from csops.domain.kpi_figures import By
    from csops.services.kpi import kpis
    from csops.services.metrics import metrics

    options = call.options
    with call.workspace() as workspace:
        today = workspace.today()
        first = wording.day(options.first, today=today, field="--from", past=True)
        last = wording.day(options.last, today=today, field="--to", past=True)
        found = kpis(workspace, first_day=first, last_day=last, by=By(options.by) if options.by else None)
    known = metrics()
    lines = [line for key, figure in found.figures.items() for line in _lines(found, figure, known[key])]
    return Answer(data=_data(found), lines=tuple(lines))


def _data(found: "Kpis") -> dict[str, Any]:
    data: dict[str, Any] = {key: _plain(figure) for key, figure in found.figures.items()}
    if found.by is not None:
        for key in found.figures:
            data[key]["by"] = [
                {found.by.value: group.name or None, "id": group.id, **_plain(group.figures[key])}
                for group in found.groups
                if key in group.figures
            ]
    versions = [day.isoformat() for day in found.versions]
    return {**data, "from": found.first_day, "to": found.last_day, "opening_hours_valid_from": versions}


def _plain(figure: "KpiFigure") -> dict[str, Any]:
    elapsed = figure.elapsed
    return {
        "value": figure.value,
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "too_few": figure.too_few,
        "beside": {each.key: each.value for each in figure.beside},
        "counts": dict(figure.counts),
        "coverage": figure.coverage,
        "rule": dict(figure.rule),
        "elapsed": None if elapsed is None else _around_the_clock(elapsed),
    }


def _around_the_clock(figure: "KpiFigure") -> dict[str, Any]:
    beside = {each.key: each.value for each in figure.beside}
    return {"value": figure.value, "low": figure.low, "high": figure.high, **beside}


def _lines(found: "Kpis", figure: "KpiFigure", metric: "Metric") -> list[str]:
    names = {each.key: each.name for each in metric.beside} | {"mean": "mean", "p90": "90th percentile"}
    beside = [
        f"{names[each.key].lower()} {_said(each.value, each.unit)}"
        for each in figure.beside
        if each.value is not None and each.key in names
    ]
    lines = [f"{metric.name}: {_value(figure)}" + (f"; {', '.join(beside)}" if beside else "")]
    mine = [(group.name or "none", group.figures[figure.key]) for group in found.groups if figure.key in group.figures]
    return [*lines, *(f"    {name}: {_value(one)}" for name, one in mine if one.n)]


def _value(figure: "KpiFigure") -> str:
    if figure.value is None:
        counts = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in figure.counts.items() if value)
        return f"not defined ({counts or 'nothing to count'})"
    doubt = "" if figure.low is None or figure.high is None else f" ({figure.low:.3g} to {figure.high:.3g})"
    few = ", too few to judge" if figure.too_few else ""
    return f"{_said(figure.value, figure.unit)}{doubt}, n {figure.n:,}{few}"


def _said(value: float | None, unit: str) -> str:
    shown = "?" if value is None else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return shown + _UNITS.get(unit, f" {unit}")


COMMANDS = (
    Command(
        name="kpi",
        does="Figures of service, customers and team for a period",
        arguments=_arguments,
        run=kpi,
    ),
)
