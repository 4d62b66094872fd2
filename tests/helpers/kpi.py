"""Figures made of the worked examples of the dictionary, for what only shows them."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from csops.domain.kpi_figures import Beside, By, KpiFigure, KpiGroup, Kpis
from csops.services.content import starter
from csops.services.metrics import metrics

_WHOLES = ("offered", "mature", "resolutions", "answered", "active_at_start", "with_duration", "contacts", "cases")


def example_figures(*, few: Collection[str] = (), times: float = 1.0) -> dict[str, KpiFigure]:
    """Return every figure as its example says, `few` of them too few to judge; `times` makes them larger."""
    return {entry["key"]: _figure(entry, few, times) for entry in starter("kpis")["kpis"]}


def _figure(entry: Mapping[str, Any], few: Collection[str], times: float) -> KpiFigure:
    metric, example = metrics()[entry["key"]], entry["example"]
    lists = [value for value in example["inputs"].values() if isinstance(value, list)]
    counts = {name: value for name, value in example["inputs"].items() if not isinstance(value, list)}
    wholes = [counts[name] for name in _WHOLES if name in counts]
    value = example["result"] * times
    n = 7 if entry["key"] in few else len(lists[0]) if lists else round(wholes[0] if wholes else value)
    return KpiFigure(
        key=metric.key,
        value=value,
        n=n,
        low=None if metric.unit in {"contacts", "cases", "resolutions"} else value * 0.95,
        high=None if metric.unit in {"contacts", "cases", "resolutions"} else value * 1.05,
        unit=metric.unit,
        too_few=entry["key"] in few,
        beside=tuple(
            Beside(key=key, value=known, unit=further.unit)
            for key, known in example["beside"].items()
            if (further := metric.further(key)) is not None
        ),
        counts=counts,
        rule=(("fcr days", "7"),) if metric.key == "first_contact_resolution" else (),
    )


def example_kpis(
    *,
    first_day: date,
    last_day: date,
    by: By | None = None,
    keys: Collection[str] | None = None,
    few: Collection[str] = (),
    times: float = 1.0,
) -> Kpis:
    """Return the figures of a period, split into two groups where that is asked for."""
    every = example_figures(few=few, times=times)
    figures = {key: figure for key, figure in every.items() if keys is None or key in keys}
    split = {key: figure for key, figure in figures.items() if key not in {"nps", "churn_rate"}}
    groups = (KpiGroup(id=1, name="Phone", figures=split), KpiGroup(id=None, name="None", figures=split))
    return Kpis(
        first_day=first_day,
        last_day=last_day,
        at=datetime(2026, 11, 17, 9, 21, tzinfo=UTC),
        figures=figures,
        by=by,
        groups=groups if by else (),
        versions=(date(1, 1, 1), date(2026, 9, 1)),
    )


def stand_in(**given: Any) -> Callable[..., Kpis]:
    """Return a service that answers with the examples."""

    def kpis(_workspace: object, **asked: Any) -> Kpis:
        return example_kpis(**asked, **given)

    return kpis
