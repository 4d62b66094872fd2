"""Calibrations as a member may know of them: who has rated, and once all are in how."""

from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.calibration_figures import SessionFigures, session_figures
from csops.domain.calibration_rules import FEWEST, still_to_rate
from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.errors import NotFound
from csops.domain.people import Member
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.domain.review_rights import opens_to
from csops.domain.reviews import Review
from csops.services.held_calibrations import Held, held_in, rated_of, reviews_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class SeenCalibration:
    """A session as a member sees it.

    Attributes:
        session: which; what was agreed stands in it.
        card, version: what it is rated with.
        member: whose contact it is. reviewers: who was asked, in order.
        rated, waiting: who has rated, who has yet to (ids); how they rated is not among it. Once it was called off
            nobody has yet to.
        is_mine: this member is still to rate. runs: they may agree, excuse and close.
        own_id: the review that this member made of it, which they can change while the others are blind.
        reviews: the ratings, once they are open to this member; else none.
        figures: how far they agree, once they are open; else None.
    """

    session: Calibration
    card: ReviewCard
    version: CardVersion
    member: Member
    reviewers: tuple[Member, ...]
    rated: tuple[int, ...]
    waiting: tuple[int, ...]
    is_mine: bool
    runs: bool
    own_id: int | None = None
    reviews: tuple[Review, ...] = ()
    figures: SessionFigures | None = None

    def opens_without(self, member_id: int) -> bool:
        """Whether all ratings are open as soon as nobody waits for a member any more."""
        return set(self.waiting) == {member_id} and len(self.rated) >= FEWEST


def calibrations(workspace: Workspace) -> tuple[SeenCalibration, ...]:
    """Return the sessions that this member may know of: who sees all reviews all, others those they rate in.

    Nobody knows of one on a contact of their own. What is still to be rated comes first, then the newest.
    """
    with workspace.read() as work:
        known = [one for one in work.quality.calibrations.all("made_at") if _knows(workspace, one)]
        held = held_in(workspace, work, known)
        found = [seen_in(workspace, held, session) for session in known]
    found.sort(key=lambda each: (not each.is_mine, each.session.closed_at is not None, -each.session.id))
    return tuple(found)


def calibrations_to_rate(workspace: Workspace) -> tuple[Calibration, ...]:
    """Return the sessions in which this member is still to rate, what is due first."""
    me = workspace.member.id
    with workspace.read() as work:
        blind = work.quality.calibrations.where(state=CalibrationState.RATING)
        mine = [one for one in blind if me in one.reviewers and _knows(workspace, one)]
        reviews = reviews_of(work, mine)
        found = [one for one in mine if me in still_to_rate(one, rated=[each.reviewer_id for each in reviews[one.id]])]
    return tuple(sorted(found, key=lambda one: (one.due_at is None, one.due_at or one.made_at, one.id)))


def calibration(workspace: Workspace, *, session_id: int) -> SeenCalibration:
    """Return one session. Raises NotFound, also for one that this member may not know of."""
    with workspace.read() as work:
        session = session_in(workspace, work, session_id)
        return seen_in(workspace, held_in(workspace, work, [session]), session)


# ------------------------------------------------------------ inside an operation
def _knows(workspace: Workspace, session: Calibration) -> bool:
    me = workspace.member.id
    return session.member_id != me and (workspace.may(Permission.REVIEWS) or me in session.reviewers)


def session_in(workspace: Workspace, work: Work, session_id: int) -> Calibration:
    """Return a session within an operation. Raises NotFound, also for one that this member may not know of."""
    session = work.quality.calibrations.find(session_id)
    if session is None or not _knows(workspace, session):
        raise NotFound(kind="calibration", id=session_id)
    return session


def seen_in(workspace: Workspace, held: Held, session: Calibration) -> SeenCalibration:
    """Return a session as this member sees it, of what was read of it."""
    card, version = held.of(session)
    reviews = held.reviews[session.id]
    rated = tuple(one.reviewer_id for one in reviews)
    waiting = still_to_rate(session, rated=rated)
    is_open = opens_to(session, held.viewer)
    shown = tuple(rated_of(one, card, version) for one in reviews) if is_open else ()
    return SeenCalibration(
        session=session,
        card=card,
        version=version,
        member=held.members[session.member_id],
        reviewers=tuple(held.members[who] for who in session.reviewers),
        rated=rated,
        waiting=waiting,
        is_mine=session.state is CalibrationState.RATING and workspace.member.id in waiting,
        runs=workspace.may(Permission.REVIEWS),
        own_id=next((one.id for one in reviews if one.reviewer_id == workspace.member.id), None),
        reviews=tuple(reviews) if is_open else (),
        figures=session_figures(version.criteria, shown, agreed=session.agreed) if is_open else None,
    )
