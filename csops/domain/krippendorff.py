"""Krippendorff's alpha: agreement of any number of raters, with gaps, by what kind of scale the ratings are on."""

from collections.abc import Callable, Sequence
from itertools import combinations

from csops.domain.errors import OutOfRange, UnknownName
from csops.domain.ratings import Agreement, Counted, Ratings, counted, numbers_of

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(ratings: Ratings, *, level: str) -> Agreement:
    """Return alpha: 1 less the disagreement seen over that expected by chance.

    Args:
        ratings: rows are units, columns raters, None where not rated. A unit with one rating tells nothing.
        level: `nominal` (words or numbers), `ordinal`, `interval` or `ratio` (numbers; ratio: none below 0).

    Raises:
        UnknownName: another level. NotUnderstood: words where numbers are needed, rows of unequal length.
        OutOfRange: a number below 0 on a ratio scale.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
    """
    if level not in LEVELS:
        raise UnknownName(field="level", value=level, known=", ".join(LEVELS))
    whole = counted(ratings)
    pairs = [row for row, total in zip(whole.counts, whole.totals, strict=True) if total >= 2]
    totals = [0] * len(whole.categories)
    for row in pairs:
        for at, count in row.items():
            totals[at] += count
    if sum(total > 0 for total in totals) < 2:
        return whole.undefined()
    distances = _distances(whole, totals, level)
    kinds = [at for at, total in enumerate(totals) if total]
    seen = sum(
        2 * row[one] * row[other] * distances(one, other) / (sum(row.values()) - 1)
        for row in pairs
        for one, other in combinations(row, 2)
    )
    expected = sum(2 * totals[one] * totals[other] * distances(one, other) for one, other in combinations(kinds, 2))
    return Agreement(
        value=1 - (sum(totals) - 1) * seen / expected,
        percent_agreement=whole.percent_agreement,
        units=whole.paired,
        raters=whole.raters,
        undefined=False,
    )


def _distances(found: Counted, totals: Sequence[int], level: str) -> Callable[[int, int], float]:
    """The squared distance of two categories, given by their places."""
    if level == "nominal":
        return lambda one, other: float(one != other)
    values = numbers_of(found, why=f"The {level} level")
    if level == "ratio":
        below = [value for value in values if value < 0]
        if below:
            raise OutOfRange(field="rating", value=f"{below[0]:g}", right="A ratio scale begins at 0")
        return lambda one, other: ((values[one] - values[other]) / (values[one] + values[other] or 1.0)) ** 2
    if level == "ordinal":
        # Between two ranks lie half of each and all of what is between: the distance of their middles.
        values = tuple(sum(totals[:at]) + totals[at] / 2 for at in range(len(totals)))
    return lambda one, other: (values[one] - values[other]) ** 2
