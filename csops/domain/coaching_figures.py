"""Figures of coaching: which criteria cost somebody most points, what a session did, and levels that reviews show.

Reviews of fair samples alone enter a figure: one picked because something went wrong, or by hand, says nothing of how
often that is so. They are evidence (`coaching_points`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil, sqrt
from typing import NamedTuple

from csops.domain.review_estimates import NOTHING, Estimate, Row, Spread, Sums, mean_of, moderated, pooled, tallied
from csops.domain.review_results import Answered, Fact
from csops.domain.reviews import Purpose
from csops.domain.scoring import Criterion
from csops.domain.skills import HIGHEST, LOWEST
from csops.domain.student import t_of

CONFIDENCE = 0.95
_FULL = 100.0

Key = tuple[str, str]
"""A card and a criterion of it, by their keys."""
Asked = Mapping[tuple[str, int], Mapping[str, Criterion]]
"""The criteria of versions of cards, by key of the card and number of the version, then by key."""
Spreads = Mapping[Key, Spread | None]


@dataclass(frozen=True, kw_only=True)
class Weakness:
    """A criterion of somebody's reviews.

    `mean`: of fair samples, weighted as results are. `lost`: points of the card that it costs (weight times what is
    missing); None where it is hidden, or only reviews picked by risk or by hand tell of it. `n`: how often it was
    rated. `is_enough`: often enough to say so. `causes`: keys of root causes, the most frequent first. `skill`: key of
    the skill that it shows. `coached_at`: when a session was held on it; then all this is of contacts since, and
    `before` the mean of those before.
    """

    card: str
    criterion: str
    name: str
    skill: str
    n: int
    mean: Estimate
    lost: float | None
    is_enough: bool
    causes: tuple[str, ...] = ()
    coached_at: datetime | None = None
    before: Estimate = NOTHING


@dataclass(frozen=True, kw_only=True)
class CoachingEffect:
    """A criterion before and after a coaching session, in percent of its scale.

    `change` with `low` and `high` (95 %): None without reviews on both sides, or with too little to tell how much they
    differ. There is no comparison with people who were not coached: who is coached for a low mean tends to stand higher
    next time in any case.
    """

    before: Estimate = NOTHING
    after: Estimate = NOTHING
    change: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_clear(self) -> bool:
        """Whether it changed by more than chance explains."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high

    def hidden_if_few(self, enough: int) -> "CoachingEffect":
        """Return it as others see it: no mean of fewer than `enough` reviews, and no change that rests on one."""
        before, after = (_shown(one, enough) for one in (self.before, self.after))
        is_whole = before is self.before and after is self.after
        return self if is_whole else CoachingEffect(before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class ShownLevel:
    """The level, 1 to 5, of a skill (its key) that reviews show: the mean in percent, of how many, the newest."""

    skill: str
    level: int
    percent: float
    reviews: int
    newest_id: int


# ------------------------------------------------------------ what costs points
def weaknesses(
    facts: Iterable[Fact],
    asked: Asked,
    *,
    enough: int,
    spreads: Spreads | None = None,
    coached: Mapping[Key, datetime] | None = None,
) -> list[Weakness]:
    """Return the criteria on which points were lost: those rated often enough first, then by points lost.

    Args:
        facts: somebody's sent reviews; a criterion that only those picked by risk or by hand found wanting comes last,
            without a figure.
        asked: what their cards ask; a criterion is taken as the newest version words it.
        enough: how often a criterion must be rated to say anything of it.
        spreads: see `spreads_of`; a handful of own ratings hardly shows how much they differ.
        coached: when a session was last held on a criterion; what was before it may be mended, and does not count.
    """
    known = spreads or {}
    rated = _rated(facts, asked, coached or {})
    found = [_weakness(*key, each, enough, known.get(key)) for key, each in rated.items()]
    weak = [one for one in found if one is not None]
    return sorted(weak, key=lambda one: (not one.is_enough, -(one.lost or 0), one.card, one.criterion))


def hidden_if_few(weak: Iterable[Weakness], enough: int) -> list[Weakness]:
    """Return criteria as others see them: of those rated too seldom that they were, by name, and no figure."""
    found = [replace(one, before=_shown(one.before, enough)) for one in weak]
    few = [replace(one, mean=_shown(one.mean, one.n + 1), lost=None, causes=()) for one in found if not one.is_enough]
    return [*(one for one in found if one.is_enough), *sorted(few, key=lambda one: (one.name, one.card))]


def _shown(mean: Estimate, enough: int) -> Estimate:
    """Return a mean as others see it: of fewer than `enough` only how many they are."""
    return mean if mean.n >= enough else Estimate(value=None, n=mean.n)


@dataclass
class _Ratings:
    """The ratings of one criterion: rows of fair samples with their causes, and whether others found it wanting.

    `before`: rows of contacts before a session on it was held.
    """

    number: int
    criterion: Criterion
    coached_at: datetime | None
    before: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    causes: Counter[str] = field(default_factory=Counter)
    is_missed: bool = False


def _rated(facts: Iterable[Fact], asked: Asked, coached: Mapping[Key, datetime]) -> dict[Key, _Ratings]:
    found: dict[Key, _Ratings] = {}
    for fact, criterion, answer, percent in _answers(facts, asked):
        key = (fact.card, criterion.key)
        one = found.get(key)
        if one is None:
            one = found[key] = _Ratings(fact.number, criterion, coached.get(key))
        if fact.number > one.number:
            one.number, one.criterion = fact.number, criterion
        is_old = one.coached_at is not None and fact.at < one.coached_at
        if fact.purpose is not Purpose.FAIR:
            one.is_missed |= percent < _FULL and not is_old
            continue
        (one.before if is_old else one.rows).append((percent, fact.layer, fact.weight))
        if answer.cause and not is_old:
            one.causes[answer.cause] += 1
    return found


def _answers(facts: Iterable[Fact], asked: Asked) -> Iterator[tuple[Fact, Criterion, Answered, float]]:
    """Each criterion of each review that was rated, with the percent of its scale."""
    for fact in facts:
        criteria = asked.get((fact.card, fact.number), {})
        for answer in fact.answers:
            criterion = criteria.get(answer.criterion)
            if criterion is not None and answer.percent is not None:
                yield fact, criterion, answer, answer.percent


def _weakness(card: str, key: str, rated: _Ratings, enough: int, spread: Spread | None) -> Weakness | None:
    """Return what the ratings of a criterion come to, None where nothing was lost.

    A criterion that was wanting before a session, and was rated too seldom since, is one of which nothing is known yet.
    """
    mean, n = mean_of(tallied(rated.rows), spread=spread), len(rated.rows)
    lost = None if mean.value is None else rated.criterion.weight * (1 - mean.value / _FULL)
    before = mean_of(tallied(rated.before), spread=spread)
    is_enough = n >= enough and n > 0
    is_open = rated.is_missed or (before.value is not None and before.value < _FULL)
    if not lost and (is_enough or not is_open):
        return None
    return Weakness(
        card=card,
        criterion=key,
        name=rated.criterion.name,
        skill=rated.criterion.skill,
        n=n,
        mean=mean,
        lost=lost,
        is_enough=is_enough,
        causes=tuple(cause for cause, _n in rated.causes.most_common()),
        coached_at=rated.coached_at,
        before=before,
    )


# ------------------------------------------------------------ what a session did
def effect_of(
    facts: Iterable[Fact], *, card: str, criterion: str, held_at: datetime, spread: Spread | None = None
) -> CoachingEffect:
    """Return a criterion before and after a session, by the moments of the contacts.

    Args:
        facts: sent reviews of the person.
        card: the focus of the session.
        criterion: of it.
        held_at: when the session was.
        spread: how much ratings of this criterion differ within others; a handful of own ones hardly shows it.

    Source of the interval: two means with a pooled variance (Student's t), moderated as in `review_estimates.mean_of`;
    ratings of unequal weights are worth as many equal ones as in Kish, Survey Sampling, 11.7. Unlike the range of each
    mean it leaves out that contacts end: what a session did is asked of those to come, too.
    """
    before: list[Row] = []
    after: list[Row] = []
    for fact in facts:
        percent = _percent(fact, card, criterion)
        if percent is not None and fact.purpose is Purpose.FAIR:
            (after if fact.at >= held_at else before).append((percent, fact.layer, fact.weight))
    found = CoachingEffect(before=mean_of(tallied(before), spread=spread), after=mean_of(tallied(after), spread=spread))
    if found.before.value is None or found.after.value is None:
        return found
    change = found.after.value - found.before.value
    sides = [*((value, (0, layer), weight) for value, layer, weight in before)]
    sides += [(value, (1, layer), weight) for value, layer, weight in after]
    used = moderated(pooled(tallied(sides)), spread)
    if used is None:
        return replace(found, change=change)
    doubt = sqrt(used.variance * (1 / _worth(before) + 1 / _worth(after)))
    reach = t_of(used.freedom, confidence=CONFIDENCE) * doubt
    return replace(found, change=change, low=max(-_FULL, change - reach), high=min(_FULL, change + reach))


def _percent(fact: Fact, card: str, criterion: str) -> float | None:
    if fact.card != card:
        return None
    return next((each.percent for each in fact.answers if each.criterion == criterion), None)


def _worth(rows: Sequence[Row]) -> float:
    """Return how many ratings of equal weight these are worth."""
    weights = [weight for _value, _layer, weight in rows]
    return sum(weights) ** 2 / sum(weight * weight for weight in weights)


def spreads_of(facts: Iterable[Fact]) -> dict[Key, Spread | None]:
    """Return how much ratings of each criterion differ within people, over everybody's reviews of fair samples."""
    rows: dict[Key, list[Row]] = {}
    for fact in facts:
        if fact.purpose is Purpose.FAIR:
            for answer in fact.answers:
                if answer.percent is not None:
                    rows.setdefault((fact.card, answer.criterion), []).append((answer.percent, fact.member_id, 1.0))
    return {key: pooled(tallied(values)) for key, values in rows.items()}


class Others(NamedTuple):
    """Whose ratings are asked for: of a criterion, by everybody but one member, since a moment."""

    key: Key
    but: int
    since: datetime


def spreads_of_others(facts: Sequence[Fact], wanted: Iterable[Others]) -> dict[Others, Spread | None]:
    """Return how much ratings of a criterion differ within other people; the own, before and after, come beside.

    `facts`: everybody's, in the order of their contacts; they are gone through once, from the newest on.
    """
    asked = sorted(wanted, key=lambda each: each.since)
    sums: dict[Key, dict[int, list[float]]] = {each.key: {} for each in asked}
    found: dict[Others, Spread | None] = {}

    def close(before: datetime | None) -> None:
        while asked and (before is None or asked[-1].since > before):
            one = asked.pop()
            others = (each for member_id, each in sums[one.key].items() if member_id != one.but)
            found[one] = pooled(Sums(int(n), total, squares) for n, total, squares in others)

    for fact in reversed(facts):
        close(fact.at)
        if fact.purpose is not Purpose.FAIR:
            continue
        for answer in fact.answers:
            of = sums.get((fact.card, answer.criterion))
            if of is not None and answer.percent is not None:
                one = of.setdefault(fact.member_id, [0, 0.0, 0.0])
                one[0] += 1
                one[1] += answer.percent
                one[2] += answer.percent * answer.percent
    close(None)
    return found


# ------------------------------------------------------------ a level of the skill that a criterion shows
def level_shown(facts: Iterable[Fact], asked: Asked, *, skill: str, enough: int) -> ShownLevel | None:
    """Return the level of a skill that somebody's reviews show: their criteria with that skill, rated often enough.

    The mean of the criteria, by the points that each may bring and what each review stands for, on the scale of the
    skill: 0 percent is level 1, 100 is level 5, half goes down as with interviews (`skill_levels.level_from`).

    Returns:
        None where the reviews with such a criterion are fewer than `enough`.
    """
    fair = (fact for fact in facts if fact.purpose is Purpose.FAIR)
    found = [
        (fact, criterion.weight * fact.weight, percent)
        for fact, criterion, _answer, percent in _answers(fair, asked)
        if criterion.skill == skill
    ]
    reviews = {fact.id: fact.at for fact, _weight, _percent in found}
    whole = sum(weight for _fact, weight, _percent in found)
    if len(reviews) < enough or not whole:
        return None
    percent = sum(weight * each for _fact, weight, each in found) / whole
    newest_id = max(reviews, key=lambda one: (reviews[one], one))
    level = LOWEST + ceil((HIGHEST - LOWEST) * percent / _FULL - 0.5)
    return ShownLevel(skill=skill, level=level, percent=percent, reviews=len(reviews), newest_id=newest_id)
