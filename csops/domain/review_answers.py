"""What becomes of a review once it was sent: opened, answered, a criterion disputed, the dispute decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.errors import InputError, Missing, OutOfRange, UnknownName
from csops.domain.people import Member
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.domain.review_filling import is_low, scored
from csops.domain.reviews import CriterionRating, Dispute, DisputeState, Review
from csops.domain.scoring import Criterion
from csops.domain.texts import kept, says_something

DECISIONS = (DisputeState.ACCEPTED, DisputeState.PARTLY, DisputeState.DECLINED)
"""What may be decided on a dispute."""
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class SentReview:
    """A review as the person reviewed reads it.

    Attributes:
        review: ratings and score as they stand now.
        card, version: what it was made with.
        member, reviewer: whose contact it is; who rated.
        disputes: of this review, the oldest first.
        until: the last day on which a criterion can be disputed.
        is_open: whether it still can, today.
        is_news: something of it was not opened yet: the review itself, a decision, or that it was withdrawn.
        withdrawn_by: who withdrew it.
        first_read_at: when the person first opened it; `review.read_at` is when they last opened what was new of it.
        customer: whose matter the contact was; empty where it is not known or the contact is gone.
        deciders: who decided disputes of it, by id. causes: the names of root causes, by key.
    """

    review: Review
    card: ReviewCard
    version: CardVersion
    member: Member
    reviewer: Member
    disputes: tuple[Dispute, ...]
    until: date
    is_open: bool
    is_news: bool
    withdrawn_by: Member | None = None
    first_read_at: datetime | None = None
    customer: str = ""
    deciders: Mapping[int, Member] = field(default_factory=dict)
    causes: Mapping[str, str] = field(default_factory=dict)

    def dispute_of(self, criterion: str) -> Dispute | None:
        """Return what was disputed last of a criterion."""
        return next((one for one in reversed(self.disputes) if one.criterion == criterion), None)

    def rated(self, criterion: str) -> CriterionRating | None:
        """Return the rating of a criterion as it stands."""
        return rating_of(self.review.ratings, criterion)


def rating_of(ratings: Iterable[CriterionRating], criterion: str) -> CriterionRating | None:
    """Return the rating of a criterion among others."""
    return next((one for one in ratings if one.criterion == criterion), None)


def last_day_to_dispute(review: Review, *, days: int, zone: str) -> date | None:
    """Return the last day on which a criterion of a sent review can be disputed, in the shop's calendar."""
    if review.sent_at is None:
        return None
    return review.sent_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)


def is_news(review: Review, disputes: Iterable[Dispute]) -> bool:
    """Whether the person has not opened the review since it was sent, decided on in part, or withdrawn."""
    if review.read_at is None:
        return True
    read_at = review.read_at
    if review.withdrawn_at is not None and review.withdrawn_at > read_at:
        return True
    return any(one.state in DECISIONS and one.decided_at is not None and one.decided_at > read_at for one in disputes)


def was_read_again(review: Review, disputes: Iterable[Dispute]) -> bool:
    """Whether the person has opened something that became new after the review itself was sent."""
    told = (review.withdrawn_at, *(one.decided_at for one in disputes if one.state in DECISIONS))
    return review.read_at is not None and any(one is not None and one <= review.read_at for one in told)


def words_of_rating(criterion: Criterion, rating: float | None) -> str:
    """Return what a rating is called: the word of its step, else its number."""
    if rating is None:
        return "not applicable"
    label = next((step.label for step in criterion.scale.steps if step.rating == rating), "")
    return label or f"{rating:g}"


# ------------------------------------------------------------ the person's side
def opened(review: Review, disputes: Iterable[Dispute] = (), *, at: datetime) -> Review:
    """Return a review that the person has opened, with all that was told by then, be the clock put back since."""
    told = (review.withdrawn_at, *(one.decided_at for one in disputes))
    return replace(review, read_at=max([at, *(one for one in told if one is not None)]))


def answered(review: Review, text: str, *, at: datetime) -> Review:
    """Return a review with what the person says to it. Raises Missing for an empty answer."""
    said = kept(text)
    if not said:
        raise Missing(field="answer", right="Say in a sentence what you think of this review")
    return replace(review, answer=said, answered_at=at, read_at=review.read_at or at)


def check_counts(review: Review) -> None:
    """Raise InputError where a review was withdrawn: there is nothing left to answer or to dispute."""
    if review.is_withdrawn:
        right = "It counts nowhere; there is nothing left to answer or to dispute"
        raise InputError(field="review", problem="it was withdrawn", right=right)


def check_in_time(review: Review, *, today: date, days: int, zone: str) -> None:
    """Raise InputError where a criterion cannot be disputed any more, or not yet."""
    last = last_day_to_dispute(review, days=days, zone=zone)
    if last is None:
        raise InputError(field="review", problem="it was not sent yet", right="Only a sent review is disputed")
    if today > last:
        problem = f"its time for disputes ended on {last:%d %b %Y}, {days} days after it was sent"
        raise InputError(field="review", problem=problem, right="You can still answer it; your answer is kept with it")


def raised(
    review: Review,
    version: CardVersion,
    disputes: Sequence[Dispute],
    *,
    criterion: str,
    wanted: float | None,
    reason: str,
    at: datetime,
) -> Dispute:
    """Return a dispute of a criterion, checked. `wanted`: the rating that the person thinks right, None for N/A.

    Raises:
        UnknownName: the card has no such criterion. Missing: no reason. OutOfRange: a rating that its scale does
            not have. InputError: the rating is what stands there; it was disputed before.
    """
    known, stands = _rated(review, version, criterion)
    before = next(
        (one for one in disputes if one.criterion == criterion and one.state is not DisputeState.WITHDRAWN), None
    )
    if before is not None:
        is_open = before.state is DisputeState.OPEN
        problem = f"{known.name} is disputed already" if is_open else f"{known.name} was disputed and decided before"
        right = (
            "Withdraw the dispute first to word it anew"
            if is_open
            else "A decision is final; answer the review instead"
        )
        raise InputError(field="criterion", problem=problem, right=right)
    _check_rating(known, wanted)
    if wanted == stands.rating:
        right = "Choose the rating that you think right"
        raise InputError(field="rating", problem=f"{words_of_rating(known, wanted)} is what was given", right=right)
    said = kept(reason)
    if not says_something(said):
        raise Missing(field="reason", right="Say what in the contact shows that another rating is right")
    return Dispute(
        review_id=review.id,
        criterion=criterion,
        reason=said,
        wanted=wanted,
        raised_at=at,
        raised_by=review.member_id,
        was=stands.rating,
    )


def withdrawn(dispute: Dispute, *, at: datetime) -> Dispute:
    """Return a dispute that the person has taken back."""
    return replace(dispute, state=DisputeState.WITHDRAWN, decided_at=at, decided_by=dispute.raised_by)


# ------------------------------------------------------------ the reviewer's side
def replied(dispute: Dispute, text: str, *, by: int, at: datetime) -> Dispute:
    """Return a dispute with what the reviewer says to it, for who decides. Raises Missing for an empty word."""
    said = kept(text)
    if not said:
        raise Missing(field="reply", right="Say what in the contact shows the rating that you gave")
    return replace(dispute, reply=said, replied_at=at, replied_by=by)


# ------------------------------------------------------------ the decision
def decided(
    dispute: Dispute,
    review: Review,
    version: CardVersion,
    *,
    state: DisputeState,
    rating: float | None,
    reason: str,
    by: int,
    at: datetime,
) -> Dispute:
    """Return a dispute with its decision, checked. `rating`: what holds where it is partly accepted.

    Raises:
        Missing: no reason. OutOfRange: no decision; a rating that the scale does not have, or that does not lie
            between the one given and the one wanted.
    """
    criterion, stands = _rated(review, version, dispute.criterion)
    if state not in DECISIONS:
        raise OutOfRange(field="decision", value=state.value, right="Choose accepted, partly or declined")
    said = kept(reason)
    if not says_something(said):
        raise Missing(field="reason", right="Say what decided it; the person and the reviewer read it")
    now = stands.rating
    if state is DisputeState.ACCEPTED:
        now = dispute.wanted
    elif state is DisputeState.PARTLY:
        _check_between(criterion, stands.rating, dispute.wanted, rating)
        now = rating
    if review.read_at is not None:  # news for the person, be the clock put back since they read it
        at = max(at, review.read_at + _MOMENT)
    return replace(dispute, state=state, was=stands.rating, now=now, decision=said, decided_by=by, decided_at=at)


def between(criterion: Criterion, was: float | None, wanted: float | None) -> tuple[float, ...]:
    """Return the ratings of a criterion that lie between two, the lowest first.

    Where one of the two is "not applicable" every other rating of the scale does.
    """
    steps = sorted(criterion.scale.steps, key=lambda step: step.percent)
    others = [step for step in steps if step.rating not in (was, wanted)]
    if was is not None and wanted is not None:
        low, high = sorted((criterion.scale.percent(was), criterion.scale.percent(wanted)))
        others = [step for step in others if low < step.percent < high]
    return tuple(step.rating for step in others)


def rerated(review: Review, dispute: Dispute, card: ReviewCard, version: CardVersion, *, at: datetime) -> Review:
    """Return a review with the rating that a decision left, and its score; `first` keeps the ratings before any."""
    criterion, stands = _rated(review, version, dispute.criterion)
    if dispute.now == stands.rating:
        return review
    cause = stands.cause if is_low(criterion, dispute.now) else ""
    new = replace(stands, rating=dispute.now, unseen=False, cause=cause)
    ratings = tuple(new if one.criterion == dispute.criterion else one for one in review.ratings)
    return scored(
        replace(review, ratings=ratings, first=review.first or review.ratings, changed_at=at),
        card,
        version,
    )


def may_decide(review: Review, *, member_id: int, deciders: Iterable[int]) -> bool:
    """Whether somebody decides disputes of a review.

    `deciders`: everybody whose role sees all reviews. Never the person reviewed; the reviewer only where there is
    nobody else.
    """
    others = set(deciders) - {review.member_id, review.reviewer_id}
    return member_id in others or (not others and member_id == review.reviewer_id)


def _rated(review: Review, version: CardVersion, key: str) -> tuple[Criterion, CriterionRating]:
    criterion = next((one for one in version.criteria if one.key == key), None)
    stands = rating_of(review.ratings, key)
    if criterion is None or stands is None:
        raise UnknownName(field="criterion", value=key, known=", ".join(one.key for one in version.criteria))
    return criterion, stands


def _check_rating(criterion: Criterion, rating: float | None) -> None:
    if rating is not None:
        criterion.scale.percent(rating)
    elif not criterion.allow_na:
        right = "The card asks for a rating of it; choose one"
        raise OutOfRange(field=criterion.name, value="not applicable", right=right)


def _check_between(criterion: Criterion, was: float | None, wanted: float | None, rating: float | None) -> None:
    found = between(criterion, was, wanted)
    if rating in found:
        return
    ends = f"{words_of_rating(criterion, was)} and {words_of_rating(criterion, wanted)}"
    known = ", ".join(f"{one:g} ({words_of_rating(criterion, one)})" for one in found)
    right = f"Between {ends} there is: {known}" if found else f"There is nothing between {ends}; accept or decline it"
    raise OutOfRange(field="rating", value="not applicable" if rating is None else f"{rating:g}", right=right)
