"""Who was hired joins the team with the role and the levels of the interviews, and never sees the own scorecards."""

from dataclasses import replace

import pytest

from csops.domain.access import Role
from csops.domain.decisions import Decision
from csops.domain.errors import AlreadyDone, InputError, NotPermitted
from csops.domain.scorecards import CardState
from csops.domain.skill_levels import LevelSource, level_from
from csops.services import history
from csops.services.candidates import list_applied
from csops.services.decisions import decide
from csops.services.new_members import join_team, may_join
from csops.services.scorecards import Hidden
from csops.services.workspace import Workspace
from tests.helpers.hiring import Hiring, a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    made = a_hiring(workspace)
    submit(workspace, made, MARA, 4, 3, None)
    submit(workspace, made, ROSA, 5, 4, 3)
    return made


def hire(workspace: Workspace, hiring: Hiring) -> None:
    for decision in (Decision.OFFER, Decision.HIRE):
        with workspace.read() as work:
            now = work.hiring.applications.get(hiring.applications[0].id)
        decide(workspace, application=now, decision=decision, reason="Best of all")


def test_the_levels_of_the_interviews_and_the_role_come_along(workspace: Workspace, hiring: Hiring) -> None:
    hire(workspace, hiring)
    joined = join_team(workspace, application_id=hiring.applications[0].id)
    assert (joined.member.name, joined.member.initials, joined.member.role) == ("Ngozi Adeyemi", "NA", Role.AGENT)
    assert [level.level for level in joined.levels] == [4, 3, 3], "4.5 and 3.5 go down"
    assert {level.source for level in joined.levels} == {LevelSource.HIRING}
    with workspace.read() as work:
        (aim,) = work.catalogue.aims.where(member_id=joined.member.id)
        assert work.catalogue.profiles.get(aim.profile_id).key == "helper"


def test_the_new_member_never_sees_the_own_scorecards(workspace: Workspace, hiring: Hiring) -> None:
    hire(workspace, hiring)
    joined = join_team(workspace, application_id=hiring.applications[0].id)
    workspace.member = replace(joined.member, role=Role.OWNER)
    seen = list_applied(workspace, opening_id=hiring.opening.id)[0].seen
    assert (seen.hidden, seen.cards) == (Hidden.TIED, ())


def test_the_levels_tell_nobody_who_is_still_to_rate(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, ROSA, 5, 4, 3)
    workspace.member = replace(MARA, id=a_third(workspace, role=Role.OWNER).id, name="Tomasz Reyes")
    hire(workspace, hiring)
    join_team(workspace, application_id=hiring.applications[0].id)
    assert hiring.card(workspace, MARA).state is CardState.LAPSED


def test_who_is_still_to_rate_takes_nobody_into_the_team(workspace: Workspace, hiring: Hiring) -> None:
    hire(workspace, hiring)
    with workspace.work("Plan again") as work:
        card = hiring.card(workspace, MARA)
        work.hiring.scorecards.update(replace(card, state=CardState.PLANNED, ratings=(), first=(), submitted_at=None))
    with pytest.raises(InputError, match="your own scorecard waits"):
        join_team(workspace, application_id=hiring.applications[0].id)


def test_who_is_not_hired_does_not_join_and_nobody_joins_twice(workspace: Workspace, hiring: Hiring) -> None:
    with pytest.raises(InputError, match="not hired"):
        join_team(workspace, application_id=hiring.applications[0].id)
    hire(workspace, hiring)
    join_team(workspace, application_id=hiring.applications[0].id)
    with pytest.raises(AlreadyDone):
        join_team(workspace, application_id=hiring.applications[0].id)


def test_joining_is_taken_back_as_a_whole(workspace: Workspace, hiring: Hiring) -> None:
    hire(workspace, hiring)
    with workspace.read() as work:
        before = (len(work.members.all()), len(work.catalogue.levels.all()), len(work.hiring.ties.all()))
    join_team(workspace, application_id=hiring.applications[0].id)
    history.undo(workspace)
    with workspace.read() as work:
        assert (len(work.members.all()), len(work.catalogue.levels.all()), len(work.hiring.ties.all())) == before


def test_a_manager_who_runs_an_opening_adds_nobody_to_the_team(workspace: Workspace, hiring: Hiring) -> None:
    hire(workspace, hiring)
    workspace.member = replace(MARA, role=Role.MANAGER)
    with workspace.read() as work:
        application = work.hiring.applications.get(hiring.applications[0].id)
    assert not may_join(workspace, application=application, ties=())
    with pytest.raises(NotPermitted):
        join_team(workspace, application_id=application.id)


def test_half_a_level_goes_down() -> None:
    assert [level_from(given) for given in ([3, 4], [4, 4, 3], [1], [5, 5])] == [3, 4, 1, 5]
