"""Why a customer is at risk, and why not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from csops.domain.care_rules import CareRules
from csops.domain.risk import LastAnswer, Risk, RiskFacts, is_falling, reasons

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
RULES = CareRules()


def why(rules: CareRules = RULES, **facts: Any) -> list[Risk]:
    return [one.risk for one in reasons(RiskFacts(customer_id=1, **facts), rules=rules, now=NOW)]


def answered(*, days_ago: int = 3, is_low: bool = True) -> LastAnswer:
    return LastAnswer(answer_id=7, at=NOW - timedelta(days=days_ago), said="CSAT 2 of 5", is_low=is_low)


def test_silence_is_a_reason_only_where_the_business_says_so() -> None:
    silent: dict[str, Any] = {"last_heard_at": NOW - timedelta(weeks=9)}
    assert why(**silent) == []
    assert why(CareRules(silence_counts=True), **silent) == [Risk.SILENT]
    assert why(CareRules(sells_subscriptions=True), **silent) == [Risk.SILENT]
    assert why(CareRules(sells_subscriptions=True, silent_weeks=10), **silent) == []


def test_a_case_open_for_over_a_week_is_a_reason_with_its_days() -> None:
    assert why(open_case_id=4, open_since=NOW - timedelta(days=7)) == []
    facts = RiskFacts(customer_id=1, open_case_id=4, open_since=NOW - timedelta(days=12))
    (found,) = reasons(facts, rules=RULES, now=NOW)
    assert (found.risk, found.record_id, found.days) == (Risk.OPEN_CASE, 4, 12)


def test_a_low_answer_is_a_reason_until_a_better_one_or_three_months_later() -> None:
    assert why(answer=answered()) == [Risk.LOW_ANSWER]
    assert why(answer=answered(is_low=False)) == []
    assert why(answer=answered(days_ago=91)) == []


@pytest.mark.parametrize(
    ("before", "now", "falls"), [(4, 0, False), (5, 0, True), (7, 1, True), (6, 1, False), (1, 9, False), (0, 0, False)]
)
def test_contacts_fall_when_chance_alone_would_hardly_do_it(before: int, now: int, falls: bool) -> None:
    assert is_falling(before, now) is falls
