"""What is asked of the log to draw contacts for review: which can be drawn, how many there are, what was reviewed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, and_, func, or_, select, text, type_coerce

from csops.domain.contacts import Result
from csops.domain.review_draws import Standing
from csops.domain.review_samples import PickState, Stratum
from csops.domain.review_sampling import Cell
from csops.domain.reviews import COUNTING, Purpose, ReviewState
from csops.storage.contacts import attachments, contacts
from csops.storage.quality import picks, reviews, samples

_C = contacts.c
_TAKEN = (PickState.OPEN, PickState.DONE, PickState.REPLACED)
"""Who is replaced could not be reviewed, so it is not drawn again; what was merely dropped may be."""
_COLUMN = {
    Stratum.PERSON: _C.member_id,
    Stratum.CHANNEL: _C.channel_id,
    Stratum.TOPIC: _C.topic_id,
    Stratum.RESULT: type_coerce(_C.result, String),
}
_STANDS = reviews.c.state != ReviewState.WITHDRAWN
"""What was withdrawn counts nowhere: its contact is reviewed anew."""
_Whose = tuple[int, int]
"""A contact, and the member who handled it."""


@dataclass(frozen=True, kw_only=True)
class FrameScope:
    """Contacts that happened in [since, until), of these people alone or (none) of everybody."""

    since: datetime
    until: datetime
    members: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """From what a sample is drawn.

    Attributes:
        standings: by member, how many contacts they handled, how many hold nothing to review or are drawn.
        cells: the ids of the contacts that can be drawn: handled by a person, with a text or a file, not automatic, and
            in no fair sample. They are told apart by person and by what the sample is spread over; the rest of a cell
            says nothing.
    """

    standings: Mapping[int, Standing]
    cells: Mapping[Cell, list[int]]

    @property
    def sizes(self) -> dict[Cell, int]:
        """How many contacts each cell holds."""
        return {cell: len(ids) for cell, ids in self.cells.items()}

    @property
    def standing(self) -> Standing:
        """All people together."""
        return sum(self.standings.values(), Standing())


def standings(connection: Connection, scope: FrameScope, *, viewer_id: int) -> dict[int, Standing]:
    """Return by member how many contacts they handled, how many hold nothing to review or are drawn.

    As a viewer may know it: none of their own contacts seems to be drawn.
    """
    counted = select(_C.member_id, func.count()).where(_handled(scope)).group_by(_C.member_id)
    handled = {row[0]: row[1] for row in connection.execute(counted)}
    drawn = [one for one in _drawn(connection, scope) if one[1] != viewer_id]
    return _standings(handled, bare=_bare(connection, scope), drawn=drawn)


def frame(
    connection: Connection, scope: FrameScope, *, strata: Iterable[Stratum], viewer_id: int | None = None
) -> Frame:
    """Return from what a sample that is spread over these is drawn; for a viewer: as they may know it (`standings`).

    One go over the contacts of the period, which an index alone answers; those few that cannot be drawn are asked for
    apart and taken out here.
    """
    apart = [one for one in Stratum if one in {Stratum.PERSON, *strata}]
    asked = select(_C.id, *(_COLUMN[one] for one in apart)).where(_handled(scope))
    bare = _bare(connection, scope)
    drawn = [one for one in _drawn(connection, scope) if one[1] != viewer_id]
    found: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for contact_id, *values in connection.execute(asked):
        found[tuple(values)].append(contact_id)
    handled: Counter[int] = Counter()
    cells: dict[Cell, list[int]] = {}
    out = {contact_id for contact_id, _member_id in (*bare, *drawn)}
    for key, ids in found.items():
        cell = _cell(dict(zip(apart, key, strict=True)))
        handled[cell.member_id] += len(ids)
        cells[cell] = [one for one in ids if one not in out] if out else ids
    return Frame(standings=_standings(handled, bare=bare, drawn=drawn), cells=cells)


def group_sizes(connection: Connection, scope: FrameScope, *, strata: Iterable[Stratum]) -> dict[Cell, int]:
    """Return how many contacts that hold something to review each group has, whether or not they are drawn by now."""
    apart = [one for one in Stratum if one in {Stratum.PERSON, *strata}]
    columns = [_COLUMN[one] for one in apart]
    asked = select(*columns, func.count()).where(_handled(scope), _shows_something()).group_by(*columns)
    return {_cell(dict(zip(apart, values, strict=True))): size for *values, size in connection.execute(asked)}


def _cell(values: Mapping[Stratum, Any]) -> Cell:
    return Cell(
        values[Stratum.PERSON],
        values.get(Stratum.CHANNEL, 0),
        values.get(Stratum.TOPIC),
        Result(values.get(Stratum.RESULT, Result.RESOLVED.value)),
    )


def _standings(handled: Mapping[int, int], *, bare: Iterable[_Whose], drawn: Iterable[_Whose]) -> dict[int, Standing]:
    bares, taken = (Counter(member_id for _id, member_id in one) for one in (bare, drawn))
    return {key: Standing(handled=count, bare=bares[key], taken=taken[key]) for key, count in handled.items()}


def _bare(connection: Connection, scope: FrameScope) -> list[_Whose]:
    """Return the contacts that hold nothing to review."""
    asked = select(_C.id, _C.member_id).where(_handled(scope), ~_shows_something())
    return [(row[0], row[1]) for row in connection.execute(asked)]


def _drawn(connection: Connection, scope: FrameScope) -> list[_Whose]:
    """Return the contacts that are in a fair sample.

    What was picked by risk or by hand can be drawn still: a frame without what went wrong would look too good.
    """
    fair = select(samples.c.id).where(samples.c.is_risk.is_(False))
    queued = select(picks.c.contact_id).where(picks.c.state.in_(_TAKEN), picks.c.sample_id.in_(fair))
    reviewed = select(reviews.c.contact_id).where(reviews.c.purpose == Purpose.FAIR, _STANDS)
    ids = queued.union(reviewed)
    asked = select(_C.id, _C.member_id).where(_C.id.in_(ids), _handled(scope), _shows_something())
    return [(row[0], row[1]) for row in connection.execute(asked)]


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
    """Return whether a contact is reviewed or in a queue, whatever for."""
    queued = select(picks.c.contact_id).where(picks.c.contact_id.is_not(None), picks.c.state.in_(_TAKEN))
    counting = (reviews.c.contact_id.is_not(None), reviews.c.purpose.in_(COUNTING), _STANDS)
    reviewed = select(reviews.c.contact_id).where(*counting)
    return or_(_C.id.in_(queued), _C.id.in_(reviewed))


# ------------------------------------------------------------ what was reviewed
def _told(viewer_id: int) -> ColumnElement[bool]:
    """What a viewer may know of and counts: not that somebody reviewed them before it was sent."""
    return and_(_STANDS, or_(reviews.c.member_id != viewer_id, reviews.c.state == ReviewState.SENT))


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
