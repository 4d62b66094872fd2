"""Ratings of the same units by several people, counted: what every coefficient of agreement is made of."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum, isfinite

from csops.domain.errors import NotUnderstood, UnknownName

Rating = float | int | str | None
"""What one person said of one unit; None where it was not rated. Text has no distance, only sameness."""
Ratings = Sequence[Sequence[Rating]]
"""Rows are units, columns are raters."""
WEIGHTS = ("identity", "linear", "quadratic")


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How far raters agree.

    `value`: 1 is full agreement, 0 what chance alone would give; None where `undefined`: all ratings are equal, or no
    unit has two of them, so that there is nothing to tell agreement from. `percent_agreement`: share of equal pairs
    of ratings of the same unit (0 to 1). `units`: how many have at least two ratings; `raters`: how many gave any.
    `standard_error`, `low`, `high`: where the coefficient has a known one; the range holds the true value in 95 of 100.
    """

    value: float | None
    percent_agreement: float | None
    units: int
    raters: int
    undefined: bool
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Ratings by unit. `counts`: for each unit with at least one rating, how many by the place of their category."""

    categories: tuple[float | str, ...]
    counts: tuple[Mapping[int, int], ...]
    raters: int

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """How many ratings each unit has."""
        return tuple(sum(row.values()) for row in self.counts)

    @property
    def paired(self) -> int:
        """How many units have at least two ratings."""
        return sum(total >= 2 for total in self.totals)

    @cached_property
    def percent_agreement(self) -> float | None:
        """The share of equal pairs of ratings, in the mean over units that have a pair."""
        shares = [
            sum(one * (one - 1) for one in row.values()) / (total * (total - 1))
            for row, total in zip(self.counts, self.totals, strict=True)
            if total >= 2
        ]
        return sum(shares) / len(shares) if shares else None

    def undefined(self) -> Agreement:
        """What is said where nothing can be told."""
        return Agreement(
            value=None,
            percent_agreement=self.percent_agreement,
            units=self.paired,
            raters=self.raters,
            undefined=True,
        )


def counted(ratings: Ratings, *, categories: Iterable[float | str] = ()) -> Counted:
    """Return the ratings by unit and category; units that nobody rated are left away.

    `categories`: what could have been given, be it that nobody gave it.

    Raises:
        NotUnderstood: rows of unequal length, a number that is none, or text beside numbers.
    """
    rows = [list(row) for row in ratings]
    width = len(rows[0]) if rows else 0
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            right = f"Every unit has a place for each rater: {width} here"
            raise NotUnderstood(field="ratings", value=f"{len(row)} in row {number}", right=right)
    found_or_not = _categories([*(one for row in rows for one in row if one is not None), *categories])
    place = {category: at for at, category in enumerate(found_or_not)}
    found = (Counter(place[_plain(one)] for one in row if one is not None) for row in rows)
    return Counted(
        categories=found_or_not,
        counts=tuple(dict(sorted(row.items())) for row in found if row),
        raters=sum(any(row[at] is not None for row in rows) for at in range(width)),
    )


def numbers_of(found: Counted, *, why: str) -> tuple[float, ...]:
    """Return the categories as numbers.

    Raises:
        NotUnderstood: they are words.
    """
    words = [one for one in found.categories if isinstance(one, str)]
    if words:
        raise NotUnderstood(field="rating", value=words[0], right=f"{why} takes numbers")
    return tuple(float(one) for one in found.categories)


Weight = Callable[[int, int], float]


def weights_between(places: Sequence[float], weights: str) -> Weight:
    """Return how far two categories, by their index, count as agreeing: 1 the same, 0 the farthest apart.

    With identity weights any other category is as far apart as can be.

    Raises:
        UnknownName: weights of another name.
    """
    if weights not in WEIGHTS:
        raise UnknownName(field="weights", value=weights, known=", ".join(WEIGHTS))
    if weights == "identity":
        return lambda one, other: float(one == other)
    reach = (max(places) - min(places)) if places else 0.0
    power = 2 if weights == "quadratic" else 1
    return lambda one, other: 1.0 if one == other else 1 - (abs(places[one] - places[other]) / reach) ** power


def weight_of_all(places: Sequence[float], weights: str) -> float:
    """Return the sum of the weights between all pairs of categories, each with itself too, in both orders.

    Args:
        places: where the categories lie, in ascending order.
        weights: as for `weights_between`.
    """
    kinds = len(places)
    if weights == "identity" or kinds < 2:
        return float(kinds)
    reach, low = places[-1] - places[0], places[0]
    # From the lowest, so that large numbers close to each other lose no digits.
    near = [(place - low) / reach for place in places]
    if weights == "quadratic":
        return kinds * kinds - 2 * (kinds * fsum(one * one for one in near) - fsum(near) ** 2)
    return kinds * kinds - 2 * fsum(one * (2 * at - kinds + 1) for at, one in enumerate(near))


def _categories(ratings: Sequence[float | str]) -> tuple[float | str, ...]:
    plain = {_plain(one) for one in ratings}
    for one in plain:
        if not isinstance(one, str) and not isfinite(one):
            right = "Give a number, or leave it empty where it is not rated"
            raise NotUnderstood(field="rating", value=one, right=right)
    words = sorted(one for one in plain if isinstance(one, str))
    numbers = sorted(one for one in plain if not isinstance(one, str))
    if words and numbers:
        raise NotUnderstood(field="rating", value=words[0], right=f"The others are numbers, such as {numbers[0]:g}")
    return (*words, *numbers)


def _plain(rating: float | str | None) -> float | str:
    return rating if isinstance(rating, str) else float(rating or 0)
