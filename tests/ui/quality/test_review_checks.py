"""A lead rates a review again and sends that to whose review it is; they read where the two differ."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.domain.reviews import Purpose
from csops.services.calibration_ending import call_off_calibration
from csops.services.calibration_rating import begin_calibration
from csops.services.calibrations import calibration
from csops.services.review_checks import my_checks, new_checks
from csops.services.reviews import finish_review, send_reviews
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button
from csops.ui.kit.labels import Text
from csops.ui.quality.review.page import Wanted
from csops.ui.today.check_rows import CheckRows
from tests.helpers.records import MARA
from tests.helpers.review_form import CTRL, Keys, OpenPage
from tests.helpers.reviewing import Reviewing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_check_is_sent_by_its_lead_and_read_by_the_reviewer_above_the_criteria(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    made = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
    shop.by(MARA)
    page = open_page(Wanted(checks_id=made.id))
    assert page.view.foot.send.text() == "Send to Ines"
    keys = Keys(page)
    keys.press(Qt.Key.Key_Y, Qt.Key.Key_P, Qt.Key.Key_Y)
    with qtbot.waitSignal(page.closed):
        keys.press(Qt.Key.Key_Return, modifier=CTRL)
    (sent,) = my_checks(shop.by(shop.ines))
    assert (sent.check.purpose, sent.is_news) == (Purpose.CHECK, True)

    rows = CheckRows(desk)
    qtbot.addWidget(rows)
    texts = [one.words() for one in rows.row(sent).findChildren(Text)]
    assert f"{MARA.name} checked a review of yours" in texts

    own = open_page(Wanted(review_id=made.id))
    qtbot.waitUntil(lambda: "rated it again" in own.view.card.aftermath.words())
    told = own.view.card.aftermath.words()
    assert "75\u00a0% alike" in told
    assert "Yes, checked as Partly (25 of 50 points apart)" in told
    qtbot.waitUntil(lambda: new_checks(desk.workspace) == ())  # what is seen counts as read


def test_a_check_that_waits_for_its_review_can_be_sent_once_that_was(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    made = finish_review(shop.by(shop.ines), filled=shop.filled())
    shop.by(MARA)
    page = open_page(Wanted(checks_id=made.id))
    Keys(page).press(Qt.Key.Key_P)
    assert page.view.foot.send.text() == "Finish"
    send_reviews(shop.by(shop.ines), review_ids=[made.id])
    shop.by(MARA)
    page.refresh()
    qtbot.waitUntil(lambda: page.view.foot.send.text() == "Send to Ines")
    assert page.view.filling.draft.of("greeting").rating == 1, "what is typed stays"


def test_who_changes_a_rating_as_its_calibration_is_called_off_is_told_and_loses_nothing(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    session = begin_calibration(shop.by(MARA), contact_id=shop.contact.id, reviewers=[MARA.id, shop.ines.id])
    filled = shop.filled(purpose=Purpose.CALIBRATION, session_id=session.id)
    own = finish_review(desk.workspace, filled=filled)
    page = open_page(Wanted(review_id=own.id))
    view, keys = page.view, Keys(page)
    keys.press(Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_M)
    keys.type("late")
    call_off_calibration(desk.workspace, session_id=session.id, why="wrong contact")
    page.refresh()
    qtbot.waitUntil(lambda: not view.filling.is_open)
    assert not view.foot.send.isVisible()
    (banner,) = (one for one in page.findChildren(Banner) if one.isVisible())
    assert "what you submitted stays as it was" in banner.text.words()
    (copy,) = (one for one in banner.findChildren(Button) if one.text() == "Copy what I typed")
    copy.click()
    assert "No · late" in QApplication.clipboard().text()
    assert view.filling.draft.of("greeting").note == "late", "in sight still"
    desk.undo()
    qtbot.waitUntil(lambda: not calibration(desk.workspace, session_id=session.id).session.is_called_off)
    page.refresh()
    qtbot.waitUntil(lambda: view.filling.is_open)
    assert view.filling.draft.of("greeting").note == "late", "it goes on with what was typed"
