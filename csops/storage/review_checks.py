"""Whether the score that lies beside each review is that of its ratings."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from math import isclose

from sqlalchemy import Connection, select

from csops.domain.errors import CsopsError
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.domain.review_filling import scored
from csops.domain.reviews import Review
from csops.storage.quality import card_versions, review_cards, reviews

_MOST_NAMED = 3
_NEAR = 1e-6


def wrong_scores(connection: Connection) -> Iterator[str]:
    """Yield what is wrong, a sentence each, a few at most."""
    return islice(_wrong(connection), _MOST_NAMED)


def _wrong(connection: Connection) -> Iterator[str]:
    cards = {row.id: ReviewCard(**row._asdict()) for row in connection.execute(select(review_cards))}
    versions = {row.id: CardVersion(**row._asdict()) for row in connection.execute(select(card_versions))}
    for row in connection.execute(select(reviews).order_by(reviews.c.id)):
        review, version = Review(**row._asdict()), versions.get(row.card_version_id)
        card = None if version is None else cards.get(version.card_id)
        if version is None or card is None:
            yield f"The scorecard that review {review.id} was made with is gone"
            continue
        try:
            right = scored(review, card, version)
        except CsopsError as error:
            yield f"Review {review.id} cannot be scored: {error}"
            continue
        if not _is_same(review, right):
            yield f"The score of review {review.id} is not that of its ratings"


def _is_same(review: Review, right: Review) -> bool:
    figures = zip((review.raw, review.final, review.seen), (right.raw, right.final, right.seen), strict=True)
    same = all(a == b or (a is not None and b is not None and isclose(a, b, abs_tol=_NEAR)) for a, b in figures)
    return same and replace(review, raw=None, final=None, seen=0.0) == replace(right, raw=None, final=None, seen=0.0)
