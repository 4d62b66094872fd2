"""What is known of a customer beside name and reach, typed and seen: firm, birthday, purchases, filters."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.customers import Consent, Customer, OwnField
from csops.domain.questions import parse
from csops.services import customers, history, purchases
from csops.ui.customers.dialogs import AddCustomerDialog
from csops.ui.customers.page import CustomersPage
from csops.ui.customers.people import PeopleSection
from csops.ui.customers.purchase_form import PurchaseForm
from csops.ui.customers.purchases import PurchasesSection
from csops.ui.desk import Desk
from csops.ui.kit.fields import LineField
from csops.ui.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CustomersPage:
    made = CustomersPage(desk, preferences=Preferences(None))
    qtbot.addWidget(made)
    made.resize(1228, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.list.table.model.rowCount() == 3)
    return made


def found(page: CustomersPage, name: str) -> Customer:
    line = customers.customer_lines(page.desk.workspace, question=parse(name))[0]
    return customers.get_customer(page.desk.workspace, customer_id=line.id)


def typed(field: LineField, text: str) -> None:
    field.line.selectAll()
    QTest.keyClicks(field.line, text)


def test_all_that_is_known_is_typed_once_and_shown_with_the_firm(page: CustomersPage, qtbot: QtBot) -> None:
    page.add()
    dialog = page.window().findChildren(AddCustomerDialog)[0]
    fields = dialog.editor.fields
    typed(fields.name_line, "Jonas Felt")
    qtbot.waitUntil(fields.twins["name"].isVisible)
    assert fields.twins["name"].text() == "Is it Jonas Feld, who is a customer already? Open"

    QTest.mouseClick(fields.more, LEFT)
    details = fields.details
    details.firm.set_text("Northgate Courier Co-op")
    details.firm.edited.emit()
    assert details.firm.helper() == "“Northgate Courier Co-op” is added as a firm"
    typed(details.birthday, "31.2.")
    details.birthday.leave()
    assert "is not understood" in details.birthday.error()
    typed(details.birthday, "17.5.1980")
    details.birthday.leave()
    assert (details.birthday.error(), details.birthday.helper()) == ("", "17 May 1980")
    typed(details.referred, "Salma")
    qtbot.waitUntil(lambda: bool(details.referred._known))
    typed(details.referred, "Salma Haddad")
    details.consent.choose(Consent.GIVEN.value)
    details.consent.edited.emit()
    assert details.consent_on.day() == page.desk.workspace.today()
    details.own.add()
    row = details.own.rows.shown[0]
    QTest.keyClicks(row.value, "56")
    assert details.own.problem() == "Give each field a name, such as “Frame size”"
    row.name.setEditText("Frame size")
    with qtbot.waitSignal(dialog.added):
        QTest.mouseClick(dialog.editor.save, LEFT)

    kept = found(page, "Jonas Felt")
    firm = customers.firms(page.desk.workspace)[0]
    assert (kept.firm_id, firm.name, kept.birthday) == (firm.id, "Northgate Courier Co-op", "1980-05-17")
    assert (kept.referred_by_id, kept.consent) == (found(page, "Salma").id, Consent.GIVEN)
    assert kept.fields == (OwnField(name="Frame size", value="56"),)

    record = page.record
    qtbot.waitUntil(lambda: record.ties.isVisible() and len(record.ties.links) == 2)
    assert [link.text() for link in record.ties.links] == ["Speaks for Northgate Courier Co-op", "Sent by Salma Haddad"]
    qtbot.waitUntil(lambda: record.editor.fields.details.firm.text() == firm.name)
    assert not record.editor.fields.is_changed
    QTest.mouseClick(record.ties.links[0], LEFT)
    qtbot.waitUntil(lambda: record.customer_name.words() == firm.name and record.sections.tabs is not None)
    record.sections.choose("people")
    people = page.findChild(PeopleSection)
    assert people is not None
    qtbot.waitUntil(lambda: people.model.record(0) is not None)
    assert people.facts.words() == ["1", "0", "0", "–"]

    people.wanted.connect(lambda _place, question: page.ask(question))  # as the window does
    QTest.mouseClick(people.add, LEFT)
    asking = next(one for one in page.window().findChildren(AddCustomerDialog) if one is not dialog)
    assert asking.editor.fields.details.isVisible()
    qtbot.waitUntil(lambda: asking.editor.fields.details.firm.text() == firm.name)
    typed(asking.editor.fields.name_line, "Ines Marchetti")
    with qtbot.waitSignal(asking.added):
        QTest.mouseClick(asking.editor.save, LEFT)
    assert found(page, "Ines").firm_id == firm.id
    page.refresh()
    qtbot.waitUntil(lambda: people.facts.words()[0] == "2")
    assert page.record.customer_id == firm.id


def test_a_purchase_is_entered_changed_taken_out_and_brought_back(page: CustomersPage, qtbot: QtBot) -> None:
    jonas = found(page, "Jonas")
    page.show_customer(jonas.id, section="purchases")
    qtbot.waitUntil(lambda: page.findChild(PurchasesSection) is not None)
    section = page.findChild(PurchasesSection)
    assert section is not None
    qtbot.waitUntil(section.empty.isVisible)
    section.begin()
    form = page.window().findChildren(PurchaseForm)[0]
    typed(form.amount, "12 USD")
    QTest.mouseClick(form.save, LEFT)
    assert "The shop's currency is GBP" in form.amount.error()
    typed(form.amount, "1.420,50")
    typed(form.what, "City bike")
    with qtbot.waitSignal(form.closed):
        QTest.mouseClick(form.save, LEFT)
    qtbot.waitUntil(lambda: section.model.record(0) is not None)
    kept = purchases.bought(page.desk.workspace, customer_id=jonas.id).purchases
    assert [(one.amount, one.what) for one in kept] == [(Decimal("1420.50"), "City bike")]
    qtbot.waitUntil(lambda: "1420.50" in page.record.facts.words()[1].replace(",", ""))
    assert "× 1.0 years" in section.worth.words()

    section.view.setFocus()
    section.view.go_to(0)
    with qtbot.waitSignal(page.desk.said):
        QTest.keyClick(section.view, Key.Key_Delete)
    qtbot.waitUntil(section.empty.isVisible)
    history.undo(page.desk.workspace)
    qtbot.waitUntil(section.view.isVisible)
    page.record.sections.choose("happened")
    timeline = page.record.happened.timeline
    qtbot.waitUntil(lambda: any("Bought for" in str(row) for row in timeline.entries()))


def test_the_list_is_narrowed_by_birthday_segment_and_own_field_which_is_a_column(
    page: CustomersPage, qtbot: QtBot
) -> None:
    jonas = found(page, "Jonas")
    soon = page.desk.workspace.today() + timedelta(days=1)
    known = replace(
        jonas, birthday=f"--{soon:%m-%d}", segment="Club", fields=(OwnField(name="Frame size", value="56"),)
    )
    customers.save_customer(page.desk.workspace, customer=known)
    shown = page.list
    qtbot.waitUntil(lambda: "own:Frame size" in [column.key for column in shown.table.model.columns])
    assert shown.table.view.columns.is_hidden("own:Frame size")
    for chosen in ({"birthday": ("week",)}, {"segment": ("Club",)}, {"own": ("Frame size\x1f56",)}):
        shown.filter_by(chosen)
        qtbot.waitUntil(lambda: shown.table.model.rowCount() == 1)
        assert [one.line.name for one in [shown.table.model.record(0)] if one is not None] == ["Jonas Feld"]
        shown.filter_by({})
        qtbot.waitUntil(lambda: shown.table.model.rowCount() == 3)
    shown.table.model.set_order((("risk", True),))
    shown.table.filters.choose("is", ("risk",))
    qtbot.waitUntil(lambda: shown.table.model.rowCount() == 0)
    shown.table.filters.choose("is", ())
    shown.table.filters.choose("stage", ("prospect",))
    qtbot.waitUntil(lambda: shown.table.model.rowCount() == 0)
    shown.show_all()
    qtbot.waitUntil(lambda: shown.table.model.rowCount() == 3)


def test_the_last_contacts_are_gone_through_by_keys_and_lead_to_their_case(page: CustomersPage, qtbot: QtBot) -> None:
    page.show_customer(found(page, "Jonas").id)
    latest = page.record.latest
    qtbot.waitUntil(lambda: len(latest.words()) == 2)
    assert "Which pads fit" in latest.words()[0]
    latest.setFocus()
    QTest.keyClick(latest, Key.Key_Left)
    assert "Which pads fit" in latest.accessibleDescription()
    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(latest, Key.Key_Return)
    assert asked.args[0] == "contacts"
