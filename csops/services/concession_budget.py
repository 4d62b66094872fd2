"""What the business gave in a month: the budget and its burn, by kind, cause and person."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.cases import Cause
from csops.domain.concession_decisions import month_of
from csops.domain.concession_rules import agreed_sum
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.periods import check_year
from csops.domain.team import Shop
from csops.services.concession_rules import rules_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Slice:
    """A part of what was given: of one kind, cause, person or month; `n` concessions that cost `cost` together."""

    key: str
    name: str
    n: int
    cost: Decimal


@dataclass(frozen=True, kw_only=True)
class Budget:
    """A calendar month of the shop.

    Attributes:
        month: its first day. `currency`: of all amounts.
        limit: None without a budget.
        counted: what counts in it. `open`: agreed and not sent or done yet, of whatever day; it will count then.
        waiting: asked for and not decided.
        month_gone: the share of the month that has passed (0 to 1).
        by_kind, by_cause, by_person: what counts, the costliest first; persons only for whoever may see them, others
            see their own line.
    """

    month: date
    currency: str
    limit: Decimal | None
    counted: Decimal
    n: int
    open: Decimal
    waiting: Decimal
    month_gone: float
    by_kind: tuple[Slice, ...]
    by_cause: tuple[Slice, ...]
    by_person: tuple[Slice, ...]

    @property
    def used(self) -> Decimal:
        """What is spent or bound."""
        return self.counted + self.open

    @property
    def left(self) -> Decimal | None:
        """What is left of it, below zero where more was given; None without a budget."""
        return None if self.limit is None else self.limit - self.used

    @property
    def burn(self) -> float | None:
        """Which share of it is used (0 to 1, above 1 beyond it); None without a budget or one of nothing."""
        return float(self.used / self.limit) if self.limit else None


def budget(workspace: Workspace, *, month: date | None = None) -> Budget:
    """Return the budget of the month that a day lies in, of this month without one.

    Raises OutOfRange for a day outside 1900 to 2199.
    """
    workspace.require(Permission.READ)
    if month is not None:
        check_year(month, field="month")
    now = workspace.now()
    with workspace.read() as work:
        shop = work.settings.get(Shop)
        day = datetime.combine(month, datetime.min.time(), tzinfo=ZoneInfo(shop.zone)) if month else now
        first, following = month_of(day, zone=shop.zone)
        rules, store = rules_in(work), work.care.concessions
        is_now = first <= now < following
        counting = store.counting(first, following, with_uncounted=is_now)
        counted = [one for one in counting if one.counted_at is not None]
        waiting = store.where(state=ConcessionState.WAITING) if is_now else []
        return Budget(
            month=first.date(),
            currency=rules.currency,
            limit=rules.shared.budget,
            counted=agreed_sum(one.cost for one in counted),
            n=len(counted),
            open=agreed_sum(one.cost for one in counting if one.counted_at is None),
            waiting=agreed_sum(one.cost for one in waiting),
            month_gone=min(max((now - first) / (following - first), 0.0), 1.0),
            by_kind=by_kind(work, counted),
            by_cause=by_cause(work, counted),
            by_person=by_person(work, counted, workspace=workspace),
        )


def by_kind(work: Work, given: Sequence[Concession]) -> tuple[Slice, ...]:
    """Return what was given by kind, the costliest first."""
    names = {kind.key: kind.name for kind in rules_in(work).kinds}
    return slices(given, key=lambda one: one.kind, name=lambda key: names.get(key, key))


def by_cause(work: Work, given: Sequence[Concession]) -> tuple[Slice, ...]:
    """Return what was given by the root cause of its case, the costliest first; without a cause under ""."""
    cases = work.cases.get_many(one.case_id for one in given)

    def cause(one: Concession) -> str:
        case = cases.get(one.case_id)
        return case.cause.value if case and case.cause else ""

    return slices(given, key=cause, name=lambda key: Cause(key).value.capitalize() if key else "Cause not noted")


def by_person(work: Work, given: Sequence[Concession], *, workspace: Workspace) -> tuple[Slice, ...]:
    """Return what was given by who decided; only their own line for whoever may not see figures of persons."""
    names = {member.id: member.name for member in work.members.all()}
    found = slices(
        given, key=lambda one: str(one.decided_by or one.given_by), name=lambda key: names.get(int(key), "Somebody")
    )
    if workspace.may(Permission.PERSONS):
        return found
    return tuple(one for one in found if one.key == str(workspace.member.id))


def slices(
    given: Iterable[Concession], *, key: Callable[[Concession], str], name: Callable[[str], str]
) -> tuple[Slice, ...]:
    """Return concessions added up by a key, the costliest first."""
    costs: dict[str, list[Decimal]] = {}
    for one in given:
        costs.setdefault(key(one), []).append(one.cost)
    found = [Slice(key=one, name=name(one), n=len(all_of), cost=agreed_sum(all_of)) for one, all_of in costs.items()]
    return tuple(sorted(found, key=lambda one: (-one.cost, one.name)))


def by_month(given: Iterable[Concession], *, zone: str) -> tuple[Slice, ...]:
    """Return what counted by calendar month in the zone ("2026-03"), the oldest first."""
    place = ZoneInfo(zone)

    def month(one: Concession) -> str:
        return f"{(one.counted_at or one.given_at).astimezone(place):%Y-%m}"

    return tuple(sorted(slices(given, key=month, name=lambda key: key), key=lambda one: one.key))
