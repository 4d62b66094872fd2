"""Turns the rows of a contact log into contacts."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from csops.imports.cells import CellFault, Cells
from csops.imports.mapping import NOBODY, Column, Mapping, Target
from csops.imports.rows import ContactRow, Direction, Problem, State

WHO: Final = (Target.CUSTOMER, Target.FIRST_NAME, Target.LAST_NAME, Target.COMPANY)
MISSED: Final = "missed"
STATES: Final = {str(state): state for state in State}
# An answer that seems to come before its call came after midnight, if it is no later than this.
LONGEST_WAIT: Final = timedelta(hours=2)
ONE_DAY: Final = timedelta(days=1)


class ContactReader:
    """Reads one contact after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str) -> None:
        self.cells = Cells(mapping, timezone=timezone)
        self.texts = mapping.columns_to(Target.TEXT)
        self.column = {target: mapping.column(target) for target in Target}
        self.constant = {str(target): value for target, value in mapping.constants.items()}
        self.started = next((c for t in (Target.STARTED_AT, Target.STARTED_DATE) if (c := self.column[t])), None)
        self.has_people = any(self.column[target] for target in WHO)

    def read(self, row: int, cells: Sequence[str]) -> ContactRow | Problem:
        """The contact in this row, or what is wrong with it."""
        self.cells.begin(row, cells)
        try:
            return self._contact(row)
        except CellFault as fault:
            return self.cells.problem(fault)

    def _contact(self, row: int) -> ContactRow:
        cells, column = self.cells, self.column
        started_at, time_known, day, clock = self._start()
        state, missed = self._state()
        resolved_at = self._end(column[Target.RESOLVED_AT], started_at) if column[Target.RESOLVED_AT] else None
        closed_at = self._end(column[Target.CLOSED_AT], started_at) if column[Target.CLOSED_AT] else None
        if state is None and not column[Target.STATUS]:
            state = State.CLOSED if closed_at else State.RESOLVED if resolved_at else None
        # Fields without a column are not even asked for: this runs once for every row of the file.
        return ContactRow(
            row=row,
            number=cells.text(column[Target.NUMBER]),
            started_at=started_at,
            time_known=time_known,
            channel=self._channel(),
            customer=customer_name(cells, column) if self.has_people else "",
            phones=cells.phones() if column[Target.PHONE] else (),
            emails=cells.emails() if column[Target.EMAIL] else (),
            topic=self._word(Target.TOPIC),
            direction=self._direction(),
            text=cells.joined(self.texts) if self.texts else "",
            handle_time=cells.duration(column[Target.HANDLE_TIME]),
            answered_after=self._answered_after(day, clock),
            missed=missed,
            state=state,
            resolved_at=resolved_at,
            closed_at=closed_at,
            handled_by=self._word(Target.HANDLED_BY),
            owner=self._word(Target.OWNER),
            due=cells.day(column[Target.DUE]) if column[Target.DUE] else None,
            remarks=tuple(cells.remarks),
        )

    def _start(self) -> tuple[datetime, bool, date, time | None]:
        """When it began in UTC, whether the time is known, and the local day and time as written."""
        column, cells = self.started, self.cells
        text = cells.text(column)
        if not column or not text:
            raise CellFault(column, "The day is missing. Every contact needs the day on which it began")
        day, clock, zone = cells.parts(column, text)
        if column.target is Target.STARTED_DATE or clock is None:
            clock, zone = cells.clock(self.column[Target.STARTED_TIME]), None
        if zone is not None and clock is not None:
            return cells.zoned(day, clock, zone), True, day, clock
        return cells.local(column, day, clock, text), clock is not None, day, clock

    def _end(self, column: Column | None, started_at: datetime) -> datetime | None:
        found = self.cells.moment(column)
        if found is None:
            return None
        moment, time_known = found
        # A day without time begins at midnight, which may lie before the contact of that same day.
        if moment < (started_at if time_known else started_at - ONE_DAY):
            text = self.cells.text(column)
            self.cells.remark(column, f"“{text}” lies before the contact began. It was left out", text)
            return None
        return max(moment, started_at)

    def _channel(self) -> str:
        column = self.column[Target.CHANNEL]
        text = self.cells.text(column)
        if column and text:
            return self.cells.meaning(column, text) or text
        channel = self.constant.get(Target.CHANNEL, "")
        if not channel:
            raise CellFault(column, "The channel is missing. Write how the customer came: phone, e-mail, chat ...")
        return channel

    def _word(self, target: Target) -> str:
        column = self.column[target]
        text = self.cells.text(column)
        if column and text:
            meaning = self.cells.meaning(column, text) or text
            return "" if meaning == NOBODY else meaning
        return self.constant.get(target, "")

    def _direction(self) -> Direction:
        column = self.column[Target.DIRECTION]
        text = self.cells.text(column)
        if not column or not text:
            return Direction(self.constant.get(Target.DIRECTION, Direction.IN))
        meaning = self.cells.meaning(column, text) or text
        if meaning not in {*Direction}:
            raise CellFault(column, f"“{text}” has no meaning yet. Choose whether it is in or out", text)
        return Direction(meaning)

    def _state(self) -> tuple[State | None, bool]:
        """How the matter stands, and whether nobody answered."""
        missed = self._was_missed()
        column = self.column[Target.STATUS]
        text = self.cells.text(column)
        if not column or not text:
            constant = self.constant.get(Target.STATUS, "")
            return STATES.get(constant), missed or constant == MISSED
        meaning = self.cells.meaning(column, text) or text.casefold()
        if meaning == MISSED:
            return None, True
        if meaning not in STATES:
            right = "Choose what it stands for: resolved, open, missed ..."
            raise CellFault(column, f"“{text}” has no meaning yet. {right}", text)
        return STATES[meaning], missed

    def _was_missed(self) -> bool:
        column = self.column[Target.ANSWERED]
        text = self.cells.text(column)
        if not column or not text:
            return False
        meaning = self.cells.meaning(column, text) or text.casefold()
        if meaning not in {"yes", "no"}:
            raise CellFault(column, f"“{text}” has no meaning yet. Choose whether it means yes or no", text)
        return meaning == "no"

    def _answered_after(self, day: date, clock: time | None) -> timedelta | None:
        column = self.column[Target.ANSWERED_AT]
        text = self.cells.text(column)
        if not column or not text:
            return self.cells.duration(self.column[Target.ANSWERED_AFTER])
        if clock is None:
            return None
        answered = self.cells.day_and_clock(column, text, day=day)
        wait = answered - datetime.combine(day, clock)
        if wait < timedelta() and wait + ONE_DAY <= LONGEST_WAIT:
            wait += ONE_DAY
        if wait < timedelta():
            self.cells.remark(column, f"“{text}” lies before the contact began. It was left out", text)
            return None
        return wait


def customer_name(cells: Cells, column: dict[Target, Column | None]) -> str:
    """The customer in one name: the person, else first and last name, else the company."""
    name = cells.text(column[Target.CUSTOMER] or column[Target.NAME])
    if name:
        return name
    both = f"{cells.text(column[Target.FIRST_NAME])} {cells.text(column[Target.LAST_NAME])}".strip()
    return both or cells.text(column[Target.COMPANY])
