"""A roster as people keep it in a table, names by days, read into shifts; what is not understood is said by cell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csops.domain.errors import InputError
from csops.domain.opening_hours import WEEKDAY_NAMES, WEEKDAYS, span_from
from csops.domain.people import Member
from csops.domain.shifts import Shift, ShiftTemplate, checked_hours, shift_of

OFF = {"", "-", "\N{EN DASH}", "x", "off", "free", "day off", "rest", "0"}
AWAY = {"leave", "holiday", "vacation", "sick", "ill", "illness", "training", "unpaid", "other", "absent", "absence"}
_HOURS = re.compile(r"(\d{1,2}(?:[:.]\d\d)?)\s*(?:-|\N{EN DASH}|to)\s*(\d{1,2}(?:[:.]\d\d)?)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)?")
_NAMED = re.compile(r"\b(\d{1,2})\.? ([a-z]{3})[a-z]*\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FEWEST_DAYS = 2


@dataclass(frozen=True, kw_only=True)
class GridProblem:
    """A cell that was not understood: its row in the file, the heading over it, and what is wrong."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What was read: shifts, cells that name an absence (kept elsewhere), and those not understood."""

    shifts: tuple[Shift, ...] = ()
    away: int = 0
    problems: tuple[GridProblem, ...] = ()


def read_grid(
    rows: Sequence[tuple[int, Sequence[str]]],
    *,
    members: Sequence[Member],
    templates: Sequence[ShiftTemplate],
    near: date,
    first_day: date | None = None,
) -> Grid:
    """Return the shifts of a table whose first column that is none of the days holds names.

    Args:
        rows: each with its number in the file.
        members: who may be named: in full, by initials, or by a first name that only one has.
        templates: shifts that may be named, in full or by their first letters where those are of one only.
        near: a day near those of the roster, for headings without a year.
        first_day: a Monday, for headings that are weekdays alone; default: such headings are not read.
    """
    place, days = _heading(rows, first_day, near)
    if not days:
        return Grid()
    shifts: dict[tuple[int, date], Shift] = {}
    problems: list[GridProblem] = []
    away = 0
    names = [column for column in range(max(days) + 1) if column not in days][:1] or [0]
    for number, row in rows[place + 1 :]:
        cells = {column: row[column].strip() for column in days if column < len(row)}
        named = row[names[0]].strip() if names[0] < len(row) else ""
        member = _member(named, members)
        if member is None:
            if any(_HOURS.search(cell) for cell in cells.values()):
                problems.append(
                    GridProblem(row=number, column=rows[place][1][names[0]], reason=_unknown(named, members))
                )
            continue
        for column, cell in cells.items():
            found = _shift(cell, templates, member_id=member.id, day=days[column])
            if isinstance(found, str):
                problems.append(GridProblem(row=number, column=rows[place][1][column], reason=found))
            elif found is not None:
                shifts[member.id, days[column]] = found
            away += cell.casefold() in AWAY
    return Grid(shifts=tuple(shifts.values()), away=away, problems=tuple(problems))


def _heading(
    rows: Sequence[tuple[int, Sequence[str]]], first_day: date | None, near: date
) -> tuple[int, dict[int, date]]:
    """The first row that holds days, and which day each of its columns is."""
    for place, (_, row) in enumerate(rows[:20]):
        days = {column: day for column, cell in enumerate(row) if (day := _day(cell, first_day, near)) is not None}
        if len(days) >= _FEWEST_DAYS:
            return place, days
    return 0, {}


def _day(text: str, first_day: date | None, near: date) -> date | None:
    """A heading as a day: 2026-06-01, Mon 2026-06-01, 1.6.2026, Mon 1 Jun, or Monday in the week from `first_day`."""
    words = text.strip().casefold().split("t00:")[0].removesuffix("00:00:00").strip(" ,")
    for part in reversed(words.replace(",", " ").split()):
        found = _date_of(part, near)
        if found is not None:
            return found
    named = _NAMED.search(words)
    if named and named[2] in _MONTHS:
        return _nearest(int(named[1]), _MONTHS.index(named[2]) + 1, near)
    names = zip(WEEKDAY_NAMES, WEEKDAYS, strict=True)
    weekday = next((place for place, (name, short) in enumerate(names) if words in {name.casefold(), short}), None)
    if first_day is None or weekday is None:
        return None
    return first_day + timedelta(days=(weekday - first_day.weekday()) % 7)


def _date_of(part: str, near: date) -> date | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", part):
        return _real(int(part[:4]), int(part[5:7]), int(part[8:]))
    # With dots the day comes first everywhere; with strokes nobody can tell, and nothing is guessed.
    found = _DOTTED.fullmatch(part)
    if not found:
        return None
    day, month = int(found[1]), int(found[2])
    if not found[3]:
        return _nearest(day, month, near)
    return _real(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, day)


def _nearest(day: int, month: int, near: date) -> date | None:
    """The day without a year that lies nearest."""
    years = (_real(near.year + step, month, day) for step in (-1, 0, 1))
    return min((each for each in years if each), key=lambda each: abs(each - near), default=None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _member(name: str, members: Iterable[Member]) -> Member | None:
    wanted = name.casefold()
    active = [member for member in members if member.active]
    exact = [each for each in active if wanted in {each.name.casefold(), each.initials.casefold()}]
    first = [each for each in active if each.name.casefold().split()[0] == wanted]
    found = exact or first
    return found[0] if wanted and len(found) == 1 else None


def _unknown(name: str, members: Iterable[Member]) -> str:
    known = ", ".join(member.name for member in members if member.active)
    return f"“{name}” is nobody of the team. There are: {known}"


def _shift(cell: str, templates: Sequence[ShiftTemplate], *, member_id: int, day: date) -> Shift | str | None:
    """A cell as a shift; None where it says that nobody works, a sentence where it is not understood."""
    said = cell.casefold()
    if said in OFF or said in AWAY:
        return None
    hours = _HOURS.search(cell)
    template = _template(_HOURS.sub("", cell).strip(" ()"), templates)
    if hours is None:
        if template is None:
            known = ", ".join(each.name for each in templates if each.active) or "none is set up"
            return f"“{cell}” is neither a shift ({known}) nor hours such as 09:00-17:00"
        return replace(shift_of(template, member_id=member_id, day=day), fixed=True)
    try:
        begin, end = (part.replace(".", ":") for part in hours.groups())
        span = span_from(f"{begin}-{end}", field="hours")
        name = template.name if template is not None else hours[0]
        shift = Shift(
            member_id=member_id, day=day, name=name, start_minute=span.start_minute, end_minute=span.end_minute,
            fixed=True,
        )  # fmt: skip
        if template is not None and template.clock == shift.clock:
            return replace(shift_of(template, member_id=member_id, day=day), fixed=True)
        return replace(shift, breaks=checked_hours(shift))
    except InputError as error:
        return str(error)


def _template(name: str, templates: Iterable[ShiftTemplate]) -> ShiftTemplate | None:
    wanted = name.casefold()
    active = [template for template in templates if template.active]
    exact = [each for each in active if each.name.casefold() == wanted]
    begins = [each for each in active if each.name.casefold().startswith(wanted)]
    found = exact or begins
    return found[0] if wanted and len(found) == 1 else None
