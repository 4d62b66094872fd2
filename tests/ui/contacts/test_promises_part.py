"""The promises of a case, as a person makes, keeps and breaks them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft, Result
from csops.domain.promises import Promise, PromiseState
from csops.services import contacts, follow_ups, history
from csops.services.cases import timeline
from csops.ui.cases.entries import entries
from csops.ui.contacts.promise_dialogs import EndDialog, PromiseDialog, SlipDialog
from csops.ui.contacts.promises_part import PromisesPart
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from tests.helpers.clock import Clock
from tests.helpers.records import PHONE


@pytest.fixture
def part(desk: Desk, qtbot: QtBot) -> Iterator[PromisesPart]:
    """The part in a window, on Ada's case; it reads again when something changes, as in the pane."""
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Refund?", result=Result.OPEN)
    case = contacts.log_contact(desk.workspace, draft=draft).case
    window = QMainWindow()
    qtbot.addWidget(window)
    made = PromisesPart(desk)
    desk.live.changed.connect(lambda _kinds: made.refresh())
    window.setCentralWidget(made)
    window.resize(700, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.show_case(case.id)
    qtbot.waitUntil(lambda: made.stack.currentWidget() is made.empty)
    yield made
    window.close()


def the_promise(desk: Desk) -> Promise:
    with desk.workspace.read() as work:
        return work.care.promises.all()[-1]


def promised(part: PromisesPart, qtbot: QtBot, *, what: str, day: str) -> None:
    number = len(part.rows)
    part.make()
    (dialog,) = part.window().findChildren(PromiseDialog)
    QTest.keyClicks(dialog.what.line, what)
    QTest.keyClicks(dialog.block.day.line, day)
    QTest.keyClick(dialog.block.day.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(part.rows) == number + 1)


def told(desk: Desk, case_id: int) -> list[str]:
    found = timeline(desk.workspace, case_id=case_id)
    rows = entries(found, team=desk.team, formats=Formats(zone=desk.team.calendar.tz), now=desk.workspace.now())
    return [row.title for row in rows]


def test_a_promise_is_made_slips_and_is_kept_late(part: PromisesPart, desk: Desk, clock: Clock, qtbot: QtBot) -> None:
    promised(part, qtbot, what="Refund of 49", day="fri")
    (row,) = part.rows
    assert row.accessibleName().startswith(
        "Refund of 49. Due in 4 days. By Fri 6 Mar · Mara · promised Mon 2 Mar by Mara"
    )
    row.buttons["told"].click()
    (slip,) = part.window().findChildren(SlipDialog)
    QTest.keyClicks(slip.block.day.line, "mon")
    slip.submit()
    qtbot.waitUntil(lambda: "told" not in part.rows[0].buttons)
    assert part.rows[0].accessibleName().startswith("Refund of 49. Slips, customer told.")
    (reminder,) = follow_ups.follow_up_lines(desk.workspace)
    assert reminder.due_at.day == 9
    clock.forward(timedelta(days=6))
    part.refresh()
    qtbot.waitUntil(lambda: part.rows[0].accessibleName().startswith("Refund of 49. 2 days late."))
    part.rows[0].buttons["kept"].click()
    qtbot.waitUntil(lambda: not part.rows[0].buttons)
    assert part.rows[0].accessibleName().startswith("Refund of 49. Kept late.")
    assert (the_promise(desk).state, follow_ups.follow_up_lines(desk.workspace)) == (PromiseState.BROKEN, [])
    assert told(desk, part.case_id) == [
        "Ada called", "Promised", "Customer told that it slips", "Promise kept late",
    ]  # fmt: skip
    history.undo(desk.workspace)
    qtbot.waitUntil(lambda: bool(part.rows[0].buttons))
    assert "Promise not kept yet" in told(desk, part.case_id)


def test_who_gives_up_must_say_why_and_who_withdraws_need_not(part: PromisesPart, desk: Desk, qtbot: QtBot) -> None:
    promised(part, qtbot, what="New tyre", day="tomorrow")
    promised(part, qtbot, what="A call", day="today")
    assert [row.promise.what for row in part.rows] == ["A call", "New tyre"]
    part.rows[1].menu().actions()[0].trigger()
    (up,) = part.window().findChildren(EndDialog)
    up.submit()
    qtbot.waitUntil(lambda: "why it cannot be kept" in up.reason.error())
    QTest.keyClicks(up.reason.line, "Sold out")
    up.submit()
    qtbot.waitUntil(lambda: not part.rows[1].buttons)
    assert part.rows[1].accessibleName().startswith("New tyre. Not kept.")
    assert the_promise(desk).state is PromiseState.OPEN
    part.rows[0].menu().actions()[1].trigger()
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in part.window().findChildren(EndDialog)))
    part.window().findChildren(EndDialog)[-1].submit()
    qtbot.waitUntil(lambda: not any(row.buttons for row in part.rows))
    assert the_promise(desk).state is PromiseState.WITHDRAWN
