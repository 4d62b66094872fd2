"""Whether what is kept is whole: pages, links, the chain of the journal, the search, cases and their contacts."""

from collections.abc import Iterator

from sqlalchemy import Connection, Table, exists, func, select, text

from csops.domain.cases import State
from csops.storage import journal
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers

_SEARCHED = (("contact", contacts), ("case", cases), ("customer", customers))
_SETTLED = (State.RESOLVED, State.CLOSED)
_MOST_NAMED = 3


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong, a sentence each; nothing when all is whole."""
    if connection.dialect.name == "sqlite":
        damaged = list(_damaged_pages(connection))
        yield from damaged
        if damaged:
            return  # what stands on broken pages cannot be asked
        yield from _broken_links(connection)
    yield from _broken_chain(connection)
    yield from _wrong_search(connection)
    yield from _wrong_cases(connection)
    yield from _wrong_reviews(connection)


def _damaged_pages(connection: Connection) -> Iterator[str]:
    for found in connection.execute(text(f"PRAGMA quick_check({_MOST_NAMED})")).scalars():
        if found != "ok":
            yield f"The file is damaged: {found}"


def _broken_links(connection: Connection) -> Iterator[str]:
    for row in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(_MOST_NAMED):
        yield f"Row {row[1]} of {row[0]} belongs to a row of {row[2]} that is not there"


def _broken_chain(connection: Connection) -> Iterator[str]:
    broken = journal.first_broken(connection)
    if broken is not None:
        yield f"The journal was changed from outside; the first wrong place is {broken}"


def _wrong_search(connection: Connection) -> Iterator[str]:
    for kind, table in _SEARCHED:
        kept = _count(connection, table)
        # FTS5 keeps its rows in a table of its own, which is counted at once.
        index = f"{kind}_search_content" if connection.dialect.name == "sqlite" else f"{kind}_search"
        indexed = int(connection.execute(text(f"SELECT count(*) FROM {index}")).scalar_one())  # noqa: S608 our names
        if indexed != kept:
            yield f"The search knows {indexed} of {table.name}, of which there are {kept}"


def _wrong_cases(connection: Connection) -> Iterator[str]:
    settled_too_soon = cases.c.state.not_in(_SETTLED) & cases.c.resolved_at.is_not(None)
    never_settled = (cases.c.state == State.RESOLVED) & cases.c.resolved_at.is_(None)
    for words, condition in (
        ("is open and has a time of resolution", settled_too_soon),
        ("is resolved and has no time of resolution", never_settled),
    ):
        for case_id in connection.execute(select(cases.c.id).where(condition).limit(_MOST_NAMED)).scalars():
            yield f"Case {case_id} {words}"
    # A case that was made for a low answer has no channel, and no contact until somebody is in touch.
    without = cases.c.channel_id.is_not(None) & ~exists().where(contacts.c.case_id == cases.c.id)
    empty = select(cases.c.id).where(without).limit(_MOST_NAMED)
    for case_id in connection.execute(empty).scalars():
        yield f"Case {case_id} has no contact"


def _wrong_reviews(connection: Connection) -> Iterator[str]:
    from csops.storage.review_checks import wrong_scores  # few shops ask for a check, and all of them start

    yield from wrong_scores(connection)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
