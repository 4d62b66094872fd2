"""Agreement of several people's ratings in a file: rows are units, columns are raters."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from csops.domain.agreement import (
    Agreement,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    icc,
    krippendorff_alpha,
)
from csops.domain.errors import FileRefused, NotUnderstood, UnknownName
from csops.domain.ratings import Rating, Ratings, counted

STATISTICS = ("alpha", "kappa", "fleiss", "ac1", "ac2", "icc")
_NOT_RATED = {"", "na", "n/a", "*", "-", "?"}
_UNIT_NAMES = {
    "",
    "unit",
    "id",
    "no",
    "nr",
    "number",
    "row",
    "item",
    "case",
    "contact",
    "subject",
    "target",
    "candidate",
}
_TIME_LIMIT_S = 60.0


def agreement_of_file(
    path: Path,
    *,
    statistic: str,
    level: str = "nominal",
    weights: str | None = None,
    form: str = "2,1",
    raters: Sequence[str] = (),
) -> Agreement:
    """Return how far the raters of a file agree.

    The first row names the raters unless it is all numbers. A first column called unit, id, case or the like names the
    units. An empty cell, NA, n/a, `*`, `-` or `?` is not rated.

    Args:
        path: csv, tsv, txt, xlsx.
        statistic: one of `STATISTICS`.
        level: of the scale, for alpha.
        weights: for kappa (default: identity) and ac2 (default: quadratic). Those of kappa go by how many categories
            lie between, of those that were used.
        form: of the intraclass correlation, as `2,1`.
        raters: names of the columns to compare; default: all.

    Raises:
        FileRefused: it cannot be read, or holds no ratings. UnknownName: statistic, level, weights, form, or a column.
        NotUnderstood: words where numbers are needed, or not two raters for kappa.
    """
    if statistic not in STATISTICS:
        raise UnknownName(field="statistic", value=statistic, known=", ".join(STATISTICS))
    ratings = _ratings(path, raters)
    if statistic == "alpha":
        return krippendorff_alpha(ratings, level=level)
    if statistic == "kappa":
        return cohen_kappa(_table(ratings), weights=weights or "identity")
    if statistic == "fleiss":
        return fleiss_kappa(ratings)
    if statistic == "icc":
        return icc(ratings, form=form)
    return gwet_ac(ratings, weights="identity" if statistic == "ac1" else weights or "quadratic")


def _ratings(path: Path, raters: Sequence[str]) -> Ratings:
    from csops.imports import sources
    from csops.imports.reading import Outcome

    reading = sources.read(path, time_limit_s=_TIME_LIMIT_S)
    right = "Choose a table with a row per unit and a column per rater"
    if reading.outcome is Outcome.REJECT:
        raise FileRefused(path=path, reason=reading.reason, right=right)
    rows = [[cell.strip() for cell in row] for row in reading.rows if any(cell.strip() for cell in row)]
    heading, rows = _headed(rows)
    columns = [_column(heading, name) for name in raters] or _all_raters(heading)
    table = [[_rating(row[at] if at < len(row) else "") for at in columns] for row in rows]
    if not table or len(columns) < 2:
        raise FileRefused(path=path, reason=f"it has {len(table)} rows and {len(columns)} raters", right=right)
    return _alike(table)


def _headed(rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    if not rows or all(isinstance(_rating(cell), float | None) for cell in rows[0]):
        width = max((len(row) for row in rows), default=0)
        return [f"rater{at}" for at in range(1, width + 1)], rows
    return rows[0], rows[1:]


def _all_raters(heading: Sequence[str]) -> list[int]:
    names_units = bool(heading) and heading[0].casefold() in _UNIT_NAMES
    return list(range(int(names_units), len(heading)))


def _column(heading: Sequence[str], name: str) -> int:
    wanted = name.strip().casefold()
    for at, each in enumerate(heading):
        if each.casefold() == wanted:
            return at
    raise UnknownName(field="rater", value=name, known=", ".join(heading))


def _rating(cell: str) -> Rating:
    if cell.casefold() in _NOT_RATED:
        return None
    try:
        return float(cell)
    except ValueError:
        return cell


def _alike(table: list[list[Rating]]) -> Ratings:
    """The ratings as numbers, or all of them as words where any is one: `1` and `1st grade` may be of one scale."""
    if not any(isinstance(one, str) for row in table for one in row):
        return table
    return [[f"{one:g}" if isinstance(one, float) else one for one in row] for row in table]


def _table(ratings: Ratings) -> list[list[int]]:
    """Counts of two raters' pairs over the categories that either used."""
    if len(ratings[0]) != 2:
        right = "Kappa compares two: name them (--raters A,B), or take fleiss, ac1 or alpha"
        raise NotUnderstood(field="raters", value=len(ratings[0]), right=right)
    pairs = [(one, other) for one, other in ratings if one is not None and other is not None]
    kinds = counted(pairs).categories
    found = Counter(pairs)
    return [[found[one, other] for other in kinds] for one in kinds]
