"""Which days of a log are unknown rather than quiet."""

from datetime import UTC, date, datetime, timedelta

from csops.domain.calendar import calendar_from, closed_days
from csops.domain.offered import Offered, offered_from, span_of, unlogged_days, within_hours
from csops.domain.volume import Series

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


# ---- counting

PHONE, EMAIL = 1, 2
NOON, NIGHT = 12, 22


def _rows(*contacts: tuple[int, date, int, bool]) -> Offered:
    """Contacts of a channel on a day at an hour, its time known or not."""
    at = [int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp()) for _, day, hour, _ in contacts]
    return offered_from([(one[0], s * 1_000_000, one[3], False) for one, s in zip(contacts, at, strict=True)])


def _counted(contacts: Offered, *, every_minutes: int = 60, days: int = 5) -> Series:
    last_day = MONDAY + timedelta(days=days - 1)
    return within_hours(
        contacts, calendar=CALENDAR, deferred={EMAIL}, every_minutes=every_minutes, first_day=MONDAY, last_day=last_day
    )


def _filled(series: Series) -> dict[datetime, float]:
    filled = zip(series.starts_s, series.offered, strict=True)
    return {datetime.fromtimestamp(start, UTC): count for start, count in filled if count}


def test_a_call_while_closed_is_told_apart_and_a_letter_waits_for_the_morning() -> None:
    series = _counted(_rows((PHONE, MONDAY, NIGHT, True), (EMAIL, MONDAY, NIGHT, True), (PHONE, MONDAY, NOON, True)))
    tuesday = MONDAY + timedelta(days=1)
    assert _filled(series) == {
        datetime(2026, 3, 2, NOON, tzinfo=UTC): 1.0,
        datetime(2026, 3, 3, 9, tzinfo=UTC): 1.0,
    }
    assert (series.outside_hours, tuesday.day) == (1, 3)


def test_a_letter_of_the_weekend_counts_on_monday() -> None:
    series = _counted(_rows((EMAIL, MONDAY - timedelta(days=1), NOON, True)))
    assert _filled(series) == {datetime(2026, 3, 2, 9, tzinfo=UTC): 1.0}


def test_a_contact_known_by_its_day_counts_for_the_day_unless_the_shop_was_closed() -> None:
    saturday = MONDAY + timedelta(days=5)
    series = _counted(_rows((PHONE, MONDAY, 0, False), (PHONE, saturday, 0, False)), days=7)
    assert series.date_only == {MONDAY: 1}
    assert series.outside_hours == 1


def test_a_day_holds_what_its_half_hours_hold() -> None:
    saturday = MONDAY + timedelta(days=5)
    contacts = _rows(
        (PHONE, MONDAY, NIGHT, True), (PHONE, MONDAY, NOON, True), (EMAIL, MONDAY, NIGHT, True),
        (PHONE, MONDAY, 0, False), (PHONE, saturday, NOON, True), (PHONE, MONDAY + timedelta(days=40), NOON, True),
    )  # fmt: skip
    by_day, by_half_hour = (_counted(contacts, every_minutes=every, days=7) for every in (1440, 30))
    assert by_day.day_totals() == by_half_hour.day_totals()
    assert by_day.contacts == 3
    assert by_day.outside_hours == by_half_hour.outside_hours == 2


def test_a_day_begins_with_the_half_hour_in_which_the_shop_opens() -> None:
    late = calendar_from({"zone": "Asia/Kathmandu", "weekly": {"mon": "09:15-17:50"}})
    begin = datetime(2026, 3, 2, tzinfo=late.tz)
    at = [begin + timedelta(minutes=minutes) for minutes in (8 * 60 + 59, 9 * 60, 17 * 60 + 59, 18 * 60)]
    contacts = offered_from([(PHONE, int(each.timestamp()) * 1_000_000, True, False) for each in at])
    series = within_hours(contacts, calendar=late, deferred=(), every_minutes=1440, first_day=MONDAY, last_day=MONDAY)
    assert (series.offered, series.outside_hours) == ((2.0,), 2)


def test_without_contacts_or_opening_hours_nothing_is_moved() -> None:
    assert _filled(_counted(_rows())) == {}
    never = calendar_from({"zone": "UTC", "weekly": {}})
    series = within_hours(
        _rows((PHONE, MONDAY, NOON, True)), calendar=never, deferred=(), every_minutes=60,
        first_day=MONDAY, last_day=MONDAY,
    )  # fmt: skip
    assert len(series) == 0


def test_the_log_of_a_channel_spans_its_own_days() -> None:
    contacts = _rows((PHONE, MONDAY, NOON, True), (EMAIL, MONDAY + timedelta(days=3), NOON, True))
    assert (len(contacts), len(contacts.of({EMAIL}))) == (2, 1)
    assert span_of(contacts, "UTC") == (MONDAY, MONDAY + timedelta(days=3))
    assert span_of(contacts.of({PHONE}), "UTC") == (MONDAY, MONDAY)
    assert span_of(contacts.of(()), "UTC") is None


def test_a_holiday_is_a_closed_day_and_a_sunday_is_none() -> None:
    shop = calendar_from({"zone": "UTC", "weekly": WEEK, "holidays": "DE"})
    assert closed_days(shop, date(2026, 4, 30), date(2026, 5, 3)) == (date(2026, 5, 1),)
