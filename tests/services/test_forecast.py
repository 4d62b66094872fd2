from datetime import UTC, date, datetime, timedelta

import pytest

from csops.domain.contacts import Direction
from csops.domain.errors import Missing, UnknownName
from csops.domain.predictions import Horizon
from csops.services.forecast import forecast_volume, volume
from csops.services.workspace import Workspace
from tests.conftest import OpenWorkspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, PHONE, ROSA, a_contact
from tests.helpers.weeks import keep, log_weeks, missed_call, open_shop

FRIDAY = datetime(2026, 2, 27, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    return workspace


def test_volume_is_answered_and_missed_contacts_per_open_interval(shop: Workspace) -> None:
    log_weeks(shop, weeks=1, a_day={PHONE: 16})
    keep(shop, [missed_call(FRIDAY.replace(hour=9, minute=10))])
    series = volume(shop, channel="phone", every="30min", last_day=FRIDAY.date())
    first_of_friday = next(each for each in series.intervals() if each.start.date() == FRIDAY.date())
    assert (series.contacts, len(series)) == (5 * 16 + 1, 5 * 16)
    assert (first_of_friday.offered, first_of_friday.missed) == (2, 1)


def test_outbound_contacts_are_no_volume(shop: Workspace) -> None:
    at = FRIDAY.replace(hour=10)
    keep(
        shop,
        [a_contact(happened_at=at, entered_at=at), a_contact(happened_at=at, entered_at=at, direction=Direction.OUT)],
    )
    assert volume(shop, every="1d").contacts == 1


def test_a_call_while_closed_is_in_no_interval_but_told(shop: Workspace) -> None:
    keep(shop, [missed_call(FRIDAY.replace(hour=8)), missed_call(FRIDAY.replace(hour=10)), missed_call(SUNDAY)])
    series = volume(shop, channel="phone", every="30min")
    assert (series.contacts, series.outside_hours) == (1, 2)


def test_an_email_of_sunday_counts_when_the_shop_opens(shop: Workspace) -> None:
    keep(shop, [a_contact(channel_id=EMAIL, happened_at=SUNDAY, entered_at=SUNDAY)])
    counted = [each for each in volume(shop, channel="E-mail", every="30min").intervals() if each.offered]
    assert [each.start for each in counted] == [datetime(2026, 3, 2, 9, tzinfo=UTC)]


def test_a_contact_known_by_its_date_only_is_in_the_day_and_in_no_half_hour(shop: Workspace) -> None:
    keep(shop, [a_contact(happened_at=FRIDAY, entered_at=FRIDAY, time_known=False)])
    half_hours, days = volume(shop, every="30min"), volume(shop, every="1d")
    assert sum(half_hours.offered) == 0
    assert half_hours.date_only == {FRIDAY.date(): 1}
    assert days.day_totals()[FRIDAY.date()] == 1


def test_the_rest_of_today_is_no_zero(shop: Workspace) -> None:
    log_weeks(shop, weeks=1, a_day={PHONE: 8})
    last = list(volume(shop, every="30min").intervals())[-1]
    assert last.start == MONDAY_MORNING


def test_a_channel_that_is_not_there_is_named_with_those_that_are(shop: Workspace) -> None:
    with pytest.raises(UnknownName, match="phone, email"):
        volume(shop, channel="fax", every="1d")


def test_the_same_week_again_and_again_is_forecast_as_it_was(shop: Workspace) -> None:
    log_weeks(shop, weeks=10, a_day={PHONE: 16})
    made = forecast_volume(shop, channel="phone", every="1d", horizon_days=7)
    assert [row.time.date() for row in made.rows] == [date(2026, 3, day) for day in range(2, 7)]
    assert [row.mean for row in made.rows] == pytest.approx([16] * 5, rel=0.1)


def test_a_forecast_is_scored_beside_the_naive_guess(shop: Workspace) -> None:
    log_weeks(shop, weeks=16, a_day={PHONE: 16})
    scores = forecast_volume(shop, every="1d", horizon_days=28).scores
    assert scores[Horizon.WEEK].scores.origins >= 8
    assert scores[Horizon.WEEK].seasonal_naive.wape == pytest.approx(0)


def test_an_empty_log_cannot_be_forecast(shop: Workspace) -> None:
    with pytest.raises(Missing, match="history"):
        forecast_volume(shop, every="1d")


def test_days_that_nobody_logged_are_unknown_and_not_quiet(shop: Workspace) -> None:
    log_weeks(shop, weeks=1, a_day={PHONE: 8})
    keep(shop, [missed_call(FRIDAY.replace(hour=10) - timedelta(weeks=3))])
    series = volume(shop, every="1d")
    assert len(series.missing_days) == 0, "a log that is mostly empty is a quiet one"
    log_weeks(shop, weeks=1, a_day={PHONE: 400})
    assert date(2026, 2, 10) in volume(shop, every="1d").missing_days


def test_everyone_who_may_read_may_see_volume(open_workspace: OpenWorkspace) -> None:
    rosa = open_workspace(member=ROSA)
    open_shop(open_workspace())
    assert volume(rosa, every="1d").contacts == 0
