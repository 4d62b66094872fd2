"""What came of reviewed contacts: answers of customers, whether they came again, what was given to make good."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from csops.domain.review_links import Came
from csops.storage.plain_rows import moments, plain_rows

_REVIEWED = "SELECT id, contact_id, case_id, happened_at FROM reviews WHERE id {ids}"
_ANSWERS = (
    "SELECT case_id, value, low, high, higher_is_better FROM survey_answers"
    " WHERE kind = 'csat' AND value IS NOT NULL AND answered_at IS NOT NULL AND low IS NOT NULL AND high IS NOT NULL"
    " AND case_id {ids}"
)
_GIVEN = "SELECT case_id, cost FROM concessions WHERE state = 'agreed' AND case_id {ids}"
_NEXT = "SELECT case_id, next_after FROM case_times WHERE next_after IS NOT NULL AND case_id {ids}"
_LATER = "SELECT case_id, happened_at FROM contacts WHERE direction = 'in' AND NOT automatic AND case_id {ids}"


def what_came(connection: Connection, passed: Mapping[int, bool], *, within: timedelta, now: datetime) -> list[Came]:
    """Return what came of the contacts of these reviews.

    A customer came again where there is another incoming contact of the same case within the time, or a new case of
    theirs on the same topic so soon after this one was resolved. Contacts younger than that are not known yet, nor are
    those that were removed since.

    Args:
        connection: of the operation.
        passed: whether a review passed, by its id.
        within: how soon a customer counts as having come again.
        now: the present moment.
    """
    moment: Any = moments(connection)
    rows = [
        (review_id, case_id, moment(at))
        for review_id, contact_id, case_id, at in plain_rows(connection, _REVIEWED, list(passed))
        if contact_id is not None and case_id is not None
    ]
    ids = sorted({case_id for _review_id, case_id, _at in rows})
    if not ids:
        return []
    csat, given = _csat(connection, ids), _given(connection, ids)
    later, after = _later(connection, ids), _next(connection, ids)
    return [
        Came(
            passed=passed[review_id],
            csat=csat.get(case_id),
            came_again=_came_again(at, later[case_id], after.get(case_id), within=within, now=now),
            given=given.get(case_id, 0.0),
            review_id=review_id,
            case_id=case_id,
        )
        for review_id, case_id, at in rows
    ]


def _came_again(
    at: datetime, later: Sequence[datetime], after: timedelta | None, *, within: timedelta, now: datetime
) -> bool | None:
    if now - at < within:
        return None
    return any(at < one <= at + within for one in later) or (after is not None and after <= within)


def _csat(connection: Connection, ids: Sequence[int]) -> dict[int, float]:
    """The mean answer of each case in percent of its scale, 100 the best."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for case_id, value, low, high, is_higher_better in plain_rows(connection, _ANSWERS, ids):
        if high > low:
            share = 100 * (value - low) / (high - low)
            found[case_id].append(share if is_higher_better else 100 - share)
    return {case_id: sum(values) / len(values) for case_id, values in found.items()}


def _given(connection: Connection, ids: Sequence[int]) -> dict[int, float]:
    found: defaultdict[int, float] = defaultdict(float)
    for case_id, cost in plain_rows(connection, _GIVEN, ids):
        found[case_id] += float(cost)
    return found


def _next(connection: Connection, ids: Sequence[int]) -> dict[int, timedelta]:
    return {case_id: timedelta(milliseconds=after) for case_id, after in plain_rows(connection, _NEXT, ids)}


def _later(connection: Connection, ids: Sequence[int]) -> defaultdict[int, list[datetime]]:
    moment: Any = moments(connection)
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for case_id, at in plain_rows(connection, _LATER, ids):
        found[case_id].append(moment(at))
    return found
