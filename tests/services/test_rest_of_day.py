"""What is still to come today, from a log of some weeks and what came so far."""

from datetime import timedelta

import pytest

from csops.services import forecast, rest_of_day, today
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import PHONE, kept_contact
from tests.helpers.weeks import log_weeks, open_shop

HOUR = timedelta(hours=1)


@pytest.fixture
def expected(workspace: Workspace) -> rest_of_day.DayExpected:
    """Open from nine to five, nine weeks of sixteen calls a day."""
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 16})
    return rest_of_day.day_expected(forecast.read_log(workspace))


def test_an_empty_log_expects_nothing_of_today(workspace: Workspace) -> None:
    open_shop(workspace)
    expected = rest_of_day.day_expected(forecast.read_log(workspace))
    assert expected == rest_of_day.DayExpected()
    assert rest_of_day.so_far(expected, today.came_today(workspace), now=MONDAY_MORNING) is None


def test_past_days_of_the_log_are_replayed(expected: rest_of_day.DayExpected) -> None:
    assert [hour.starts_at.hour for hour in expected.hours] == list(range(9, 17))
    assert len(expected.levels) == len(expected.helped) == 8
    assert expected.levels[4].days >= 30
    found = expected.helped[4]
    assert found is not None
    assert found.share <= found.plain_share + 0.02


def test_a_day_that_stands_at_noon_counts_what_came_while_open(
    workspace: Workspace, clock: Clock, expected: rest_of_day.DayExpected
) -> None:
    with workspace.work("Keep") as work:
        for minutes in (5, 10, 15, 70, 80, -60):  # the last one rang before the shop opened
            kept_contact(work, channel_id=PHONE, happened_at=MONDAY_MORNING + timedelta(minutes=minutes))
    clock.forward(3 * HOUR)
    found = rest_of_day.so_far(expected, today.came_today(workspace), now=MONDAY_MORNING + 3 * HOUR)
    assert found is not None
    assert found.rest.came == 5
    assert found.rest.by_now == pytest.approx(sum(hour.expected for hour in expected.hours[:3]))
    assert found.rest.low <= found.rest.total <= found.rest.high
    assert (found.has_begun, found.is_over, found.closes_at.hour) == (True, False, 17)


def test_after_closing_nothing_is_left_to_come(workspace: Workspace, expected: rest_of_day.DayExpected) -> None:
    found = rest_of_day.so_far(expected, today.came_today(workspace), now=MONDAY_MORNING + 9 * HOUR)
    assert found is not None
    assert found.is_over
    assert found.rest.rest == 0
