"""Which reviews are behind a number of the results."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter

from csops.domain.review_links import Came, Effect
from csops.domain.review_results import Answered, Fact
from csops.domain.scoring import CRITICAL_BELOW


class ResultsBy(Enum):
    """What results are split by. By cause a review stands with each that its ratings came from, and only with one."""

    PERSON = "person"
    REVIEWER = "reviewer"
    CHANNEL = "channel"
    TOPIC = "topic"
    CARD = "card"
    CRITERION = "criterion"
    CAUSE = "cause"


class Part(Enum):
    """Which reviews of a group: all, or those that a count is of.

    RATED: with a score. NO_SCORE: nothing could be rated. CLEAN: rated, without a critical error. CRITICAL: with one,
    also where nothing that weighs was rated.
    LOW, CAUSED, NOT_APPLICABLE, UNSEEN: by the answer to a criterion; CAUSED: with a root cause.
    """

    ALL = "all"
    RATED = "rated"
    PASSED = "passed"
    FAILED = "failed"
    CLEAN = "clean"
    CRITICAL = "critical"
    NO_SCORE = "no_score"
    LOW = "low"
    CAUSED = "caused"
    NOT_APPLICABLE = "not_applicable"
    UNSEEN = "unseen"


@dataclass(frozen=True, kw_only=True)
class Which:
    """The reviews behind one number.

    Attributes:
        by, of: of one group, by the key that its scores have; of a criterion its own key.
        card: of a criterion, that of its scorecard; empty: of any.
        part: which of them.
        family: with a critical error of this family. cause: with this root cause at the criterion.
        effect: those of which this is known (an answer, whether the customer came again, what was given).
    """

    by: ResultsBy | None = None
    of: str = ""
    card: str = ""
    part: Part = Part.ALL
    family: str = ""
    cause: str = ""
    effect: Effect | None = None


VALUES: Mapping[ResultsBy, Callable[[Fact], object]] = {
    ResultsBy.PERSON: attrgetter("member_id"),
    ResultsBy.REVIEWER: attrgetter("reviewer_id"),
    ResultsBy.CHANNEL: attrgetter("channel_id"),
    ResultsBy.TOPIC: attrgetter("topic_id"),
    ResultsBy.CARD: attrgetter("card"),
}
"""What reviews are split by, as they have it; of criteria each has several."""


def matching(facts: Iterable[Fact], which: Which) -> list[Fact]:
    """Return the reviews that a number counts, in their order; what came of them is not looked at."""
    return [fact for fact in facts if _is_of(fact, which) and _is_part(fact, which)]


def known_by(came: Iterable[Came], effect: Effect) -> set[int]:
    """Return the ids of the reviews of whose contacts this is known."""
    value: Callable[[Came], object] = {
        Effect.CSAT: lambda one: one.csat,
        Effect.REPEAT: lambda one: one.came_again,
        Effect.CONCESSIONS: lambda one: one.given,
    }[effect]
    return {one.review_id for one in came if value(one) is not None}


def telling(one: Came, effect: Effect | None) -> float:
    """Return by what reviews of which this is known are ordered: the low answer, who came again, most money first."""
    value = {
        Effect.CSAT: one.csat,
        Effect.REPEAT: -float(one.came_again or False),
        Effect.CONCESSIONS: -(one.given or 0.0),
    }.get(effect or Effect.CSAT)
    return value or 0.0


def causes_of(fact: Fact) -> set[str]:
    """Return the root causes that ratings of a review came from."""
    return {answer.cause for answer in fact.answers if answer.cause}


def group_of(fact: Fact, by: ResultsBy) -> str:
    """Return the key of the group that a review is of, as its scores have it; by criterion there are several."""
    value = VALUES.get(by)
    key = None if value is None else value(fact)
    return "" if key is None else str(key)


def _is_of(fact: Fact, which: Which) -> bool:
    if which.by is None:
        return True
    if which.by is ResultsBy.CRITERION:
        return which.card in ("", fact.card) and _answer(fact, which.of) is not None
    if which.by is ResultsBy.CAUSE:
        return which.of in causes_of(fact)
    return group_of(fact, which.by) == which.of


def _answer(fact: Fact, criterion: str) -> Answered | None:
    return next((one for one in fact.answers if one.criterion == criterion), None)


def _is_part(fact: Fact, which: Which) -> bool:
    if which.family and which.family not in fact.critical:
        return False
    if which.by is ResultsBy.CRITERION:
        answer = _answer(fact, which.of)
        return answer is not None and (not which.cause or which.cause == answer.cause) and _is_answered(answer, which)
    is_rated = fact.final is not None
    return {
        Part.RATED: is_rated,
        Part.NO_SCORE: not fact.is_judged,
        Part.PASSED: is_rated and fact.passed,
        Part.FAILED: fact.is_judged and not fact.passed,
        Part.CLEAN: is_rated and not fact.critical,
        Part.CRITICAL: bool(fact.critical),
        Part.LOW: fact.is_judged and any(_is_low(one) for one in fact.answers),
    }.get(which.part, True)


def _is_answered(answer: Answered, which: Which) -> bool:
    is_rated = answer.percent is not None
    return {
        Part.RATED: is_rated,
        Part.LOW: _is_low(answer),
        Part.CAUSED: bool(answer.cause),
        Part.NOT_APPLICABLE: not is_rated and not answer.is_unseen,
        Part.UNSEEN: not is_rated and answer.is_unseen,
    }.get(which.part, True)


def _is_low(answer: Answered) -> bool:
    return answer.percent is not None and answer.percent < CRITICAL_BELOW
