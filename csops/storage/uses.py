"""What keeps a record from going: the rows of other kinds that name it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Table, func, or_, select

from csops.domain.changes import Kind
from csops.domain.errors import StillUsed
from csops.storage.runs import ranges

_AT_ONCE = 100
"""So many runs of ids in one question: SQLite takes no more than a thousand alternatives."""
_CALLED = {
    "acts": ("act of the history", "acts of the history"),
    "terms": ("contract", "contracts"),
    "file_volumes": ("count of a file", "counts of files"),
    "day_marks": ("marked day", "marked days"),
    "profile_versions": ("version of a role profile", "versions of role profiles"),
    "skill_levels": ("level of a member", "levels of members"),
    "role_aims": ("role of a member", "roles of members"),
    "seats": ("interviewer of a plan", "interviewers of a plan"),
    "ties": ("tie to a candidate", "ties to candidates"),
    "candidate_papers": ("file of a candidate", "files of candidates"),
    "candidate_notes": ("note on a candidate", "notes on candidates"),
    "moves": ("decision", "decisions"),
    "group_answers": ("answer on groups", "answers on groups"),
    "past_candidates": ("count of an earlier candidate", "counts of earlier candidates"),
    "customer_requests": ("request of a customer", "requests of customers"),
    "case_merges": ("merged case", "merged cases"),
    "recovery_steps": ("step of a recovery", "steps of a recovery"),
    "survey_answers": ("answer", "answers"),
    "customer_merges": ("merged customer", "merged customers"),
    "picks": ("place in a queue of reviews", "places in queues of reviews"),
    "card_versions": ("version of a scorecard", "versions of scorecards"),
    "coaching_actions": ("agreed action", "agreed actions"),
    "state_changes": ("change of status", "changes of status"),
}
"""How the rows of a table are called, one and many, where the table's own name is no word for it."""


def check_unused(connection: Connection, table: Table, *, kind: Kind, ids: Sequence[int]) -> None:
    """Raise StillUsed when something names one of the records, which are to go. Call it in the same transaction."""
    used = _first_used(connection, table, ranges(ids))
    if used is None:
        return
    *most, last = [f"{number} {_called(name, number)}" for name, number in _uses(connection, table, used)]
    by = f"{', '.join(most)} and {last}" if most else last
    raise StillUsed(kind=kind.value.replace("_", "-"), name=_name(connection, table, used), by=by)


def _first_used(connection: Connection, table: Table, runs: Sequence[Sequence[int]]) -> int | None:
    for users, columns in _naming(table):
        for column in columns:
            for start in range(0, len(runs), _AT_ONCE):
                some = runs[start : start + _AT_ONCE]
                named = or_(*(column.between(first, last) for first, last in some))
                used = connection.execute(select(func.min(column)).select_from(users).where(named)).scalar()
                if used is not None:
                    return int(used)
    return None


def _uses(connection: Connection, table: Table, record_id: int) -> list[tuple[str, int]]:
    """Return the tables whose rows name the record, with the number of these rows, the most first."""
    found = []
    for users, columns in _naming(table):
        named = or_(*(column == record_id for column in columns))
        number = int(connection.execute(select(func.count()).select_from(users).where(named)).scalar_one())
        if number:
            found.append((users.name, number))
    return sorted(found, key=lambda one: -one[1])


@cache
def _naming(table: Table) -> list[tuple[Table, list[Column[Any]]]]:
    """Return the columns that name a record of this table and hold it there; what goes with it does not."""
    from csops.storage.every_table import metadata

    holding = {
        users: [key.parent for key in users.foreign_keys if key.column.table is table and key.ondelete is None]
        for users in metadata.sorted_tables
    }
    return [(users, columns) for users, columns in holding.items() if columns]


def _name(connection: Connection, table: Table, record_id: int) -> str:
    """Return what people call the record, its number where it bears no name."""
    called = next((table.c[column] for column in ("name", "title") if column in table.c), table.c.id)
    return str(connection.execute(select(called).where(table.c.id == record_id)).scalar() or record_id)


def _called(name: str, number: int) -> str:
    plain = name.replace("_", "-")
    one, many = _CALLED.get(name, (plain.removesuffix("s"), plain))
    return one if number == 1 else many
