"""Role profiles: what can be scored by, weights shared out, and whether the skills fit the time."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.errors import InputError, OutOfRange
from csops.domain.interview_time import interview_time
from csops.domain.role_profiles import (
    Evidence,
    ProfileKind,
    ProfileSkill,
    check_skills,
    profile_from,
    shared_out,
)
from csops.services.content import starter

STARTER = starter("role_profiles")
weights = st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=20)


def rows(*some: float) -> list[ProfileSkill]:
    return [ProfileSkill(skill=f"s{place}", weight=weight, target_level=3) for place, weight in enumerate(some)]


@given(weights)
def test_weights_shared_out_make_one_hundred_and_none_is_less_than_one(some: list[float]) -> None:
    shared = [each.weight for each in shared_out(rows(*some))]
    assert math.fsum(shared) == 100
    assert min(shared) >= 1
    assert all(weight == int(weight) for weight in shared)
    check_skills(shared_out(rows(*some)))


@given(weights)
def test_whoever_weighed_more_never_gets_less(some: list[float]) -> None:
    shared = [each.weight for each in shared_out(rows(*some))]
    pairs = sorted(zip(some, shared, strict=True), key=lambda pair: pair[0])
    for (less, got_less), (more, got_more) in pairwise(pairs):
        assert got_less <= got_more + (1 if math.isclose(less, more, rel_tol=1e-6, abs_tol=1e-6) else 0)


@given(weights)
def test_sharing_out_again_changes_nothing(some: list[float]) -> None:
    once = shared_out(rows(*some))
    assert shared_out(once) == once


@given(weights, st.integers(1, 40))
def test_a_weight_that_is_held_stays_and_the_others_share_the_rest(some: list[float], held: int) -> None:
    skills = [replace(rows(0)[0], skill="held", weight=held), *rows(*some)]
    shared = shared_out(skills, fixed=["held"])
    assert shared[0].weight == held
    assert math.fsum(each.weight for each in shared) == 100


def test_weights_that_make_one_hundred_already_stay() -> None:
    for each in (*STARTER["profiles"], STARTER["value_scorecard"]):
        skills = profile_from(each).skills
        assert shared_out(skills) == skills
    assert [each.weight for each in shared_out(rows(90, 5, 5))] == [90, 5, 5]


def test_a_new_row_that_weighs_nothing_gets_one_and_the_others_give_it() -> None:
    assert [each.weight for each in shared_out(rows(60, 40, 0))] == [59, 40, 1]


def test_rows_that_all_weigh_nothing_share_alike() -> None:
    assert [each.weight for each in shared_out(rows(0, 0, 0))] == [34, 33, 33]


def test_a_broken_rest_is_shared_to_the_last_bit() -> None:
    shared = shared_out([*rows(33.3), *(replace(each, skill=f"t{each.skill}") for each in rows(10, 10))], fixed=["s0"])
    assert [each.weight for each in shared] == pytest.approx([33.3, 33.7, 33])
    check_skills(shared)


@pytest.mark.parametrize("fixed", [["s0", "s1"], ["s0"]])
def test_nothing_is_shared_out_where_nothing_is_left(fixed: list[str]) -> None:
    with pytest.raises(InputError, match="are left for"):
        shared_out(rows(100, 5), fixed=fixed)


@given(st.lists(st.floats(0.1, 50), min_size=2, max_size=12))
def test_weights_that_miss_one_hundred_are_told_by_how_much(some: list[float]) -> None:
    if abs(math.fsum(some) - 100) > 0.01:
        with pytest.raises(InputError, match="not 100 %"):
            check_skills(rows(*some))


@pytest.mark.parametrize("level", [0, 6, 2.5, True, None])
def test_a_level_outside_one_to_five_is_refused(level: object) -> None:
    with pytest.raises(OutOfRange):
        check_skills([replace(rows(100)[0], target_level=level)])  # type: ignore[arg-type]


def test_our_profiles_fit_into_their_interviews() -> None:
    for each in STARTER["profiles"]:
        role = profile_from(each)
        assert interview_time(role.skills, interviews=role.interviews, minutes=role.minutes).fits, role.name
    values = profile_from(STARTER["value_scorecard"])
    assert interview_time(values.skills, interviews=1, minutes=15, kind=ProfileKind.VALUES).fits


def test_ten_minutes_are_left_for_the_welcome_and_five_for_each_skill() -> None:
    time = interview_time(rows(*8 * [12.5]), interviews=1, minutes=45)
    assert (time.skills, time.room, time.fits, time.needed_minutes, time.minutes) == (8, 7, False, 50, 45)
    assert interview_time(rows(*8 * [12.5]), interviews=1, minutes=50).fits
    assert interview_time(rows(*8 * [12.5]), interviews=1, minutes=5).room == 0


def test_what_a_work_sample_or_references_show_takes_no_time_of_the_interview() -> None:
    skills = [replace(each, evidence=(Evidence.WORK_SAMPLE,)) for each in rows(50, 50)]
    assert interview_time(skills, interviews=1, minutes=10).fits
    both = [replace(each, evidence=(Evidence.WORK_SAMPLE, Evidence.INTERVIEW)) for each in rows(50, 50)]
    assert interview_time(both, interviews=1, minutes=10).skills == 2
