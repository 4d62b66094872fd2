"""Results of reviews over time, and which weeks differ by more than chance."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from math import comb
from random import Random
from typing import Any

import pytest

from csops.domain.control_charts import ControlChart, share_chart
from csops.domain.review_results import Answered, Fact, basis
from csops.domain.review_trends import Trend, is_by_month, trend
from csops.domain.reviews import Purpose

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHOLE = tuple(Answered(f"c{number}", 100.0) for number in range(5))
CHARTS = 60


def a_fact(week: int, *, passed: bool = True, low: int = 0, weight: float = 1.0, **more: Any) -> Fact:
    fact = Fact(
        id=1,
        member_id=1,
        reviewer_id=9,
        at=MONDAY + timedelta(weeks=week),
        channel_id=1,
        topic_id=None,
        card="phone",
        number=1,
        purpose=Purpose.FAIR,
        raw=90.0,
        final=90.0,
        passed=passed,
        critical=(),
        answers=(*(Answered(f"c{number}", 0.0) for number in range(low)), *WHOLE[low:]),
        layer=weight,
        weight=weight,
    )
    return fact._replace(**more)


def over_time(facts: Sequence[Fact], **more: Any) -> Trend:
    def monday(at: datetime) -> date:
        return at.date() - timedelta(days=at.weekday())

    return trend(facts, start_of=monday, basis=basis(final=(), raw=(), to_rank=5), **more)


def failing(facts: Sequence[Fact]) -> ControlChart:
    found = over_time(facts).failing
    assert found is not None
    return found


def test_a_trend_has_limits_by_how_many_were_reviewed() -> None:
    facts = [
        *(a_fact(0, passed=number % 10 > 0, low=number % 10 == 0) for number in range(40)),
        *(a_fact(1) for _ in range(10)),
        *(a_fact(2, passed=False, low=1) for _ in range(10)),
    ]
    found = over_time(facts)
    assert [(point.start.day, point.n, point.failed, point.errors) for point in found.points] == [
        (2, 40, 4, 4),
        (9, 10, 0, 0),
        (16, 10, 10, 10),
    ]
    chart = failing(facts)
    assert chart.centre == pytest.approx(14 / 60)
    assert (chart.out, chart.too_few) == ((2,), ())
    assert chart.high[0] < chart.high[1]
    assert found.faults is not None
    assert found.faults.out == (2,)


def test_each_review_counts_for_the_contacts_it_stands_for_also_over_time() -> None:
    facts = [*(a_fact(0, weight=10.0, passed=False, low=2) for _ in range(2)), *(a_fact(0) for _ in range(10))]
    (point,) = over_time(facts).points
    assert (point.n, point.failed) == (12, 2)
    assert point.failing == pytest.approx(20 / 30)
    assert point.worth == pytest.approx(30**2 / (2 * 100 + 10))
    assert point.rate == pytest.approx(2 * 20 / 30)
    chart = failing(facts)
    assert chart.centre == pytest.approx(20 / 30)
    assert chart.too_few == (0,), "worth 4.3 of equal weight"


def test_a_review_with_a_critical_error_and_no_score_failed() -> None:
    facts = [a_fact(0), a_fact(0, final=None, passed=False, critical=("compliance",)), a_fact(0, final=None)]
    (point,) = over_time(facts).points
    assert (point.n, point.failed) == (2, 1)


def with_red_points(random: Random, draw: Any) -> float:
    return sum(len(failing(draw(random)).out) > 0 for _ in range(CHARTS)) / CHARTS


def test_who_was_drawn_more_often_makes_no_week_differ() -> None:
    """Of a hundred contacts of a weak person and of a good one each a changing part is drawn; neither changes."""

    def drawn(random: Random) -> list[Fact]:
        facts = []
        for week in range(26):
            weak = random.choice((2, 10, 18))
            for n, chance in ((weak, 0.4), (20 - weak, 0.05)):
                facts += [a_fact(week, passed=random.random() >= chance, weight=100 / n) for _ in range(n)]
        return facts

    assert with_red_points(Random(5), drawn) <= 0.05


@pytest.mark.parametrize("each", [1, 3, 6])
def test_a_handful_of_reviews_a_week_raises_no_false_alarm(each: int) -> None:
    def drawn(random: Random) -> list[Fact]:
        return [a_fact(week, passed=random.random() >= 0.1) for week in range(26) for _ in range(each)]

    assert with_red_points(Random(6), drawn) <= 0.07


def test_low_ratings_that_come_together_in_one_review_raise_no_false_alarm() -> None:
    """Each tenth review has four low ratings, the others none: that is no Poisson process."""
    random, red = Random(7), 0
    for _ in range(CHARTS):
        facts = [a_fact(week, low=4 * (random.random() < 0.1)) for week in range(26) for _ in range(12)]
        found = over_time(facts).faults
        red += found is not None and bool(found.out)
    assert red / CHARTS <= 0.15


def test_a_week_that_really_differs_is_seen() -> None:
    facts = [a_fact(week, passed=number % 10 > 0) for week in range(12) for number in range(20)]
    facts += [a_fact(12, passed=number % 2 > 0) for number in range(20)]
    assert failing(facts).out == (12,)
    assert over_time([*facts, *(a_fact(13, passed=False) for _ in range(4))]).failing.too_few == (13,)  # type: ignore[union-attr]


def test_limits_of_equal_weights_are_those_of_the_binomial_distribution() -> None:
    """Of 10 with a usual share of 0.1: five or more fail in 1.63 of 1,000, six or more in 0.15 of 1,000."""
    five, six = (share_chart([0.1, failed / 10], [10, 10], centre=0.1) for failed in (5, 6))
    assert (five.out, six.out, five.low[0]) == ((), (1,), 0)
    assert five.high[0] == pytest.approx(0.55)
    assert share_chart([0.0, 1.0], [400, 400], centre=0.5).out == (0, 1)
    ways = list(accumulate(comb(400, failed) for failed in range(401)))
    least = next(failed for failed, one in enumerate(ways) if one / 2**400 >= 0.00135)
    assert share_chart([0.5], [400], centre=0.5).low[0] == pytest.approx((least - 0.5) / 400)


def test_weeks_that_hold_too_few_give_way_to_months() -> None:
    weeks = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(12)]
    months = [day.replace(day=1) for day in weeks]
    assert is_by_month(2 * weeks, 2 * months)
    assert not is_by_month(5 * weeks, 5 * months)
    assert not is_by_month(weeks[:8], months[:8]), "two months are no trend"


def test_a_new_version_stands_where_the_first_review_made_with_it_does_whenever_it_was_published() -> None:
    """Contacts of March were reviewed in May with what was published in May."""
    published = {("phone", 1): date(2025, 1, 1), ("phone", 2): date(2026, 5, 4), ("email", 7): date(2026, 3, 3)}
    facts = [a_fact(week, number=1 + (week > 1)) for week in range(4)] + [a_fact(3, card="email", number=7)]
    (change,) = over_time(facts, published=published).changes
    assert change == (date(2026, 5, 4), "phone", 2, date(2026, 3, 16))
    assert over_time(facts[2:], published=published).changes == (), "with one version alone nothing changed"


def test_nothing_reviewed_is_a_trend_too() -> None:
    assert over_time([]) == Trend()
