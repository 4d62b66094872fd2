"""Grading the graders: a review beside the check of it, criterion by criterion."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from csops.domain.errors import InputError
from csops.domain.people import Member
from csops.domain.review_answers import rating_of
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.domain.reviews import COUNTING, Purpose, Review
from csops.domain.scoring import Criterion

SENDABLE = (*COUNTING, Purpose.CHECK)
"""Purposes whose reviews are sent to somebody: the person reviewed, or who made the review that a check is of."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A criterion that two rated unlike.

    `given`, `right`: the rating of the review, and of its check (None: not applicable). `note`: what the check says to
    it. `points`: how far apart they are, of the points of the criterion.
    """

    criterion: Criterion
    given: float | None
    right: float | None
    note: str
    points: float


@dataclass(frozen=True, kw_only=True)
class SeenCheck:
    """A check as the reviewer reads whose review it is of, and as leads do.

    Attributes:
        check, checked: what the lead gave; the review, of which `as_given` is compared.
        card, version: what both were made with.
        member: whose contact it is. reviewer: who is graded. checker: who checked.
        differences: the widest first.
        nearness: 1 where all is alike, 0 where all is as far apart as can be; None where no criterion weighs anything.
        is_news: the reviewer has not opened it since it was sent, or withdrawn, and can: its contact is there still.
    """

    check: Review
    checked: Review
    card: ReviewCard
    version: CardVersion
    member: Member
    reviewer: Member
    checker: Member
    differences: tuple[Difference, ...]
    nearness: float | None
    is_news: bool


def is_ready(checked: Review | None) -> bool:
    """Whether the check of a review is ready to be sent: what can still be changed would be changed to what it says."""
    return checked is not None and checked.is_sent


def check_sendable(checked: Review | None) -> None:
    """Raise InputError where the check of a review is not to be sent, or not yet."""
    if is_ready(checked):
        return
    if checked is not None and checked.is_withdrawn:
        problem, right = "the review that it checks was withdrawn", "There is nothing left to compare"
    else:
        problem, right = (
            "the review that it checks was not sent yet",
            "Send it once that was: it could still be changed",
        )
    raise InputError(field="check", problem=problem, right=right)


def differences(version: CardVersion, *, checked: Review, check: Review) -> tuple[Difference, ...]:
    """Return the criteria that a review and the check of it rate unlike, the widest first.

    What its reviewer gave is compared: a decision on a dispute is somebody else's.
    Where one says "not applicable" and the other rates, all points of the criterion lie between them.
    """
    found = []
    for one in version.criteria:
        given, right = rating_of(checked.as_given, one.key), rating_of(check.ratings, one.key)
        if given is None or right is None or given.rating == right.rating:
            continue
        points = one.weight * _distance(one, given.rating, right.rating)
        found.append(Difference(criterion=one, given=given.rating, right=right.rating, note=right.note, points=points))
    return tuple(sorted(found, key=lambda one: -one.points))


def nearness(version: CardVersion, found: Sequence[Difference]) -> float | None:
    """Return how near a review came to its check: 1 - |difference| / points, weighted by criterion."""
    whole = fsum(one.weight for one in version.criteria)
    return 1 - fsum(one.points for one in found) / whole if whole else None


def _distance(criterion: Criterion, one: float | None, other: float | None) -> float:
    if one is None or other is None:
        return 1.0
    return abs(criterion.scale.percent(one) - criterion.scale.percent(other)) / 100
