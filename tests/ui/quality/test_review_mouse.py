"""A review by mouse: what is pressed stays under it, the focus goes along, and no answer of the customer leads."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services.reviews import finish_review
from csops.ui.desk import Desk
from csops.ui.kit.labels import Text
from csops.ui.quality.review.page import ReviewPage, Wanted
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA
from tests.helpers.review_form import Keys, OpenPage
from tests.helpers.reviewing import Reviewing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def place(page: ReviewPage, key: str) -> int:
    """Where the ratings of a criterion stand in the window."""
    row = page.view.card.rows[key]
    return row.ratings.mapTo(page, QPoint(0, 0)).y()


def is_settled(page: ReviewPage, key: str) -> bool:
    """Whether a criterion is open, every row is as high as it wants to be, and nothing is held any more."""
    card = page.view.card
    stand = all(row.height() == row.heightForWidth(row.width()) for row in card.rows.values())
    return stand and card.rows[key].open_height() > 0 and not card.held.is_holding


def press(page: ReviewPage, key: str, rating: str) -> None:
    QTest.mouseClick(page.view.card.rows[key].ratings.button(rating), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("height", [820, 420])
def test_what_is_rated_by_mouse_stays_under_it(shop: Reviewing, open_page: OpenPage, qtbot: QtBot, height: int) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    page.window().resize(1228, height)
    card = page.view.card
    qtbot.waitUntil(lambda: page.window().height() == height and is_settled(page, "greeting"))
    bar = card.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for key, rating in (("record", "2"), ("correct", "1"), ("record", "0")):
        before = place(page, key)
        press(page, key, rating)
        qtbot.waitUntil(lambda key=key: is_settled(page, key))  # type: ignore[misc]
        assert (page.view.filling.front, place(page, key)) == (key, before)
    assert page.view.filling.draft.of("record").rating == 0
    Keys(page).press(Qt.Key.Key_K)  # by keys nothing but the one in front is open
    qtbot.waitUntil(lambda: [key for key, row in card.rows.items() if row.open_height()] == ["correct"])


def test_the_focus_goes_to_what_is_pressed(shop: Reviewing, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    ratings = page.view.card.rows["greeting"].ratings
    qtbot.waitUntil(ratings.button("2").hasFocus)
    press(page, "greeting", "0")
    assert ratings.button("0").hasFocus()
    press(page, "record", "1")
    assert page.view.card.rows["record"].ratings.button("1").hasFocus()


def test_what_the_customer_answered_is_shown_once_the_review_is_finished(
    desk: Desk, shop: Reviewing, open_page: OpenPage
) -> None:
    with desk.workspace.work("Answer") as work:
        asked = SurveyAnswer(kind=AnswerKind.CSAT, case_id=shop.contact.case_id, asked_at=MONDAY_MORNING)
        work.care.answers.add(replace(asked, answered_at=MONDAY_MORNING, value=1, low=1, high=5, comment="Never again"))
    page = open_page(Wanted(contact_id=shop.contact.id))
    assert "Never again" not in _said(page)
    assert "stands here once the review is finished" in _said(page)
    review = finish_review(shop.by(MARA), filled=shop.filled())
    again = open_page(Wanted(review_id=review.id))
    assert "Never again" in _said(again)
    assert "stands here once" not in _said(again)


def _said(page: ReviewPage) -> str:
    area = page.view.contact.area
    return " ".join([*(one.words() for one in area.findChildren(Text)), *_names(page)])


def _names(page: ReviewPage) -> list[str]:
    from csops.ui.quality.review.event_line import EventLine

    return [one.accessibleName() for one in page.view.contact.area.findChildren(EventLine)]
