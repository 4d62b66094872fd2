"""Whether a group is chosen less often than another: rates, the four-fifths rule, Fisher's exact test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from csops.domain.errors import OutOfRange, UnknownName

ALTERNATIVES = ("two-sided", "greater", "less")


@dataclass(frozen=True, kw_only=True)
class SelectionRates:
    """Per group, in the order they were given.

    `rates`: share that was selected, None where nobody applied. `ratios`: to the highest rate, None where there is no
    rate or nobody at all was selected. `below_four_fifths`: whether the ratio is below 0.8. That alone proves nothing:
    with few applicants chance does it, and `fisher_exact` says how often.
    """

    groups: tuple[str, ...]
    rates: tuple[float | None, ...]
    ratios: tuple[float | None, ...]
    below_four_fifths: tuple[bool, ...]


def selection_rates(
    applicants: Mapping[str, int] | Sequence[int], selected: Mapping[str, int] | Sequence[int]
) -> SelectionRates:
    """Return the selection rates of groups and their ratios to the highest.

    Counts are compared as whole numbers: 48 of 100 beside 60 of 100 are four fifths, and not below.

    Args:
        applicants: how many of each group; by name, or in order.
        selected: how many of them were selected; a group that is not named: none.

    Raises:
        OutOfRange: more selected than applied, counts below 0, or selected of a group that nobody is in.

    Source: Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D.
    """
    groups, applied, chosen = _by_group(applicants, selected)
    for group, all_, some in zip(groups, applied, chosen, strict=True):
        if not 0 <= some <= all_:
            raise OutOfRange(field=f"selected, {group}", value=some, right=f"Give 0 to {all_}, as many as applied")
    best = max((Fraction(some, all_) for all_, some in zip(applied, chosen, strict=True) if all_), default=Fraction(0))
    exact = [Fraction(some, all_) if all_ else None for all_, some in zip(applied, chosen, strict=True)]
    ratios = [None if rate is None or not best else rate / best for rate in exact]
    return SelectionRates(
        groups=groups,
        rates=tuple(None if rate is None else float(rate) for rate in exact),
        ratios=tuple(None if ratio is None else float(ratio) for ratio in ratios),
        below_four_fifths=tuple(ratio is not None and ratio < Fraction(4, 5) for ratio in ratios),
    )


def fisher_exact(table: Sequence[Sequence[int]], *, alternative: str = "two-sided") -> float:
    """Return how often chance alone gives a 2 x 2 table at least so far from independence (the p-value).

    Args:
        table: counts, groups in rows, selected and not selected in columns.
        alternative: `two-sided`: tables at most as likely as this one; `greater`, `less`: the first cell as large or
            larger, as small or smaller.

    Raises:
        OutOfRange: not two rows of two counts of 0 or more. UnknownName: another alternative.

    Source: Fisher (1935), The Design of Experiments; Agresti's tea tasting gives 0.2429 one-sided.
    """
    if alternative not in ALTERNATIVES:
        raise UnknownName(field="alternative", value=alternative, known=", ".join(ALTERNATIVES))
    cells = [count for row in table for count in row]
    if len(table) != 2 or any(len(row) != 2 for row in table) or min(cells) < 0:
        raise OutOfRange(field="table", value=[list(row) for row in table], right="Give two rows of two counts")
    (first, second), (third, _) = table
    row, column, total = first + second, first + third, sum(cells)
    # Whole numbers throughout: two tables that are equally likely must count as equal.
    least, most = max(0, row + column - total), min(row, column)
    ways = {at: comb(row, at) * comb(total - row, column - at) for at in range(least, most + 1)}
    if alternative == "greater":
        counted = sum(many for at, many in ways.items() if at >= first)
    elif alternative == "less":
        counted = sum(many for at, many in ways.items() if at <= first)
    else:
        counted = sum(many for many in ways.values() if many <= ways[first])
    return float(Fraction(counted, comb(total, column)))


def _by_group(
    applicants: Mapping[str, int] | Sequence[int], selected: Mapping[str, int] | Sequence[int]
) -> tuple[tuple[str, ...], list[int], list[int]]:
    if isinstance(applicants, Mapping) and isinstance(selected, Mapping):
        unknown = [group for group in selected if group not in applicants]
        if unknown:
            raise OutOfRange(field="selected", value=unknown[0], right="Nobody of that group applied")
        return tuple(applicants), list(applicants.values()), [selected.get(group, 0) for group in applicants]
    if isinstance(applicants, Mapping) or isinstance(selected, Mapping) or len(applicants) != len(selected):
        raise OutOfRange(field="groups", value=len(selected), right=f"Give both counts of {len(applicants)} groups")
    return tuple(str(at) for at in range(1, len(applicants) + 1)), list(applicants), list(selected)
