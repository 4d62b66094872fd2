"""What the timeline tells of a case, and what it does with attachments and long texts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from csops.domain.cases import State
from csops.domain.contacts import Attachment, ContactDraft, Direction, Logged, Result
from csops.services import attachments, cases, contacts, follow_ups
from csops.ui.cases.attachment_opening import AttachmentOpener
from csops.ui.cases.entries import entries
from csops.ui.cases.entry import Entry
from csops.ui.cases.rows import EntryRow, LongText
from csops.ui.cases.timeline import TimelineView
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from tests.helpers.clock import Clock
from tests.helpers.records import EMAIL, PHONE

FORMATS = Formats(locale=QLocale("en_GB"), zone=ZoneInfo("UTC"))


@pytest.fixture
def opened(desk: Desk) -> Logged:
    """Ada wrote; somebody calls her back within a day."""
    draft = ContactDraft(
        channel_id=EMAIL,
        customer_name="Ada Brandt",
        text="Where is my refund?",
        result=Result.FOLLOW_UP,
        due_at=desk.workspace.now() + timedelta(days=1),
        due_time_known=True,
        promise="Book the refund",
    )
    return contacts.log_contact(desk.workspace, draft=draft)


def told(desk: Desk, case_id: int, *, at: datetime | None = None) -> list[Entry]:
    timeline = cases.timeline(desk.workspace, case_id=case_id)
    return entries(timeline, team=desk.team, formats=FORMATS, now=at or desk.workspace.now())


def log_on(desk: Desk, case_id: int, **values: object) -> Logged:
    draft = ContactDraft(**{"channel_id": PHONE, "case_id": case_id, "result": Result.OPEN, **values})  # type: ignore[arg-type]  # a builder
    return contacts.log_contact(desk.workspace, draft=draft)


def titles(rows: Sequence[Entry]) -> list[str]:
    return [row.title for row in rows]


def test_contacts_are_told_by_who_and_how(desk: Desk, opened: Logged, clock: Clock) -> None:
    clock.forward(timedelta(minutes=41))
    log_on(desk, opened.case.id, channel_id=EMAIL, direction=Direction.OUT)
    clock.forward(timedelta(minutes=5))
    log_on(desk, opened.case.id)
    rows = told(desk, opened.case.id)
    assert titles(rows)[:3] == ["Ada wrote", "Mara replied", "Ada called"]
    assert rows[1].meta == "First response after 41\u00a0min"


def test_a_missed_call_is_told_as_missed(desk: Desk, opened: Logged, clock: Clock) -> None:
    clock.forward(timedelta(minutes=1))
    log_on(desk, opened.case.id, result=Result.MISSED)
    row = told(desk, opened.case.id)[1]
    assert (row.title, row.is_bad) == ("Ada called, nobody answered", True)


def test_a_promise_to_come_stands_last_and_a_broken_one_is_told_as_missed(desk: Desk, opened: Logged) -> None:
    assert titles(told(desk, opened.case.id)) == ["Ada wrote", "Follow-up due"]
    late = desk.workspace.now() + timedelta(days=2)
    row = told(desk, opened.case.id, at=late)[-1]
    assert (row.title, row.text, row.is_bad) == ("Follow-up missed", "Book the refund, owner Mara", True)


def test_a_promise_kept_late_was_missed_and_done(desk: Desk, opened: Logged, clock: Clock) -> None:
    assert opened.follow_up is not None
    clock.forward(timedelta(days=2))
    follow_ups.finish_follow_up(desk.workspace, follow_up_id=opened.follow_up.id)
    assert titles(told(desk, opened.case.id)) == ["Ada wrote", "Follow-up missed", "Follow-up done"]


def test_a_state_that_came_with_a_contact_is_not_told_twice(desk: Desk, opened: Logged, clock: Clock) -> None:
    clock.forward(timedelta(hours=1))
    log_on(desk, opened.case.id, result=Result.RESOLVED, direction=Direction.OUT)
    assert "Resolved" not in titles(told(desk, opened.case.id))
    clock.forward(timedelta(hours=1))
    cases.change_state(desk.workspace, case_ids=[opened.case.id], state=State.WAITING_FOR_CUSTOMER)
    row = told(desk, opened.case.id)[-1]
    assert (row.title, row.meta) == ("Set to waiting for the customer", "Mara")


def test_notes_stand_between_contacts(desk: Desk, opened: Logged, clock: Clock) -> None:
    clock.forward(timedelta(minutes=1))
    cases.add_note(desk.workspace, case_id=opened.case.id, text="Ask the bank")
    row = told(desk, opened.case.id)[1]
    assert (row.title, row.text) == ("Mara noted", "Ask the bank")


def test_very_long_texts_show_their_beginning_and_all_on_demand(desk: Desk, qtbot: QtBot) -> None:
    text = LongText(desk.themes, "word " * 2000)
    qtbot.addWidget(text)
    assert len(text.label.text()) < 2000
    assert text.more is not None
    QTest.mouseClick(text.more, Qt.MouseButton.LeftButton)
    assert len(text.label.text()) == 10_000


def test_text_is_plain_whatever_it_holds(desk: Desk, qtbot: QtBot) -> None:
    text = LongText(desk.themes, "<b>bold</b>")
    qtbot.addWidget(text)
    assert text.label.textFormat() is Qt.TextFormat.PlainText


def test_of_very_many_rows_the_newest_are_shown_first(desk: Desk, qtbot: QtBot) -> None:
    view = TimelineView(desk.themes, formats=FORMATS)
    qtbot.addWidget(view)
    start = desk.workspace.now()
    rows = [Entry(at=start + timedelta(minutes=number), title=str(number)) for number in range(200)]
    view.show_entries(rows)
    assert len(view.findChildren(EntryRow)) == 150


def test_a_document_opens_as_a_copy_with_the_ending_of_its_content(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    opener, file = _opener(desk, qtbot), attachments.keep_file(desk.workspace, content=b"%PDF-1.4", name="bill.exe")
    opener.open(file)
    qtbot.waitUntil(lambda: len(urls) == 1)
    assert Path(urls[0].toLocalFile()).name == "bill.pdf"


def test_a_program_is_never_opened_only_saved(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    copy = tmp_path / "copy.bin"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    program: Attachment = attachments.keep_file(desk.workspace, content=b"MZ program", name="invoice.pdf")
    with qtbot.waitSignal(desk.said):
        _opener(desk, qtbot).open(program)
    assert copy.read_bytes() == b"MZ program"
    assert urls == []


def _opener(desk: Desk, qtbot: QtBot) -> AttachmentOpener:
    view = TimelineView(desk.themes, formats=FORMATS)
    qtbot.addWidget(view)
    return AttachmentOpener(desk, view)


# ---- correcting a contact from its row


@pytest.fixture
def timeline(desk: Desk, opened: Logged, clock: Clock, qtbot: QtBot) -> TimelineView:
    """A contact, a note and another contact, shown to somebody who may correct them."""
    clock.forward(timedelta(minutes=1))
    cases.add_note(desk.workspace, case_id=opened.case.id, text="Book it today")
    clock.forward(timedelta(minutes=1))
    log_on(desk, opened.case.id)
    view = TimelineView(desk.themes, formats=FORMATS)
    view.let_edit(keys="F2")
    qtbot.addWidget(view)
    view.show_entries([row for row in told(desk, opened.case.id) if row.title != "Follow-up due"])
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_key_on_a_contact_asks_to_correct_it(
    timeline: TimelineView, opened: Logged, qtbot: QtBot, key: Qt.Key
) -> None:
    row = timeline.rows()[0]
    row.setFocus()
    with qtbot.waitSignal(timeline.edit_wanted) as asked:
        QTest.keyClick(row, key)
    assert asked.args == [opened.contact.id]


def test_the_pencil_comes_with_the_focus_and_asks_the_same(timeline: TimelineView, qtbot: QtBot) -> None:
    row = timeline.rows()[-1]
    assert row.pencil is None
    row.setFocus()
    assert row.pencil is not None
    with qtbot.waitSignal(timeline.edit_wanted) as asked:
        row.pencil.click()
    assert asked.args == [row.entry.contact_id]


def test_the_menu_of_a_contact_corrects_and_copies(timeline: TimelineView, qtbot: QtBot) -> None:
    edit, copy = timeline.rows()[0].menu().actions()
    copy.trigger()
    assert QGuiApplication.clipboard().text() == "Where is my refund?"
    with qtbot.waitSignal(timeline.edit_wanted):
        edit.trigger()


def test_the_arrows_go_from_contact_to_contact_past_notes(timeline: TimelineView) -> None:
    first, note, last = timeline.rows()
    assert note.focusPolicy() == Qt.FocusPolicy.NoFocus
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert last.hasFocus()
    QTest.keyClick(last, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_who_may_not_change_contacts_is_not_offered_it(desk: Desk, opened: Logged, qtbot: QtBot) -> None:
    view = TimelineView(desk.themes, formats=FORMATS)
    qtbot.addWidget(view)
    view.show_entries(told(desk, opened.case.id))
    assert {row.focusPolicy() for row in view.rows()} == {Qt.FocusPolicy.NoFocus}
