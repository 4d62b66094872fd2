"""What a reviewer has sent is found again in To review, with what became of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.people import Member
from csops.domain.reviews import Review
from csops.services.review_answers import answer_review, dispute_criterion, open_my_review
from csops.services.review_withdrawal import withdraw_review
from csops.services.reviews import finish_review
from csops.ui.desk import Desk
from csops.ui.preferences import Preferences
from csops.ui.quality.queue import sent_pane
from csops.ui.quality.queue.page import SENT, QueuePage
from csops.ui.quality.queue.sent_columns import SentRow
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import Reviewing, to_review

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def shop(desk: Desk) -> Reviewing:
    return to_review(desk.workspace)


def sent_page(desk: Desk, member: Member, qtbot: QtBot, tmp_path: Path) -> QueuePage:
    """Open what this member sent."""
    desk.workspace.member = member
    page = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(page.scope.isVisible)
    QTest.mouseClick(page.scope.button(SENT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.sent.found is not None)
    return page


def a_review(shop: Reviewing, by: Member) -> Review:
    """Let somebody send Rosa a review of another contact of hers."""
    with shop.by(by).work("Log another") as work:
        other = work.contacts.add(replace(shop.contact, id=0))
    pick = shop.pick(contact_id=other.id, reviewer_id=by.id)
    return finish_review(shop.workspace, filled=shop.filled(contact_id=other.id, pick_id=pick.id), send=True)


def cells(page: QueuePage) -> list[tuple[str, str, str]]:
    columns = {one.key: one for one in page.sent.model.columns}
    rows = page.sent.rows.fetch(0, 100, ())
    return [tuple(columns[key].words(row) for key in ("member", "score", "state")) for row in rows]  # type: ignore[misc]


def told(page: QueuePage, row: int) -> str:
    column = next(one for one in page.sent.model.columns if one.key == "state")
    return column.look(page.sent.rows.fetch(row, 1, ())[0]).note


def test_what_was_sent_is_listed_the_latest_first_with_what_became_of_it_and_opens_by_enter(
    desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    given = []
    for _number in range(5):
        clock.forward(timedelta(minutes=1))
        given.append(a_review(shop, shop.ines))
    a_review(shop, shop.tom)  # of somebody else's making
    finish_review(shop.by(shop.ines), filled=shop.filled())  # not sent
    clock.forward(timedelta(hours=1))
    for review in given[:4]:
        open_my_review(shop.by(ROSA), review_id=review.id)
    answer_review(shop.workspace, review_id=given[1].id, text="The line was bad")
    dispute_criterion(shop.workspace, review_id=given[2].id, criterion="correct", wanted=None, reason="Not asked")
    withdraw_review(shop.by(shop.ines), review_id=given[3].id, why="The wrong card")

    page = sent_page(desk, shop.ines, qtbot, tmp_path)
    assert cells(page) == [
        ("Rosa Okafor", "100\u00a0%", "Not read yet"),
        ("Rosa Okafor", "–", "Withdrawn"),
        ("Rosa Okafor", "100\u00a0%", "Disputed"),
        ("Rosa Okafor", "100\u00a0%", "Answered"),
        ("Rosa Okafor", "100\u00a0%", "Read"),
    ]
    assert "“The wrong card”" in told(page, 1)
    assert "“The line was bad”" in told(page, 3)
    assert not page.pane.isVisible()
    assert page.sent.table.totals.accessibleName() == "5 reviews"
    qtbot.waitUntil(page.sent.offered[0].isEnabled)
    page.sent.view.setFocus()
    qtbot.waitUntil(page.sent.view.hasFocus)
    QTest.keyClick(page.sent.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.sent.view, Qt.Key.Key_Return)
    assert asked.args == ["quality", {"tab": "review", "review_id": given[3].id}]
    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.sent.view, Qt.Key.Key_O)
    assert asked.args == ["contacts", {"case_id": shop.contact.case_id}]


def test_a_long_list_says_how_many_there_are_and_what_was_removed_cannot_be_opened(
    desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_pane, "LISTED", 2)
    made = [a_review(shop, shop.tom) for _number in range(3)]
    with shop.workspace.work("Remove") as work:
        work.quality.reviews.update(replace(made[-1], contact_id=None, case_id=None))
    page = sent_page(desk, shop.tom, qtbot, tmp_path)  # an agent who was chosen to review
    assert page.sent.table.totals.accessibleName() == "3 reviews, the newest 2 here"
    qtbot.waitUntil(lambda: isinstance(page.sent.current(), SentRow))
    assert [one.isEnabled() for one in page.sent.offered] == [False, False]
    page.sent.view.go_to(1)
    qtbot.waitUntil(page.sent.offered[0].isEnabled)


def test_who_has_sent_none_reads_what_comes_here(desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path) -> None:
    page = sent_page(desk, shop.ines, qtbot, tmp_path)
    qtbot.waitUntil(page.sent.empty.isVisible)
    assert page.sent.empty.accessibleName().startswith("You have sent no review yet")
    assert not page.sent.acts_row.isVisible()


def test_what_did_not_pass_is_marked_and_what_was_withdrawn_has_no_score(
    desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path
) -> None:
    gone = a_review(shop, shop.ines)
    withdraw_review(shop.by(shop.ines), review_id=gone.id, why="The wrong contact")
    filled = shop.filled({"greeting": 2, "correct": 0, "record": 2})
    finish_review(shop.by(shop.ines), filled=filled, send=True)
    page = sent_page(desk, shop.ines, qtbot, tmp_path)
    score = next(one for one in page.sent.model.columns if one.key == "score")
    failed, withdrawn = page.sent.rows.fetch(0, 2, ())
    assert score.look(failed).icon == "circle-alert"
    assert "not passed for a critical error" in score.look(failed).note
    assert score.words(withdrawn) == "–"
    assert score.look(withdrawn).note.startswith("Withdrawn, counts no more: 100")


def test_choosing_what_was_sent_leads_the_keys_to_the_list_and_not_to_the_banner(
    desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path
) -> None:
    a_review(shop, shop.ines)
    finish_review(shop.by(shop.ines), filled=shop.filled())  # it waits: the banner stands above the list
    page = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: page.scope.isVisible() and page.unsent.isVisible())
    page.pane.setFocus()
    qtbot.waitUntil(lambda: page.pane.isAncestorOf(page.window().focusWidget() or page))
    QTest.mouseClick(page.scope.button(SENT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.sent.view.hasFocus)


def test_the_acts_have_room_beside_the_parts_in_a_small_window(
    desk: Desk, shop: Reviewing, qtbot: QtBot, tmp_path: Path
) -> None:
    shop.pick(contact_id=shop.contact.id, reviewer_id=MARA.id)
    shop.by(MARA)
    page = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    desk.live.setParent(page)
    qtbot.addWidget(page)
    for width in (888, 1000):
        page.resize(width, 600)
        page.show()
        qtbot.waitUntil(page.pane.acts_row.isVisible)
        qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in page.pane.buttons), timeout=2000)
