"""Which days of a log are unknown rather than quiet."""

from datetime import UTC, date, datetime, timedelta

from csops.domain.calendar import calendar_from
from csops.domain.offered import Offered, offered_from, unlogged_days

WEEK = {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
CALENDAR = calendar_from({"zone": "UTC", "weekly": WEEK})
MONDAY = date(2026, 3, 2)


def _log(*, on: dict[date, int]) -> Offered:
    rows = []
    for day, number in on.items():
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        rows += [(1, int(at.timestamp()) * 1_000_000, True, False)] * number
    return offered_from(rows)


def _workdays(first: date, number: int) -> list[date]:
    days = [first + timedelta(days=each) for each in range(number * 2)]
    return [day for day in days if day.weekday() < 5][:number]


def test_the_gap_between_an_old_log_and_today_is_unknown() -> None:
    old = dict.fromkeys(_workdays(MONDAY, 20), 30)
    today = date(2027, 3, 1)
    found = unlogged_days(_log(on={**old, today: 1}), CALENDAR, first_day=MONDAY, last_day=today)
    assert len(found) > 200
    assert min(found) > max(old)


def test_an_empty_day_of_a_busy_log_is_unknown() -> None:
    days = _workdays(MONDAY, 20)
    found = unlogged_days(
        _log(on={day: 10 for day in days if day != days[7]}), CALENDAR, first_day=days[0], last_day=days[-1]
    )
    assert found == (days[7],)


def test_a_shop_that_logs_once_a_week_is_quiet_between() -> None:
    mondays = {MONDAY + timedelta(weeks=each): 15 for each in range(10)}
    assert not unlogged_days(_log(on=mondays), CALENDAR, first_day=MONDAY, last_day=max(mondays))


def test_a_quiet_log_has_no_unknown_days() -> None:
    days = _workdays(MONDAY, 60)
    assert not unlogged_days(_log(on={days[0]: 2, days[-1]: 1}), CALENDAR, first_day=days[0], last_day=days[-1])
