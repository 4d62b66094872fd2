"""The Customers place: found, opened, changed in place, added; both sides where two changed the same."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.customers import Customer
from csops.domain.questions import Question, parse
from csops.services import cases, customers, history
from csops.services.views import get_draft
from csops.ui.cases.rows import CaseStrip
from csops.ui.customers.dialogs import AddCustomerDialog, HistoryDialog
from csops.ui.customers.page import CustomersPage
from csops.ui.desk import Desk
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.table_ticks import Ticks
from csops.ui.preferences import Preferences

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CustomersPage:
    made = CustomersPage(desk, preferences=Preferences(None))
    qtbot.addWidget(made)
    made.resize(1228, 800)
    made.show()
    until(qtbot, made, 3)
    return made


@pytest.fixture
def jonas(page: CustomersPage, qtbot: QtBot) -> CustomersPage:
    """The page with Jonas opened."""
    page.ask({"customer_id": id_of(page, "Jonas Feld")})
    qtbot.waitUntil(lambda: page.record.customer_name.words() == "Jonas Feld")
    qtbot.waitUntil(lambda: bool(page.record.happened.timeline.entries()))
    return page


@pytest.fixture
def table(jonas: CustomersPage, qtbot: QtBot) -> CustomersPage:
    """Jonas with his contacts as a table."""
    happened = jonas.record.happened
    happened.which.choose("table")
    happened.which.chosen.emit("table")
    qtbot.waitUntil(lambda: happened.table.model.record(0) is not None)
    return jonas


def until(qtbot: QtBot, page: CustomersPage, rows: int) -> None:
    model = page.list.table.model
    qtbot.waitUntil(lambda: model.rowCount() == rows and (rows == 0 or model.record(rows - 1) is not None))


def names(page: CustomersPage) -> list[str]:
    model = page.list.table.model
    return [str(model.index(row, model.section("name")).data()) for row in range(model.rowCount())]


def id_of(page: CustomersPage, name: str) -> int:
    return customers.customer_lines(page.desk.workspace, question=parse(name))[0].id


def kept(page: CustomersPage) -> Customer:
    assert page.record.customer_id is not None
    return customers.get_customer(page.desk.workspace, customer_id=page.record.customer_id)


def test_whoever_was_in_touch_last_stands_first(page: CustomersPage) -> None:
    assert names(page) == ["Jonas Feld", "Salma Haddad", "030 2312 4017"]


def test_typing_finds_by_name(page: CustomersPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.list.table.search, "salm")
    until(qtbot, page, 1)
    assert names(page) == ["Salma Haddad"]


def test_a_phone_number_finds_in_any_spelling(page: CustomersPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.list.table.search, "+44 30 23124017")
    until(qtbot, page, 1)
    assert names(page) == ["030 2312 4017"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("channel:email", "Salma Haddad"), ("is:open", "Jonas Feld"), ("channel:phone jon", "Jonas Feld")],
)
def test_filters_are_typed_as_in_the_table_of_contacts(
    page: CustomersPage, qtbot: QtBot, typed: str, found: str
) -> None:
    QTest.keyClicks(page.list.table.search, typed)
    until(qtbot, page, 1)
    assert names(page) == [found]


def test_nobody_fits_offers_to_show_all(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.start_search()
    QTest.keyClicks(page.list.table.search, "nobodylikethis")
    until(qtbot, page, 0)
    assert not page.list.table.pane.isVisible()
    QTest.keyClick(page.list.table.search, Key.Key_Escape)
    until(qtbot, page, 3)


def test_a_head_sorts_by_contacts(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.table.model.sort_by(page.list.table.model.section("contacts"), add=False)
    qtbot.waitUntil(lambda: names(page)[-1] == "Jonas Feld")


def test_enter_opens_the_customer_and_escape_leads_back(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.table.view.setFocus()
    page.list.table.view.go_to(1)
    QTest.keyClick(page.list.table.view, Key.Key_Return)
    qtbot.waitUntil(lambda: page.record.customer_name.words() == "Salma Haddad")
    QTest.keyClick(page.record.happened.area, Key.Key_Escape)
    assert page.list.isVisible()


def test_the_timeline_goes_over_all_cases_with_a_heading_for_each(jonas: CustomersPage) -> None:
    rows = jonas.record.happened.timeline.entries()
    assert [row.title for row in rows] == [
        "Which pads fit",
        "Jonas called",
        "Refund not received",
        "Jonas called",
        "Follow-up due",
    ]


def test_a_heading_of_the_timeline_leads_to_its_case(jonas: CustomersPage, qtbot: QtBot) -> None:
    strip = jonas.record.happened.timeline.findChildren(CaseStrip)[-1]
    with qtbot.waitSignal(jonas.wanted) as wanted:
        QTest.mouseClick(strip, LEFT)
    assert wanted.args == ["contacts", {"case_id": jonas.record.open_cases.rows[0].case.id}]


def test_a_contact_can_be_corrected_from_the_timeline(jonas: CustomersPage, qtbot: QtBot) -> None:
    row = jonas.record.happened.timeline.rows()[0]
    with qtbot.waitSignal(jonas.wanted) as wanted:
        QTest.keyClick(row, Key.Key_F2)
    assert wanted.args == ["edit", {"contact_id": row.entry.contact_id}]


def test_a_note_of_a_colleague_appears_in_the_timeline(jonas: CustomersPage, qtbot: QtBot) -> None:
    case = jonas.record.open_cases.rows[0].case
    jonas.desk.act(lambda: cases.add_note(jonas.desk.workspace, case_id=case.id, text="Booked at the bank"))
    timeline = jonas.record.happened.timeline
    qtbot.waitUntil(lambda: "Mara noted" in [row.title for row in timeline.entries()])


def test_the_timeline_opens_at_its_newest_rows(jonas: CustomersPage, qtbot: QtBot) -> None:
    jonas.resize(1228, 420)
    bar = jonas.record.happened.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    QTest.keyClick(jonas.record.happened.area, Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(jonas.record.happened.area, Key.Key_End)
    assert bar.value() == bar.maximum()


def test_the_table_is_remembered(table: CustomersPage, qtbot: QtBot) -> None:
    assert table.record.happened.table.model.rowCount() == 2
    table.show_customer(id_of(table, "Salma Haddad"))
    qtbot.waitUntil(lambda: table.record.happened.table.model.rowCount() == 1)
    assert table.record.happened.table.isVisible()


def test_what_is_open_stands_above(jonas: CustomersPage) -> None:
    assert [row.text() for row in jonas.record.open_cases.rows] == ["Refund not received"]


def test_an_open_case_opens_in_contacts(jonas: CustomersPage, qtbot: QtBot) -> None:
    row = jonas.record.open_cases.rows[0]
    with qtbot.waitSignal(jonas.wanted) as wanted:
        QTest.mouseClick(row, LEFT)
    assert wanted.args == ["contacts", {"case_id": row.case.id}]


def test_enter_on_a_contact_opens_its_case(table: CustomersPage, qtbot: QtBot) -> None:
    jonas, view = table, table.record.happened.table.view
    view.setFocus()
    view.go_to(1)
    with qtbot.waitSignal(jonas.wanted) as wanted:
        QTest.keyClick(view, Key.Key_Return)
    assert wanted.args is not None
    assert wanted.args[0] == "contacts"


def test_a_contact_is_logged_with_the_customer(jonas: CustomersPage, qtbot: QtBot) -> None:
    log = next(action for action in jonas.top_actions() if action.text() == "Log contact")
    with qtbot.waitSignal(jonas.wanted) as wanted:
        log.trigger()
    assert wanted.args == ["log", {"customer_id": jonas.record.customer_id}]


def test_a_note_is_saved_by_ctrl_enter(jonas: CustomersPage, qtbot: QtBot) -> None:
    fields = jonas.record.editor.fields
    fields.note.box.setFocus()
    QTest.keyClicks(fields.note.box, "Rides a cargo bike")
    with qtbot.waitSignal(jonas.record.editor.saved):
        QTest.keyClick(fields.note.box, Key.Key_Return, CTRL)
    assert kept(jonas).note == "Rides a cargo bike"


def test_what_was_typed_can_be_taken_back(jonas: CustomersPage) -> None:
    editor = jonas.record.editor
    QTest.keyClicks(editor.fields.note.box, "Typed in vain")
    QTest.mouseClick(editor.discard, LEFT)
    assert editor.fields.note.text() == ""
    assert not editor.save.isVisible()


def test_what_was_typed_of_one_customer_stays_while_another_is_shown(jonas: CustomersPage, qtbot: QtBot) -> None:
    editor, fields, jonas_id = jonas.record.editor, jonas.record.editor.fields, kept(jonas).id
    QTest.keyClicks(fields.note.box, "Rides a cargo bike")
    other = next(
        one for one in customers.customer_lines(jonas.desk.workspace, question=Question()) if one.id != jonas_id
    )
    for customer_id in (other.id, jonas_id):
        jonas.record.show_customer(customer_id)
        qtbot.waitUntil(partial(_shows, jonas, customer_id))
    qtbot.waitUntil(lambda: fields.note.text() == "Rides a cargo bike")
    assert editor.discard.isVisible()
    assert kept(jonas).note == ""
    QTest.mouseClick(editor.discard, LEFT)
    form = f"on.customer.{jonas_id}.edit"
    qtbot.waitUntil(lambda: get_draft(jonas.desk.workspace, form=form) is None)


def _shows(page: CustomersPage, customer_id: int) -> bool:
    return page.record.editor.fields.customer().id == customer_id


def test_an_e_mail_without_its_shape_is_said_on_leaving(jonas: CustomersPage) -> None:
    field = jonas.record.editor.fields.emails
    field.set_values(("jonas at home",))
    field.leave()
    assert "“jonas at home” is no e-mail address" in field.error()


def test_a_phone_that_somebody_has_is_said_with_their_name(jonas: CustomersPage, qtbot: QtBot) -> None:
    fields = jonas.record.editor.fields
    fields.phones.set_values(("0171 5550142", "030 23124017"))
    fields.phones.leave()
    qtbot.waitUntil(fields.twins["phone"].isVisible)
    assert "030 2312 4017" in fields.twins["phone"].text()


def test_two_edits_of_the_same_field_show_both_and_ask(jonas: CustomersPage, qtbot: QtBot) -> None:
    editor = jonas.record.editor
    QTest.keyClicks(editor.fields.name_line.line, " junior")
    customers.save_customer(jonas.desk.workspace, customer=replace(kept(jonas), name="Jonas Field"))
    QTest.mouseClick(editor.save, LEFT)
    qtbot.waitUntil(editor.conflict.isVisible)
    assert "yours “Jonas Feld junior”, theirs “Jonas Field”" in editor.conflict.lines.words()
    with qtbot.waitSignal(editor.saved):
        QTest.mouseClick(editor.conflict.keep, LEFT)
    assert kept(jonas).name == "Jonas Feld junior"


def test_taking_theirs_drops_mine(jonas: CustomersPage, qtbot: QtBot) -> None:
    editor = jonas.record.editor
    QTest.keyClicks(editor.fields.name_line.line, " junior")
    customers.save_customer(jonas.desk.workspace, customer=replace(kept(jonas), name="Jonas Field"))
    QTest.mouseClick(editor.save, LEFT)
    qtbot.waitUntil(editor.conflict.isVisible)
    QTest.mouseClick(editor.conflict.take, LEFT)
    assert editor.fields.name_line.text() == "Jonas Field"


def test_what_a_colleague_changes_appears_in_place(jonas: CustomersPage, qtbot: QtBot) -> None:
    customers.save_customer(jonas.desk.workspace, customer=replace(kept(jonas), note="Called twice"))
    qtbot.waitUntil(lambda: jonas.record.editor.fields.note.text() == "Called twice")


def test_a_customer_is_added_and_shown(page: CustomersPage, qtbot: QtBot) -> None:
    page.add()
    dialog = page.window().findChildren(AddCustomerDialog)[0]
    QTest.keyClicks(dialog.editor.fields.name_line.line, "Ines Marchetti")
    QTest.keyClick(dialog, Key.Key_Escape)
    page.add()
    dialog = page.window().findChildren(AddCustomerDialog)[-1]
    qtbot.waitUntil(lambda: dialog.editor.fields.name_line.text() == "Ines Marchetti")
    assert dialog.editor.discard.isVisible()
    with qtbot.waitSignal(dialog.added):
        QTest.mouseClick(dialog.editor.save, LEFT)
    qtbot.waitUntil(lambda: page.record.customer_name.words() == "Ines Marchetti")


def test_nobody_at_all_cannot_be_added(page: CustomersPage, qtbot: QtBot) -> None:
    page.add()
    dialog = page.window().findChildren(AddCustomerDialog)[0]
    QTest.mouseClick(dialog.editor.save, LEFT)
    qtbot.waitUntil(lambda: "is enough" in dialog.editor.fields.name_line.error())


def test_the_history_names_who_did_what(jonas: CustomersPage, qtbot: QtBot) -> None:
    jonas.show_history()
    dialog = jonas.window().findChildren(HistoryDialog)[0]
    number = len(history.history(jonas.desk.workspace, customer_id=jonas.record.customer_id))
    qtbot.waitUntil(lambda: dialog.rows.count() > number)
    said = {one.words() for one in dialog.findChildren(ElidedText)}
    assert {"Log contact", "Mara Lindqvist"} <= said


def test_copying_takes_every_ticked_customer(page: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    page.list.table.view.setFocus()
    page.list.table.model.set_ticks(Ticks(everything=True))
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(page.list.table.view, Key.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4


def test_where_both_have_no_room_the_fields_take_the_place_of_what_happened(jonas: CustomersPage, qtbot: QtBot) -> None:
    record = jonas.record
    jonas.resize(620, 700)
    qtbot.waitUntil(record.edit.isVisible)
    assert not record.editor.isVisible()
    QTest.mouseClick(record.edit, LEFT)
    assert record.editor.isVisible()
    assert not record.happened.isVisible()
    QTest.keyClick(record.editor.fields.name_line.line, Key.Key_Escape)
    qtbot.waitUntil(record.happened.isVisible)
    jonas.resize(1228, 700)
    qtbot.waitUntil(record.editor.isVisible)
    assert not record.edit.isVisible()


def test_the_list_goes_into_a_file_as_it_is_shown(
    page: CustomersPage, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "customers.csv"
    monkeypatch.setattr(desk.files, "ask_save", lambda *_args, **_kinds: path)
    said: list[str] = []
    desk.said.connect(lambda told: said.append(told.text))
    page.list.table.search.setText("jonas")
    until(qtbot, page, 1)
    next(action for action in page.top_actions() if action.text() == "Export").trigger()
    qtbot.waitUntil(lambda: "Customers exported to customers.csv" in said)
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Jonas Feld,0171 5550142,jonas@example.org")
