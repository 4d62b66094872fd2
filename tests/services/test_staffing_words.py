"""The staffing report in plain sentences: every figure in them is the plan's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.reports import Text
from csops.domain.team import Staffing
from csops.services.settings import save_staffing
from csops.services.staffing import Outlook, Plan, as_today, outlook, plan_of
from csops.services.staffing_words import in_words
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import keep, log_weeks, missed_call, open_shop


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    return workspace


@pytest.fixture
def ahead(shop: Workspace) -> Outlook:
    log_weeks(shop, weeks=12, a_day={PHONE: 32, EMAIL: 16})
    return outlook(shop)


def plans(ahead: Outlook, *, weeks: int = 4, volume: float = 1.0) -> list[Plan]:
    asked = replace(as_today(ahead.staffing), volume_factor=volume)
    return [plan_of(ahead, week=week, assumptions=asked) for week in ahead.weeks[:weeks]]


def said(ahead: Outlook, planned: list[Plan]) -> dict[str, str]:
    return {text.title: "\n".join(text.paragraphs) for text in in_words(ahead, planned)}


def test_four_headings_tell_what_happened_what_comes_what_it_costs_and_what_is_asked_for(ahead: Outlook) -> None:
    found = in_words(ahead, plans(ahead))
    assert [text.title for text in found] == ["What happened", "What comes", "What it costs", "What is asked for"]
    assert all(isinstance(text, Text) and text.paragraphs and all(text.paragraphs) for text in found)


def test_what_happened_counts_the_last_whole_weeks_by_channel(ahead: Outlook) -> None:
    words = said(ahead, plans(ahead))["What happened"]
    # The shop opens on five days: 160 calls and 80 e-mails a week.
    assert "In the 12 weeks from 8 December 2025 to 1 March 2026, 2,880 contacts came, 240 a week" in words
    assert "Phone 160, E-mail 80" in words
    assert "A contact took on average: Phone 5 min, E-mail 5 min." in words
    assert "year before" not in words


def test_the_year_before_is_told_where_it_is_known_of_every_week(ahead: Outlook) -> None:
    found = ahead.outlooks["phone"]
    history = tuple(replace(week, last_year=128.0) for week in found.history)
    known = replace(ahead, channels=ahead.channels[:1], outlooks={"phone": replace(found, history=history)})
    words = said(known, plans(known))["What happened"]
    assert f"In the same weeks of the year before it was {128 * 12:,}: now 25 % more." in words


def test_what_comes_is_what_the_plan_expects_with_its_range_and_its_usual_miss(ahead: Outlook) -> None:
    planned = plans(ahead)
    words = said(ahead, planned)["What comes"]
    total = sum(plan.what_if.contacts for plan in planned)
    assert (
        f"In the 4 weeks from 2 to 29 March 2026, {total:,.0f} contacts are expected, {total / 4:,.0f} a week" in words
    )
    first = ahead.outlooks["phone"].ahead[0]
    assert f"Phone {first.low80:,.0f} to {first.high80:,.0f}" in words
    miss = ahead.outlooks["phone"].miss
    assert miss is not None
    assert f"Phone {miss.share * 100:.0f} % (naive guess {miss.naive_share * 100:.0f} %)" in words


def test_a_closed_day_ahead_is_named(ahead: Outlook) -> None:
    holiday = ahead.weeks[0] + timedelta(days=3)
    words = said(replace(ahead, closed={holiday: "Founders' Day"}), plans(ahead))["What comes"]
    assert "Closed besides: 5 March (Founders' Day)." in words


def test_what_it_costs_adds_up_the_weeks_of_the_plan(ahead: Outlook) -> None:
    planned = plans(ahead)
    words = said(ahead, planned)["What it costs"]
    cost = sum(plan.what_if.cost for plan in planned)
    assert f"this costs {cost / 4:,.2f} GBP a week, {cost:,.2f} GBP in all 4" in words
    assert "At 19.50 GBP a paid hour" in words
    assert "since 25 % of paid time is breaks" in words
    assert f"{sum(plan.what_if.hours_on_contacts for plan in planned) / 4:.1f} hours of work a week" in words


def test_what_is_asked_for_is_hours_people_and_the_goals_that_they_keep(ahead: Outlook) -> None:
    planned = plans(ahead, weeks=1)
    needed = planned[0].what_if
    words = said(ahead, planned)["What is asked for"]
    assert f"{needed.paid_hours:.1f} paid hours a week are asked for" in words
    assert f"as much as {float(needed.paid_hours) / 40:.1f} people with 40 paid hours each" in words
    assert f"{needed.people_at_peak} people are needed on contacts in every open half hour." in words
    assert needed.service_level is not None
    assert f"{needed.service_level * 100:.0f} % of those who wait are then answered in time" in words
    phone = ahead.channels[0]
    assert f"Phone {phone.target_share * 100:.0f} % within {phone.target.total_seconds():g} s" in words


def test_the_peak_is_told_with_how_often_and_when_it_first_comes(ahead: Outlook, shop: Workspace) -> None:
    mondays = [MONDAY_MORNING + timedelta(hours=1) - week * timedelta(weeks=1) for week in range(1, 13)]
    keep(shop, [missed_call(at) for at in mondays for _ in range(12)])
    busy = outlook(shop)
    planned = plans(busy, weeks=2)
    peak = max(plan.what_if.people_at_peak for plan in planned)
    at_peak = [cell.starts_at for plan in planned for cell in plan.what_if.cells if cell.agents == peak]
    words = said(busy, planned)["What is asked for"]
    assert f"Up to {peak} people are needed on contacts at the same time, in {len(at_peak)} of 160 half hours" in words
    assert "first on Monday 2 March at 10:00." in words


def test_a_what_if_stands_beside_what_it_costs_as_things_are(ahead: Outlook) -> None:
    today, turned = plans(ahead, weeks=1)[0].today, plans(ahead, weeks=1, volume=4.0)
    words = said(ahead, turned)
    more = turned[0].what_if.cost - today.cost
    assert "That is 400 % of the forecast, as the what-if asks." in words["What comes"]
    assert f"costs {today.cost:,.2f} GBP; the what-if costs {more:,.2f} GBP more a week" in words["What it costs"]


def test_little_history_is_said_instead_of_a_miss_that_nobody_measured(shop: Workspace) -> None:
    log_weeks(shop, weeks=3, a_day={PHONE: 8})
    found = outlook(shop)
    assert "days of history are too few" in said(found, plans(found))["What comes"]


def test_less_than_a_week_of_history_is_said(shop: Workspace) -> None:
    log_weeks(shop, weeks=1, a_day={PHONE: 8})
    short = outlook(shop)
    none = replace(short, outlooks={key: replace(each, history=()) for key, each in short.outlooks.items()})
    assert said(none, plans(none))["What happened"].startswith("Not one whole week lies behind yet.")


def test_an_assumed_handle_time_is_not_told_as_measured(shop: Workspace) -> None:
    save_staffing(shop, staffing=Staffing(handle_time_s=240))
    log_weeks(shop, weeks=9, a_day={PHONE: 8}, handle_time=None)
    found = outlook(shop)
    words = said(found, plans(found))["What happened"]
    assert "On Phone fewer than 10 were measured; 4 min is assumed." in words
    assert "took on average" not in words
