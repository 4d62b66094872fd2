"""Reviews that were sent and should not have been: who takes one back; what becomes of its place and disputes."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from csops.domain.errors import InputError, Missing, NotPermitted
from csops.domain.people import Member
from csops.domain.review_grading import SENDABLE
from csops.domain.review_samples import Pick, PickState
from csops.domain.reviews import Dispute, DisputeState, Review, ReviewState
from csops.domain.texts import kept, says_something, short_enough

LONGEST_WHY = 2000
_MOMENT = timedelta(microseconds=1)


def may_withdraw(review: Review, *, member_id: int, sees_all: bool, graded_id: int | None = None) -> bool:
    """Whether somebody withdraws a review: who made it and who sees all reviews, never the person reviewed.

    `graded_id`: who is graded by it or by a check of it (`graded_by`); it is not theirs to withdraw.
    """
    return member_id not in (review.member_id, graded_id) and (sees_all or review.reviewer_id == member_id)


def graded_by(review: Review, *, checked: Review | None, checks: Iterable[Review]) -> int | None:
    """Return whose work a check says something of: it would go from their figures with what they withdraw.

    Args:
        review: what is to be withdrawn.
        checked: of a check, the review that it is of.
        checks: of the review. Only those that its reviewer was sent tell: they know of no other.
    """
    if checked is not None:
        return checked.reviewer_id
    return review.reviewer_id if any(one.is_sent for one in checks) else None


def is_withdrawable(review: Review) -> bool:
    """Whether there is anything to withdraw: it was sent, to the person or (a check) to whoever it checks."""
    return review.is_sent and review.purpose in SENDABLE


def check_withdrawable(review: Review, *, member: Member, sees_all: bool, graded_id: int | None = None) -> None:
    """Raise where a review is not withdrawn by somebody.

    Raises:
        NotPermitted: it is about their own work; they neither made it nor see all reviews.
        InputError: it was not sent, so that it can still be changed.
    """
    if not may_withdraw(review, member_id=member.id, sees_all=sees_all, graded_id=graded_id):
        if member.id == review.reviewer_id == graded_id:
            what, who = "withdraw a review of yours that was checked", "another supervisor"
        elif member.id in (review.member_id, graded_id):
            what, who = "withdraw a review of your own work", "who made it, or a supervisor"
        else:
            what, who = "withdraw the review of somebody else", "who made it, or a supervisor"
        raise NotPermitted(member=member.name, permission=what, roles=who)
    if not is_withdrawable(review):
        right = "Open it and change it instead; only what was sent is withdrawn"
        raise InputError(field="review", problem="it was not sent", right=right)


def checked_why(why: str) -> str:
    """Return the reason as it is kept. Raises Missing where there is none, OutOfRange."""
    said = short_enough(kept(why), field="reason", most=LONGEST_WHY)
    if not says_something(said):
        raise Missing(field="reason", right="Say why it is withdrawn; who was sent it reads it")
    return said


def withdrawn(review: Review, *, why: str, by: int, at: datetime) -> Review:
    """Return a review that counts nowhere from now on; it lets go of its place in a queue."""
    if review.read_at is not None:  # news for the person, be the clock put back since they read it
        at = max(at, review.read_at + _MOMENT)
    return replace(
        review,
        state=ReviewState.WITHDRAWN,
        pick_id=None,
        withdrawn_at=at,
        withdrawn_by=by,
        withdrawn_why=why,
    )


def ended(dispute: Dispute, *, by: int, at: datetime) -> Dispute:
    """Return a dispute of a review that is withdrawn: there is nothing left to decide."""
    return replace(dispute, state=DisputeState.WITHDRAWN, decided_by=by, decided_at=at)


def free_again(pick: Pick, *, member_id: int | None, at: datetime, told: Collection[int] = ()) -> Pick:
    """Return a place in a queue that is to be reviewed anew, of whoever handled its contact as it is known now.

    Nobody is left to review their own, nor what they were sent a check of (`told`). Where the contact was removed there
    is nothing to review: it is dropped.
    """
    if pick.contact_id is None:
        return replace(pick, state=PickState.DROPPED, reason="Its review was withdrawn", done_at=at)
    whose = pick.member_id if member_id is None else member_id
    reviewer_id = None if pick.reviewer_id in (whose, *told) else pick.reviewer_id
    return replace(pick, state=PickState.OPEN, done_at=None, member_id=whose, reviewer_id=reviewer_id)
