"""A review that one was sent, shown beside its contact to be read, and back."""

import pytest
from pytestqt.qtbot import QtBot

from csops.services.reviews import finish_review
from csops.ui.desk import Desk
from csops.ui.preferences import Preferences
from csops.ui.quality.mine.page import MinePage
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.review.page import ReviewPage
from tests.helpers.records import ROSA
from tests.helpers.reviewing import to_review

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_sent_review_is_read_beside_its_contact_and_leads_back(desk: Desk, qtbot: QtBot) -> None:
    shop = to_review(desk.workspace)
    finish_review(shop.by(shop.ines), filled=shop.filled({"greeting": 0, "correct": 0, "record": 2}), send=True)
    shop.by(ROSA)
    place = QualityPlace(desk, preferences=Preferences(None))
    desk.live.setParent(place)
    qtbot.addWidget(place)
    place.wanted.connect(lambda _key, question: place.ask(question))  # as the window does
    place.resize(1200, 800)
    place.show()
    place.ask({"tab": "mine"})
    mine = place.page()
    assert isinstance(mine, MinePage)
    qtbot.waitUntil(lambda: mine.view.sent is not None and not mine.view.sent.is_news)
    mine.view.show_contact()
    page = place.page()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.is_ready)
    assert not page.view.filling.is_open
    assert page.view.filling.draft.of("correct").rating == 0
    page.close_form()
    assert place.page() is mine
