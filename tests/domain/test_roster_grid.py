from datetime import date

import pytest

from csops.domain.roster_grid import Grid, read_grid
from tests.helpers.records import MARA, ROSA, a_member
from tests.helpers.rosters import EARLY, LATE, LONG, MONDAY, day_of

TEAM = (MARA, ROSA, a_member(id=3, name="Rosa Lind", initials="RL"))
SHIFTS = (EARLY, LATE, LONG)


def grid(*rows: str, first_day: date | None = None) -> Grid:
    """Read rows whose cells are parted by strokes."""
    cells = [(number + 1, [cell.strip() for cell in row.split("|")]) for number, row in enumerate(rows)]
    return read_grid(cells, members=TEAM, templates=SHIFTS, near=MONDAY, first_day=first_day)


def read(found: Grid) -> list[tuple[int, date, str]]:
    return [(shift.member_id, shift.day, shift.clock) for shift in found.shifts]


def test_names_by_days_are_shifts() -> None:
    found = grid(
        "Roster of June | |",
        "Name | Mon 2026-06-01 | Tue 2026-06-02",
        "Mara Lindqvist | Early | 9-17",
        "RO | off | Long 09:00-17:30",
        "Mara | holiday | ",
    )
    assert read(found) == [
        (1, MONDAY, "08:00-14:00"), (1, day_of(1), "09:00-17:00"), (2, day_of(1), "09:00-17:30"),
    ]  # fmt: skip
    assert (found.problems, found.away) == ((), 1)
    assert found.shifts[2].breaks == LONG.breaks
    assert all(shift.fixed for shift in found.shifts)


@pytest.mark.parametrize(
    "headings",
    ["| 2026-06-01 | 2026-06-02", "| 01.06.2026 | 2.6.26", "| 1.6. | 2.6.", "| Mon 1 Jun | Tue 2 June",
     "| 2026-06-01T00:00:00 | 2026-06-02 00:00:00", "| Mon | Tuesday"],
)  # fmt: skip
def test_days_are_read_as_people_write_them(headings: str) -> None:
    assert read(grid(headings, "Mara | Early | L", first_day=MONDAY))[0] == (1, MONDAY, "08:00-14:00")


def test_the_year_is_the_nearest() -> None:
    found = read_grid(
        [(1, ["", "Thu 31 Dec", "Fri 1 Jan"]), (2, ["Mara", "Early", "Late"])],
        members=TEAM, templates=SHIFTS, near=date(2026, 12, 28),
    )  # fmt: skip
    assert [shift.day for shift in found.shifts] == [date(2026, 12, 31), date(2027, 1, 1)]


def test_nothing_is_guessed_where_nobody_can_tell() -> None:
    assert grid("| 06/01/2026 | 07/01/2026", "Mara | Early | Late") == Grid()
    assert grid("| Mon | Tue", "Mara | Early | Late") == Grid()
    assert grid("| 2026-02-30 | 2026-13-01", "Mara | Early | Late") == Grid()


def test_what_is_not_understood_is_said_by_its_cell() -> None:
    found = grid(
        "Name | 2026-06-01 | 2026-06-02",
        "Mara | Middle | 25:00-26:00",
        "Nobody | 09:00-17:00 | ",
        "Rosa | 09:00-17:00 | ",
        "Total | 3 | 4",
    )
    assert [(each.row, each.column) for each in found.problems] == [
        (2, "2026-06-01"), (2, "2026-06-02"), (3, "Name"), (4, "Name"),
    ]  # fmt: skip
    assert "neither a shift (Early, Late, Long) nor hours" in found.problems[0].reason
    assert "Mara Lindqvist, Rosa Okafor, Rosa Lind" in found.problems[2].reason


def test_beginnings_that_two_shifts_share_are_not_guessed() -> None:
    found = grid("Name | 2026-06-01 | 2026-06-02", "Mara | L | E")
    assert read(found) == [(1, day_of(1), "08:00-14:00")]
    assert len(found.problems) == 1
