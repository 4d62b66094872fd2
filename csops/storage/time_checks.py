"""Whether the derived times are what contacts, cases and states say."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, select

from csops.storage.case_facts import facts_of
from csops.storage.contacts import cases
from csops.storage.next_contacts import other_next
from csops.storage.plain_rows import Ids, parts_of
from csops.storage.time_marks import is_of_earlier_rules, made_by
from csops.storage.timekeeper import Step, Timekeeper
from csops.storage.times import backlog_days, case_times, reopenings, turns

_MOST_NAMED = 3
_MILLISECOND = timedelta(milliseconds=1)
_WORDS: Mapping[Table, str] = {
    case_times: "The times of case {} are not what its contacts and states say",
    turns: "The turns of case {} are not what its contacts say",
    reopenings: "The reopenings of case {} are not what its states say",
}


def wrong_times(connection: Connection) -> Iterator[str]:
    """Yield what is wrong, a sentence each, few of each kind; nothing when all is as it should be."""
    keeper = Timekeeper(connection, at=datetime(2000, 1, 1, tzinfo=UTC))
    if made_by(connection) not in {None, keeper.calendar}:
        yield "The times of cases were worked out by other opening hours"
    elif is_of_earlier_rules(connection) or (made_by(connection) is None and not _has_times(connection)):
        return  # they are worked out when they are first asked for
    counted: Counter[Step] = Counter()
    yield from islice(_wrong_rows(connection, keeper, counted), _MOST_NAMED)
    if _gone(connection):
        yield f"Times are kept of case {_gone(connection)}, which is not there"
    if counted != _steps_there(connection):
        yield "The backlog of the days is not that of the cases"


def _wrong_rows(connection: Connection, keeper: Timekeeper, counted: Counter[Step]) -> Iterator[str]:
    last = connection.execute(select(func.max(cases.c.id))).scalar() or 0
    for part in parts_of(range(1, last + 1)):
        made = keeper.made(facts_of(connection, part, live=keeper.live))
        counted.update(made.steps)
        for table, rows in made.rows.items():
            for case_id in sorted(_differing(connection, table, rows, part)):
                yield _WORDS[table].format(case_id)
        for case_id, _after in other_next(connection, part):
            yield f"When the customer of case {case_id} came again is not what the contacts say"


def _differing(connection: Connection, table: Table, rows: list[dict[str, Any]], part: Ids) -> set[int]:
    there = connection.execute(select(table).where(table.c.case_id.between(part[0], part[-1]))).mappings()
    stand = {_plain(row) for row in there}
    wanted = {_plain(row) for row in rows}
    return {dict(row)["case_id"] for row in stand ^ wanted}


def _plain(row: Mapping[Any, Any]) -> tuple[tuple[str, Any], ...]:
    # Spans are kept in milliseconds; when customers came again is looked at apart.
    return tuple(sorted((name, _whole(value)) for name, value in row.items() if name != "next_after"))


def _whole(value: Any) -> Any:
    return round(value / _MILLISECOND) if isinstance(value, timedelta) else value


def _has_times(connection: Connection) -> bool:
    return connection.execute(select(case_times.c.case_id).limit(1)).first() is not None


def _gone(connection: Connection) -> int | None:
    kept = select(case_times.c.case_id).where(case_times.c.case_id.not_in(select(cases.c.id)))
    return connection.execute(kept.limit(1)).scalar()


def _steps_there(connection: Connection) -> Counter[Step]:
    columns = backlog_days.c
    whose = (columns.day, columns.band, columns.channel_id, columns.topic_id, columns.owner_id)
    return Counter({tuple(row[:5]): row[5] for row in connection.execute(select(*whose, columns.change))})
