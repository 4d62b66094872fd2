"""How far the limits of concessions are used up at a moment: of a member, a case, a customer, the business."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from csops.domain.access import Role
from csops.domain.cases import Case
from csops.domain.concession_decisions import CUSTOMER_DAYS, least_by_role, month_of, month_sums
from csops.domain.concession_rules import (
    ConcessionRules,
    RoleLimit,
    Totals,
    above_shared,
    agreed_sum,
    decider,
    ranks_above,
    shared_left,
)
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.errors import AboveLimits
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services.concession_rules import rules_in
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is used up, for one giver and one case.

    `months`: what each member decided in this calendar month, agreed and not yet sent or done with it, for it will
    count once it is. `members`: all of the team. `currency`: the shop's.
    """

    rules: ConcessionRules
    currency: str
    giver: Member
    members: tuple[Member, ...]
    months: Mapping[int, Decimal]
    totals: Totals

    @property
    def this_month(self) -> Decimal:
        """What the giver decided in this month."""
        return self.months.get(self.giver.id, Decimal(0))

    @property
    def limit(self) -> RoleLimit:
        """What the giver's role may give."""
        return self.rules.limit(self.giver.role)

    @property
    def own_left(self) -> Decimal | None:
        """The most that the giver may give on this case now without asking; None without a limit."""
        if self.giver.role is Role.OWNER:
            return None
        both = (self.limit.left(self.this_month), shared_left(self.rules, self.totals))
        return min((limit for limit in both if limit is not None), default=None)

    def decider(self, cost: Decimal, *, exception: bool) -> Role:
        """Return the role that decides on a cost."""
        return decider(
            self.rules,
            role=self.giver.role,
            cost=cost,
            this_month=self.this_month,
            totals=self.totals,
            exception=exception,
        )

    def may_decide(self, member: Member, cost: Decimal, *, exception: bool) -> bool:
        """Return whether a member may decide on what the giver asked for: never their own, never beyond their limits.

        An owner may decide on everything; everybody else stands above the giver and has limits that still cover it.
        """
        if member.id == self.giver.id or not member.active:
            return False
        if member.role is Role.OWNER:
            return True
        if exception or member.role not in ranks_above(self.giver.role):
            return False
        if above_shared(self.rules, cost=cost, totals=self.totals):
            return False
        month = self.months.get(member.id, Decimal(0))
        return self.rules.limit(member.role).covers(cost, this_month=month)

    def deciders(self, cost: Decimal, *, exception: bool) -> tuple[Member, ...]:
        """Return who may decide, those of the lowest role first."""
        found = [one for one in self.members if self.may_decide(one, cost, exception=exception)]
        order = (Role.AGENT, *ranks_above(Role.AGENT))
        return tuple(sorted(found, key=lambda one: (order.index(one.role), one.name)))


def standing_in(work: Work, *, case: Case, giver: Member, now: datetime, without: int | None = None) -> Standing:
    """Return what is used up, for a giver on a case; by all concessions but one, where it is named."""
    shop = work.settings.get(Shop)
    rules = rules_in(work)
    store = work.care.concessions
    month = _but(store.counting(*month_of(now, zone=shop.zone), with_uncounted=True), without)
    months, members = month_sums(month), tuple(work.members.all("name"))
    of_case = _but([one for one in store.where(case_id=case.id) if one.state is ConcessionState.AGREED], without)
    year = [] if case.customer_id is None else store.agreed_to(case.customer_id, since=now - CUSTOMER_DAYS)
    year = _but(year, without)
    return Standing(
        rules=rules,
        currency=shop.currency,
        giver=giver,
        members=members,
        months=months,
        totals=Totals(
            case=agreed_sum(one.cost for one in of_case),
            customer=agreed_sum(one.cost for one in (year or of_case)),
            business=agreed_sum(months.values()),
            by_role=least_by_role(members, months, but=giver.id),
        ),
    )


def _but(found: list[Concession], concession_id: int | None) -> list[Concession]:
    return [one for one in found if one.id != concession_id]


def check_within(work: Work, given: Concession, *, now: datetime) -> None:
    """Raise AboveLimits where whoever decided on something could not agree to it now: undo brings it back."""
    case, giver = work.cases.get(given.case_id), work.members.get(given.given_by)
    standing = standing_in(work, case=case, giver=giver, now=now, without=given.id)
    if given.decided_by in (None, giver.id):
        is_fine = standing.decider(given.cost, exception=given.is_exception) is giver.role
    else:
        decider = work.members.get(given.decided_by)
        is_fine = standing.may_decide(decider, given.cost, exception=given.is_exception)
    if not is_fine:
        raise AboveLimits(amount=f"{given.cost} {given.currency}")
