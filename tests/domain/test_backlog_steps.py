"""The backlog of each day as steps, against a count of every case at every midnight."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.backlog_steps import BANDS, steps
from csops.domain.cases import AGE_BANDS

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 3, 26, 12, tzinfo=BERLIN)  # three days before clocks go forward
DAYS = [date(2026, 3, 20) + timedelta(days=place) for place in range(40)]


def counted(opened_at: datetime, stretches: list[tuple[datetime, datetime | None]]) -> dict[tuple[date, int], int]:
    """Look at the case at each midnight."""
    found: dict[tuple[date, int], int] = {}
    for day in DAYS:
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=BERLIN)
        is_open = any(begin <= midnight and (end is None or end > midnight) for begin, end in stretches)
        since = midnight.timestamp() - opened_at.timestamp()  # real time, not that of the clock on the wall
        band = sum(since >= age.total_seconds() for age in AGE_BANDS)
        if is_open:
            found[day, band] = 1
    return found


def added_up(opened_at: datetime, stretches: list[tuple[datetime, datetime | None]]) -> dict[tuple[date, int], int]:
    changes: Counter[tuple[date, int]] = Counter()
    for day, band, change in steps(opened_at, stretches, zone=BERLIN):
        changes[day, band] += change
    return {
        (day, band): total
        for band in range(BANDS)
        for day, total in zip(DAYS, accumulate(changes[day, band] for day in DAYS), strict=True)
        if total
    }


@settings(max_examples=60)
@given(hours=st.lists(st.integers(0, 24 * 20), min_size=1, max_size=5), still_open=st.booleans())
def test_added_up_the_steps_are_the_cases_open_at_each_midnight_by_age(hours: list[int], still_open: bool) -> None:
    edges: list[datetime | None] = [*(FIRST + timedelta(hours=hour) for hour in sorted(set(hours)))]
    edges = [*edges, None] if len(edges) % 2 else edges
    if not still_open and edges[-1] is None:
        edges[-1] = FIRST + timedelta(days=21)
    utc = [None if edge is None else edge.astimezone(ZoneInfo("UTC")) for edge in edges]
    stretches = [(begin, end) for begin, end in zip(utc[::2], utc[1::2], strict=True) if begin is not None]
    assert added_up(stretches[0][0], stretches) == counted(stretches[0][0], stretches)


def test_what_was_settled_on_its_day_is_in_no_backlog() -> None:
    assert list(steps(FIRST, [(FIRST, FIRST + timedelta(hours=9))], zone=BERLIN)) == []
