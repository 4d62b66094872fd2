"""Turns the rows of an address list into customers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from csops.domain.birthday_text import birthday_from
from csops.domain.birthdays import checked_birthday
from csops.domain.customers import OwnField
from csops.domain.errors import CsopsError
from csops.imports.cells import CellFault, Cells
from csops.imports.contact_rows import customer_name
from csops.imports.mapping import Column, Mapping, Target
from csops.imports.rows import CustomerRow, Problem

LONGEST: Final = 2000
_PLAIN: Final = (
    Target.FIRM, Target.SEGMENT, Target.PREFERRED_CHANNEL, Target.MOTIVE, Target.REFERRED_BY, Target.CONSENT_NOTE,
)  # fmt: skip


class CustomerReader:
    """Reads one customer after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str, now: datetime | None = None) -> None:
        self.today = (now or datetime.now(UTC)).astimezone(ZoneInfo(timezone)).date()
        self.own = mapping.columns_to(Target.OWN_FIELD)
        self.cells = Cells(mapping, timezone=timezone)
        self.notes = mapping.columns_to(Target.NOTE)
        self.column = {target: mapping.column(target) for target in Target}

    def read(self, row: int, cells: Sequence[str]) -> CustomerRow | Problem:
        """The customer in this row, or what is wrong with it."""
        self.cells.begin(row, cells)
        try:
            return self._customer(row)
        except CellFault as fault:
            return self.cells.problem(fault)

    def _customer(self, row: int) -> CustomerRow:
        cells, column = self.cells, self.column
        name, note = customer_name(cells, column), cells.joined(self.notes)
        phones, emails = cells.phones(), cells.emails()
        if not (name or phones or emails or note):
            right = "A customer needs a name, a phone, an e-mail or a note"
            raise CellFault(None, f"Nothing in this row tells who it is. {right}")
        stage, text = column[Target.STAGE], cells.text(column[Target.STAGE])
        return CustomerRow(
            row=row,
            number=cells.number(column[Target.NUMBER], cells.text(column[Target.NUMBER])),
            name=name,
            company=cells.text(column[Target.COMPANY]),
            phones=phones,
            emails=emails,
            note=note,
            since=cells.day(column[Target.SINCE]),
            stage=(cells.meaning(stage, text) or text) if stage and text else "",
            **self._details(),
            remarks=tuple(cells.remarks),
        )

    def _details(self) -> dict[str, Any]:
        cells, column = self.cells, self.column
        plain = {target.value: cells.text(column[target])[:LONGEST] for target in _PLAIN}
        fields = {(one.heading or f"Column {one.position + 1}"): cells.text(one) for one in self.own}
        return {
            **plain,
            "birthday": self._birthday(),
            "consent": self._consent(),
            "consent_at": self._consented_on(),
            "own": tuple(OwnField(name=" ".join(name.split()), value=text) for name, text in fields.items() if text),
        }

    def _birthday(self) -> str:
        """The birthday as it is kept; one that cannot be is left out with a remark, not the whole customer."""
        column = self.column[Target.BIRTHDAY]
        text = self.cells.text(column)
        if not text:
            return ""
        try:
            return self._read_birthday(column, text)
        except CsopsError as error:
            self.cells.remark(column, f"{error}. It was left out", text)
            return ""

    def _read_birthday(self, column: Column | None, text: str) -> str:
        try:
            day = self.cells.day(column)
        except CellFault:  # without a year, say
            return birthday_from(text, today=self.today)
        return checked_birthday("" if day is None else day.isoformat(), today=self.today)

    def _consent(self) -> bool | None:
        column = self.column[Target.CONSENT]
        text = self.cells.text(column)
        if not text or column is None:
            return None
        meaning = self.cells.meaning(column, text)
        return None if meaning is None else meaning == "yes"

    def _consented_on(self) -> date | None:
        column = self.column[Target.CONSENT_AT]
        try:
            day = self.cells.day(column)
        except CellFault as fault:
            self.cells.remark(column, f"{fault.reason}. It was left out", fault.value)
            return None
        return None if day is None or day > self.today else day
