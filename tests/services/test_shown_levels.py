"""Levels that reviews show, and what to talk about one to one."""

import pytest

from csops.domain.coaching import Coaching, CoachingAction
from csops.domain.errors import InputError, NotPermitted
from csops.domain.skill_levels import review_of
from csops.services.coaching import save_action, save_coaching
from csops.services.one_on_one import talking_points
from csops.services.shown_levels import note_shown_level, proposed_levels
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.coaching import DAY, send, weak_in_correct
from tests.helpers.records import MARA, ROSA


def test_a_level_is_proposed_from_enough_reviews_and_kept_with_the_newest_as_evidence(workspace: Workspace) -> None:
    skill_id = weak_in_correct(workspace)
    (one,) = proposed_levels(workspace, member_id=ROSA.id)
    assert (one.skill.id, one.shown.level, one.shown.reviews, one.now) == (skill_id, 2, 6, None)
    with pytest.raises(InputError, match="do not show it"):
        note_shown_level(workspace, member_id=ROSA.id, skill_id=skill_id, level=4)
    kept = note_shown_level(workspace, member_id=ROSA.id, skill_id=skill_id, level=2)
    assert review_of(kept) == one.shown.newest_id
    assert proposed_levels(workspace, member_id=ROSA.id) == ()
    send(workspace, since=MONDAY_MORNING, ratings=(2,) * 20)
    assert [(each.shown.level, each.now) for each in proposed_levels(workspace, member_id=ROSA.id)] == [(4, 2)]


def test_nobody_is_proposed_a_level_of_their_own(workspace: Workspace) -> None:
    skill_id = weak_in_correct(workspace)
    workspace.member = ROSA
    assert proposed_levels(workspace, member_id=ROSA.id) == ()
    with pytest.raises(NotPermitted):
        note_shown_level(workspace, member_id=ROSA.id, skill_id=skill_id, level=2)


def test_talking_points_hold_praise_misses_and_what_is_open(workspace: Workspace) -> None:
    weak_in_correct(workspace)
    session = save_coaching(
        workspace,
        session=Coaching(member_id=ROSA.id, coach_id=MARA.id, planned_at=MONDAY_MORNING + DAY, made_at=MONDAY_MORNING),
    )
    agreed = CoachingAction(coaching_id=session.id, what="Look it up", owner_id=ROSA.id, due_at=MONDAY_MORNING + DAY)
    action = save_action(workspace, action=agreed)
    found = talking_points(workspace, member_id=ROSA.id)
    assert [each.text for each in found.praise] == ["Calm all through"]
    assert [each.criterion for each in found.misses] == ["correct"]
    assert (found.actions, found.planned) == ((action,), (session,))
    workspace.member = ROSA
    assert talking_points(workspace, member_id=ROSA.id).actions == (action,)
    with pytest.raises(NotPermitted):
        talking_points(workspace, member_id=MARA.id)
