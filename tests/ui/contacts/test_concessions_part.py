"""Giving something on a case, in the window: by the agent, and by who decides."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.concessions import ConcessionState
from csops.domain.contacts import ContactDraft, Logged, Result
from csops.services import contacts
from csops.services.concessions import list_concessions
from csops.services.views import get_draft
from csops.ui.cases.concession_decision import DecisionDialog
from csops.ui.contacts.concessions_part import ConcessionsPart
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from tests.helpers.case_pane import case_in_window
from tests.helpers.records import MARA, PHONE, ROSA


@pytest.fixture
def logged(desk: Desk) -> Logged:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Brakes squeal", result=Result.OPEN)
    return contacts.log_contact(desk.workspace, draft=draft)


@pytest.fixture
def part(desk: Desk, logged: Logged, qtbot: QtBot) -> Iterator[ConcessionsPart]:
    """The part of Ada's case in a window, an agent at the desk."""
    desk.workspace.member = ROSA
    with case_in_window(desk, logged.case.id, qtbot) as pane:
        pane.detail.show_part("concessions")
        made = pane.detail.part()
        assert isinstance(made, ConcessionsPart)
        qtbot.waitUntil(lambda: made.fields.kind.box.count() > 0)
        yield made


def pounds(amount: float) -> str:
    return Formats().money(amount, "GBP")


def read_again(part: ConcessionsPart, qtbot: QtBot) -> None:
    """What the page does when it hears that something changed."""
    with qtbot.waitSignal(part.shown):
        part.refresh()


def fill(part: ConcessionsPart, qtbot: QtBot, price: str) -> None:
    part.fields.kind.choose("bonus_product")
    part.fields.kind.edited.emit()
    field = part.fields.terms["purchase_price"]
    field.line.setFocus()
    field.line.selectAll()
    with qtbot.waitSignal(part.fields.judged, check_params_cb=lambda found: found is None or found.cost is not None):
        QTest.keyClicks(field.line, price)


def test_an_agent_gives_within_the_limit_and_asks_above_it_and_the_owner_decides(
    part: ConcessionsPart, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    fill(part, qtbot, "20")
    assert part.fields.box.cost.words() == f"Costs us {pounds(20)}"
    assert part.fields.box.decides.words() == "Within your own limit: agreed at once"
    assert "nothing given in 365 days" in part.fields.box.worth.words()
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(part.fields.terms["purchase_price"].line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    read_again(part, qtbot)
    assert [row.pill.accessibleName() for row in part.rows] == ["Not given yet"]
    assert part.fields.kind.key() == ""

    fill(part, qtbot, "90")
    qtbot.waitUntil(lambda: part.give.text() == "Ask for approval")
    assert part.fields.box.decides.words().startswith("Above your limit: Mara decides, answer wanted by")
    part.fields.reason.set_text("Third time")
    with qtbot.waitSignal(desk.said):
        part.give.click()
    read_again(part, qtbot)
    assert [button.text() for button in part.rows[0].buttons] == ["Withdraw"]

    desk.workspace.member = MARA
    read_again(part, qtbot)
    part.rows[0].buttons[0].click()
    dialog = part.window().findChild(DecisionDialog)
    assert isinstance(dialog, DecisionDialog)
    dialog.decline.click()
    qtbot.waitUntil(lambda: "whoever asked has to tell" in dialog.reason.error())
    dialog.amount.set_text("95")
    dialog.approve.click()
    qtbot.waitUntil(lambda: "Approve 90.00, or an amount below it" in dialog.amount.error())
    dialog.amount.set_text("60")
    with qtbot.waitSignal(dialog.closed):
        dialog.approve.click()
    kept = list_concessions(desk.workspace, case_id=logged.case.id)[-1]
    assert (kept.state, float(kept.cost), kept.decided_by) == (ConcessionState.AGREED, 60.0, MARA.id)
    read_again(part, qtbot)
    assert "approved by Mara" in part.rows[0].meta.words()
    assert f"{pounds(90)} was asked for" in part.rows[0].meta.words()


def test_what_is_wrong_stands_by_its_field_and_what_is_typed_waits_as_a_draft(
    part: ConcessionsPart, desk: Desk, qtbot: QtBot
) -> None:
    fill(part, qtbot, "-5")
    assert "Give a number from 0 on" in part.fields.box.cost.words()
    keeper = part.draft.keeper
    assert keeper is not None
    with qtbot.waitSignal(keeper.kept):
        keeper.keep_if_due()
    kept = get_draft(desk.workspace, form=keeper.form)
    assert kept is not None
    assert kept[0]["terms"] == {"purchase_price": "-5"}
    part.give.click()
    qtbot.waitUntil(lambda: "Give a number from 0 on" in part.fields.terms["purchase_price"].error())
