"""What a person decides on an application: offer, hire, talk again, decline; with a reason, and never by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csops.domain.access import Permission
from csops.domain.decisions import Decision, Goal, check_places, checked_reason, goal_of
from csops.domain.errors import AlreadyDone, InputError, NotPermitted
from csops.domain.hiring import Fit
from csops.domain.openings import Application, Move, Opening, OpeningState
from csops.services.comparison import fit_of
from csops.services.hiring_access import check_runs, tied_candidates
from csops.services.scorecards import (
    CardsSeen,
    cards_seen,
    check_rated,
    check_sees_application,
    plan_cards,
    profile_of,
)
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Decided:
    """An application after a decision, and the decision as it is kept."""

    application: Application
    move: Move


def decide(workspace: Workspace, *, application: Application, decision: Decision, reason: str = "") -> Decided:
    """Keep what a person decides on an application, with the figures of this moment as this person sees them.

    `application` is as whoever decides saw it. `reason` is needed to decline, and against what the figures say.

    Raises:
        NotPermitted: not theirs to run, or somebody close. NotFound: erased meanwhile.
        AlreadyDone: somebody else decided since it was seen. Missing: a reason is needed.
        InputError: the opening is not open any more, its places are filled, it cannot be decided from here, or one's
            own scorecard waits while others have submitted theirs.
    """
    workspace.require(Permission.HIRE)
    with workspace.work(_CALLED[decision]) as work:
        now = work.hiring.applications.get(application.id)
        opening = work.hiring.openings.get(now.opening_id)
        _check_may(workspace, work, now, opening)
        _check_unchanged(work, now, application)
        seen = cards_seen(workspace, work, applications=[now])[now.id]
        found = None if seen.hidden else fit_of(profile_of(work, opening.profile_version_id), seen)
        goal = goal_of(now, decision, fit=found)
        _check_goes(work, opening, decision, seen)
        tidy = checked_reason(reason, goal=goal, decision=decision)
        kept = work.hiring.applications.update(replace(now, stage=goal.stage, outcome=goal.outcome))
        move = work.hiring.moves.add(_move(workspace, now, goal, found, reason=tidy))
        if decision is Decision.TAKE_UP_AGAIN:
            plan_cards(work, opening=opening)
        return Decided(application=kept, move=move)


_CALLED = {
    Decision.NEXT_STAGE: "Move an application on",
    Decision.TALK_AGAIN: "Talk to a candidate again",
    Decision.OFFER: "Record an offer",
    Decision.HIRE: "Hire a candidate",
    Decision.KEEP_IN_MIND: "Keep a candidate in mind",
    Decision.DECLINE: "Decline a candidate",
    Decision.WITHDREW: "Note that a candidate withdrew",
    Decision.TAKE_UP_AGAIN: "Take up an application again",
}


def decisions_of(workspace: Workspace, *, application_id: int) -> list[Move]:
    """Return what was decided on an application, the oldest first.

    Reasons and figures are left out while this viewer may not see what others rated.

    Raises:
        NotFound: erased meanwhile. NotPermitted: neither owner, lead, nor on the panel.
    """
    with workspace.read() as work:
        application = work.hiring.applications.get(application_id)
        check_sees_application(workspace, work, application=application)
        return moves_seen(workspace, work, application=application)


def moves_seen(workspace: Workspace, work: Work, *, application: Application) -> list[Move]:
    """Return the same within an operation of a caller who has asked `check_sees`."""
    return moves_by_application(workspace, work, applications=[application])[application.id]


def moves_by_application(
    workspace: Workspace, work: Work, *, applications: Sequence[Application]
) -> dict[int, list[Move]]:
    """Return the same of several applications at once, by their ids."""
    seen = cards_seen(workspace, work, applications=applications)
    found: dict[int, list[Move]] = {one.id: [] for one in applications}
    for move in work.hiring.moves.where_any("application_id", list(found)):
        is_own = move.member_id == workspace.member.id
        is_shown = seen[move.application_id].hidden is None
        found[move.application_id].append(move if is_shown else _emptied(move, own=is_own))
    return found


def _emptied(move: Move, *, own: bool) -> Move:
    return replace(move, reason=move.reason if own else "", recommendation="", fit=None, coverage=None, against=False)


def _check_may(workspace: Workspace, work: Work, application: Application, opening: Opening) -> None:
    check_runs(workspace, opening)
    if application.candidate_id in tied_candidates(workspace, work):
        raise NotPermitted(
            member=workspace.member.name, permission="decide on somebody close", roles="somebody who is not related"
        )


def _check_unchanged(work: Work, now: Application, seen: Application) -> None:
    if (now.stage, now.outcome) == (seen.stage, seen.outcome):
        return
    moves = work.hiring.moves.where(application_id=now.id)
    who = work.members.find(moves[-1].member_id or 0) if moves else None
    raise AlreadyDone(what="Another decision on this candidate", who=who.name if who else "somebody")


def _check_goes(work: Work, opening: Opening, decision: Decision, seen: CardsSeen) -> None:
    if decision in _ENDING:
        return
    if opening.state is not OpeningState.OPEN:
        raise InputError(field="opening", problem=f"{opening.title} is not open any more", right="Open it again first")
    if decision in {Decision.OFFER, Decision.HIRE}:
        check_rated(seen, field="decision")
        check_places(work.hiring.applications.where(opening_id=opening.id), positions=opening.positions)


_ENDING = {Decision.KEEP_IN_MIND, Decision.DECLINE, Decision.WITHDREW}


def _move(workspace: Workspace, now: Application, goal: Goal, found: Fit | None, *, reason: str) -> Move:
    return Move(
        application_id=now.id,
        at=workspace.now(),
        member_id=workspace.member.id or None,
        from_stage=now.stage,
        from_outcome=now.outcome,
        to_stage=goal.stage,
        to_outcome=goal.outcome,
        reason=reason,
        recommendation="" if found is None else found.recommendation.value,
        fit=None if found is None else found.fit,
        coverage=None if found is None else found.coverage,
        against=goal.against,
    )
