"""The intraclass correlation: how much of the spread of ratings lies between units and not between raters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csops.domain.errors import UnknownName
from csops.domain.ratings import Agreement, Ratings, counted, numbers_of

FORMS = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")


@dataclass(frozen=True, kw_only=True)
class _Squares:
    """Mean squares of units x raters: between units, within them, between raters, and what is left."""

    units: int
    raters: int
    between: Fraction
    within: Fraction
    columns: Fraction
    error: Fraction


def icc(ratings: Ratings, *, form: str) -> Agreement:
    """Return the intraclass correlation of one of six forms; below 0 where raters differ more than units do.

    Args:
        ratings: numbers; rows are units, columns raters. Units that not all raters rated are left out.
        form: `1`: other raters for each unit, `2`: the same raters, drawn from many, `3`: these raters and no others;
            then `1` for one rating or `k` for the mean of all raters.

    Raises:
        UnknownName: another form. NotUnderstood: words, or rows of unequal length.

    Source: Shrout and Fleiss (1979), Psychological Bulletin 86, p. 420.
    """
    if form not in FORMS:
        raise UnknownName(field="form", value=form, known=", ".join(FORMS))
    numbers_of(counted(ratings), why="The intraclass correlation")
    whole = [[float(one) for one in row if one is not None] for row in ratings if None not in row]
    found = counted(whole)
    if len(whole) < 2 or len(whole[0]) < 2 or len(found.categories) < 2:
        return found.undefined()
    shared, spread = _parts(_squares(whole), form)
    if spread <= 0:
        return found.undefined()
    return Agreement(
        value=float(shared / spread),
        percent_agreement=found.percent_agreement,
        units=len(whole),
        raters=len(whole[0]),
        undefined=False,
    )


def _parts(squares: _Squares, form: str) -> tuple[Fraction, Fraction]:
    """What units share of the spread, and all of it."""
    kind, of = form.split(",")
    noise = squares.within if kind == "1" else squares.error
    raters = (squares.columns - squares.error) / squares.units if kind == "2" else Fraction(0)
    if of == "k":
        return squares.between - noise, squares.between + raters
    others = squares.raters - 1
    return squares.between - noise, squares.between + others * noise + squares.raters * raters


def _squares(rows: Sequence[Sequence[float]]) -> _Squares:
    # In fractions: units that are exactly alike must not differ by a rounding, which would be divided by.
    exact = [[Fraction(one) for one in row] for row in rows]
    units, raters = len(rows), len(rows[0])
    flat = [one for row in exact for one in row]
    mean = _squared(flat) / (units * raters)
    total = sum((one * one for one in flat), Fraction(0)) - mean
    between = sum(map(_squared, exact), Fraction(0)) / raters - mean
    columns = sum(map(_squared, zip(*exact, strict=True)), Fraction(0)) / units - mean
    return _Squares(
        units=units,
        raters=raters,
        between=between / (units - 1),
        within=(total - between) / (units * (raters - 1)),
        columns=columns / (raters - 1),
        error=(total - between - columns) / ((units - 1) * (raters - 1)),
    )


def _squared(ratings: Iterable[Fraction]) -> Fraction:
    """The square of their sum."""
    total = sum(ratings, Fraction(0))
    return total * total
