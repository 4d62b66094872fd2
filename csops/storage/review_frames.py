"""What is asked of the log to draw contacts for review: which can be drawn, how many there are, what was reviewed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, text

from csops.domain.review_draws import Standing
from csops.domain.review_samples import PickState
from csops.domain.review_sampling import Cell
from csops.domain.reviews import COUNTING, Purpose, ReviewState
from csops.storage.contacts import attachments, contacts
from csops.storage.quality import picks, reviews

_C = contacts.c
_CELL = (_C.member_id, _C.channel_id, _C.topic_id, _C.result)
_TAKEN = (PickState.OPEN, PickState.DONE, PickState.REPLACED)
"""Who is replaced could not be reviewed, so it is not drawn again; what was merely dropped may be."""


@dataclass(frozen=True, kw_only=True)
class FrameScope:
    """Contacts that happened in [since, until), of these people alone or (none) of everybody."""

    since: datetime
    until: datetime
    members: tuple[int, ...] = ()


def standings(connection: Connection, scope: FrameScope) -> dict[Cell, Standing]:
    """Return how many contacts people handled, how many hold nothing to review or are taken, by cell."""
    bare, taken = ~_shows_something(), is_taken()
    counted = select(
        *_CELL,
        func.count(),
        func.sum(case((bare, 1), else_=0)),
        func.sum(case((and_(~bare, taken), 1), else_=0)),
    ).where(_handled(scope))
    return {
        Cell(*row[:4]): Standing(handled=row[4], bare=int(row[5]), taken=int(row[6]))
        for row in connection.execute(counted.group_by(*_CELL))
    }


def frame(connection: Connection, scope: FrameScope) -> dict[Cell, list[int]]:
    """Return the ids of the contacts that can be drawn, by cell.

    Handled by a person, with a text or a file, not automatic, neither reviewed nor in a queue.
    """
    asked = select(*_CELL, _C.id).where(_handled(scope), _shows_something(), ~is_taken())
    found: dict[Cell, list[int]] = defaultdict(list)
    known: dict[Any, list[int]] = {}
    for *values, contact_id in connection.execute(asked):
        plain = tuple(values)
        ids = known.get(plain)
        if ids is None:
            ids = known[plain] = found[Cell(*plain)]
        ids.append(contact_id)
    return dict(found)


def _handled(scope: FrameScope) -> ColumnElement[bool]:
    asked = and_(_C.happened_at >= scope.since, _C.happened_at < scope.until, _by_a_person())
    return and_(asked, _C.member_id.in_(scope.members)) if scope.members else asked


def can_be_reviewed() -> ColumnElement[bool]:
    """Return whether a person handled a contact, and it shows something."""
    return and_(_by_a_person(), _shows_something())


def _by_a_person() -> ColumnElement[bool]:
    # Few are automatic, and an index of their own holds them.
    return and_(_C.member_id.is_not(None), _C.id.not_in(select(_C.id).where(text("automatic"))))


def _shows_something() -> ColumnElement[bool]:
    return or_(_C.text != "", _C.id.in_(select(attachments.c.contact_id)))


def is_taken() -> ColumnElement[bool]:
    """Return whether a contact is reviewed or in a queue."""
    queued = select(picks.c.contact_id).where(picks.c.contact_id.is_not(None), picks.c.state.in_(_TAKEN))
    reviewed = select(reviews.c.contact_id).where(reviews.c.contact_id.is_not(None), reviews.c.purpose.in_(COUNTING))
    return or_(_C.id.in_(queued), _C.id.in_(reviewed))


# ------------------------------------------------------------ what was reviewed
def _told(viewer_id: int) -> ColumnElement[bool]:
    """What a viewer may know of: not that somebody reviewed them before it was sent."""
    return or_(reviews.c.member_id != viewer_id, reviews.c.state == ReviewState.SENT)


def reviewed(connection: Connection, scope: FrameScope, *, viewer_id: int) -> dict[int, int]:
    """Return how many contacts of a period were reviewed so far, by member; the viewer's own once they were sent."""
    columns = reviews.c
    asked = (
        select(columns.member_id, func.count())
        .where(columns.happened_at >= scope.since, columns.happened_at < scope.until)
        .where(columns.purpose.in_(COUNTING), _told(viewer_id))
        .group_by(columns.member_id)
    )
    return {row[0]: row[1] for row in connection.execute(_of(asked, scope))}


def _of(asked: Select[Any], scope: FrameScope) -> Select[Any]:
    return asked.where(reviews.c.member_id.in_(scope.members)) if scope.members else asked


def scores_spread(connection: Connection, *, viewer_id: int) -> tuple[int, float, float]:
    """Return of the scores of fair samples how many there are, their sum, and the sum of their squares."""
    final = reviews.c.final
    asked = select(func.count(final), func.sum(final), func.sum(final * final)).where(
        reviews.c.purpose == Purpose.FAIR, _told(viewer_id)
    )
    count, total, squares = connection.execute(asked).one()
    return int(count), float(total or 0), float(squares or 0)


def self_reviewed(connection: Connection, pick_ids: Iterable[int]) -> set[int]:
    """Return those of the picks that the person has reviewed themselves."""
    wanted = list(pick_ids)
    return set(_self_reviewed(connection, wanted))


def _self_reviewed(connection: Connection, wanted: list[int]) -> Iterator[int]:
    for start in range(0, len(wanted), 500):
        asked = select(reviews.c.pick_id).where(
            reviews.c.purpose == Purpose.SELF, reviews.c.pick_id.in_(wanted[start : start + 500])
        )
        yield from connection.execute(asked).scalars()
