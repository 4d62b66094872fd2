"""Levels against what a role asks: which gaps there are, and which come first."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from csops.domain.role_profiles import Requirement
from csops.domain.skill_gaps import GapState, gaps, level_numbers
from csops.domain.skill_levels import LevelSource
from tests.helpers.team_skills import a_level, a_role, asks

ROLE = a_role(
    asks("reached", weight=10),
    asks("below target", weight=20),
    asks("far below target", weight=20, target=5),
    asks("below minimum", weight=20),
    asks("liked", weight=10, requirement=Requirement.PREFERRED),
    asks("unknown", weight=20),
)
LEVELS = {
    "reached": a_level(4),
    "below target": a_level(3),
    "far below target": a_level(3, source=LevelSource.SELF),
    "below minimum": a_level(2),
    "liked": a_level(3),
}


def test_the_worst_gap_comes_first() -> None:
    found = gaps(ROLE, LEVELS)
    assert [(gap.skill, gap.state, gap.difference) for gap in found] == [
        ("below minimum", GapState.BELOW_MINIMUM, -2),
        ("far below target", GapState.BELOW_TARGET, -2),
        ("below target", GapState.BELOW_TARGET, -1),
        ("liked", GapState.BELOW_TARGET, -1),
        ("unknown", GapState.UNKNOWN, None),
        ("reached", GapState.REACHED, 0),
    ]


def test_a_gap_says_where_only_the_member_says_so() -> None:
    assert [gap.skill for gap in gaps(ROLE, LEVELS) if gap.is_own_word] == ["far below target"]


def test_without_a_minimum_nothing_is_below_it() -> None:
    role = a_role(asks("reached", minimum=None, weight=100))
    assert gaps(role, {"reached": a_level(1)})[0].state is GapState.BELOW_TARGET


@given(level=st.integers(1, 4), target=st.integers(1, 5))
def test_a_higher_level_never_makes_a_gap_worse(level: int, target: int) -> None:
    role, states = a_role(asks("one", target=target, minimum=min(target, 3), weight=100)), list(GapState)
    low, high = (gaps(role, {"one": a_level(each)})[0] for each in (level, level + 1))
    assert states.index(low.state) <= states.index(high.state)
    assert (low.difference or 0) < (high.difference or 0) or high.difference == 0


def test_levels_are_given_to_the_fit_as_one_rater_gives_them() -> None:
    role = replace(ROLE, skills=ROLE.skills[-2:])
    assert level_numbers(role, LEVELS) == {"liked": 3, "unknown": None}
