"""Which backups are worth keeping, and when the next is due."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from csops.domain.backups import Backup, is_due, worth_keeping

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MOMENTS = st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 3, 2, 12, 0), timezones=st.just(UTC)), max_size=80)  # noqa: DTZ001 bounds of a strategy that adds the zone


def _every(step: timedelta, number: int) -> list[datetime]:
    return [NOW - step * index for index in range(number)]


def test_everything_of_the_last_day_is_kept() -> None:
    moments = _every(timedelta(minutes=30), 48)
    assert worth_keeping(moments, now=NOW) == frozenset(moments)


def test_after_a_day_the_newest_of_each_day_is_kept() -> None:
    moments = [NOW - timedelta(days=2), NOW - timedelta(days=2, hours=1), NOW]
    assert worth_keeping(moments, now=NOW) == {NOW, NOW - timedelta(days=2)}


def test_half_hours_of_two_years_leave_days_weeks_and_months() -> None:
    kept = sorted(worth_keeping(_every(timedelta(minutes=30), 2 * 365 * 48), now=NOW))
    older = [at for at in kept if at <= NOW - timedelta(hours=24)]
    assert len(kept) - len(older) == 48
    assert len({at.date() for at in kept}) <= 2 + 12 + 10 + 9
    assert kept[0].date() == datetime(2025, 7, 31, tzinfo=UTC).date()


def test_a_long_absence_costs_nothing() -> None:
    before = [NOW - timedelta(days=300 + number) for number in range(5)]
    assert worth_keeping(before, now=NOW) == frozenset(before)


@given(moments=MOMENTS)
def test_the_newest_is_always_kept(moments: list[datetime]) -> None:
    assert not moments or max(moments) in worth_keeping(moments, now=NOW)


@given(moments=MOMENTS)
def test_what_was_kept_is_kept_again(moments: list[datetime]) -> None:
    kept = worth_keeping(moments, now=NOW)
    assert worth_keeping(kept, now=NOW) == kept
    assert kept <= set(moments)


def _last(at: datetime) -> Backup:
    return Backup(file=Path("shop.db"), sha256="", at=at, schema="0001", head="aa")


def test_a_backup_is_due_when_there_is_none() -> None:
    assert is_due(None, head="aa", now=NOW)


def test_a_backup_is_due_half_an_hour_after_the_last_when_something_changed() -> None:
    assert is_due(_last(NOW - timedelta(minutes=30)), head="bb", now=NOW)
    assert not is_due(_last(NOW - timedelta(minutes=29)), head="bb", now=NOW)
    assert not is_due(_last(NOW - timedelta(days=3)), head="aa", now=NOW)
