"""What is asked of samples to weigh the reviews of their contacts."""

import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Text, and_, func, or_, select, type_coerce

from csops.domain.contacts import Result
from csops.domain.review_draws import UnderWay
from csops.domain.review_samples import PickState
from csops.domain.review_sampling import Key, spread
from csops.domain.review_weights import Brought, Drawn, Handled, Weights
from csops.domain.reviews import Purpose, ReviewState
from csops.storage.contacts import contacts
from csops.storage.quality import picks, reviews, samples

_MANY = 500
_S = samples.c
_LAYER = type_coerce(picks.c.layer, Text)
Weighed = tuple[Hashable, float]


def weights_for(connection: Connection, rows: Sequence[Any], *, since: datetime, until: datetime) -> dict[int, Weighed]:
    """Return the layer of each review of a fair sample, and how many contacts it stands for, by id.

    A review that could not be rated is no answer of its layer; one of another period counts all the same.

    Args:
        connection: of the operation.
        rows: the reviews: id, sample_id and layer in this order, then, in any, contact_id, member_id, channel_id and
            happened_at.
        since: they happened from then on,
        until: and before that.
    """
    if not rows:
        return {}
    # The first three by place, not by name: there are thousands of rows.
    own = {row[1] for row in rows}
    weights = Weights(_drawn(connection, own, since=since, until=until))
    alone = {one for one in own if weights.is_alone(one)}
    # Most often no sample overlaps another: then all reviews of a layer weigh the same, and need not be looked at.
    first: dict[Any, Any] = {}
    others = []
    for row in rows:
        if row[1] in alone:
            first.setdefault(row[1:3], row)
        else:
            others.append(row)
    asked = [row.contact_id for row in others if row.contact_id is not None and weights.asks_contact(row.sample_id)]
    known = _known(connection, asked)
    weighed = _numbered(weights.of([_brought(row, known) for row in (*first.values(), *others)]))
    of_layer = dict(zip(first, weighed, strict=False))
    found = {row[0]: of_layer[row[1:3]] for row in rows if row[1] in alone}
    return found | {row[0]: one for row, one in zip(others, weighed[len(first) :], strict=True)}


def _numbered(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Return the same with a number for each layer: what is counted by layer many times is found quicker."""
    numbers: dict[Hashable, int] = {}
    shared: dict[Weighed, Weighed] = {}
    return [
        shared.setdefault(one, (None if one[0] is None else numbers.setdefault(one[0], len(numbers)), one[1]))
        for one in weighed
    ]


def _brought(row: Any, known: Mapping[int, tuple[int | None, Result]]) -> Brought:
    topic_id, result = known.get(row.contact_id, (None, None))
    handled = Handled(row.happened_at, row.member_id, row.channel_id or 0, topic_id, result)
    return Brought(row.sample_id, tuple(json.loads(row.layer)), handled)


def _drawn(connection: Connection, own: Collection[int], *, since: datetime, until: datetime) -> Iterable[Drawn]:
    """Yield these samples, and all others from which contacts of [since, until) could be drawn."""
    columns = (_S.id, _S.since, _S.until, _S.made_at, _S.members, _S.strata, _S.quota, _S.wanted, _S.layers)
    others = and_(_S.is_risk.is_(False), _S.since < until, _S.until > since)
    rows = connection.execute(select(*columns).where(or_(_S.id.in_(own), others))).all()
    ids = [row.id for row in rows]
    reviewed, waiting = _reviewed(connection, ids), _waiting(connection, ids)
    for row in rows:
        yield Drawn(
            id=row.id,
            since=row.since,
            until=min(row.until, row.made_at),
            members=frozenset(row.members),
            how=spread(row.strata, quota=row.quota, wanted=row.wanted),
            sizes={layer.key: layer.size for layer in row.layers},
            reviewed=reviewed[row.id],
            waiting=waiting[row.id],
        )


def _reviewed(connection: Connection, ids: Collection[int]) -> Mapping[int, dict[Key, int]]:
    """Return of how many contacts of each layer a sent review counts, by sample."""
    asked = (
        select(picks.c.sample_id, _LAYER, func.count())
        .join_from(reviews, picks, picks.c.id == reviews.c.pick_id)
        .where(
            picks.c.sample_id.in_(ids),
            reviews.c.state == ReviewState.SENT,
            reviews.c.purpose == Purpose.FAIR,
            reviews.c.final.is_not(None),
        )
        .group_by(picks.c.sample_id, _LAYER)
    )
    return _by_sample(connection, asked)


def _waiting(connection: Connection, ids: Collection[int]) -> Mapping[int, dict[Key, int]]:
    """Return how many of each layer were drawn and have no sent review, by sample: also what is finished and not sent.

    Otherwise who is reviewed would see from a mean that a review was finished.
    """
    sent = select(reviews.c.pick_id).where(
        reviews.c.pick_id == picks.c.id, reviews.c.state == ReviewState.SENT, reviews.c.purpose == Purpose.FAIR
    )
    asked = (
        select(picks.c.sample_id, _LAYER, func.count())
        .where(picks.c.sample_id.in_(ids), picks.c.state.in_((PickState.OPEN, PickState.DONE)), ~sent.exists())
        .group_by(picks.c.sample_id, _LAYER)
    )
    return _by_sample(connection, asked)


def under_way(
    connection: Connection, *, since: datetime, until: datetime, viewer_id: int, member_id: int | None = None
) -> tuple[UnderWay, ...]:
    """Return the fair draws from contacts of [since, until) that are reviewed in part, the latest first.

    Of a viewer's own contacts only what was sent is told. `member_id`: whose contacts; None: everybody's.
    """
    sent = func.count(reviews.c.id)
    joined = picks.join(samples, samples.c.id == picks.c.sample_id).outerjoin(
        reviews,
        and_(reviews.c.pick_id == picks.c.id, reviews.c.state == ReviewState.SENT, reviews.c.purpose == Purpose.FAIR),
    )
    asked = (
        select(_S.name, _S.made_at, sent.label("reviewed"), func.count(picks.c.id).label("drawn"))
        .select_from(joined)
        .where(_S.is_risk.is_(False), _S.since < until, _S.until > since)
        .where(or_(picks.c.member_id != viewer_id, reviews.c.id.is_not(None)))
        .where(picks.c.state.in_((PickState.OPEN, PickState.DONE)))
        .group_by(_S.id, _S.name, _S.made_at)
        .having(and_(sent > 0, sent < func.count(picks.c.id)))
        .order_by(_S.made_at.desc())
    )
    if member_id is not None:
        asked = asked.where(picks.c.member_id == member_id)
    rows = connection.execute(asked)
    return tuple(UnderWay(name=row.name, made_at=row.made_at, reviewed=row.reviewed, drawn=row.drawn) for row in rows)


def _by_sample(connection: Connection, asked: Select[Any]) -> Mapping[int, dict[Key, int]]:
    found: defaultdict[int, dict[Key, int]] = defaultdict(dict)
    for sample_id, key, count in connection.execute(asked):
        found[sample_id][tuple(json.loads(key))] = count
    return found


def _known(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int | None, Result]]:
    """Return topic and result of contacts that are there still."""
    found: dict[int, tuple[int | None, Result]] = {}
    for start in range(0, len(ids), _MANY):
        asked = select(contacts.c.id, contacts.c.topic_id, contacts.c.result)
        rows = connection.execute(asked.where(contacts.c.id.in_(ids[start : start + _MANY])))
        found |= {row.id: (row.topic_id, row.result) for row in rows}
    return found
