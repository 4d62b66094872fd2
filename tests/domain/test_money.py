"""Amounts as people and files write them, in one currency."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.errors import NotUnderstood, OutOfRange
from csops.domain.money import amount_from, checked_amount


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("84.90", "84.90"), ("84,90", "84.90"), ("1.234,50 €", "1234.50"), ("1,234.50", "1234.50"), ("EUR 12", "12.00"),
        ("12 eur", "12.00"), ("1'234.50", "1234.50"), ("1 234,5", "1234.50"), ("1,234", "1234.00"),
        ("1.234.567", "1234567.00"), ("12,-", "12.00"), ("12.5", "12.50"), ("0", "0.00"), ("-0", "0.00"),
        ("-12", "-12.00"), ("12-", "-12.00"), ("(12.00)", "-12.00"), ("€-5", "-5.00"), ("−5 €", "-5.00"),
        ("+7", "7.00"),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_any_usual_spelling(written: str, amount: str) -> None:
    assert str(amount_from(written, currency="EUR")) == amount


@pytest.mark.parametrize("written", ["", "abc", "12-5", "1e5", "nan", "1,23,456.00", "ten", "12 apples"])
def test_what_is_no_amount_is_said_to_be_none(written: str) -> None:
    with pytest.raises(NotUnderstood, match=r"Write a number, such as 84\.90"):
        amount_from(written, currency="EUR")


@pytest.mark.parametrize("written", ["12 USD", "$3", "£4.50", "CHF 9"])
def test_an_amount_in_another_currency_is_refused(written: str) -> None:
    with pytest.raises(OutOfRange, match=f"^amount cannot be {written.replace('$', '.')}. The shop's currency is EUR"):
        amount_from(written, currency="EUR")


def test_a_sign_that_several_currencies_share_is_that_of_the_shop() -> None:
    assert amount_from("$3", currency="CAD") == Decimal(3)


def test_an_amount_has_the_decimals_of_its_currency() -> None:
    assert str(amount_from("1,500", currency="JPY")) == "1500"
    assert str(amount_from("1.500", currency="KWD")) == "1.500"
    with pytest.raises(OutOfRange, match="at most 2 decimals"):
        amount_from("12.345,678", currency="EUR")
    with pytest.raises(OutOfRange, match="JPY has no decimals"):
        amount_from("3.5", currency="JPY")


@pytest.mark.parametrize("amount", [Decimal("1e12"), Decimal("Infinity"), Decimal("NaN")])
def test_an_amount_is_finite_and_below_what_any_shop_sells(amount: Decimal) -> None:
    with pytest.raises(OutOfRange):
        checked_amount(amount, currency="EUR")


@given(st.integers(min_value=-(10**13), max_value=10**13))
@settings(max_examples=50)
def test_both_ways_to_part_thousands_are_read_alike(cents: int) -> None:
    amount = Decimal(cents) / 100
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert amount_from(english, currency="EUR") == amount_from(german, currency="EUR") == amount
