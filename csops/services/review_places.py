"""Places in queues of reviews: contacts shared among reviewers, each in one queue and reviewed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.people import Member
from csops.domain.review_samples import Pick, PickState, Sample
from csops.domain.review_sampling import Chosen
from csops.domain.review_sharing import shared
from csops.domain.reviews import Purpose, Review
from csops.storage.unit_of_work import Work

SERVES_BOTH = "Drawn at random as well: one review serves both"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What there is of a contact beside a draw: the place where it waits, or its review; the place that brought that.

    `own`: the person's own review of it.
    """

    waiting: Pick | None = None
    review: Review | None = None
    brought: Pick | None = None
    own: Review | None = None

    @property
    def reviewer_id(self) -> int | None:
        """Who reviewed it, or is to."""
        if self.review is not None:
            return self.review.reviewer_id
        return self.waiting.reviewer_id if self.waiting is not None else None

    @property
    def risk(self) -> tuple[str, ...]:
        """What went wrong with it, where it was picked for that."""
        pick = self.waiting or self.brought
        return () if pick is None else pick.risk


def known_places(work: Work, contact_ids: Sequence[int]) -> dict[int, Known]:
    """Return those of contacts of no fair sample that wait or were reviewed, picked by risk or by hand."""
    picks = work.quality.picks.where_any("contact_id", contact_ids)
    waiting = {one.contact_id: one for one in picks if one.state is PickState.OPEN}
    by_id = {one.id: one for one in picks}
    found: dict[int, Known] = {key: Known(waiting=one) for key, one in waiting.items() if key is not None}
    own: dict[int | None, Review] = {}
    for review in work.quality.reviews.where_any("contact_id", contact_ids):
        if review.purpose is Purpose.SELF:
            own[review.contact_id] = review
        elif review.counts and review.contact_id is not None:
            known = found.get(review.contact_id, Known())
            if known.review is None:
                brought = by_id.get(review.pick_id or 0)
                found[review.contact_id] = replace(known, review=review, brought=brought)
    return {key: replace(known, own=own.get(key)) for key, known in found.items()}


def put_in_queues(
    work: Work, sample: Sample, chosen: Sequence[Chosen], *, risks: Mapping[int, tuple[str, ...]] | None = None
) -> None:
    """Share the contacts of a sample among its reviewers. `risks`: what went wrong, by contact, of a risk-based one."""
    known = {} if sample.is_risk else known_places(work, [one.contact_id for one in chosen])
    rest = [one for one in chosen if one.contact_id not in known]
    whom = dict(zip(rest, shared(rest, sample.reviewers, seed=sample.seed, shares=sample.shares), strict=True))
    planned = [
        Pick(
            sample_id=sample.id,
            contact_id=one.contact_id,
            member_id=one.member_id,
            reviewer_id=whom.get(one),
            position=position,
            layer=one.layer,
            risk=(risks or {}).get(one.contact_id, ()),
            self_first=sample.self_first,
            due_at=sample.due_at,
        )
        for position, one in enumerate(chosen)
    ]
    put(work, planned, known=known)


def put(work: Work, planned: Sequence[Pick], *, known: Mapping[int, Known]) -> list[Pick]:
    """Keep picks, and let one review serve both where a contact was picked by risk or by hand before it was drawn.

    What waits there waits here now, with the same reviewer and with what went wrong; a review there is, is this one's,
    and counts as drawn.

    Args:
        work: the operation.
        planned: the new picks.
        known: what there is of their contacts (see `known_places`).
    """
    pairs = [(pick, known.get(pick.contact_id or 0)) for pick in planned]
    made = work.quality.picks.add_many([pick if one is None else _joined(pick, one) for pick, one in pairs])
    for pick, (_planned, one) in zip(made, pairs, strict=True):
        if one is not None:
            _hand_over(work, one, pick)
    return made


def _joined(pick: Pick, known: Known) -> Pick:
    waiting = known.waiting.due_at if known.waiting is not None else None
    dues = [one for one in (pick.due_at, waiting) if one is not None]
    joined = replace(pick, reviewer_id=known.reviewer_id or pick.reviewer_id, risk=known.risk)
    if known.review is None:
        return replace(joined, due_at=min(dues, default=None))
    return replace(joined, state=PickState.DONE, done_at=known.review.finished_at, self_first=False)


def _hand_over(work: Work, known: Known, pick: Pick) -> None:
    """Let the place where it waited be over, and what was reviewed be of the new one."""
    if known.waiting is not None:
        work.quality.picks.update(replace(known.waiting, state=PickState.DROPPED, reason=SERVES_BOTH))
    if known.review is not None:
        work.quality.reviews.update(replace(known.review, purpose=Purpose.FAIR, pick_id=pick.id))
    if known.own is not None and known.own.pick_id is not None:
        work.quality.reviews.update(replace(known.own, pick_id=pick.id))


def open_picks(work: Work, contact_id: int) -> list[Pick]:
    """Return the places in queues where a contact waits for a review."""
    return [one for one in work.quality.picks.where(contact_id=contact_id) if one.state is PickState.OPEN]


# ------------------------------------------------------------ of one contact
@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A contact waits in somebody else's queue. `reviewer`: None: in nobody's yet. `since`: when it was drawn."""

    pick: Pick
    reviewer: Member | None
    since: datetime | None


def waiting_of(work: Work, pick: Pick | None, *, me: int) -> Waiting | None:
    """Return where a contact waits that somebody opened; None where it waits for themselves."""
    if pick is None or pick.state is not PickState.OPEN or pick.reviewer_id == me:
        return None
    sample = None if pick.sample_id is None else work.quality.samples.find(pick.sample_id)
    reviewer = None if pick.reviewer_id is None else work.members.get(pick.reviewer_id)
    return Waiting(pick=pick, reviewer=reviewer, since=None if sample is None else sample.made_at)
