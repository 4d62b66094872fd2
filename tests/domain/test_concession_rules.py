"""Who decides on a concession, what a kind costs, and which rules a shop may keep."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.access import Role
from csops.domain.concession_rules import (
    RANKS,
    Asked,
    ConcessionKind,
    ConcessionRules,
    RoleLimit,
    SharedLimits,
    Totals,
    checked_rules,
    decider,
    mapping_of,
    rules_from,
)
from csops.domain.errors import CsopsError
from csops.services.content import starter

CONTENT = starter("concessions")
RULES = rules_from(CONTENT, currency="EUR")


@pytest.mark.parametrize("kind", CONTENT["kinds"], ids=lambda kind: kind["key"])
def test_each_example_of_the_content_costs_what_it_says(kind: dict[str, Any]) -> None:
    values = {name: Decimal(str(value)) for name, value in kind["example"]["inputs"].items()}
    assert RULES.kind(kind["key"]).cost(values) == Decimal(str(kind["example"]["cost"]))


@pytest.mark.parametrize("example", CONTENT["approval"]["examples"], ids=lambda one: f"{one['role']}-{one['cost']}")
def test_each_example_of_the_content_is_decided_by_whom_it_says(example: dict[str, Any]) -> None:
    cost = Decimal(str(example["cost"]))
    totals = Totals(
        case=example["case_total"] - cost,
        customer=example["customer_total"] - cost,
        business=example["business_total"] - cost,
    )
    month = Decimal(example["given_this_month"])
    decided = decider(RULES, role=Role(example["role"]), cost=cost, this_month=month, totals=totals)
    assert decided is Role(example["decided_by"])


def test_a_role_that_nobody_has_left_or_has_used_up_is_passed_over() -> None:
    cost = Decimal(30)

    def decided(**months: int) -> Role:
        by_role = {Role(name): Decimal(month) for name, month in months.items()}
        return decider(RULES, role=Role.AGENT, cost=cost, this_month=Decimal(0), totals=Totals(by_role=by_role))

    assert decided(supervisor=470, manager=0, owner=0) is Role.SUPERVISOR  # 470 + 30 is the limit itself
    assert decided(supervisor=471, manager=0, owner=0) is Role.MANAGER
    assert decided(manager=0, owner=0) is Role.MANAGER
    assert decided(owner=0) is Role.OWNER


def test_an_exception_is_the_owners_and_an_owner_needs_nobody() -> None:
    least = {"cost": Decimal(1), "this_month": Decimal(0), "totals": Totals()}
    assert decider(RULES, role=Role.AGENT, exception=True, **least) is Role.OWNER  # type: ignore[arg-type]
    much = Totals(case=Decimal(9999), business=Decimal(9999))
    cost = Decimal(5000)
    assert decider(RULES, role=Role.OWNER, cost=cost, this_month=Decimal(0), totals=much) is Role.OWNER


AMOUNTS = st.decimals(0, 700, places=2)
LIMITS = st.none() | AMOUNTS
SHOPS = st.builds(
    ConcessionRules,
    currency=st.just("EUR"),
    kinds=st.just(()),
    limits=st.dictionaries(st.sampled_from(RANKS), st.builds(RoleLimit, per_act=LIMITS, per_month=LIMITS)),
    shared=st.builds(SharedLimits, per_case=LIMITS, per_customer=LIMITS, budget=LIMITS),
)
TOTALS = st.builds(
    Totals,
    case=AMOUNTS,
    customer=AMOUNTS,
    business=AMOUNTS,
    by_role=st.none() | st.dictionaries(st.sampled_from(RANKS), AMOUNTS),
)


@settings(max_examples=60)
@given(SHOPS, TOTALS, st.sampled_from(RANKS[:3]), AMOUNTS, st.tuples(AMOUNTS, AMOUNTS))
def test_raising_the_cost_never_lowers_the_role_that_decides(
    rules: ConcessionRules, totals: Totals, role: Role, month: Decimal, costs: tuple[Decimal, Decimal]
) -> None:
    cost, more = costs
    first = decider(rules, role=role, cost=cost, this_month=month, totals=totals)
    second = decider(rules, role=role, cost=cost + more, this_month=month, totals=totals)
    assert RANKS.index(second) >= RANKS.index(first) >= RANKS.index(role)


@settings(max_examples=60)
@given(SHOPS, TOTALS, st.sampled_from(RANKS[:3]), AMOUNTS, AMOUNTS)
def test_whoever_decides_below_the_owner_has_limits_that_cover_it(
    rules: ConcessionRules, totals: Totals, role: Role, month: Decimal, cost: Decimal
) -> None:
    found = decider(rules, role=role, cost=cost, this_month=month, totals=totals)
    if found is not Role.OWNER:
        used = month if found is role else (totals.by_role or {}).get(found, Decimal(0))
        assert rules.limit(found).covers(cost, this_month=used)
        assert rules.shared.budget is None or totals.business + cost <= rules.shared.budget


def test_rules_are_the_same_after_they_were_kept() -> None:
    assert checked_rules(rules_from(mapping_of(RULES), currency="GBP"), currency="EUR") == RULES


BONUS = ConcessionKind(key="x", name="Bonus", cost_rule="price", terms=(Asked(name="price", says="what it costs us"),))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"currency": "USD"}, "currency cannot be USD. The shop reckons in EUR"),
        ({"limits": {Role.AGENT: RoleLimit(per_act=Decimal(-1))}}, "agent per act cannot be -1"),
        ({"shared": SharedLimits(budget=Decimal("Infinity"))}, "budget cannot be Infinity"),
        ({"answer_within_hours": 0}, "answer within hours cannot be 0"),
        ({"kinds": (BONUS, BONUS)}, "“x” twice"),
        ({"kinds": (replace(BONUS, name=" "),)}, "name is missing"),
        ({"kinds": (replace(BONUS, cost_rule="price * tax"),)}, "name in the cost rule “tax” is not known"),
        ({"kinds": (replace(BONUS, cost_rule="12"),)}, "it does not use price"),
        ({"kinds": (replace(BONUS, cost_rule="price *"),)}, "A name or a number belongs here, at the end"),
        ({"kinds": (replace(BONUS, terms=(Asked(name="my price", says=""),)),)}, "Write letters and _ only"),
    ],
)
def test_rules_that_cannot_hold_are_refused_with_a_sentence(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(CsopsError) as refused:
        checked_rules(replace(RULES, **changed), currency="EUR")
    assert said in str(refused.value)


def test_a_value_that_no_kind_asks_for_is_refused() -> None:
    with pytest.raises(CsopsError, match=r"value “tip” is not known\. There are: price"):
        BONUS.cost({"price": Decimal(1), "tip": Decimal(1)})
