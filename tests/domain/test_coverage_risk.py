"""What hangs on one person, or on nobody; and which channels what people can do keeps them from."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from csops.domain.channel_skills import not_yet
from csops.domain.coverage_risk import (
    Coverage,
    Levels,
    Risk,
    channel_coverage,
    level_needed,
    skill_coverage,
    worst_first,
)
from csops.domain.role_profiles import Requirement
from csops.domain.skill_levels import LevelSource
from csops.domain.work_terms import NotYet
from tests.helpers.team_skills import a_level, a_role, a_skill, asks

CHAT = a_skill("chatting", channel="chat", channel_level=3)
TEAM = (1, 2, 3)


def of(levels: Levels, *, needed: int = 3) -> Coverage:
    return skill_coverage(a_skill(), needed=needed, is_required=True, members=TEAM, levels=levels)


def test_a_skill_that_one_person_reaches_hangs_on_that_person() -> None:
    found = of({1: {"listening": [a_level(4)]}, 2: {"listening": [a_level(2)]}})
    assert (found.able, found.below, found.unjudged, found.risk) == ((1,), (2,), (3,), Risk.ONE)


def test_nobody_is_worse_than_not_judged() -> None:
    assert of({member: {"listening": [a_level(2)]} for member in TEAM}).risk is Risk.NOBODY
    assert of({}).risk is Risk.UNKNOWN
    assert of({member: {"listening": [a_level(3)]} for member in TEAM}).risk is Risk.COVERED


def test_own_word_counts_and_is_told_apart() -> None:
    found = of({1: {"listening": [a_level(4, source=LevelSource.SELF)]}})
    assert (found.able, found.own_word) == ((1,), (1,))


@given(st.dictionaries(st.sampled_from(TEAM), st.integers(1, 5)), st.integers(1, 4))
def test_everybody_stands_in_one_of_three_places_and_more_needed_never_lets_more_in(
    levels: dict[int, int], needed: int
) -> None:
    kept: Levels = {member: {"listening": [a_level(level)]} for member, level in levels.items()}
    less, more = of(kept, needed=needed), of(kept, needed=needed + 1)
    assert sorted((*less.able, *less.below, *less.unjudged)) == list(TEAM)
    assert set(more.able) <= set(less.able)


def test_the_least_that_a_role_on_the_team_accepts_is_needed() -> None:
    agent, lead = a_role(asks("listening", minimum=3)), a_role(asks("listening", minimum=4, target=5))
    assert level_needed(a_skill(), [agent, lead]) == (3, True)
    liked = a_role(asks("listening", minimum=None, target=4, requirement=Requirement.PREFERRED))
    assert level_needed(a_skill(), [liked]) == (4, False)
    assert level_needed(a_skill("unasked"), [agent]) is None
    assert level_needed(CHAT, []) == (3, True)


def test_a_channel_is_taken_by_those_whose_terms_and_level_allow_it() -> None:
    levels = {1: {"chatting": [a_level(3)]}, 2: {"chatting": [a_level(2)]}, 4: {"chatting": [a_level(5)]}}
    found = channel_coverage("chat", skills=[CHAT], members=(1, 2, 3, 4), takes={1, 2, 3}, levels=levels)
    assert (found.able, found.below, found.unjudged) == ((1,), (2, 4), (3,))


def test_own_word_counts_for_a_channel_and_is_told_apart() -> None:
    own = a_level(4, source=LevelSource.SELF)
    found = channel_coverage("chat", skills=[CHAT], members=TEAM, takes=TEAM, levels={1: {"chatting": [own]}})
    assert (found.able, found.own_word, found.unjudged) == ((1,), (1,), (2, 3))


def test_a_channel_that_no_skill_names_is_taken_by_those_whose_terms_allow_it() -> None:
    retired = replace(CHAT, active=False)
    found = channel_coverage("chat", skills=[retired, a_skill()], members=TEAM, takes={2}, levels={})
    assert (found.able, found.needed, found.risk) == ((2,), None, Risk.ONE)


def test_the_worst_comes_first_and_channels_before_skills() -> None:
    many, one = Coverage(skill="many", able=(1, 2)), Coverage(skill="one", able=(1,))
    chat, nobody = Coverage(channel="chat", able=(1,)), Coverage(skill="nobody", below=(1,))
    liked = Coverage(skill="a liked one", able=(1,), is_required=False)
    assert worst_first([many, liked, one, chat, nobody]) == (nobody, chat, one, liked, many)


def test_a_judged_level_below_the_one_needed_keeps_somebody_from_a_channel() -> None:
    low = a_level(2)
    assert not_yet([CHAT], {"chatting": [low]}) == (NotYet(channel="chat", skill="Chatting", level=2, needed=3),)
    assert not_yet([CHAT], {"chatting": [a_level(3)]}) == ()


def test_neither_own_word_nor_silence_keeps_anybody_from_a_channel() -> None:
    own = a_level(1, source=LevelSource.SELF)
    assert not_yet([CHAT], {"chatting": [own]}) == not_yet([CHAT], {}) == ()
    low = {"chatting": [a_level(1)], "listening": [a_level(1)]}
    assert not_yet([replace(CHAT, active=False), a_skill()], low) == ()
