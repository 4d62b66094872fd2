"""What reviews have to do with what came of the contacts: answers, repeat contacts, money given to make good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import sqrt
from typing import NamedTuple

from csops.domain.review_estimates import NOTHING, Estimate, Spread, Sums, mean_of, pooled, share_of, tallied
from csops.domain.student import t_of

CONFIDENCE = 0.95


class Effect(Enum):
    """What is looked at: the CSAT answer (percent of its scale), whether the customer came again, money given."""

    CSAT = "csat"
    REPEAT = "repeat"
    CONCESSIONS = "concessions"


class Came(NamedTuple):
    """What came of one reviewed contact; None where it is not known (no answer, too young to tell).

    `csat` and `given` are those of its case, `case_id`; without one they stand for themselves.
    """

    passed: bool
    csat: float | None
    came_again: bool | None
    given: float | None
    review_id: int = 0
    case_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """One effect after contacts that passed and after those that failed.

    `passed`, `failed`: CSAT in percent of its scale (0 to 100) or money given, of each case once on a side however many
    of its contacts were reviewed; or the share of contacts (0 to 1) after which the customer came again.
    `difference`: passed less failed, with `low` and `high` (95 %); None without both. `too_few`: one side rests on
    fewer than are enough to judge. That one goes with the other is no proof that it comes from it.
    """

    effect: Effect
    passed: Estimate = NOTHING
    failed: Estimate = NOTHING
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    too_few: bool = True

    @property
    def is_clear(self) -> bool:
        """Whether the two differ by more than chance explains, on enough contacts."""
        return not self.too_few and self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def links(came: Iterable[Came], *, too_few: int) -> tuple[Link, ...]:
    """Return how contacts that passed their review and those that failed differ in what came of them."""
    known = list(came)
    cases = _once_for_each_case(known)
    csat = [(one.passed, one.csat) for one in cases if one.csat is not None]
    given = [(one.passed, one.given) for one in cases if one.given is not None]
    again = [(one.passed, one.came_again) for one in known if one.came_again is not None]
    return (
        _of_means(Effect.CSAT, csat, most=100.0, too_few=too_few),
        _of_shares(again, too_few=too_few),
        _of_means(Effect.CONCESSIONS, given, most=float("inf"), too_few=too_few),
    )


def _once_for_each_case(came: Sequence[Came]) -> list[Came]:
    """One of each case and side: an answer is given to a case, and three reviews of it are not three answers."""
    found = {(one.passed, one.case_id, None if one.case_id else place): one for place, one in enumerate(came)}
    return list(found.values())


def _of_means(effect: Effect, rows: Sequence[tuple[bool, float]], *, most: float, too_few: int) -> Link:
    passed, failed = _sides(rows)
    spread = pooled([*passed, *failed])
    one, other = mean_of(passed, spread=spread, most=most), mean_of(failed, spread=spread, most=most)
    found = Link(effect=effect, passed=one, failed=other, too_few=min(one.n, other.n) < too_few)
    if one.value is None or other.value is None:
        return found
    reach = _reach(spread, one.n, other.n)
    difference = one.value - other.value
    return Link(
        effect=effect,
        passed=one,
        failed=other,
        difference=difference,
        low=None if reach is None else difference - reach,
        high=None if reach is None else difference + reach,
        too_few=found.too_few,
    )


def _reach(spread: Spread | None, one: int, other: int) -> float | None:
    if spread is None:
        return None
    return t_of(spread.freedom, confidence=CONFIDENCE) * sqrt(spread.variance * (1 / one + 1 / other))


def _of_shares(rows: Sequence[tuple[bool, bool]], *, too_few: int) -> Link:
    """Two shares with the interval of their difference from Wilson's of each.

    Source: Newcombe (1998), Statistics in Medicine 17, p. 873, method 10: 56 of 70 less 48 of 80 give 0.0524 to 0.3339.
    """
    passed, failed = _sides([(is_passed, float(again)) for is_passed, again in rows])
    one, other = share_of(passed), share_of(failed)
    few = min(one.n, other.n) < too_few
    if one.value is None or other.value is None:
        return Link(effect=Effect.REPEAT, passed=one, failed=other, too_few=few)
    first, second = _ends(one), _ends(other)
    difference = one.value - other.value
    down = sqrt((one.value - first[0]) ** 2 + (second[1] - other.value) ** 2)
    up = sqrt((first[1] - one.value) ** 2 + (other.value - second[0]) ** 2)
    return Link(
        effect=Effect.REPEAT,
        passed=one,
        failed=other,
        difference=difference,
        low=difference - down,
        high=difference + up,
        too_few=few,
    )


def _ends(side: Estimate) -> tuple[float, float]:
    return side.low or 0.0, 1.0 if side.high is None else side.high


def _sides(rows: Iterable[tuple[bool, float]]) -> tuple[list[Sums], list[Sums]]:
    both: tuple[list[tuple[float, object, float]], list[tuple[float, object, float]]] = ([], [])
    for is_passed, value in rows:
        both[0 if is_passed else 1].append((value, None, 1.0))
    return tallied(both[0]), tallied(both[1])
