"""How far interviewers differ, and how sure a fit is."""

from random import Random
from statistics import mean, stdev
from typing import Any

import pytest
from hypothesis import given

from csops.domain.hiring import Fit, fit
from csops.domain.rater_spread import RaterDoubt, agreement_of, doubt_of, interval_of, spread_of, views_of
from csops.domain.student import t_of
from tests.domain.test_hiring import a_role, rated

ROLE = a_role(a=(50, 5, None), b=(30, 5, None), c=(20, 5, None))


def a_fit(*raters: tuple[int | None, ...], role: Any = ROLE) -> Fit:
    skills = [each.skill for each in role.skills]
    return fit(role, {f"r{n}": dict(zip(skills, levels, strict=True)) for n, levels in enumerate(raters)})


def test_where_all_rated_all_the_views_are_the_interviewers_own_fits() -> None:
    raters = ((5, 4, 3), (3, 3, 3), (4, 5, 1))
    found = a_fit(*raters)
    spread = spread_of(found)
    own = sorted(a_fit(levels).fit or 0 for levels in raters)
    assert [view.fit for view in views_of(found)] == pytest.approx(own)
    assert spread.rater_sd == pytest.approx(stdev(own))
    assert spread.freedom == 2


def test_a_panel_that_shares_out_the_skills_says_nothing_of_how_far_it_differs() -> None:
    found = a_fit((5, None, None), (None, 1, 3))
    spread = spread_of(found)
    assert (spread.levels, spread.rater_sd, spread.freedom) == (None, None, 0)
    assert [view.fit for view in views_of(found)] == pytest.approx([found.fit, found.fit])
    assert interval_of(found, doubt_of([spread])) is None


def test_only_shared_skills_tell_how_far_interviewers_differ() -> None:
    spread = spread_of(a_fit((5, 3, None), (3, None, 1)))
    assert spread.rater_sd == pytest.approx(stdev([100, 60]))
    assert spread.levels == pytest.approx(2**0.5)


def test_one_interviewer_alone_has_no_spread() -> None:
    spread = spread_of(a_fit((5, 3, 2)))
    assert (spread.levels, spread.rater_sd, spread.freedom) == (None, None, 0)


def test_nothing_rated_has_neither_spread_nor_interval() -> None:
    empty = a_fit()
    assert views_of(empty) == ()
    assert interval_of(empty, RaterDoubt(sd=5, freedom=3)) is None
    assert doubt_of([]) is None


def test_the_spread_in_levels_is_pooled_within_skills() -> None:
    spread = spread_of(a_fit((5, 3, 2), (3, 3, 3)))
    assert spread.levels == pytest.approx(((2 + 0 + 0.5) / 3) ** 0.5)


def test_the_doubt_is_pooled_over_candidates_so_that_agreeing_by_chance_is_not_certainty() -> None:
    alike, apart = a_fit((4, 4, 4), (4, 4, 4)), a_fit((5, 5, 5), (3, 3, 3))
    doubt = doubt_of([spread_of(alike), spread_of(apart)])
    assert doubt is not None
    assert doubt.sd == pytest.approx((stdev([100, 60]) ** 2 / 2) ** 0.5)
    interval = interval_of(alike, doubt)
    assert interval is not None
    reach = t_of(2, confidence=0.8) * doubt.sd / 2**0.5
    assert interval.low == pytest.approx(80 - reach)
    assert interval.high == 100


def test_one_interviewer_makes_the_interval_wider_than_two() -> None:
    doubt = RaterDoubt(sd=6, freedom=4)
    one, two = interval_of(a_fit((3, 3, 3)), doubt), interval_of(a_fit((3, 3, 3), (3, 3, 3)), doubt)
    assert one
    assert two
    assert one.high - one.low == pytest.approx(2**0.5 * (two.high - two.low))


def test_everybody_rated_the_same_is_as_sure_as_it_can_be() -> None:
    found = a_fit((3, 3, 3), (3, 3, 3))
    interval = interval_of(found, doubt_of([spread_of(found)]))
    assert interval is not None
    assert interval.low == interval.high == pytest.approx(60)


def test_eight_of_ten_intervals_hold_the_fit_that_many_interviewers_would_give() -> None:
    """Interviewers drawn from many, each mild or strict with everything and uneven besides; levels are rounded."""
    random = Random(7)
    role = a_role(**{f"s{n}": (10, 5, None) for n in range(10)})
    held = tried = 0
    for _ in range(120):
        opening, truths = [], []
        for _ in range(4):
            true = [random.uniform(2, 4) for _ in range(10)]
            crowd = [_levels(true, random) for _ in range(120)]
            truths.append(mean(100 * level / 5 for levels in crowd for level in levels))
            opening.append(a_fit(*crowd[:3], role=role))
        doubt = doubt_of(spread_of(each) for each in opening)
        for found, truth in zip(opening, truths, strict=True):
            interval = interval_of(found, doubt)
            assert interval is not None
            held += interval.low <= truth <= interval.high
            tried += 1
    assert 0.75 <= held / tried <= 0.85


def _levels(true: list[float], random: Random) -> tuple[int, ...]:
    mild = random.gauss(0, 0.3)
    return tuple(min(5, max(1, round(each + mild + random.gauss(0, 0.5)))) for each in true)


def test_agreement_needs_ten_units_before_a_coefficient_is_told() -> None:
    role = a_role(**{f"s{n}": (20, 5, None) for n in range(5)})
    one = a_fit((1, 2, 3, 4, 5), (1, 2, 3, 4, 3), role=role)
    found = agreement_of([one])
    assert (found.units, found.ac2) == (5, None)
    assert found.equal == found.within_one == pytest.approx(0.8)
    both = agreement_of([one, a_fit((1, 2, 3, 4, 5), (2, 2, 3, 4, 5), role=role)])
    assert both.units == 10
    assert both.ac2 is not None
    assert both.ac2.value is not None
    assert both.ac2.value > 0.8


def test_chance_is_judged_by_all_levels_of_the_scale_and_not_by_those_that_were_given() -> None:
    """Nine units are 5 and 5, one is 4 and 5; worked by hand after Gwet (2014), with the weights of levels 1 to 5."""
    role = a_role(**{f"s{n}": (10, 5, None) for n in range(10)})
    found = agreement_of([a_fit((5,) * 9 + (4,), (5,) * 10, role=role)])
    seen = (9 * 1 + 1 * (1 - (1 / 4) ** 2)) / 10  # a level apart is a quarter of the scale
    weights = 5 * 1 + 8 * 15 / 16 + 6 * 12 / 16 + 4 * 7 / 16 + 2 * 0  # of the 25 pairs of levels, by how far apart
    chance = weights / (5 * 4) * (0.95 * 0.05 + 0.05 * 0.95)
    assert (seen, weights, chance) == pytest.approx((0.99375, 18.75, 0.0890625))
    assert found.ac2 is not None
    assert found.ac2.value == pytest.approx((seen - chance) / (1 - chance)) == pytest.approx(0.993139, abs=1e-6)


def test_agreement_where_all_ratings_are_equal_is_said_to_be_undefined() -> None:
    role = a_role(**{f"s{n}": (10, 5, None) for n in range(10)})
    found = agreement_of([a_fit((3,) * 10, (3,) * 10, role=role)])
    assert found.equal == 1
    assert found.ac2 is not None
    assert found.ac2.undefined
    assert found.ac2.value is None


def test_agreement_without_a_pair_says_nothing() -> None:
    found = agreement_of([a_fit((3, 3, 3))])
    assert (found.units, found.equal, found.within_one, found.ac2) == (0, None, None, None)


@given(rated())
def test_the_fit_lies_within_its_interval(case: Any) -> None:
    found = fit(*case)
    interval = interval_of(found, doubt_of([spread_of(found)]))
    assert interval is None or interval.low <= (found.fit or 0) <= interval.high
