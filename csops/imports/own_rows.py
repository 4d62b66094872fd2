"""Turns the rows of a log that csops wrote back into contacts, with everything that only such a log tells."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from csops.domain.cases import Cause, Confirmation
from csops.domain.contacts import LONGEST_HANDLE_TIME, Result
from csops.imports.cells import EMAIL, CellFault
from csops.imports.contact_rows import ContactReader
from csops.imports.mapping import Mapping, Target, folded
from csops.imports.own_people import OwnPeopleReader
from csops.imports.rows import NO_MATTER, ContactRow, OwnCustomer, OwnFacts, OwnMatter

PHONE = re.compile(r"\+?[\d(][\d ()./-]*")
FEWEST_DIGITS = 5
RESULTS = {one.value for one in Result}
TIME_NOT_KNOWN = "not known"
KNOWN_BY_NAME, A_MACHINE = "name", "a machine"
CAUSES = {one.value: one.value for one in Cause}
CONFIRMED = {one.value.replace("_", " "): one.value for one in Confirmation}
SMALL_NUMBER = re.compile(r"[0-9]{1,6}")


class OwnReader(ContactReader):
    """Reads one contact after the other from a log of our own."""

    def __init__(self, mapping: Mapping, *, timezone: str, now: datetime | None = None) -> None:
        super().__init__(mapping, timezone=timezone, now=now)
        self._moments = None  # of a row that names its zone, day and time are not all
        self._people: dict[str, OwnCustomer] = {}
        self._who = OwnPeopleReader(self.cells, self.column)

    def _contact(self, row: int) -> ContactRow:
        found = super()._contact(row)
        cells, column = self.cells, self.column
        result = self._result()
        own = OwnFacts(
            number=cells.text(column[Target.OWN_NUMBER]),
            case=cells.text(column[Target.CASE]),
            file_number=cells.number(column[Target.FILE_NUMBER], cells.text(column[Target.FILE_NUMBER])),
            result=result,
            tells_owner=column[Target.OWNER] is not None,
            is_zoned=bool(cells.text(column[Target.TIME_ZONE])),
            title=cells.text(column[Target.CASE_TITLE]),
            entered_at=self._who.moment(Target.ENTERED_AT),
            opened_at=self._opened_at(found),
            first_response=cells.duration(column[Target.FIRST_RESPONSE]),
            resolution_time=cells.duration(column[Target.RESOLUTION_TIME]),
            first_resolution=cells.duration(column[Target.FIRST_RESOLUTION]),
            reopened=self._reopened(),
            case_topic=cells.text(column[Target.CASE_TOPIC]) if column[Target.CASE_TOPIC] else None,
            case_channel=cells.text(column[Target.CASE_CHANNEL]) or None,
            customer=self._customer(found.customer),
            matter=self._matter(),
            hold_time=self._part(Target.HOLD_TIME),
            after_time=self._part(Target.AFTER_TIME),
            automatic=folded(cells.text(column[Target.WRITTEN_BY])) == A_MACHINE,
        )
        missed = found.missed or result == "missed"
        # What was not told by number is told by what the customer is called.
        who = {} if own.customer else _reached(found.customer)
        return found._replace(own=own, missed=missed, remarks=tuple(cells.remarks), **who)

    def _result(self) -> str:
        result = self._word(Target.RESULT)
        if result and result not in RESULTS:  # changed by hand
            column = self.column[Target.RESULT]
            raise CellFault(
                column, f"“{result}” is no result. Write it as Resolved or Missed, or leave it empty", result
            )
        return result

    def _matter(self) -> OwnMatter:
        text = self._text
        told = (text(Target.STATED), text(Target.MATTER), text(Target.DEPARTMENT), text(Target.CAUSE_NOTE))
        cause, confirmed = text(Target.CAUSE), text(Target.CONFIRMED)
        if not (any(told) or cause or confirmed):
            return NO_MATTER
        return OwnMatter(
            stated=told[0],
            matter=told[1],
            cause=CAUSES.get(folded(cause), ""),
            department=told[2],
            cause_note=told[3],
            confirmed=CONFIRMED.get(folded(confirmed), ""),
        )

    def _part(self, target: Target) -> timedelta | None:
        """A part of the handle time; one that a hand made longer than any contact is none."""
        found = self.cells.duration(self.column[target])
        return None if found is None or found > LONGEST_HANDLE_TIME else found

    def _text(self, target: Target) -> str:
        return self.cells.text(self.column[target])

    def _customer(self, called: str) -> OwnCustomer | None:
        cells, column = self.cells, self.column
        number, known_by = cells.text(column[Target.OWN_CUSTOMER]), cells.text(column[Target.KNOWN_BY])
        if not number or not known_by:
            return None
        # The rows of a customer all tell the same: of a hundred thousand contacts few are of somebody new.
        known = self._people.get(number)
        if known is None:
            known = self._people[number] = self._who.customer(
                number, called if folded(known_by) == KNOWN_BY_NAME else ""
            )
        return known

    def _reopened(self) -> int:
        text = self.cells.text(self.column[Target.REOPENED])
        return int(text) if SMALL_NUMBER.fullmatch(text) else 0

    def _start(self) -> tuple[datetime, bool, date, time | None]:
        column, cells = self.started, self.cells
        text = cells.text(column)
        if not column or not text:
            return super()._start()
        day, clock, own_zone = cells.parts(column, text)
        if clock is None or folded(cells.text(self.column[Target.TIME_KNOWN])) == TIME_NOT_KNOWN:
            return cells.local(column, day, None, text), False, day, None
        if own_zone is not None:
            return cells.zoned(day, clock, own_zone), True, day, clock
        named = self._who.zone()
        if named is None:
            return cells.local(column, day, clock, text), True, day, clock
        place, ahead = named
        moment = place.to_utc(day, clock)[0] if ahead is None else cells.zoned(day, clock, ahead)
        return moment, True, day, clock

    def _opened_at(self, found: ContactRow) -> datetime | None:
        """When the case was opened; what reads like the contact itself is that very moment."""
        started, opened = self.started, self.column[Target.OPENED_AT]
        if started and opened and self.cells.text(started) == self.cells.text(opened):
            return found.started_at
        return self._who.moment(Target.OPENED_AT)


def _reached(customer: str) -> dict[str, Any]:
    """Our log calls somebody without a name by phone or e-mail; no person is called like that."""
    if PHONE.fullmatch(customer) and sum(map(str.isdigit, customer)) >= FEWEST_DIGITS:
        return {"customer": "", "phones": (customer,)}
    return {"customer": "", "emails": (customer,)} if EMAIL.fullmatch(customer) else {}
