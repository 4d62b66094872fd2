"""Where the keys act in the form of a review: Tab, the notes, the messages, and the way back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from csops.domain.errors import Missing
from csops.domain.review_cards import CardState
from csops.domain.review_drafts import ReviewDraft
from csops.domain.reviews import Source
from csops.services.reviews import finish_review
from csops.ui.desk import Desk
from csops.ui.quality.review.page import Wanted
from tests.helpers.records import REFUND, a_case
from tests.helpers.review_form import CTRL, SHIFT, Keys, OpenPage
from tests.helpers.reviewing import Reviewing
from tests.helpers.reviews import a_card
from tests.helpers.stops import stops_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_tab_goes_in_reading_order_and_the_focus_chooses_the_criterion(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    with shop.workspace.work("Publish") as work:
        card, version = a_card(work, key="other")
        work.quality.card_versions.update(replace(version, state=CardState.PUBLISHED, number=1))
        work.quality.cards.update(replace(card, current=1))
    first = view.card.rows
    page.show_review(Wanted(contact_id=shop.contact.id, card_id=card.id))  # what comes later stands where it shall
    qtbot.waitUntil(lambda: view.card.rows is not first and view.card.rows["greeting"].ratings.isVisible())
    assert not first["greeting"].isVisible()
    page.show_review(Wanted(contact_id=shop.contact.id, card_id=shop.card.id))
    qtbot.waitUntil(lambda: view.card.rows is first and first["greeting"].ratings.isVisible())
    qtbot.waitUntil(view.focus.is_in_front)
    keys.press(Qt.Key.Key_N, Qt.Key.Key_K)
    assert stops_of(view.contact) == ["Ada, 13:02, Hi, my frame has a scratch."], "one stop, whatever stands there"
    assert stops_of(view.card) == [
        "Text",
        "Greeting: No",
        "Note on this criterion",
        "Where it came from",
        "Correct: Yes",
        "Record: Yes",
        "Coaching note to Rosa",
        "What Rosa did well",
    ]
    keys.press(Qt.Key.Key_Tab)
    keys.type("Ny")
    assert view.filling.draft.of("greeting").note == "Ny"
    assert not view.filling.draft.of("correct").is_answered, "letters in a note stay letters"
    keys.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert view.filling.front == "correct"
    keys.press(Qt.Key.Key_P)
    assert (view.filling.draft.of("greeting").rating, view.filling.draft.of("correct").rating) == (0, 1)
    assert view.filling.front == "record"
    keys.press(Qt.Key.Key_Backtab, modifier=SHIFT)
    assert view.filling.front == "correct"


def test_the_next_review_with_the_same_card_begins_with_nothing_of_the_one_before(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    with shop.workspace.work("Another") as work:
        case = work.cases.add(a_case(customer_id=shop.contact.customer_id, topic_id=REFUND))
        other = work.contacts.add(replace(shop.contact, id=0, version=0, case_id=case.id))
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    keys.press(Qt.Key.Key_N, Qt.Key.Key_M)
    keys.type("too late")
    view.filling.choose_source(Source.RECORDING)
    texts = (view.card.note.box, view.card.praise.box, view.card.source.place.line)
    for text in texts:  # typed and thought better of: nothing stands there, and undo knows it still
        text.setFocus()
        keys.type("Rude")
        text.selectAll()
        keys.press(Qt.Key.Key_Backspace)
        assert text.document().isUndoAvailable() if isinstance(text, QPlainTextEdit) else text.isUndoAvailable()
    page.show_review(Wanted(contact_id=other.id))
    qtbot.waitUntil(lambda: page.is_ready and view.filling.draft.entries == {} and view.focus.is_in_front())
    for text in texts:
        assert not (text.document().isUndoAvailable() if isinstance(text, QPlainTextEdit) else text.isUndoAvailable())
    row = view.card.rows["greeting"]
    assert (row.ratings.key(), row.below.words(), row.trouble.words()) == ("", "", "")
    assert row.details is not None
    keys.press(Qt.Key.Key_M)
    row.details.note.box.undo()
    assert row.details.note.box.toPlainText() == ""
    keys.type("now")
    assert view.filling.draft.of("greeting").note == "now"


def test_a_form_that_comes_while_one_writes_begins_at_its_own_criterion(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    assert view.filling.form is not None
    for at, expected in (("", "greeting"), ("record", "record")):
        view.filling.go_to("correct")
        keys.press(Qt.Key.Key_M)
        view.show_form(replace(view.filling.form, draft=ReviewDraft(at=at)))
        assert (view.filling.front, view.filling.draft.at) == (expected, expected)
        qtbot.waitUntil(view.focus.is_in_front)


def test_keys_lead_to_notes_and_messages_and_back(shop: Reviewing, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    first, second = view.contact.bubbles
    keys.press(Qt.Key.Key_L)
    assert first.hasFocus()
    keys.press(Qt.Key.Key_Down, Qt.Key.Key_3)  # nothing is selected on purpose: a number goes to its criterion
    assert second.hasFocus()
    assert (view.filling.front, view.filling.draft.of("record").quotes) == ("record", ())
    keys.press(Qt.Key.Key_Space, Qt.Key.Key_2)
    assert [one.text for one in view.filling.draft.of("correct").quotes] == ["I am sorry. May I have the number?"]
    assert view.filling.front == "correct"
    assert view.card.rows["correct"].ratings.isAncestorOf(view.window().focusWidget())
    keys.press(Qt.Key.Key_M)
    keys.type("no day")
    keys.press(Qt.Key.Key_Escape)
    assert page.is_ready, "the form is open still"
    assert view.filling.draft.of("correct").note == "no day"
    keys.press(Qt.Key.Key_M)
    first.setFocus()
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_2)
    assert view.card.rows["correct"].details.note.box.hasFocus(), "back where one wrote"  # type: ignore[union-attr]
    keys.press(Qt.Key.Key_Escape)
    keys.press(Qt.Key.Key_M, modifier=SHIFT)
    keys.type("py")
    assert (view.filling.draft.note, view.filling.draft.of("correct").is_answered) == ("py", False)
    keys.press(Qt.Key.Key_Escape, Qt.Key.Key_P)
    assert view.filling.draft.of("correct").rating == 1
    keys.press(Qt.Key.Key_L)
    assert first.hasFocus(), "where one was at last"
    keys.press(Qt.Key.Key_L, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.is_ready)


def test_a_low_rating_asks_for_its_cause_and_what_is_done_next_goes_on(shop: Reviewing, open_page: OpenPage) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    filling, row = view.filling, view.card.rows["greeting"]
    keys.press(Qt.Key.Key_N)
    assert view.filling.front == "correct"
    question, causes = row.asking.words().splitlines()
    assert (question, causes.replace("\u00a0", " ").split("   ")[:2]) == (
        "Where it came from?",
        ["1 Did not know", "2 Rule or process unclear"],
    )
    keys.press(Qt.Key.Key_2)
    assert filling.draft.of("greeting").cause == "process_unclear"
    assert row.below.words() == "Rule or process unclear"
    assert not row.asking.isVisible()
    keys.press(Qt.Key.Key_P)
    assert view.card.rows["correct"].asking.isVisible()
    keys.press(Qt.Key.Key_K, Qt.Key.Key_J)
    assert not view.card.rows["correct"].asking.isVisible()
    keys.press(Qt.Key.Key_K, Qt.Key.Key_N)
    assert view.card.rows["correct"].asking.isVisible()
    keys.press(Qt.Key.Key_Y)  # nothing is to be said: no key more than without the question
    assert (filling.draft.of("record").rating, filling.draft.of("correct").cause) == (2, "")
    assert not view.card.rows["correct"].asking.isVisible()
    keys.press(Qt.Key.Key_2, Qt.Key.Key_C, Qt.Key.Key_1)  # no question: a number goes there, C asks again
    assert filling.draft.of("correct").cause == "knowledge_gap"
    keys.press(Qt.Key.Key_J, Qt.Key.Key_N, Qt.Key.Key_M)
    keys.type("why")
    assert filling.draft.of("record").note == "why", "the note is on what was just rated low"


def test_the_same_key_twice_keeps_the_rating_and_what_must_be_rated_is_said(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    criteria = tuple(replace(one, allow_na=one.key != "correct") for one in shop.version.criteria)
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    assert view.filling.form is not None
    view.show_form(replace(view.filling.form, version=replace(shop.version, criteria=criteria)))
    qtbot.waitUntil(view.focus.is_in_front)
    keys.press(Qt.Key.Key_X, Qt.Key.Key_X)
    row = view.card.rows["correct"]
    assert (view.filling.front, row.trouble.words()) == ("correct", "This card asks for a rating of it")
    keys.press(Qt.Key.Key_Y, Qt.Key.Key_Y, Qt.Key.Key_Y)
    assert view.filling.draft.of("record").rating == 2, "pressed once more on the last it stays"
    keys.press(Qt.Key.Key_X, Qt.Key.Key_X)
    assert view.filling.is_na("record")


def test_a_recording_names_its_file_before_the_review_is_finished(
    shop: Reviewing, open_page: OpenPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    view.filling.choose_source(Source.RECORDING)
    keys.press(Qt.Key.Key_Return, modifier=CTRL)  # goes to what is open; here nothing can be shown by a recording
    source = view.card.source
    assert source.place.error() == "Name the file or link, or choose what else you reviewed"
    assert source.place.line.hasFocus()
    with pytest.raises(Missing, match=r"recording is missing. Name its file or link"):
        finish_review(desk.workspace, filled=shop.filled(source=Source.RECORDING))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: ("call.wav", ""))
    keys.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert view.filling.draft.source_ref == "call.wav"
    assert source.place.error() == ""
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    with qtbot.waitSignal(page.closed):
        pass
