"""Whether a recovered customer stayed, by the rule of churn."""

from datetime import UTC, datetime, timedelta

import pytest

from csops.domain.recovery_outcomes import Since, Stay, Stays, counted, stay

SOLVED = datetime(2026, 3, 2, 9, tzinfo=UTC)


def days(number: int) -> datetime:
    return SOLVED + timedelta(days=number)


@pytest.mark.parametrize(
    ("customer", "now", "expected"),
    [
        (Since(since=SOLVED, active=(days(3),)), days(5), Stay.STAYED),
        (Since(since=SOLVED, active=(days(35),)), days(40), Stay.STAYED),  # on the last day
        (Since(since=SOLVED, active=(days(36),)), days(40), Stay.LOST),  # came back after being lost
        (Since(since=SOLVED), days(35), Stay.OPEN),
        (Since(since=SOLVED), days(36), Stay.LOST),
        (Since(since=SOLVED, active=(days(3),), lost_at=days(4)), days(5), Stay.LOST),
        (Since(since=SOLVED, active=(days(3),), lost_at=days(-4)), days(5), Stay.STAYED),
        (None, days(400), Stay.UNKNOWN),
    ],
)
def test_who_is_active_again_before_counting_as_lost_has_stayed(
    customer: Since | None, now: datetime, expected: Stay
) -> None:
    assert stay(customer, now=now, lost_after_days=35) is expected


def test_few_are_told_as_counts_and_many_as_a_share_of_those_of_whom_it_is_known() -> None:
    found = counted([Stay.STAYED, Stay.STAYED, Stay.LOST, Stay.OPEN, Stay.UNKNOWN])
    assert found == Stays(stayed=2, lost=1, open=1, unknown=1)
    assert (found.judged, found.share(too_few=20), found.share(too_few=3)) == (3, None, 2 / 3)
