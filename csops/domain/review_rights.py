"""Who sees which review: one's own once sent, those one made, all of them for some; calibrations stay blind."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from csops.domain.calibrations import Calibration
from csops.domain.reviews import Dispute, DisputeState, Purpose, Review


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks. `sees_all`: the role sees all reviews. `is_reviewer`: may make reviews of others' contacts."""

    member_id: int
    sees_all: bool = False
    is_reviewer: bool = False


def is_visible(
    review: Review,
    viewer: Viewer,
    *,
    session: Calibration | None = None,
    owed: Collection[int] = (),
    blind: Collection[int] = (),
    graded_id: int | None = None,
) -> bool:
    """Whether somebody sees a review, its figures and its words.

    Args:
        review: which.
        viewer: who looks.
        session: its calibration, of a review that belongs to one.
        owed: contacts that the viewer is to review, and has not or not sent it yet: the person's own review of those
            stays hidden, so that it does not lead.
        blind: contacts that the viewer is asked to rate in a calibration that is not open yet: what others made of
            those stays hidden, for what purpose ever.
        graded_id: of a check, who made the review that it is of: they see it once it was sent, whatever their role. To
            the person reviewed it says nothing.
    """
    if review.reviewer_id == viewer.member_id:
        return True
    if review.member_id == viewer.member_id:
        return review.was_sent and review.purpose not in (Purpose.CALIBRATION, Purpose.CHECK)
    if review.contact_id in blind:
        return False
    if review.purpose is Purpose.CALIBRATION:
        return session is not None and opens_to(session, viewer)
    if viewer.member_id == graded_id:
        return review.was_sent
    return viewer.sees_all and not (review.purpose is Purpose.SELF and review.contact_id in owed)


def opens_to(session: Calibration, viewer: Viewer) -> bool:
    """Whether the ratings of a calibration are open to somebody: to who rates in it and who sees all, once all are in.

    Never to the person whose contact it is; nor to who was excused and sees no reviews otherwise; nor once it was
    called off while it was blind, so that nobody learns of ratings by calling it off.
    """
    if session.is_blind or session.member_id == viewer.member_id:
        return False
    return viewer.sees_all or (viewer.member_id in session.reviewers and viewer.member_id not in session.excused)


def as_raised(dispute: Dispute) -> Dispute:
    """Return a dispute as who raised it reads it: the reviewer's word stands there once it is decided.

    It is said to who decides. Read before, it would be a word of the stronger side against going on; read with the
    decision, it is what that rests on. Of a dispute withdrawn nothing was decided, so nothing of it is told.
    """
    if dispute.state in (DisputeState.OPEN, DisputeState.WITHDRAWN):
        return replace(dispute, reply="", replied_at=None, replied_by=None)
    return dispute
