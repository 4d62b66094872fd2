"""Members of the team: who they are and what they may do."""

from csops.domain.access import Permission
from csops.domain.errors import InputError, UnknownName
from csops.domain.people import Member, checked, has_owner
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def save_member(workspace: Workspace, *, member: Member) -> Member:
    """Add a member (id 0) or keep new values of one. The shop keeps at least one active owner."""
    workspace.require(Permission.PEOPLE)
    with workspace.work("Change the team" if member.id else "Add a member") as work:
        kept = work.members.update(checked(member)) if member.id else work.members.add(checked(member))
        _check_owner(work)
        _plan_without(work)
    workspace.member_changed(kept)
    return kept


def _plan_without(work: Work) -> None:
    """Let the scorecards lapse that nobody will fill: who leaves rates nobody any more."""
    from csops.domain.openings import OpeningState  # hiring is no part of the start of the window
    from csops.services.scorecards import plan_cards

    for opening in work.hiring.openings.where(state=OpeningState.OPEN):
        plan_cards(work, opening=opening)


def _check_owner(work: Work) -> None:
    if not has_owner(work.members.all()):
        raise InputError(
            field="role", problem="the shop would have no owner", right="Make somebody else an owner first"
        )


def member_named(members: list[Member], name: str) -> Member:
    """Return the active member with this name or these initials, or raise UnknownName."""
    wanted = name.strip().casefold()
    active = [member for member in members if member.active]
    for member in active:
        if wanted in {member.name.casefold(), member.initials.casefold()}:
            return member
    firsts = [member for member in active if member.name.casefold().split()[0] == wanted]
    if len(firsts) == 1:
        return firsts[0]
    raise UnknownName(field="member", value=name, known=", ".join(member.name for member in active))
