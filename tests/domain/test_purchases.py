"""Purchases, and what a customer is worth over the years."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.errors import OutOfRange
from csops.domain.purchases import (
    DAYS_OF_A_YEAR,
    Purchase,
    Spending,
    checked_purchase,
    lifetime_value,
    spending_of,
)  # fmt: skip

TODAY = date(2026, 11, 29)


def bought(day: date, amount: str, **fields: str) -> Purchase:
    return Purchase(customer_id=1, day=day, amount=Decimal(amount), **fields)  # type: ignore[arg-type]


def test_texts_are_tidied_and_amounts_get_their_decimals() -> None:
    kept = checked_purchase(bought(TODAY, "12.5", what="  a  bell ", number="  "), currency="EUR", today=TODAY)
    assert (str(kept.amount), kept.what, kept.number) == ("12.50", "a bell", None)


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 30), "still to come"), (date(1899, 12, 31), "from 1900 on")])
def test_a_purchase_was_made_within_the_times_of_shops(day: date, said: str) -> None:
    with pytest.raises(OutOfRange, match=said):
        checked_purchase(bought(day, "1"), currency="EUR", today=TODAY)


def test_returns_are_taken_off_and_counted_apart() -> None:
    found = spending_of(
        [bought(date(2024, 1, 1), "100"), bought(date(2025, 1, 1), "50"), bought(date(2026, 3, 1), "-50")]
    )
    assert found == Spending(
        total=Decimal(100), purchases=2, returns=1, first=date(2024, 1, 1), last=date(2025, 1, 1)
    )  # the day of a return makes nobody a customer for longer
    assert spending_of([]) is spending_of([bought(TODAY, "-5")]) is None


def test_who_bought_once_was_a_customer_for_a_year() -> None:
    found = spending_of([bought(TODAY, "80")])
    assert found is not None
    assert (found.years_active, found.yearly) == (1.0, Decimal(80))


def test_lifetime_value_as_in_the_metric_dictionary() -> None:
    """content/kpis.yaml, customer_lifetime_value: 180 a year, active for 4 years, is worth 720."""
    years = int(4 * DAYS_OF_A_YEAR)
    last = date.fromordinal(date(2020, 1, 1).toordinal() + years)
    alike = Spending(total=Decimal(720), purchases=5, returns=0, first=date(2020, 1, 1), last=last)
    found = lifetime_value([alike, alike])
    assert (found.customers, found.yearly, found.years, found.value) == (2, Decimal(180), 4.0, Decimal(720))


def test_means_are_multiplied_and_nobody_without_purchases_counts() -> None:
    short = Spending(total=Decimal(100), purchases=1, returns=0, first=TODAY, last=TODAY)
    four_years = date.fromordinal(date(2020, 1, 1).toordinal() + 1461)
    long = Spending(total=Decimal(800), purchases=9, returns=0, first=date(2020, 1, 1), last=four_years)
    found = lifetime_value([short, long])
    assert (found.yearly, found.years, found.value) == (Decimal(150), 2.5, Decimal(375))
    assert lifetime_value([]).value is None


@given(st.lists(st.tuples(st.dates(min_value=date(2015, 1, 1), max_value=TODAY), st.integers(0, 10**6)), min_size=1))
@settings(max_examples=50)
def test_of_one_customer_the_lifetime_value_is_what_they_spent(bought_on: list[tuple[date, int]]) -> None:
    found = spending_of([bought(day, str(Decimal(cents) / 100)) for day, cents in bought_on])
    assert found is not None
    value = lifetime_value([found]).value
    assert value is not None
    assert abs(value - found.total) <= Decimal("0.05") * (1 + found.total / 100000)
