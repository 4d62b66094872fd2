"""Which rule to relax: the best roster without each of those that stand against somebody in a gap."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from csops.domain.roster_checks import Rule
from csops.domain.roster_gaps import Gap
from csops.domain.roster_rules import RosterRules
from csops.domain.roster_solver import Stop, solve
from csops.domain.rosters import Task, sums
from csops.domain.work_terms import Terms

_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True)
class Relief:
    """What the best roster without one rule leaves missing, and costs."""

    rule: Rule
    missing_hours: float
    hours: float
    cost: Decimal


def reliefs(
    task: Task, gaps: Iterable[Gap], *, seconds: float = _SECONDS, stop: Stop | None = None
) -> tuple[Relief, ...]:
    """Return what comes of leaving out each rule that stands against somebody in a gap, the greatest help first.

    Args:
        task: as it was planned.
        gaps: what it leaves missing.
        seconds: how long to search for each of these rosters at most.
        stop: True ends the search.
    """
    named = {reason.rule for gap in gaps for reason in gap.reasons}
    found: list[Relief] = []
    for rule in Rule:
        if rule in named and rule in _WITHOUT:
            freed = _WITHOUT[rule](task)
            made = sums(freed, solve(freed, seconds=seconds, stop=stop).shifts)
            found.append(Relief(rule=rule, missing_hours=made.missing_hours, hours=made.hours, cost=made.cost))
    return tuple(sorted(found, key=lambda each: (each.missing_hours, each.cost)))


def _rules(**values: float) -> Callable[[Task], Task]:
    return lambda task: replace(task, rules=replace(task.rules, **values))  # type: ignore[arg-type] # as the fields are


def _terms(change: Callable[[Terms], Terms], rules: Callable[[RosterRules], RosterRules]) -> Callable[[Task], Task]:
    def freed(task: Task) -> Task:
        workers = tuple(replace(worker, terms=change(worker.terms)) for worker in task.workers)
        return replace(task, workers=workers, rules=rules(task.rules))

    return freed


_WITHOUT: dict[Rule, Callable[[Task], Task]] = {
    Rule.HOURS_A_WEEK: _terms(
        lambda terms: replace(terms, most_hours_per_week=80), lambda rules: replace(rules, hours_per_week=80)
    ),
    Rule.REST: _rules(rest_hours=0),
    Rule.DAYS_IN_A_ROW: _rules(days_in_a_row=31),
    Rule.WEEKENDS_IN_A_ROW: _rules(weekends_in_a_row=52),
    Rule.HOURS_A_DAY: _rules(hours_per_day=16),
    Rule.NOT_AVAILABLE: _terms(lambda terms: replace(terms, available=None), lambda rules: rules),
    Rule.CANNOT_TAKE: _terms(lambda terms: replace(terms, channels=()), lambda rules: rules),
    Rule.LEVEL_TOO_LOW: lambda task: replace(
        task, workers=tuple(replace(worker, not_yet=()) for worker in task.workers)
    ),
}
