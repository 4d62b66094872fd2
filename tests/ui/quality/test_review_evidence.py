"""Quoted words are marked in their message, chosen by mouse in whole words, and found again from either side."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.reviews import Quote
from csops.services.corrections import edit_contact
from csops.services.reviews import finish_review
from csops.ui.desk import Desk
from csops.ui.kit.labels import Text
from csops.ui.quality.review.bubble import Bubble
from csops.ui.quality.review.criterion_details import CriterionDetails
from csops.ui.quality.review.page import ReviewPage, Wanted
from csops.ui.quality.review.quote_line import QuoteLine
from tests.helpers.records import ROSA
from tests.helpers.review_form import CTRL, SHIFT, Keys, OpenPage
from tests.helpers.reviewing import Reviewing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
AGAIN = Qt.KeyboardModifier.ShiftModifier


def spot(bubble: Bubble, words: str) -> QPoint:
    """The middle of words in a message."""
    begin = bubble.turn.text.index(words)
    return bubble.words.place_of(begin, begin + len(words)).center().toPoint()


def drag(bubble: Bubble, first: str, last: str) -> None:
    """Drag from the middle of some letters to the middle of others."""
    QTest.mousePress(bubble.words, LEFT, NONE, spot(bubble, first))
    QTest.mouseMove(bubble.words, spot(bubble, last))
    QTest.mouseRelease(bubble.words, LEFT, NONE, spot(bubble, last))


def chosen(bubble: Bubble) -> str:
    quote = bubble.quote()
    return quote.text if quote else ""


def marked(page: ReviewPage) -> list[str]:
    """What is marked, in the order of the messages: number, words, and whether it stands out."""
    return [
        f"{mark.number} {bubble.turn.text[mark.start : mark.end]}" + (" *" if mark.is_front else "")
        for bubble in page.view.contact.bubbles
        for mark in bubble.marks
    ]


def details(page: ReviewPage, key: str) -> CriterionDetails:
    found = page.view.card.rows[key].details
    assert found is not None
    return found


def lines(page: ReviewPage, key: str) -> list[QuoteLine]:
    return [one for one in details(page, key).findChildren(QuoteLine) if not one.isHidden()]


def test_a_choice_by_mouse_grows_to_whole_words_and_clicks_choose_more(shop: Reviewing, open_page: OpenPage) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    first, second = page.view.contact.bubbles
    drag(second, "rr", "av")
    assert chosen(second) == "sorry. May I have"
    assert page.view.contact.hint.words() == "Press the number of the criterion that “sorry. May I have” shows"
    drag(first, "ratc", "ratch.")
    assert (chosen(first), chosen(second)) == ("scratch", ""), "what is chosen is in one message"
    QTest.mouseClick(second.words, LEFT, NONE, spot(second, "numb"))
    assert (chosen(first), chosen(second)) == ("", "")
    for said in ("number", "May I have the number?", second.turn.text):  # the second, third and fourth click
        QTest.mouseDClick(second.words, LEFT, NONE, spot(second, "numb"), 1)
        assert chosen(second) == said
    drag(second, "am", "so")
    QTest.mouseClick(second.words, LEFT, AGAIN, spot(second, "Ma"))
    assert chosen(second) == "am sorry. May", "on to where one clicks with Shift"
    keys = Keys(page)
    keys.press(Qt.Key.Key_Right, modifier=SHIFT)
    assert chosen(second) == "am sorry. May I", "and by keys on from there, in words"
    keys.press(Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert (chosen(first), chosen(second)) == (first.turn.text, ""), "by keys, too, it is in one message"
    keys.press(Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert (chosen(first), chosen(second)) == ("", "I")
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_A, modifier=CTRL)
    assert (chosen(first), chosen(second)) == (first.turn.text, "")
    keys.press(Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_1)
    assert marked(page) == ["1 I am sorry. May I have the number? *"], "what is linked is what was chosen last"


def test_marked_words_lead_to_their_criterion_and_a_quote_to_its_words(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    second = view.contact.bubbles[1]
    drag(second, "am", "sor")
    keys.press(Qt.Key.Key_2)
    assert (view.filling.front, marked(page)) == ("correct", ["2 am sorry *"])
    drag(second, "sor", "May")
    keys.press(Qt.Key.Key_3)
    drag(second, "am", "sor")
    QTest.mouseClick(view.card.rows["record"].badge, LEFT)  # by mouse alone: the number on the card
    assert marked(page) == ["2 am sorry", "3 sorry. May *", "3 am sorry *"]
    assert "“am sorry” shows 2 Correct. “sorry. May” shows 3 Record" in second.accessibleDescription()
    QTest.mouseClick(second.words, LEFT, NONE, spot(second, "am"))
    assert view.filling.front == "correct", "of several criteria the next one"
    QTest.mouseClick(second.words, LEFT, NONE, spot(second, "am"))
    assert view.filling.front == "record"
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_Down, modifier=CTRL)  # on to the message that shows something
    assert second.hasFocus()
    keys.press(Qt.Key.Key_Return)
    assert (view.filling.front, second.hasFocus()) == ("correct", True)
    keys.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(lines(page, "correct")) == 1)
    (line,) = lines(page, "correct")
    QTest.mouseClick(line.words, LEFT)
    assert [mark.key for mark in second.marks if mark.is_shown] == ["correct"]
    view.filling.unlink("record", view.filling.draft.of("record").quotes[0])
    assert marked(page) == ["2 am sorry *", "3 am sorry"]
    view.card.rows["correct"].take_focus()
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert len(marked(page)) == 3
    for _each in range(3):
        keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert marked(page) == []


def test_words_that_were_changed_are_said_and_nothing_wrong_is_marked(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view = page.view
    begin = shop.contact.text.index("I am sorry")
    gone = Quote(contact_id=shop.contact.id, start=begin, end=begin + 10, text="I am sorry")
    stays = Quote(contact_id=shop.contact.id, start=begin + 12, end=begin + 34, text="May I have the number?")
    for quote in (gone, stays, Quote(contact_id=999, start=0, end=4, text="Some"), Quote(contact_id=999, end=4)):
        view.filling.link("correct", quote)
    view.filling.go_to("correct")
    assert marked(page) == ["2 I am sorry *", "2 May I have the number? *"]
    changed = replace(shop.contact, text=shop.contact.text.replace("I am sorry", "Oh dear, that is bad"))
    edit_contact(desk.workspace, contact=changed)
    page.refresh()
    qtbot.waitUntil(lambda: view.contact.bubbles[1].turn.text.startswith("Oh dear"))
    assert marked(page) == ["2 May I have the number? *"]
    qtbot.waitUntil(lambda: len(lines(page, "correct")) == 4)
    assert [line.told.words() for line in lines(page, "correct")] == [
        "The contact was changed since: these words cannot be told in it any more",
        "",
        "These words are of a contact that is not on this case any more",
        "The words were erased with the customer",
    ]
    assert [line.is_here for line in lines(page, "correct")] == [False, True, False, False]


def test_the_person_sees_the_marks_of_a_sent_review_and_changes_none(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    begin = shop.contact.text.index("I am sorry")
    quote = Quote(contact_id=shop.contact.id, start=begin, end=begin + 10, text="I am sorry")
    plain = shop.filled()
    rated = tuple(replace(one, quotes=(quote,)) if one.criterion == "correct" else one for one in plain.ratings)
    review = finish_review(shop.by(shop.ines), filled=replace(plain, ratings=rated), send=True)
    desk.workspace.member = ROSA
    page = open_page(Wanted(review_id=review.id))
    assert [one.rstrip(" *") for one in marked(page)] == ["2 I am sorry"]
    bubble = page.view.contact.bubbles[1]
    QTest.mouseClick(bubble.words, LEFT, NONE, spot(bubble, "sorry"))
    assert page.view.filling.front == "correct"
    assert page.view.contact.hint.words() == "Marked words show a criterion; press them to see which"
    qtbot.waitUntil(lambda: len(lines(page, "correct")) == 1)
    (line,) = lines(page, "correct")
    assert [one.accessibleName() for one in line.findChildren(QWidget) if "away" in one.accessibleName()] == []
    drag(bubble, "May", "hav")
    QTest.mouseClick(page.view.card.rows["record"].badge, LEFT)
    assert marked(page) == ["2 I am sorry"]


def test_a_long_case_tells_times_of_each_contact_and_where_nothing_was_written(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    with desk.workspace.work("Call again and again") as work:
        ada = work.customers.get(shop.contact.customer_id or 0)
        work.customers.update(replace(ada, name="{Ada} Brandt"))  # no place to fill in a sentence
        for number in range(1, 31):
            at = shop.contact.happened_at + timedelta(minutes=10 * number)
            text = "" if number == 30 else f"Call {number}"
            call = replace(shop.contact, id=0, happened_at=at, text=text, handle_time=timedelta(minutes=number))
            last = work.contacts.add(call)
    page = open_page(Wanted(contact_id=last.id))
    pane = page.view.contact
    said = [one.words() for one in pane.area.findChildren(Text) if one.isVisible()]
    assert said.count("Nothing was written of this contact") == 1
    assert sum("{Ada}" in one for one in said) >= 30
    assert any("29\u00a0min" in one for one in said)
    qtbot.waitUntil(lambda: pane.area.verticalScrollBar().value() > 0)  # to what is reviewed, the last of many


def test_messages_become_narrower_with_the_window_and_none_is_cut(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    pane, keys = page.view.contact, Keys(page)
    for criterion in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):  # the circles beside a message take width, too
        drag(pane.bubbles[1], "am", "May")
        keys.press(criterion)

    def is_whole() -> bool:
        inner = pane.area.widget()
        assert inner is not None
        return inner.width() == pane.area.viewport().width() and all(
            bubble.rect().contains(QRect(bubble.words.mapTo(bubble, QPoint()), bubble.words.size()))
            for bubble in pane.bubbles
        )

    def reaches(width: int) -> bool:
        return page.mapTo(page.window(), page.rect().bottomRight()).x() in range(width - 40, width)

    qtbot.waitUntil(is_whole)
    for width in (1700, 880, 700):
        page.window().resize(width, 820)
        qtbot.waitUntil(partial(reaches, width))
        qtbot.waitUntil(is_whole)
