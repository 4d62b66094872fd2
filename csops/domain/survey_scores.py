"""CSAT, NPS, CES and stars from answers: each scale by itself, with what it rests on and how sure it is."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from csops.domain.kpis import TOO_FEW_TO_JUDGE
from csops.domain.proportions import Interval, wilson
from csops.domain.student import t_of
from csops.domain.surveys import SCALES, AnswerKind, AnswerSource, Scale, SurveyAnswer, scale_of

NOT_ASKED = frozenset({AnswerSource.REVIEW_SITE, AnswerSource.CARD})
"""Who writes there was not asked by us: such answers have no response rate."""
PERCENT, POINTS, STARS = "percent", "points", "stars"

# From where on an answer is good, counted from the lower end of each scale of CSAT and CES; NPS has two marks.
_GOOD_FROM = {(1, 5): 4, (1, 3): 3, (1, 2): 2, (0, 1): 1, (1, 7): 5}
_PROMOTER, _PASSIVE = 9, 7


@dataclass(frozen=True, kw_only=True)
class Tally:
    """So many answers (`n`) that are alike in all that a score asks for.

    `value` is None of those who were asked and did not answer. `import_id`: only where the same file tells of some who
    did not answer is it known how many were asked.
    """

    kind: AnswerKind
    scale: Scale
    value: float | None
    n: int
    source: AnswerSource = AnswerSource.CALL
    import_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Score:
    """One kind of answer on one scale.

    Attributes:
        value: per cent (CSAT, CES), points from -100 to 100 (NPS), or the mean (stars); None without answers.
        n: answers that it rests on.
        good: satisfied, promoters, easy, or 4 stars and more; `bad`: detractors of NPS, else the rest.
        interval: where the true value may lie (95 %), in the unit of `value`; None where that cannot be told.
        mean: of the answers, as they were given; its unit is that of the scale.
        counts: how many gave which value, ascending.
        asked, replied: of those answers of which it is known how many were asked.
        too_few: whether it is to be shown as counts, without a verdict.
    """

    kind: AnswerKind
    scale: Scale
    unit: str
    value: float | None
    n: int
    good: int
    bad: int
    interval: Interval | None
    mean: float | None
    counts: tuple[tuple[float, int], ...] = ()
    asked: int = 0
    replied: int = 0
    too_few: bool = True

    @property
    def response_rate(self) -> float | None:
        """Per cent of those asked who answered; None where nobody noted who did not."""
        return 100 * self.replied / self.asked if self.asked else None


def csat(*, satisfied: int, answered: int) -> float | None:
    """Return satisfied of answered in per cent; the neutral stay in `answered`. None without answers."""
    return 100 * satisfied / answered if answered else None


def ces(*, easy: int, answered: int) -> float | None:
    """Return those who found it easy in per cent of answered. None without answers."""
    return csat(satisfied=easy, answered=answered)


def nps(*, promoters: int, passives: int, detractors: int) -> float | None:
    """Return promoters less detractors, in per cent of all: -100 to 100. None without answers."""
    answered = promoters + passives + detractors
    return 100 * (promoters - detractors) / answered if answered else None


def share_interval(good: int, answered: int) -> Interval | None:
    """Return where the true per cent may lie (95 %, Wilson); None without answers."""
    if not answered:
        return None
    found = wilson(good, answered)
    return Interval(low=100 * found.low, high=100 * found.high)


def nps_interval(*, promoters: int, passives: int, detractors: int, confidence: float = 0.95) -> Interval | None:
    """Return where the true score may lie, in points; None without answers.

    The adjusted Wald interval: three answers are added, a quarter of them promoters and detractors each, so that ten
    promoters of ten are no certainty. Source: Rocks (2016), Interval Estimation for the "Net Promoter Score", The
    American Statistician 70, p. 365, AW(3, T).
    """
    answered = promoters + passives + detractors
    if not answered:
        return None
    n = answered + 3
    up, down = (promoters + 0.75) / n, (detractors + 0.75) / n
    middle = up - down
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * sqrt((up + down - middle**2) / n)
    score = (promoters - detractors) / answered  # one or two equal answers are drawn away from where they lie
    low, high = min(score, max(-1.0, middle - reach)), max(score, min(1.0, middle + reach))
    return Interval(low=100 * low, high=100 * high)


def mean_interval(counts: Sequence[tuple[float, int]], *, scale: Scale) -> Interval | None:
    """Return where the true mean may lie (95 %, Student), within the scale; None of fewer than two answers.

    Args:
        counts: value, and how many gave it.
        scale: its ends.
    """
    n = sum(many for _, many in counts)
    if n < 2:
        return None
    mean = math.fsum(value * many for value, many in counts) / n
    variance = math.fsum(many * (value - mean) ** 2 for value, many in counts) / (n - 1)
    reach = t_of(n - 1, confidence=0.95) * sqrt(variance / n)
    return Interval(low=max(scale.low, mean - reach), high=min(scale.high, mean + reach))


def tallies(answers: Iterable[SurveyAnswer]) -> tuple[Tally, ...]:
    """Return the answers counted, without those that no score counts: comments, and scales that no figure knows."""
    counted = Counter(
        (one.kind, scale, one.value if one.answered_at else None, one.source, one.import_id)
        for one in answers
        if (scale := scale_of(one)) is not None and not one.off_scale
    )
    return tuple(
        Tally(kind=kind, scale=scale, value=value, source=source, import_id=import_id, n=n)
        for (kind, scale, value, source, import_id), n in counted.items()
    )


def scores(counted: Iterable[Tally], *, too_few: int = TOO_FEW_TO_JUDGE) -> tuple[Score, ...]:
    """Return one score for each kind and scale, the usual scale of each kind first, then those with more answers.

    Scales are never mixed, nor are directions: a 2 of "How much effort was it?" is no 6 of the other wording.

    Args:
        counted: what was answered; see `tallies`.
        too_few: below so many answers a score is a count.
    """
    groups: dict[tuple[AnswerKind, Scale], list[Tally]] = {}
    for one in counted:
        groups.setdefault((one.kind, one.scale), []).append(one)
    found = [_score(kind, scale, group, too_few) for (kind, scale), group in groups.items()]
    kinds = list(AnswerKind)
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), one.scale not in SCALES[one.kind][:1], -one.n)))


def headline(found: Iterable[Score], kind: AnswerKind) -> Score | None:
    """Return the score that stands for a kind: of its usual scale where that has answers, else of the fullest one."""
    mine = [one for one in found if one.kind is kind]
    return next((one for one in mine if one.n), mine[0] if mine else None)


def _score(kind: AnswerKind, scale: Scale, group: Sequence[Tally], too_few: int) -> Score:
    by_value: Counter[float] = Counter()
    for one in group:
        if one.value is not None:
            by_value[one.value] += one.n
    counts = tuple(sorted(by_value.items()))
    n = sum(by_value.values())
    asked, replied = _asked(group)
    good, bad = good_and_bad(kind, scale, counts)
    value, interval = _value(kind, scale, counts, good, bad)
    return Score(
        kind=kind, scale=scale, unit=_UNITS.get(kind, PERCENT), value=value, n=n, good=good, bad=bad, interval=interval,
        mean=math.fsum(value * many for value, many in counts) / n if n else None, counts=counts,
        asked=asked, replied=replied, too_few=n < too_few,
    )  # fmt: skip


_UNITS = {AnswerKind.NPS: POINTS, AnswerKind.STARS: STARS}


def good_and_bad(kind: AnswerKind, scale: Scale, counts: Sequence[tuple[float, int]]) -> tuple[int, int]:
    """Return how many answers are good and how many bad, of (value, how many); NPS has some that are neither."""
    turned = [(scale.turned(value), many) for value, many in counts]
    if kind is AnswerKind.NPS:
        promoters = sum(many for value, many in turned if value >= _PROMOTER)
        return promoters, sum(many for value, many in turned if value < _PASSIVE)
    mark = _GOOD_FROM.get((int(scale.low), int(scale.high)), scale.high)
    good = sum(many for value, many in turned if value >= mark)
    return good, sum(many for _, many in turned) - good


def _value(
    kind: AnswerKind, scale: Scale, counts: Sequence[tuple[float, int]], good: int, bad: int
) -> tuple[float | None, Interval | None]:
    n = sum(many for _, many in counts)
    if kind is AnswerKind.NPS:
        parts = {"promoters": good, "passives": n - good - bad, "detractors": bad}
        return nps(**parts), nps_interval(**parts)
    if kind is AnswerKind.STARS:
        mean = math.fsum(value * many for value, many in counts) / n if n else None
        return mean, mean_interval(counts, scale=scale)
    return csat(satisfied=good, answered=n), share_interval(good, n)


def _asked(group: Sequence[Tally]) -> tuple[int, int]:
    """Return how many were asked and how many of these answered, where both are known."""
    silent = {one.import_id for one in group if one.value is None}
    known = [one for one in group if one.source not in NOT_ASKED and (one.import_id is None or one.import_id in silent)]
    return sum(one.n for one in known), sum(one.n for one in known if one.value is not None)
