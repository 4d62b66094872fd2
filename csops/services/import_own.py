"""Contacts of a log of our own on their way back: known again by their numbers, kept in the cases that they had."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from csops.domain.cases import Case, Cause, Confirmation
from csops.domain.contacts import Contact, Result
from csops.domain.texts import LONGEST_NAME, kept, one_line
from csops.imports.rows import ContactRow, OwnFacts
from csops.services.follow_ups import follow_silence
from csops.services.import_customers import People
from csops.services.import_own_people import OwnPeople
from csops.storage.unit_of_work import Work

# A log holds whole seconds.
_ONE_MOMENT = timedelta(seconds=1)
_CLOCK_CHANGE = timedelta(hours=1)
_ONE_DAY = timedelta(days=1)


class OwnContacts:
    """The contacts of this database that a log of our own speaks of."""

    def __init__(self, work: Work, people: People, rows: Sequence[ContactRow], *, now: datetime) -> None:
        self._there: Mapping[int, Contact] = work.contacts.get_many(
            int(row.own.number) for row in rows if row.own and row.own.number.isdecimal() and len(row.own.number) < 19
        )
        self.cases: dict[str, int] = {}
        told = (row.own.customer for row in rows if row.own and row.own.customer)
        self.people = OwnPeople(work, people, told, now=now)

    def known(self, row: ContactRow) -> Contact | None:
        """Return the contact that the row may be: it bears its number, and was at its time."""
        own = row.own
        known = self._there.get(int(own.number)) if own and own.number.isdecimal() else None
        return known if own and known and _is_same(known, row, own) else None

    def bind(self, row: ContactRow, known: Contact) -> None:
        """Note that a row is this contact: which case and customer of the log are which here."""
        assert row.own is not None
        self.cases.setdefault(row.own.case, known.case_id)
        if row.own.customer and known.customer_id is not None:
            self.people.bind(row.own.customer.number, known.customer_id)


def _is_same(known: Contact, row: ContactRow, own: OwnFacts) -> bool:
    """Another database may bear the same number for another contact; times and case, or the text, tell."""
    near, doubt = _ONE_MOMENT if known.time_known else _ONE_DAY, timedelta() if own.is_zoned else _CLOCK_CHANGE
    if abs(known.happened_at - row.started_at) >= near + doubt:
        return False
    # Of contacts known by date only, which may bear the same numbers by chance, this alone tells one from another.
    if own.entered_at is not None and abs(known.entered_at - own.entered_at) >= _ONE_MOMENT + doubt:
        return False
    # Rows copied from the screen hold the columns that were shown: then the number and the moment have to do.
    is_brief = not own.case and not row.text
    return is_brief or own.case == str(known.case_id) or known.text.split() == row.text.split()


def cases_of(
    work: Work, rows: Sequence[ContactRow], *, case: Callable[[Sequence[int]], Case], here: Mapping[str, int]
) -> tuple[list[Case], list[Case]]:
    """Add the cases of these rows; return the case of each row, and those that are new.

    Args:
        work: where to.
        rows: contacts of a log of our own.
        case: makes a case of the places of its rows, the oldest first.
        here: cases of the log of which other contacts are here, with the number that they have here.
    """
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        assert row.own is not None  # one file, one reader
        places.setdefault(row.own.case or f"row {row.row}", []).append(place)
    for of_case in places.values():
        of_case.sort(key=lambda place: rows[place].started_at)
    found: dict[str, Case] = {}
    there = work.cases.get_many(here.values())
    for name, of_case in places.items():
        if (known := there.get(here.get(name, 0))) is not None:
            last = max(filter(None, (known.last_contact_at, rows[of_case[-1]].started_at)))
            if last != known.last_contact_at:
                known = work.cases.update(replace(known, last_contact_at=last))
                follow_silence(work, known)
            found[name] = known
    wanted = [name for name in places if name not in found]
    new = work.cases.add_many([case(places[name]) for name in wanted])
    found.update(zip(wanted, new, strict=True))
    by_place = {place: found[name] for name, of_case in places.items() for place in of_case}
    return [by_place[place] for place in range(len(rows))], list(new)


def put_back(case: Case, own: OwnFacts, *, last_contact_at: datetime) -> Case:
    """Return the case of an import as the log of our own tells it."""
    opened = own.opened_at or case.opened_at
    resolved = None if own.resolution_time is None else opened + own.resolution_time
    first = resolved if own.first_resolution is None else opened + own.first_resolution
    return replace(
        case,
        title=own.title or case.title,
        opened_at=opened,
        first_response_at=None if own.first_response is None else opened + own.first_response,
        first_resolved_at=first,
        resolved_at=resolved,
        last_contact_at=last_contact_at,
        reopened=own.reopened,
        stated=kept(own.matter.stated),
        matter=kept(own.matter.matter),
        cause=Cause(own.matter.cause) if own.matter.cause else None,
        department=one_line(own.matter.department)[:LONGEST_NAME],
        cause_note=kept(own.matter.cause_note),
        confirmed=Confirmation(own.matter.confirmed) if own.matter.confirmed else None,
    )


def told(contact: Contact, own: OwnFacts, *, topic_id: int | None, channel_id: int) -> Contact:
    """Return the contact of an import as the log of our own tells it."""
    return replace(
        contact,
        topic_id=topic_id,
        channel_id=channel_id,
        result=Result(own.result) if own.result else contact.result,
        entered_at=max(own.entered_at or contact.entered_at, contact.happened_at),
        number=own.file_number or None,
        hold_time=own.hold_time,
        after_time=own.after_time,
        automatic=own.automatic,
    )
