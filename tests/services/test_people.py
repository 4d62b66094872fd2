"""Members: who they are, and that the shop never loses its last owner."""

from dataclasses import replace

import pytest

from csops.domain.access import Role
from csops.domain.errors import InputError, Missing, NotPermitted, Overtaken, UnknownName
from csops.domain.people import Member
from csops.services import history, people
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, ROSA, a_member


def _members(workspace: Workspace) -> list[Member]:
    with workspace.read() as work:
        return work.members.all("name")


def test_a_member_is_added_with_initials_of_their_own(workspace: Workspace) -> None:
    kept = people.save_member(workspace, member=a_member(name="  Ines   Marchetti ", initials=""))
    assert (kept.name, kept.initials) == ("Ines Marchetti", "IM")
    assert kept in _members(workspace)


def test_a_member_without_a_name_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Missing):
        people.save_member(workspace, member=a_member(name=" "))


@pytest.mark.parametrize("changed", [replace(MARA, role=Role.AGENT), replace(MARA, active=False)])
def test_the_last_owner_stays_one(workspace: Workspace, changed: Member) -> None:
    with pytest.raises(InputError) as refused:
        people.save_member(workspace, member=changed)
    assert refused.value.field == "role"
    assert _members(workspace)[0].role is Role.OWNER


def test_no_undo_takes_the_last_owner(workspace: Workspace, rosa: Workspace) -> None:
    second = people.save_member(workspace, member=replace(ROSA, role=Role.OWNER))
    rosa.member = second
    people.save_member(rosa, member=replace(MARA, role=Role.AGENT))
    with pytest.raises(Overtaken):
        history.undo(workspace)
    assert [member.name for member in _members(workspace) if member.role is Role.OWNER] == [ROSA.name]


def test_an_owner_may_go_when_there_is_another(workspace: Workspace) -> None:
    people.save_member(workspace, member=replace(ROSA, role=Role.OWNER))
    assert not people.save_member(workspace, member=replace(MARA, active=False)).active


def test_who_changes_their_own_name_works_on_under_it(workspace: Workspace) -> None:
    people.save_member(workspace, member=replace(MARA, name="Mara Lund"))
    assert workspace.member.name == "Mara Lund"


def test_an_act_stays_of_whoever_began_it(workspace: Workspace) -> None:
    begun_by_mara = workspace.acting()
    workspace.member = ROSA
    with begun_by_mara:
        people.save_member(workspace, member=replace(MARA, name="Mara Lund"))
        assert workspace.member == MARA
    assert workspace.member == ROSA
    assert history.history(workspace, limit=1)[0].member_id == MARA.id


def test_leaving_can_be_taken_back(workspace: Workspace) -> None:
    people.save_member(workspace, member=replace(ROSA, active=False))
    history.undo(workspace)
    assert all(member.active for member in _members(workspace))


def test_an_agent_changes_nobody(rosa: Workspace) -> None:
    with pytest.raises(NotPermitted):
        people.save_member(rosa, member=a_member())


@pytest.mark.parametrize("name", ["Rosa Okafor", "rosa okafor", "RO", "rosa"])
def test_a_member_is_found_by_name_initials_or_first_name(workspace: Workspace, name: str) -> None:
    assert people.member_named(_members(workspace), name).id == ROSA.id


def test_who_has_left_is_not_found(workspace: Workspace) -> None:
    people.save_member(workspace, member=replace(ROSA, active=False))
    with pytest.raises(UnknownName):
        people.member_named(_members(workspace), "Rosa")
