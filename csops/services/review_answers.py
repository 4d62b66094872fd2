"""What becomes of reviews that were sent: the person opens, answers and disputes them; others decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.access import Permission, may
from csops.domain.changes import Kind, Step
from csops.domain.errors import AlreadyDone, NotFound, NotPermitted
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.review_answers import (
    SentReview,
    answered,
    check_counts,
    check_in_time,
    decided,
    is_news,
    last_day_to_dispute,
    may_decide,
    opened,
    raised,
    replied,
    rerated,
    was_read_again,
    withdrawn,
)
from csops.domain.review_rights import as_raised
from csops.domain.reviews import COUNTING, Dispute, DisputeState, Review
from csops.domain.team import Shop
from csops.services.quality_access import reviews_seen
from csops.services.reviews import review_in
from csops.services.root_causes import causes_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

MOST_SENT = 500
"""So many reviews a person's list goes back."""
_OPEN, _ANSWER = "Open a review", "Answer a review"
"""What the journal calls the acts by which a person first has a review before them."""
MOST_NEW = 50
"""Among so many of the latest something new is looked for: Today asks often."""


@dataclass(frozen=True, kw_only=True)
class SeenDispute:
    """A dispute with the review that it is about, as somebody sees it who is to decide or made the review.

    `decides`: whether the viewer may decide it, as long as it is open. `replies`: whether they made the review and
    somebody else decides, so that their word on it is asked for. `decided_by`: who did.
    """

    dispute: Dispute
    sent: SentReview
    decides: bool
    replies: bool = False
    decided_by: Member | None = None


@dataclass(frozen=True, kw_only=True)
class SentByMe:
    """The reviews that a member made and that were sent: how many, and the latest of them."""

    number: int = 0
    reviews: tuple[SentReview, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are here."""
        return self.number > len(self.reviews)


# ------------------------------------------------------------ the person's side
def my_reviews(workspace: Workspace, *, limit: int = MOST_SENT) -> tuple[SentReview, ...]:
    """Return the reviews that this member was sent, the latest first; also what was withdrawn since."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        found = reviews_seen(workspace, work, work.quality.reviews.sent_to(workspace.member.id, limit=limit))
        return _sent(workspace, work, [one for one in found if one.purpose in COUNTING])


def sent_review(workspace: Workspace, *, review_id: int) -> SentReview:
    """Return a review that was sent with what became of it, for whoever may see it. The person's own is not opened.

    Raises:
        NotFound: there is none that this member may see, or it was not sent.
    """
    with workspace.read() as work:
        review = review_in(workspace, work, review_id)
        if not review.was_sent or review.purpose not in COUNTING:
            raise NotFound(kind="review", id=review_id)
        return _sent(workspace, work, [review])[0]


def news_for_me(workspace: Workspace) -> tuple[SentReview, ...]:
    """Return those of the own reviews that hold something not opened yet, the latest first."""
    return tuple(one for one in my_reviews(workspace, limit=MOST_NEW) if one.is_news)


def open_my_review(workspace: Workspace, *, review_id: int) -> SentReview:
    """Return a review of an own contact, and note that it was opened where something of it is new.

    Whoever may not write anything reads it all the same, and nothing is noted.

    Raises:
        NotFound: there is none that this member was sent.
    """
    workspace.require(Permission.READ)
    with workspace.read() as work:
        found = _mine(workspace, work, review_id)
    if not found.is_news or not workspace.may(Permission.LOG):
        return found
    # An act that is passed over from the start: nobody takes back that something was read.
    with workspace.work(_OPEN, step=Step.PASSED) as work:
        now = _mine(workspace, work, review_id)
        if now.is_news:
            work.quality.reviews.update(opened(now.review, now.disputes, at=workspace.now()))
        return _mine(workspace, work, review_id)


def answer_review(workspace: Workspace, *, review_id: int, text: str) -> Review:
    """Keep what this member says to a review of their contact; a later answer takes the place of the one before.

    Raises:
        NotFound: there is none that this member was sent. Missing: the answer is empty. InputError: it was withdrawn.
    """
    workspace.require(Permission.LOG)
    with workspace.work(_ANSWER) as work:
        review = _mine(workspace, work, review_id).review
        check_counts(review)
        return work.quality.reviews.update(answered(review, text, at=workspace.now()))


def dispute_criterion(
    workspace: Workspace, *, review_id: int, criterion: str, wanted: float | None, reason: str
) -> Dispute:
    """Dispute one criterion of a review of an own contact, with the rating wanted (None: not applicable) and why.

    Raises:
        NotFound: there is no such review that this member was sent.
        InputError: it was withdrawn; its time is over; it was disputed before; no such criterion or rating; no reason.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Dispute a criterion") as work:
        sent = _mine(workspace, work, review_id)
        check_counts(sent.review)
        rules, zone = work.settings.get(QualityRules), work.settings.get(Shop).zone
        check_in_time(sent.review, today=workspace.today(), days=rules.dispute_days, zone=zone)
        made = raised(
            sent.review,
            sent.version,
            sent.disputes,
            criterion=criterion,
            wanted=wanted,
            reason=reason,
            at=workspace.now(),
        )
        return work.quality.disputes.add(made)


def withdraw_dispute(workspace: Workspace, *, dispute_id: int) -> Dispute:
    """Take an own dispute back; it is kept as withdrawn.

    Raises:
        NotFound: there is none of one's own. AlreadyDone: it was decided or withdrawn before.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Withdraw a dispute") as work:
        dispute = _dispute(workspace, work, dispute_id)
        if dispute.raised_by != workspace.member.id:
            raise NotFound(kind="dispute", id=dispute_id)
        _check_open(work, dispute, what="Closing this dispute")
        return as_raised(work.quality.disputes.update(withdrawn(dispute, at=workspace.now())))


# ------------------------------------------------------------ the reviewer's side
def reviews_i_sent(workspace: Workspace, *, limit: int = MOST_SENT) -> SentByMe:
    """Return the reviews of others' contacts that this member made, once they were sent, the latest first.

    With what became of each since, also of what was withdrawn. What waits to be sent is in `reviews_to_send`;
    calibrations and checks are no person's reviews.
    """
    workspace.require(Permission.READ)
    with workspace.read() as work:
        me, store = workspace.member.id, work.quality.reviews
        found = reviews_seen(workspace, work, store.sent_by(me, limit=limit))
        return SentByMe(number=store.count_sent_by(me), reviews=_sent(workspace, work, found))


def disputes_to_reply(workspace: Workspace) -> tuple[SeenDispute, ...]:
    """Return the disputes of reviews of this member, open and without their word yet, the oldest first."""
    return tuple(one for one in disputes(workspace, only_open=True) if one.replies and not one.dispute.reply)


def reply_to_dispute(workspace: Workspace, *, dispute_id: int, text: str) -> Dispute:
    """Keep what this member, who made the review, says to a dispute of it; a later word takes the place of the former.

    Who decides reads it at once, who raised the dispute with the decision.

    Raises:
        NotPermitted: somebody else made the review. AlreadyDone: it was decided or withdrawn before.
        NotFound: there is none. Missing: the word is empty.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Reply to a dispute") as work:
        dispute, me = _dispute(workspace, work, dispute_id), workspace.member
        if review_in(workspace, work, dispute.review_id).reviewer_id != me.id:
            what = "reply to a dispute of somebody else's review"
            raise NotPermitted(member=me.name, permission=what, roles="who made the review")
        _check_open(work, dispute, what="Closing this dispute")
        return work.quality.disputes.update(replied(dispute, text, by=me.id, at=workspace.now()))


# ------------------------------------------------------------ the decision
def disputes(workspace: Workspace, *, only_open: bool = False) -> tuple[SeenDispute, ...]:
    """Return the disputes of reviews that this member may see, without their own: the open ones first, oldest first."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        found = work.quality.disputes.where(state=DisputeState.OPEN) if only_open else work.quality.disputes.all()
        return _seen(workspace, work, found)


def disputes_for_me(workspace: Workspace) -> tuple[SeenDispute, ...]:
    """Return the disputes that wait for a decision of this member, the oldest first."""
    return tuple(one for one in disputes(workspace, only_open=True) if one.decides)


def get_dispute(workspace: Workspace, *, dispute_id: int) -> SeenDispute:
    """Return a dispute of somebody else's. Raises NotFound, also for one that this member may not see."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        found = work.quality.disputes.find(dispute_id)
        seen = _seen(workspace, work, [] if found is None else [found])
        if not seen:
            raise NotFound(kind="dispute", id=dispute_id)
        return seen[0]


def decide_dispute(
    workspace: Workspace, *, dispute_id: int, state: DisputeState, reason: str, rating: float | None = None
) -> Dispute:
    """Decide a dispute: accepted, partly (with the rating that holds) or declined, with the reason.

    The rating of the review changes with it, and its score; what it was before stays in `first`.

    Raises:
        NotPermitted: this member does not decide it: the person never does, the reviewer only where nobody else can.
        AlreadyDone: somebody was quicker, or it was withdrawn. NotFound: there is none.
        InputError: no reason, or a rating that does not lie between the two.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Decide a dispute") as work:
        dispute = _dispute(workspace, work, dispute_id)
        review = review_in(workspace, work, dispute.review_id)
        _check_decides(workspace, work, review)
        _check_open(work, dispute, what="Deciding this dispute")
        version = work.quality.card_versions.get(review.card_version_id)
        now = workspace.now()
        made = decided(
            dispute, review, version, state=state, rating=rating, reason=reason, by=workspace.member.id, at=now
        )
        changed = rerated(review, made, work.quality.cards.get(version.card_id), version, at=now)
        if changed != review:
            work.quality.reviews.update(changed)
        return work.quality.disputes.update(made)


def _check_decides(workspace: Workspace, work: Work, review: Review) -> None:
    me = workspace.member
    if may_decide(review, member_id=me.id, deciders=_deciders(work)):
        return
    if me.id not in (review.member_id, review.reviewer_id):
        workspace.require(Permission.REVIEWS)
    what = "decide on a dispute of your own" if me.id == review.member_id else "decide on a dispute of your review"
    raise NotPermitted(member=me.name, permission=what, roles="a supervisor who neither made nor got the review")


def _check_open(work: Work, dispute: Dispute, *, what: str) -> None:
    if dispute.state is DisputeState.OPEN:
        return
    who = None if dispute.decided_by is None else work.members.find(dispute.decided_by)
    what = "Withdrawing this dispute" if dispute.state is DisputeState.WITHDRAWN else what
    raise AlreadyDone(what=what, who=f"{who.name if who else 'somebody'}{_when(work, dispute.decided_at)}")


def _when(work: Work, at: datetime | None) -> str:
    return "" if at is None else f" ({at.astimezone(ZoneInfo(work.settings.get(Shop).zone)):%d %b %Y %H:%M})"


# ------------------------------------------------------------ reading
def disputes_shown(workspace: Workspace, review: Review, found: Iterable[Dispute]) -> tuple[Dispute, ...]:
    """Return the disputes of a review that this member sees, with as much of each as they may read."""
    is_own = review.member_id == workspace.member.id
    return tuple(as_raised(one) if is_own else one for one in found)


def _deciders(work: Work) -> frozenset[int]:
    return frozenset(one.id for one in work.members.where(active=True) if may(one.role, Permission.REVIEWS))


def _dispute(workspace: Workspace, work: Work, dispute_id: int) -> Dispute:
    """Return a dispute of a review that this member may see, or raise NotFound."""
    found = work.quality.disputes.find(dispute_id)
    review = None if found is None else work.quality.reviews.find(found.review_id)
    if found is None or review is None or not reviews_seen(workspace, work, [review]):
        raise NotFound(kind="dispute", id=dispute_id)
    return found


def _mine(workspace: Workspace, work: Work, review_id: int) -> SentReview:
    review = review_in(workspace, work, review_id)
    if review.member_id != workspace.member.id or not review.was_sent or review.purpose not in COUNTING:
        raise NotFound(kind="review", id=review_id)
    return _sent(workspace, work, [review])[0]


def _seen(workspace: Workspace, work: Work, found: Iterable[Dispute]) -> tuple[SeenDispute, ...]:
    me, known = workspace.member.id, list(found)
    reviews = work.quality.reviews.get_many(one.review_id for one in known)
    visible = reviews_seen(workspace, work, reviews.values())
    sent = {one.review.id: one for one in _sent(workspace, work, [one for one in visible if one.member_id != me])}
    deciders = _deciders(work)
    members = work.members.get_many(one.decided_by for one in known if one.decided_by is not None)
    seen = []
    for one in known:
        if one.review_id in sent:
            review = sent[one.review_id].review
            decides = may_decide(review, member_id=me, deciders=deciders)
            seen.append(
                SeenDispute(
                    dispute=one,
                    sent=sent[one.review_id],
                    decides=decides,
                    replies=review.reviewer_id == me and not decides,
                    decided_by=members.get(one.decided_by or 0),
                )
            )
    return tuple(sorted(seen, key=lambda one: (one.dispute.state is not DisputeState.OPEN, one.dispute.id)))


def _sent(workspace: Workspace, work: Work, reviews: list[Review]) -> tuple[SentReview, ...]:
    rules, zone, today = work.settings.get(QualityRules), work.settings.get(Shop).zone, workspace.today()
    versions = work.quality.card_versions.get_many(one.card_version_id for one in reviews)
    cards = work.quality.cards.get_many(one.card_id for one in versions.values())
    ids = [one.id for one in reviews]
    raised_on = work.quality.disputes.of_reviews(ids)
    decided_by = {one.decided_by for of_it in raised_on.values() for one in of_it if one.decided_by is not None}
    members = work.members.get_many({*decided_by, *(each for one in reviews for each in _names_of(one))})
    customers = work.quality.reviews.customers_of(ids) if ids else {}
    causes = {one.key: one.name for one in causes_in(work)}
    again = [one.id for one in reviews if was_read_again(one, raised_on.get(one.id, ()))]
    first = work.first_done(Kind.REVIEW, again, (_OPEN, _ANSWER))
    found = []
    for one in reviews:
        until = last_day_to_dispute(one, days=rules.dispute_days, zone=zone) or today
        version = versions[one.card_version_id]
        of_it = disputes_shown(workspace, one, raised_on.get(one.id, ()))
        found.append(
            SentReview(
                review=one,
                card=cards[version.card_id],
                version=version,
                member=members[one.member_id],
                reviewer=members[one.reviewer_id],
                disputes=of_it,
                until=until,
                is_open=one.is_sent and today <= until,
                is_news=is_news(one, of_it),
                withdrawn_by=members.get(one.withdrawn_by or 0),
                first_read_at=first.get(one.id, one.read_at),
                customer=customers.get(one.id, ""),
                deciders={each: members[each] for each in decided_by},
                causes=causes,
            )
        )
    return tuple(found)


def _names_of(review: Review) -> tuple[int, ...]:
    found = (review.member_id, review.reviewer_id, review.withdrawn_by)
    return tuple(one for one in found if one is not None)
