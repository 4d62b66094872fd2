"""What is done with a contact in a queue of reviews: replace it, drop it, give it to another, put one there by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.errors import AlreadyDone, InputError, Missing
from csops.domain.review_samples import Pick, PickState, Sample
from csops.domain.review_sampling import Chosen, next_of, spread
from csops.domain.texts import kept, says_something, short_enough
from csops.services.quality_access import check_reviewer, pick_in
from csops.services.review_places import known_places, open_picks, put
from csops.services.review_queue import check_may_review
from csops.services.workspace import Workspace
from csops.storage.review_frames import FrameScope, frame
from csops.storage.unit_of_work import Work

LONGEST_REASON = 2000
REPLACE, DROP_ONE, DROP_MANY = "Replace a contact to review", "Drop a contact to review", "Drop contacts to review"
"""What the journal calls these acts: it knows who did them."""


def replace_pick(workspace: Workspace, *, pick_id: int, reason: str) -> Pick:
    """Take the next contact of the same group in the order of the draw instead, and return its place in the queue.

    Raises:
        Missing: the reason. InputError: no other contact of the group is left, or it was not drawn at random.
        AlreadyDone: it is reviewed, replaced or dropped by now. NotFound: see `pick_in`.
    """
    workspace.require(Permission.LOG)
    why = _reason(reason, doing="replaced")
    with workspace.work(REPLACE) as work:
        pick = _open_pick(workspace, work, pick_id)
        sample = _sample(work, pick)
        chosen = _next(work, sample, pick)
        work.quality.picks.update(replace(pick, state=PickState.REPLACED, reason=why, done_at=workspace.now()))
        planned = Pick(
            sample_id=sample.id,
            contact_id=chosen.contact_id,
            member_id=chosen.member_id,
            reviewer_id=_reviewer_of(work, sample, pick, chosen),
            position=pick.position,
            layer=chosen.layer,
            replaces_id=pick.id,
            self_first=pick.self_first,
            due_at=pick.due_at,
        )
        return put(work, [planned], known=known_places(work, [chosen.contact_id]))[0]


def drop_pick(workspace: Workspace, *, pick_id: int, reason: str) -> Pick:
    """Take a contact out of the queue without another in its place. It may be drawn again later.

    Raises:
        Missing: the reason. AlreadyDone, NotFound: as `replace_pick`.
    """
    return drop_picks(workspace, pick_ids=[pick_id], reason=reason)[0]


def drop_picks(workspace: Workspace, *, pick_ids: Sequence[int], reason: str) -> list[Pick]:
    """Take contacts out of the queue for one reason, all or none; see `drop_pick`.

    Raises:
        Missing: the reason. AlreadyDone, NotPermitted: as `replace_pick`.
    """
    workspace.require(Permission.LOG)
    why, over = _reason(reason, doing="dropped"), PickState.DROPPED
    with workspace.work(DROP_MANY if len(pick_ids) > 1 else DROP_ONE) as work:
        found = [_open_pick(workspace, work, pick_id) for pick_id in pick_ids]
        return [
            work.quality.picks.update(replace(pick, state=over, reason=why, done_at=workspace.now())) for pick in found
        ]


def reassign_picks(workspace: Workspace, *, pick_ids: Sequence[int], reviewer_id: int) -> list[Pick]:
    """Give contacts to another reviewer, all or none.

    Raises:
        NotPermitted: the role may not, the other is no reviewer, or one of them is their own. AlreadyDone: as
            `replace_pick`. NotFound: the member.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Give reviews to another" if len(pick_ids) > 1 else "Give a review to another") as work:
        given = []
        for pick_id in pick_ids:
            pick = _open_pick(workspace, work, pick_id)
            check_may_review(work, member_id=reviewer_id, of_member=pick.member_id)
            given.append(work.quality.picks.update(replace(pick, reviewer_id=reviewer_id)))
        return given


def pick_by_hand(
    workspace: Workspace,
    *,
    contact_id: int,
    reviewer_id: int | None = None,
    due_at: datetime | None = None,
    self_first: bool = False,
) -> Pick:
    """Put a contact into a queue by hand; its review counts as chosen, not as fairly drawn.

    Args:
        workspace: whose contact.
        contact_id: which.
        reviewer_id: who reviews it; None: this member.
        due_at: until when.
        self_first: the person reviews it first.

    Raises:
        NotPermitted: the role may not, the reviewer is none, or it is their own. NotFound: contact or member.
            InputError: nobody handled it. AlreadyDone: it is reviewed or in a queue.
    """
    workspace.require(Permission.REVIEWS)
    whom = workspace.member.id if reviewer_id is None else reviewer_id
    with workspace.work("Put a contact into a queue of reviews") as work:
        contact = work.contacts.get(contact_id)
        if contact.member_id is None or contact.automatic:
            right = "Choose one that somebody answered"
            raise InputError(field=f"contact {contact_id}", problem="No person handled it", right=right)
        check_reviewer(workspace, work, of_member=contact.member_id)
        check_may_review(work, member_id=whom, of_member=contact.member_id)
        _check_free(work, contact_id)
        return work.quality.picks.add(
            Pick(
                contact_id=contact_id,
                member_id=contact.member_id,
                reviewer_id=whom,
                due_at=due_at,
                self_first=self_first,
            )
        )


# ------------------------------------------------------------ checks
def _reason(reason: str, *, doing: str) -> str:
    why = short_enough(kept(reason), field="reason", most=LONGEST_REASON)
    if not says_something(why):
        raise Missing(field="reason", right=f"Say why it is {doing}; whoever looks at the sample reads it")
    return why


def _open_pick(workspace: Workspace, work: Work, pick_id: int) -> Pick:
    """Return the pick, or raise where it is over, or this member may do nothing with it: nobody with their own."""
    pick = pick_in(workspace, work, pick_id)
    viewer = check_reviewer(workspace, work, of_member=pick.member_id)
    if pick.reviewer_id != viewer.member_id:
        workspace.require(Permission.REVIEWS)
    if pick.state is not PickState.OPEN:
        raise AlreadyDone(what=_OVER[pick.state], who=_name(work, pick.reviewer_id))
    return pick


_OVER = {
    PickState.DONE: "The review of this contact",
    PickState.REPLACED: "The replacement of this contact",
    PickState.DROPPED: "The dropping of this contact",
}


def _name(work: Work, member_id: int | None) -> str:
    return "somebody" if member_id is None else work.members.get(member_id).name


def _sample(work: Work, pick: Pick) -> Sample:
    sample = None if pick.sample_id is None else work.quality.samples.get(pick.sample_id)
    if sample is None or sample.is_risk:
        raise InputError(
            field="contact", problem="It was not drawn at random, so none comes next", right="Drop it with a reason"
        )
    return sample


def _next(work: Work, sample: Sample, pick: Pick) -> Chosen:
    scope = FrameScope(since=sample.since, until=sample.until, members=sample.members)
    # What this very sample gave up is not taken up again in it.
    gone = {one.contact_id for one in work.quality.picks.where(sample_id=sample.id)}
    free = frame(work.connection, scope, strata=sample.strata).cells
    left = {cell: [one for one in ids if one not in gone] for cell, ids in free.items()}
    how = spread(sample.strata, quota=sample.quota, wanted=sample.wanted)
    known = {layer.key for layer in sample.layers}
    chosen = next_of(left, how, seed=sample.seed, layer=pick.layer, known=known)
    if chosen is None:
        size = next((layer.size for layer in sample.layers if layer.key == pick.layer), 0)
        raise InputError(
            field="contact",
            problem=f"No other one of its group of {size:,} is left to take its place",
            right="Drop it with a reason instead",
        )
    return chosen


def _reviewer_of(work: Work, sample: Sample, pick: Pick, chosen: Chosen) -> int | None:
    """Return the same reviewer; where it is their own contact, whoever of the others has the least for their share."""
    if pick.reviewer_id != chosen.member_id:
        return pick.reviewer_id
    others = [one for one in sample.reviewers if one != chosen.member_id]
    open_picks = work.quality.picks.where(sample_id=sample.id, state=PickState.OPEN)
    parts = dict(zip(sample.reviewers, sample.shares, strict=False))
    loads = {one: sum(each.reviewer_id == one for each in open_picks) / parts.get(one, 1) for one in others}
    return min(others, key=loads.__getitem__, default=None)


def _check_free(work: Work, contact_id: int) -> None:
    for pick in open_picks(work, contact_id):
        raise AlreadyDone(what="Putting this contact into a queue of reviews", who=_queue_of(work, pick))
    for review in work.quality.reviews.where(contact_id=contact_id):
        if review.counts:
            raise AlreadyDone(what="The review of this contact", who=_name(work, review.reviewer_id))


def _queue_of(work: Work, pick: Pick) -> str:
    sample = None if pick.sample_id is None else work.quality.samples.get(pick.sample_id)
    return _name(work, pick.reviewer_id if sample is None else sample.made_by)
