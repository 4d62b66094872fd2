"""A first answer is late by the target of the case's channel, in opening hours."""

from datetime import datetime, timedelta

import pytest

from csops.domain.answers import Deadlines
from csops.domain.calendar import calendar_from
from csops.domain.cases import State
from csops.domain.channels import Channel, ChannelKind
from tests.helpers.clock import MONDAY_MORNING

WEEK = {"zone": "UTC", "weekly": {day: ["08:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
PHONE, EMAIL = 1, 2
CHANNELS = (
    Channel(id=PHONE, key="phone", name="Phone", target=timedelta(seconds=20)),
    Channel(id=EMAIL, key="email", name="E-mail", kind=ChannelKind.DEFERRED, target=timedelta(hours=4)),
)
OPENED = MONDAY_MORNING.replace(hour=16, minute=0)
DUE = OPENED + timedelta(hours=18)  # two hours of Monday, two of Tuesday


@pytest.fixture
def deadlines() -> Deadlines:
    return Deadlines(calendar_from(WEEK), CHANNELS)


def test_the_night_does_not_count(deadlines: Deadlines) -> None:
    assert deadlines.of(EMAIL, OPENED) == DUE


@pytest.mark.parametrize(("after", "late"), [(timedelta(0), False), (timedelta(seconds=1), True)])
def test_an_answer_is_late_from_the_first_second_beyond_the_target(
    deadlines: Deadlines, after: timedelta, late: bool
) -> None:
    assert deadlines.was_late(EMAIL, opened_at=OPENED, answered_at=DUE + after) is late
    assert deadlines.is_overdue(EMAIL, opened_at=OPENED, answered_at=None, state=State.NEW, now=DUE + after) is late


@pytest.mark.parametrize(("after", "late"), [(timedelta(seconds=50), False), (timedelta(hours=1), True)])
def test_a_call_is_late_once_it_was_not_answered_live(deadlines: Deadlines, after: timedelta, late: bool) -> None:
    assert deadlines.was_late(PHONE, opened_at=OPENED, answered_at=OPENED + after) is late


def test_a_call_of_which_no_wait_is_known_counts_as_answered(deadlines: Deadlines) -> None:
    now = OPENED + timedelta(days=9)
    assert not deadlines.is_overdue(PHONE, opened_at=OPENED, answered_at=None, state=State.OPEN, now=now)


def test_without_a_channel_nothing_is_late(deadlines: Deadlines) -> None:
    assert not deadlines.was_late(None, opened_at=OPENED, answered_at=OPENED + timedelta(days=9))


@pytest.mark.parametrize("state", [State.WAITING_FOR_CUSTOMER, State.RESOLVED, State.CLOSED])
def test_nobody_waits_for_the_answer_to_what_was_settled_or_waits_itself(deadlines: Deadlines, state: State) -> None:
    now = DUE + timedelta(days=9)
    assert not deadlines.is_overdue(EMAIL, opened_at=OPENED, answered_at=None, state=state, now=now)


def test_what_was_answered_is_not_overdue(deadlines: Deadlines) -> None:
    now: datetime = DUE + timedelta(days=9)
    assert not deadlines.is_overdue(EMAIL, opened_at=OPENED, answered_at=now, state=State.OPEN, now=now)


def test_a_shop_that_is_never_open_promises_nothing() -> None:
    shut = Deadlines(calendar_from({"zone": "UTC", "weekly": {}}), CHANNELS)
    assert shut.of(EMAIL, OPENED) is None
