"""Two customers merged, parted, erased and handed over in the window."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.customer_merging import Take
from csops.domain.customers import Customer
from csops.domain.questions import Question, parse
from csops.services import customers
from csops.services.attachments import attach, keep_file
from csops.services.contacts import contact_lines, count_contacts
from csops.services.customer_merges import merge_customers
from csops.ui.customers.merging.erase_dialog import ERASE, EraseCustomerDialog
from csops.ui.customers.merging.merge_dialog import MergeDialog
from csops.ui.customers.merging.part_dialog import PartDialog
from csops.ui.customers.merging.pick_dialog import PickDialog
from csops.ui.customers.merging.section import MergingSection
from csops.ui.customers.page import CustomersPage
from csops.ui.desk import Desk, Said
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.table_ticks import Ticks
from csops.ui.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CustomersPage:
    """The page of the customers, with Jonas once more under another e-mail."""
    twin = Customer(name="J. Feld", emails=("j@example.org",), note="Rings late", created_at=desk.workspace.now())
    customers.save_customer(desk.workspace, customer=twin)
    made = CustomersPage(desk, preferences=Preferences(None))
    qtbot.addWidget(made)
    made.resize(1228, 800)
    made.show()
    made.wanted.connect(lambda place, asked: made.ask(asked) if place == "customers" else None)
    qtbot.waitUntil(lambda: made.list.table.model.rowCount() == 4 and made.list.table.model.record(3) is not None)
    return made


def id_of(page: CustomersPage, name: str) -> int:
    return customers.customer_lines(page.desk.workspace, question=parse(f'"{name}"'))[0].id


def section(page: CustomersPage, qtbot: QtBot, name: str) -> MergingSection:
    page.ask({"customer_id": id_of(page, name), "section": "merging"})
    qtbot.waitUntil(lambda: page.record.sections.key() == "merging")
    found = page.record.sections.section("merging")
    assert isinstance(found, MergingSection)
    qtbot.waitUntil(lambda: found._customer is not None and found._customer.name == name)
    return found


def opened(qtbot: QtBot, dialog: Callable[[], Dialog | None], kind: type[Any]) -> Any:
    qtbot.waitUntil(lambda: isinstance(dialog(), kind))
    return dialog()


def test_two_are_merged_from_the_page_and_parted_again(page: CustomersPage, qtbot: QtBot) -> None:
    workspace = page.desk.workspace
    twin_id, jonas_id = id_of(page, "J. Feld"), id_of(page, "Jonas Feld")
    shown = section(page, qtbot, "Jonas Feld")
    assert "Nobody was merged" in shown.state.words()
    shown.merge.click()
    pick = opened(qtbot, lambda: shown.acts.dialog, PickDialog)
    QTest.keyClicks(pick.search, "rings")
    qtbot.waitUntil(lambda: [row.text().split(" · ")[0] for row in pick.rows] == ["J. Feld"])
    QTest.keyClick(pick.search, Qt.Key.Key_Return)
    merge = opened(qtbot, lambda: shown.acts.dialog, MergeDialog)
    assert merge.choices["emails"] is Take.BOTH
    merge.sources["name"].button(Take.MERGED.value).click()
    merge.swap.click()  # the other way round, and back: what was chosen is proposed anew
    turned = opened(qtbot, lambda: shown.acts.dialog if shown.acts.dialog is not merge else None, MergeDialog)
    assert turned.preview.kept.name == "J. Feld"
    turned.swap.click()
    again = opened(qtbot, lambda: shown.acts.dialog if shown.acts.dialog is not turned else None, MergeDialog)
    again.sources["name"].button(Take.MERGED.value).click()
    again.merge.click()
    qtbot.waitUntil(lambda: page.record.customer_name.words() == "J. Feld")
    assert page.record.customer_id == jonas_id
    page.ask({"customer_id": twin_id, "section": "merging"})  # a link to the old number
    qtbot.waitUntil(lambda: page.record.customer_id == jonas_id)
    qtbot.waitUntil(lambda: len(shown.parts) == 1)
    customers.save_customer(
        workspace, customer=replace(customers.get_customer(workspace, customer_id=jonas_id), segment="vip")
    )
    shown.parts[0].click()
    part = opened(qtbot, lambda: shown.acts.dialog, PartDialog)
    assert part.back.lines[0] == f"J. Feld under number {twin_id}, with all fields"
    assert set(part.fields.lines) == {"Name", "E-mails", "Note"}
    part.part.click()
    qtbot.waitUntil(lambda: page.record.customer_name.words() == "Jonas Feld")
    assert customers.get_customer(workspace, customer_id=twin_id).note == "Rings late"
    qtbot.waitUntil(lambda: not shown.parts)


def test_two_who_are_ticked_in_the_list_are_merged(page: CustomersPage, qtbot: QtBot) -> None:
    ids = {id_of(page, "J. Feld"), id_of(page, "Jonas Feld")}
    assert page._merge not in page.top_actions()
    page.list.table.model.set_ticks(Ticks(ids=frozenset(ids)))
    assert page._merge in page.top_actions()
    page._merge.trigger()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(MergeDialog)))
    (merge,) = page.window().findChildren(MergeDialog)
    QTest.keyClick(merge.merge, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.record.customer_id == min(ids))


def test_who_is_shown_and_merged_elsewhere_gives_way_to_the_one_kept(page: CustomersPage, qtbot: QtBot) -> None:
    twin_id, jonas_id = id_of(page, "J. Feld"), id_of(page, "Jonas Feld")
    page.ask({"customer_id": twin_id})
    qtbot.waitUntil(lambda: page.record.customer_name.words() == "J. Feld")
    merge_customers(page.desk.workspace, kept_id=jonas_id, merged_id=twin_id)
    qtbot.waitUntil(lambda: page.record.customer_id == jonas_id)


def test_what_is_typed_on_who_is_merged_elsewhere_stands_with_the_one_kept(page: CustomersPage, qtbot: QtBot) -> None:
    workspace, editor = page.desk.workspace, page.record.editor
    told: list[Said] = []
    page.desk.said.connect(told.append)
    twin_id, jonas_id = id_of(page, "J. Feld"), id_of(page, "Jonas Feld")
    page.show_customer(twin_id)
    qtbot.waitUntil(lambda: editor.fields.customer().id == twin_id)
    editor.fields.note.set_text("Rings late, never before ten")
    merge_customers(workspace, kept_id=jonas_id, merged_id=twin_id)
    page.refresh()
    qtbot.waitUntil(lambda: editor.fields.customer().id == jonas_id)
    assert "Rings late, never before ten" in editor.fields.note.text()
    assert "Merged into Jonas Feld meanwhile" in told[0].text
    assert editor.save.isVisible()
    with qtbot.waitSignal(editor.saved):
        editor.submit()
    kept = customers.get_customer(workspace, customer_id=jonas_id)
    assert (kept.name, kept.note.count("Rings late")) == ("Jonas Feld", 1)
    assert "j@example.org" in kept.emails


def test_a_merge_of_what_was_edited_meanwhile_is_told_in_its_dialog(page: CustomersPage, qtbot: QtBot) -> None:
    workspace, jonas_id = page.desk.workspace, id_of(page, "Jonas Feld")
    shown = section(page, qtbot, "Jonas Feld")
    shown.acts.merge(jonas_id, id_of(page, "J. Feld"))
    merge = opened(qtbot, lambda: shown.acts.dialog, MergeDialog)
    jonas = customers.get_customer(workspace, customer_id=jonas_id)
    customers.save_customer(workspace, customer=replace(jonas, note="Changed meanwhile"))
    merge.merge.click()
    qtbot.waitUntil(lambda: "was changed by Mara Lindqvist meanwhile" in merge.trouble.words())
    merge.close_layer()


def test_a_customer_is_anonymised_and_then_erased(page: CustomersPage, qtbot: QtBot) -> None:
    workspace, jonas_id = page.desk.workspace, id_of(page, "Jonas Feld")
    salma = customers.get_customer(workspace, customer_id=id_of(page, "Salma Haddad"))
    customers.save_customer(workspace, customer=replace(salma, note="Sister of Jonas Feld"))
    before = count_contacts(workspace, question=Question())
    (contact,) = contact_lines(workspace, question=Question(customer_id=salma.id))
    file = keep_file(workspace, content=b"Greetings to Jonas Feld", name="card.txt")
    attach(workspace, contact_id=contact.id, files=[file])
    shown = section(page, qtbot, "Jonas Feld")
    shown.find_name.click()
    qtbot.waitUntil(
        lambda: [button.accessibleName() for button in shown.found][:1] == ["Customer 2: Sister of Jonas Feld"]
    )
    assert shown.files is not None
    asked: list[tuple[str, object]] = []
    page.wanted.connect(lambda place, question: asked.append((place, question)))
    shown.files.buttons[0].click()
    shown.erase.click()
    erase = opened(qtbot, lambda: shown.acts.dialog, EraseCustomerDialog)
    assert erase.files.buttons[0].accessibleName() == f"card.txt, case {contact.case_id}: Greetings to Jonas Feld"
    erase.files.buttons[0].click()
    assert asked == [("contacts", {"case_id": contact.case_id})] * 2
    shown.erase.click()
    qtbot.waitUntil(lambda: isinstance(shown.acts.dialog, EraseCustomerDialog) and shown.acts.dialog is not erase)
    erase = opened(qtbot, lambda: shown.acts.dialog, EraseCustomerDialog)
    assert not erase.erase.isEnabled()
    assert "Texts about them that name them" in erase.goes.lines
    assert "2 contacts, as figures: channel, topic, time and length" in erase.stays.lines
    erase.sure.click()
    erase.erase.click()
    qtbot.waitUntil(lambda: page.record.customer_name.words() == "Customer without a name")
    qtbot.waitUntil(lambda: "is gone" in shown.state.words())
    assert customers.get_customer(workspace, customer_id=salma.id).note == "Sister of █████"
    shown.erase.click()
    erase = opened(qtbot, lambda: shown.acts.dialog, EraseCustomerDialog)
    erase.which.button(ERASE).click()
    assert "The record itself" in erase.goes.lines
    erase.sure.click()
    erase.erase.click()
    qtbot.waitUntil(lambda: page.list.table.model.rowCount() == 3)
    assert page.record.customer_id is None
    assert count_contacts(workspace, question=Question()) == before
    assert customers.customer_lines(workspace, question=Question(), limit=9)[0].id != jonas_id


def test_what_is_kept_of_a_customer_is_written_to_a_file(
    page: CustomersPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "jonas.json"
    shown = section(page, qtbot, "Jonas Feld")
    monkeypatch.setattr(page.desk.files, "ask_save", lambda *_args, **_named: out)
    with qtbot.waitSignal(page.desk.said):
        shown.export.click()
    assert json.loads(out.read_text(encoding="utf-8"))["customer"]["name"] == "Jonas Feld"


def test_who_may_not_erase_is_told_who_may(page: CustomersPage, qtbot: QtBot) -> None:
    page.desk.workspace.member = replace(page.desk.workspace.member, role=Role.AGENT)
    shown = section(page, qtbot, "Jonas Feld")
    assert shown.merge.isEnabled()
    assert not shown.erase.isEnabled()
    assert "manager" in shown.erase.toolTip()
