"""What to talk about in coaching: misses with what shows them, what went well; and sessions as they may be kept."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.coaching import Coaching, CoachingAction, CoachingState, Point, PointKind
from csops.domain.errors import AlreadyDone, InputError, Missing, OutOfRange
from csops.domain.reviews import CriterionRating, Review
from csops.domain.scoring import Criterion
from csops.domain.texts import kept, one_line, short_enough

LONGEST_TEXT = 10_000
MOST_MISSES, MOST_PRAISE = 3, 2
LONGEST_AGENDA = 100
_FULL = 100.0


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sent review with what its card asked: key of the card, and its criteria."""

    review: Review
    card: str
    criteria: tuple[Criterion, ...]


def agenda(told: Iterable[Told], *, card: str, criterion: str) -> tuple[Point, ...]:
    """Return points of a session on one criterion: what went well, and what was missed, with what shows it.

    Praise comes first: of the same criterion where it was met, then of others, each once. Of the misses those with
    words come first, and the same words once; where nobody said a word the newest one stands for all. The newest
    reviews are taken.
    """
    newest = _newest_first(told)
    misses: list[Point] = []
    silent: list[Point] = []
    for one in newest:
        for asked, rating, percent in _rated(one):
            if (one.card, asked.key) == (card, criterion) and percent < _FULL:
                has_words = bool(rating.note.strip() or rating.quotes)
                (misses if has_words else silent).append(_point(one, asked, rating, PointKind.MISS))
    praise = praises(newest, most=len(newest) * LONGEST_AGENDA)
    focus = (card, criterion)
    praise = tuple(sorted(praise, key=lambda point: (point.card, point.criterion) != focus))
    good = _once(praise, by=lambda point: (point.card, point.criterion) if point.criterion else point.text)
    bad = _once(misses, by=lambda point: (point.text, point.quote)) or silent[:1]
    return (*good[:MOST_PRAISE], *bad[:MOST_MISSES])


def _once(points: Iterable[Point], *, by: Callable[[Point], object]) -> list[Point]:
    """Return the first of those that are alike."""
    first: dict[object, Point] = {}
    for point in points:
        first.setdefault(by(point), point)
    return list(first.values())


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
        text=rating.note.strip() or _named(asked, rating),
        card=one.card,
        criterion=asked.key,
        review_id=one.review.id,
        quote=rating.quotes[0].text if rating.quotes else "",
    )


def _named(asked: Criterion, rating: CriterionRating) -> str:
    """Say how a criterion was rated: Correct answer: Partly."""
    label = next((step.label for step in asked.scale.steps if step.rating == rating.rating), "")
    return f"{asked.name}: {label}" if label else asked.name


# ------------------------------------------------------------ a session as it may be kept
def without_reviews(session: Coaching, withdrawn: Collection[int]) -> Coaching:
    """Return the session without the points that rest on these reviews."""
    return replace(session, agenda=tuple(one for one in session.agenda if one.review_id not in withdrawn))


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
        replace(
            point,
            text=short_enough(kept(point.text), field="point", most=LONGEST_TEXT),
            quote=kept(point.quote),
        )
        for point in session.agenda
    )
    if any(not point.text for point in points):
        raise Missing(field="point", right="Write what it is about, or take the point off the agenda")
    return replace(
        session,
        card=short_enough(one_line(session.card), field="scorecard"),
        criterion=short_enough(one_line(session.criterion), field="criterion"),
        agenda=points,
        note=short_enough(kept(session.note), field="note", most=LONGEST_TEXT),
    )


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
