"""What shrinkage is made of."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.errors import CsopsError, Missing, OutOfRange, UnknownName
from csops.domain.shrinkage import rostered
from csops.domain.shrinkage_parts import (
    Origin,
    Shrinkage,
    ShrinkagePart,
    Together,
    checked_shrinkage,
    measured_part,
    plain_shrinkage,
    shrinkage_from,
    undivided,
)

BREAKS = ShrinkagePart(name="Breaks", share=0.1, on_roster=True)
ILLNESS = ShrinkagePart(name="Illness", share="0.2")
BOTH = Shrinkage(parts=(BREAKS, ILLNESS))


def test_nested_parts_multiply_and_disjoint_parts_add() -> None:
    assert BOTH.share == Fraction(28, 100)
    assert replace(BOTH, together=Together.DISJOINT).share == Fraction(30, 100)
    assert Shrinkage(parts=()).share == 0


def test_shares_are_exact() -> None:
    # 14 people at 30 % are 20; with floats, 0.1 + 0.2 is more than 0.3 and takes 21.
    assert rostered(14, shrinkage=replace(BOTH, together=Together.DISJOINT).share) == 20


def test_what_the_roster_shows_is_not_counted_again() -> None:
    assert BOTH.beyond_roster == Fraction(1, 5)
    assert replace(BOTH, together=Together.DISJOINT).beyond_roster == Fraction(1, 5)


@given(st.lists(st.integers(min_value=0, max_value=30), max_size=3))
def test_nested_parts_never_take_more_than_disjoint_ones(percents: list[int]) -> None:
    parts = tuple(ShrinkagePart(name=str(place), share=Fraction(each, 100)) for place, each in enumerate(percents))
    nested, disjoint = (Shrinkage(parts=parts, together=way).share for way in Together)
    assert 0 <= nested <= disjoint < 1
    assert nested >= max((Fraction(each, 100) for each in percents), default=0)


def test_a_part_is_measured_in_hours() -> None:
    part = measured_part("Illness", lost_hours=8, paid_hours=160)
    assert part is not None
    assert (part.share, part.origin) == (Fraction(1, 20), Origin.MEASURED)
    assert measured_part("Illness", lost_hours=0, paid_hours=0) is None


@pytest.mark.parametrize(("lost", "paid"), [(-1, 10), (1, -1), (10, 10), (11, 10)])
def test_hours_that_cannot_be_are_refused(lost: int, paid: int) -> None:
    with pytest.raises(OutOfRange):
        measured_part("Illness", lost_hours=lost, paid_hours=paid)


def test_parts_come_back_as_they_were_kept() -> None:
    kept = Shrinkage(
        parts=(
            replace(BREAKS, share=Fraction(1, 10)),
            ShrinkagePart(name="Leave", share=Fraction(25, 228), origin=Origin.MEASURED),
        ),
        together=Together.DISJOINT,
    )
    assert shrinkage_from(plain_shrinkage(kept)) == kept
    assert shrinkage_from({}) == Shrinkage(parts=())


def test_a_share_of_which_nothing_is_known_is_one_part() -> None:
    assert undivided(0.3).share == Fraction(3, 10)
    assert undivided(0).parts == ()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (Shrinkage(parts=(replace(BREAKS, name="  "),)), Missing),
        (Shrinkage(parts=(replace(BREAKS, share=1),)), OutOfRange),
        (Shrinkage(parts=(replace(BREAKS, share=-0.1),)), OutOfRange),
        (Shrinkage(parts=(BREAKS, replace(ILLNESS, name="breaks"))), OutOfRange),
        (
            Shrinkage(parts=(replace(BREAKS, share=Decimal("0.5")), replace(ILLNESS, share="0.45")),
                      together=Together.DISJOINT),
            OutOfRange,
        ),
    ],
)  # fmt: skip
def test_parts_that_cannot_be_are_refused(wrong: Shrinkage, error: type[CsopsError]) -> None:
    with pytest.raises(error):
        checked_shrinkage(wrong)


def test_an_unknown_way_to_go_together_is_refused() -> None:
    with pytest.raises(UnknownName):
        shrinkage_from({"together": "somehow"})


def test_names_are_tidied() -> None:
    assert checked_shrinkage(Shrinkage(parts=(replace(BREAKS, name=" Breaks \n"),))).parts[0].name == "Breaks"
