"""Forecasts frozen as they were made and scored against what came."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csops.domain.access import Role
from csops.domain.errors import NotPermitted
from csops.domain.snapshots import Drift, Snapshot, Why, scored
from csops.services.history import undo
from csops.services.snapshots import freeze, tracks
from csops.services.staffing import outlook
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import log_weeks, open_shop

MONDAY = date(2026, 3, 2)


def _snapshot(first_day: date, *said: float, channel: int = 1) -> Snapshot:
    weeks = [
        {
            "start": (first_day + timedelta(weeks=ahead)).isoformat(),
            "contacts": contacts,
            "low95": contacts - 40,
            "low80": contacts - 20,
            "high80": contacts + 20,
            "high95": contacts + 40,
        }
        for ahead, contacts in enumerate(said)
    ]
    return Snapshot(
        made_at=MONDAY_MORNING, member_id=None, channel_id=channel, first_day=first_day, method="mix", weeks=weeks
    )


def _week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def test_only_weeks_that_are_over_are_scored() -> None:
    came = {_week(0): 110.0, _week(1): 80.0}
    track = scored([_snapshot(MONDAY, 100, 100, 100)], came, last_day=_week(1) + timedelta(days=6))
    assert [(week.said, week.came, week.weeks_ahead) for week in track.weeks] == [(100, 110, 1), (100, 80, 2)]
    assert track.wape == pytest.approx(30 / 190)
    assert track.bias == pytest.approx(10 / 190)


def test_a_week_that_has_begun_is_not_scored_before_its_sunday() -> None:
    came = {_week(0): 110.0, _week(1): 20.0}
    track = scored([_snapshot(MONDAY, 100, 100)], came, last_day=_week(1) + timedelta(days=5))
    assert [week.start for week in track.weeks] == [_week(0)]


def test_a_week_without_contacts_came_with_none() -> None:
    track = scored([_snapshot(MONDAY, 30)], {}, last_day=_week(1))
    assert [week.came for week in track.weeks] == [0]
    assert track.wape is None


def test_each_week_counts_as_it_was_last_forecast_before_it_began() -> None:
    older, newer = _snapshot(MONDAY, 100, 100), _snapshot(_week(1), 90)
    track = scored([newer, older], {_week(0): 100, _week(1): 95}, last_day=_week(2))
    assert [(week.said, week.weeks_ahead) for week in track.weeks] == [(100, 1), (90, 1)]


def test_how_many_weeks_the_ranges_held_is_said_with_its_doubt() -> None:
    came = {_week(0): 100.0, _week(1): 130.0, _week(2): 150.0}
    track = scored([_snapshot(MONDAY, 100, 100, 100)], came, last_day=_week(3))
    assert track.held80 == pytest.approx(1 / 3)
    assert track.held95 == pytest.approx(2 / 3)
    assert track.held80_between is not None
    assert track.held80_between.low < 1 / 3 < track.held80_between.high


@pytest.mark.parametrize(
    ("came", "drift"),
    [
        ((130, 130, 130, 100), Drift.TOO_LOW),
        ((70, 100, 70, 70), Drift.TOO_HIGH),
        ((130, 70, 130, 70), Drift.NONE),
        ((130, 130, 100, 100), Drift.NONE),
        ((130, 130), Drift.NONE),
    ],
)
def test_it_drifts_once_three_of_four_weeks_miss_on_one_side(came: tuple[float, ...], drift: Drift) -> None:
    weeks = {_week(number): float(count) for number, count in enumerate(came)}
    track = scored([_snapshot(MONDAY, *[100] * len(came))], weeks, last_day=_week(len(came)))
    assert track.drift is drift


# ---- with a log


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 32, EMAIL: 16})
    return workspace


def test_a_forecast_is_frozen_once_and_can_be_taken_back(shop: Workspace) -> None:
    ahead = outlook(shop)
    kept = freeze(shop, outlook=ahead, why=Why.PLAN)
    assert [each.first_day for each in kept] == [MONDAY, MONDAY]
    assert len(kept[0].weeks) == 8
    assert freeze(shop, outlook=ahead) == ()
    assert [each.snapshots for each in tracks(shop)] == [1, 1]
    undo(shop)
    assert tracks(shop) == ()


def test_what_came_is_counted_as_the_forecast_counts(shop: Workspace) -> None:
    ahead = outlook(shop)
    first_day = MONDAY - timedelta(weeks=2)
    with shop.work("Keep the forecast") as work:
        for channel in ahead.channels:
            work.snapshots.add(replace(_snapshot(first_day, 150, 150), channel_id=channel.id))
    found = {each.channel.key: each.track for each in tracks(shop)}
    assert [week.came for week in found["phone"].weeks] == [160, 160]
    assert found["phone"].wape == pytest.approx(20 / 320)
    assert [week.came for week in found["email"].weeks] == [80, 80]
    assert found["email"].held80 == 0


def test_whoever_may_not_plan_may_not_freeze(shop: Workspace) -> None:
    ahead = outlook(shop)
    shop.member = replace(shop.member, role=Role.AGENT)
    with pytest.raises(NotPermitted):
        freeze(shop, outlook=ahead)
    assert tracks(shop) == ()
