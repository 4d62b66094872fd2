"""Turns the rows of a log of cases into updates: which case came into which state, and when."""

from collections.abc import Sequence
from datetime import UTC, datetime

from csops.domain.cases import State
from csops.domain.contacts import NOT_TO_COME, latest_start
from csops.imports.cells import CellFault, Cells
from csops.imports.mapping import Mapping, Target
from csops.imports.rows import CaseUpdate, Problem
from csops.imports.rows import State as FileState

_FAR_OFF = datetime.max.replace(tzinfo=UTC)
_STATES = {
    FileState.NEW: State.NEW,
    FileState.OPEN: State.OPEN,
    FileState.FOLLOW_UP: State.OPEN,
    FileState.WAITING_CUSTOMER: State.WAITING_FOR_CUSTOMER,
    FileState.WAITING_THIRD_PARTY: State.WAITING_FOR_THIRD_PARTY,
    FileState.RESOLVED: State.RESOLVED,
    FileState.CLOSED: State.CLOSED,
}
_BY_WORD: dict[str, State] = {one.value: state for one, state in _STATES.items()}


class CaseLogReader:
    """Reads one update after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str, now: datetime | None = None) -> None:
        self._cells = Cells(mapping, timezone=timezone)
        self._column = {target: mapping.column(target) for target in Target}
        self._latest = latest_start(now) if now else _FAR_OFF

    def read(self, row: int, cells: Sequence[str]) -> CaseUpdate | Problem:
        """The update in this row, or what is wrong with it."""
        self._cells.begin(row, cells)
        try:
            return self._update(row)
        except CellFault as fault:
            return self._cells.problem(fault)

    def _update(self, row: int) -> CaseUpdate:
        cells, column = self._cells, self._column
        number = column[Target.CASE_NUMBER]
        name = cells.number(number, cells.text(number))
        if not name:
            raise CellFault(number, "The number of the case is missing. Each row names its case")
        at = self._moment(Target.CHANGED_AT)
        if at is None:
            right = "Each row says when the case came into its state"
            raise CellFault(column[Target.CHANGED_AT], f"The moment is missing. {right}")
        return CaseUpdate(
            row=row,
            number=name,
            state=self._state(),
            at=at,
            opened_at=self._moment(Target.OPENED_AT),
            channel=self._word(Target.CHANNEL),
            topic=cells.text(column[Target.TOPIC]),
            owner=self._word(Target.OWNER),
            remarks=tuple(cells.remarks),
        )

    def _moment(self, target: Target) -> datetime | None:
        column = self._column[target]
        found = self._cells.moment(column)
        if found is None:
            return None
        if found[0] > self._latest:
            text = self._cells.text(column)
            raise CellFault(column, f"“{text}” lies in the future. {NOT_TO_COME}", text)
        return found[0]

    def _state(self) -> State:
        column = self._column[Target.STATUS]
        text = self._cells.text(column)
        if not text or column is None:
            raise CellFault(column, "The state is missing. Each row says into which state the case came")
        found = _BY_WORD.get(self._cells.meaning(column, text) or text.casefold())
        if found is None:
            right = "Choose what it stands for: new, open, resolved ..."
            raise CellFault(column, f"“{text}” has no meaning yet. {right}", text)
        return found

    def _word(self, target: Target) -> str:
        column = self._column[target]
        text = self._cells.text(column)
        return (self._cells.meaning(column, text) or text) if column and text else ""
