"""What another version does to a ranking, as each viewer may see it, and moving an opening to it."""

from dataclasses import replace

import pytest

from csops.domain.errors import AlreadyDone, InputError, NotFound, NotPermitted
from csops.domain.hiring import Recommendation
from csops.domain.openings import OpeningState
from csops.domain.role_profiles import Profile, ProfileSkill, ProfileVersion
from csops.services import history, profiles
from csops.services.comparison import compare
from csops.services.openings import close_opening, get_opening
from csops.services.profile_preview import move_opening, preview, ratings_of
from csops.services.profiles import KeptProfile
from csops.services.workspace import Workspace
from tests.helpers.hiring import Hiring, a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    """Ngozi is better at listening, Tobias at writing and on Saturdays; both meet the minimum."""
    made = a_hiring(workspace)
    for place, levels in enumerate([(4, 2, 2), (3, 3, 4)]):
        for member in (MARA, ROSA):
            submit(workspace, made, member, *levels, place=place)
    return made


def weights(kept: KeptProfile, *some: float) -> ProfileVersion:
    rows = tuple(replace(row, weight=weight) for row, weight in zip(kept.version.skills, some, strict=True))
    return replace(kept.version, skills=rows)


def helper(workspace: Workspace) -> KeptProfile:
    return profiles.profile_named(workspace, key="helper")


def role_with(workspace: Workspace, version: ProfileVersion) -> KeptProfile:
    return replace(helper(workspace), version=version)


def test_other_weights_turn_the_ranking_round(workspace: Workspace, hiring: Hiring) -> None:
    ratings = ratings_of(workspace, opening_id=hiring.opening.id)
    other = role_with(workspace, weights(helper(workspace), 80, 10, 10)).role
    found = preview(ratings, other)
    assert [(each.candidate.name, each.rank_before, each.rank_after) for each in found.candidates] == [
        ("Ngozi Adeyemi", 2, 1),
        ("Tobias Kern", 1, 2),
    ]
    first = found.candidates[0]
    assert first.before.fit == pytest.approx(50 + 30 * 2 / 3 + 20 / 2)
    assert first.after.fit == pytest.approx(80 + 10 * 2 / 3 + 10 / 2)
    assert not found.is_same


def test_what_is_asked_now_is_ranked_as_the_comparison_ranks_it(workspace: Workspace, hiring: Hiring) -> None:
    ratings = ratings_of(workspace, opening_id=hiring.opening.id)
    found = preview(ratings, ratings.role)
    compared = compare(workspace, opening_id=hiring.opening.id)
    assert found.is_same
    assert {each.candidate.application_id: (each.before, each.rank_before) for each in found.candidates} == {
        each.application.id: (each.fit, each.standing.rank if each.standing else None) for each in compared.candidates
    }


def test_a_higher_minimum_that_somebody_misses_takes_their_rank_not_their_fit(
    workspace: Workspace, hiring: Hiring
) -> None:
    rows = helper(workspace).version.skills
    stricter = replace(helper(workspace).version, skills=(replace(rows[0], minimum_level=4), *rows[1:]))
    found = preview(ratings_of(workspace, opening_id=hiring.opening.id), role_with(workspace, stricter).role)
    last = found.candidates[-1]
    assert (last.candidate.name, last.rank_before, last.rank_after) == ("Tobias Kern", 1, None)
    assert last.after.recommendation is Recommendation.DOES_NOT_MEET
    assert last.after.fit == last.before.fit


def test_skills_that_nobody_is_to_rate_and_skills_that_count_no_more_are_named(
    workspace: Workspace, hiring: Hiring
) -> None:
    rows = helper(workspace).version.skills
    new = ProfileSkill(skill="german", weight=20, target_level=3)
    other = replace(helper(workspace).version, skills=(*rows[:2], new))
    found = preview(ratings_of(workspace, opening_id=hiring.opening.id), role_with(workspace, other).role)
    assert (found.unplanned, found.dropped) == (("german",), ("saturdays",))
    assert found.candidates[0].after.coverage == 80


def test_whoever_still_has_to_rate_is_shown_nothing_of_it(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, ROSA, 4, 3, 5)
    ratings = ratings_of(workspace, opening_id=hiring.opening.id)
    assert (ratings.candidates, ratings.hidden) == ((), 2)
    assert preview(ratings, ratings.role).candidates == ()
    submit(workspace, hiring, MARA, 4, 3, 5)
    ratings = ratings_of(workspace, opening_id=hiring.opening.id)
    assert ([each.name for each in ratings.candidates], ratings.hidden) == (["Ngozi Adeyemi"], 1)


def test_only_the_panel_may_ask(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = a_third(workspace)
    with pytest.raises(NotPermitted):
        ratings_of(workspace, opening_id=hiring.opening.id)
    with pytest.raises(NotPermitted):
        move_opening(workspace, opening_id=hiring.opening.id, version_id=1)


def test_an_opening_without_candidates_has_nothing_to_show(workspace: Workspace, hiring: Hiring) -> None:
    with workspace.work("Take them out") as work:
        for store in (work.hiring.scorecards, work.hiring.applications):
            store.remove_many([one.id for one in store.all()])
    ratings = ratings_of(workspace, opening_id=hiring.opening.id)
    assert preview(ratings, ratings.role).candidates == ()


def test_an_opening_is_moved_to_another_version_and_keeps_what_was_rated(workspace: Workspace, hiring: Hiring) -> None:
    before = helper(workspace)
    newer = profiles.save_profile(workspace, profile=before.profile, version=weights(before, 80, 10, 10))
    moved = move_opening(
        workspace, opening_id=hiring.opening.id, version_id=newer.version.id, reason="Listening matters most here"
    )
    assert moved.profile_version_id == newer.version.id
    assert moved.note == "2026-03-02: version 1 to 2. Listening matters most here"
    ranked = compare(workspace, opening_id=hiring.opening.id).candidates
    assert [each.name for each in ranked] == ["Ngozi Adeyemi", "Tobias Kern"]
    act = history.history(workspace)[0]
    assert act.what == "Move an opening to another version"
    history.undo(workspace)
    assert get_opening(workspace, opening_id=hiring.opening.id).opening.profile_version_id == before.version.id


def test_an_opening_is_moved_once_only_while_it_is_open_and_within_its_profile(
    workspace: Workspace, hiring: Hiring
) -> None:
    before = helper(workspace)
    newer = profiles.save_profile(workspace, profile=before.profile, version=weights(before, 80, 10, 10))
    stranger = profiles.save_profile(
        workspace, profile=Profile(key="", name="Somebody else"), version=weights(before, 40, 40, 20)
    )

    def move(version_id: int) -> None:
        move_opening(workspace, opening_id=hiring.opening.id, version_id=version_id)

    with pytest.raises(InputError, match="belongs to another profile"):
        move(stranger.version.id)
    with pytest.raises(NotFound):
        move(999)
    move(newer.version.id)
    with pytest.raises(AlreadyDone):
        move(newer.version.id)
    close_opening(workspace, opening_id=hiring.opening.id, state=OpeningState.CLOSED)
    with pytest.raises(InputError, match="not open any more"):
        move(before.version.id)


def test_two_hundred_candidates_are_ranked_anew_while_one_types(workspace: Workspace) -> None:
    """What is asked of the arithmetic alone: 200 fits twice, without the database."""
    hiring = a_hiring(workspace, *(f"Candidate {number}" for number in range(20)))
    for place in range(20):
        for member in (MARA, ROSA):
            submit(workspace, hiring, member, 1 + place % 5, 3, 4, place=place)
    ratings = ratings_of(workspace, opening_id=hiring.opening.id)
    many = replace(
        ratings,
        candidates=tuple(
            replace(each, application_id=1000 * time + each.application_id)
            for time in range(10)
            for each in ratings.candidates
        ),
    )
    found = preview(many, ratings.role)
    assert len(found.candidates) == 200
    assert min(each.rank_after or 999 for each in found.candidates) == 1
