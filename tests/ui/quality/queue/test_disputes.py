"""A dispute waits on Today for who decides, is decided by keys in Quality, and is news for the person."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.reviews import DisputeState, Purpose
from csops.services import views
from csops.services.review_answers import (
    decide_dispute,
    dispute_criterion,
    get_dispute,
    open_my_review,
    reply_to_dispute,
)
from csops.services.reviews import finish_review, get_review
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner
from csops.ui.preferences import Preferences
from csops.ui.quality.queue.decision_dialog import DecisionDialog
from csops.ui.quality.queue.page import DISPUTES, QueuePage
from csops.ui.quality.queue.reply_form import ReplyForm
from csops.ui.quality.queue.unsent_banner import waiting_words
from csops.ui.today.wait_card import WaitCard
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import Reviewing, to_review

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def shop(desk: Desk) -> Reviewing:
    """Rosa disputes a criterion of the review that Ines sent; Mara is at the desk."""
    made = to_review(desk.workspace)
    filled = made.filled({"greeting": 0, "correct": 0, "record": 2})
    review = finish_review(made.by(made.ines), filled=filled, send=True)
    open_my_review(made.by(ROSA), review_id=review.id)
    dispute_criterion(made.workspace, review_id=review.id, criterion="correct", wanted=2, reason="Said at 13:03")
    made.by(MARA)
    return made


def test_a_dispute_on_today_leads_to_its_decision(desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path) -> None:
    card = WaitCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    qtbot.waitUntil(lambda: "disputes" in card.parts and bool(card.parts["disputes"].rows))
    row = card.parts["disputes"].rows[0]
    assert row.accessibleName().startswith("Rosa disputes: ")
    with qtbot.waitSignal(card.wanted) as asked:
        row.buttons[0].click()
    assert asked.args == ["quality", {"tab": "to_review", "dispute": 1}]

    page = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.ask({"dispute": 1})
    qtbot.waitUntil(lambda: page.disputes.dialog is not None)
    assert page.scope.key() == DISPUTES
    dialog = page.disputes.dialog
    assert isinstance(dialog, DecisionDialog)
    assert "Said at 13:03" in page.disputes.rows[0].accessibleName()
    assert dialog.reply.words() == "Ines Marchetti has said nothing to it yet"
    reply_to_dispute(shop.by(shop.ines), dispute_id=1, text="She asked twice")
    shop.by(MARA)
    page.refresh()
    qtbot.waitUntil(lambda: dialog.reply.words() == "Ines Marchetti says: “She asked twice”")
    assert page.scope.button(DISPUTES).text() == "Disputes (1)"
    QTest.keyClick(dialog.reason.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.trouble.words() == "Choose what you decide")
    assert dialog.how.key() == ""  # nothing is chosen for anybody
    assert dialog.contact.words().startswith("Phone, ")
    assert dialog.effect.words().startswith("The score now: 30")
    dialog.how.choose(DisputeState.PARTLY.value)
    dialog.how.chosen.emit(DisputeState.PARTLY.value)
    QTest.keyClick(dialog.reason.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Say what decided it" in dialog.reason.error())
    assert dialog.effect.words().startswith("Score before: 30")
    QTest.keyClicks(dialog.reason.box, "Half of it")
    QTest.keyClick(dialog.reason.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: get_dispute(desk.workspace, dispute_id=1).dispute.state is DisputeState.PARTLY)
    assert get_review(desk.workspace, review_id=1).ratings[1].rating == 1
    qtbot.waitUntil(lambda: page.disputes.rows[0].seen.dispute.state is DisputeState.PARTLY)
    assert [button.text() for button in page.disputes.rows[0].buttons] == ["Review"]
    card.refresh()
    qtbot.waitUntil(lambda: not card.parts["disputes"].rows)


def test_the_reviewer_is_asked_on_today_and_says_a_word_that_is_kept_while_it_is_typed(
    desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = shop.by(shop.ines)
    card = WaitCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    qtbot.waitUntil(lambda: "disputes" in card.parts and bool(card.parts["disputes"].rows))
    assert [button.text() for button in card.parts["disputes"].rows[0].buttons] == ["Say something…"]
    page = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    desk.live.setParent(page)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.ask({"dispute": 1})
    qtbot.waitUntil(lambda: isinstance(page.disputes.dialog, ReplyForm))
    form = page.disputes.dialog
    assert isinstance(form, ReplyForm)
    QTest.keyClicks(form.text.box, "She asked")
    form.close_layer()
    qtbot.waitUntil(lambda: views.get_draft(workspace, form="on.dispute.1.reply") is not None)
    page.disputes.rows[0].buttons[-1].click()
    again = page.disputes.dialog
    assert isinstance(again, ReplyForm)
    qtbot.waitUntil(lambda: again.text.text() == "She asked")
    again.text.set_text("She asked twice")
    QTest.keyClick(again.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: get_dispute(workspace, dispute_id=1).dispute.reply == "She asked twice")
    qtbot.waitUntil(lambda: "The reviewer: “She asked twice”" in page.disputes.rows[0].accessibleName())
    assert page.disputes.rows[0].buttons[-1].text() == "Change your word…"
    card.refresh()
    qtbot.waitUntil(lambda: not card.parts["disputes"].rows)


def test_a_decision_waits_on_today_for_the_person(desk: Desk, shop: Reviewing, qtbot: QtBot, clock: Clock) -> None:
    clock.forward(timedelta(hours=1))
    decide_dispute(shop.workspace, dispute_id=1, state=DisputeState.ACCEPTED, reason="Heard it")
    shop.by(ROSA)
    card = WaitCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    qtbot.waitUntil(lambda: "sent-reviews" in card.parts and bool(card.parts["sent-reviews"].rows))
    row = card.parts["sent-reviews"].rows[0]
    assert "of yours. A dispute was decided · your contact of" in row.accessibleName()
    with qtbot.waitSignal(card.wanted) as asked:
        row.buttons[0].click()
    assert asked.args == ["quality", {"tab": "mine", "review_id": 1}]


def test_finished_reviews_are_told_above_the_queue_and_sent_together(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    made = to_review(desk.workspace)
    review = finish_review(made.by(MARA), filled=made.filled())
    with made.workspace.work("Log another") as work:
        other = work.contacts.add(replace(made.contact, id=0))
    second = finish_review(made.workspace, filled=made.filled(contact_id=other.id))
    page = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    desk.live.setParent(page)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(page.unsent.isVisible)
    assert page.unsent.button is not None
    assert page.unsent.open is not None
    page.unsent.open.setFocus()
    QTest.keyClick(page.unsent.open, Qt.Key.Key_Space)
    assert page.unsent.menu is not None
    offered = page.unsent.menu.actions()
    assert [one.text().split(",")[0] for one in offered] == ["Rosa Okafor", "Rosa Okafor"]
    assert offered[1].text().endswith(": 100\u00a0%")
    with qtbot.waitSignal(page.wanted) as asked:
        offered[1].trigger()
    assert asked.args == ["quality", {"tab": "review", "review_id": second.id}]
    page.unsent.menu.close()
    page.unsent.button.click()
    qtbot.waitUntil(page.unsent.isHidden)
    assert get_review(desk.workspace, review_id=review.id).is_sent


def test_checks_that_wait_are_named_as_such_and_said_where_they_went(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    made = to_review(desk.workspace)
    review = finish_review(made.by(made.ines), filled=made.filled(), send=True)
    filled = made.filled(purpose=Purpose.CHECK, checks_id=review.id)
    check = finish_review(made.by(MARA), filled=filled)
    page = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.unsent.isVisible)
    (banner,) = page.unsent.findChildren(Banner)
    assert banner.accessibleName().startswith("1 checks of colleagues' reviews are finished and not sent")
    assert waiting_words([review, check]).startswith("1 reviews and 1 checks of colleagues' reviews are finished")
    assert page.unsent.button is not None
    with qtbot.waitSignal(desk.said) as said:
        page.unsent.button.click()
    assert said.args[0].text == "Sent 1 checks of colleagues' reviews. A check stands with the review that it is of"
