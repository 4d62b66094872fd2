"""A logged contact is corrected in the panel: by keys, beside a colleague, and without ever losing a word."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.cases import State
from csops.domain.contacts import Contact, ContactDraft, Logged, Result
from csops.services import cases, contacts, corrections, history, people, settings, views
from csops.ui.contacts.edit_panel import EditPanel
from csops.ui.desk import Desk, Said
from csops.ui.kit.tasks import Lane
from tests.helpers.records import EMAIL, PHONE

TOPIC = 1
OpenPanel = Callable[[], EditPanel]


@pytest.fixture
def logged(desk: Desk) -> Logged:
    """Ada called at eight; her case is open."""
    now = desk.workspace.now()
    draft = ContactDraft(
        channel_id=PHONE,
        customer_name="Ada Brandt",
        text="Wheel out of ture",
        topic_id=TOPIC,
        happened_at=now - timedelta(hours=1, seconds=13),
        handle_time=timedelta(minutes=4, milliseconds=20),
        result=Result.PASSED,
    )
    return contacts.log_contact(desk.workspace, draft=draft)


@pytest.fixture
def open_panel(desk: Desk, logged: Logged, qtbot: QtBot) -> OpenPanel:
    """Open the panel on Ada's contact in a window of its own."""

    def opener() -> EditPanel:
        host = QWidget()
        qtbot.addWidget(host)
        host.resize(368, 900)
        panel = EditPanel(desk, logged.contact.id)
        QVBoxLayout(host).addWidget(panel)
        with qtbot.waitActive(host):
            host.show()
            host.activateWindow()
        qtbot.waitUntil(lambda: panel.is_ready)
        return panel

    return opener


@pytest.fixture
def panel(open_panel: OpenPanel) -> EditPanel:
    return open_panel()


def kept(desk: Desk, logged: Logged) -> Contact:
    return contacts.get_contact(desk.workspace, contact_id=logged.contact.id)


def write(panel: EditPanel, text: str) -> None:
    panel.form.text.box.setPlainText(text)


def save(qtbot: QtBot, panel: EditPanel) -> None:
    with qtbot.waitSignal(panel.saved):
        QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def colleague_changes(desk: Desk, logged: Logged, **values: object) -> None:
    """Another window writes; nobody has told this one yet."""
    contact = replace(kept(desk, logged), **values)  # type: ignore[arg-type]  # a builder
    corrections.edit_contact(desk.workspace, contact=contact)


# ---- one who corrects


def test_it_shows_what_was_logged(panel: EditPanel) -> None:
    form = panel.form
    assert form.who.customer.text() == "Ada Brandt"
    assert (form.text.text(), form.topic.text(), form.result.key()) == ("Wheel out of ture", "Product advice", "passed")
    assert (form.times.handle.text(), form.times.happened.text()) == ("4:00", "2026-03-02 07:59")
    assert not panel.changed()
    assert not form.times.handle.is_running


def test_ctrl_enter_keeps_what_was_changed_and_nothing_else(
    panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    write(panel, "Wheel out of true")
    with qtbot.waitSignal(desk.said) as heard, qtbot.waitSignal(panel.closed):
        save(qtbot, panel)
    assert kept(desk, logged) == replace(logged.contact, text="Wheel out of true", version=2)
    assert isinstance(heard.args and heard.args[0], Said)
    history.undo(desk.workspace)
    assert kept(desk, logged).text == "Wheel out of ture"


def test_every_field_can_be_corrected(panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot) -> None:
    form = panel.form
    form.channel.choose("email")
    form.topic.choose("")
    form.direction.choose("out")
    form.times.handle.set_text("6")
    form.times.answered.set_text("20 s")
    form.times.happened.set_text("2026-03-01")
    form.times.next_member()
    save(qtbot, panel)
    contact = kept(desk, logged)
    assert (contact.channel_id, contact.topic_id, contact.direction.value) == (EMAIL, None, "out")
    assert (contact.handle_time, contact.answered_after) == (timedelta(minutes=6), timedelta(seconds=20))
    assert not contact.time_known
    assert contact.member_id != logged.contact.member_id


def test_somebody_else_can_be_the_customer(panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.form.who.customer.line, "x")
    panel.form.who.customer.show_typed("Jo Sand")
    assert panel.form.who.customer.helper() == "The whole case goes with them"
    save(qtbot, panel)
    customer = cases.timeline(desk.workspace, case_id=logged.case.id).customer
    assert customer is not None
    assert customer.name == "Jo Sand"


def test_a_follow_up_asks_for_its_day(panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot) -> None:
    panel.form.result.button("follow_up").click()
    assert panel.form.follow_up.isVisible()
    panel.save()
    assert panel.form.follow_up.day.error()
    panel.form.follow_up.day.set_text("tomorrow")
    save(qtbot, panel)
    timeline = cases.timeline(desk.workspace, case_id=logged.case.id)
    assert len(timeline.follow_ups) == 1
    assert timeline.case.state is State.OPEN


def test_what_cannot_be_is_said_below_its_field(panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot) -> None:
    panel.form.times.handle.set_text("30 h")
    panel.save()
    qtbot.waitUntil(lambda: bool(panel.form.times.handle.error()))
    assert kept(desk, logged) == logged.contact


def test_saving_without_a_change_writes_nothing(panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.closed):
        panel.save()
    assert kept(desk, logged).version == 1


def test_what_is_no_longer_offered_stays_where_it_was_said(
    desk: Desk, logged: Logged, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    topic = next(one for one in desk.team.topics if one.id == TOPIC)
    rosa = next(one for one in desk.team.members if one.name.startswith("Rosa"))
    colleague_changes(desk, logged, member_id=rosa.id)
    settings.save_topic(desk.workspace, topic=replace(topic, active=False))
    people.save_member(desk.workspace, member=replace(rosa, active=False))
    desk.team = settings.team(desk.workspace)
    panel = open_panel()
    assert panel.form.topic.text() == "Product advice"
    assert panel.form.times.handled_by.text() == "Rosa Okafor"
    assert not panel.changed()


def test_an_imported_contact_that_says_no_result_keeps_none(
    desk: Desk, logged: Logged, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    colleague_changes(desk, logged, result=Result.OPEN)
    panel = open_panel()
    write(panel, "Wheel out of true")
    save(qtbot, panel)
    assert kept(desk, logged).result is Result.OPEN


def test_a_file_can_be_attached_later(
    panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot, tmp_path: Path
) -> None:
    photo = tmp_path / "wheel.txt"
    photo.write_text("A photo of the wheel")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    assert panel.intake.take(mime)
    qtbot.waitUntil(lambda: list(panel.changed()) == ["files"])
    save(qtbot, panel)
    (file,) = cases.timeline(desk.workspace, case_id=logged.case.id).attachments
    assert (file.name, file.contact_id) == ("wheel.txt", logged.contact.id)
    assert kept(desk, logged) == logged.contact
    history.undo(desk.workspace)
    assert not cases.timeline(desk.workspace, case_id=logged.case.id).attachments


def test_a_message_dropped_on_it_leaves_the_times_as_they_are(panel: EditPanel, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setText(
        "From: Ada Brandt <ada@example.com>\nSubject: Wheel\nDate: Sun, 01 Mar 2026 14:30:00 +0000\n\nSee below."
    )
    assert panel.intake.take(mime)
    qtbot.waitUntil(lambda: "See below." in panel.form.text.text())
    assert (panel.form.times.handle.text(), panel.form.times.happened.text()) == ("4:00", "2026-03-02 07:59")
    assert list(panel.changed()) == ["text"]


# ---- the draft


def test_esc_loses_nothing(panel: EditPanel, desk: Desk, open_panel: OpenPanel, qtbot: QtBot) -> None:
    write(panel, "Wheel out of true")
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)
    with qtbot.waitSignal(panel.keeper.kept):
        panel.hide()
    again = open_panel()
    qtbot.waitUntil(lambda: again.form.text.text() == "Wheel out of true")
    assert "draft" in again.notice.words()
    assert list(again.changed()) == ["text"]


def test_discarding_brings_back_the_contact(panel: EditPanel, desk: Desk, qtbot: QtBot) -> None:
    write(panel, "Something else")
    with qtbot.waitSignal(panel.keeper.kept):
        panel.keeper.keep()
    assert panel.head.discard.isVisible()
    panel.head.discard.click()
    qtbot.waitUntil(lambda: panel.form.text.text() == "Wheel out of ture")
    qtbot.waitUntil(lambda: views.get_draft(desk.workspace, form=panel.keeper.form) is None)


def test_saving_ends_the_draft(panel: EditPanel, desk: Desk, qtbot: QtBot) -> None:
    write(panel, "Wheel out of true")
    with qtbot.waitSignal(panel.keeper.kept):
        panel.keeper.keep()
    save(qtbot, panel)
    qtbot.waitUntil(lambda: views.get_draft(desk.workspace, form=panel.keeper.form) is None)


def test_the_draft_is_of_whoever_opened_the_panel(panel: EditPanel, desk: Desk, qtbot: QtBot) -> None:
    mara, rosa = desk.team.members[:2]
    write(panel, "Wheel out of true")
    desk.workspace.member = rosa
    with qtbot.waitSignal(panel.keeper.kept):
        panel.hide()
    assert views.get_draft(desk.workspace, form=panel.keeper.form) is None
    assert views.get_draft(desk.workspace, form=panel.keeper.form, writer=mara) is not None


def test_a_contact_that_is_removed_takes_its_draft_along(
    panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    write(panel, "Wheel out of true")
    with qtbot.waitSignal(panel.keeper.kept):
        panel.keeper.keep()
    contacts.remove_contacts(desk.workspace, contact_ids=[logged.contact.id])
    assert views.get_draft(desk.workspace, form=panel.keeper.form) is None
    qtbot.waitUntil(lambda: "There is no contact" in panel.notice.words())
    write(panel, "Wheel out of tune")
    panel.hide()
    settle(qtbot, desk)
    assert views.get_draft(desk.workspace, form=panel.keeper.form) is None


def test_a_contact_that_comes_back_has_drafts_again(panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot) -> None:
    contacts.remove_contacts(desk.workspace, contact_ids=[logged.contact.id])
    qtbot.waitUntil(lambda: "There is no contact" in panel.notice.words())
    desk.undo()
    settle(qtbot, desk)
    write(panel, "Wheel out of true")
    with qtbot.waitSignal(panel.keeper.kept):
        panel.hide()


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is written or read any more."""
    qtbot.waitUntil(lambda: not any(desk.tasks.is_busy(lane) for lane in Lane))


# ---- two who correct


def test_what_a_colleague_changed_comes_in_beside_what_is_typed(
    panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    write(panel, "Wheel out of true")
    colleague_changes(desk, logged, topic_id=None)
    qtbot.waitUntil(lambda: panel.form.topic.text() == "")
    assert panel.form.text.text() == "Wheel out of true"
    save(qtbot, panel)
    assert (kept(desk, logged).text, kept(desk, logged).topic_id) == ("Wheel out of true", None)


@pytest.mark.parametrize("text", ["Wheel out of true", "Front wheel"])
def test_the_same_field_changed_twice_shows_both_and_asks(
    panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot, text: str
) -> None:
    write(panel, "Wheel out of true")
    panel.form.times.handle.set_text("6")
    colleague_changes(desk, logged, text="Front wheel", topic_id=None)
    panel.save()
    qtbot.waitUntil(panel.conflict.isVisible)
    assert "Yours: Wheel out of true. Theirs: Front wheel" in panel.conflict.words()
    assert "Topic" not in panel.conflict.words()
    with qtbot.waitSignal(panel.saved):
        (panel.conflict.keep if text == "Wheel out of true" else panel.conflict.take).click()
    contact = kept(desk, logged)
    assert (contact.text, contact.topic_id, contact.handle_time) == (text, None, timedelta(minutes=6))


def test_news_of_a_colleague_is_no_leave_to_overwrite_it(
    panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    write(panel, "Wheel out of true")
    colleague_changes(desk, logged, text="Front wheel", topic_id=None)
    qtbot.waitUntil(lambda: panel.form.topic.text() == "")
    panel.save()
    qtbot.waitUntil(panel.conflict.isVisible)
    assert kept(desk, logged).text == "Front wheel"


def test_a_draft_of_yesterday_does_not_overwrite_what_came_since(
    panel: EditPanel, desk: Desk, logged: Logged, open_panel: OpenPanel, qtbot: QtBot
) -> None:
    write(panel, "Wheel out of true")
    with qtbot.waitSignal(panel.keeper.kept):
        panel.hide()
    colleague_changes(desk, logged, text="Front wheel")
    again = open_panel()
    qtbot.waitUntil(lambda: list(again.changed()) == ["text"])
    again.save()
    qtbot.waitUntil(again.conflict.isVisible)
    assert "Yours: Wheel out of true. Theirs: Front wheel" in again.conflict.words()


def test_a_contact_that_was_removed_says_so(panel: EditPanel, desk: Desk, logged: Logged, qtbot: QtBot) -> None:
    write(panel, "Wheel out of true")
    contacts.remove_contacts(desk.workspace, contact_ids=[logged.contact.id])
    panel.save()
    qtbot.waitUntil(lambda: "There is no contact" in panel.notice.words())
    assert panel.form.text.text() == "Wheel out of true"
