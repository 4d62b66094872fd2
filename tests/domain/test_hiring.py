"""How a candidate's ratings stand against what a role asks."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.errors import InputError, NotUnderstood, OutOfRange, UnknownName
from csops.domain.hiring import Fit, Lack, Recommendation, fit, profile_from
from csops.domain.role_profiles import RoleProfile
from csops.domain.selection import selection_rates

CONTENT = Path(__file__).parents[2] / "csops/resources/content/role_profiles.yaml"


def a_role(**asked: Any) -> RoleProfile:
    """A role of rows such as `listening=(40, 4, 3)`: weight, target, minimum; None as minimum makes it preferred."""
    rows = [
        {
            "skill": skill,
            "weight": weight,
            "target_level": target,
            "minimum_level": minimum,
            "requirement": "required" if minimum else "preferred",
        }
        for skill, (weight, target, minimum) in asked.items()
    ]
    return profile_from({"key": "role", "name": "Role", "skills": rows})


ROLE = a_role(listening=(40, 4, 3), writing=(40, 4, 2), humour=(20, 3, None))


def test_the_fit_is_the_weighted_share_of_the_targets_that_were_reached() -> None:
    found = fit(ROLE, {"Ann": {"listening": 4, "writing": 3, "humour": 3}})
    assert found.fit == pytest.approx(40 + 40 * 0.75 + 20)
    assert (found.coverage, found.recommendation) == (100, "meets")


def test_a_level_above_the_target_does_not_make_up_for_another_below_it() -> None:
    found = fit(ROLE, {"Ann": {"listening": 5, "writing": 2, "humour": 5}})
    assert found.fit == pytest.approx(40 + 20 + 20)


def test_means_are_never_rounded() -> None:
    ratings = {"Ann": {"listening": 3}, "Ben": {"listening": 3}, "Cem": {"listening": 4}}
    found = fit(ROLE, ratings)
    assert found.skills[0].mean == pytest.approx(10 / 3)
    assert found.fit == pytest.approx(100 * (10 / 3) / 4)


def test_what_was_not_asked_leaves_its_weight_out_and_the_coverage_says_so() -> None:
    found = fit(ROLE, {"Ann": {"listening": 4, "writing": None}})
    assert (found.fit, found.coverage) == (100, 40)


def test_below_the_minimum_of_a_required_skill_does_not_meet_whatever_the_fit() -> None:
    role = a_role(listening=(10, 4, 3), writing=(90, 4, 2))
    found = fit(role, {"Ann": {"listening": 2, "writing": 5}})
    assert found.recommendation == "does_not_meet"
    assert found.fit == pytest.approx(95)
    assert [(each.skill, each.met) for each in found.must_haves] == [("listening", False), ("writing", True)]


def test_the_mean_decides_and_not_one_rating_below_the_minimum() -> None:
    found = fit(ROLE, {"Ann": {"listening": 2, "writing": 4, "humour": 3}, "Ben": {"listening": 4}})
    assert found.must_haves[0].mean == 3
    assert found.must_haves[0].met is True


def test_below_the_minimum_of_a_preferred_skill_meets() -> None:
    role = profile_from(
        {
            "name": "Role",
            "skills": [
                {"skill": "a", "weight": 90, "target_level": 3, "minimum_level": 2, "requirement": "required"},
                {"skill": "b", "weight": 10, "target_level": 3, "minimum_level": 2, "requirement": "preferred"},
            ],
        }
    )
    found = fit(role, {"Ann": {"a": 3, "b": 1}})
    assert found.recommendation == "meets"
    assert found.skills[1].is_below


def test_a_required_skill_that_nobody_rated_is_incomplete_and_no_fail() -> None:
    role = a_role(listening=(90, 4, 3), writing=(10, 4, 2))
    found = fit(role, {"Ann": {"listening": 4}})
    assert found.recommendation == "incomplete"
    assert found.must_haves[1].met is None
    assert found.lacks == (Lack.NOT_RATED,)


def test_less_than_four_fifths_of_the_weight_is_incomplete() -> None:
    role = a_role(listening=(79, 4, 3), humour=(21, 3, None))
    found = fit(role, {"Ann": {"listening": 4}})
    assert (found.recommendation, found.lacks) == ("incomplete", (Lack.COVERAGE,))
    assert fit(a_role(listening=(80, 4, 3), humour=(20, 3, None)), {"Ann": {"listening": 4}}).recommendation == "meets"


def test_where_the_panel_has_two_one_rater_is_not_enough() -> None:
    all_rated = {"listening": 4, "writing": 4, "humour": 3}
    assert fit(ROLE, {"Ann": all_rated}, panel=2).lacks == (Lack.ONE_RATER,)
    assert fit(ROLE, {"Ann": all_rated, "Ben": dict.fromkeys(all_rated)}).lacks == (Lack.ONE_RATER,)
    assert fit(ROLE, {"Ann": all_rated, "Ben": {"writing": 4}}, panel=3).recommendation == "meets"
    assert fit(ROLE, {"Ann": all_rated}).recommendation == "meets"


def test_a_failed_must_have_outweighs_what_is_missing() -> None:
    assert fit(ROLE, {"Ann": {"listening": 1}}, panel=2).recommendation is Recommendation.DOES_NOT_MEET


@pytest.mark.parametrize("ratings", [{}, {"Ann": {}}, {"Ann": {"listening": None}}])
def test_nothing_rated_has_no_fit_and_fails_nobody(ratings: Any) -> None:
    found = fit(ROLE, ratings)
    assert (found.fit, found.coverage, found.recommendation) == (None, 0, "incomplete")
    assert all(each.met is None for each in found.must_haves)
    assert found.scored_by == ()


def test_the_rows_of_the_sum_make_up_the_fit() -> None:
    found = fit(ROLE, {"Ann": {"listening": 3, "writing": 5}, "Ben": {"listening": 4, "humour": 2}})
    assert sum(row.points for row in found.skills) == pytest.approx(found.fit)
    assert found.of("humour") == found.skills[2]
    assert found.of("juggling") is None
    assert [(row.n, row.mean, row.span) for row in found.skills] == [(2, 3.5, 1), (1, 5, None), (1, 2, None)]
    assert found.skills[0].sd == pytest.approx(0.5**0.5)


def test_two_ratings_two_levels_apart_are_to_be_talked_about() -> None:
    found = fit(ROLE, {"Ann": {"listening": 2, "writing": 3, "humour": 1}, "Ben": {"listening": 4, "writing": 4}})
    assert [row.skill for row in found.to_talk_about] == ["listening"]


def test_everybody_rated_the_same_has_a_spread_of_nothing() -> None:
    found = fit(ROLE, {who: {"listening": 3, "writing": 3, "humour": 3} for who in ("Ann", "Ben")})
    assert [(row.span, row.sd) for row in found.skills] == [(0, 0.0)] * 3


@pytest.mark.parametrize("level", [0, 6, -1, 3.5, "4", True])
def test_a_rating_outside_one_to_five_names_who_and_what(level: Any) -> None:
    with pytest.raises(OutOfRange, match="rating of writing by Ann"):
        fit(ROLE, {"Ann": {"writing": level}})


def test_a_skill_that_the_role_does_not_ask_for_is_named_with_those_it_does() -> None:
    with pytest.raises(UnknownName, match=r"skill rated by Ann “juggling”.*listening, writing, humour"):
        fit(ROLE, {"Ann": {"juggling": 3}})


@pytest.mark.parametrize("ratings", [[], {"Ann": 3}, {"Ann": [3, 4]}])
def test_ratings_of_another_shape_are_refused(ratings: Any) -> None:
    with pytest.raises(NotUnderstood, match="interviewer"):
        fit(ROLE, ratings)


def test_a_profile_that_cannot_be_scored_by_is_refused() -> None:
    with pytest.raises(InputError, match="90 %"):
        a_role(listening=(50, 4, 3), writing=(40, 4, 2))
    with pytest.raises(InputError, match="below the minimum"):
        a_role(listening=(100, 2, 3))


def test_the_profiles_that_come_with_csops_can_be_scored_by() -> None:
    for content in yaml.safe_load(CONTENT.read_text(encoding="utf-8"))["profiles"]:
        role = profile_from(content)
        best = fit(role, {who: {each.skill: 5 for each in role.skills} for who in ("Ann", "Ben")})
        assert (best.fit, best.coverage, best.recommendation) == (100, 100, "meets")


# --- what holds for any role and any ratings ---

LEVELS = st.one_of(st.none(), st.integers(1, 5))


@st.composite
def roles(draw: st.DrawFn) -> RoleProfile:
    """Roles of one to eight skills, whose weights are whole per cent."""
    many = draw(st.integers(1, 8))
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=many - 1, max_size=many - 1, unique=True)))
    weights = [after - before for before, after in zip([0, *cuts], [*cuts, 100], strict=True)]
    asked = {}
    for place, weight in enumerate(weights):
        target = draw(st.integers(1, 5))
        asked[f"skill{place}"] = (weight, target, draw(st.one_of(st.none(), st.integers(1, target))))
    return a_role(**asked)


@st.composite
def rated(draw: st.DrawFn) -> tuple[RoleProfile, dict[str, dict[str, int | None]]]:
    """A role with what none to five interviewers say of it."""
    role = draw(roles())
    skills = [each.skill for each in role.skills]
    return role, {f"rater{n}": {skill: draw(LEVELS) for skill in skills} for n in range(draw(st.integers(0, 5)))}


def figures(found: Fit) -> tuple[object, ...]:
    return found.fit, found.coverage, found.must_haves, found.recommendation


@given(rated(), st.randoms())
def test_the_order_of_ratings_does_not_matter(case: Any, random: Any) -> None:
    role, ratings = case
    people = list(ratings)
    random.shuffle(people)
    turned = {who: dict(random.sample(list(ratings[who].items()), len(ratings[who]))) for who in people}
    assert figures(fit(role, turned)) == figures(fit(role, ratings))


@given(rated(), st.data())
def test_raising_a_rating_never_lowers_the_fit(case: Any, data: Any) -> None:
    role, ratings = case
    given_ones = [(who, skill) for who, own in ratings.items() for skill, level in own.items() if level]
    if not given_ones:
        return
    who, skill = data.draw(st.sampled_from(given_ones))
    raised = {**ratings, who: {**ratings[who], skill: data.draw(st.integers(ratings[who][skill], 5))}}
    before, after = fit(role, ratings), fit(role, raised)
    assert (after.fit or 0) >= (before.fit or 0)
    assert not (before.recommendation == "meets" and after.recommendation != "meets")


@given(rated(), st.floats(0.01, 1000))
def test_a_profile_rescaled_gives_the_same_fit(case: Any, factor: float) -> None:
    role, ratings = case
    scaled = replace(role, skills=tuple(replace(each, weight=each.weight * factor) for each in role.skills))
    before, after = fit(role, ratings), fit(scaled, ratings)
    assert after.fit == (None if before.fit is None else pytest.approx(before.fit))
    assert after.coverage == pytest.approx(before.coverage)
    assert after.recommendation == before.recommendation


@given(rated())
def test_every_figure_stays_within_its_limits(case: Any) -> None:
    found = fit(*case)
    assert 0 <= found.coverage <= 100
    assert found.fit is None or 0 < found.fit <= 100
    assert sum(row.points for row in found.skills) == pytest.approx(found.fit or 0)


@given(st.integers(1, 500))
def test_48_of_a_hundred_beside_60_are_four_fifths_and_not_below(times: int) -> None:
    found = selection_rates([100 * times, 100 * times], [60 * times, 48 * times])
    assert found.below_four_fifths == (False, False)
