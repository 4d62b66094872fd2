"""Coaching in the sample business: one session that was held, and helped, and one that is planned."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from csops.domain.calendar import is_open
from csops.domain.coaching import Coaching, CoachingAction, CoachingState, Point, PointKind
from csops.domain.coaching_points import Told, agenda
from csops.domain.reviews import Review
from csops.services.sample.days import Days
from csops.storage.unit_of_work import Work


def keep_talks(
    work: Work,
    content: Mapping[str, Any],
    *,
    reviews: Sequence[Review],
    members: Mapping[str, int],
    held_at: datetime,
    days: Days,
) -> None:
    """Keep both sessions, with what was agreed.

    Args:
        work: the act that builds the business; reviews are kept.
        content: what is written of them.
        reviews: those that count.
        members: their ids by initials.
        held_at: when the first was held.
        days: when things were.
    """
    told = _told(work, [one for one in reviews if one.is_sent])
    held, planned = content["coaching"], content["planned"]
    first = work.quality.coachings.add(
        _session(held, told, members=members, at=held_at, made=held_at - timedelta(days=3), held=held_at)
    )
    at = _ahead(days, planned["days"])
    work.quality.coachings.add(
        _session(planned, told, members=members, at=at, made=days.until - timedelta(hours=20), held=None)
    )
    work.quality.actions.add_many([_action(one, first, members=members, held=held_at) for one in held["actions"]])


def _ahead(days: Days, wanted: int) -> datetime:
    """Return ten in the morning so many days ahead, or of the next open day."""
    mornings = (
        datetime.combine(days.ago(-wanted - more), time(10), tzinfo=days.calendar.tz).astimezone(UTC)
        for more in range(14)
    )
    return next(at for at in mornings if is_open(days.calendar, at))


def _session(
    written: Mapping[str, Any],
    told: Iterable[Told],
    *,
    members: Mapping[str, int],
    at: datetime,
    made: datetime,
    held: datetime | None,
) -> Coaching:
    theirs = [
        one
        for one in told
        if one.review.member_id == members[written["member"]] and (one.review.sent_at or made) < made
    ]
    points = agenda(theirs, card=written["card"], criterion=written["criterion"])
    return Coaching(
        member_id=members[written["member"]],
        coach_id=members[written["coach"]],
        planned_at=at,
        made_at=made,
        made_by=members[written["coach"]],
        state=CoachingState.PLANNED if held is None else CoachingState.HELD,
        held_at=held,
        card=written["card"],
        criterion=written["criterion"],
        agenda=(*points, Point(kind=PointKind.TOPIC, text=written["topic"])),
        note=written["note"],
    )


def _action(
    written: Mapping[str, Any], session: Coaching, *, members: Mapping[str, int], held: datetime
) -> CoachingAction:
    owner = members[written["by"]]
    done = held + timedelta(days=written["done"]) if "done" in written else None
    return CoachingAction(
        coaching_id=session.id,
        what=written["what"],
        owner_id=owner,
        due_at=held + timedelta(days=written["due"]),
        done_at=done,
        done_by=None if done is None else owner,
    )


def _told(work: Work, reviews: Sequence[Review]) -> list[Told]:
    versions = work.quality.card_versions.get_many({one.card_version_id for one in reviews})
    cards = work.quality.cards.get_many({version.card_id for version in versions.values()})
    return [
        Told(
            review=one,
            card=cards[versions[one.card_version_id].card_id].key,
            criteria=versions[one.card_version_id].criteria,
        )
        for one in reviews
    ]
