"""What counts as a change of a figure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.kpi_change import Change, change_of, is_better
from csops.domain.kpi_figures import KpiFigure
from csops.domain.kpi_values import share_figure
from csops.domain.metrics import Better


def missed(part: int, whole: int) -> KpiFigure:
    return share_figure("missed_contacts", part, whole, too_few=20, counts={})


def volume(number: int) -> KpiFigure:
    return KpiFigure(key="contact_volume", value=number, n=number, unit="contacts", too_few=number < 20)


def test_shares_whose_intervals_do_not_meet_have_changed() -> None:
    found = change_of(missed(10, 400), missed(60, 400))
    assert found == Change(amount=-12.5, before=15.0, is_chance=False)
    assert is_better(found, Better.LOWER)
    assert is_better(found, Better.HIGHER) is False
    assert is_better(found, Better.CONTEXT) is None


def test_a_small_difference_may_be_chance_and_is_neither_better_nor_worse() -> None:
    found = change_of(missed(20, 400), missed(25, 400))
    assert found is not None
    assert found.is_chance
    assert is_better(found, Better.LOWER) is None


@pytest.mark.parametrize(("before", "is_chance"), [(980, False), (1000, True), (1160, True), (1180, False)])
def test_counts_change_by_more_than_the_root_of_their_sum(before: int, is_chance: bool) -> None:
    found = change_of(volume(1080), volume(before))
    assert found is not None
    assert found.is_chance is is_chance


def test_too_few_are_compared_with_nothing() -> None:
    assert change_of(missed(3, 19), missed(100, 400)) is None
    assert change_of(missed(100, 400), missed(0, 0)) is None


@settings(max_examples=50)
@given(st.integers(20, 10**6), st.integers(20, 10**6))
def test_a_change_backwards_is_the_same_the_other_way(one: int, other: int) -> None:
    there, back = change_of(volume(one), volume(other)), change_of(volume(other), volume(one))
    assert there is not None
    assert back is not None
    assert (there.amount, there.is_chance) == (-back.amount, back.is_chance)
