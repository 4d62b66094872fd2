"""A scorecard is filled by keys alone, kept while one types, and submitted once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.changes import Kind
from csops.domain.scorecards import CardState, Rating
from csops.services.scorecards import give_up_card, submit_card
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.hiring.scoring.page import ScorePage
from tests.helpers.hiring import SKILLS, Hiring, a_hiring, ratings, submit
from tests.helpers.records import MARA, ROSA

CTRL = Qt.KeyboardModifier.ControlModifier
OpenPage = Callable[[], ScorePage]


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    return a_hiring(workspace)


@pytest.fixture
def open_page(desk: Desk, hiring: Hiring, qtbot: QtBot) -> OpenPage:
    """Open Mara's scorecard on the first candidate in a window of its own."""

    def opener() -> ScorePage:
        host = QWidget()
        qtbot.addWidget(host)
        host.resize(1228, 820)
        page = ScorePage(desk)
        QVBoxLayout(host).addWidget(page)
        with qtbot.waitActive(host):
            host.show()
            host.activateWindow()
        page.show_card(hiring.card(desk.workspace, MARA).id)
        qtbot.waitUntil(lambda: page.is_ready)
        return page

    return opener


@pytest.fixture
def page(open_page: OpenPage) -> ScorePage:
    return open_page()


def press(page: ScorePage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as a person does."""
    widget = page.window().focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def type_words(page: ScorePage, text: str) -> None:
    widget = page.window().focusWidget()
    assert widget is page.board.card.evidence.box
    QTest.keyClicks(widget, text)


def stored(desk: Desk, hiring: Hiring) -> tuple[Rating, ...]:
    return hiring.card(desk.workspace, MARA).ratings


def answer_all(page: ScorePage) -> None:
    press(page, Qt.Key.Key_4)
    press(page, Qt.Key.Key_PageDown)
    press(page, Qt.Key.Key_3)
    press(page, Qt.Key.Key_PageDown)
    press(page, Qt.Key.Key_0)


# ---- by keys


def test_the_whole_form_is_filled_and_submitted_by_keys(
    page: ScorePage, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_5)
    press(page, Qt.Key.Key_Tab)
    type_words(page, "Named the 2 needs")
    press(page, Qt.Key.Key_PageDown)
    press(page, Qt.Key.Key_3)
    press(page, Qt.Key.Key_PageDown)
    press(page, Qt.Key.Key_0)
    with qtbot.waitSignal(page.closed):
        press(page, Qt.Key.Key_Return, CTRL)
    found = stored(desk, hiring)
    assert [(rating.skill, rating.level) for rating in found] == list(zip(SKILLS, (5, 3, None), strict=True))
    assert found[0].evidence == "Named the 2 needs"


def test_page_up_goes_back_and_the_list_shows_what_is_done(page: ScorePage) -> None:
    answer_all(page)
    press(page, Qt.Key.Key_PageUp)
    assert page.filling.front == "writing"
    said = [row.accessibleName() for row in page.board.list.rows]
    assert said == ["Listening, level 4", "Writing, level 3", "Saturdays, not asked"]


def test_down_goes_through_the_levels_and_space_rates(page: ScorePage) -> None:
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Space)
    assert page.filling.draft.of("listening").level == 2


def test_nought_pressed_again_leaves_the_skill_open(page: ScorePage) -> None:
    press(page, Qt.Key.Key_0)
    press(page, Qt.Key.Key_0)
    assert not page.filling.draft.of("listening").is_answered


# ---- what is missing


def test_submitting_too_early_says_what_is_open_and_goes_there(page: ScorePage) -> None:
    press(page, Qt.Key.Key_4)
    press(page, Qt.Key.Key_Return, CTRL)
    assert page.filling.front == "writing"
    assert page.board.card.trouble.isVisible()


def test_evidence_that_is_missing_is_said_on_leaving_and_focused_on_submitting(page: ScorePage) -> None:
    press(page, Qt.Key.Key_1)
    press(page, Qt.Key.Key_Tab)
    assert not page.board.card.evidence.error()
    press(page, Qt.Key.Key_Tab)
    assert page.board.card.evidence.error()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_3, Qt.Key.Key_PageDown, Qt.Key.Key_4):
        press(page, key)
    press(page, Qt.Key.Key_Return, CTRL)
    assert (page.filling.front, page.board.card.evidence.box.hasFocus()) == ("listening", True)
    type_words(page, "Hung up")
    assert not page.board.card.evidence.error()


# ---- the draft


def test_what_is_typed_comes_back_in_another_window(page: ScorePage, open_page: OpenPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.keeper.kept):
        answer_all(page)
    other = open_page()
    assert other.filling.draft.entries == page.filling.draft.entries
    assert other.filling.front == "saturdays"
    assert "Draft saved" in other.board.foot.state.words()


def test_two_windows_of_one_member_lose_no_word_of_each_other(
    page: ScorePage, open_page: OpenPage, qtbot: QtBot
) -> None:
    other = open_page()
    press(other, Qt.Key.Key_5)
    press(other, Qt.Key.Key_Tab)
    with qtbot.waitSignal(other.keeper.kept):
        type_words(other, "from the second window")
    page.filling.go_to("writing")
    with qtbot.waitSignal(page.keeper.joined):
        page.filling.rate(3)
    assert page.filling.draft.of("listening").evidence == "from the second window"
    assert page.filling.draft.of("writing").level == 3


def test_closing_keeps_what_was_typed_just_now(page: ScorePage, desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_4)
    with qtbot.waitSignal(page.closed):
        press(page, Qt.Key.Key_Escape)
    page.show_card(hiring.card(desk.workspace, MARA).id)
    qtbot.waitUntil(lambda: page.is_ready)
    assert page.filling.draft.of("listening").level == 4


# ---- what happens meanwhile


def test_submitted_in_another_window_meanwhile_nothing_typed_is_lost(
    page: ScorePage, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_2)
    card = hiring.card(desk.workspace, MARA)
    submit_card(desk.workspace, card_id=card.id, ratings=ratings(4, 3, 5))
    desk.live.tell({Kind.SCORECARD})
    qtbot.waitUntil(lambda: page.filling.form is not None and page.filling.form.card.is_submitted)
    assert page.filling.draft.of("listening").level == 2
    page.change_submitted()
    press(page, Qt.Key.Key_3)
    page.take_submitted()
    assert page.filling.draft.of("listening").level == 4


def test_given_up_meanwhile_it_is_read_alone_and_what_was_typed_can_be_copied(
    page: ScorePage, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_4)
    give_up_card(desk.workspace, card_id=hiring.card(desk.workspace, MARA).id)
    desk.live.tell({Kind.SCORECARD})
    qtbot.waitUntil(lambda: not page.filling.is_open)
    page.filling.rate(1)
    assert page.filling.draft.of("listening").level == 4
    page.notices.copy()
    assert "Listening: 4" in QApplication.clipboard().text()


def test_a_candidate_erased_meanwhile_leaves_what_was_typed_to_be_copied(
    page: ScorePage, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_4)
    with desk.workspace.work("Erase") as work:
        for card in work.hiring.scorecards.where(application_id=hiring.applications[0].id):
            work.hiring.scorecards.remove(card.id)
    desk.live.tell({Kind.SCORECARD})
    qtbot.waitUntil(lambda: not page.board.foot.submit.isEnabled())
    assert page.filling.draft.of("listening").level == 4


def test_another_member_who_works_here_now_does_not_see_the_form(
    page: ScorePage, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_4)
    with qtbot.waitSignal(page.closed):
        desk.workspace.member = ROSA
        desk.live.tell({Kind.MEMBER})
    assert not page.is_ready
    desk.workspace.member = MARA
    page.show_card(hiring.card(desk.workspace, MARA).id)
    qtbot.waitUntil(lambda: page.is_ready)
    assert page.filling.draft.of("listening").level == 4


# ---- blind, and changed later


def test_others_are_finished_or_waiting_and_no_more(page: ScorePage, desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    submit(desk.workspace, hiring, ROSA, 2, 3, 5)
    desk.live.tell({Kind.SCORECARD})
    qtbot.waitUntil(lambda: page.filling.form is not None and page.filling.form.others[0].state is CardState.SUBMITTED)
    assert page.board.side.hidden.isVisible()
    assert not page.board.side.compare.isVisible()


def test_a_change_shows_the_first_submission_beside_it(
    open_page: OpenPage, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    submit(desk.workspace, hiring, MARA, 4, 3, 5)
    page = open_page()
    assert "4" in page.board.card.first.words()
    press(page, Qt.Key.Key_2)
    press(page, Qt.Key.Key_Tab)
    type_words(page, ", but cut in twice")
    with qtbot.waitSignal(page.closed):
        press(page, Qt.Key.Key_Return, CTRL)
    card = hiring.card(desk.workspace, MARA)
    assert (card.ratings[0].level, card.first[0].level, card.was_changed) == (2, 4, True)
