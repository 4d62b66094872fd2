"""Turns the rows of a contact log into contacts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Final

from csops.domain.contacts import LONGEST_HANDLE_TIME, NOT_TO_COME, latest_start
from csops.imports.cells import CellFault, Cells, Remembered
from csops.imports.mapping import NOBODY, Column, Mapping, Target
from csops.imports.rows import ContactRow, Direction, Problem, State

WHO: Final = (Target.CUSTOMER, Target.FIRST_NAME, Target.LAST_NAME, Target.COMPANY)
WORDED: Final = (Target.TOPIC, Target.HANDLED_BY, Target.OWNER, Target.RESULT)
PICKED: Final = (
    Target.NUMBER, Target.ANSWERED, Target.STATUS, Target.CHANNEL, Target.CUSTOMER, Target.TOPIC, Target.DIRECTION,
    Target.HANDLE_TIME, Target.ANSWERED_AFTER, Target.HANDLED_BY, Target.OWNER,
)  # fmt: skip
MISSED: Final = "missed"
STATES: Final = {str(state): state for state in State}
# An answer that seems to come before its call came after midnight, if it is no later than this.
LONGEST_WAIT: Final = timedelta(hours=2)
ONE_DAY: Final = timedelta(days=1)
FAR_OFF: Final = datetime.max.replace(tzinfo=UTC)


class ContactReader:
    """Reads one contact after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str, now: datetime | None = None) -> None:
        self.cells = Cells(mapping, timezone=timezone)
        self.latest = latest_start(now) if now else FAR_OFF
        self.texts = mapping.columns_to(Target.TEXT)
        self.column = {target: mapping.column(target) for target in Target}
        self.constant = {str(target): value for target, value in mapping.constants.items()}
        self.started = next((c for t in (Target.STARTED_AT, Target.STARTED_DATE) if (c := self.column[t])), None)
        self.has_people = any(self.column[target] for target in WHO)
        self.resolved, self.closed, self.due = (
            self.column[t] for t in (Target.RESOLVED_AT, Target.CLOSED_AT, Target.DUE)
        )
        self.answered_at = self.column[Target.ANSWERED_AT]
        self.has_status = self.column[Target.STATUS] is not None
        # Each different cell of a column is understood once, however many rows there are.
        self._words = {target: Remembered(partial(self._meant, target)) for target in WORDED}
        self._topics, self._handlers, self._owners = (self._words[target] for target in WORDED[:3])
        self._channels = Remembered(self._channel)
        self._directions = Remembered(self._direction)
        self._states = Remembered(self._state)
        self._missed = Remembered(self._was_missed)
        self._customers = Remembered(self.cells.plain)
        self._spans = Remembered(partial(self._span, Target.HANDLE_TIME))
        self._waits = Remembered(partial(self._span, Target.ANSWERED_AFTER))
        is_whole = self.started is not None and self.started.target is Target.STARTED_AT and not self.answered_at
        self._moments = self.cells.moments(self.started) if self.started and is_whole else None
        self._pick = self.cells.picker([self.started, *(self.column[target] for target in PICKED)])

    def read(self, row: int, cells: Sequence[str]) -> ContactRow | Problem:
        """The contact in this row, or what is wrong with it."""
        self.cells.begin(row, cells)
        try:
            return self._contact(row)
        except CellFault as fault:
            return self.cells.problem(fault)

    def _contact(self, row: int) -> ContactRow:
        # This runs once for every row of the file: nothing is asked for twice, and no column that is not there.
        cells = self.cells
        started, number, answered, status, channel, customer, topic, direction, *others = self._pick()
        talked, waited, handler, owner = others
        known = self._moments.find(started) if self._moments else None
        started_at, time_known, day, clock = (known, True, None, None) if known else self._start()
        if started_at > self.latest:
            text = started.strip()
            raise CellFault(self.started, f"“{text}” lies in the future. {NOT_TO_COME}", text)
        missed = self._missed[answered]
        state, is_missed = self._states[status]
        handle_time = self._spans[talked]
        if handle_time is not None and handle_time > LONGEST_HANDLE_TIME:
            self._say_too_long(talked)
            handle_time = None
        resolved_at = self._end(self.resolved, started_at) if self.resolved else None
        closed_at = self._end(self.closed, started_at) if self.closed else None
        if state is None and not self.has_status:
            state = State.CLOSED if closed_at else State.RESOLVED if resolved_at else None
        return ContactRow(
            row=row,
            number=cells.number(self.column[Target.NUMBER], number),
            started_at=started_at,
            time_known=time_known,
            channel=self._channels[channel],
            customer=self._customers[customer] or customer_name(cells, self.column) if self.has_people else "",
            phones=cells.phones(),
            emails=cells.emails(),
            topic=self._topics[topic],
            direction=self._directions[direction],
            text=cells.joined(self.texts) if self.texts else "",
            handle_time=handle_time,
            answered_after=self._answered_after(day, clock) if day and self.answered_at else self._waits[waited],
            missed=missed or is_missed,
            state=state,
            resolved_at=resolved_at,
            closed_at=closed_at,
            handled_by=self._handlers[handler],
            owner=self._owners[owner],
            due=cells.day(self.due) if self.due else None,
            remarks=tuple(cells.remarks) if cells.remarks else (),
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
        moment = cells.local(column, day, clock, text)
        if clock is not None and self._moments:
            self._moments.note(text, day, clock)
        return moment, clock is not None, day, clock

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

    # ------------------------------------------------------------ what a cell stands for
    def _channel(self, cell: str) -> str:
        column, text = self.column[Target.CHANNEL], self.cells.plain(cell)
        if column and text:
            return self.cells.meaning(column, text) or text
        channel = self.constant.get(Target.CHANNEL, "")
        if not channel:
            raise CellFault(column, "The channel is missing. Write how the customer came: phone, e-mail, chat ...")
        return channel

    def _word(self, target: Target) -> str:
        return self._words[target][self.cells.cell(self.column[target])]

    def _meant(self, target: Target, cell: str) -> str:
        column, text = self.column[target], self.cells.plain(cell)
        if column and text:
            meaning = self.cells.meaning(column, text) or text
            return "" if meaning == NOBODY else meaning
        return self.constant.get(target, "")

    def _direction(self, cell: str) -> Direction:
        column, text = self.column[Target.DIRECTION], self.cells.plain(cell)
        if not column or not text:
            return Direction(self.constant.get(Target.DIRECTION, Direction.IN))
        meaning = self.cells.meaning(column, text) or text
        if meaning not in {*Direction}:
            raise CellFault(column, f"“{text}” has no meaning yet. Choose whether it is in or out", text)
        return Direction(meaning)

    def _state(self, cell: str) -> tuple[State | None, bool]:
        """How the matter stands, and whether that says that nobody answered."""
        column, text = self.column[Target.STATUS], self.cells.plain(cell)
        if not column or not text:
            constant = self.constant.get(Target.STATUS, "")
            return STATES.get(constant), constant == MISSED
        meaning = self.cells.meaning(column, text) or text.casefold()
        if meaning == MISSED:
            return None, True
        if meaning not in STATES:
            right = "Choose what it stands for: resolved, open, missed ..."
            raise CellFault(column, f"“{text}” has no meaning yet. {right}", text)
        return STATES[meaning], False

    def _was_missed(self, cell: str) -> bool:
        column, text = self.column[Target.ANSWERED], self.cells.plain(cell)
        if not column or not text:
            return False
        meaning = self.cells.meaning(column, text) or text.casefold()
        if meaning not in {"yes", "no"}:
            raise CellFault(column, f"“{text}” has no meaning yet. Choose whether it means yes or no", text)
        return meaning == "no"

    # ------------------------------------------------------------ how long
    def _span(self, target: Target, cell: str) -> timedelta | None:
        column, text = self.column[target], self.cells.plain(cell)
        return self.cells.span(column, text) if column and text else None

    def _say_too_long(self, cell: str) -> None:
        """Say that a contact cannot have taken so long; the row is taken without it."""
        column, text = self.column[Target.HANDLE_TIME], cell.strip()
        hours = LONGEST_HANDLE_TIME // timedelta(hours=1)
        right = "It was left out; check the number and what the column counts"
        self.cells.remark(column, f"“{text}” is longer than {hours} hours, which no contact takes. {right}", text)

    def _answered_after(self, day: date, clock: time | None) -> timedelta | None:
        column = self.answered_at
        text = self.cells.text(column)
        if not column or not text:
            return self._waits[self.cells.cell(self.column[Target.ANSWERED_AFTER])]
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
