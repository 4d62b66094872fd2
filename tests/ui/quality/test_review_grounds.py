"""A critical error is sent only with what shows it: a note, words of the contact, or where it came from."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csops.services.reviews import contact_reviews
from csops.ui.desk import Desk
from csops.ui.quality.review.page import ReviewPage, Wanted
from tests.helpers.review_form import CTRL, Keys, OpenPage
from tests.helpers.reviewing import Reviewing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def rated(page: ReviewPage) -> Keys:
    """Rate the second criterion as failed, and the others well; the last is in front."""
    keys = Keys(page)
    keys.press(Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Y)
    assert page.view.filling.front == "record"
    return keys


def test_a_critical_error_without_a_ground_comes_to_the_front_and_esc_and_a_digit_say_the_cause(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, rated(page)
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    row = view.card.rows["correct"]
    assert view.filling.front == "correct"
    assert row.trouble.words() == (
        "A critical error needs what shows it: a note, words of the contact, or where it came from"
    )
    assert row.trouble.isVisible()
    assert row.asking.isVisible()
    assert contact_reviews(desk.workspace, contact_id=shop.contact.id) == []
    assert row.asking.words().startswith("Or where it came from: Esc, then\n1\u00a0Did\u00a0not\u00a0know\u00a0\u00a0 ")
    keys.press(Qt.Key.Key_Escape)
    assert row.asking.words().startswith("Where it came from?\n1\u00a0Did\u00a0not\u00a0know\u00a0\u00a0 ")
    keys.press(Qt.Key.Key_1)
    assert not row.trouble.isVisible()
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    with qtbot.waitSignal(page.closed):
        pass
    (review,) = contact_reviews(desk.workspace, contact_id=shop.contact.id)
    assert (review.is_sent, review.critical, bool(review.ratings[1].cause)) == (True, ("correct",), True)


def test_what_is_typed_after_the_refusal_is_the_note_and_rates_nothing(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, rated(page)
    before = view.filling.ratings()
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    keys.type("1 Price not checked, named no day")
    row = view.card.rows["correct"]
    assert view.filling.draft.of("correct").note == "1 Price not checked, named no day"
    assert [one.rating for one in view.filling.ratings()] == [one.rating for one in before]
    assert not row.trouble.isVisible()
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    with qtbot.waitSignal(page.closed):
        pass
    (review,) = contact_reviews(desk.workspace, contact_id=shop.contact.id)
    assert review.ratings[1].note == "1 Price not checked, named no day"


def test_what_is_said_of_it_stays_until_there_is_a_ground(shop: Reviewing, open_page: OpenPage) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, rated(page)
    keys.press(Qt.Key.Key_Return, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    row = view.card.rows["correct"]
    keys.press(Qt.Key.Key_Escape, Qt.Key.Key_K)
    assert row.trouble.isVisible(), "it is still to be shown"
    keys.press(Qt.Key.Key_J, Qt.Key.Key_P)
    assert not row.trouble.isVisible(), "it is no critical error any more"


def test_quoted_words_are_ground_enough(shop: Reviewing, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, rated(page)
    view.contact.bubbles[1].setFocus()
    keys.press(Qt.Key.Key_Space, Qt.Key.Key_2)
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    with qtbot.waitSignal(page.closed):
        pass
