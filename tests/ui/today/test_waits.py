"""What waits for whoever works stands on Today, and only while it does."""

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csops.domain.handovers import HandedKind
from csops.domain.work_terms import Absence
from csops.services import history
from csops.services.cases import timeline
from csops.services.roster_team import save_absence
from csops.services.workspace import Workspace
from csops.ui.cases.entries import entries
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.today.handover_dialog import HandoverDialog
from csops.ui.today.page import TodayPage
from csops.ui.today.waits import WAITS
from tests.helpers.clock import MONDAY_MORNING
from tests.ui.today.conftest import Heard

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
    _look, take = row.buttons
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


def test_some_of_ones_work_is_handed_over_and_the_timeline_tells_it(
    page: TodayPage, desk: Desk, heard: Heard, qtbot: QtBot
) -> None:
    assert page.day is not None
    page.day.follow_ups.hand_over.click()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(HandoverDialog)))
    (dialog,) = page.window().findChildren(HandoverDialog)
    qtbot.waitUntil(lambda: len(dialog.held) == 1)
    dialog.giver.choose("2")
    dialog.giver.edited.emit()
    qtbot.waitUntil(lambda: len(dialog.held) == 9)
    assert dialog.save.text() == "Hand over 9"
    dialog.every.click()
    assert (dialog.every.text(), dialog.save.isEnabled()) == ("0 of 9 chosen", False)
    first = next(place for place, one in enumerate(dialog.held) if one.kind is HandedKind.CASE)
    dialog.ticks[first].click()
    assert dialog.every.checkState() is Qt.CheckState.PartiallyChecked
    dialog.taker.choose("2")
    dialog.submit()
    qtbot.waitUntil(lambda: "somebody else" in dialog.trouble.words() or bool(dialog.taker.error()))
    dialog.taker.choose("1")
    with qtbot.waitSignal(desk.said):
        dialog.submit()
    assert heard.said == ["Handed over to Mara Lindqvist: 1"]
    found = timeline(desk.workspace, case_id=dialog.held[first].case_id)
    rows = entries(found, team=desk.team, formats=Formats(), now=desk.workspace.now())
    assert "Handed over from Rosa to Mara" in [row.title for row in rows]
    assert not found.escalations


def test_every_kind_that_waits_has_its_own_name() -> None:
    assert len({wait.key for wait in WAITS}) == len(WAITS)
