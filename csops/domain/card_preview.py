"""What other weights would do to reviews that exist: each is scored again by another card, and nothing is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from csops.domain.reviews import Review
from csops.domain.scoring import Criterion, Outcome, Scorecard, score_review


@dataclass(frozen=True, kw_only=True)
class Rescored:
    """One review as it is, and as it would be. `lost`: ratings that the other card cannot take, so not applicable."""

    review: Review
    final: float | None
    outcome: Outcome
    lost: int = 0

    @property
    def step(self) -> float:
        """By how many points the score would change; 0 where there is none before or after."""
        before = self.review.final
        return 0.0 if before is None or self.final is None else self.final - before

    @property
    def is_turned(self) -> bool:
        """Whether it would pass or fail otherwise."""
        return self.review.outcome is not self.outcome


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Reviews by the weights they were made with, and by others. Means are over those with a score, None without."""

    reviews: tuple[Rescored, ...]

    @property
    def before(self) -> float | None:
        """The mean of the scores as they are."""
        return _mean(each.review.final for each in self.reviews)

    @property
    def after(self) -> float | None:
        """The mean of the scores as they would be."""
        return _mean(each.final for each in self.reviews)

    @property
    def lost(self) -> int:
        """How many ratings the other card cannot take."""
        return sum(each.lost for each in self.reviews)

    def count(self, outcome: Outcome, *, after: bool) -> int:
        """Return how many reviews end so, before or after."""
        return sum((each.outcome if after else each.review.outcome) is outcome for each in self.reviews)

    def turned(self, outcome: Outcome) -> int:
        """Return how many would end so that do not now."""
        return sum(each.is_turned and each.outcome is outcome for each in self.reviews)


def preview(reviews: Iterable[tuple[Review, Scorecard]], card: Scorecard) -> Preview:
    """Return the reviews, each with the card it was made with, scored by another one.

    A criterion is told by its key. Where its scale has changed, a rating counts as the step of the same percent;
    without one, and where the criterion is gone, it is lost.
    """
    return Preview(reviews=tuple(_rescored(review, made_with, card) for review, made_with in reviews))


def _rescored(review: Review, made_with: Scorecard, card: Scorecard) -> Rescored:
    old, new = ({one.key: one for one in each.criteria} for each in (made_with, card))
    ratings: dict[str, float | None] = {}
    lost = 0
    for rated in review.ratings:
        if rated.rating is None:
            continue
        rating = _in(new.get(rated.criterion), old[rated.criterion].scale.percent(rated.rating))
        if rating is None:
            lost += 1
        else:
            ratings[rated.criterion] = rating
    score = score_review(card, ratings)
    return Rescored(review=review, final=score.final, outcome=score.outcome, lost=lost)


def _in(criterion: Criterion | None, percent: float) -> float | None:
    """Return the rating of a criterion that is worth so much, None where there is none."""
    steps = criterion.scale.steps if criterion is not None else ()
    return next((step.rating for step in steps if step.percent == percent), None)


def _mean(scores: Iterable[float | None]) -> float | None:
    found = [score for score in scores if score is not None]
    return fsum(found) / len(found) if found else None
