"""What the clock of a case is worked out from, read for many cases at once."""

from collections import defaultdict
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from csops.domain.case_clock import Came, CaseFacts, Touch
from csops.domain.cases import State
from csops.storage.plain_rows import Ids, moments, plain_rows

_STATES = {state.value: state for state in State}
_CASES = (
    "SELECT id, channel_id, topic_id, owner_id, customer_id, opened_at, state, first_resolved_at, resolved_at,"
    " last_contact_at, reopened, first_response_at FROM cases WHERE id {ids}"
)
_CONTACTS = (
    "SELECT case_id, happened_at, direction, result, time_known, automatic, answered_after, channel_id, topic_id,"
    " member_id FROM contacts WHERE case_id {ids} ORDER BY case_id, happened_at, id"
)
_CAME = "SELECT case_id, at, state FROM state_changes WHERE case_id {ids} ORDER BY case_id, at, id"
_PASSED = "SELECT case_id, count(*) FROM escalations WHERE case_id {ids} GROUP BY case_id"


class Told(NamedTuple):
    """All that is told of one case. The ids say whose it is."""

    case_id: int
    channel_id: int | None
    topic_id: int | None
    owner_id: int | None
    customer_id: int | None
    facts: CaseFacts
    touches: list[Touch]
    states: list[Came]
    escalations: int


def facts_of(connection: Connection, ids: Ids, *, live: frozenset[int]) -> list[Told]:
    """Return what is told of these cases, of those that there are. `live`: channels on which somebody waits."""
    touches, states = _touches(connection, ids, live), _came(connection, ids)
    passed = {row[0]: int(row[1]) for row in plain_rows(connection, _PASSED, ids)}
    moment: Any = moments(connection)
    return [
        Told(
            row[0], row[1], row[2], row[3], row[4],
            CaseFacts(
                moment(row[5]), _STATES[row[6]], moment(row[7]), moment(row[8]), moment(row[9]), row[10],
                moment(row[11]),
            ),
            touches[row[0]], states[row[0]], passed.get(row[0], 0),
        )
        for row in plain_rows(connection, _CASES, ids)
    ]  # fmt: skip


def _touches(connection: Connection, ids: Ids, live: frozenset[int]) -> dict[int, list[Touch]]:
    found: dict[int, list[Touch]] = defaultdict(list)
    moment = moments(connection)
    for row in plain_rows(connection, _CONTACTS, ids):
        case_id, at, *told, after, channel_id, topic_id, member_id = row
        span = None if after is None else timedelta(milliseconds=after)
        found[case_id].append(_touch(moment(at), *told, span, channel_id, topic_id, member_id, live=live))
    return found


def _touch(
    at: Any, direction: str, result: str, time_known: Any, automatic: Any, *further: Any, live: frozenset[int]
) -> Touch:
    return Touch(
        at, direction == "in", further[1] in live, bool(time_known), result == "missed", result == "passed",
        bool(automatic), *further,
    )  # fmt: skip


def _came(connection: Connection, ids: Ids) -> dict[int, list[Came]]:
    found: dict[int, list[Came]] = defaultdict(list)
    moment = moments(connection)
    for case_id, at, state in plain_rows(connection, _CAME, ids):
        found[case_id].append(Came(moment(at), _STATES[state]))  # type: ignore[arg-type]
    return found
