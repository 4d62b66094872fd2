"""Who takes back the sending of a review has that review before them again, to be changed."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csops.services.reviews import get_review, my_reviews_made
from csops.ui.desk import Desk
from csops.ui.preferences import Preferences
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.queue.page import QueuePage
from csops.ui.quality.review.page import ReviewPage
from csops.ui.quality.tab_keys import REVIEW
from tests.helpers.review_form import CTRL, Keys
from tests.helpers.reviewing import Reviewing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def place(desk: Desk, shop: Reviewing, qtbot: QtBot) -> QualityPlace:
    """Quality in a window of its own that leads where its pages want to."""
    assert shop
    made = QualityPlace(desk, preferences=Preferences(None))
    desk.live.setParent(made)
    qtbot.addWidget(made)
    made.wanted.connect(lambda _key, question: made.ask(question))  # as the window does
    made.resize(1228, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def form_of(place: QualityPlace, qtbot: QtBot) -> ReviewPage:
    """Wait until the form of a review is there, with the focus in its ratings."""
    qtbot.waitUntil(lambda: isinstance(place.page(), ReviewPage))
    page = place.page()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.is_ready and page.view.card.isAncestorOf(place.window().focusWidget() or place))
    return page


def test_the_review_whose_sending_is_taken_back_is_open_again_as_it_was_and_sent_once_it_is_changed(
    desk: Desk, shop: Reviewing, place: QualityPlace, qtbot: QtBot
) -> None:
    queue = place.page()
    assert isinstance(queue, QueuePage)
    place.ask({"tab": REVIEW, "contact_id": shop.contact.id})
    page = form_of(place, qtbot)
    keys = Keys(page)
    keys.press(Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_1, Qt.Key.Key_Y)
    with qtbot.waitSignal(page.view.finished):
        keys.press(Qt.Key.Key_Return, modifier=CTRL)
    qtbot.waitUntil(lambda: place.page() is queue)
    (given,) = my_reviews_made(desk.workspace)
    assert given.is_sent

    with qtbot.waitSignal(desk.taken_back):
        desk.undo()
    page = form_of(place, qtbot)
    form = page.view.filling.form
    assert form is not None
    assert form.review is not None
    assert (form.review.id, page.view.filling.is_open) == (given.id, True)
    assert [page.view.filling.draft.of(one).rating for one in ("greeting", "correct", "record")] == [2, 0, 2]
    assert page.view.foot.send.text() == "Send to Rosa"
    keys.press(Qt.Key.Key_J, Qt.Key.Key_Y)
    with qtbot.waitSignal(page.view.finished):
        keys.press(Qt.Key.Key_Return, modifier=CTRL)
    sent = get_review(desk.workspace, review_id=given.id)
    assert (sent.is_sent, sent.final) == (True, 100)
    qtbot.waitUntil(lambda: place.page() is queue)
