"""A roster that is kept, with the need that it was made for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from csops.domain.rosters import Demand, Waiting


class PlanState(Enum):
    """Whether the team has been told."""

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan of so many weeks; its shifts are records of their own.

    `need`: the demands as plain values (`need_of`). `scenario`: what was assumed where it differs from what the team
    assumes. `figures`: what was known of the forecast and of the search when it was made, and, once it was published,
    what the team was told (`told_plans`).
    """

    id: int = 0
    version: int = 1
    first_day: date
    weeks: int
    state: PlanState = PlanState.DRAFT
    name: str = ""
    made_at: datetime
    published_at: datetime | None = None
    need: Sequence[Mapping[str, Any]] = ()
    scenario: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        """The last day that is planned."""
        return self.first_day + timedelta(days=7 * self.weeks - 1)


def plan_of_day(plans: Iterable[Plan], day: date) -> Plan | None:
    """Return the plan that holds for a day: what is published, else the newest draft; None where nothing is planned."""
    found = [plan for plan in plans if plan.first_day <= day <= plan.last_day]
    return max(found, key=lambda plan: (plan.state is PlanState.PUBLISHED, plan.id), default=None)


def published_beside(plan: Plan, plans: Iterable[Plan]) -> Plan | None:
    """Return another plan that is published for some of the same days, None where there is none."""
    for other in plans:
        meets = other.first_day <= plan.last_day and plan.first_day <= other.last_day
        if other.id != plan.id and other.state is PlanState.PUBLISHED and meets:
            return other
    return None


def need_of(demands: Iterable[Demand]) -> list[dict[str, Any]]:
    """Return demands as plain values."""
    return [_plain(demand) for demand in demands]


def _plain(demand: Demand) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "from": demand.starts_at.isoformat(),
        "to": demand.ends_at.isoformat(),
        "people": demand.people,
    }
    if demand.channels:
        plain["channels"] = list(demand.channels)
    if demand.waiting is not None:
        waiting = demand.waiting
        plain["waiting"] = {
            "rate_per_s": waiting.rate_per_s,
            "load": waiting.load,
            "goals": [list(goal) for goal in waiting.goals],
        }
        if waiting.patience_s is not None:
            plain["waiting"]["patience_s"] = waiting.patience_s
        if waiting.paces_s:
            plain["waiting"]["paces_s"] = list(waiting.paces_s)
    return plain


def demands_of(plan: Plan, *, zone: str) -> tuple[Demand, ...]:
    """Return the demands of a plan, in the time of the shop."""
    tz = ZoneInfo(zone)
    return tuple(
        Demand(
            starts_at=datetime.fromisoformat(one["from"]).astimezone(tz),
            ends_at=datetime.fromisoformat(one["to"]).astimezone(tz),
            people=int(one["people"]),
            channels=tuple(one.get("channels", ())),
            waiting=_waiting(one.get("waiting")),
        )
        for one in plan.need
    )


def _waiting(plain: Mapping[str, Any] | None) -> Waiting | None:
    if plain is None:
        return None
    return Waiting(
        rate_per_s=plain["rate_per_s"],
        load=plain["load"],
        goals=tuple((share, within, each) for share, within, each in plain["goals"]),
        patience_s=plain.get("patience_s"),
        paces_s=tuple(plain.get("paces_s", ())),
    )
