from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest

from csops.domain.assumptions import Assumptions
from csops.domain.errors import OutOfRange
from csops.domain.outlooks import HandleSource
from csops.domain.requirement import Reason
from csops.domain.team import Staffing
from csops.services.settings import save_staffing
from csops.services.staffing import (
    Outlook,
    Plan,
    as_today,
    is_same_volume,
    outlook,
    plan,
    plan_basis,
    plan_of,
    refreshed,
)
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, PHONE, a_contact
from tests.helpers.weeks import keep, log_weeks, missed_call, open_shop

FIRST_WEEK = date(2026, 3, 2)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    return workspace


@pytest.fixture
def ahead(shop: Workspace) -> Outlook:
    log_weeks(shop, weeks=12, a_day={PHONE: 32, EMAIL: 16})
    return outlook(shop)


def test_every_channel_with_contacts_has_an_outlook_of_eight_weeks(ahead: Outlook) -> None:
    assert [channel.key for channel in ahead.channels] == ["phone", "email"]
    assert ahead.weeks[0] == FIRST_WEEK
    assert len(ahead.weeks) == 8
    assert ahead.outlooks["phone"].a_week == pytest.approx(160, rel=0.05)


def test_ranges_hold_one_another_around_the_mean(ahead: Outlook) -> None:
    week = ahead.outlooks["phone"].ahead[0]
    ends = [week.low95, week.low80, week.low50, week.contacts, week.high50, week.high80, week.high95]
    assert ends == sorted(ends)


def test_half_hours_add_up_to_the_week_that_the_fan_shows(ahead: Outlook) -> None:
    found = ahead.outlooks["phone"]
    first = sum(count for start, count in found.expected.items() if start.date() < FIRST_WEEK + timedelta(days=7))
    assert first == pytest.approx(found.ahead[0].contacts)


def test_calls_outside_the_opening_hours_are_told_and_nobody_is_planned_for_them(shop: Workspace) -> None:
    log_weeks(shop, weeks=12, a_day={PHONE: 32})
    days = [MONDAY_MORNING.date() - timedelta(days=back) for back in range(1, 85)]
    evenings = [datetime(day.year, day.month, day.day, 20, tzinfo=UTC) for day in days if day.weekday() < 5]
    keep(shop, [missed_call(at) for at in evenings for _each in range(16)])
    found = outlook(shop).outlooks["phone"]
    assert (found.contacts, found.outside_hours) == (60 * 32, 60 * 16)
    assert found.a_week == pytest.approx(160, rel=0.05)


def test_hours_in_which_nobody_ever_called_are_an_outlook_of_nothing(shop: Workspace) -> None:
    days = [MONDAY_MORNING.date() - timedelta(days=back) for back in range(1, 85)]
    keep(shop, [missed_call(datetime(day.year, day.month, day.day, 20, tzinfo=UTC)) for day in days])
    found = outlook(shop).outlooks["phone"]
    assert (found.contacts, found.outside_hours, round(found.a_week)) == (0, 84, 0)


def test_a_short_history_says_so_and_is_wider(shop: Workspace) -> None:
    log_weeks(shop, weeks=3, a_day={PHONE: 32})
    found = outlook(shop)
    week = found.outlooks["phone"].ahead[0]
    assert not found.is_enough
    assert (week.high80 - week.low80) / week.contacts > 0.4


def test_the_usual_miss_stands_beside_that_of_the_naive_guess(ahead: Outlook) -> None:
    miss = ahead.outlooks["phone"].miss
    assert miss is not None
    assert miss.naive_share == pytest.approx(0)
    assert miss.naive_wins is (miss.share > 0)


def test_handle_time_is_the_mean_and_says_what_it_rests_on(ahead: Outlook) -> None:
    measured = ahead.handle_times["phone"]
    assert (measured.seconds, measured.contacts) == (300, 12 * 5 * 32)
    assert measured.source is HandleSource.RECENT


def test_without_a_measured_handle_time_the_team_s_assumption_stands_in(shop: Workspace) -> None:
    save_staffing(shop, staffing=Staffing(handle_time_s=240))
    log_weeks(shop, weeks=4, a_day={PHONE: 8}, handle_time=None)
    found = outlook(shop).handle_times["phone"]
    assert (found.seconds, found.contacts, found.source) == (240, 0, HandleSource.ASSUMED)


def test_a_first_call_or_two_do_not_say_how_long_calls_take(shop: Workspace) -> None:
    save_staffing(shop, staffing=Staffing(handle_time_s=240))
    log_weeks(shop, weeks=1, a_day={PHONE: 1})
    found = outlook(shop).handle_times["phone"]
    assert (found.seconds, found.contacts, found.source) == (240, 5, HandleSource.ASSUMED)


def test_hours_on_contacts_are_told_from_paid_hours(ahead: Outlook) -> None:
    needed = plan_of(ahead).today
    assert needed.hours_on_contacts == pytest.approx(5 * 48 * 300 / 3600, rel=0.05)
    assert float(needed.paid_hours) == pytest.approx(needed.hours_required / (1 - 0.25), abs=0.005)
    assert float(needed.cost) == pytest.approx(float(needed.paid_hours) * 19.5, abs=0.1)


def test_what_if_differs_and_today_stays(ahead: Outlook) -> None:
    usual = plan_of(ahead)
    turned = plan_of(ahead, assumptions=replace(as_today(ahead.staffing), volume_factor=3.0))
    assert usual.what_if is usual.today
    assert turned.today == usual.today
    assert turned.what_if.people_at_peak > turned.today.people_at_peak


def test_the_busiest_hours_lie_on_one_day(ahead: Outlook) -> None:
    busiest = plan_of(ahead).busiest
    assert busiest is not None
    assert busiest.end - busiest.start == timedelta(hours=2)
    assert busiest.start.date() == busiest.day


def test_a_plan_asks_nothing_while_the_shop_is_closed(ahead: Outlook) -> None:
    cells = plan_of(ahead).today.cells
    assert len(cells) == 5 * 16
    assert all(cell.reason is not Reason.NO_WORK for cell in cells), "one person at least while open"


def test_a_week_that_is_not_looked_ahead_to_is_refused(ahead: Outlook) -> None:
    with pytest.raises(OutOfRange, match="2026-03-02"):
        plan_of(ahead, week=date(2026, 3, 4))


def test_nothing_logged_is_an_outlook_without_weeks(shop: Workspace) -> None:
    assert outlook(shop).weeks == ()
    with pytest.raises(OutOfRange, match="the log is empty"):
        plan(shop)


def test_a_call_of_today_changes_no_forecast_and_one_of_last_week_does(ahead: Outlook, shop: Workspace) -> None:
    before = plan_basis(shop)
    keep(shop, [missed_call(MONDAY_MORNING)])
    assert is_same_volume(before, plan_basis(shop))
    keep(shop, [missed_call(MONDAY_MORNING - timedelta(days=3))])
    assert not is_same_volume(before, plan_basis(shop))


def test_new_decisions_reach_an_outlook_that_is_there(ahead: Outlook, shop: Workspace) -> None:
    save_staffing(shop, staffing=Staffing(shrinkage=0.4))
    assert plan_of(refreshed(ahead, plan_basis(shop))).assumptions.shrinkage == 0.4


def test_turning_an_assumption_takes_less_than_a_glance(ahead: Outlook) -> None:
    usual = plan_of(ahead)
    asked = replace(as_today(ahead.staffing), volume_factor=1.37)
    best = min(_seconds(ahead, usual, asked) for _ in range(3))
    assert best < 0.15


def _seconds(ahead: Outlook, before: Plan, asked: Assumptions) -> float:
    start = perf_counter()
    plan_of(ahead, assumptions=asked, before=before)
    return perf_counter() - start


def test_a_handle_time_that_rises_is_forecast_with_its_sample(workspace: Workspace) -> None:
    open_shop(workspace)
    now = workspace.now()
    contacts = [
        a_contact(
            happened_at=now - timedelta(days=7 * ago + day, hours=-3),
            entered_at=now - timedelta(days=7 * ago + day, hours=-3),
            text="",
            handle_time=timedelta(seconds=600 - 8 * ago),
        )
        for ago in range(40)
        for day in (3, 4, 5, 6, 7)
    ]
    keep(workspace, contacts)
    measured = plan_basis(workspace).handle_times["phone"]
    assert measured.source is HandleSource.FORECAST
    assert (measured.weeks, measured.contacts) == (40, 200)
    assert 540 < measured.seconds < 600
    assert measured.nearer_share > 0
