"""Coaching sessions: what to talk about, by whom and when, what was agreed, and what it did."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from csops.domain.access import Permission
from csops.domain.coaching import Coaching, CoachingAction, CoachingState, Point
from csops.domain.coaching_points import (
    CoachingEffect,
    Told,
    Weakness,
    agenda,
    cancelled,
    checked,
    checked_action,
    effect_of,
    held,
    spread_of,
    weaknesses,
)
from csops.domain.errors import AlreadyDone, InputError, NotPermitted
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.reviews import COUNTING, ReviewState
from csops.services.workspace import Workspace
from csops.storage.review_facts import review_facts
from csops.storage.unit_of_work import Work

LATEST = datetime(9000, 1, 1, tzinfo=UTC)
LOOKED_BACK = timedelta(days=180)
"""Weak points of so many days count; what was years ago is nobody's coaching."""


@dataclass(frozen=True, kw_only=True)
class SeenCoaching:
    """A session with who is in it, what was agreed, and what it did (None until it was held, or without a focus)."""

    session: Coaching
    member: Member
    coach: Member
    actions: tuple[CoachingAction, ...]
    effect: CoachingEffect | None


@dataclass(frozen=True, kw_only=True)
class Ideas:
    """What somebody's sent reviews suggest.

    `reviews`: how many they rest on; `enough`: how often a criterion must be rated to say anything of it.
    """

    member_id: int
    reviews: int
    enough: int
    weaknesses: tuple[Weakness, ...]


# ------------------------------------------------------------ what to talk about
def coaching_ideas(workspace: Workspace, *, member_id: int) -> Ideas:
    """Return the criteria that cost somebody most points in the sent reviews of half a year.

    Raises:
        NotPermitted: of somebody else, without the right to coach.
    """
    _check_about(workspace, member_id)
    with workspace.read() as work:
        told = _told(work, member_id, since=workspace.now() - LOOKED_BACK)
        enough = work.settings.get(QualityRules).fewest_to_show
    return Ideas(
        member_id=member_id,
        reviews=len(told),
        enough=enough,
        weaknesses=tuple(weaknesses(told, enough=enough)),
    )


def suggested_agenda(workspace: Workspace, *, member_id: int, card: str, criterion: str) -> tuple[Point, ...]:
    """Return points for a session on one criterion, each with its evidence; praise as well as misses.

    Raises:
        NotPermitted: of somebody else, without the right to coach.
    """
    _check_about(workspace, member_id)
    with workspace.read() as work:
        told = _told(work, member_id, since=workspace.now() - LOOKED_BACK)
    return agenda(told, card=card, criterion=criterion)


def coachings(workspace: Workspace, *, member_id: int | None = None) -> tuple[SeenCoaching, ...]:
    """Return the sessions that whoever asks may see: all for who coaches, else the own; planned ones first.

    Args:
        workspace: the open database, and who asks.
        member_id: of whom alone.
    """
    with workspace.read() as work:
        found = [
            session
            for session in work.quality.coachings.all("planned_at")
            if member_id in (None, session.member_id) and _sees(workspace, session)
        ]
        seen = [_seen(work, session) for session in found]
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
        return _seen(work, session)


def actions_due(workspace: Workspace) -> tuple[CoachingAction, ...]:
    """Return what this member is to do after coaching sessions and has not done, the most pressing first."""
    with workspace.read() as work:
        mine = work.quality.actions.where(owner_id=workspace.member.id)
    return tuple(sorted((each for each in mine if each.done_at is None), key=lambda each: (each.due_at, each.id)))


def _seen(work: Work, session: Coaching) -> SeenCoaching:
    effect = None
    if session.held_at is not None and session.criterion:
        focus = {"card": session.card, "criterion": session.criterion}
        since = session.held_at - LOOKED_BACK
        told = _told(work, session.member_id, since=since)
        facts = review_facts(work.connection, since=since, until=LATEST, purposes=COUNTING)
        spread = spread_of(facts, **focus)
        effect = effect_of(told, held_at=session.held_at, spread=spread, **focus)
    return SeenCoaching(
        session=session,
        member=work.members.get(session.member_id),
        coach=work.members.get(session.coach_id),
        actions=tuple(work.quality.actions.where(coaching_id=session.id)),
        effect=effect,
    )


def _told(work: Work, member_id: int, *, since: datetime) -> list[Told]:
    """Sent reviews that say something of a person: what the person cannot have read is no ground for coaching."""
    sent = work.quality.reviews.where(member_id=member_id, state=ReviewState.SENT)
    reviews = [each for each in sent if each.purpose in COUNTING and each.happened_at >= since]
    versions = work.quality.card_versions.get_many({each.card_version_id for each in reviews})
    cards = work.quality.cards.get_many({version.card_id for version in versions.values()})
    return [
        Told(
            review=each,
            card=cards[versions[each.card_version_id].card_id].key,
            criteria=versions[each.card_version_id].criteria,
        )
        for each in reviews
    ]


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


def hold_coaching(workspace: Workspace, *, coaching_id: int, at: datetime | None = None) -> Coaching:
    """Note that a session was held; its effect is looked for from then on.

    Raises:
        NotPermitted: without the right to coach. AlreadyDone, InputError, OutOfRange: see `coaching_points.held`.
    """
    workspace.require(Permission.REVIEWS)
    now = workspace.now()
    with workspace.work("Hold a coaching session") as work:
        session = work.quality.coachings.get(coaching_id)
        return work.quality.coachings.update(held(session, at=at or now, now=now))


def cancel_coaching(workspace: Workspace, *, coaching_id: int) -> Coaching:
    """Cancel a planned session, or raise NotPermitted, AlreadyDone or InputError."""
    workspace.require(Permission.REVIEWS)
    with workspace.work("Cancel a coaching session") as work:
        return work.quality.coachings.update(cancelled(work.quality.coachings.get(coaching_id)))


def save_action(workspace: Workspace, *, action: CoachingAction) -> CoachingAction:
    """Keep what was agreed (id 0: new).

    Raises:
        NotPermitted: without the right to coach. Missing, InputError, OutOfRange: see `coaching_points.checked_action`.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Agree on what is to be done") as work:
        session = work.quality.coachings.get(action.coaching_id)
        people = {member.id: member.active for member in work.members.all()}
        kept = checked_action(action, session=session, people=people)
        return work.quality.actions.update(kept) if kept.id else work.quality.actions.add(kept)


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
        _refuse(workspace, "see coaching sessions of others")


def _check_about(workspace: Workspace, member_id: int) -> None:
    if member_id != workspace.member.id and not workspace.may(Permission.REVIEWS):
        _refuse(workspace, "see what reviews say of others")


def _refuse(workspace: Workspace, what: str) -> None:
    raise NotPermitted(member=workspace.member.name, permission=what, roles="supervisor, manager, owner")
