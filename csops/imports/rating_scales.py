"""Which scale a column of ratings was asked on: said by its heading or its words, or likely by its values."""

import re
from collections.abc import Sequence
from typing import Final

from csops.domain.surveys import SCALES
from csops.imports.mapping import ANSWERS
from csops.imports.rating_words import plain_words

Scale = tuple[float, float]
Numbers = Sequence[tuple[float, int, str]]
"""Value, rows, and how it is written, of each different number."""
Levels = Sequence[tuple[int, int, str]]
"""Level of `rating_words`, rows, and the word."""
CSAT, NPS, CES, STARS = ANSWERS
KNOWN_SCALES: Final[dict[str, tuple[Scale, ...]]] = {
    kind.value: tuple((one.low, one.high) for one in scales) for kind, scales in SCALES.items()
}
"""The scales that the figures know, the usual one first."""
_SPAN: Final = re.compile(r"(?<![\w.,])(\d{1,3})\s*(?:-|–|—|to|bis|à|a|tot)\s*(\d{1,3})(?![\w.,]\d)")
_UPPER_ENDS: Final = (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 100)
_RARE: Final = 0.03
"""A share of the rows so small that a value above the others may be a slip of the keys."""
ENOUGH_ROWS = 10
NPS_GROUPS: Final = {
    "promoter": 9.0,
    "promoters": 9.0,
    "passive": 7.0,
    "passives": 7.0,
    "detractor": 6.0,
    "detractors": 6.0,
}
"""NPS told as its groups: any value of the group gives the same score."""


def highest_of(numbers: Numbers) -> float:
    """The highest value that is no slip of the keys."""
    total, rest = sum(n for _, n, _ in numbers), 0
    for value, n, _ in sorted(numbers, reverse=True):
        rest += n
        if rest > _RARE * total or total < ENOUGH_ROWS:
            return value
    return 0.0


def guessed_scale(
    heading: str, kind: str, *, numbers: Numbers, levels: Levels, bests: set[float], is_worded: bool
) -> tuple[Scale, str]:
    """Return the likeliest scale of a column, and a sentence where the file does not prove it.

    Args:
        heading: of the column; it may say the scale.
        kind: which question it is.
        numbers: its different values that are numbers.
        levels: those that are words.
        bests: what its values themselves name as the best one (4/5).
        is_worded: whether it is mostly words.
    """
    stated = _stated(heading)
    if stated and not is_worded:
        return stated, ""
    if is_worded:
        return _scale_of_words(kind, levels)
    usual = KNOWN_SCALES[kind][0]
    if len(bests) == 1:
        best = next(iter(bests))
        low = usual[0] if best == usual[1] else float(not any(value == 0 for value, _, _ in numbers))
        return (low, best), ""
    values = {value for value, _, _ in numbers}
    return _scale_of_values(heading, kind, values, highest_of(numbers), sum(n for _, n, _ in numbers))


def _stated(heading: str) -> Scale | None:
    for found in _SPAN.finditer(heading):
        low, high = float(found[1]), float(found[2])
        if low < high and low <= 1 and high in _UPPER_ENDS:
            return low, high
    return None


def _scale_of_words(kind: str, levels: Levels) -> tuple[Scale, str]:
    there, many = {level for level, _, _ in levels}, sum(n for _, n, _ in levels)
    if kind == NPS and all(plain_words(word) in NPS_GROUPS for _, _, word in levels):
        return (0, 10), ""
    if kind == CES:
        is_seven = bool(there & {1, -1})
        return ((1, 7), "") if is_seven else ((1, 5), "Its words may be those of five steps or of seven")
    if there & {2, -2} and there & {1, -1} and there & {3, -3}:
        return (1, 7), ""
    if there <= {2, -2}:
        return (0, 1), ""
    if there <= {2, 0, -2}:
        return ((1, 3), "") if many >= ENOUGH_ROWS else ((1, 5), "Its few words may be those of three steps or of five")
    return (1, 5), ""


def _scale_of_values(heading: str, kind: str, values: set[float], highest: float, many: int) -> tuple[Scale, str]:
    named = f"“{heading}”" if heading else "the column"
    if kind == NPS:
        return _scale_of_nps(named, values, highest)
    if kind == CES:
        if highest > 7:
            return ((0.0, 10.0) if 0 in values else (1.0, 10.0)), ""
        is_short = highest <= 5 and many >= ENOUGH_ROWS
        doubt = f"No answer in {named} is above 5: was it asked from 1 to 5, or from 1 to 7?" if highest <= 5 else ""
        return ((1.0, 5.0) if is_short else (1.0, 7.0)), doubt
    if kind == STARS:
        return (1.0, 5.0) if highest <= 5 else (1.0, 10.0), ""
    return _scale_of_csat(named, values, highest, many)


def _scale_of_nps(named: str, values: set[float], highest: float) -> tuple[Scale, str]:
    if highest > 10:
        return (0.0, 100.0), ""
    if 0 in values:
        return (0.0, 10.0), ""
    if highest <= 5:
        return (1.0, 5.0), f"No answer in {named} is above 5: was it asked from 1 to 5, or from 0 to 10?"
    if 1 in values:
        return (
            1.0,
            10.0,
        ), f"The lowest answer in {named} is 1 and none is 0: was it asked from 1 to 10, or from 0 to 10?"
    return (0.0, 10.0), f"No answer in {named} is 0 or 1: was it asked from 0 to 10, or from 1 to 10?"


def _scale_of_csat(named: str, values: set[float], highest: float, many: int) -> tuple[Scale, str]:
    if values <= {0, 1}:
        return (0.0, 1.0), ""
    if highest > 10:
        return (0.0, 100.0), ""
    if highest > 5:
        low = 0.0 if 0 in values else 1.0
        return (low, 7.0 if highest <= 7 and low else 10.0), ""
    if 0 in values:
        return (0.0, 5.0), ""
    if highest <= 3:
        high = highest if many >= ENOUGH_ROWS and highest > 1 else 5.0
        return (
            1.0,
            high,
        ), f"No answer in {named} is above {highest:g}: was it asked from 1 to {highest:g}, or from 1 to 5?"
    return (1.0, 5.0), ""
