"""What a person says of days comes back, can be changed and taken back, and closes days in the opening hours."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from csops.domain.calendar import calendar_from, closed_reason
from csops.domain.contacts import Contact
from csops.domain.day_marks import DayMark, MarkKind
from csops.domain.errors import Missing, NotFound, NothingToUndo, NotPermitted, OutOfRange
from csops.services import history
from csops.services.day_marks import close_days, list_marks, mark_days, unmark
from csops.services.forecast import forecast_volume, read_log, volume
from csops.services.settings import opening_hours
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import keep, log_weeks, missed_call, open_shop

DAY = date(2026, 2, 17)


def a_mark(**values: Any) -> DayMark:
    plain = DayMark(first_day=DAY, last_day=DAY, kind=MarkKind.EVENT, name="Newsletter", channel_id=PHONE, effect=1.3)
    return replace(plain, **values)


def test_a_mark_comes_back_as_it_was_kept(workspace: Workspace) -> None:
    kept = mark_days(workspace, mark=a_mark(name="  News \n letter "))
    assert list_marks(workspace) == [kept]
    assert replace(kept, id=0) == a_mark(name="News letter")


def test_a_mark_on_the_same_days_takes_the_place_of_the_first(workspace: Workspace) -> None:
    first = mark_days(workspace, mark=a_mark())
    second = mark_days(workspace, mark=a_mark(kind=MarkKind.LEFT_OUT))
    assert list_marks(workspace) == [second]
    assert (second.id, second.effect) == (first.id, None)
    mark_days(workspace, mark=a_mark(channel_id=None))
    assert len(list_marks(workspace)) == 2


def test_a_mark_on_all_channels_takes_the_place_of_the_first_as_well(workspace: Workspace) -> None:
    mark_days(workspace, mark=a_mark(channel_id=None, kind=MarkKind.LEFT_OUT))
    second = mark_days(workspace, mark=a_mark(channel_id=None, kind=MarkKind.ORDINARY))
    assert list_marks(workspace) == [second]


def test_every_act_on_marks_can_be_taken_back(workspace: Workspace) -> None:
    kept = mark_days(workspace, mark=a_mark())
    changed = mark_days(workspace, mark=replace(kept, effect=None))
    unmark(workspace, mark_id=kept.id)
    assert list_marks(workspace) == []
    history.undo(workspace)
    assert [one.effect for one in list_marks(workspace)] == [changed.effect]
    history.undo(workspace)
    assert [one.effect for one in list_marks(workspace)] == [1.3]
    history.undo(workspace)
    assert list_marks(workspace) == []
    with pytest.raises(NothingToUndo):
        history.undo(workspace)


def test_what_is_no_mark_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Missing, match="name"):
        mark_days(workspace, mark=a_mark(name=" "))
    with pytest.raises(OutOfRange, match="last day"):
        mark_days(workspace, mark=a_mark(last_day=date(2026, 2, 16)))
    with pytest.raises(OutOfRange, match="366"):
        mark_days(workspace, mark=a_mark(last_day=date(2028, 2, 16)))
    with pytest.raises(OutOfRange, match="effect"):
        mark_days(workspace, mark=a_mark(effect=0.0))
    with pytest.raises(NotFound):
        mark_days(workspace, mark=a_mark(channel_id=77))
    with pytest.raises(NotFound):
        unmark(workspace, mark_id=77)
    assert list_marks(workspace) == []


def test_a_closed_day_goes_into_the_opening_hours_and_comes_out_by_undo(workspace: Workspace) -> None:
    open_shop(workspace)
    before = opening_hours(workspace)
    close_days(workspace, first_day=DAY, last_day=date(2026, 2, 18), name="Stocktaking")
    reason = closed_reason(calendar_from(opening_hours(workspace)), date(2026, 2, 18))
    assert reason is not None
    assert reason.name == "Stocktaking"
    history.undo(workspace)
    assert calendar_from(opening_hours(workspace)) == calendar_from(before)


def test_who_may_not_plan_may_not_mark(rosa: Workspace) -> None:
    with pytest.raises(NotPermitted):
        mark_days(rosa, mark=a_mark())
    with pytest.raises(NotPermitted):
        close_days(rosa, first_day=DAY, last_day=DAY)


def test_what_a_person_says_of_days_reaches_the_forecast(workspace: Workspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=10, a_day={PHONE: 16})
    wild, ahead = date(2026, 2, 26), date(2026, 3, 11)
    at = datetime(2026, 2, 26, 10, tzinfo=UTC)
    keep(workspace, [missed_call(at) for _ in range(200)])

    def said() -> dict[date, float]:
        return {row.time.date(): row.mean for row in forecast_volume(workspace, channel="phone").rows}

    raised = said()
    mark_days(workspace, mark=a_mark(first_day=wild, last_day=wild, kind=MarkKind.LEFT_OUT))
    usual = said()
    assert sum(raised.values()) > sum(usual.values())
    assert usual[ahead] == pytest.approx(16, abs=0.5)
    mark_days(workspace, mark=a_mark(first_day=ahead, last_day=ahead))
    assert said()[ahead] == pytest.approx(1.3 * usual[ahead])
    assert volume(workspace, channel="phone").day_totals()[wild] == 216


def test_what_is_assumed_of_one_channel_counts_for_its_part_of_all(workspace: Workspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=10, a_day={PHONE: 12, EMAIL: 4})
    day = date(2026, 3, 11)
    usual = {row.time.date(): row.mean for row in forecast_volume(workspace).rows}
    mark_days(workspace, mark=a_mark(first_day=day, last_day=day, effect=1.4))
    together = {row.time.date(): row.mean for row in forecast_volume(workspace).rows}
    alone = {row.time.date(): row.mean for row in forecast_volume(workspace, channel="email").rows}
    assert together[day] == pytest.approx(usual[day] * (1 + 0.4 * 12 / 16))
    assert alone[day] == pytest.approx(4, abs=0.3)


def test_days_without_anything_that_were_so_count_as_days_with_nothing(workspace: Workspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=4, a_day={PHONE: 16})
    save = [each.id for each in contacts_on(workspace, DAY)]
    with workspace.work("Lose a day") as work:
        work.contacts.remove_many(save)
    assert read_log(workspace).missing_days == (DAY,)
    mark_days(workspace, mark=a_mark(kind=MarkKind.ORDINARY, channel_id=None))
    assert read_log(workspace).missing_days == ()
    assert volume(workspace, channel="phone").day_totals()[DAY] == 0


def contacts_on(workspace: Workspace, day: date) -> list[Contact]:
    with workspace.read() as work:
        return [one for one in work.contacts.all() if one.happened_at.date() == day]
