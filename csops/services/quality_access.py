"""Who may review, and who sees what was reviewed."""

from collections.abc import Iterable

from csops.domain.access import Permission
from csops.domain.calibrations import CalibrationState
from csops.domain.changes import Kind
from csops.domain.errors import NotFound, NotPermitted
from csops.domain.quality_rules import QualityRules
from csops.domain.review_rights import Viewer, as_raised, is_visible, opens_to
from csops.domain.review_samples import Pick, PickState
from csops.domain.review_withdrawal import graded_by, is_withdrawable, may_withdraw
from csops.domain.reviews import COUNTING, Purpose, Review, ReviewState
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def viewer_in(workspace: Workspace, work: Work) -> Viewer:
    """Return who looks, as far as reviews are concerned."""
    me, sees_all = workspace.member.id, workspace.may(Permission.REVIEWS)
    is_reviewer = sees_all or (workspace.may(Permission.LOG) and me in work.settings.get(QualityRules).reviewers)
    return Viewer(member_id=me, sees_all=sees_all, is_reviewer=is_reviewer)


def check_reviewer(workspace: Workspace, work: Work, *, of_member: int) -> Viewer:
    """Return who looks, or raise NotPermitted where they may not review contacts of that member.

    Nobody reviews own contacts; who is no reviewer reviews nobody's.
    """
    viewer = viewer_in(workspace, work)
    if not viewer.is_reviewer:
        workspace.require(Permission.REVIEWS)
    if viewer.member_id == of_member:
        raise NotPermitted(member=workspace.member.name, permission="review own contacts", roles="another reviewer")
    return viewer


def reviews_seen(workspace: Workspace, work: Work, reviews: Iterable[Review], *, is_blind: bool = True) -> list[Review]:
    """Return those of the reviews that this member may see, in their order.

    `is_blind`: not those of a contact that they are asked to rate blind; else what they could see before they were.
    """
    found = list(reviews)
    viewer = viewer_in(workspace, work)
    sessions = work.quality.calibrations.get_many(each.session_id for each in found if each.session_id is not None)
    owed = owed_contacts(work, viewer) if any(each.purpose is Purpose.SELF for each in found) else ()
    blind = blind_contacts(work, viewer) if is_blind else ()
    graded = _graded(work, found)
    return [
        each
        for each in found
        if is_visible(
            each,
            viewer,
            session=sessions.get(each.session_id or 0),
            owed=owed,
            blind=blind,
            graded_id=graded.get(each.id),
        )
    ]


def graded_in(work: Work, review: Review) -> int | None:
    """Return who may not withdraw a review, for a check of their work would go with it (`graded_by`)."""
    checked = None if review.checks_id is None else work.quality.reviews.find(review.checks_id)
    return graded_by(review, checked=checked, checks=work.quality.reviews.where(checks_id=review.id))


def told_of(work: Work, contact_id: int) -> frozenset[int]:
    """Return who was sent a check of a review of theirs of a contact, be it withdrawn since: they know its ratings."""
    found = work.quality.reviews.where(contact_id=contact_id, purpose=Purpose.CHECK)
    return frozenset(_graded(work, [one for one in found if one.was_sent]).values())


def _graded(work: Work, reviews: Iterable[Review]) -> dict[int, int]:
    """Return by check who made the review that it is of."""
    checks = {each.id: each.checks_id for each in reviews if each.checks_id is not None}
    checked = work.quality.reviews.get_many(checks.values()) if checks else {}
    return {check_id: checked[one].reviewer_id for check_id, one in checks.items() if one in checked}


def can_withdraw(workspace: Workspace, work: Work, review: Review) -> bool:
    """Whether this member may withdraw a review, and it is there to be withdrawn."""
    if not is_withdrawable(review) or not workspace.may(Permission.LOG):
        return False
    me, sees_all = workspace.member.id, workspace.may(Permission.REVIEWS)
    return may_withdraw(review, member_id=me, sees_all=sees_all, graded_id=graded_in(work, review))


def owed_contacts(work: Work, viewer: Viewer) -> frozenset[int]:
    """Return the ids of the contacts that a reviewer has yet to review, or to send the review of.

    As long as it is not sent it can be changed: what the person says of it would lead then too.
    """
    if not viewer.is_reviewer:
        return frozenset()
    picks = work.quality.picks.where(reviewer_id=viewer.member_id, state=PickState.OPEN)
    unsent = work.quality.reviews.where(reviewer_id=viewer.member_id, state=ReviewState.FINISHED)
    contacts = [pick.contact_id for pick in picks] + [one.contact_id for one in unsent if one.purpose in COUNTING]
    return frozenset(one for one in contacts if one is not None)


def blind_contacts(work: Work, viewer: Viewer) -> frozenset[int]:
    """Return the ids of the contacts that somebody is asked to rate in calibrations that are blind still.

    Also where they have rated already: until all are in they may change what they gave.
    """
    if not viewer.is_reviewer:
        return frozenset()
    sessions = work.quality.calibrations.where(state=CalibrationState.RATING)
    asked = [one for one in sessions if viewer.member_id in one.reviewers and viewer.member_id not in one.excused]
    return frozenset(one.contact_id for one in asked if one.contact_id is not None)


def pick_in(workspace: Workspace, work: Work, pick_id: int) -> Pick:
    """Return a place in a queue by its number.

    Raises:
        NotFound: there is none that this member may know of. That one of their own contacts waits they know only where
            they are asked to look at it first; of others' contacts, who sees all reviews and whose queue it is in.
    """
    pick, me = work.quality.picks.find(pick_id), workspace.member.id
    if pick is not None:
        is_known = pick.self_first if pick.member_id == me else viewer_in(workspace, work).sees_all
        if is_known or (pick.reviewer_id == me and pick.member_id != me):
            return pick
    raise NotFound(kind="pick", id=pick_id)


def hides(workspace: Workspace, work: Work, kind: Kind, record_id: int, *, column: str = "") -> bool:
    """Whether a record of reviews is hidden from this member, so that nothing of it may be shown in passing.

    `column`: whether this text of it is: the reviewer's word on a dispute is not for who raised it while it is open.
    """
    if kind is Kind.CALIBRATION:
        session = work.quality.calibrations.find(record_id)
        return session is not None and not opens_to(session, viewer_in(workspace, work))
    if kind is Kind.DISPUTE:
        dispute = work.quality.disputes.find(record_id)
        if dispute is None:
            return False
        if column == "reply" and dispute.raised_by == workspace.member.id and not as_raised(dispute).reply:
            return True
        return hides(workspace, work, Kind.REVIEW, dispute.review_id)
    if kind is not Kind.REVIEW:
        return False
    review = work.quality.reviews.find(record_id)
    return review is not None and not reviews_seen(workspace, work, [review])
