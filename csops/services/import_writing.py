"""New contacts of a file on their way into the database: a part is written and indexed while the next is made."""

from collections.abc import Callable, Sequence
from functools import partial

from csops.domain.cases import State
from csops.domain.changes import Kind
from csops.imports.rows import ContactRow
from csops.services.import_records import RecordMaker, each_state, state_of
from csops.storage.behind import Behind
from csops.storage.unit_of_work import Work

PART = 25_000


def write_contacts(
    work: Work,
    maker: RecordMaker,
    rows: Sequence[ContactRow],
    customers: Sequence[int | None],
    *,
    told: Callable[[float], object],
) -> None:
    """Write a contact for each row, in a case of its own, with the states through which that came.

    Args:
        work: where to; the customers are there.
        maker: makes the records.
        rows: of a log that is not our own.
        customers: who is meant in each row.
        told: hears which share is done, and may raise to stop it.
    """
    work.derive()  # contacts are indexed with the names and numbers of their customers
    known = zip(rows, customers, strict=True)
    unsettled = sum(state_of(row, known_customer=who is not None) is State.NEW for row, who in known)
    cases, contacts = work.cases.run(len(rows)), work.contacts.run(len(rows))
    states = work.state_changes.run(2 * len(rows) - unsettled)
    free_states, index, promises = iter(states.ids), work.search.runs(), []
    with Behind() as behind:
        for start in range(0, len(rows), PART):
            told(start / len(rows))
            part = slice(start, start + PART)
            opened = maker.cases(rows[part], customers[part], cases.ids[part])
            behind.do(cases.ready(list(map(vars, opened))), partial(index.add, Kind.CASE.value, cases.ids[part]))
            made = list(maker.contacts(rows[part], opened, customers[part], contacts.ids[part]))
            behind.do(contacts.ready(made), partial(index.add, Kind.CONTACT.value, contacts.ids[part]))
            behind.do(states.ready(list(each_state(opened, free_states))))
            promises += maker.promises(rows[part], opened)
    told(1.0)
    index.close()
    for run in (cases, contacts):
        work.note_derived(run.close())
    states.close()
    work.follow_ups.add_many(promises)
