"""Counts of files in what is forecast and staffed; who counts is chosen, and taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from csops.domain.access import Role
from csops.domain.errors import NotFound, NotPermitted
from csops.domain.reports import Text
from csops.services import history
from csops.services.forecast import forecast_volume, volume
from csops.services.reports import report
from csops.services.staffing import outlook, plan_basis
from csops.services.volume_sources import choose_source, sources
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE, a_contact
from tests.helpers.weeks import keep, log_weeks, open_shop
from tests.services.test_import_volumes import brought_in

HEAD = ("Interval", "Calls", "Missed calls", "AHT (s)")
FIRST = datetime(2025, 11, 3, tzinfo=UTC)
"""A Monday; seventeen weeks from it end on Friday 27 February."""


def _report(weeks: int = 17, *, calls: int = 6) -> list[tuple[str, ...]]:
    """Half hours from nine to five on five days a week."""
    days = [FIRST + timedelta(days=day) for day in range(weeks * 7) if day % 7 < 5]
    return [
        (f"{day + timedelta(minutes=540 + 30 * slot):%Y-%m-%d %H:%M}", str(calls + slot % 2), "1", "240")
        for day in days
        for slot in range(16)
    ]


def test_counts_of_a_file_are_volume_forecast_and_staffing(workspace: Workspace) -> None:
    open_shop(workspace)
    rows = _report()
    brought_in(workspace, *rows, head=HEAD)
    series = volume(workspace, channel="phone", every="30min")
    assert (len(series), sum(series.missed)) == (len(rows), len(rows))
    assert sum(series.offered) == sum(int(row[1]) for row in rows)
    made = forecast_volume(workspace, channel="phone", every="1d", horizon_days=7, origins=2)
    assert sum(row.mean for row in made.rows) == pytest.approx(5 * 104, rel=0.02)
    ahead = outlook(workspace)
    assert [channel.key for channel in ahead.channels] == ["phone"]
    assert ahead.last_day == date(2026, 3, 1)
    assert ahead.handle_times["phone"].seconds == 240


def test_the_log_counts_before_and_after_a_file_and_other_channels_always(workspace: Workspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=8, a_day={PHONE: 3, EMAIL: 2})
    brought_in(workspace, *_report(weeks=12), head=HEAD)
    phone = volume(workspace, channel="phone", every="1d").day_totals()
    assert phone[date(2026, 1, 20)] == 104
    assert phone[date(2026, 2, 10)] == 3
    assert volume(workspace, channel="email").day_totals()[date(2026, 1, 20)] == 2
    assert volume(workspace).day_totals()[date(2026, 1, 20)] == 106


def test_a_stretch_can_be_left_to_the_log_and_that_taken_back(workspace: Workspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=8, a_day={PHONE: 3})
    brought_in(workspace, *_report(weeks=12), head=HEAD)
    before = plan_basis(workspace)
    told = sources(workspace)[0].files[0]
    assert (told.counts, told.intervals, told.file) == (True, 960, "counts.csv")
    choose_source(workspace, volume_id=told.volume_id, first_at=told.first_at, file_counts=False)
    assert volume(workspace, channel="phone").day_totals()[date(2026, 1, 20)] == 3
    assert not sources(workspace)[0].files[0].counts
    history.undo(workspace)
    assert volume(workspace, channel="phone").day_totals()[date(2026, 1, 20)] == 104
    assert len(before.log.files) == 1


def test_an_import_can_be_taken_back_though_a_stretch_of_it_was_chosen(workspace: Workspace) -> None:
    open_shop(workspace)
    found = brought_in(workspace, *_report(weeks=2), head=HEAD)
    told = sources(workspace)[0].files[0]
    choose_source(workspace, volume_id=told.volume_id, first_at=told.first_at, file_counts=False)
    assert found.import_id is not None
    history.undo_import(workspace, import_id=found.import_id)
    assert not volume(workspace).contacts


def test_who_replaced_whom_is_said(workspace: Workspace) -> None:
    brought_in(workspace, *_report(weeks=2), head=HEAD)
    brought_in(workspace, *_report(weeks=2, calls=9), head=HEAD)
    earlier, later = sources(workspace)[0].files
    assert (earlier.replaced_by, later.replaced_by) == ("counts.csv", "")
    assert (earlier.over, later.over) == ("", "counts.csv")
    brought_in(workspace, *_report(weeks=1, calls=12), head=HEAD)
    assert [each.is_part for each in sources(workspace)[0].files] == [False, True, False]


def test_contacts_are_told_apart_by_what_is_known_of_their_time(workspace: Workspace) -> None:
    open_shop(workspace)
    noon, evening = datetime(2026, 2, 26, 12, tzinfo=UTC), datetime(2026, 2, 27, 18, tzinfo=UTC)
    live = [a_contact(channel_id=PHONE, happened_at=noon + timedelta(minutes=each), entered_at=noon) for each in (1, 9)]
    batch = [a_contact(channel_id=PHONE, happened_at=noon, entered_at=evening) for _ in range(5)]
    by_day = [a_contact(channel_id=PHONE, happened_at=noon.replace(hour=0), time_known=False, entered_at=evening)]
    keep(workspace, [*live, *batch, *by_day])
    phone = sources(workspace)[0]
    assert (phone.logged, phone.in_batches, phone.by_day, phone.set_aside) == (8, 5, 1, 0)
    series = volume(workspace, channel="phone", every="30min")
    assert series.date_only == {noon.date(): 6}


def test_the_service_report_says_what_files_tell_beside_the_log(workspace: Workspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=2, a_day={EMAIL: 2})
    first, last = date(2026, 2, 16), date(2026, 2, 22)

    def said() -> list[str]:
        made = report(workspace, name="service", first_day=first, last_day=last)
        return [one for section in made.sections if isinstance(section, Text) for one in section.paragraphs]

    assert not any("Imported files" in one for one in said())
    brought_in(workspace, *_report(), head=HEAD)
    assert any("Imported files tell 520 by Phone in this period" in one for one in said())


def test_only_planners_choose_and_only_what_there_is(workspace: Workspace, rosa: Workspace) -> None:
    assert rosa.member.role is Role.AGENT
    brought_in(workspace, *_report(weeks=2), head=HEAD)
    told = sources(workspace)[0].files[0]
    with pytest.raises(NotPermitted):
        choose_source(rosa, volume_id=told.volume_id, first_at=told.first_at, file_counts=False)
    with pytest.raises(NotFound):
        choose_source(workspace, volume_id=told.volume_id, first_at=told.until, file_counts=False)
