"""Words that a review quotes lead to the contact, where they are marked: of a calibration, and of one's own review."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.calibrations import Calibration
from csops.domain.review_filling import Filled
from csops.domain.reviews import Purpose, Quote, Review
from csops.services.calibration_rating import begin_calibration
from csops.services.reviews import finish_review
from csops.ui.desk import Desk
from csops.ui.preferences import Preferences
from csops.ui.quality.calibration.page import CalibrationPage
from csops.ui.quality.mine.page import MinePage
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.quoted_words import QuotedWords
from csops.ui.quality.review.page import ReviewPage
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import ALL_YES, Reviewing, to_review

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TALK = "\n".join(f"[13:{minute:02}] Ada: Still there? That was question {minute}." for minute in range(10, 50))
WORDS = "question 47"


@pytest.fixture
def shop(desk: Desk) -> Reviewing:
    return to_review(desk.workspace, text=TALK)


def quoting(shop: Reviewing, criterion: str, words: str, **values: object) -> Filled:
    """Return what a reviewer gives who quotes words for a criterion."""
    start = TALK.index(words)
    quote = Quote(contact_id=shop.contact.id, start=start, end=start + len(words), text=words)
    filled = shop.filled(ALL_YES, **values)
    ratings = (replace(one, quotes=(quote,)) if one.criterion == criterion else one for one in filled.ratings)
    return replace(filled, ratings=tuple(ratings))


def talked_about(shop: Reviewing) -> Calibration:
    """Mara and Ines have rated; Ines quotes words from the end of the talk."""
    session = begin_calibration(shop.by(MARA), contact_id=shop.contact.id, reviewers=[MARA.id, shop.ines.id])
    for who, words in ((MARA, "question 12"), (shop.ines, WORDS)):
        filled = quoting(shop, "record", words, purpose=Purpose.CALIBRATION, session_id=session.id)
        finish_review(shop.by(who), filled=filled)
    shop.by(MARA)
    return session


def sent_to_rosa(shop: Reviewing) -> Review:
    return finish_review(shop.by(shop.ines), filled=quoting(shop, "record", WORDS), send=True)


def open_place(desk: Desk, qtbot: QtBot, question: object) -> QualityPlace:
    place = QualityPlace(desk, preferences=Preferences(None))
    desk.live.setParent(place)
    qtbot.addWidget(place)
    place.wanted.connect(lambda _key, asked: place.ask(asked))  # as the window does
    place.resize(1200, 700)
    place.show()
    place.ask(question)
    return place


def marked(page: ReviewPage) -> str:
    """Return the marked words that stand out and lie wholly in sight."""
    area = page.view.contact.area
    for bubble in page.view.contact.bubbles:
        for mark in bubble.marks:
            words = bubble.words.place_of(mark.start, mark.end).toRect()
            there = words.translated(bubble.words.mapTo(area.viewport(), QPoint(0, 0)))
            if mark.is_shown and QRect(QPoint(0, 0), area.viewport().size()).contains(there):
                return bubble.turn.text[mark.start : mark.end]
    return ""


def show_in_contact(place: QualityPlace, quoted: QuotedWords, qtbot: QtBot) -> ReviewPage:
    assert quoted.show_button is not None
    quoted.show_button.click()
    page = place.page()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.is_ready)
    return page


def test_words_quoted_in_a_calibration_are_shown_in_the_contact_with_their_criterion(
    desk: Desk, shop: Reviewing, qtbot: QtBot
) -> None:
    session = talked_about(shop)
    place = open_place(desk, qtbot, {"tab": "calibration", "session_id": session.id})
    calibration = place.page()
    assert isinstance(calibration, CalibrationPage)
    rows = calibration.session.table.view
    qtbot.waitUntil(rows.isVisible)
    while rows.current_key() != "record":
        QTest.keyClick(rows, Qt.Key.Key_Down)
    voices = calibration.session.panel.voices
    assert [[one.words.words() for one in voice.quotes] for voice in voices] == [["“question 12”"], [f"“{WORDS}”"]]
    page = show_in_contact(place, voices[1].quotes[0], qtbot)
    qtbot.waitUntil(lambda: marked(page) == WORDS)
    assert page.view.filling.front == "record"
    page.close_form()
    assert place.page() is calibration
    assert calibration.seen() is not None


def test_words_quoted_in_an_own_review_are_shown_in_the_contact(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    sent_to_rosa(shop)
    shop.by(ROSA)
    place = open_place(desk, qtbot, {"tab": "mine"})
    mine = place.page()
    assert isinstance(mine, MinePage)
    qtbot.waitUntil(lambda: mine.view.sent is not None and not mine.view.sent.is_news)
    page = show_in_contact(place, mine.view.lines["record"].quotes[0], qtbot)
    qtbot.waitUntil(lambda: marked(page) == WORDS)
    assert page.view.filling.front == "record"
    page.close_form()
    assert place.page() is mine


def test_words_of_a_contact_that_is_gone_lead_nowhere(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    review = sent_to_rosa(shop)
    with shop.by(MARA).work("Remove") as work:
        work.quality.reviews.update(replace(review, contact_id=None))
    shop.by(ROSA)
    place = open_place(desk, qtbot, {"tab": "mine"})
    mine = place.page()
    assert isinstance(mine, MinePage)
    qtbot.waitUntil(lambda: mine.view.sent is not None)
    assert [one.show_button for one in mine.view.lines["record"].quotes] == [None]
