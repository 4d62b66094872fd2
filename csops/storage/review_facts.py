"""Reviews as results count them: read in one query, without making a record of each."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, Text, func, literal, select, type_coerce

from csops.domain.review_estimates import Sums
from csops.domain.review_results import Answered, Fact
from csops.domain.reviews import Purpose, ReviewState
from csops.domain.scoring import Criterion, Outcome
from csops.storage.quality import card_versions, picks, review_cards, reviews
from csops.storage.review_weights import Weighed, weights_for

_R = reviews.c
_FIRST, _NEXT = '[{"criterion": ', '}, {"criterion": '
"""How answers are kept one after another (`nested.Nested`). No text within looks so: its quotes are escaped."""
_PURPOSES = {one.value: one for one in Purpose}
_PASSED = Outcome.PASS.value
_COLUMNS = (
    _R.id,
    picks.c.sample_id,
    type_coerce(picks.c.layer, Text).label("layer"),
    _R.member_id,
    _R.reviewer_id,
    _R.happened_at,
    _R.channel_id,
    _R.topic_id,
    _R.card_version_id,
    type_coerce(_R.purpose, String).label("purpose"),
    _R.raw,
    _R.final,
    type_coerce(_R.outcome, String).label("outcome"),
    type_coerce(_R.critical, Text).label("critical"),
    type_coerce(_R.ratings, Text).label("ratings"),
    _R.contact_id,
)
# By place, not by name: there are thousands of rows.
_SAMPLE, _VERSION, _PURPOSE = (
    [one.name for one in _COLUMNS].index(name) for name in ("sample_id", "card_version_id", "purpose")
)
_BY_ITSELF: Weighed = (None, 1.0)
_WITHOUT_ANSWERS = tuple(literal("[]").label("ratings") if one.name == "ratings" else one for one in _COLUMNS)


def review_facts(
    connection: Connection,
    *,
    since: datetime,
    until: datetime,
    purposes: Collection[Purpose],
    has_answers: bool = True,
    member_id: int | None = None,
) -> list[Fact]:
    """Return the sent reviews of contacts of [since, until), in the order of their contacts.

    What is not sent yet counts nowhere: otherwise whoever is reviewed would see of it in a mean.

    Args:
        connection: of the operation.
        since: of the contacts.
        until: of the contacts, not included.
        purposes: which reviews.
        has_answers: with what each says of its criteria; without it is read in less time.
        member_id: whose contacts; None: everybody's.
    """
    asked = [
        _R.happened_at >= since,
        _R.happened_at < until,
        _R.state == ReviewState.SENT,
        _R.purpose.in_(purposes),
    ]
    if member_id is not None:
        asked.append(_R.member_id == member_id)
    columns = _COLUMNS if has_answers else _WITHOUT_ANSWERS
    found = select(*columns).outerjoin(picks, picks.c.id == _R.pick_id).where(*asked).order_by(_R.happened_at, _R.id)
    rows = connection.execute(found).all()
    cards = _cards(connection, {row[_VERSION] for row in rows})
    fair = Purpose.FAIR.value
    drawn = [row for row in rows if row[_SAMPLE] is not None and row[_PURPOSE] == fair]
    weights = weights_for(connection, drawn, since=since, until=until)
    return [_fact(row, cards[row[_VERSION]], weights) for row in rows]


class SpreadSums(NamedTuple):
    """Number, sum and sum of squares of scores for each person, whose id is the layer."""

    final: list[Sums]
    raw: list[Sums]


def spread_sums(
    connection: Connection, *, since: datetime, until: datetime, purposes: Collection[Purpose], card: str = ""
) -> SpreadSums:
    """Return what tells how much scores of the same person differ: of sent reviews of [since, until) with a score.

    `card`: the key of a scorecard; empty: all.
    """
    sums = [func.sum(each) for one in (_R.final, _R.raw) for each in (one, one * one)]
    # An error that zeroes the card where nothing that weighs was rated has a final score and no raw one.
    asked = select(func.count(), *sums[:2], func.count(_R.raw), *sums[2:], _R.member_id).where(
        _R.happened_at >= since,
        _R.happened_at < until,
        _R.state == ReviewState.SENT,
        _R.purpose.in_(purposes),
        _R.final.is_not(None),
    )
    if card:
        of_card = select(card_versions.c.id).join_from(card_versions, review_cards).where(review_cards.c.key == card)
        asked = asked.where(_R.card_version_id.in_(of_card))
    rows = connection.execute(asked.group_by(_R.member_id)).all()
    return SpreadSums(
        final=[Sums(n, float(total), float(squares), layer=member) for n, total, squares, *_raw, member in rows],
        raw=[Sums(n, float(total), float(squares), layer=member) for *_final, n, total, squares, member in rows if n],
    )


def count_unsent(
    connection: Connection, *, since: datetime, until: datetime, purposes: Collection[Purpose], of: int | None, but: int
) -> int:
    """Return how many reviews of contacts of [since, until) are finished and not sent.

    `of`: whose contacts; None: everybody's. `but`: whose never.
    """
    asked = select(func.count()).where(
        _R.state == ReviewState.FINISHED,
        _R.purpose.in_(purposes),
        _R.member_id != but,
        _R.happened_at >= since,
        _R.happened_at < until,
    )
    return connection.execute(asked if of is None else asked.where(_R.member_id == of)).scalar_one()


def _fact(row: Sequence[Any], card: "_Card", weights: Mapping[int, Weighed]) -> Fact:
    (
        review_id,
        _sample_id,
        _layer,
        member_id,
        reviewer_id,
        at,
        channel_id,
        topic_id,
        _card_version_id,
        purpose,
        raw,
        final,
        outcome,
        critical,
        ratings,
        _contact_id,
    ) = row
    group, weight = weights.get(review_id, _BY_ITSELF)
    return Fact(
        review_id,
        member_id,
        reviewer_id,
        at,
        channel_id,
        topic_id,
        card.key,
        card.number,
        _PURPOSES[purpose],
        raw,
        final,
        outcome == _PASSED,
        card.families_of(critical) if critical != "[]" else (),
        card.answers(ratings),
        group,
        weight,
    )


class _Card:
    """What a version of a card says of its ratings."""

    def __init__(self, key: str, number: int, criteria: tuple[Criterion, ...]) -> None:
        self.key, self.number = key, number
        self._families = {one.key: one.critical or one.key for one in criteria}
        self._percents = {(one.key, step.rating): step.percent for one in criteria for step in one.scale.steps}
        self._known: dict[tuple[Any, ...], Answered] = {}
        self._read: dict[str, Answered] = {}
        self._critical: dict[str, tuple[str, ...]] = {}

    def families_of(self, critical: str) -> tuple[str, ...]:
        """Return the families of criteria, whose keys come as a JSON list."""
        found = self._critical.get(critical)
        if found is None:
            found = self._critical[critical] = tuple(self._families.get(key, key) for key in json.loads(critical))
        return found

    def answers(self, ratings: str) -> tuple[Answered, ...]:
        """Return the answers of a review, which come as a JSON list.

        Thousands of reviews give the same few answers, most of them without a note: what was read once is known by
        its text, and only the rest is taken apart.
        """
        if not ratings.startswith(_FIRST):
            return tuple([self._answered(one) for one in json.loads(ratings)])
        known, read = self._read.get, self._answer
        return tuple([known(each) or read(each) for each in ratings[len(_FIRST) : -2].split(_NEXT)])

    def _answer(self, text: str) -> Answered:
        found = self._read[text] = self._answered(json.loads(f'{{"criterion": {text}}}'))
        return found

    def _answered(self, one: Mapping[str, Any]) -> Answered:
        key = (one["criterion"], one["rating"], one.get("unseen", False), one.get("cause", ""))
        found = self._known.get(key)
        if found is None:
            criterion, rating, is_unseen, cause = key
            percent = None if rating is None else self._percents.get((criterion, rating))
            found = self._known[key] = Answered(criterion, percent, is_unseen, cause)
        return found


def _cards(connection: Connection, ids: Collection[int]) -> dict[int, _Card]:
    version = card_versions.c
    asked = (
        select(version.id, version.number, version.criteria, review_cards.c.key)
        .join_from(card_versions, review_cards, review_cards.c.id == version.card_id)
        .where(version.id.in_(ids))
    )
    return {row.id: _Card(row.key, row.number, row.criteria) for row in connection.execute(asked)}
