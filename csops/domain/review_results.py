"""Results of reviews: scores with their doubt, by person, channel, topic, card and criterion."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from csops.domain.review_estimates import (
    NOTHING,
    Estimate,
    Spread,
    Sums,
    mean_of,
    moderated,
    pooled,
    share_of,
    shares_of,
    together,
    usual_variances,
)
from csops.domain.reviews import Purpose
from csops.domain.scoring import CRITICAL_BELOW


class Answered(NamedTuple):
    """What one review says of one criterion: percent of its scale, None where not applicable."""

    criterion: str
    percent: float | None
    is_unseen: bool = False
    cause: str = ""


class Fact(NamedTuple):
    """One review, as results count it.

    `layer` and `weight`: the stratum of its sample, and how many contacts of it the review stands for; without a
    sample the weight is 1. `critical`: families of its critical errors; with one a review fails also without a score.
    """

    id: int
    member_id: int
    reviewer_id: int
    at: datetime
    channel_id: int | None
    topic_id: int | None
    card: str
    number: int
    purpose: Purpose
    raw: float | None
    final: float | None
    passed: bool
    critical: tuple[str, ...]
    answers: tuple[Answered, ...]
    layer: Hashable = None
    weight: float = 1.0

    @property
    def is_judged(self) -> bool:
        """Whether it passed or failed: it has a score, or a critical error on a criterion that weighs nothing."""
        return self.final is not None or bool(self.critical)


@dataclass(frozen=True, kw_only=True)
class Scores:
    """What reviews of one group come to.

    Attributes:
        key: of the group (id or key as text); "" for all.
        reviews: how many; no_score: of which nothing could be rated, so that they count nowhere else.
        final, raw: mean scores, 0 to 100, after and before critical errors, of those that have one.
        passed, clean: shares (0 to 1) that passed, and that are without a critical error.
        families: how many reviews had a critical error of each family.
        is_ranked: there are enough to compare. is_hidden: too few to show to others; then all figures are None.
    """

    key: str = ""
    reviews: int = 0
    no_score: int = 0
    final: Estimate = NOTHING
    raw: Estimate = NOTHING
    passed: Estimate = NOTHING
    clean: Estimate = NOTHING
    families: Mapping[str, int] | None = None
    is_ranked: bool = True
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class CriterionResult:
    """What reviews say of one criterion: `mean` in percent of its scale, `low` the share rated below half.

    `causes`: what ratings of half of the scale or less came from, by key. `is_ranked`: there are enough to compare.
    """

    card: str
    criterion: str
    mean: Estimate
    low: Estimate
    not_applicable: int
    unseen: int
    causes: Mapping[str, int]
    is_ranked: bool = True


def weighed(facts: Iterable[Fact], *, purposes: Collection[Purpose]) -> list[Fact]:
    """Return the reviews that count, each with what it stands for.

    Reviews of fair samples alone stand for their strata. Once others are counted with them, no review stands for more
    than itself: a pick because of a complaint is like nothing else.
    """
    counted = [fact for fact in facts if fact.purpose in purposes]
    if set(purposes) == {Purpose.FAIR}:
        return counted
    return [fact._replace(layer=None, weight=1.0) for fact in counted]


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What all groups of one result share: the spreads of everybody, and how many are enough to rank.

    `usual`: by id of the member, how much their final and raw scores usually differ (variances).
    """

    final: Spread | None
    raw: Spread | None
    to_rank: int
    usual: Mapping[Hashable, tuple[float, float]] = field(default_factory=dict)

    def usual_of(self, member_id: int) -> tuple[float, float]:
        """Return how much scores of a member usually differ; of somebody unknown how much everybody's do."""
        everybody = (self.final.variance if self.final else 0.0, self.raw.variance if self.raw else 0.0)
        return self.usual.get(member_id, everybody)


def basis(*, final: Iterable[Sums], raw: Iterable[Sums], to_rank: int) -> Basis:
    """Return what groups of reviews are judged by.

    `final`, `raw`: scores of everybody, one sum for each person (their id as `layer`), so that how much reviews of the
    same person differ is known.
    """
    finals, raws = list(final), list(raw)
    of_final, of_raw = pooled(finals), pooled(raws)
    usual, usual_raw = usual_variances(finals, of_final), usual_variances(raws, of_raw)
    both = {key: (variance, usual_raw.get(key, variance)) for key, variance in usual.items()}
    return Basis(final=of_final, raw=of_raw, to_rank=to_rank, usual=both)


def scores(facts: Sequence[Fact], basis: Basis, *, key: str = "") -> Scores:
    """Return what these reviews come to."""
    judged = [fact for fact in facts if fact.final is not None or fact.critical]
    final, raw, counts, passed, clean = _sums(judged, basis)
    is_passed, is_clean = shares_of(counts, passed, clean)
    families = Counter(family for fact in judged if fact.critical for family in dict.fromkeys(fact.critical))
    return Scores(
        key=key,
        reviews=len(facts),
        no_score=len(facts) - len(judged),
        final=mean_of(final, spread=basis.final),
        raw=mean_of(raw, spread=basis.raw),
        passed=is_passed,
        clean=is_clean,
        families=dict(families),
        is_ranked=sum([one.n for one in final]) >= basis.to_rank,
    )


def mean_score(judged: Sequence[Fact], basis: Basis) -> Estimate:
    """Return the mean final score of reviews."""
    return mean_of(_sums(judged, basis).final, spread=basis.final)


class _LayerSums(NamedTuple):
    """Final and raw scores by layer; of each layer how many reviews (and their weight), passes, and without an error.

    `counts`, `passed` and `clean` have one entry for each layer.
    """

    final: list[Sums]
    raw: list[Sums]
    counts: list[tuple[int, float]]
    passed: list[int]
    clean: list[int]


def _sums(judged: Sequence[Fact], basis: Basis) -> _LayerSums:
    layers: defaultdict[tuple[Hashable, float], list[Fact]] = defaultdict(list)
    for fact in judged:
        layers[fact.layer, fact.weight].append(fact)
    usual = {member_id: basis.usual_of(member_id) for member_id in {fact.member_id for fact in judged}}
    is_known = basis.final is not None
    found = _LayerSums([], [], [], [], [])
    # Most layers of a split hold a review or two: a loop of their own with plain names costs least.
    for (layer, weight), group in layers.items():
        scored = rated = passed = clean = 0
        final = finals = raw = raws = differ = differ_raw = 0.0
        for fact in group:
            if (value := fact.final) is not None:
                scored += 1
                final += value
                finals += value * value
            if (value := fact.raw) is not None:
                rated += 1
                raw += value
                raws += value * value
            passed += fact.passed
            clean += not fact.critical
            differs, differs_raw = usual[fact.member_id]
            differ += differs
            differ_raw += differs_raw
        n = len(group)
        if scored:
            found.final.append(Sums(scored, final, finals, weight, layer, differ / n if is_known else None))
        if rated:
            found.raw.append(Sums(rated, raw, raws, weight, layer, differ_raw / n if is_known else None))
        found.counts.append((n, weight))
        found.passed.append(passed)
        found.clean.append(clean)
    return found


def scores_by(facts: Iterable[Fact], basis: Basis, *, of: Callable[[Fact], object]) -> list[Scores]:
    """Return the scores of each group: those ranked first, the best first; then those with too few, by number."""
    groups: defaultdict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[of(fact)].append(fact)
    found = [scores(group, basis, key="" if key is None else str(key)) for key, group in groups.items()]
    return sorted(
        found, key=lambda one: (not one.is_ranked, -(one.final.value or 0) if one.is_ranked else -one.reviews)
    )


def hidden(found: Scores) -> Scores:
    """Return the scores of a person with too few reviews as others may see them: only how many there are."""
    return Scores(key=found.key, reviews=found.reviews, is_ranked=False, is_hidden=True)


def by_criterion(facts: Iterable[Fact], *, to_rank: int = 1) -> list[CriterionResult]:
    """Return what the reviews say of each criterion of each card, the weakest first; then those rated too seldom.

    One rating shows nothing weak: below `to_rank` a criterion stands after the others, the most rated first.

    Ten ratings that are all the best leave no doubt by themselves: how much ratings of all criteria differ counts
    beside those of each (`review_estimates.moderated`).
    """
    given: defaultdict[tuple[str, Hashable, float], list[Answered]] = defaultdict(list)
    for fact in facts:
        given[fact.card, fact.layer, fact.weight] += fact.answers
    groups: defaultdict[tuple[str, str], _Criterion] = defaultdict(_Criterion)
    for (card, layer, weight), answers in given.items():
        for answer, times in Counter(answers).items():
            groups[card, answer.criterion].take(answer, times, (layer, weight))
    rated = {key: one.sums() for key, one in groups.items()}
    own = {key: pooled(means) for key, (means, _lows) in rated.items()}
    everything = together(one for one in own.values() if one is not None)
    found = [
        replace(one, is_ranked=one.mean.n >= to_rank)
        for one in (
            group.result(*key, rated[key], spread=moderated(own[key], everything)) for key, group in groups.items()
        )
    ]
    return sorted(found, key=_weakest_first)


def _weakest_first(one: CriterionResult) -> tuple[bool, bool, float, str, str]:
    by = (one.mean.value or 0.0) if one.is_ranked else -one.mean.n
    return (one.mean.value is None, not one.is_ranked, by, one.card, one.criterion)


class _Criterion:
    """The sums of one criterion."""

    def __init__(self) -> None:
        self.layers: dict[tuple[Hashable, float], list[float]] = {}
        self.unseen = self.not_applicable = 0
        self.causes: Counter[str] = Counter()

    def take(self, answer: Answered, times: int, layer: tuple[Hashable, float]) -> None:
        """Count an answer that so many reviews of a layer gave."""
        _criterion, percent, is_unseen, cause = answer
        if cause:
            self.causes[cause] += times
        if percent is None:
            if is_unseen:
                self.unseen += times
            else:
                self.not_applicable += times
            return
        sums = self.layers.get(layer)
        if sums is None:
            sums = self.layers[layer] = [0, 0.0, 0.0, 0]
        sums[0] += times
        sums[1] += times * percent
        sums[2] += times * (percent * percent)
        sums[3] += times * (percent < CRITICAL_BELOW)

    def sums(self) -> tuple[list[Sums], list[Sums]]:
        """Return the ratings, and which of them are low, by layer."""
        means, lows = [], []
        for (layer, weight), (n, total, squares, low) in self.layers.items():
            means.append(Sums(int(n), total, squares, weight, layer))
            lows.append(Sums(int(n), low, low, weight, layer))
        return means, lows

    def result(
        self, card: str, criterion: str, sums: tuple[list[Sums], list[Sums]], *, spread: Spread | None
    ) -> CriterionResult:
        """Return what they come to."""
        means, lows = sums
        return CriterionResult(
            card=card,
            criterion=criterion,
            mean=mean_of(means, spread=spread),
            low=share_of(lows),
            not_applicable=self.not_applicable,
            unseen=self.unseen,
            causes=dict(sorted(self.causes.items(), key=lambda each: (-each[1], each[0]))),
        )
