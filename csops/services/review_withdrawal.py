"""Withdrawing a review that was sent: it counts nowhere, and its contact can be reviewed anew."""

from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.errors import AlreadyDone
from csops.domain.review_withdrawal import check_withdrawable, checked_why, ended, free_again, withdrawn
from csops.domain.reviews import DisputeState, Review
from csops.domain.team import Shop
from csops.services.quality_access import graded_in, told_of
from csops.services.reviews import review_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def withdraw_review(workspace: Workspace, *, review_id: int, why: str) -> Review:
    """Take a review back that was sent, with the reason, which the person reviewed reads.

    Its place in the queue is free again, and whatever is disputed of it ends. One undo brings all of that back, as
    long as the place is free.

    Raises:
        NotFound: there is none that this member may see. Missing, OutOfRange: the reason.
        NotPermitted: it is about their own work, a check of it is, or they neither made it nor see all reviews.
        AlreadyDone: somebody was quicker; who and when. InputError: it was not sent.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Withdraw a review") as work:
        review, me, now = review_in(workspace, work, review_id), workspace.member, workspace.now()
        sees_all, graded_id = workspace.may(Permission.REVIEWS), graded_in(work, review)
        if review.is_withdrawn:
            raise AlreadyDone(what="Withdrawing this review", who=_who(work, review))
        check_withdrawable(review, member=me, sees_all=sees_all, graded_id=graded_id)
        said = checked_why(why)
        for dispute in work.quality.disputes.where(review_id=review.id, state=DisputeState.OPEN):
            work.quality.disputes.update(ended(dispute, by=me.id, at=now))
        _free_place(work, review, at=now)
        # The last of the act, and so the first that an undo brings back: it looks whether the place is free.
        return work.quality.reviews.update(withdrawn(review, why=said, by=me.id, at=now))


def _free_place(work: Work, review: Review, *, at: datetime) -> None:
    pick = None if review.pick_id is None else work.quality.picks.find(review.pick_id)
    if pick is None:
        return
    contact = None if pick.contact_id is None else work.contacts.find(pick.contact_id)
    whose = None if contact is None else contact.member_id
    told = () if contact is None else told_of(work, contact.id)
    work.quality.picks.update(free_again(pick, member_id=whose, at=at, told=told))


def _who(work: Work, review: Review) -> str:
    by = None if review.withdrawn_by is None else work.members.find(review.withdrawn_by)
    at = review.withdrawn_at
    zone = ZoneInfo(work.settings.get(Shop).zone)
    name = "somebody" if by is None else by.name
    return name if at is None else f"{name} ({at.astimezone(zone):%d %b %Y %H:%M})"
