"""One's own reviews in the window: opened, answered, disputed, by keys alone; nothing of those that are not sent."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Permission
from csops.domain.review_estimates import Estimate
from csops.domain.review_samples import Pick
from csops.domain.reviews import DisputeState
from csops.domain.reviews import Purpose as CountedPurpose
from csops.services.review_answers import decide_dispute, my_reviews, open_my_review
from csops.services.reviews import finish_review
from csops.ui.desk import Desk
from csops.ui.kit.labels import Text
from csops.ui.quality.mine.dialogs import AnswerDialog, DisputeDialog
from csops.ui.quality.mine.own_side import Beneath, result_words
from csops.ui.quality.mine.page import MinePage
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import Reviewing, to_review

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def shop(desk: Desk) -> Reviewing:
    """A contact of Rosa's, and Rosa at the desk."""
    made = to_review(desk.workspace)
    made.by(ROSA)
    return made


def opened(desk: Desk, qtbot: QtBot) -> MinePage:
    page = MinePage(desk)
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: page.found is not None)
    return page


def send(shop: Reviewing) -> None:
    """Let Ines send a review in which nothing but the record was right."""
    filled = shop.filled({"greeting": 0, "correct": 0, "record": 2}, note="Mind the order", praise="Calm")
    finish_review(shop.by(shop.ines), filled=filled, send=True)
    shop.by(ROSA)


def test_without_a_sent_review_the_page_says_what_will_be_here(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    finish_review(shop.by(shop.ines), filled=shop.filled(note="SECRET"))
    shop.by(ROSA)
    page = opened(desk, qtbot)
    assert page.stack.currentWidget() is page.empty
    assert page.list.ids() == []


def test_own_reviews_are_taken_along_without_the_right_to_export(
    desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.workspace.work("Draw") as work:
        pick = work.quality.picks.add(Pick(contact_id=shop.contact.id, member_id=ROSA.id, reviewer_id=shop.ines.id))
    filled = shop.filled(pick_id=pick.id, note="Mind the order")
    review = finish_review(shop.by(shop.ines), filled=filled, send=True)
    with desk.workspace.work("Fair") as work:
        work.quality.reviews.update(replace(work.quality.reviews.get(review.id), purpose=CountedPurpose.FAIR))
    shop.by(ROSA)
    assert not desk.workspace.may(Permission.EXPORT)
    page = opened(desk, qtbot)
    qtbot.waitUntil(lambda: page.view.sent is not None)
    assert page.side.score.words() == "Too few for an average"
    with qtbot.waitSignal(page.wanted) as wanted:
        page.side.behind.click()
    assert wanted.args is not None
    assert wanted.args[1]["review_ids"] == (review.id,)
    said: list[str] = []
    desk.said.connect(lambda one: said.append(one.text))
    names = iter(("one.xlsx", "mine.pdf"))
    monkeypatch.setattr(desk.files, "ask_save", lambda *_args, **_kinds: tmp_path / next(names))
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: said == ["Written: one.xlsx"])
    page.side.save.click()
    qtbot.waitUntil(lambda: said[1:] == ["Written: mine.pdf"])
    assert all((tmp_path / name).stat().st_size > 2000 for name in ("one.xlsx", "mine.pdf"))


def test_the_own_average_says_how_it_is_weighted_where_it_is_not_that_of_the_list(
    desk: Desk, shop: Reviewing, qtbot: QtBot
) -> None:
    send(shop)
    page = opened(desk, qtbot)
    assert page.found is not None
    own, formats = page.found.own, page.formats
    whole = replace(own.results.whole, reviews=5, final=Estimate(value=84.0, low=70.0, high=95.0, n=5))
    counted = [replace(one, review=replace(one.review, final=final)) for one in page.found.sent for final in (75, 100)]
    weighted = replace(own, results=replace(own.results, whole=whole), counted=(*counted, *counted, counted[1]))
    score, said = result_words(weighted, formats)
    assert score == f"{formats.share(0.84)} on average"
    assert f"alike it would be {formats.share(0.9)}" in " ".join(said)
    few = replace(whole, final=replace(whole.final, n=4))
    score, said = result_words(replace(weighted, results=replace(weighted.results, whole=few)), formats)
    assert score == "Too few for an average"
    assert "84" not in " ".join(said)


def test_a_review_is_read_answered_and_disputed_by_keys_and_the_decision_is_news(
    desk: Desk, shop: Reviewing, qtbot: QtBot, clock: Clock
) -> None:
    send(shop)
    page = opened(desk, qtbot)
    workspace = desk.workspace
    qtbot.waitUntil(lambda: my_reviews(workspace)[0].review.read_at is not None)  # what is seen counts as read
    qtbot.waitUntil(lambda: page.view.sent is not None and not page.view.sent.is_news)
    assert page.view.sent is not None
    assert page.view.sent.review.final == 30
    points = {key: [one.words() for one in line.findChildren(Text)] for key, line in page.view.lines.items()}
    assert "0 / 50" in points["correct"]
    assert any(one.startswith("Critical for the customer: ") for one in points["correct"])
    assert not any(one.startswith("Critical") for one in points["greeting"])
    assert "on average" not in page.side.score.words()  # chosen by hand: it counts in no average

    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_A)
    answer = page.view.dialog
    assert isinstance(answer, AnswerDialog)
    QTest.keyClick(answer.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Say in a sentence" in answer.text.error())
    QTest.keyClicks(answer.text.box, "The line was bad")
    QTest.keyClick(answer.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: my_reviews(workspace)[0].review.answer == "The line was bad")
    qtbot.waitUntil(lambda: page.view.sent is not None and page.view.sent.review.answer != "")

    button = page.view.lines["correct"].button
    assert button is not None
    assert button.accessibleDescription() == page.view.sent.version.criteria[1].name
    QTest.keyClick(button, Qt.Key.Key_Space)
    dialog = page.view.dialog
    assert isinstance(dialog, DisputeDialog)
    assert dialog.wanted.text() == ""  # whoever disputes says what is right
    QTest.keyClicks(dialog.reason.box, "I said it at 13:03")
    QTest.keyClick(dialog.reason.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Choose the rating" in dialog.wanted.error())
    dialog.wanted.choose("2")
    dialog.wanted.edited.emit()
    QTest.keyClick(dialog.reason.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.view.sent and page.view.sent.disputes))
    raised = my_reviews(workspace)[0].disputes[0]
    assert (raised.criterion, raised.state) == ("correct", DisputeState.OPEN)
    qtbot.waitUntil(lambda: page.list.rows()[1].note.startswith("Disputed · "))

    page.hide()
    clock.forward(timedelta(hours=1))
    decide_dispute(shop.by(MARA), dispute_id=raised.id, state=DisputeState.ACCEPTED, reason="Heard it")
    shop.by(ROSA)
    page.refresh()
    qtbot.waitUntil(lambda: "New" in page.list.rows()[1].note)
    assert my_reviews(workspace)[0].is_news  # nobody sees a page that is hidden
    page.show()
    qtbot.waitUntil(lambda: not my_reviews(workspace)[0].is_news)
    qtbot.waitUntil(lambda: page.list.rows()[1].note == page.view.score.words())
    assert page.view.lines["correct"].button is None  # a decision is final
    told = "\n".join(one.words() for one in page.view.lines["correct"].findChildren(Text))
    assert f"{MARA.name} decided 10:00: “Heard it”" in told
    assert f"before: {page.formats.share(0.3)}" in told


def test_the_list_keeps_half_of_the_height_beside_the_own_results_in_a_small_window(
    desk: Desk, shop: Reviewing, qtbot: QtBot
) -> None:
    send(shop)
    page = opened(desk, qtbot)
    qtbot.waitUntil(lambda: page.view.sent is not None)
    page.side.range.say("\n".join(["A line that says more of it"] * 40))
    page.resize(864, 560)
    qtbot.waitUntil(lambda: page.list.height() >= 0.45 * page.stack.height())
    beneath = page.findChild(Beneath)
    assert beneath is not None
    qtbot.waitUntil(lambda: beneath.verticalScrollBar().maximum() > 0)
    page.side.range.say("One line")
    page.resize(864, 1400)
    qtbot.waitUntil(lambda: page.list.height() > 0.6 * page.stack.height())


def test_a_review_that_did_not_pass_says_so_in_the_list(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    send(shop)
    page = opened(desk, qtbot)
    qtbot.waitUntil(lambda: page.view.sent is not None and not page.view.sent.is_news)
    assert page.list.rows()[1].note == f"{page.formats.share(0.3)}, not passed"


def test_the_page_opens_on_what_its_heading_counts(desk: Desk, shop: Reviewing, qtbot: QtBot, clock: Clock) -> None:
    send(shop)
    with shop.by(MARA).work("Log another") as work:
        other = work.contacts.add(replace(shop.contact, id=0))
    clock.forward(timedelta(hours=1))
    later = finish_review(shop.by(shop.ines), filled=shop.filled(contact_id=other.id), send=True)
    open_my_review(shop.by(ROSA), review_id=later.id)
    page = opened(desk, qtbot)
    qtbot.waitUntil(lambda: page.view.sent is not None and page.view.sent.review.id == 1)
    qtbot.waitUntil(lambda: my_reviews(desk.workspace)[1].review.read_at is not None)
    qtbot.waitUntil(lambda: page.found is not None and not any(one.is_news for one in page.found.sent))
