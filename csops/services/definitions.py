"""What the figures of a report mean, from the metric dictionary that comes with the program."""

from collections.abc import Mapping, Sequence
from typing import Any

from csops.domain.reports import Definition, Definitions
from csops.services.content import starter

_SOURCE = "Metric dictionary of csops, kpis.yaml"


def definitions(keys: Sequence[str], *, further: Sequence[Definition] = ()) -> Definitions:
    """Return the definitions of figures by their keys, and further ones behind them."""
    known: dict[str, Mapping[str, Any]] = {entry["key"]: entry for entry in starter("kpis")["kpis"]}
    return Definitions(entries=(*(_definition(known[key]) for key in keys), *further))


def _definition(entry: Mapping[str, Any]) -> Definition:
    clock = {"business": "Counted in opening hours.", "elapsed": "Counted around the clock."}.get(entry["clock"])
    left_out = "; ".join(entry["leave_out"])
    said = (entry["question"], entry["count"], clock, f"Not counted: {left_out}." if left_out else "", entry["caution"])
    return Definition(term=entry["name"], definition=" ".join(part for part in said if part), source=_SOURCE)
