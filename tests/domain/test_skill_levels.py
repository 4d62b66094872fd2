"""Which judgement of a skill counts, and which levels and trainings cannot be."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.skill_levels import (
    AimKind,
    Attendance,
    LevelSource,
    RoleAim,
    SkillLevel,
    TrainingState,
    checked_aim,
    checked_level,
    checked_training,
    judged,
    leading,
    newest_aim,
    newest_by_source,
)
from tests.helpers.team_skills import TODAY, a_level, a_training

SELF, MANAGER, QUALITY, HIRING = (
    LevelSource.SELF,
    LevelSource.MANAGER,
    LevelSource.QUALITY,
    LevelSource.HIRING,
)
LEVELS = st.lists(
    st.builds(
        lambda number, source, ago, level: a_level(level, id=number, source=source, on_day=TODAY - timedelta(days=ago)),
        st.integers(1, 99),
        st.sampled_from(LevelSource),
        st.integers(0, 900),
        st.integers(1, 5),
    ),
    unique_by=lambda each: each.id,
)


def test_the_newest_of_each_source_counts_and_the_managers_word_leads() -> None:
    old = a_level(2, id=1, on_day=date(2025, 1, 1))
    new = a_level(4, id=2, on_day=date(2025, 6, 1))
    own = a_level(5, id=3, source=SELF)
    review = a_level(3, id=4, source=QUALITY)
    assert newest_by_source([own, new, review, old]) == (new, review, own)
    assert leading([review, own]) == review


def test_what_was_said_last_on_one_day_counts() -> None:
    assert leading([a_level(2, id=7), a_level(4, id=9), a_level(3, id=8)]) == a_level(4, id=9)


def test_what_is_noted_late_of_an_earlier_day_does_not_count_before_a_later_day() -> None:
    assert leading([a_level(4, id=2, on_day=TODAY - timedelta(days=1)), a_level(2, id=1)]) == a_level(2, id=1)


def test_what_somebody_says_of_oneself_leads_alone_and_is_no_judgement() -> None:
    own, hired = a_level(5, id=3, source=SELF), a_level(2, id=1, source=HIRING)
    assert (leading([own]), judged([own])) == (own, None)
    assert leading([own, hired]) == judged([own, hired]) == hired


@given(levels=LEVELS, chance=st.randoms())
def test_the_order_of_judgements_does_not_matter(levels: list[SkillLevel], chance: Random) -> None:
    shuffled = list(levels)
    chance.shuffle(shuffled)
    assert newest_by_source(shuffled) == newest_by_source(levels)


@pytest.mark.parametrize("level", [0, 6, -1, True, 3.5])
def test_a_level_outside_one_to_five_is_refused(level: int) -> None:
    with pytest.raises(OutOfRange, match="1 to 5"):
        checked_level(a_level(level))


def test_tomorrow_cannot_be_judged_today() -> None:
    with pytest.raises(OutOfRange, match="today or a day before"):
        checked_level(a_level(on_day=TODAY + timedelta(days=1)), today=TODAY)


def test_a_training_needs_a_name_and_people_each_once() -> None:
    with pytest.raises(Missing, match="name"):
        checked_training(a_training(name=" "))
    with pytest.raises(Missing, match="Choose who takes part"):
        checked_training(replace(a_training(), people=()))
    with pytest.raises(OutOfRange, match="same person twice"):
        checked_training(a_training(Attendance(member_id=1), Attendance(member_id=1)))
    with pytest.raises(OutOfRange, match="1 to 5"):
        checked_training(a_training(Attendance(member_id=1, level_after=6)))


def test_a_training_is_done_once_everybody_is_accounted_for() -> None:
    with pytest.raises(InputError, match="whether they were there"):
        checked_training(a_training(Attendance(member_id=1), state=TrainingState.DONE))
    done = a_training(Attendance(member_id=1, attended=False), state=TrainingState.DONE)
    assert checked_training(done) == done


def test_the_role_that_was_said_last_is_the_one_now() -> None:
    first = RoleAim(id=1, member_id=1, profile_id=1, since=date(2025, 1, 1))
    then = RoleAim(id=2, member_id=1, profile_id=2, since=date(2026, 1, 1))
    goal = RoleAim(id=3, member_id=1, profile_id=3, kind=AimKind.NEXT, since=date(2026, 2, 1))
    assert newest_aim([then, goal, first], AimKind.NOW) == then
    assert newest_aim([then], AimKind.NEXT) is None


def test_a_role_cannot_be_reached_before_it_was_aimed_at() -> None:
    goal = RoleAim(member_id=1, profile_id=3, kind=AimKind.NEXT, since=TODAY, by_day=TODAY - timedelta(days=1))
    with pytest.raises(OutOfRange, match="or later"):
        checked_aim(goal)
    assert checked_aim(replace(goal, kind=AimKind.NOW, by_day=TODAY)).by_day is None
