"""What to coach: which criteria cost somebody most points, with the evidence; what went well; and what coaching did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil, sqrt

from csops.domain.coaching import Coaching, CoachingAction, CoachingState, Point, PointKind
from csops.domain.errors import AlreadyDone, InputError, Missing, OutOfRange
from csops.domain.review_estimates import NOTHING, Estimate, Spread, mean_of, moderated, pooled, tallied
from csops.domain.review_results import Fact
from csops.domain.reviews import CriterionRating, Review
from csops.domain.scoring import Criterion
from csops.domain.skills import HIGHEST, LOWEST
from csops.domain.student import t_of
from csops.domain.texts import kept, one_line, short_enough

LONGEST_TEXT = 10_000
MOST_MISSES, MOST_PRAISE = 3, 2
LONGEST_AGENDA = 100
CONFIDENCE = 0.95
_FULL = 100.0


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sent review with what its card asked: key of the card, and its criteria."""

    review: Review
    card: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class Weakness:
    """A criterion of somebody's reviews.

    `lost`: points of the card that it costs in the mean (weight times what is missing), None where it is hidden.
    `n`: how often it was rated. `is_enough`: often enough to say so. `causes`: keys of root causes, the most frequent
    first. `skill`: key of the skill that it shows.
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
        before, after = (one if one.n >= enough else Estimate(value=None, n=one.n) for one in (self.before, self.after))
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


def weaknesses(
    told: Iterable[Told], *, enough: int, spreads: Mapping[tuple[str, str], Spread | None] | None = None
) -> list[Weakness]:
    """Return the criteria on which points were lost: those rated often enough first, then by points lost.

    A criterion is taken as the newest card words it. `spreads`: see `spreads_of`; a handful of own ratings hardly shows
    how much they differ.
    """
    rated: dict[tuple[str, str], list[tuple[float, str]]] = {}
    newest: dict[tuple[str, str], Criterion] = {}
    for one in sorted(told, key=lambda each: each.review.happened_at):
        for criterion, rating, percent in _rated(one):
            key = (one.card, criterion.key)
            newest[key] = criterion
            rated.setdefault(key, []).append((percent, rating.cause))
    known = spreads or {}
    found = [
        _weakness(card, newest[card, key], values, enough, known.get((card, key)))
        for (card, key), values in rated.items()
    ]
    lost = [one for one in found if one.lost]
    return sorted(lost, key=lambda one: (not one.is_enough, -(one.lost or 0), one.card, one.criterion))


def hidden_if_few(weak: Iterable[Weakness]) -> list[Weakness]:
    """Return criteria as others see them: of those rated too seldom that they were, by name, and no figure."""
    found = list(weak)
    few = [replace(one, mean=Estimate(value=None, n=one.n), lost=None, causes=()) for one in found if not one.is_enough]
    return [*(one for one in found if one.is_enough), *sorted(few, key=lambda one: (one.name, one.card))]


def _weakness(
    card: str, criterion: Criterion, values: Sequence[tuple[float, str]], enough: int, spread: Spread | None
) -> Weakness:
    mean = _mean([percent for percent, _cause in values], spread)
    causes = Counter(cause for _percent, cause in values if cause)
    return Weakness(
        card=card,
        criterion=criterion.key,
        name=criterion.name,
        skill=criterion.skill,
        n=len(values),
        mean=mean,
        lost=criterion.weight * (1 - (mean.value or 0.0) / _FULL),
        is_enough=len(values) >= enough,
        causes=tuple(cause for cause, _n in causes.most_common()),
    )


def agenda(told: Iterable[Told], *, card: str, criterion: str) -> tuple[Point, ...]:
    """Return points of a session on one criterion: what went well, and what was missed, with what shows it.

    Praise comes first: of the same criterion where it was met, else of any other. The newest reviews are taken.
    """
    newest = _newest_first(told)
    misses: list[Point] = []
    for one in newest:
        for asked, rating, percent in _rated(one):
            if (one.card, asked.key) == (card, criterion) and percent < _FULL:
                misses.append(_point(one, asked, rating, PointKind.MISS))
    praise = praises(newest, most=len(newest) * LONGEST_AGENDA)
    met = [point for point in praise if (point.card, point.criterion) == (card, criterion)]
    other = [point for point in praise if point not in met]
    return (*[*met, *other][:MOST_PRAISE], *misses[:MOST_MISSES])


def praises(told: Iterable[Told], *, most: int = 5) -> tuple[Point, ...]:
    """Return what went well, the newest first: words of praise, and criteria fully met with what shows it."""
    found: list[Point] = []
    for one in _newest_first(told):
        if one.review.praise.strip():
            found.append(_praised(one))
        for asked, rating, percent in _rated(one):
            if percent == _FULL and (rating.quotes or rating.note.strip()):
                found.append(_point(one, asked, rating, PointKind.PRAISE))
    return tuple(found[:most])


def _newest_first(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda each: each.review.happened_at, reverse=True)


def _rated(one: Told) -> Iterator[tuple[Criterion, CriterionRating, float]]:
    """Each criterion of a review that was rated, with the percent of its scale."""
    by_key = {each.key: each for each in one.criteria}
    for rating in one.review.ratings:
        asked = by_key.get(rating.criterion)
        if asked is not None and rating.rating is not None:
            yield asked, rating, asked.scale.percent(rating.rating)


def _praised(one: Told) -> Point:
    return Point(kind=PointKind.PRAISE, text=one.review.praise.strip(), card=one.card, review_id=one.review.id)


def _point(one: Told, asked: Criterion, rating: CriterionRating, kind: PointKind) -> Point:
    return Point(
        kind=kind,
        text=rating.note.strip() or asked.name,
        card=one.card,
        criterion=asked.key,
        review_id=one.review.id,
        quote=rating.quotes[0].text if rating.quotes else "",
    )


def effect_of(
    told: Iterable[Told], *, card: str, criterion: str, held_at: datetime, spread: Spread | None = None
) -> CoachingEffect:
    """Return a criterion before and after a session, by the moments of the contacts.

    Args:
        told: sent reviews of the person.
        card: the focus of the session.
        criterion: of it.
        held_at: when the session was.
        spread: how much ratings of this criterion differ within everybody; a handful of own ones hardly shows it.

    Source of the interval: two means with a pooled variance (Student's t), moderated as in `review_estimates.mean_of`.
    """
    before: list[float] = []
    after: list[float] = []
    for one in told:
        percent = _percent(one, card, criterion)
        if percent is not None:
            (after if one.review.happened_at >= held_at else before).append(percent)
    rows = [*((percent, 0, 1.0) for percent in before), *((percent, 1, 1.0) for percent in after)]
    found = CoachingEffect(before=_mean(before, spread), after=_mean(after, spread))
    if not before or not after:
        return found
    change = (found.after.value or 0.0) - (found.before.value or 0.0)
    used = moderated(pooled(tallied(rows)), spread)
    if used is None:
        return replace(found, change=change)
    reach = t_of(used.freedom, confidence=CONFIDENCE) * sqrt(used.variance * (1 / len(before) + 1 / len(after)))
    return replace(found, change=change, low=change - reach, high=change + reach)


def _percent(one: Told, card: str, criterion: str) -> float | None:
    asked = next((each for each in one.criteria if each.key == criterion), None)
    rating = next((each.rating for each in one.review.ratings if each.criterion == criterion), None)
    return None if one.card != card or asked is None or rating is None else asked.scale.percent(rating)


def _mean(values: Sequence[float], spread: Spread | None) -> Estimate:
    return mean_of(tallied((value, None, 1.0) for value in values), spread=spread)


def spreads_of(facts: Iterable[Fact]) -> dict[tuple[str, str], Spread | None]:
    """Return how much ratings of each criterion (card and key) differ within people, over everybody."""
    rows: dict[tuple[str, str], list[tuple[float, object, float]]] = {}
    for fact in facts:
        for answer in fact.answers:
            if answer.percent is not None:
                rows.setdefault((fact.card, answer.criterion), []).append((answer.percent, fact.member_id, 1.0))
    return {key: pooled(tallied(values)) for key, values in rows.items()}


# ------------------------------------------------------------ a level of the skill that a criterion shows
def level_shown(told: Iterable[Told], *, skill: str, enough: int) -> ShownLevel | None:
    """Return the level of a skill that somebody's reviews show: their criteria with that skill, rated often enough.

    The mean of the criteria, by the points that each may bring, on the scale of the skill: 0 percent is level 1, 100
    is level 5, half goes down as with interviews (`skill_levels.level_from`).

    Returns:
        None where the reviews with such a criterion are fewer than `enough`.
    """
    rated: list[tuple[float, float]] = []
    reviews: list[Review] = []
    for one in told:
        found = [(asked.weight, percent) for asked, _rating, percent in _rated(one) if asked.skill == skill]
        rated += found
        reviews += [one.review] if found else []
    whole = sum(weight for weight, _percent in rated)
    if len(reviews) < enough or not whole:
        return None
    percent = sum(weight * each for weight, each in rated) / whole
    newest = max(reviews, key=lambda each: (each.happened_at, each.id))
    level = LOWEST + ceil((HIGHEST - LOWEST) * percent / _FULL - 0.5)
    return ShownLevel(skill=skill, level=level, percent=percent, reviews=len(reviews), newest_id=newest.id)


# ------------------------------------------------------------ a session as it may be kept
def checked(session: Coaching) -> Coaching:
    """Return the session with tidy texts.

    Raises:
        OutOfRange: somebody coaches themselves. Missing: a point of the agenda without words.
    """
    if session.member_id == session.coach_id:
        raise OutOfRange(field="coach", value="the same person", right="Somebody else coaches")
    if len(session.agenda) > LONGEST_AGENDA:
        raise OutOfRange(field="agenda", value=len(session.agenda), right=f"At most {LONGEST_AGENDA} points")
    points = tuple(
        replace(point, text=short_enough(kept(point.text), field="point", most=LONGEST_TEXT))
        for point in session.agenda
    )
    if any(not point.text for point in points):
        raise Missing(field="point", right="Write what it is about, or take the point off the agenda")
    return replace(session, agenda=points, note=short_enough(kept(session.note), field="note", most=LONGEST_TEXT))


def held(session: Coaching, *, at: datetime, now: datetime) -> Coaching:
    """Return a session as held, or raise AlreadyDone, InputError (cancelled), OutOfRange (a moment still to come)."""
    _check_planned(session)
    if at > now:
        raise OutOfRange(field="held at", value=at, right="Note it once it was held")
    return replace(session, state=CoachingState.HELD, held_at=at)


def cancelled(session: Coaching) -> Coaching:
    """Return a session as cancelled, or raise AlreadyDone, InputError."""
    _check_planned(session)
    return replace(session, state=CoachingState.CANCELLED)


def _check_planned(session: Coaching) -> None:
    if session.state is CoachingState.HELD:
        raise AlreadyDone(what="This coaching session", who="its coach")
    if session.state is CoachingState.CANCELLED:
        raise InputError(field="session", problem="it was cancelled", right="Plan a new one")


def checked_action(action: CoachingAction, *, session: Coaching, people: Mapping[int, bool]) -> CoachingAction:
    """Return an action as it may be kept.

    Args:
        action: what was agreed.
        session: of which session.
        people: whether a member is on the team, by id.

    Raises:
        Missing: no words. InputError: whoever is to do it has left. OutOfRange: due before the session was planned.
    """
    what = short_enough(one_line(action.what), field="what")
    if not what:
        raise Missing(field="what", right="Write what was agreed, such as Say the next step in own words")
    if not people.get(action.owner_id, False):
        raise InputError(field="who", problem="they are not on the team", right="Choose who is")
    if action.due_at < session.made_at:
        raise OutOfRange(field="until", value=action.due_at, right="Choose a day after the session was planned")
    return replace(action, what=what)
