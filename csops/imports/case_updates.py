"""A log of cases with a row for each update: which case, into which state it came, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from csops.domain.cases import State
from csops.domain.errors import Missing
from csops.imports.mapping import DateOrder
from csops.imports.reading import Reading
from csops.imports.rows import CaseUpdate
from csops.imports.values import Days, Unreadable

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "case", "case number", "ticket", "ticket id", "incident", "id"),
    "state": ("state", "status", "ident_state", "incident_state", "case state"),
    "at": ("at", "updated", "updated at", "sys_updated_at", "changed at", "changed", "time"),
    "opened": ("opened", "opened at", "opened_at", "created", "created at"),
    "channel": ("channel", "contact_type", "contact type", "source"),
    "topic": ("topic", "category", "subject"),
    "owner": ("owner", "assignee", "assigned to"),
}
"""By which headings a column is known that nobody has named."""
_NEEDED = ("number", "state", "at")
_STATES: Mapping[str, State] = {
    **dict.fromkeys(("new", "created", "unassigned"), State.NEW),
    **dict.fromkeys(("open", "active", "assigned", "in progress", "work in progress", "reopened"), State.OPEN),
    **dict.fromkeys(
        ("awaiting user info", "awaiting customer", "waiting for customer", "pending", "awaiting user"),
        State.WAITING_FOR_CUSTOMER,
    ),
    **dict.fromkeys(
        ("awaiting vendor", "awaiting problem", "awaiting evidence", "waiting for third party", "on hold"),
        State.WAITING_FOR_THIRD_PARTY,
    ),
    **dict.fromkeys(("resolved", "solved", "done", "completed"), State.RESOLVED),
    **dict.fromkeys(("closed", "cancelled", "canceled"), State.CLOSED),
}


@dataclass(frozen=True, kw_only=True)
class CaseLogMapping:
    """Which columns are what, and what their words mean. What is left out is guessed from the headings.

    `columns`: role (number, state, at, opened, channel, topic, owner) to heading. `states`: words of the file to
    states. `nothing`: what stands where nothing is known.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    order: DateOrder = DateOrder.YEAR_FIRST
    nothing: tuple[str, ...] = ("", "?")


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A row that cannot be taken, and why."""

    row: int
    reason: str


def updates_of(reading: Reading, mapping: CaseLogMapping, *, zone: ZoneInfo) -> tuple[list[CaseUpdate], list[LeftOut]]:
    """Return the updates in the order of the file, and the rows that are left out with the reason.

    Raises:
        Missing: no column tells the number, the state or the moment.
    """
    places = _places(reading.rows[0], mapping)
    reader = _Rows(places, mapping, zone)
    taken: list[CaseUpdate] = []
    left: list[LeftOut] = []
    for row, cells in zip(reading.numbers[1:], reading.rows[1:], strict=True):
        try:
            taken.append(reader.update(row, cells))
        except Unreadable as error:
            left.append(LeftOut(row=row, reason=str(error)))
    return taken, left


def _places(heading: Sequence[str], mapping: CaseLogMapping) -> dict[str, int]:
    known = {name.strip().casefold(): place for place, name in reversed(list(enumerate(heading)))}
    places: dict[str, int] = {}
    for role, names in _HEADINGS.items():
        wanted = (mapping.columns[role],) if role in mapping.columns else names
        found = next((known[name.casefold()] for name in wanted if name.casefold() in known), None)
        if found is not None:
            places[role] = found
        elif role in _NEEDED or role in mapping.columns:
            raise Missing(field=f"column of the {role}", right=f"Name its heading; the file has {', '.join(heading)}")
    return places


class _Rows:
    """Reads the rows of one file."""

    def __init__(self, places: Mapping[str, int], mapping: CaseLogMapping, zone: ZoneInfo) -> None:
        self._places, self._mapping, self._zone = places, mapping, zone
        self._days = Days(mapping.order)
        self._states = {**_STATES, **{word.casefold(): state for word, state in mapping.states.items()}}

    def update(self, row: int, cells: Sequence[str]) -> CaseUpdate:
        """Return the update of a row, or raise Unreadable with a sentence."""
        number, word, at = (self._cell(role, cells) for role in _NEEDED)
        if not number:
            raise Unreadable("No case number. Each row names its case")
        state = self._states.get(word.casefold())
        if state is None:
            raise Unreadable(f"“{word}” is no state. Say in the mapping which one it means: {_known()}")
        if not at:
            raise Unreadable("No moment. Each row says when the case came into its state")
        opened = self._cell("opened", cells)
        return CaseUpdate(
            row=row,
            number=number,
            state=state,
            at=self._moment(at),
            opened_at=self._moment(opened) if opened else None,
            channel=self._cell("channel", cells),
            topic=self._cell("topic", cells),
            owner=self._cell("owner", cells),
        )

    def _cell(self, role: str, cells: Sequence[str]) -> str:
        place = self._places.get(role)
        text = cells[place].strip() if place is not None and place < len(cells) else ""
        return "" if text in self._mapping.nothing else text

    def _moment(self, text: str) -> datetime:
        day, clock, zone = self._days.parts(text)
        return datetime.combine(day, clock or time(), tzinfo=zone or self._zone).astimezone(UTC)


def _known() -> str:
    return ", ".join(state.value.replace("_", " ") for state in State)
