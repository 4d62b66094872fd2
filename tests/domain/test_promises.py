"""When a promise is kept, broken or due, and the figure of those kept on their date."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.due import check_silence, due_moment, silent_until
from csops.domain.errors import Missing, OutOfRange
from csops.domain.promises import (
    Promise,
    PromisesKept,
    PromiseState,
    given_up,
    is_kept_late,
    kept,
    overdue_from,
    promises_kept,
    told,
    withdrawn,
)

BERLIN = "Europe/Berlin"
DUE = due_moment(date(2026, 11, 16), None, zone=BERLIN)
MADE = datetime(2026, 11, 9, 10, tzinfo=UTC)
REFUND = Promise(id=1, case_id=1, what="Refund", due_at=DUE, time_known=False, made_at=MADE)
LATER = DUE + timedelta(days=30)


def at_berlin(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (at_berlin(10, 9), PromiseState.KEPT),
        (at_berlin(16, 23, 59, 59), PromiseState.KEPT),
        (at_berlin(17, 0), PromiseState.BROKEN),
        (at_berlin(20, 9), PromiseState.BROKEN),
    ],
)
def test_a_day_is_kept_until_it_is_over_where_the_shop_is(at: datetime, state: PromiseState) -> None:
    done = kept(REFUND, at=at, member_id=1)
    assert (done.state, done.settled_at, done.settled_by) == (state, at, 1)
    assert is_kept_late(done) is (state is PromiseState.BROKEN)


def test_a_time_of_day_is_kept_to_the_moment() -> None:
    call = replace(REFUND, due_at=at_berlin(16, 14, 30), time_known=True)
    assert kept(call, at=call.due_at, member_id=1).state is PromiseState.KEPT
    assert kept(call, at=call.due_at + timedelta(seconds=1), member_id=1).state is PromiseState.BROKEN


def test_who_gives_up_says_why_and_is_no_late_keeper() -> None:
    with pytest.raises(Missing, match="reason"):
        given_up(REFUND, at=MADE, member_id=1, reason="  ")
    gone = given_up(REFUND, at=LATER, member_id=1, reason="Supplier closed")
    assert (gone.state, is_kept_late(gone)) == (PromiseState.BROKEN, False)


def test_the_customer_is_told_before_the_date_or_not_at_all() -> None:
    early = told(REFUND, at=MADE)
    assert told(early, at=DUE).told_at == MADE
    with pytest.raises(OutOfRange, match="before the date"):
        told(REFUND, at=overdue_from(REFUND))


def counted(*promises: Promise, now: datetime = LATER) -> PromisesKept:
    since = at_berlin(1, 0)
    return promises_kept(promises, since=since, until=since + timedelta(days=30), now=now)


def test_of_the_promises_due_those_count_that_were_kept_on_their_date() -> None:
    on_time, late = (kept(REFUND, at=at, member_id=1) for at in (MADE, LATER))
    given = given_up(told(REFUND, at=MADE), at=MADE, member_id=1, reason="Sold out")
    back = withdrawn(REFUND, at=MADE, member_id=1, reason="")
    found = counted(on_time, on_time, late, given, REFUND, back, replace(on_time, due_at=LATER))
    assert found == PromisesKept(due=5, kept=2, late=1, given_up=1, open=1, told=1)
    assert found.share == 0.4
    assert counted(REFUND, now=MADE) == PromisesKept()
    assert counted().share is None


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59), st.sampled_from(["open", "kept", "up", "back"]))),
    st.integers(0, 59),
)
def test_the_parts_make_the_whole(rows: list[tuple[int, int, str]], now: int) -> None:
    def at(days: int) -> datetime:
        return at_berlin(1, 12) + timedelta(days=days)

    made = []
    for due, settled, what in rows:
        one = replace(REFUND, due_at=at(due))
        made.append(
            {
                "open": one,
                "kept": kept(one, at=at(settled), member_id=1),
                "up": given_up(one, at=at(settled), member_id=1, reason="x"),
                "back": withdrawn(one, at=at(settled), member_id=1, reason="x"),
            }[what]
        )
    found = counted(*made, now=at(now))
    assert found.due == found.kept + found.late + found.given_up + found.open
    assert found.told <= found.due - found.kept


def test_silence_is_counted_in_days_of_the_shop_from_the_last_contact_or_the_rule() -> None:
    made = at_berlin(9, 23, 30)

    def until(last: datetime | None) -> datetime:
        return silent_until(7, last_contact_at=last, created_at=made, zone=BERLIN)

    assert until(None) == until(made - timedelta(days=9)) == due_moment(date(2026, 11, 16), None, zone=BERLIN)
    assert until(made + timedelta(hours=1)) == due_moment(date(2026, 11, 17), None, zone=BERLIN)
    assert until(None).astimezone(ZoneInfo(BERLIN)).time() == time(23, 59)
    for days in (0, 366):
        with pytest.raises(OutOfRange, match="1 to 365"):
            check_silence(days)
