"""Cost rules are read and reckoned as arithmetic is, and as nothing else."""

import re
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.cost_rules import cost_of, cost_rule
from csops.domain.errors import CsopsError, Missing, NotUnderstood, OutOfRange

NAMES = ("price", "percent", "hours")


def reckoned(text: str, **values: str) -> Decimal:
    return cost_of(cost_rule(text), {name: Decimal(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("100 / 10 / 5", "2"),
        ("2 - -3", "5"),
        ("- 2 + 3", "1"),
        ("+2.50", "2.5"),
        (".5*4", "2"),
        ("1/3 + 1/3 + 1/3", "1"),
        ("0.005", "0.01"),
    ],
)
def test_signs_bind_as_in_arithmetic(text: str, cost: str) -> None:
    assert reckoned(text) == Decimal(cost)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("price *", "at the end"),
        ("price * * 2", "at letter 9 (“*”)"),
        ("(price", "put ) here, at the end"),
        ("price)", "at letter 6 (“)”)"),
        ("price percent", "at letter 7 (“percent”)"),
        ("2 price", "at letter 3 (“price”)"),
        ("price ** 2", "at letter 8 (“*”)"),
        ("price % 2", "at letter 7 (“%”)"),
        ("__import__('os')", "at letter 12 (“'”)"),
        ("price.real", "at letter 6 (“.”)"),
        ("1e9", "at letter 2 (“e9”)"),
        ("()", "at letter 2 (“)”)"),
        ("1" * 21, "at letter 1"),
    ],
)
def test_what_is_no_arithmetic_is_refused_at_its_letter(text: str, place: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        cost_rule(text)
    assert place in str(refused.value)


def test_an_empty_a_long_and_a_deep_rule_are_refused() -> None:
    with pytest.raises(Missing, match="cost rule is missing"):
        cost_rule("  ")
    with pytest.raises(OutOfRange, match="at most 300 letters"):
        cost_rule("1+" * 150 + "1")
    for deep in ("(" * 30 + "1" + ")" * 30, "-" * 30 + "1"):
        with pytest.raises(OutOfRange, match="at most 20 parentheses"):
            cost_rule(deep)


def test_a_long_chain_is_reckoned() -> None:
    assert reckoned("+".join("1" * 150)) == 150


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("price", {}, "price is missing"),
        ("price", {"price": "-5"}, "price cannot be -5. Give a number from 0 on"),
        ("price", {"price": "NaN"}, "price cannot be NaN"),
        ("price", {"price": "1e12"}, "price cannot be 1E+12"),
        ("price", {"price": "0.123456789012345678901234"}, "at most 20 digits"),
        ("price", {"price": "1e-400"}, "at most 20 digits"),
        ("1 / (price - 2)", {"price": "2"}, "divides by zero with these values"),
        ("price - 3", {"price": "2"}, "cost cannot be -1.00. A concession cannot cost less than nothing"),
        ("price * price", {"price": "9999999"}, "cost cannot be 99999980000001.00"),
    ],
)
def test_values_that_give_no_cost_are_refused(text: str, values: dict[str, str], said: str) -> None:
    with pytest.raises(CsopsError) as refused:
        reckoned(text, **values)
    assert said in str(refused.value)


def _sides(inner: "st.SearchStrategy[str]") -> "st.SearchStrategy[str]":
    return (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", " + ", " - "]), inner).map("".join)
        | inner.map(lambda text: f"({text})")
        | inner.map(lambda text: f"-{text}")
    )


LEAVES = st.sampled_from(NAMES) | st.integers(0, 999).map(str) | st.decimals(0, 99, places=2).map(str)
FORMULAS = st.recursive(LEAVES, _sides, max_leaves=12).filter(lambda text: len(text) < 200)
VALUES = st.fixed_dictionaries({name: st.decimals(0, 1000, places=2) for name in NAMES})


@settings(max_examples=60)
@given(FORMULAS, VALUES)
def test_it_reckons_as_python_does_with_fractions(text: str, values: dict[str, Decimal]) -> None:
    known: dict[str, Any] = {"F": Fraction, **{name: Fraction(value) for name, value in values.items()}}
    python = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"F('\1')", text)
    try:
        expected = eval(python, {"__builtins__": {}}, known)
    except ZeroDivisionError:
        expected = None
    try:
        rule = cost_rule(text)
    except OutOfRange:  # deeper than people write
        return
    exact = {name: Fraction(value) for name, value in values.items()}
    if expected is None:
        with pytest.raises(ZeroDivisionError):
            rule.reckon(exact)
    else:
        assert rule.reckon(exact) == expected


@settings(max_examples=60)
@given(st.text("()+-*/. 19ab_π\u0660\n", max_size=40))
def test_any_text_is_a_rule_or_refused_with_a_sentence(text: str) -> None:
    with suppress(CsopsError):
        assert all(name in text for name in cost_rule(text).names)
