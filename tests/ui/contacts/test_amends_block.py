"""Giving something and starting a recovery while a contact is logged."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.concessions import ConcessionState
from csops.domain.contacts import Logged
from csops.services import history
from csops.services.concessions import list_concessions
from csops.services.recovery_view import recovery_view
from csops.services.views import get_draft
from csops.ui.contacts.log_panel import FORM, LogPanel
from csops.ui.desk import Desk
from tests.helpers.records import ROSA


def test_a_complaint_is_logged_with_what_is_given_and_becomes_a_recovery_in_one_act(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.member = ROSA
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 1200)
    panel = LogPanel(desk)
    QVBoxLayout(host).addWidget(panel)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
        panel.begin()
    qtbot.waitUntil(lambda: panel.is_ready)
    panel.form.channel.choose("phone")
    panel.form.text.set_text("Frame cracked")
    block = panel.form.amends
    block.recovers.click()
    block.give.click()
    assert block.concession is not None
    fields = block.concession
    qtbot.waitUntil(lambda: fields.kind.box.count() > 0)
    fields.kind.choose("bonus_product")
    fields.kind.edited.emit()
    with qtbot.waitSignal(fields.judged, check_params_cb=lambda found: found is None or found.cost is not None):
        QTest.keyClicks(fields.terms["purchase_price"].line, "90")
    assert "Above your limit" in fields.box.decides.words()
    with qtbot.waitSignal(panel.keeper.kept):
        panel.keeper.keep_if_due()
    draft = get_draft(desk.workspace, form=FORM)
    assert draft is not None
    assert draft[0]["amends"]["concession"]["terms"] == {"purchase_price": "90"}

    with qtbot.waitSignal(panel.saved) as saved, qtbot.waitSignal(desk.said) as said:
        panel.save()
    logged: Logged = saved.args[0]
    assert said.args[0].text == "Contact logged; the concession waits for approval"
    (kept,) = list_concessions(desk.workspace, case_id=logged.case.id)
    assert (kept.state, kept.given_by) == (ConcessionState.WAITING, ROSA.id)
    assert recovery_view(desk.workspace, case_id=logged.case.id).open_steps == 8
    assert (block.give.isChecked(), block.recovers.isChecked()) == (False, False)
    history.undo(desk.workspace)
    with desk.workspace.read() as work:
        assert (work.care.concessions.all(), work.care.recoveries.all(), work.cases.all()) == ([], [], [])
    host.close()
