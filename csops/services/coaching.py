"""Coaching sessions: what to talk about, by whom and when, what was agreed, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.coaching import Coaching, CoachingAction, CoachingState
from csops.domain.coaching_points import cancelled, checked, checked_action, held, without_reviews
from csops.domain.errors import AlreadyDone, InputError
from csops.domain.skill_levels import Attendance, Training, TrainingState, checked_training
from csops.domain.team import Shop
from csops.services.coaching_ideas import refuse
from csops.services.seen_coaching import SeenCoaching, seen_of, withdrawn_behind
from csops.services.team_skills import in_use, there
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What was agreed, and a training that is planned with it (id 0), or that was planned before."""

    action: CoachingAction
    training: Training | None = None


@dataclass(frozen=True, kw_only=True)
class DueCoaching:
    """What waits today for whoever works: a session to hold, or something agreed to do (`action`)."""

    seen: SeenCoaching
    action: CoachingAction | None = None


# ------------------------------------------------------------ reading
def coachings(
    workspace: Workspace, *, member_id: int | None = None, has_effects: bool = True
) -> tuple[SeenCoaching, ...]:
    """Return the sessions that whoever asks may see: all for who coaches, else the own; planned ones first.

    Args:
        workspace: the open database, and who asks.
        member_id: of whom alone.
        has_effects: with what they did, for which everybody's reviews are read.
    """
    with workspace.read() as work:
        found = [
            session
            for session in work.quality.coachings.all("planned_at")
            if member_id in (None, session.member_id) and _sees(workspace, session)
        ]
        seen = seen_of(workspace, work, found, has_effects=has_effects)
    ahead = [each for each in seen if each.session.state is CoachingState.PLANNED]
    gone = [each for each in reversed(seen) if each.session.state is not CoachingState.PLANNED]
    return (*ahead, *gone)


def coaching(workspace: Workspace, *, coaching_id: int) -> SeenCoaching:
    """Return one session.

    Raises:
        NotFound: there is none. NotPermitted: it is of somebody else.
    """
    with workspace.read() as work:
        session = work.quality.coachings.get(coaching_id)
        _check_sees(workspace, session)
        return seen_of(workspace, work, [session])[0]


def actions_due(workspace: Workspace) -> tuple[CoachingAction, ...]:
    """Return what this member is to do after coaching sessions and has not done, the most pressing first."""
    with workspace.read() as work:
        mine = work.quality.actions.where(owner_id=workspace.member.id)
    return tuple(sorted((each for each in mine if each.done_at is None), key=lambda each: (each.due_at, each.id)))


def coaching_due(workspace: Workspace) -> tuple[DueCoaching, ...]:
    """Return the sessions that this member is in and that are for today or overdue, then what they are to do by now."""
    me, today = workspace.member.id, workspace.today()
    with workspace.read() as work:
        zone = ZoneInfo(work.settings.get(Shop).zone)
        planned = work.quality.coachings.where(state=CoachingState.PLANNED)
        mine = [each for each in planned if me in (each.member_id, each.coach_id)]
        near = [each for each in mine if each.planned_at.astimezone(zone).date() <= today]
        open_ones = [each for each in work.quality.actions.where(owner_id=me) if each.done_at is None]
        pressing = [each for each in open_ones if each.due_at.astimezone(zone).date() <= today]
        sessions = work.quality.coachings.get_many({each.coaching_id for each in pressing})
        pressing.sort(key=lambda each: (each.due_at, each.id))
        near.sort(key=_planned)
        shown = [*near, *(sessions[each.coaching_id] for each in pressing)]
        seen = seen_of(workspace, work, shown, has_effects=False)
    acts = [*(None for _each in near), *pressing]
    return tuple(DueCoaching(seen=each, action=action) for each, action in zip(seen, acts, strict=True))


def _planned(session: Coaching) -> tuple[datetime, int]:
    return session.planned_at, session.id


# ------------------------------------------------------------ acts
def save_coaching(workspace: Workspace, *, session: Coaching) -> Coaching:
    """Plan a session (id 0), or change one.

    Raises:
        NotPermitted: without the right to coach. OutOfRange, Missing: see `coaching_points.checked`.
        InputError: the person or the coach is not on the team. ConflictError: somebody else changed it meanwhile.
    """
    workspace.require(Permission.REVIEWS)
    kept = checked(session)
    with workspace.work("Change a coaching session" if kept.id else "Plan a coaching session") as work:
        for member_id, field in ((kept.member_id, "person"), (kept.coach_id, "coach")):
            found = work.members.find(member_id)
            if found is None or not found.active:
                raise InputError(field=field, problem="they are not on the team", right="Choose who is")
        if not kept.id:
            return work.quality.coachings.add(
                replace(kept, made_at=workspace.now(), made_by=workspace.member.id, state=CoachingState.PLANNED)
            )
        stored = work.quality.coachings.get(kept.id)
        return work.quality.coachings.update(
            replace(kept, state=stored.state, held_at=stored.held_at, made_at=stored.made_at, made_by=stored.made_by)
        )


def hold_coaching(
    workspace: Workspace,
    *,
    coaching_id: int,
    at: datetime | None = None,
    note: str | None = None,
    agreed: Sequence[Agreement] = (),
) -> Coaching:
    """Note that a session was held, with what was said and agreed in it, as one act.

    Its effect is looked for from then on. A training among what was agreed is planned with it. Points whose review was
    withdrawn before are taken off the agenda: what counts nowhere is no ground for coaching.

    Args:
        workspace: of who coaches.
        coaching_id: which.
        at: when it was held, now without it.
        note: for both, in place of what stands there.
        agreed: actions, each perhaps with a training.

    Raises:
        NotPermitted: without the right to coach. AlreadyDone, InputError, OutOfRange: see `coaching_points.held`.
        Missing, InputError, OutOfRange: see `save_action`.
    """
    workspace.require(Permission.REVIEWS)
    now = workspace.now()
    with workspace.work("Hold a coaching session") as work:
        session = work.quality.coachings.get(coaching_id)
        said = without_reviews(session, withdrawn_behind(work, [session]))
        said = said if note is None else replace(said, note=note)
        kept = work.quality.coachings.update(checked(held(said, at=at or now, now=now)))
        for each in agreed:
            _keep_agreed(workspace, work, replace(each, action=replace(each.action, coaching_id=kept.id)))
        return kept


def cancel_coaching(workspace: Workspace, *, coaching_id: int) -> Coaching:
    """Cancel a planned session, or raise NotPermitted, AlreadyDone or InputError."""
    workspace.require(Permission.REVIEWS)
    with workspace.work("Cancel a coaching session") as work:
        return work.quality.coachings.update(cancelled(work.quality.coachings.get(coaching_id)))


def save_action(workspace: Workspace, *, action: CoachingAction, training: Training | None = None) -> CoachingAction:
    """Keep what was agreed (id 0: new), with a training that is planned (id 0) or joined with it.

    Raises:
        NotPermitted: without the right to coach. Missing, InputError, OutOfRange: see `coaching_points.checked_action`
        and `skill_levels.checked_training`. AlreadyDone: it was done meanwhile.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Agree on what is to be done") as work:
        return _keep_agreed(workspace, work, Agreement(action=action, training=training))


def _keep_agreed(workspace: Workspace, work: Work, agreed: Agreement) -> CoachingAction:
    session = work.quality.coachings.get(agreed.action.coaching_id)
    people = {member.id: member.active for member in work.members.all()}
    kept = checked_action(agreed.action, session=session, people=people)
    stored = work.quality.actions.get(kept.id) if kept.id else None
    if stored is not None and stored.done_at is not None:
        raise AlreadyDone(what="This", who=_name(work, stored.done_by))
    if agreed.training is not None:
        kept = replace(kept, training_id=_with_training(workspace, work, agreed.training, session.member_id).id)
    return work.quality.actions.update(kept) if kept.id else work.quality.actions.add(kept)


def _with_training(workspace: Workspace, work: Work, training: Training, member_id: int) -> Training:
    """Plan a training for the person who is coached, or let them take part in one that is planned."""
    workspace.require(Permission.TEAM_SKILLS)
    stored = work.catalogue.trainings.get(training.id) if training.id else training
    there(work, member_id)
    if not stored.id:
        there(work, stored.owner_id)
        in_use(work, stored.skill_id)
    if stored.state is not TrainingState.PLANNED:
        right = "Choose one that is, or a new one"
        raise InputError(field="training", problem="it is not planned any more", right=right)
    takes_part = any(each.member_id == member_id for each in stored.people)
    if stored.id and takes_part:
        return stored
    more = () if takes_part else (Attendance(member_id=member_id),)
    joined = checked_training(replace(stored, people=(*stored.people, *more)))
    return work.catalogue.trainings.update(joined) if joined.id else work.catalogue.trainings.add(joined)


def finish_action(workspace: Workspace, *, action_id: int) -> CoachingAction:
    """Note that something agreed was done, by whoever was to do it or a coach.

    Raises:
        NotPermitted: it is somebody else's. AlreadyDone: it was noted before.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Do what was agreed in coaching") as work:
        action = work.quality.actions.get(action_id)
        if action.owner_id != workspace.member.id:
            workspace.require(Permission.REVIEWS)
        if action.done_at is not None:
            raise AlreadyDone(what="This", who=_name(work, action.done_by))
        return work.quality.actions.update(replace(action, done_at=workspace.now(), done_by=workspace.member.id))


def remove_action(workspace: Workspace, *, action_id: int) -> None:
    """Take back what was agreed, or raise NotPermitted."""
    workspace.require(Permission.REVIEWS)
    with workspace.work("Take back what was agreed in coaching") as work:
        work.quality.actions.remove(action_id)


def _name(work: Work, member_id: int | None) -> str:
    found = work.members.find(member_id) if member_id is not None else None
    return found.name if found is not None else "somebody"


# ------------------------------------------------------------ who sees what
def _sees(workspace: Workspace, session: Coaching) -> bool:
    me = workspace.member.id
    return workspace.may(Permission.REVIEWS) or me in (session.member_id, session.coach_id)


def _check_sees(workspace: Workspace, session: Coaching) -> None:
    if not _sees(workspace, session):
        refuse(workspace, "see coaching sessions of others")
