"""Steps of recoveries and reply templates, as the owner edits them."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft
from csops.services import contacts
from csops.services.recovery_plans import step_plans
from csops.services.reply_templates import reply_templates
from csops.ui.desk import Desk
from csops.ui.settings.page import SettingsPage
from csops.ui.settings.recovery import RecoveryTab
from csops.ui.settings.recovery_step import StepDialog
from csops.ui.settings.reply_template import TemplateDialog
from tests.helpers.records import PHONE


@pytest.fixture
def tab(page: SettingsPage, qtbot: QtBot) -> RecoveryTab:
    page.show_tab("recovery")
    found = page.tab()
    assert isinstance(found, RecoveryTab)
    qtbot.waitUntil(lambda: found.found is not None)
    return found


def test_a_step_is_changed_and_what_is_wrong_stands_below_its_field(tab: RecoveryTab, desk: Desk, qtbot: QtBot) -> None:
    assert len(tab.rows) == 18
    tab.rows["step listen"].click()
    dialog = tab.window().findChild(StepDialog)
    assert isinstance(dialog, StepDialog)
    assert dialog.record.text() == "What happened\nWhat it did to the customer"
    dialog.hours.set_text("-2")
    dialog.save.click()
    assert "Not less than 0" in dialog.hours.error()
    tab.window().resize(900, 480)
    dialog.done_when.control.setFocus()
    dialog._show_focused()  # as Tab does where the window is low
    line = dialog.done_when.control
    qtbot.waitUntil(
        lambda: dialog._room.viewport().rect().contains(line.mapTo(dialog._room.viewport(), line.rect().center()))
    )
    dialog.hours.set_text("1.5")
    dialog.say.set_text("Hello {custmer}")
    dialog.save.click()
    qtbot.waitUntil(lambda: "{custmer}" in dialog.say.error())
    dialog.say.set_text("Tell me, ")
    dialog.places.choose("customer_name")
    dialog.places.edited.emit()
    dialog.record.set_text("What happened\nBike number")
    dialog.save.click()
    qtbot.waitUntil(lambda: step_plans(desk.workspace)[0].due_hours == 1.5)
    kept = step_plans(desk.workspace)[0]
    assert (kept.say, kept.record) == ("Tell me, {customer_name}", ("what_happened", "bike_number"))
    tab.usual_steps.click()
    qtbot.waitUntil(lambda: step_plans(desk.workspace)[0].due_hours == 0)


def test_a_template_is_seen_on_a_real_case_while_it_is_written(tab: RecoveryTab, desk: Desk, qtbot: QtBot) -> None:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Frame cracked")
    contacts.log_contact(desk.workspace, draft=draft)
    tab.add_template.click()
    dialog = tab.window().findChild(TemplateDialog)
    assert isinstance(dialog, TemplateDialog)
    qtbot.waitUntil(lambda: bool(dialog.case.key()))
    QTest.keyClicks(dialog.text.box, "Dear {customer_name}, your {order_number}")
    qtbot.waitUntil(lambda: dialog.preview.words() == "Dear Ada Brandt, your [order number]")
    assert dialog.preview_note.words() == "To be filled in by hand: order number"
    dialog.save.click()
    qtbot.waitUntil(lambda: "name is missing" in dialog.name.error().lower())
    dialog.name.set_text("Order")
    dialog.channels["phone"].setChecked(True)
    dialog.save.click()
    qtbot.waitUntil(lambda: "template order" in tab.rows)
    made = reply_templates(desk.workspace)[-1]
    assert (made.name, made.channels) == ("Order", ("phone",))
    tab.rows["template order"].click()
    again = tab.window().findChildren(TemplateDialog)[-1]
    again.offered.setChecked(False)
    again.save.click()
    qtbot.waitUntil(lambda: reply_templates(desk.workspace)[-1].retired)
