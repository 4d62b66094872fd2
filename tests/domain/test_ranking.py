"""Who comes before whom."""

from collections.abc import Hashable

import pytest

from csops.domain.errors import InputError
from csops.domain.hiring import Fit
from csops.domain.ranking import ranks_of, standings
from csops.domain.rater_spread import RaterDoubt
from tests.domain.test_hiring import a_role
from tests.domain.test_rater_spread import a_fit

ROLE = a_role(a=(60, 4, 3), b=(40, 4, None))


def some(**raters: tuple[tuple[int | None, ...], ...]) -> dict[Hashable, Fit]:
    return {name: a_fit(*levels, role=ROLE) for name, levels in raters.items()}


def test_the_higher_fit_comes_first_and_equal_ones_share_a_rank() -> None:
    ranks = ranks_of(some(ann=((4, 3),), ben=((4, 4),), cem=((4, 3),), dan=((3, 1),)))
    assert ranks == {"ben": 1, "ann": 2, "cem": 2, "dan": 4}


def test_who_does_not_meet_a_minimum_is_shown_without_a_rank() -> None:
    found = standings(some(ann=((3, 1),), ben=((2, 4),), cem=((None, None),)))
    assert [(each.key, each.rank) for each in found] == [("ann", 1), ("ben", None), ("cem", None)]
    assert found[1].fit.fit == pytest.approx(70)


def test_a_rank_while_something_is_not_rated_is_so_far() -> None:
    found = standings(some(ann=((4, None),), ben=((4, 3),)))
    assert [(each.key, each.rank, each.so_far) for each in found] == [("ann", 1, True), ("ben", 2, False)]


def test_candidates_whose_intervals_overlap_are_not_told_apart() -> None:
    fits = some(ann=((4, 4),), ben=((4, 3),), cem=((3, 1),), dan=((2, 4),))
    found = {each.key: each.alike for each in standings(fits, doubt=RaterDoubt(sd=4, freedom=10))}
    assert found == {"ann": ("ben",), "ben": ("ann",), "cem": (), "dan": ()}


def test_without_a_shared_skill_nothing_is_said_of_who_is_alike() -> None:
    found = standings(some(ann=((4, 4),), ben=((4, 4),)))
    assert [(each.interval, each.alike) for each in found] == [(None, ()), (None, ())]


def test_no_candidates_have_no_order() -> None:
    assert standings({}) == ()


def test_fits_of_two_versions_of_a_profile_are_not_ranked() -> None:
    fits = {**some(ann=((4, 4),)), "ben": a_fit((4, 4), role=a_role(a=(50, 4, 3), b=(50, 4, None)))}
    with pytest.raises(InputError, match="different versions"):
        standings(fits)
