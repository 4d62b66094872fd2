"""Who may see an opening and its candidates: the owner, whoever runs it, and whoever is to rate."""

from collections.abc import Iterable

from csops.domain.access import Permission, Role, may, roles_with
from csops.domain.candidates import Tie, tied
from csops.domain.errors import NotPermitted
from csops.domain.openings import Opening
from csops.domain.people import Member
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SEES = "see candidates of an opening"


def openings_seen(workspace: Workspace, work: Work) -> list[Opening]:
    """Return the openings that this member may see, the newest first."""
    me = workspace.member
    found = work.hiring.openings.all("opened_on")[::-1]
    if me.role is Role.OWNER:
        return found
    seats = {seat.opening_id for seat in work.hiring.seats.where(member_id=me.id) if seat.active}
    return [opening for opening in found if opening.id in seats or opening.lead_id == me.id]


def check_sees(workspace: Workspace, work: Work, opening: Opening) -> None:
    """Raise NotPermitted unless this member is an owner, runs the opening, or is to rate in it."""
    me = workspace.member
    if me.role is Role.OWNER or opening.lead_id == me.id:
        return
    if not any(seat.active for seat in work.hiring.seats.where(opening_id=opening.id, member_id=me.id)):
        raise NotPermitted(member=me.name, permission=SEES, roles="owner, or a place on the panel of the opening")


def runs(workspace: Workspace, opening: Opening) -> bool:
    """Return whether this member may change the opening and decide on its candidates: an owner, or its lead."""
    me = workspace.member
    return me.role is Role.OWNER or (workspace.may(Permission.HIRE) and opening.lead_id == me.id)


def check_runs(workspace: Workspace, opening: Opening) -> None:
    """Raise NotPermitted unless this member may change the opening and decide on its candidates."""
    workspace.require(Permission.HIRE)
    if not runs(workspace, opening):
        roles = f"{roles_with(Permission.HIRE)[-1].value}, or whoever runs the opening"
        raise NotPermitted(member=workspace.member.name, permission=Permission.HIRE.value, roles=roles)


def can_rate(member: Member) -> bool:
    """Return whether a member can be on a panel: on the team, with a role that may write."""
    return member.active and may(member.role, Permission.LOG)


def tied_candidates(workspace: Workspace, work: Work) -> frozenset[int]:
    """Return the candidates whose scorecards this member never sees: they are the member or a relative."""
    return frozenset(tie.candidate_id for tie in work.hiring.ties.where(member_id=workspace.member.id))


def check_not_tied(workspace: Workspace, ties: Iterable[Tie], *, candidate_id: int) -> None:
    """Raise NotPermitted where this member is the candidate, or a relative."""
    me = workspace.member
    if tied(list(ties), candidate_id=candidate_id, member_id=me.id) is not None:
        raise NotPermitted(member=me.name, permission="judge somebody close", roles="somebody who is not related")
