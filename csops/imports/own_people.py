"""Reads the customers that a file of our own tells: with all that is known of them, by the clock of its zone."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csops.domain.birthdays import checked_birthday
from csops.domain.customers import Consent, OwnField
from csops.domain.errors import CsopsError
from csops.domain.own_field_text import fields_from_text
from csops.imports.cells import CellFault, Cells
from csops.imports.mapping import Column, Mapping, Target, folded
from csops.imports.rows import CustomerRow, OwnCustomer, OwnDetails, Problem
from csops.imports.values import Zone

PROSPECT, A_FIRM = "prospect", "firm"
CONSENTS = {one.value: one.value for one in Consent}
ZONE_CELL = re.compile(r"(?P<name>[A-Za-z][\w+./-]*)(?: UTC(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d))?")


class OwnPeopleReader:
    """Reads the customer of the row at which the cells are."""

    def __init__(self, cells: Cells, column: Table[Target, Column | None]) -> None:
        self._cells, self._column = cells, column
        self._zones: dict[str, tuple[Zone, tzinfo | None]] = {}

    def customer(self, number: str, name: str, *, fields: tuple[OwnField, ...] = ()) -> OwnCustomer:
        """Return the customer with this number and name; `fields` are own fields from columns of their own."""
        cells, column = self._cells, self._column
        return OwnCustomer(
            number=number,
            name=name,
            phones=self._lines(Target.OWN_PHONES),
            emails=self._lines(Target.OWN_EMAILS),
            note=cells.text(column[Target.OWN_NOTE]),
            since=self.moment(Target.CUSTOMER_SINCE),
            is_prospect=folded(cells.text(column[Target.CUSTOMER_STAGE])) == PROSPECT,
            file_number=cells.number(
                column[Target.CUSTOMER_FILE_NUMBER], cells.text(column[Target.CUSTOMER_FILE_NUMBER])
            ),
            details=self._details(fields),
        )

    def _details(self, further: tuple[OwnField, ...]) -> OwnDetails:
        text = self._text
        return OwnDetails(
            firm=text(Target.OWN_FIRM),
            firm_number=text(Target.OWN_FIRM_NUMBER),
            is_firm=folded(text(Target.PERSON_OR_FIRM)) == A_FIRM,
            segment=text(Target.OWN_SEGMENT),
            birthday=self._birthday(),
            channel=text(Target.OWN_CHANNEL),
            motive=text(Target.OWN_MOTIVE),
            referred_by=text(Target.OWN_REFERRED_BY),
            referred_number=text(Target.OWN_REFERRED_NUMBER),
            consent=CONSENTS.get(folded(text(Target.OWN_CONSENT)), ""),
            consent_at=self.moment(Target.OWN_CONSENT_AT),
            consent_note=text(Target.OWN_CONSENT_NOTE),
            lost_at=self.moment(Target.LOST_AT),
            fields=(*fields_from_text(text(Target.OWN_FIELDS)), *further),
        )

    def _birthday(self) -> str:
        text = self._text(Target.OWN_BIRTHDAY)
        try:
            return checked_birthday(text)
        except CsopsError as error:  # changed by hand
            self._cells.remark(self._column[Target.OWN_BIRTHDAY], f"{error}. It was left out", text)
            return ""

    def reached(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return phones and e-mails, one a line of their cells."""
        return self._lines(Target.OWN_PHONES), self._lines(Target.OWN_EMAILS)

    def _text(self, target: Target) -> str:
        return self._cells.text(self._column[target])

    def _lines(self, target: Target) -> tuple[str, ...]:
        return tuple(filter(None, map(str.strip, self._cells.text(self._column[target]).splitlines())))

    def moment(self, target: Target) -> datetime | None:
        """Return the moment in a cell; None for an empty one."""
        column = self._column[target]
        text = self._cells.text(column)
        if not column or not text:
            return None
        day, clock, own_zone = self._cells.parts(column, text)
        if own_zone is not None:
            return datetime.combine(day, clock or time(), own_zone).astimezone(UTC)
        named = self.zone()
        place = named[0] if named else self._cells.zone
        return place.to_utc(day, clock or time())[0]

    def zone(self) -> tuple[Zone, tzinfo | None] | None:
        """The place whose clock the row shows, and what it was ahead of UTC at the contact."""
        column = self._column[Target.TIME_ZONE]
        text = self._cells.text(column)
        if not column or not text:
            return None
        if text not in self._zones:
            self._zones[text] = _zone_of(column, text)
        return self._zones[text]


def _zone_of(column: Column, text: str) -> tuple[Zone, tzinfo | None]:
    match = ZONE_CELL.fullmatch(text)
    name = match["name"] if match else ""
    if match is None or not _is_zone(name):
        raise CellFault(column, f"“{text}” is no time zone. Write it as Europe/Berlin", text)
    if match["sign"] is None:
        return Zone(name), None
    ahead = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return Zone(name), timezone(-ahead if match["sign"] == "-" else ahead)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


class OwnCustomerReader:
    """Reads one customer after the other from a list that csops wrote."""

    def __init__(self, mapping: Mapping, *, timezone: str) -> None:
        self._cells = Cells(mapping, timezone=timezone)
        self._column = {target: mapping.column(target) for target in Target}
        self._own = mapping.columns_to(Target.OWN_FIELD)
        self._who = OwnPeopleReader(self._cells, self._column)

    def read(self, row: int, cells: Sequence[str]) -> CustomerRow | Problem:
        """The customer in this row, or what is wrong with it."""
        self._cells.begin(row, cells)
        try:
            return self._customer(row)
        except CellFault as fault:
            return self._cells.problem(fault)

    def _customer(self, row: int) -> CustomerRow:
        own = [OwnField(name=one.heading, value=text) for one in self._own if (text := self._cells.text(one))]
        number, name = (self._cells.text(self._column[target]) for target in (Target.OWN_CUSTOMER, Target.NAME))
        told = self._who.customer(number, name, fields=tuple(own))
        return CustomerRow(
            row=row,
            number=told.file_number,
            name=told.name,
            phones=told.phones,
            emails=told.emails,
            note=told.note,
            since=told.since.astimezone(self._cells.zone.zone).date() if told.since else None,
            stage=PROSPECT if told.is_prospect else "",
            firm=told.details.firm,
            segment=told.details.segment,
            birthday=told.details.birthday,
            preferred_channel=told.details.channel,
            motive=told.details.motive,
            referred_by=told.details.referred_by,
            consent=told.details.consent == Consent.GIVEN.value if told.details.consent else None,
            consent_note=told.details.consent_note,
            own=told.details.fields,
            told=told,
            remarks=tuple(self._cells.remarks),
        )
