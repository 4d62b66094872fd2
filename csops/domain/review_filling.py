"""How a review is filled in: what starts as not applicable and why, what may be finished, and what it scores."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from math import fsum, isfinite
from typing import Protocol

from csops.domain.errors import Missing, NotUnderstood, OutOfRange, UnknownName
from csops.domain.review_cards import CardVersion, ReviewCard, scorecard
from csops.domain.reviews import CriterionRating, Purpose, Quote, Review, ReviewState, Source
from csops.domain.scoring import CRITICAL_BELOW, Criterion, score_review
from csops.domain.texts import kept, says_something

LOW_AT = 50.0
"""A rating worth so many percent or less asks where it came from."""
LONGEST_SECONDS = 24 * 3600.0


class Ruled(Enum):
    """Why a criterion starts as not applicable.

    SOURCE: what the review is made from cannot show it. The others: the card asks it of other contacts only.
    """

    SOURCE = "source"
    CHANNEL = "channel"
    TOPIC = "topic"
    RECOVERY = "recovery"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What of a contact decides which criteria apply: keys of channel and topic ("" for none), and a recovery."""

    channel: str = ""
    topic: str = ""
    is_recovery: bool = False


@dataclass(frozen=True, kw_only=True)
class Filled:
    """All that a reviewer gives when a review is finished.

    `ratings`: of the criteria that were rated, or called not applicable; those that start so may be left out.
    `checks_id`: the review that this one checks. `seconds`: time spent, where it was taken.
    """

    contact_id: int
    card_version_id: int
    source: Source
    ratings: tuple[CriterionRating, ...]
    purpose: Purpose | None = None
    pick_id: int | None = None
    session_id: int | None = None
    checks_id: int | None = None
    source_ref: str = ""
    note: str = ""
    praise: str = ""
    seconds: float | None = None


def ruled_out(criterion: Criterion, *, source: Source, occasion: Occasion) -> Ruled | None:
    """Return why a criterion starts as not applicable, None where it is to be rated."""
    if criterion.only_recovery and not occasion.is_recovery:
        return Ruled.RECOVERY
    if criterion.channels and occasion.channel not in criterion.channels:
        return Ruled.CHANNEL
    if criterion.topics and occasion.topic not in criterion.topics:
        return Ruled.TOPIC
    if criterion.seen_in and source.value not in criterion.seen_in:
        return Ruled.SOURCE
    return None


def rulings(criteria: Iterable[Criterion], *, source: Source, occasion: Occasion) -> dict[str, Ruled]:
    """Return the criteria that start as not applicable, by key, with the reason."""
    found = ((one.key, ruled_out(one, source=source, occasion=occasion)) for one in criteria)
    return {key: why for key, why in found if why is not None}


def points_to_see(criteria: Sequence[Criterion], rated: Collection[str]) -> tuple[float, float]:
    """Return how many points of the card these criteria hold, and how many there are ("55 of 100 points")."""
    return fsum(one.weight for one in criteria if one.key in rated), fsum(one.weight for one in criteria)


def is_low(criterion: Criterion, rating: float | None) -> bool:
    """Whether a rating asks for the cause that it came from."""
    return rating is not None and criterion.scale.percent(rating) <= LOW_AT


def is_critical(criterion: Criterion, rating: float | None) -> bool:
    """Whether a rating is a critical error, as `score_review` finds it."""
    return criterion.consequence is not None and rating is not None and criterion.scale.percent(rating) < CRITICAL_BELOW


class Given(Protocol):
    """What was said of a criterion, finished or not."""

    @property
    def rating(self) -> float | None:
        """A rating of its scale; None: not applicable, or none yet."""

    @property
    def note(self) -> str:
        """What was written to it."""

    @property
    def cause(self) -> str:
        """Where it came from."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Words that show it."""


def lacks_ground(criterion: Criterion, given: Given) -> bool:
    """Whether a critical error has nothing that shows it: no note, no words of the contact, no root cause."""
    has_words = any(says_something(one) for one in (given.note, *(quote.text for quote in given.quotes)))
    return is_critical(criterion, given.rating) and not (has_words or given.cause)


# ------------------------------------------------------------ what may be finished
def checked_ratings(
    criteria: Sequence[Criterion],
    ratings: Iterable[CriterionRating],
    *,
    ruled: Mapping[str, Ruled],
    causes: Collection[str],
) -> tuple[CriterionRating, ...]:
    """Return one rating per criterion of a card, in its order.

    Args:
        criteria: those of the card's version.
        ratings: what was rated or called not applicable.
        ruled: the criteria that start as not applicable (see `rulings`); left out of `ratings` they are.
        causes: keys of all root causes.

    Raises:
        Missing: a criterion that is neither rated nor said to be not applicable; what shows a critical error.
        OutOfRange: a rating that its scale does not have, or not applicable where the card asks for a rating.
        UnknownName: a criterion or a root cause that there is not. NotUnderstood: a rating that is no number.
    """
    given = {one.criterion: one for one in ratings}
    known = {one.key for one in criteria}
    stranger = next((key for key in given if key not in known), None)
    if stranger is not None:
        raise UnknownName(field="criterion", value=stranger, known=", ".join(one.key for one in criteria))
    found = tuple(_checked(one, given.get(one.key), ruled.get(one.key), causes) for one in criteria)
    check_grounds(criteria, found)
    return found


def check_grounds(criteria: Iterable[Criterion], ratings: Iterable[CriterionRating]) -> None:
    """Raise Missing where a critical error has nothing that shows it: it decides a whole review of somebody's work."""
    given = {one.criterion: one for one in ratings}
    for criterion in criteria:
        if criterion.key in given and lacks_ground(criterion, given[criterion.key]):
            right = "Write a note on the criterion, quote words of the contact, or say where it came from"
            raise Missing(field=f"what shows the critical error in {criterion.name}", right=right)


def _checked(
    criterion: Criterion, given: CriterionRating | None, ruled: Ruled | None, causes: Collection[str]
) -> CriterionRating:
    is_unseen = ruled is Ruled.SOURCE
    if given is None and ruled is not None:
        return CriterionRating(criterion=criterion.key, rating=None, unseen=is_unseen)
    if given is None:
        raise Missing(field=f"rating of {criterion.name}", right="Rate it, or say that it is not applicable")
    if given.rating is None and ruled is None and not criterion.allow_na:
        right = "The card asks for a rating whenever the source can show it"
        raise OutOfRange(field=criterion.name, value="not applicable", right=right)
    if given.rating is not None and (isinstance(given.rating, bool) or not isinstance(given.rating, int | float)):
        right = "Give a rating of its scale as a number, or null for not applicable"
        raise NotUnderstood(field=f"rating of {criterion.name}", value=given.rating, right=right)
    return replace(
        given,
        rating=None if given.rating is None else float(given.rating),
        unseen=given.rating is None and is_unseen,
        note=kept(given.note),
        cause=_cause(criterion, given, causes),
        quotes=tuple(
            replace(one, text=kept(one.text)) for one in given.quotes if one.end > one.start or kept(one.text)
        ),
    )


def _cause(criterion: Criterion, given: CriterionRating, causes: Collection[str]) -> str:
    if not is_low(criterion, given.rating):  # also what tells a rating that the scale does not have
        return ""
    offered = criterion.causes or tuple(causes)
    if given.cause and given.cause not in offered:
        raise UnknownName(field=f"cause of {criterion.name}", value=given.cause, known=", ".join(offered) or "none")
    return given.cause


def checked_seconds(seconds: float | None) -> float | None:
    """Return a time spent, None where it is not known; a clock that was put forward or back tells nothing."""
    if seconds is None or not isfinite(seconds) or seconds < 0:
        return None
    return min(seconds, LONGEST_SECONDS)


# ------------------------------------------------------------ the score and what follows
def scored(review: Review, card: ReviewCard, version: CardVersion) -> Review:
    """Return a review with the score of its ratings kept beside them."""
    ratings = {one.criterion: one.rating for one in review.ratings}
    score = score_review(scorecard(card, version), ratings)
    return replace(
        review,
        raw=score.raw,
        final=score.final,
        seen=score.seen,
        outcome=score.outcome,
        critical=score.critical,
    )


def sent(review: Review, *, at: datetime) -> Review:
    """Return a review that the person may see from now on."""
    return replace(review, state=ReviewState.SENT, sent_at=at)


def unsent(review: Review) -> Review:
    """Return a review as it was before it was sent."""
    return replace(review, state=ReviewState.FINISHED, sent_at=None)


def without_words(rating: CriterionRating) -> CriterionRating:
    """Return a rating as it counts, without what was quoted or noted."""
    return replace(rating, note="", quotes=())
