"""A lead rates a review again and sends that to whose review it is; they read where the two differ."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csops.domain.reviews import Purpose
from csops.services.review_checks import my_checks, new_checks
from csops.services.reviews import finish_review
from csops.ui.desk import Desk
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
