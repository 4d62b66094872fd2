"""The metric dictionary as records: what each figure asks, how it is worked out, what to read beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Better(Enum):
    """Which way a figure should go; CONTEXT: neither way is better by itself."""

    HIGHER = "higher"
    LOWER = "lower"
    CONTEXT = "context"


class MetricGroup(Enum):
    """What a figure is about."""

    VOLUME = "volume and access"
    SPEED = "speed"
    RESOLUTION = "resolution"
    SATISFACTION = "satisfaction"
    CUSTOMERS = "customers"
    TEAM = "cost and team"


@dataclass(frozen=True, kw_only=True)
class Further:
    """A further value of a figure, which stands beside its headline."""

    key: str
    name: str
    formula: str
    unit: str
    better: Better


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One figure of kpis.yaml; its README describes every field.

    `clock`: business, elapsed, by_channel, or empty where no time is counted. `n`: what is counted (cases, answers).
    `counter`: the figure to read beside this one, so that neither is improved at the other's cost.
    """

    key: str
    name: str
    full_name: str
    question: str
    formula: str
    terms: Mapping[str, str]
    unit: str
    better: Better
    clock: str
    n: str
    count: str
    leave_out: tuple[str, ...] = ()
    beside: tuple[Further, ...] = field(default_factory=tuple)
    counter: str
    caution: str

    def further(self, key: str) -> Further | None:
        """Return what stands beside the headline under a key."""
        return next((each for each in self.beside if each.key == key), None)


GROUPS: Mapping[MetricGroup, tuple[str, ...]] = {
    MetricGroup.VOLUME: ("contact_volume", "speed_of_answer", "missed_contacts", "answered_within_target"),
    MetricGroup.SPEED: ("first_response_time", "next_response_time", "requester_wait_time"),
    MetricGroup.RESOLUTION: (
        "first_resolution_time",
        "full_resolution_time",
        "first_contact_resolution",
        "reopen_rate",
        "escalation_rate",
        "resolved_cases",
        "backlog",
    ),
    MetricGroup.SATISFACTION: ("csat", "nps", "ces", "quality_score"),
    MetricGroup.CUSTOMERS: ("churn_rate", "retention_rate", "customer_lifetime_value"),
    MetricGroup.TEAM: ("average_handle_time", "hold_time", "occupancy", "cost_per_contact", "staff_turnover"),
}
"""The figures in the order in which they are read."""


def metric_from(entry: Mapping[str, Any]) -> Metric:
    """Return an entry of kpis.yaml as a record."""
    beside = tuple(Further(**{**each, "better": Better(each["better"])}) for each in entry["beside"])
    plain = {name: entry[name] for name in ("key", "name", "full_name", "question", "formula", "unit", "n", "count")}
    return Metric(
        **plain,
        terms=dict(entry["terms"]),
        better=Better(entry["better"]),
        clock=entry["clock"] or "",
        leave_out=tuple(entry["leave_out"]),
        beside=beside,
        counter=entry["counter"],
        caution=entry["caution"],
    )
