"""What training did, and how little a few people tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.skill_levels import Attendance, Training, TrainingState
from csops.domain.training_effect import effect, sign_test
from tests.helpers.team_skills import a_training


def done(*levels: tuple[int | None, int | None], attended: bool = True) -> Training:
    people = tuple(
        Attendance(member_id=place, attended=attended, level_before=before, level_after=after)
        for place, (before, after) in enumerate(levels, start=1)
    )
    return a_training(*people, state=TrainingState.DONE)


def test_the_effect_counts_who_was_there_with_both_levels_known() -> None:
    found = effect([done((2, 3), (3, 3), (4, 2), (2, None)), done((1, 4), attended=False)])
    assert (found.attended, found.people) == (4, 3)
    assert (found.rose, found.same, found.fell) == (1, 1, 1)
    assert found.mean_change == pytest.approx(-1 / 3)


def test_what_did_not_take_place_tells_nothing() -> None:
    planned = a_training(Attendance(member_id=1, attended=True, level_before=1, level_after=5))
    found = effect([planned])
    assert (found.people, found.mean_change, found.by_chance) == (0, None, 1)


def test_five_who_all_rose_are_not_yet_clear_and_six_are() -> None:
    assert not effect([done(*[(2, 3)] * 5)]).is_clear
    assert effect([done(*[(2, 3)] * 6)]).is_clear


# Siegel, S. (1956), Nonparametric statistics, table D: one-tailed .029 for x = 3 of N = 14, .073 for 3 of 12.
@pytest.mark.parametrize(("few", "number", "one_tailed"), [(3, 14, 0.029), (3, 12, 0.073), (1, 6, 0.109)])
def test_the_sign_test_gives_the_published_table(few: int, number: int, one_tailed: float) -> None:
    assert round(sign_test(number - few, few) / 2, 3) == one_tailed


@given(st.integers(0, 60), st.integers(0, 60))
def test_chance_is_a_share_and_does_not_care_which_side(rose: int, fell: int) -> None:
    assert 0 < sign_test(rose, fell) == sign_test(fell, rose) <= 1
