"""What deciding a dispute makes of the score: before the decision, after it, and with any other rating."""

from collections.abc import Mapping
from dataclasses import replace

from csops.domain.review_answers import DECISIONS, SentReview
from csops.domain.review_filling import scored
from csops.domain.reviews import Dispute, Review


def if_rated(sent: SentReview, ratings: Mapping[str, float | None]) -> Review:
    """Return a review as it would be with other ratings of some criteria (None: not applicable), with its score."""
    changed = tuple(
        replace(one, rating=ratings[one.criterion]) if one.criterion in ratings else one for one in sent.review.ratings
    )
    return scored(replace(sent.review, ratings=changed), sent.card, sent.version)


def around(sent: SentReview, dispute: Dispute) -> tuple[Review, Review]:
    """Return a review as it stood before a decision and after it, whatever was decided of other criteria since."""
    since = {one.criterion: one.was for one in sent.disputes if _order(one) > _order(dispute) and _is_decided(one)}
    return if_rated(sent, {**since, dispute.criterion: dispute.was}), if_rated(sent, since)


def _is_decided(dispute: Dispute) -> bool:
    return dispute.state in DECISIONS and dispute.decided_at is not None


def _order(dispute: Dispute) -> tuple[float, int]:
    at = dispute.decided_at
    return (0.0 if at is None else at.timestamp(), dispute.id)
