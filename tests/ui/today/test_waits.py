"""What waits for whoever works stands on Today, and only while it does."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from csops.domain.work_terms import Absence
from csops.services import history
from csops.services.roster_team import save_absence
from csops.services.workspace import Workspace
from csops.ui.today.page import TodayPage
from csops.ui.today.waits import WAITS
from tests.helpers.clock import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()


def test_the_work_of_a_colleague_is_taken_over_and_given_back_on_today(
    page: TodayPage, workspace: Workspace, qtbot: QtBot
) -> None:
    assert page.day is not None
    waits = page.day.waits
    assert waits.isHidden()
    absence = Absence(member_id=2, first_day=TODAY, last_day=TODAY + timedelta(days=4), substitute_id=1)
    save_absence(workspace, absence=absence)
    qtbot.waitUntil(waits.isVisible)
    (row,) = waits.parts["stand-ins"].rows
    assert row.accessibleName() == "You look after the work of Rosa Okafor until Friday. 9 still to take over"
    (take,) = row.buttons
    assert take.text() == "Take over all"
    with qtbot.waitSignal(waits.changed):
        take.click()
    (row,) = waits.parts["stand-ins"].rows
    assert row.accessibleName().endswith("9 taken over")
    assert [button.text() for button in row.buttons] == ["Give back"]
    with qtbot.waitSignal(waits.changed):
        history.undo(workspace)
    assert "9 still to take over" in waits.parts["stand-ins"].rows[0].accessibleName()
    with qtbot.waitSignal(waits.changed):
        history.undo(workspace)
    assert waits.isHidden()


def test_every_kind_that_waits_has_its_own_name() -> None:
    assert len({wait.key for wait in WAITS}) == len(WAITS)
