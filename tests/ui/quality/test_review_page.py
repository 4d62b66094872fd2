"""One contact is reviewed by keys alone, with evidence; what is typed is kept; others at work are said."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.errors import DiskFull
from csops.domain.reviews import DisputeState, Purpose, Source
from csops.services.review_answers import answer_review, decide_dispute, dispute_criterion, open_my_review
from csops.services.review_drafts import keep_review_draft
from csops.services.review_picks import reassign_picks
from csops.services.reviews import contact_reviews, finish_review, get_review
from csops.services.views import get_draft
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner
from csops.ui.quality.review.page import ReviewPage, Wanted
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.review_form import CTRL, SHIFT, Keys, OpenPage
from tests.helpers.reviewing import Reviewing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_one_contact_is_reviewed_by_keys_with_evidence_and_sent(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    assert [bubble.turn.text for bubble in view.contact.bubbles] == [
        "Hi, my frame has a scratch.",
        "I am sorry. May I have the number?",
    ]
    assert [bubble.turn.is_ours for bubble in view.contact.bubbles] == [False, True]
    keys.press(Qt.Key.Key_Y)  # greeting; the next that is open comes to the front by itself
    assert view.filling.front == "correct"
    critical = view.card.rows["correct"].critical
    assert (critical.isVisible(), critical.words()) == (True, "Critical for the customer: fails, the number stays")
    assert not view.card.rows["greeting"].critical.isVisible()
    view.contact.bubbles[1].setFocus()
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Right, Qt.Key.Key_Right, modifier=SHIFT)
    keys.press(Qt.Key.Key_2)  # words are selected: they show the second criterion
    assert [quote.text for quote in view.filling.draft.of("correct").quotes] == ["I am sorry."]
    assert view.contact.bubbles[1].quote() is None
    keys.press(Qt.Key.Key_N)
    assert view.card.banner.isVisible()
    assert view.card.score.words() == "29\u00a0%"
    assert "critical error" in view.card.beside.words()
    keys.press(Qt.Key.Key_K, Qt.Key.Key_Y)  # up again, and better after all
    assert not view.card.banner.isVisible()
    assert view.filling.front == "record"
    keys.press(Qt.Key.Key_P)
    view.card.note.box.setFocus()
    keys.type("Keep it up, yes")
    assert view.filling.draft.of("record").rating == 1  # letters in a text stay text
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    with qtbot.waitSignal(page.closed):
        pass
    (review,) = contact_reviews(desk.workspace, contact_id=shop.contact.id)
    assert (review.final, review.is_sent, review.note) == (85, True, "Keep it up, yes")
    assert [quote.text for quote in review.ratings[1].quotes] == ["I am sorry."]
    text = shop.contact.text
    (quote,) = review.ratings[1].quotes
    assert text[quote.start : quote.end] == quote.text
    assert keys.count - len("Keep it up, yes") == 10


def test_what_is_open_is_said_in_place_and_g_goes_to_a_number(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    view, keys = page.view, Keys(page)
    keys.press(Qt.Key.Key_G, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: view.filling.front == "record")
    keys.press(Qt.Key.Key_X)
    assert view.filling.is_na("record")
    keys.press(Qt.Key.Key_2)  # nothing is selected: a number goes to its criterion
    qtbot.waitUntil(lambda: view.filling.front == "correct")
    keys.press(Qt.Key.Key_Y)
    keys.press(Qt.Key.Key_Return, modifier=CTRL)
    row = view.card.rows["greeting"]
    assert row.trouble.words() == "Rate it, or say that it is not applicable"
    assert view.filling.front == "greeting"
    view.filling.choose_source(Source.NOTE)
    assert view.filling.is_na("greeting")
    assert "cannot show it" in row.below.words()
    assert view.card.beside.words() == "80 of 100 points can be seen, 50 apply"
    view.filling.choose_source(Source.RECORDING)
    assert view.card.source.place.isVisible()
    assert view.card.score.words() == "–", "what was rated cannot be shown by it"
    assert view.card.beside.words() == "No score: nothing was rated"
    view.filling.choose_source(Source.TEXT)
    assert view.filling.draft.of("correct").rating == 2, "it was kept aside"
    keys.press(Qt.Key.Key_K, Qt.Key.Key_K, Qt.Key.Key_J, Qt.Key.Key_N)
    assert view.card.banner.isVisible()
    assert view.card.beside.words() == "Not passed: a critical error · 1 still open"


def test_ctrl_z_takes_back_ratings_before_acts_of_other_screens(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id, purpose=Purpose.CHOSEN))
    acts_of_others: list[str] = []
    elsewhere = QShortcut(QKeySequence("Ctrl+Z"), page.window())
    elsewhere.activated.connect(lambda: acts_of_others.append("taken back"))
    keys, filling = Keys(page), page.view.filling
    first = filling.keys[0]
    keys.press(Qt.Key.Key_Y)
    assert filling.draft.of(first).rating is not None
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert (filling.front, filling.draft.of(first).rating, acts_of_others) == (first, None, [])
    keys.press(Qt.Key.Key_Z, modifier=CTRL | SHIFT)
    assert filling.draft.of(first).rating is not None
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    keys.press(Qt.Key.Key_Z, modifier=CTRL)
    assert acts_of_others == ["taken back"]


def test_a_draft_comes_back_and_every_control_has_a_name(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    Keys(page).press(Qt.Key.Key_P)
    page.view.card.note.box.setPlainText("Typed")
    form = f"review.{shop.contact.id}"
    qtbot.waitUntil(lambda: "Typed" in str(get_draft(desk.workspace, form=form)))
    # Another window of the same person writes on: what both typed comes together.
    kept = get_draft(desk.workspace, form=form)
    assert kept is not None
    other = {**kept[0], "praise": "Calm"}
    keep_review_draft(desk.workspace, contact_id=shop.contact.id, purpose=Purpose.CHOSEN, value=other, base=kept[0])
    page.view.filling.step(1)
    Keys(page).press(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: page.view.card.praise.box.toPlainText() == "Calm")
    again = open_page(Wanted(contact_id=shop.contact.id))
    draft = again.view.filling.draft
    assert (draft.note, draft.praise, draft.of("greeting").rating) == ("Typed", "Calm", 1)
    unnamed = [
        widget
        for widget in again.view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not widget.accessibleName()
    ]
    assert unnamed == []
    assert all(button.accessibleName() for button in again.view.findChildren(QAbstractButton) if button.isVisible())


def test_who_was_quicker_is_said_and_what_was_typed_stays(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    for key, rating in (("greeting", 2), ("correct", 2), ("record", 2)):
        page.view.filling.enter(lambda entry, one=rating: entry.rated(one), key=key)  # type: ignore[misc]
    finish_review(shop.by(shop.ines), filled=shop.filled())
    desk.workspace.member = MARA
    page.view.send()
    with qtbot.waitSignal(page.view.refused) as told:
        pass
    assert "done by Ines Marchetti" in str(told.args[0])
    assert page.view.filling.draft.of("record").rating == 2
    qtbot.waitUntil(lambda: get_draft(desk.workspace, form=f"review.{shop.contact.id}") is not None)


def said_above(page: ReviewPage) -> Banner:
    return next(one for one in page.findChildren(Banner) if not one.isHidden())


def test_what_waits_for_somebody_else_is_taken_over_and_what_they_reviewed_is_read(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    pick = shop.pick(sample_id=shop.sample().id)
    desk.workspace.member = MARA
    page = open_page(Wanted(contact_id=shop.contact.id))
    banner = said_above(page)
    assert banner.accessibleName() == "Waits in Ines’s queue since 09:00. Take it over to review it"
    assert not page.view.filling.is_open
    next(one for one in banner.findChildren(QAbstractButton) if one.text() == "Take it over").click()
    qtbot.waitUntil(lambda: page.view.filling.is_open)
    form = page.view.filling.form
    assert form is not None
    assert form.pick is not None
    assert (form.purpose, form.pick.id, form.pick.reviewer_id) == (Purpose.FAIR, pick.id, MARA.id)
    reassign_picks(desk.workspace, pick_ids=[pick.id], reviewer_id=shop.ines.id)
    finish_review(shop.by(shop.ines), filled=shop.filled(pick_id=pick.id))
    desk.workspace.member = MARA
    again = open_page(Wanted(contact_id=shop.contact.id))
    assert said_above(again).accessibleName().startswith("Ines Marchetti reviewed this")
    assert not again.view.filling.is_open


def test_who_made_a_review_reads_the_answer_and_the_dispute_on_it(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot, clock: Clock
) -> None:
    review = finish_review(shop.by(MARA), filled=shop.filled({"greeting": 0, "correct": 0, "record": 2}), send=True)
    page = open_page(Wanted(review_id=review.id))
    after = page.view.card.aftermath
    qtbot.waitUntil(lambda: after.words() == "Rosa has not opened it yet")
    assert page.leave.text() == "Close"
    rosa = shop.by(ROSA)
    answer_review(rosa, review_id=review.id, text="I heard it said")
    dispute = dispute_criterion(rosa, review_id=review.id, criterion="correct", wanted=2, reason="It was right")
    desk.workspace.member = MARA
    page.refresh()
    qtbot.waitUntil(lambda: "It was right" in after.words())
    assert "Rosa answers: “I heard it said”" in after.words()
    button = next(one for one in after.findChildren(QAbstractButton) if one.text() == "Show it")
    with qtbot.waitSignal(page.wanted) as wanted:
        button.click()
    assert wanted.args == ["quality", {"tab": "to_review", "dispute": dispute.id}]

    clock.forward(timedelta(minutes=5))
    decide_dispute(shop.by(shop.ines), dispute_id=dispute.id, state=DisputeState.DECLINED, reason="It was not said")
    desk.workspace.member = MARA
    page.refresh()
    qtbot.waitUntil(lambda: after.words().startswith("Rosa first opened it 09:00, and not yet what is new of it"))
    clock.forward(timedelta(minutes=5))
    open_my_review(shop.by(ROSA), review_id=review.id)
    desk.workspace.member = MARA
    page.refresh()
    qtbot.waitUntil(lambda: after.words().startswith("Rosa first opened it 09:00, and what was new of it 09:10"))


def test_a_finished_review_is_changed_and_sent_from_the_form(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    with desk.workspace.work("Log another") as work:
        other = work.contacts.add(replace(shop.contact, id=0))
    first = shop.pick(reviewer_id=MARA.id)
    second = shop.pick(reviewer_id=MARA.id, position=1, contact_id=other.id)
    review = finish_review(desk.workspace, filled=shop.filled(pick_id=first.id))
    page = open_page(Wanted(pick_id=first.id))
    assert page.subtitle() == "Rosa Okafor", "it is in the list of what waits no more"
    page.window().resize(1100, 420)
    page.view.filling.go_to("record")
    page.view.filling.write(note="One word more")
    page.view.foot.send.click()
    qtbot.waitUntil(lambda: get_review(desk.workspace, review_id=review.id).is_sent)
    assert get_review(desk.workspace, review_id=review.id).note == "One word more"
    qtbot.waitUntil(lambda: page.is_ready and page.view.filling.form.pick.id == second.id)  # type: ignore[union-attr]
    assert page.subtitle() == "1 of 1 outside draws, Rosa"
    assert [page.before.isEnabled(), page.next.isEnabled()] == [False, False], "as the list has one row"
    area = page.view.card.area
    qtbot.waitUntil(lambda: page.view.focus.is_in_front() and area.verticalScrollBar().maximum() > 0)
    assert area.verticalScrollBar().value() == 0, "what it is made from is seen first"
    Keys(page).press(Qt.Key.Key_Y, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    assert not page.view.card.area.isAncestorOf(page.view.card.banner), "a critical error does not scroll away"
    page.show_review(Wanted(pick_id=first.id))
    qtbot.waitUntil(lambda: page.is_ready and not page.view.filling.is_open)
    assert not page.view.foot.send.isVisible()
    assert page.next.isVisible(), "one goes on from where one was in the queue"
    page.show_review(Wanted(review_id=review.id))
    qtbot.waitUntil(lambda: page.is_ready and not page.next.isVisible())
    assert not page.before.isVisible(), "from a review that is read, such as in Sent, nothing leads to rating"
    page.go_next()
    assert page.view.filling.form.review.id == review.id  # type: ignore[union-attr]
    with qtbot.waitSignal(page.wanted) as wanted:
        page.view.foot.sheet.click()
    assert wanted.args == ["reports", {"report": "quality", "review_id": review.id}]


def test_what_a_full_disk_did_not_keep_is_kept_later_be_the_form_closed(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    refused: list[Exception] = []
    told: list[Exception] = []
    page.view.keeper.refused.connect(refused.append)
    desk.failed.connect(told.append)
    is_full, tries = [True], list[str]()

    def keep(workspace: Workspace, **values: Any) -> dict[str, Any]:
        tries.append(values["value"]["note"])
        if is_full:
            raise DiskFull(path="shop")
        return keep_review_draft(workspace, **values)

    def kept_note() -> object:
        draft = get_draft(desk.workspace, form=f"review.{shop.contact.id}")
        return draft and draft[0]["note"]

    monkeypatch.setattr("csops.ui.quality.review.keeper.keep_review_draft", keep)
    monkeypatch.setattr("csops.ui.joining_keeper.AGAIN_AFTER_MS", 20)
    page.view.filling.write(note="She was calm")
    qtbot.waitUntil(lambda: len(tries) > 2)
    assert len(refused) == 1, "one sentence, however often it is tried"
    is_full.clear()
    qtbot.waitUntil(lambda: kept_note() == "She was calm")
    qtbot.waitUntil(lambda: not page.view.keeper.is_due)
    is_full.append(True)
    page.view.filling.write(note="She was calm and kind")
    page.close_form()
    qtbot.waitUntil(lambda: tries.count("She was calm and kind") > 1)
    assert (len(told), kept_note()) == (1, "She was calm")
    is_full.clear()
    qtbot.waitUntil(lambda: kept_note() == "She was calm and kind")
