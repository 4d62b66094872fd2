"""What the rows of a file seem to be before anybody has said so."""

import pytest

from csops.imports.mapping import TableKind
from csops.services.import_kinds import kind_of
from tests.imports.builders import KNOWN, a_reading

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")


def _kind(*rows: tuple[str, ...]) -> TableKind:
    return kind_of(a_reading(*rows), known=KNOWN)


def test_regular_times_with_counts_are_counts() -> None:
    assert _kind(("Time", "Calls"), *((f"2026-02-02 {hour:02}:00", "4") for hour in range(8, 18))) is TableKind.VOLUME
    assert _kind(("Month", "Visits"), *((f"{month} 2025", "4") for month in reversed(MONTHS))) is TableKind.VOLUME
    # Which channel it was can be asked; that it is counts is plain.
    assert _kind(("Day", "Arrivals"), *((f"2026-02-{day:02}", "4") for day in range(1, 20))) is TableKind.VOLUME


@pytest.mark.parametrize(
    "rows",
    [
        # A log of calls, whatever numbers are in it.
        [("Started", "Calls", "Customer"), *((f"2026-02-{day:02}", "4", "Ada Berg") for day in range(1, 20))],
        # Times as chance has them.
        [("Started", "Calls"), *((f"2026-02-{day:02} {day}:0{day % 7}", "4") for day in (1, 2, 2, 5, 7, 7, 9, 17, 19))],
        # The same day several times.
        [("Day", "Calls"), *(("2026-02-02", str(number)) for number in range(12))],
        # No day at all.
        [("Index", "Calls"), *((str(number), "4") for number in range(12))],
        # Too few rows to tell.
        [("Day", "Calls"), *((f"2026-02-{day:02}", "4") for day in range(1, 5))],
    ],
)
def test_anything_else_is_contacts_until_somebody_says_otherwise(rows: list[tuple[str, ...]]) -> None:
    assert _kind(*rows) is TableKind.CONTACTS
