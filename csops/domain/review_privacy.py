"""Whose reviews may stand in figures beside those of others, so that nobody's can be worked out who has too few.

Figures of a person with too few reviews are hidden from others. They would be told all the same by a row that rests on
that person alone, or by the whole less what is shown of the others. So their reviews stand in a figure only among more
of their kind: the complementary suppression of statistical tables (Cox (1980), Suppression methodology and statistical
disclosure control, Journal of the American Statistical Association 75, p. 377).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from operator import attrgetter

from csops.domain.review_behind import ResultsBy, group_of
from csops.domain.review_results import Fact

_FEWEST_PEOPLE = 2
_PRIME = 2**61 - 1

Enough = Callable[[Sequence[Fact]], bool]
"""Whether reviews of hidden people are enough together that a figure of them tells of none."""


def enough_together(fewest: int) -> Enough:
    """Return the rule for who sees all reviews: two people at least, with as many scores as one has to have."""

    def is_enough(facts: Sequence[Fact]) -> bool:
        rated = [fact.member_id for fact in facts if _has_score(fact)]
        return len(rated) >= fewest and len(set(rated)) >= _FEWEST_PEOPLE

    return is_enough


def enough_each(fewest: int) -> Enough:
    """Return the rule for colleagues: two people at least who have enough each, so that no single score shows."""

    def is_enough(facts: Sequence[Fact]) -> bool:
        counted = Counter(fact.member_id for fact in facts if _has_score(fact))
        return sum(n >= fewest for n in counted.values()) >= _FEWEST_PEOPLE

    return is_enough


class Cover:
    """Figures that are shown side by side, and which reviews of hidden people stand in each.

    What is shown of one figure decides on the next: of all figures together no sum and no difference leaves reviews of
    one hidden person alone, whatever else is known of the people who are shown.
    """

    def __init__(self, facts: Sequence[Fact], *, hidden: Collection[int], enough: Enough) -> None:
        self._facts, self._enough = facts, enough
        self._hidden = [fact for fact in facts if fact.member_id in hidden]
        # A mean rests on those with a score, a share that passed on those that were judged.
        self._whose = tuple(
            {fact.id: fact.member_id for fact in self._hidden if counts(fact)}
            for counts in (_has_score, attrgetter("is_judged"))
        )
        self._secret = {fact.id for fact in self._hidden}
        self._figures: list[frozenset[int]] = []

    def whole(self) -> list[Fact]:
        """Return the reviews that stand in the figure of all together."""
        kept = self._hidden if self._enough(self._hidden) else []
        self._figures.append(frozenset(fact.id for fact in kept))
        return self._with(kept)

    def split(self, of: Callable[[Fact], Hashable]) -> list[Fact]:
        """Return the reviews that stand in the figures of groups: each has enough, and so has what is left out."""
        parts: defaultdict[Hashable, list[Fact]] = defaultdict(list)
        for fact in self._hidden:
            parts[of(fact)].append(fact)
        kept = {key: part for key, part in parts.items() if self._enough(part)}
        while kept and not self._is_left_enough(kept):
            del kept[min(kept, key=lambda key: len(kept[key]))]
        figures = [frozenset(fact.id for fact in part) for part in kept.values()]
        if any(tells_of_one([*self._figures, *figures], whose) for whose in self._whose):
            return self._with([])
        self._figures += figures
        return self._with([fact for part in kept.values() for fact in part])

    def _is_left_enough(self, kept: Mapping[Hashable, Sequence[Fact]]) -> bool:
        """Whether the whole less the groups tells of nobody."""
        ids = {fact.id for part in kept.values() for fact in part}
        left = [fact for fact in self._hidden if fact.id not in ids]
        return not left or self._enough(left)

    def _with(self, kept: Collection[Fact]) -> list[Fact]:
        ids = {fact.id for fact in kept}
        return [fact for fact in self._facts if fact.id not in self._secret or fact.id in ids]


def _has_score(fact: Fact) -> bool:
    return fact.final is not None


def tells_of_one(figures: Sequence[Collection[int]], whose: Mapping[int, int]) -> bool:
    """Return whether some sum or difference of figures leaves reviews of one person alone.

    It does where fewer figures are independent of each other once that person's reviews are taken out of all: the
    combination that is nothing then was theirs before.

    Args:
        figures: the reviews in each.
        whose: the person of each review.
    """
    rows = [set(one) for one in dict.fromkeys(map(frozenset, figures)) if one]
    together: Counter[tuple[int, int]] = Counter()
    alone: defaultdict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
    for review, person in whose.items():
        within = [place for place, row in enumerate(rows) if review in row]
        pairs = [(one, other) for one in within for other in within]
        together.update(pairs)
        alone[person].update(pairs)
    size = len(rows)
    rank = _rank([[together[i, j] for j in range(size)] for i in range(size)])
    return any(
        _rank([[together[i, j] - theirs[i, j] for j in range(size)] for i in range(size)]) < rank
        for theirs in alone.values()
        if theirs
    )


def _rank(rows: list[list[int]]) -> int:
    """The rank of a matrix of whole numbers, worked out modulo a large prime, where no number grows."""
    rank = 0
    for column in range(len(rows)):
        pivot = next((at for at in range(rank, len(rows)) if rows[at][column] % _PRIME), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        inverse = pow(rows[rank][column], -1, _PRIME)
        for at in range(rank + 1, len(rows)):
            times = rows[at][column] * inverse % _PRIME
            if times:
                rows[at] = [(a - times * b) % _PRIME for a, b in zip(rows[at], rows[rank], strict=True)]
        rank += 1
    return rank


# ------------------------------------------------------------ results
def hidden_people(facts: Iterable[Fact], *, viewer_id: int, fewest: int) -> frozenset[int]:
    """Return the people whose figures are hidden from a viewer: of others those with fewer scores."""
    counted: Counter[int] = Counter()
    for fact in facts:
        counted[fact.member_id] += fact.final is not None
    return frozenset(one for one, n in counted.items() if n < fewest and one != viewer_id)


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """How many reviews stand in no figure, or not with all answers, so that nobody's can be worked out.

    `whole`: in that of all together; `trend`: over time; `linked`: in what came of those that passed and those that
    failed; `by`: in the groups of a split.
    """

    whole: int = 0
    trend: int = 0
    linked: int = 0
    by: Mapping[ResultsBy, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ShownFacts:
    """The reviews that stand in each figure of results.

    `hidden`: people whose figures are. `whole`: the reviews in the figure of all together; `trend`: over time; `by`: in
    the groups of a split; `linked`: passed or failed, in what came of them. Of criteria hidden people's reviews hold
    those answers alone that may be shown. `all`: every one that was counted.
    """

    all: Sequence[Fact]
    hidden: frozenset[int]
    whole: Sequence[Fact]
    trend: Sequence[Fact]
    linked: Sequence[Fact]
    by: Mapping[ResultsBy, Sequence[Fact]]

    def withheld(self) -> Withheld:
        """Return how many reviews do not stand in which figures."""
        if not self.hidden:
            return Withheld()
        count = len(self.all)
        by = {one: count - len(facts) for one, facts in self.by.items()}
        answers = {fact.id: len(fact.answers) for fact in self.all}
        whole = sum(len(fact.answers) == answers[fact.id] for fact in self.by[ResultsBy.CRITERION])
        by[ResultsBy.CRITERION] = count - whole
        judged, linked = (sum(fact.is_judged for fact in facts) for facts in (self.all, self.linked))
        return Withheld(whole=count - len(self.whole), trend=count - len(self.trend), linked=judged - linked, by=by)


def shown_facts(
    facts: Sequence[Fact], *, hidden: frozenset[int], fewest: int, start_of: Callable[[datetime], date]
) -> ShownFacts:
    """Return which reviews stand in which figure, where those of some people are hidden.

    Args:
        facts: the reviews that count.
        hidden: see `hidden_people`.
        fewest: so many reviews tell enough.
        start_of: the first day of the week or month of a moment.
    """
    if not hidden:
        by = dict.fromkeys(ResultsBy, facts)
        return ShownFacts(all=facts, hidden=hidden, whole=facts, trend=facts, linked=facts, by=by)
    enough = enough_together(fewest)
    cover = Cover(facts, hidden=hidden, enough=enough)
    whole, trend = cover.whole(), cover.split(lambda fact: start_of(fact.at))
    splits = {one: cover.split(partial(group_of, by=one)) for one in _SPLITS}
    others = [fact for fact in facts if fact.member_id not in hidden]  # causes overlap: no sum of them is safe
    answered = _with_answers_shown(facts, hidden=hidden, enough=enough)
    return ShownFacts(
        all=facts,
        hidden=hidden,
        whole=whole,
        trend=trend,
        linked=cover.split(lambda fact: fact.passed),
        by={ResultsBy.PERSON: facts, ResultsBy.CRITERION: answered, ResultsBy.CAUSE: others, **splits},
    )


_SPLITS = (ResultsBy.CHANNEL, ResultsBy.CARD, ResultsBy.TOPIC, ResultsBy.REVIEWER)
"""What is most asked for comes first: where two cannot stand side by side the later one gives way."""


def _with_answers_shown(facts: Sequence[Fact], *, hidden: Collection[int], enough: Enough) -> list[Fact]:
    """Return the reviews; of hidden people with those answers alone that enough of them gave.

    Each criterion is a figure of its own, which no other is made of.
    """
    answered: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.member_id in hidden:
            for answer in fact.answers:
                if answer.percent is not None:
                    answered[fact.card, answer.criterion].append(fact._replace(final=answer.percent))
    shown = {key for key, given in answered.items() if enough(given)}
    found = []
    for fact in facts:
        if fact.member_id in hidden:
            kept = tuple(answer for answer in fact.answers if (fact.card, answer.criterion) in shown)
            if kept:
                found.append(fact._replace(answers=kept))
        else:
            found.append(fact)
    return found
