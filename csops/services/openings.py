"""Openings: places to fill, and the plan of who rates what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csops.domain.access import Permission, may
from csops.domain.errors import InputError
from csops.domain.openings import Opening, OpeningState, Seat, checked_opening, checked_seat
from csops.domain.people import Member
from csops.domain.role_profiles import ProfileKind, ProfileSkill, RoleProfile
from csops.services.hiring_access import can_rate, check_runs, check_sees, openings_seen
from csops.services.scorecards import hand_over_cards, plan_cards, profile_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class OpeningView:
    """An opening with what it asks for and who is to rate."""

    opening: Opening
    role: RoleProfile
    values: RoleProfile | None
    seats: tuple[Seat, ...]


def list_openings(workspace: Workspace) -> list[Opening]:
    """Return the openings that this member may see, the newest first."""
    with workspace.read() as work:
        return openings_seen(workspace, work)


def get_opening(workspace: Workspace, *, opening_id: int) -> OpeningView:
    """Return one opening. Raises NotFound, or NotPermitted for who is neither owner, lead nor on its panel."""
    with workspace.read() as work:
        opening = work.hiring.openings.get(opening_id)
        check_sees(workspace, work, opening)
        return OpeningView(
            opening=opening,
            role=profile_of(work, opening.profile_version_id),
            values=profile_of(work, opening.values_version_id) if opening.values_version_id else None,
            seats=tuple(work.hiring.seats.where(opening_id=opening_id)),
        )


def save_opening(workspace: Workspace, *, opening: Opening) -> Opening:
    """Open a place to fill (id 0), or keep new values of one.

    Raises:
        Missing, OutOfRange: see `checked_opening`. NotFound: the profile is gone. NotPermitted: not theirs to change.
        InputError: the profile of an opening with candidates is changed here; scores would no longer compare. Or the
            profile is one of values, or the values are the profile of a role.
    """
    workspace.require(Permission.HIRE)
    ready = checked_opening(opening)
    with workspace.work("Change an opening" if opening.id else "Open a place to fill") as work:
        _check_kind(work, ready.profile_version_id, ProfileKind.ROLE)
        if ready.values_version_id is not None:
            _check_kind(work, ready.values_version_id, ProfileKind.VALUES)
        _check_lead(work.members.get(ready.lead_id))
        if not ready.id:
            return work.hiring.openings.add(ready)
        before = work.hiring.openings.get(ready.id)
        check_runs(workspace, before)
        if before.profile_version_id != ready.profile_version_id and work.hiring.applications.where(
            opening_id=ready.id
        ):
            raise InputError(
                field="profile",
                problem="there are candidates already, scored by the version it was opened with",
                right="Move the opening to the other version from the profile, which shows both rankings",
            )
        return work.hiring.openings.update(ready)


def _check_lead(lead: Member) -> None:
    if not (lead.active and may(lead.role, Permission.HIRE)):
        raise InputError(
            field="lead",
            problem=f"{lead.name} may not hire" if lead.active else f"{lead.name} left the team",
            right="Choose an owner or a manager of the team",
        )


def _check_kind(work: Work, version_id: int, kind: ProfileKind) -> None:
    """Raise NotFound, or InputError where a version is of a role and not of values, or the other way round."""
    profile = work.catalogue.profiles.get(work.catalogue.profile_versions.get(version_id).profile_id)
    if profile.kind is not kind:
        is_role = profile.kind is ProfileKind.ROLE
        raise InputError(
            field="values" if is_role else "profile",
            problem=f"{profile.name} is {'the profile of a role' if is_role else 'a scorecard of values'}",
            right="Choose a scorecard of values, or none" if is_role else "Choose the profile of a role",
        )


def close_opening(workspace: Workspace, *, opening_id: int, state: OpeningState) -> Opening:
    """Say that a place is filled, closed, or open again. Nobody's application changes by it."""
    workspace.require(Permission.HIRE)
    with workspace.work("Close an opening" if state is not OpeningState.OPEN else "Open a place again") as work:
        opening = work.hiring.openings.get(opening_id)
        check_runs(workspace, opening)
        closed_on = None if state is OpeningState.OPEN else workspace.today()
        return work.hiring.openings.update(replace(opening, state=state, closed_on=closed_on))


def save_seat(workspace: Workspace, *, seat: Seat) -> Seat:
    """Plan who rates what (id 0: one more), and plan the scorecards that follow from it.

    Raises:
        Missing, OutOfRange: see `checked_seat`. InputError: the member left or may only read, or skills of
            scorecards in use change.
    """
    workspace.require(Permission.HIRE)
    with workspace.work("Plan the interviews") as work:
        opening = work.hiring.openings.get(seat.opening_id)
        check_runs(workspace, opening)
        ready = checked_seat(seat, asked=asked_skills(work, opening))
        _check_interviewer(work.members.get(ready.member_id))
        if not ready.id:
            kept = work.hiring.seats.add(ready)
        else:
            _check_unused(work, work.hiring.seats.get(ready.id), ready)
            kept = work.hiring.seats.update(ready)
        plan_cards(work, opening=opening)
        return kept


def _check_interviewer(member: Member) -> None:
    if not can_rate(member):
        problem = f"{member.name} may only read" if member.active else f"{member.name} left the team"
        raise InputError(field="interviewer", problem=problem, right="Choose somebody else")


def _check_unused(work: Work, before: Seat, after: Seat) -> None:
    is_other = (before.member_id, before.skills) != (after.member_id, after.skills)
    if is_other and any(card.is_submitted or card.first for card in work.hiring.scorecards.where(seat_id=before.id)):
        raise InputError(
            field="plan",
            problem="a scorecard of this part was submitted already",
            right="Retire this part and plan another one",
        )
    if before.member_id != after.member_id:
        hand_over_cards(work, seat=before, member_id=after.member_id)


def retire_seat(workspace: Workspace, *, seat_id: int) -> None:
    """Take a part out of the plan: what was submitted stays, what was not lapses."""
    workspace.require(Permission.HIRE)
    with workspace.work("Change the plan of interviews") as work:
        seat = work.hiring.seats.get(seat_id)
        opening = work.hiring.openings.get(seat.opening_id)
        check_runs(workspace, opening)
        work.hiring.seats.update(replace(seat, active=False))
        plan_cards(work, opening=opening)


def asked_of(work: Work, opening: Opening) -> list[ProfileSkill]:
    """Return what an opening's profile, and then its values, ask for."""
    ids = [opening.profile_version_id, *([opening.values_version_id] if opening.values_version_id else [])]
    return [each for version_id in ids for each in profile_of(work, version_id).skills]


def asked_skills(work: Work, opening: Opening) -> Sequence[str]:
    """Return the keys of the skills that an opening's profile, and its values, ask for."""
    return [each.skill for each in asked_of(work, opening)]
