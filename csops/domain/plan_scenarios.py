"""What if: a few named changes to what a plan of shifts assumes, as a file says them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from csops.domain import wording
from csops.domain.assumptions import Assumptions
from csops.domain.errors import NotUnderstood
from csops.domain.opening_hours import require_keys


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Changes to what the team assumes; `without` names members who are not planned."""

    name: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()

    def on(self, usual: Assumptions) -> Assumptions:
        """Return the assumptions with these changes."""
        return replace(usual, **self.changes)

    @property
    def plain(self) -> dict[str, Any]:
        """The changes as plain values, to be kept with a plan."""
        values: dict[str, Any] = {"name": self.name} if self.name else {}
        for key, value in self.changes.items():
            values[key] = str(value) if isinstance(value, Decimal) else value
        return values | ({"without": list(self.without)} if self.without else {})


def scenario_from(mapping: object) -> Scenario:
    """Read a scenario from plain values, as YAML gives them.

    All keys may be left out:

        name: Christmas
        volume: 1.25                 # 25 % more contacts everywhere; also "125 %"
        handle_time: 1.1             # times those measured
        handle_times: {phone: 4m}    # in their place
        service_level: 80 %          # of whoever waits, in place of each channel's own
        within: 30s
        deferred_within: 8h          # opening time, in place of each channel's own
        minimum_people: 2
        max_occupancy: 85 %
        cost_per_hour: 21.50
        without: [Rosa Okafor]       # members who are not planned

    Raises:
        NotUnderstood, UnknownName, OutOfRange: naming the key.
    """
    if not isinstance(mapping, Mapping):
        raise NotUnderstood(field="scenario", value=mapping, right="Write named values, such as volume: 1.25")
    require_keys(mapping, allowed=("name", "without", *_KEYS), field="scenario key")
    changes = {_KEYS[key][0]: _KEYS[key][1](mapping[key], str(key)) for key in mapping if key in _KEYS}
    without = mapping.get("without") or ()
    if isinstance(without, str) or not isinstance(without, list | tuple):
        without = (without,)
    scenario = Scenario(
        name=str(mapping.get("name") or ""), changes=changes, without=tuple(str(name) for name in without)
    )
    scenario.on(Assumptions())  # refuses what is out of range
    return scenario


def scenario_of(plain: Mapping[str, Any]) -> Scenario:
    """Return the scenario whose `plain` a plan keeps."""
    changes = {key: value for key, value in plain.items() if key not in {"name", "without"}}
    if "cost_per_hour" in changes:
        changes["cost_per_hour"] = Decimal(changes["cost_per_hour"])
    return Scenario(name=plain.get("name", ""), changes=changes, without=tuple(plain.get("without", ())))


def share_from(value: object, field: str) -> float:
    """Read a share: 0.8, or "80 %"."""
    text = str(value).strip()
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        raise NotUnderstood(field=field, value=value, right="Write a share such as 0.8 or 80 %") from None


def _seconds(value: object, field: str) -> float:
    return float(value) if isinstance(value, int | float) else wording.duration(str(value), field=field).total_seconds()


def _seconds_each(value: object, field: str) -> dict[str, float]:
    if not isinstance(value, Mapping):
        raise NotUnderstood(field=field, value=value, right="Name channels with their times, such as {phone: 4m}")
    return {str(key): _seconds(each, field) for key, each in value.items()}


def _whole(value: object, field: str) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise NotUnderstood(field=field, value=value, right="Write a whole number") from None


def money_from(value: object, field: str) -> Decimal:
    """Read an amount such as 21.50."""
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise NotUnderstood(field=field, value=value, right="Write an amount such as 21.50")
    return found


_KEYS: Mapping[str, tuple[str, Callable[[object, str], Any]]] = {
    "volume": ("volume_factor", share_from),
    "handle_time": ("handle_time_factor", share_from),
    "handle_times": ("handle_times_s", _seconds_each),
    "service_level": ("service_level", share_from),
    "within": ("target_s", _seconds),
    "deferred_within": ("deferred_within_s", _seconds),
    "minimum_people": ("minimum_people", _whole),
    "max_occupancy": ("max_occupancy", share_from),
    "cost_per_hour": ("cost_per_hour", money_from),
}
