"""How far the interviewers of an opening differ, and how sure a fit is that rests on what they said."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum, sqrt

from csops.domain.hiring import Fit, SkillFit
from csops.domain.kappa import gwet_ac
from csops.domain.ratings import Agreement
from csops.domain.skills import HIGHEST, LOWEST
from csops.domain.student import t_of

CONFIDENCE = 0.8
"""How often an interval holds the fit that many such interviewers would give: 8 of 10, as everywhere in csops.

Where two such intervals do not overlap, two equally sure candidates differ by 1.81 standard errors of their difference
(p = 0.07): the rule of thumb that overlapping 95 % intervals would make needlessly strict. Source: Goldstein and Healy
(1995), J. Royal Statistical Society A 158, p. 175, who need 84 % for p = 0.05.
"""
ENOUGH_UNITS = 10
"""Skills of candidates with two ratings or more, below which a coefficient of agreement would be a throw of dice."""


@dataclass(frozen=True, kw_only=True)
class View:
    """The fit if, for the skills that this interviewer rated, nobody else's rating counted (0 to 100)."""

    who: Hashable
    fit: float


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How far the ratings of one candidate lie apart.

    `levels`: the usual distance of a rating from the mean of its skill, in levels (the standard deviation within
    skills, pooled over those with two ratings or more). `rater_sd`: how far the fits of single interviewers differ, in
    points of the fit (standard deviation). `freedom`: degrees of freedom behind it: interviewers who shared a skill,
    less one. None and 0 where none did.
    """

    levels: float | None
    rater_sd: float | None
    freedom: int


@dataclass(frozen=True, kw_only=True)
class RaterDoubt:
    """How far the interviewers of one opening differ in a candidate's fit: `sd` in points, pooled over candidates."""

    sd: float
    freedom: int


@dataclass(frozen=True, kw_only=True)
class FitInterval:
    """From `low` to `high`, in which 8 of 10 times the fit lies that many such interviewers would give (0 to 100)."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class PanelAgreement:
    """How far interviewers agree, over skills of candidates that two or more rated (`units`).

    `equal`, `within_one`: shares of pairs of ratings that are equal, or at most one level apart (0 to 1); None without
    a pair. `ac2`: Gwet's AC2 with quadratic weights, None below ten units; chance is judged by all levels of the scale,
    given or not. Its `undefined`: all ratings are equal.
    """

    units: int
    equal: float | None
    within_one: float | None
    ac2: Agreement | None


def spread_of(fit: Fit) -> Spread:
    """Return how far the ratings of one candidate lie apart.

    `rater_sd` is the standard deviation of single interviewers' fits on the skills that they share. Where all rated all
    skills it is exactly that of their own fits. Where they rated different skills, only skills with two ratings tell:
    z_i = sum of w_s * (x_is - mean of x_s) / sqrt(n_s (n_s - 1)) over these skills, x = min(level / target, 1); the sum
    of z_i^2 is the variance of the weighted mean with interviewers as clusters (Liang and Zeger 1986, Biometrika 73,
    p. 13, with the correction n / (n - 1) in each skill). An interviewer who is mild with everything counts as such.
    """
    shared = [row for row in fit.skills if row.n > 1]
    squares = sum((level - (row.mean or 0.0)) ** 2 for row in shared for _, level in row.levels)
    beyond = sum(row.n - 1 for row in shared)
    return Spread(
        levels=sqrt(squares / beyond) if beyond else None,
        rater_sd=_rater_sd(shared),
        freedom=max(0, len({who for row in shared for who, _ in row.levels}) - 1),
    )


def views_of(fit: Fit) -> tuple[View, ...]:
    """Return the fit by each interviewer, the lowest first; where all rated all skills these are their own fits."""
    weight = fit.rated_weight
    found = []
    for who in fit.scored_by:
        shares = (row.weight * _seen_by(row, who) for row in fit.skills if row.n)
        found.append(View(who=who, fit=100 * fsum(shares) / weight))
    return tuple(sorted(found, key=lambda view: view.fit))


def _seen_by(row: SkillFit, who: Hashable) -> float:
    own = next((level for rater, level in row.levels if rater == who), None)
    return (row.share or 0.0) if own is None else min(own / row.target, 1.0)


def _rater_sd(shared: Sequence[SkillFit]) -> float | None:
    if not shared:
        return None
    weight = fsum(row.weight for row in shared)
    parts: dict[Hashable, float] = {}
    for row in shared:
        target, n = row.target, row.n
        shares = [min(level / target, 1.0) for _, level in row.levels]
        mean, factor = sum(shares) / n, row.weight / sqrt(n * (n - 1))
        for (who, _), share in zip(row.levels, shares, strict=True):
            parts[who] = parts.get(who, 0.0) + factor * (share - mean)
    variance = fsum(part**2 for part in parts.values()) / weight**2
    return 100 * sqrt(variance * _ratings_per_skill(shared))


def _ratings_per_skill(rows: Iterable[SkillFit]) -> float:
    """The harmonic mean of n by weight: a mean of so many ratings is as sure as the mean over these skills."""
    rated = [row for row in rows if row.n]
    return fsum(row.weight for row in rated) / fsum(row.weight / row.n for row in rated)


def doubt_of(spreads: Iterable[Spread]) -> RaterDoubt | None:
    """Return how far the interviewers of one opening differ, None where no skill was rated by two.

    Two interviewers who happen to agree on one candidate are no surer of this one than of the next: the spread is
    pooled over the candidates by degrees of freedom (the mean square within groups of an analysis of variance).
    """
    told = [each for each in spreads if each.rater_sd is not None and each.freedom]
    freedom = sum(each.freedom for each in told)
    if not freedom:
        return None
    return RaterDoubt(
        sd=sqrt(fsum(each.freedom * (each.rater_sd or 0.0) ** 2 for each in told) / freedom), freedom=freedom
    )


def interval_of(fit: Fit, doubt: RaterDoubt | None) -> FitInterval | None:
    """Return the interval of a fit: fit -+ t * sd / sqrt(n), n: how many ratings a skill has (harmonic mean by weight).

    A candidate with one interviewer gets the widest. None where nothing is rated, or no two interviewers share a skill.
    """
    if fit.fit is None or doubt is None:
        return None
    reach = t_of(doubt.freedom, confidence=CONFIDENCE) * doubt.sd / sqrt(_ratings_per_skill(fit.skills))
    return FitInterval(low=max(0.0, fit.fit - reach), high=min(100.0, fit.fit + reach))


def agreement_of(fits: Iterable[Fit]) -> PanelAgreement:
    """Return how far interviewers agree over the skills of these candidates (one candidate, or a whole opening)."""
    rows = [row.levels for fit in fits for row in fit.skills if row.n > 1]
    pairs = [[abs(one - other) for (_, one), (_, other) in combinations(levels, 2)] for levels in rows]
    raters = sorted({who for levels in rows for who, _ in levels}, key=str)
    units = [[dict(levels).get(who) for who in raters] for levels in rows]
    differ = len({level for levels in rows for _, level in levels}) > 1
    scale = range(LOWEST, HIGHEST + 1) if differ else ()
    return PanelAgreement(
        units=len(rows),
        equal=_share(pairs, most=0),
        within_one=_share(pairs, most=1),
        ac2=gwet_ac(units, weights="quadratic", categories=scale) if len(rows) >= ENOUGH_UNITS else None,
    )


def _share(pairs: Sequence[Sequence[int]], *, most: int) -> float | None:
    """The share of pairs at most so many levels apart, in the mean over units."""
    if not pairs:
        return None
    return fsum(sum(apart <= most for apart in each) / len(each) for each in pairs) / len(pairs)
