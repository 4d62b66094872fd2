"""How groups of candidates came through each step of hiring: rates with their doubt side by side, and no verdict."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from csops.domain.candidates import PastCandidate
from csops.domain.openings import Application, Move, Outcome, Stage
from csops.domain.proportions import Interval, wilson
from csops.domain.selection import fisher_exact, selection_rates

LEAST = 5
"""A group of fewer people is not shown by itself: its numbers could be traced to a person, and say next to nothing."""
OTHERS = ""
"""The name under which groups of fewer are counted together."""


@dataclass(frozen=True, kw_only=True)
class Fate:
    """How far one application came. `is_over`: it goes no further; `withdrew`: by the candidate's own choice."""

    reached: Stage
    is_over: bool
    withdrew: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """How many came through a step: `passed` of those decided on; those who withdrew or wait are in neither."""

    passed: int = 0
    stopped: int = 0
    withdrew: int = 0
    waiting: int = 0

    @property
    def decided(self) -> int:
        """On how many somebody decided."""
        return self.passed + self.stopped

    @property
    def rate(self) -> float | None:
        """The share that passed, None where nobody was decided on."""
        return self.passed / self.decided if self.decided else None


@dataclass(frozen=True, kw_only=True)
class GroupRate:
    """One group at one step.

    `is_small`: fewer than five were decided on; nothing is worked out or shown of them. `ratio`: to the highest rate.
    `p`: how often chance alone gives a table as far from equal, against the group of the highest rate (Fisher's exact
    test, two-sided). `least_p`: the smallest p that these totals could give at all; above 0.05 the test could never say
    anything. Both None for the highest itself.
    """

    group: str
    passage: Passage
    is_small: bool = False
    interval: Interval | None = None
    ratio: float | None = None
    is_below_four_fifths: bool = False
    is_highest: bool = False
    p: float | None = None
    least_p: float | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """From one stage to the next; `before` APPLIED and `after` HIRED is the whole way.

    `groups` is empty where fewer than two of them have five people on whom somebody decided.
    """

    before: Stage
    after: Stage
    everybody: Passage
    groups: tuple[GroupRate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionRates:
    """The steps by the answers to one question.

    `answered`, `silent`: how many applications have an answer and have none. `together`: groups of fewer than five that
    are counted together. `is_hidden`: there are too few people to show any group.
    """

    question: str
    answered: int
    silent: int
    together: tuple[str, ...] = ()
    is_hidden: bool = False
    steps: tuple[Step, ...] = ()


def steps() -> tuple[tuple[Stage, Stage], ...]:
    """Return each step from a stage to the next, then the whole way."""
    stages = list(Stage)
    return (*pairwise(stages), (stages[0], stages[-1]))


def fate(
    application: Application, moves: Iterable[Move], *, is_closed: bool, groups: Mapping[str, str] | None = None
) -> Fate:
    """Return how far an application came: the furthest stage ever, also where it was moved back later.

    Args:
        application: as it stands now.
        moves: its decisions.
        is_closed: the place is filled or closed, so that an application that was left open goes no further.
        groups: what the candidate said of groups.
    """
    return Fate(
        reached=furthest(application, moves),
        is_over=application.outcome is not Outcome.OPEN or application.stage is Stage.HIRED or is_closed,
        withdrew=application.outcome is Outcome.WITHDREW,
        groups=groups or {},
    )


def furthest(application: Application, moves: Iterable[Move]) -> Stage:
    """Return the furthest stage that an application ever reached."""
    stages = [application.stage, *(move.to_stage for move in moves), *(move.from_stage for move in moves)]
    return max(stages, key=lambda stage: stage.place)


def fate_of_past(past: PastCandidate) -> Fate:
    """Return how far the application of an erased candidate came."""
    withdrew = past.outcome is Outcome.WITHDREW
    return Fate(reached=past.stage, is_over=True, withdrew=withdrew, groups=past.groups)


def passage(fates: Iterable[Fate], before: Stage, after: Stage) -> Passage:
    """Return how those who reached `before` came through to `after`."""
    passed = stopped = withdrew = waiting = 0
    for one in fates:
        if one.reached.place < before.place:
            continue
        if one.reached.place >= after.place:
            passed += 1
        elif one.withdrew:
            withdrew += 1
        elif one.is_over:
            stopped += 1
        else:
            waiting += 1
    return Passage(passed=passed, stopped=stopped, withdrew=withdrew, waiting=waiting)


def everybody(fates: Sequence[Fate]) -> tuple[Step, ...]:
    """Return the steps of all applications together."""
    return tuple(Step(before=one, after=two, everybody=passage(fates, one, two)) for one, two in steps())


def by_question(fates: Sequence[Fate], question: str) -> QuestionRates:
    """Return the steps by the answers to one question; groups of fewer than five are counted together."""
    answered = [one for one in fates if one.groups.get(question)]
    together = _together(Counter(one.groups[question] for one in answered))
    members: dict[str, list[Fate]] = {}
    for one in answered:
        group = one.groups[question]
        members.setdefault(OTHERS if group in together else group, []).append(one)
    shown = {group: some for group, some in members.items() if len(some) >= LEAST}
    is_hidden = len(shown) < 2 or len(shown) < len(members)
    return QuestionRates(
        question=question,
        answered=len(answered),
        silent=len(fates) - len(answered),
        together=tuple(sorted(together)),
        is_hidden=is_hidden,
        steps=() if is_hidden else tuple(_step(shown, one, two) for one, two in steps()),
    )


def _together(counts: Counter[str]) -> set[str]:
    """Return the groups to count together: those of fewer than five, and more until they are five or all.

    One small group by itself could be told from the total; so the next smallest goes with it.
    """
    chosen = {group for group, many in counts.items() if many < LEAST}
    for group, many in sorted(counts.items(), key=lambda each: (each[1], each[0])):
        if not chosen or sum(counts[one] for one in chosen) >= LEAST:
            break
        if many >= LEAST:
            chosen.add(group)
    return chosen


def _step(members: Mapping[str, Sequence[Fate]], before: Stage, after: Stage) -> Step:
    passages = {group: passage(fates, before, after) for group, fates in sorted(members.items(), key=_others_last)}
    large = {group: one for group, one in passages.items() if one.decided >= LEAST}
    if len(large) < 2:  # nothing to compare; and the one that is small would follow from the other and the total
        return Step(before=before, after=after, everybody=Passage())
    rates = selection_rates(
        {group: one.decided for group, one in large.items()}, {group: one.passed for group, one in large.items()}
    )
    best = next((group for group, ratio in zip(rates.groups, rates.ratios, strict=True) if ratio == 1), None)
    found = {
        group: _rate(
            group, large[group], best=None if best is None else (best, large[best]), ratio=ratio, is_below=below
        )
        for group, ratio, below in zip(rates.groups, rates.ratios, rates.below_four_fifths, strict=True)
    }
    small = {group: GroupRate(group=group, passage=Passage(), is_small=True) for group in passages}
    groups = tuple((small | found).values())
    return Step(before=before, after=after, everybody=_sum(large.values()), groups=groups)


def _others_last(item: tuple[str, object]) -> tuple[bool, str]:
    return item[0] == OTHERS, item[0]


def _sum(passages: Iterable[Passage]) -> Passage:
    some = list(passages)
    return Passage(
        passed=sum(one.passed for one in some),
        stopped=sum(one.stopped for one in some),
        withdrew=sum(one.withdrew for one in some),
        waiting=sum(one.waiting for one in some),
    )


def _rate(
    group: str, own: Passage, *, best: tuple[str, Passage] | None, ratio: float | None, is_below: bool
) -> GroupRate:
    is_highest = best is not None and best[0] == group
    table = None
    if best is not None and not is_highest:
        table = [[own.passed, own.stopped], [best[1].passed, best[1].stopped]]
    return GroupRate(
        group=group,
        passage=own,
        interval=wilson(own.passed, own.decided),
        ratio=ratio,
        is_below_four_fifths=is_below,
        is_highest=is_highest,
        p=None if table is None else fisher_exact(table),
        least_p=None if table is None else least_p(table),
    )


def least_p(table: Sequence[Sequence[int]]) -> float:
    """Return the smallest two-sided p that Fisher's exact test can give for tables of these totals.

    The margins stay as they are: it is that of one of the two most unequal tables.
    """
    (first, second), (third, fourth) = table
    row, column, total = first + second, first + third, first + second + third + fourth
    ends = {max(0, row + column - total), min(row, column)}
    return min(fisher_exact([[at, row - at], [column - at, total - row - column + at]]) for at in ends)
