"""A sent review is withdrawn in its window, with a reason; another window and the person see it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.services.review_withdrawal import withdraw_review
from csops.services.reviews import finish_review, get_review
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button
from csops.ui.kit.labels import Text
from csops.ui.quality.mine.page import MinePage
from csops.ui.quality.review.page import ReviewPage, Wanted
from csops.ui.quality.review.withdraw_dialog import WithdrawDialog
from tests.helpers.records import MARA, ROSA
from tests.helpers.review_form import OpenPage
from tests.helpers.reviewing import Reviewing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL = Qt.KeyboardModifier.ControlModifier


def said(page: ReviewPage) -> str:
    return " ".join(one.text.words() for one in page.findChildren(Banner) if one.isVisible())


def press(page: ReviewPage, name: str) -> None:
    """Press the button of the banner that bears this name."""
    buttons = [one for banner in page.findChildren(Banner) for one in banner.findChildren(Button) if banner.isVisible()]
    next(one for one in buttons if one.text() == name).click()


def asked(page: ReviewPage, qtbot: QtBot) -> WithdrawDialog:
    """Ask to withdraw, and wait until what was typed before is there."""
    press(page, "Withdraw…")
    dialog = page.notices.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.kept.is_read)
    return dialog


def test_a_sent_review_is_withdrawn_with_a_reason_that_outlives_esc_and_the_contact_is_reviewed_anew(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    given = finish_review(shop.by(MARA), filled=shop.filled({"greeting": 0, "correct": 0, "record": 2}), send=True)
    page = open_page(Wanted(contact_id=shop.contact.id))
    qtbot.waitUntil(lambda: "all of it can be withdrawn" in said(page))
    dialog = asked(page, qtbot)
    QTest.keyClick(dialog.why.box, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Say why it is withdrawn" in dialog.why.error())
    QTest.keyClicks(dialog.why.box, "It was Dan")
    with qtbot.waitSignal(dialog.closed):
        QTest.keyClick(dialog.why.box, Qt.Key.Key_Escape)
    dialog = asked(page, qtbot)
    qtbot.waitUntil(lambda: dialog.why.text() == "It was Dan")
    QTest.keyClick(dialog.why.box, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Withdrawn" in said(page))
    assert "It was Dan" in said(page)
    assert page.view.card.beside.words() == "Withdrawn: it counts nowhere"
    assert not page.view.filling.is_open
    assert get_review(desk.workspace, review_id=given.id).withdrawn_why == "It was Dan"

    anew = open_page(Wanted(contact_id=shop.contact.id))
    qtbot.waitUntil(lambda: "A review of this contact was withdrawn: “It was Dan”" in said(anew))
    assert anew.view.filling.is_open
    press(anew, "Show it")
    qtbot.waitUntil(lambda: "so it counts nowhere" in said(anew))


def test_another_window_that_is_slower_hears_who_withdrew_it(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    given = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
    shop.by(MARA)
    page = open_page(Wanted(contact_id=shop.contact.id))
    qtbot.waitUntil(lambda: "a contact counts once" in said(page))
    dialog = asked(page, qtbot)
    withdraw_review(shop.by(shop.ines), review_id=given.id, why="Mine")
    shop.by(MARA)
    QTest.keyClicks(dialog.why.box, "Hers")
    QTest.keyClick(dialog.why.box, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Withdrawing this review was done by Ines Marchetti" in dialog.why.error())
    assert dialog.why.text() == "Hers"


def test_the_person_sees_that_it_was_withdrawn_and_why_and_no_score(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    given = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
    withdraw_review(shop.workspace, review_id=given.id, why="It was Dan")
    shop.by(ROSA)
    page = MinePage(desk)
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: page.view.sent is not None and not page.view.sent.is_news)  # what is seen counts as read

    def told() -> str:
        return "\n".join(one.words() for one in page.view.findChildren(Text) if one.isVisible())

    # The sentences are made anew once it is read, and shown when the event loop comes round.
    qtbot.waitUntil(lambda: "by Ines Marchetti, so it counts nowhere: “It was Dan”" in told())
    assert not page.view.score.isVisible()
    assert not page.view.offered[2].isEnabled()
    QTest.keyClick(page.list, Qt.Key.Key_A)
    assert page.view.dialog is None


def test_a_deed_is_said_though_its_dialog_was_closed_before_it_was_done(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    given = finish_review(shop.by(MARA), filled=shop.filled(), send=True)
    page = open_page(Wanted(review_id=given.id))
    dialog = asked(page, qtbot)
    dialog.why.set_text("It was Dan")
    with qtbot.waitSignal(desk.said, check_params_cb=lambda told: told.text == "Review withdrawn"):
        dialog.send.click()
        dialog.close_layer()
    assert get_review(desk.workspace, review_id=given.id).withdrawn_why == "It was Dan"
