"""Agreement beyond chance, of two raters (Cohen) and of several (Fleiss, Gwet), whether or not all rated everything."""

from collections.abc import Iterable, Sequence
from math import isfinite, sqrt
from statistics import NormalDist

from csops.domain.errors import OutOfRange
from csops.domain.ratings import (
    Agreement,
    Counted,
    Ratings,
    Weight,
    counted,
    numbers_of,
    weight_of_all,
    weights_between,
)

_Z95 = NormalDist().inv_cdf(0.975)


def cohen_kappa(table: Sequence[Sequence[float]], *, weights: str = "identity") -> Agreement:
    """Return the kappa of two raters, with its asymptotic standard error and 95 % range.

    Args:
        table: square counts; rows are what the first rater said, columns what the second said, in the same order.
        weights: `identity`, or `linear` and `quadratic` by how many categories lie between.

    Raises:
        OutOfRange: a table that is not square, or counts below 0. UnknownName: other weights.

    Source: Cohen (1960); standard error by Fleiss, Cohen and Everitt (1969), as SAS PROC FREQ prints it.
    """
    _check(table)
    kinds = range(len(table))
    weight = weights_between([float(at) for at in kinds], weights)
    total = float(sum(map(sum, table)))
    shares = [[count / total for count in row] for row in table] if total else []
    percent = sum(shares[at][at] for at in kinds) if total else None
    rows = [sum(row) for row in shares]
    columns = [sum(column) for column in zip(*shares, strict=True)]
    by_chance = sum(weight(i, j) * rows[i] * columns[j] for i in kinds for j in kinds) if total else 1.0
    if 1 - by_chance <= 0:
        return Agreement(value=None, percent_agreement=percent, units=round(total), raters=2, undefined=True)
    seen = sum(weight(i, j) * shares[i][j] for i in kinds for j in kinds)
    of_row = [sum(weight(i, j) * columns[j] for j in kinds) for i in kinds]
    of_column = [sum(weight(i, j) * rows[i] for i in kinds) for j in kinds]
    spread = sum(
        shares[i][j] * (weight(i, j) * (1 - by_chance) - (of_row[i] + of_column[j]) * (1 - seen)) ** 2
        for i in kinds
        for j in kinds
    )
    variance = (spread - (seen * by_chance - 2 * by_chance + seen) ** 2) / (total * (1 - by_chance) ** 4)
    kappa, error = (seen - by_chance) / (1 - by_chance), sqrt(max(variance, 0.0))
    return Agreement(
        value=kappa,
        percent_agreement=percent,
        units=round(total),
        raters=2,
        undefined=False,
        standard_error=error,
        low=kappa - _Z95 * error,
        high=kappa + _Z95 * error,
    )


def fleiss_kappa(ratings: Ratings) -> Agreement:
    """Return the kappa of several raters; not every unit need be rated by all of them.

    Chance agrees as often as two ratings drawn from all of them do.

    Raises:
        NotUnderstood: see `counted`.

    Source: Fleiss (1971); with missing ratings as Gwet, Handbook of Inter-Rater Reliability, 4th edition.
    """
    found = counted(ratings)
    if not found.paired or len(found.categories) < 2:
        return found.undefined()
    usual = _usual(found)
    same = weights_between((), "identity")
    return _beyond_chance(found, same, by_chance=sum(share * share for share in usual), of_category=usual)


def gwet_ac(ratings: Ratings, *, weights: str = "identity", categories: Iterable[float | str] = ()) -> Agreement:
    """Return Gwet's AC1 (identity weights) or AC2 (linear, quadratic), with its standard error.

    Unlike kappa it does not fall when nearly all ratings are the same. With weights, categories are the numbers that
    were given, weighed by how far they are apart. `categories`: what could have been given, too (irrCAC: categ.labels);
    without these chance is judged by what happened to be given alone.

    Raises:
        NotUnderstood: see `counted`; words where weights need numbers. UnknownName: other weights.

    Source: Gwet (2008), British J. of Mathematical and Statistical Psychology 61, p. 29; as the package irrCAC.
    """
    found = counted(ratings, categories=categories)
    by_place = tuple(float(at) for at in range(len(found.categories)))
    places = by_place if weights == "identity" else numbers_of(found, why=f"Agreement with {weights} weights")
    weight = weights_between(places, weights)
    kinds = len(found.categories)
    if not found.paired or kinds < 2:
        return found.undefined()
    usual = _usual(found)
    scale = weight_of_all(places, weights) / (kinds * (kinds - 1))
    by_chance = scale * sum(share * (1 - share) for share in usual)
    return _beyond_chance(found, weight, by_chance=by_chance, of_category=[scale * (1 - share) for share in usual])


def _check(table: Sequence[Sequence[float]]) -> None:
    for row in table:
        if len(row) != len(table):
            right = "Both raters have the same categories, in the same order"
            raise OutOfRange(field="table", value=f"{len(table)} x {len(row)}", right=right)
        for count in row:
            if not (isfinite(count) and count >= 0):
                raise OutOfRange(field="count", value=count, right="Give 0 or more")


def _usual(found: Counted) -> list[float]:
    """The share of each category, in the mean over units."""
    shares = [0.0] * len(found.categories)
    for row, total in zip(found.counts, found.totals, strict=True):
        for kind, count in row.items():
            shares[kind] += count / total
    return [share / len(found.counts) for share in shares]


def _beyond_chance(found: Counted, weight: Weight, *, by_chance: float, of_category: Sequence[float]) -> Agreement:
    """The coefficient and its standard error over units (linearised, as irrCAC).

    `of_category`: what agreement by chance a rating of each category stands for; its mean is `by_chance`.
    """
    if 1 - by_chance <= 0:
        return found.undefined()
    alike = []
    for row, total in zip(found.counts, found.totals, strict=True):
        # Only what a unit was rated as: of a scale of thousands each has a few.
        near = (n * (sum(weight(k, other) * m for other, m in row.items()) - 1) for k, n in row.items())
        alike.append(sum(near) / (total * (total - 1)) if total >= 2 else 0.0)
    units, paired = len(found.counts), found.paired
    value = (sum(alike) / paired - by_chance) / (1 - by_chance)
    spread = 0.0
    for row, total, seen in zip(found.counts, found.totals, alike, strict=True):
        own = (units / paired) * (seen - by_chance * (total >= 2)) / (1 - by_chance)
        chance = sum(count * of_category[kind] for kind, count in row.items()) / total
        spread += (own - 2 * (1 - value) * (chance - by_chance) / (1 - by_chance) - value) ** 2
    return Agreement(
        value=value,
        percent_agreement=found.percent_agreement,
        units=paired,
        raters=found.raters,
        undefined=False,
        standard_error=sqrt(spread / (units * (units - 1))) if units > 1 else None,
    )
