"""How far reviewers agree: on one contact, over many sessions, with what was agreed; and who is strict or lenient."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from math import fsum, sqrt

from csops.domain.agreement import gwet_ac, icc, krippendorff_alpha, percent_agreement
from csops.domain.calibrations import Agreed
from csops.domain.coefficients import OF_AC, OF_ALPHA, OF_ICC, Coefficient, is_enough, judged
from csops.domain.ratings import Agreement, Rating
from csops.domain.scoring import CRITICAL_BELOW, Criterion, ReviewScore
from csops.domain.student import t_of

NOT_APPLICABLE = "n/a"
CONFIDENCE = 0.95
_MOST_BLOCKS = 2000


@dataclass(frozen=True, kw_only=True)
class Rated:
    """What one reviewer gave in a session: ratings by criterion (None: not applicable), and the score of them.

    `is_led`: they could read what somebody else made of the contact before. `unseen`: criteria that are not applicable
    for what they rated could not show them; that is no answer, and nobody agrees with it.
    """

    reviewer_id: int
    ratings: Mapping[str, float | None]
    score: ReviewScore
    is_led: bool = False
    unseen: frozenset[str] = frozenset()

    def answers(self, key: str) -> bool:
        """Whether they said anything of a criterion, be it that it is not applicable."""
        return key not in self.unseen


@dataclass(frozen=True, kw_only=True)
class Row:
    """One criterion of a session.

    Attributes:
        criterion: its key. ratings: by reviewer (None: not applicable).
        same: how many reviewers gave the most frequent answer. of: how many rated it.
        equal_pairs, pairs: pairs of reviewers who gave the same, of all pairs of those who could see it.
        apart: the mean distance of pairs in points of the card (weight times the share of the scale between them).
        agreed: what was agreed on; None where nothing is yet.
        has_error: it is a critical error by what was agreed; while nothing is, by what anybody gave.
    """

    criterion: str
    ratings: Mapping[int, float | None]
    same: int
    of: int
    equal_pairs: int
    pairs: int
    apart: float
    agreed: Agreed | None = None
    has_error: bool = False


@dataclass(frozen=True, kw_only=True)
class SessionFigures:
    """One session. `equal`: share of equal pairs (0 to 1). `lowest`, `highest`, `mean`: final scores.

    `against_mean`: by reviewer, the own final score less the mean of all. `alpha`: Krippendorff's, of it alone.
    `saw_critical`, `saw_none`: reviewers who found a critical error, and who did not. `has_critical`: whether it was
    agreed that there is one, None while something that was found is not agreed on. `missed_critical`: who did not find
    one that was agreed on; before, nobody can tell who is right.
    """

    rows: tuple[Row, ...]
    equal: float | None
    pairs: int
    alpha: Coefficient
    lowest: float | None
    highest: float | None
    mean: float | None
    against_mean: Mapping[int, float]
    saw_critical: tuple[int, ...]
    saw_none: tuple[int, ...]
    has_critical: bool | None
    missed_critical: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Leaning:
    """How a reviewer rates beside others on the same contacts: mean difference in points with its interval.

    The intervals of all reviewers together hold the truth in 95 of 100. `sessions`: how many contacts it rests on; of
    too few there is no interval. Strict or lenient only where these are enough and the interval does not hold 0.
    """

    reviewer_id: int
    sessions: int
    points: float
    low: float | None
    high: float | None

    @property
    def is_enough(self) -> bool:
        """Whether it rests on enough contacts to say anything."""
        return self.low is not None and is_enough(self.sessions)

    @property
    def is_lenient(self) -> bool:
        """Whether they give more than others, beyond chance."""
        return self.is_enough and self.low is not None and self.low > 0

    @property
    def is_strict(self) -> bool:
        """Whether they give less than others, beyond chance."""
        return self.is_enough and self.high is not None and self.high < 0


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """How near a reviewer came to what was agreed (0 to 1), in one session at a moment.

    It rests on `criteria` that were agreed on, of `asked`: those where all gave the same tell less than the others.
    """

    reviewer_id: int
    at: datetime
    value: float
    criteria: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session as it counts among others: when, with what, who gave what, and what was agreed."""

    id: int
    at: datetime
    criteria: tuple[Criterion, ...]
    rated: tuple[Rated, ...]
    agreed: tuple[Agreed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PooledFigures:
    """All sessions together. A unit is one criterion of one contact; for `icc` it is a contact with its final scores.

    `equal` and `ac1` take "not applicable" for an answer like any other; `ac2` and `alpha`, which know of distances,
    leave it out. `ac1` and `ac2` judge chance by all steps of the cards, given or not; for `ac1` answers of unlike
    scales are the same where they are worth the same percent. `icc` rests on the contacts that the same reviewers
    rated, as many of both as can be (its `units` and `raters`).

    `is_enough`: there are at least `ENOUGH_SESSIONS`; before, the coefficients are told as too few to judge. `icc` may
    be too few where the others are enough: it rests on its own contacts.
    """

    sessions: int
    is_enough: bool
    equal: Agreement
    ac1: Coefficient
    ac2: Coefficient
    alpha: Coefficient
    icc: Coefficient
    leanings: tuple[Leaning, ...]
    alignments: tuple[Alignment, ...]
    led: int = 0


# ------------------------------------------------------------ one session
def session_figures(
    criteria: Sequence[Criterion], rated: Sequence[Rated], *, agreed: Iterable[Agreed] = ()
) -> SessionFigures:
    """Return how far reviewers of one contact agree, the most disputed criterion first."""
    settled = {one.criterion: one for one in agreed}
    rows = [_row(criterion, rated, settled.get(criterion.key)) for criterion in criteria]
    rows.sort(key=lambda row: (row.equal_pairs / row.pairs if row.pairs else 1.0, -row.apart))
    pairs, equal = sum(row.pairs for row in rows), sum(row.equal_pairs for row in rows)
    finals = {one.reviewer_id: one.score.final for one in rated if one.score.final is not None}
    mean = fsum(finals.values()) / len(finals) if finals else None
    saw = tuple(one.reviewer_id for one in rated if one.score.critical)
    errors = {row.criterion for row in rows if row.agreed is not None and row.has_error}
    is_open = any(row.agreed is None and row.has_error for row in rows)
    return SessionFigures(
        rows=tuple(rows),
        equal=equal / pairs if pairs else None,
        pairs=pairs,
        alpha=judged(_alpha(_units(criteria, rated)), OF_ALPHA, contacts=1),
        lowest=min(finals.values(), default=None),
        highest=max(finals.values(), default=None),
        mean=mean,
        against_mean={who: final - mean for who, final in finals.items()} if mean is not None else {},
        saw_critical=saw,
        saw_none=tuple(one.reviewer_id for one in rated if one.reviewer_id not in saw),
        has_critical=True if errors else None if is_open else False,
        missed_critical=tuple(one.reviewer_id for one in rated if not errors <= set(one.score.critical)),
    )


def _row(criterion: Criterion, rated: Sequence[Rated], agreed: Agreed | None) -> Row:
    given = {one.reviewer_id: one.ratings.get(criterion.key) for one in rated}
    told = [given[one.reviewer_id] for one in rated if one.answers(criterion.key)]
    pairs = list(combinations(told, 2))
    apart = [criterion.weight * _distance(criterion, one, other) for one, other in pairs]
    return Row(
        criterion=criterion.key,
        ratings=given,
        same=max(Counter(given.values()).values(), default=0),
        of=len(given),
        equal_pairs=sum(1 for one, other in pairs if one == other),
        pairs=len(pairs),
        apart=fsum(apart) / len(apart) if apart else 0.0,
        agreed=agreed,
        has_error=any(_is_error(criterion, one) for one in ([agreed.rating] if agreed else given.values())),
    )


def _is_error(criterion: Criterion, rating: float | None) -> bool:
    return rating is not None and criterion.consequence is not None and criterion.scale.percent(rating) < CRITICAL_BELOW


def _distance(criterion: Criterion, one: float | None, other: float | None) -> float:
    """How far two answers lie apart, 0 to 1; a rating and "not applicable" are as far apart as can be."""
    if one is None or other is None:
        return 0.0 if one is other else 1.0
    return abs(criterion.scale.percent(one) - criterion.scale.percent(other)) / 100


# ------------------------------------------------------------ many sessions
def pooled_figures(sessions: Iterable[Session]) -> PooledFigures:
    """Return how far reviewers agree over all sessions; sessions with fewer than two of them tell nothing."""
    given = [session for session in sessions if len(session.rated) > 1]
    blind = [replace(one, rated=tuple(each for each in one.rated if not each.is_led)) for one in given]
    told = [session for session in blind if len(session.rated) > 1]
    reviewers = sorted({one.reviewer_id for session in told for one in session.rated})
    answers: list[list[Rating]] = []
    percents: list[list[Rating]] = []
    for session in told:
        by_reviewer = {one.reviewer_id: one for one in session.rated}
        for criterion in session.criteria:
            row = [by_reviewer.get(who) for who in reviewers]
            answers.append([None if one is None else _answer(criterion, one) for one in row])
            percents.append([None if one is None else _percent(criterion, one) for one in row])
    steps = sorted({step.percent for session in told for one in session.criteria for step in one.scale.steps})
    n, of_finals = len(told), icc(_finals(told), form="2,1")
    return PooledFigures(
        sessions=n,
        is_enough=is_enough(n),
        equal=percent_agreement(answers),
        ac1=judged(gwet_ac(answers, categories=[f"{one:g}" for one in steps]), OF_AC, contacts=n),
        ac2=judged(gwet_ac(percents, weights="quadratic", categories=steps), OF_AC, contacts=n),
        alpha=judged(_alpha(percents), OF_ALPHA, contacts=n),
        icc=judged(of_finals, OF_ICC, contacts=of_finals.units),
        leanings=tuple(leanings(told)),
        alignments=tuple(each for session in given for each in alignments(session)),
        led=sum(each.is_led for session in given for each in session.rated),
    )


def _answer(criterion: Criterion, one: Rated) -> Rating:
    """An answer as a name: what it is worth, which is the same on all scales; "not applicable" is one like any other.

    By its rating the best of yes and no would be half of yes, partly and no. None: there is no answer.
    """
    if not one.answers(criterion.key):
        return None
    percent = _percent(criterion, one)
    return NOT_APPLICABLE if percent is None else f"{percent:g}"


def _percent(criterion: Criterion, one: Rated) -> float | None:
    rating = one.ratings.get(criterion.key)
    return None if rating is None else criterion.scale.percent(rating)


def _units(criteria: Sequence[Criterion], rated: Sequence[Rated]) -> list[list[Rating]]:
    return [[_percent(criterion, one) for one in rated] for criterion in criteria]


def _alpha(units: Sequence[Sequence[Rating]]) -> Agreement:
    return krippendorff_alpha(units, level="ordinal")


def _finals(sessions: Sequence[Session]) -> list[list[Rating]]:
    """Final scores, a row for each contact, of the reviewers who rated all of these: the largest such block there is.

    It is the one with most degrees of freedom; none with fewer than two contacts or reviewers.
    """
    finals = [
        {one.reviewer_id: one.score.final for one in session.rated if one.score.final is not None}
        for session in sessions
    ]
    best: list[list[Rating]] = []
    for who in _blocks([frozenset(row) for row in finals]):
        rows: list[list[Rating]] = [[row[one] for one in sorted(who)] for row in finals if who <= row.keys()]
        if len(rows) > 1 and (len(rows) - 1) * (len(who) - 1) > (len(best) - 1) * (len(best[0]) - 1 if best else 0):
            best = rows
    return best


def _blocks(together: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Return the groups of two reviewers or more who rated one contact together or all of several: no other is largest.

    Those are what any of the sessions have in common; of very many kinds of sessions not each is tried.
    """
    kinds = sorted(set(together), key=lambda who: (-len(who), sorted(who)))
    found: dict[frozenset[int], None] = {}
    for kind in kinds:
        common = [kind, *(kind & each for each in found)]
        found.update(dict.fromkeys(each for each in common if len(each) > 1))
        if len(found) > _MOST_BLOCKS:
            break
    return sorted(found, key=lambda who: (-len(who), sorted(who)))


def leanings(sessions: Iterable[Session]) -> list[Leaning]:
    """Return how each reviewer rates beside the others on the same contacts, the most lenient first.

    The difference is the own final score less the mean of the others'. Its interval leans on how much such differences
    vary over all reviewers: a few contacts of one reviewer hardly show it. Differences on one contact add up to
    nothing, so that they hold fewer degrees of freedom than there are of them: those of what is left beside reviewers
    and contacts in an analysis of variance (Searle, Linear Models, 7.1). Some reviewer out of several is far off by
    chance sooner than one is: the error is shared out among them (Bonferroni; two mirror each other and are one).
    """
    apart: defaultdict[int, list[float]] = defaultdict(list)
    together: list[frozenset[int]] = []
    for session in sessions:
        finals = {one.reviewer_id: one.score.final for one in session.rated if one.score.final is not None}
        if len(finals) > 1:
            together.append(frozenset(finals))
        for who, final in finals.items():
            others = [value for other, value in finals.items() if other != who]
            if others:
                apart[who].append(final - fsum(others) / len(others))
    means = {who: fsum(values) / len(values) for who, values in apart.items()}
    squares = fsum((value - means[who]) ** 2 for who, values in apart.items() for value in values)
    repeats = sum(len(values) - 1 for values in apart.values())
    freedom = sum(len(who) - 1 for who in together) - len(apart) + _apart(together)
    confidence = 1 - (1 - CONFIDENCE) / (len(apart) if len(apart) > 2 else 1)
    times = t_of(freedom, confidence=confidence) * sqrt(squares / repeats) if freedom > 0 else None
    found = [_leaning(who, means[who], len(values), times) for who, values in apart.items()]
    return sorted(found, key=lambda one: (-one.points, one.reviewer_id))


def _apart(together: Iterable[frozenset[int]]) -> int:
    """Return into how many groups reviewers fall that never rated a contact with one of another group."""
    groups: list[set[int]] = []
    for who in together:
        joined = [group for group in groups if group & who]
        groups = [group for group in groups if not group & who]
        groups.append(set(who).union(*joined))
    return len(groups)


def _leaning(who: int, mean: float, n: int, times: float | None) -> Leaning:
    reach = times / sqrt(n) if times is not None and is_enough(n) else None
    return Leaning(
        reviewer_id=who,
        sessions=n,
        points=mean,
        low=None if reach is None else mean - reach,
        high=None if reach is None else mean + reach,
    )


def alignments(session: Session) -> list[Alignment]:
    """Return how near each reviewer came to what was agreed: 1 - |difference| / points, weighted by criterion.

    Where one says "not applicable" and the other rates, nothing of that criterion's points is met.
    """
    settled = {one.criterion: one.rating for one in session.agreed}
    criteria = [one for one in session.criteria if one.key in settled]
    whole = fsum(one.weight for one in criteria)
    if not whole:
        return []
    return [
        Alignment(
            reviewer_id=rated.reviewer_id,
            at=session.at,
            value=1
            - fsum(one.weight * _distance(one, rated.ratings.get(one.key), settled[one.key]) for one in criteria)
            / whole,
            criteria=len(criteria),
            asked=len(session.criteria),
        )
        for rated in session.rated
    ]
