"""What a person says of days comes back, can be changed and taken back, and closes days in the opening hours."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from csops.domain.calendar import calendar_from, closed_reason
from csops.domain.day_marks import DayMark, MarkKind
from csops.domain.errors import Missing, NotFound, NothingToUndo, NotPermitted, OutOfRange
from csops.services import history
from csops.services.day_marks import close_days, list_marks, mark_days, unmark
from csops.services.settings import opening_hours
from csops.services.workspace import Workspace
from tests.helpers.records import PHONE
from tests.helpers.weeks import open_shop

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
