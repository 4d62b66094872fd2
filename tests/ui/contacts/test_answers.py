"""Answers noted on a case, and in the form in which a call is logged."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft, Logged
from csops.domain.errors import DiskFull
from csops.domain.survey_lines import AnswerLine, AnswerQuestion
from csops.domain.surveys import AnswerKind
from csops.services import contacts, history, surveys
from csops.services.views import get_draft
from csops.ui.cases.answer_dialog import AnswerDialog
from csops.ui.cases.reach_links import ReachLinks, url_of
from csops.ui.contacts.answers_part import AnswersPart
from csops.ui.contacts.case_pane import CasePane
from csops.ui.contacts.log_panel import LogPanel
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.shortcuts import Shortcuts
from tests.helpers.records import PHONE, a_customer


@pytest.fixture
def logged(desk: Desk) -> Logged:
    return contacts.log_contact(desk.workspace, draft=ContactDraft(channel_id=PHONE, customer_name="Ada Brandt"))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1200, 900)
    yield made
    made.close()


def noted(desk: Desk) -> list[AnswerLine]:
    return surveys.answer_lines(desk.workspace, question=AnswerQuestion())


def _refuse_once(part: AnswersPart, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """Note it while there is no room: it is said where one looks, and what was typed stays, as a draft too."""

    def full(*_args: object, **_words: object) -> None:
        raise DiskFull(path="shop.csops")

    with monkeypatch.context() as trouble:
        trouble.setattr(surveys, "record_answer", full)
        part.note.click()
        qtbot.waitUntil(lambda: "no room left" in part.fields.rating_field.error())
    workspace, form = part.desk.workspace, part.draft.form
    qtbot.waitUntil(lambda: get_draft(workspace, form=form, writer=workspace.member) is not None)
    assert part.fields.rating_field.isVisible()
    assert (part.fields.rating.key(), part.fields.comment.text()) == ("3", "Waited twice")


def test_an_answer_is_noted_on_its_case_told_apart_when_low_corrected_and_taken_out(
    window: QMainWindow, desk: Desk, logged: Logged, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    pane = CasePane(desk, formats=Formats(), shortcuts=Shortcuts())
    window.setCentralWidget(pane)
    with qtbot.waitSignal(pane.detail.shown), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
        pane.show_case(logged.case.id)
    pane.detail.show_part("answers")
    part = pane.detail.part()
    assert isinstance(part, AnswersPart)
    qtbot.waitUntil(part.empty.isVisible)
    part.note.click()
    assert "Choose one" in part.fields.rating_field.error()
    part.fields.kind.button("nps").click()
    assert [part.fields.rating.button(key).text() for key in ("0", "10")] == ["0", "10"]
    part.fields.rating.button("3").click()
    part.fields.comment.set_text("Waited twice")
    part.fields.tag.set_text("Service")
    _refuse_once(part, monkeypatch, qtbot)
    with qtbot.waitSignal(desk.said) as said:
        QTest.keyClick(part.fields.comment.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Low answer noted; to be followed up by" in said.args[0].text
    (line,) = noted(desk)
    assert (line.answer.kind, line.answer.value, line.answer.tag, line.is_low) == (AnswerKind.NPS, 3, "Service", True)
    part.refresh()
    qtbot.waitUntil(lambda: len(part.rows) == 1)
    assert part.rows[0].title.text() == "NPS · 3 of 10"
    assert "Ask again from" in part.throttle_words()
    assert part.fields.rating.key() == ""
    part.rows[0].edit.click()
    dialog = window.findChild(AnswerDialog)
    assert dialog is not None
    dialog.fields.rating.button("9").click()
    with qtbot.waitSignal(desk.said):
        dialog.save.click()
    assert [(one.answer.value, one.follow_up_id) for one in noted(desk)] == [(9, None)]
    with qtbot.waitSignal(desk.said):
        part.silent.click()
    assert [one.answer.answered_at is None for one in noted(desk)] == [True, False]


def test_a_rating_goes_into_the_log_with_its_call_in_one_act(window: QMainWindow, desk: Desk, qtbot: QtBot) -> None:
    contacts.log_contact(desk.workspace, draft=ContactDraft(channel_id=PHONE, customer_name="Ada Brandt"))
    panel = LogPanel(desk)
    window.setCentralWidget(panel)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: panel.is_ready)
    panel.form.channel.choose("phone")
    panel.form.asked.choice.button("2").click()
    assert panel.has_draft
    with qtbot.waitSignal(panel.saved):
        panel.save()
    (line,) = noted(desk)
    assert (line.answer.value, line.answer.contact_id, line.answer.customer_id) == (2, 2, None)
    panel.form.who.show_known(customer_id=1)
    qtbot.waitUntil(lambda: panel.form.who.customer_id() == 1)
    panel.form.channel.choose("phone")
    panel.form.asked.choice.button("1").click()
    with qtbot.waitSignal(desk.said) as said, qtbot.waitSignal(panel.saved):
        panel.save()
    assert "low answer is put down" in said.args[0].text
    panel.form.who.show_known(customer_id=1)
    qtbot.waitUntil(lambda: "Asked on" in panel.form.asked.field.helper())
    history.undo(desk.workspace)
    assert len(noted(desk)) == 1
    panel.form.result.button("missed").click()
    assert panel.form.answer() is None


@pytest.mark.parametrize(
    ("way", "url"),
    [
        ("ada@example.com", "mailto:ada@example.com"),
        ("0171 555-0142", "tel:01715550142"),
        ("+49 (171) 5550142 ext. 7", "tel:+491715550142"),
        ("ask Bo", None),
        ("ada?subject=x@example.com", "mailto:ada%3Fsubject=x@example.com"),
    ],
)
def test_ways_to_a_customer_open_the_programs_of_the_system(way: str, url: str | None) -> None:
    found = url_of(way)
    assert (found.toString(QUrl.ComponentFormattingOption.FullyEncoded) if found else None) == url


def test_the_links_of_a_customer_are_pressed_and_counted_where_there_is_no_room(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened.append(url.toString()))
    links = ReachLinks(desk.themes)
    qtbot.addWidget(links)
    links.resize(600, 24)
    links.show_customer(a_customer(emails=("ada@example.com",), phones=("0171 5550142",)), but="x")
    links.show()
    for link in links.links:
        link.click()
    assert opened == ["mailto:ada@example.com", "tel:01715550142"]
    assert links.words() == "ada@example.com · 0171 5550142"
    links.resize(150, 24)
    assert [link.isHidden() for link in links.links] == [False, True]
    assert links._text.words() == "+1 more"
    links.show_customer(None, nobody="Nobody")
    assert links.words() == "Nobody"
