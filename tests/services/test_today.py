"""How the day starts: promises by when they are due, figures over weeks, contacts of today."""

from datetime import timedelta

import pytest

from csops.domain.due import due_moment
from csops.services import forecast, kpi, staffing, today
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.kpi import stand_in
from tests.helpers.records import EMAIL, MARA, ROSA, a_case, a_follow_up, kept_contact

DAY, WEEK = timedelta(days=1), timedelta(days=7)
OPEN = {"zone": "UTC", "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-18:00")}


@pytest.fixture(autouse=True)
def _opening_hours(workspace: Workspace) -> None:
    with workspace.work("Open") as work:
        work.settings.keep_mapping("calendar", OPEN)


def promise(workspace: Workspace, **values: object) -> None:
    with workspace.work("Promise") as work:
        case_id = kept_contact(work).case_id
        work.follow_ups.add(a_follow_up(case_id=case_id, **values))


def test_promises_are_late_today_tomorrow_or_later(workspace: Workspace) -> None:
    for hours in (-30, -1, 2, 26, 80):
        promise(workspace, due_at=MONDAY_MORNING + timedelta(hours=hours), what=str(hours))
    found = today.promises(workspace)
    assert [[line.what for line in group] for group in (found.late, found.today, found.tomorrow)] == [
        ["-30", "-1"],
        ["2"],
        ["26"],
    ]
    assert found.later == 1
    assert today.due_by_tonight(workspace) == len(found.late) + len(found.today)


def test_a_promise_for_today_without_a_time_is_not_late_before_the_day_is_over(workspace: Workspace) -> None:
    promise(workspace, due_at=due_moment(MONDAY_MORNING.date(), None, zone="UTC"), time_known=False)
    assert len(today.promises(workspace).today) == 1


def test_a_promise_that_an_import_knows_the_day_of_is_not_late_before_the_day_is_over(workspace: Workspace) -> None:
    promise(workspace, due_at=MONDAY_MORNING.replace(hour=0), time_known=False)
    found = today.promises(workspace)
    assert (len(found.late), len(found.today)) == (0, 1)


def test_what_is_done_is_no_promise_any_more(workspace: Workspace) -> None:
    promise(workspace, done_at=MONDAY_MORNING)
    assert today.promises(workspace) == today.Promises(late=(), today=(), tomorrow=(), later=0)


def test_mine_are_those_that_i_own(workspace: Workspace) -> None:
    promise(workspace, owner_id=MARA.id)
    promise(workspace, owner_id=ROSA.id)
    assert len(today.promises(workspace, owner_id=MARA.id).tomorrow) == 1
    assert len(today.promises(workspace).tomorrow) == 2


def test_the_oldest_open_case_is_told_with_its_owner(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        kept_contact(work, case=a_case(opened_at=MONDAY_MORNING - WEEK, owner_id=ROSA.id))
        kept_contact(work, case=a_case())
    found = today.open_cases(workspace)
    assert found.oldest is not None
    assert found.oldest.owner == ROSA.name
    assert found.counts.by_age == (1, 0, 0, 0, 1)


def test_without_any_case_there_is_no_oldest(workspace: Workspace) -> None:
    assert today.open_cases(workspace).oldest is None


@pytest.mark.parametrize(("weeks", "points"), [(4, 4), (12, 12), (52, 13)])
def test_figures_are_of_the_last_weeks_and_of_those_before(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, weeks: int, points: int
) -> None:
    monkeypatch.setattr(kpi, "kpis", stand_in())
    found = today.figures(workspace, weeks=weeks)
    now, before = found.found.now, found.found.before
    assert now.last_day == MONDAY_MORNING.date()
    assert (now.last_day - now.first_day).days == 7 * weeks - 1
    assert (now.first_day - before.first_day).days == 7 * weeks
    assert len(found.lines.values("csat")) == points


def test_what_came_today_is_counted_by_open_hour(workspace: Workspace, clock: Clock) -> None:
    with workspace.work("Keep") as work:
        kept_contact(work, happened_at=MONDAY_MORNING - timedelta(minutes=20))
        kept_contact(work, channel_id=EMAIL, happened_at=MONDAY_MORNING - 2 * DAY)  # waits since Saturday
    clock.forward(timedelta(minutes=30))
    came = today.came_today(workspace)
    assert [(each.starts_at.hour, each.count) for each in came.hours] == [(8, 2), (9, 0)]
    assert (came.outside, came.number) == (0, 2)
    assert came.opens_at == MONDAY_MORNING.replace(hour=8)


def test_what_came_today_while_closed_is_counted_too(workspace: Workspace, clock: Clock) -> None:
    with workspace.work("Keep") as work:
        for minutes in (30, 690):  # on the phone, before and after the hours
            kept_contact(work, happened_at=MONDAY_MORNING.replace(hour=7) + timedelta(minutes=minutes))
        kept_contact(work, channel_id=EMAIL, happened_at=MONDAY_MORNING.replace(hour=7))  # waits until eight
        kept_contact(work, channel_id=EMAIL, happened_at=MONDAY_MORNING.replace(hour=18))  # waits until tomorrow
        kept_contact(work, happened_at=MONDAY_MORNING.replace(hour=12), time_known=False)
        kept_contact(work, happened_at=MONDAY_MORNING - DAY)  # yesterday, while closed
    clock.forward(timedelta(hours=10))
    came = today.came_today(workspace)
    assert sum(each.count for each in came.hours) == 1
    assert (came.time_unknown, came.outside, came.number) == (1, 3, 5)


def test_on_a_closed_day_all_that_came_is_outside_the_hours(workspace: Workspace, clock: Clock) -> None:
    clock.forward(6 * DAY)
    with workspace.work("Keep") as work:
        kept_contact(work, happened_at=MONDAY_MORNING + 6 * DAY)
    friday_evening = MONDAY_MORNING.replace(hour=18) + 4 * DAY
    assert today.came_today(workspace) == today.CameToday(hours=(), outside=1, since=friday_evening)


def test_nothing_is_expected_from_an_empty_log(workspace: Workspace) -> None:
    assert today.expected_of(forecast.read_log(workspace)) == ()
    assert today.came_today(workspace).number == 0


def test_the_hours_of_today_are_expected_from_a_log_of_some_weeks(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        for days in range(1, 64):
            at = MONDAY_MORNING - days * DAY
            if at.weekday() < 5:
                for hour in (0, 0, 3):
                    kept_contact(work, happened_at=at + timedelta(hours=hour), entered_at=at + timedelta(hours=hour))
    expected = today.expected_of(forecast.read_log(workspace))
    assert [each.starts_at.hour for each in expected] == list(range(8, 18))
    assert sum(each.expected for each in expected) == pytest.approx(3, rel=0.2)
    assert all(each.low <= each.high for each in expected)


def test_an_old_log_read_in_and_a_contact_of_today_expect_nothing_of_today(workspace: Workspace) -> None:
    years_ago = MONDAY_MORNING - 5 * 52 * WEEK
    with workspace.work("Keep") as work:
        for days in range(60):
            kept_contact(work, happened_at=years_ago + days * DAY, entered_at=MONDAY_MORNING)
        kept_contact(work, happened_at=MONDAY_MORNING - timedelta(minutes=20))
    log = forecast.read_log(workspace)
    assert log.last_day == (years_ago + 59 * DAY).date()
    assert today.expected_of(log) == ()
    assert staffing.outlook_of(staffing.plan_basis(workspace)).last_day == log.last_day
