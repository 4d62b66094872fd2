"""Messages dropped on Import or pasted into it: looked at before anything is written, then contacts."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from csops.domain.contacts import Contact, Direction
from csops.services.mail_addresses import own_addresses
from csops.ui.desk import Desk
from csops.ui.imports.page import FILE, ImportPage

BOX = """From x@y Mon Mar  2 09:00:00 2026
From: Ada Brandt <ada@example.com>
To: info@shop.example
Subject: Refund
Message-ID: <1@x>
Date: Sun, 1 Mar 2026 10:00:00 +0100

Where is it?

From x@y Mon Mar  2 09:00:00 2026
From: info@shop.example
To: ada@example.com
Subject: Re: Refund
Message-ID: <2@s>
In-Reply-To: <1@x>
Date: Sun, 1 Mar 2026 11:00:00 +0100

It comes tomorrow.

From x@y Mon Mar  2 09:00:00 2026
Subject: nobody

x
"""


def kept(desk: Desk) -> list[Contact]:
    with desk.workspace.read() as work:
        return work.contacts.all("happened_at")


def test_a_box_is_looked_at_first_and_then_imported(page: ImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    before = len(kept(desk))
    path = tmp_path / "box.mbox"
    path.write_text(BOX, encoding="utf-8")
    page.open(path)
    dialog = page.arrivals.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.save.isEnabled)
    assert dialog.sum.words() == "3 read: 2 new, 0 there already, 1 left out"
    assert "No address of the shop is known" in dialog.notes.words()
    dialog.own.set_text("info")
    dialog.look()
    qtbot.waitUntil(lambda: "Write it like" in dialog.own.error())
    dialog.own.set_text("info@shop.example")
    with qtbot.waitSignal(dialog.looked):
        dialog.look()
    lines = [line.texts for line in dialog.model.lines]
    assert lines[0][3].startswith("Nothing in its head tells who wrote it")
    assert lines[1][1:] == ("In", "Ada Brandt (new)", "Refund. Where is it?", "New case 1", "")
    assert lines[2][1:] == ("Out", "Ada Brandt (new)", "Refund. It comes tomorrow.", "New case 1", "")
    assert len(kept(desk)) == before
    with qtbot.waitSignal(page.wanted) as wanted:
        dialog.save.click()
    assert wanted.args[0] == "contacts"
    assert [one.direction for one in kept(desk)[-2:]] == [Direction.IN, Direction.OUT]
    assert own_addresses(desk.workspace) == ("info@shop.example",)


def test_a_message_is_pasted_and_a_file_that_is_none_is_refused(
    page: ImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setText("Von: Ada Brandt <ada@example.com>\nBetreff: Rückgeld\n\nGuten Tag")
    page.file.drop.paste.click()
    dialog = page.arrivals.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.save.isEnabled)
    assert dialog.model.lines[0].texts[3] == "Rückgeld. Guten Tag"
    dialog.close_layer()
    empty = tmp_path / "empty.eml"
    empty.write_bytes(b" \n")
    page.open(empty)
    qtbot.waitUntil(lambda: bool(page.file.refusal()))
    assert page.steps.current == FILE


@pytest.mark.parametrize("text", ["", "Date\tCustomer\n2026-03-01\tAda\n"])
def test_what_is_pasted_may_be_rows_or_nothing(page: ImportPage, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    page.file.drop.take_pasted()
    if text:
        qtbot.waitUntil(lambda: page.session.draft is not None)
    assert page.arrivals.dialog is None
