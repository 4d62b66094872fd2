"""What a change of a profile does to the ranking, beside the editor; and moving an opening to a version."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.domain.changes import Kind
from csops.services import history, profiles
from csops.services.openings import get_opening
from csops.services.profiles import KeptProfile
from csops.ui.desk import Desk
from csops.ui.hiring.profiles.move_dialog import MoveDialog
from csops.ui.hiring.profiles.page import ProfilesPage
from csops.ui.hiring.profiles.ranking_table import RankingTable
from tests.helpers.hiring import Hiring, a_hiring, submit
from tests.helpers.records import MARA, ROSA

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenPage = Callable[[], ProfilesPage]


@pytest.fixture
def hiring(desk: Desk) -> Hiring:
    """Ngozi is better at listening, Tobias at writing and on Saturdays."""
    made = a_hiring(desk.workspace)
    for place, levels in enumerate([(4, 2, 2), (3, 3, 4)]):
        for member in (MARA, ROSA):
            submit(desk.workspace, made, member, *levels, place=place)
    return made


@pytest.fixture
def page(desk: Desk, hiring: Hiring, qtbot: QtBot) -> ProfilesPage:
    page = ProfilesPage(desk)
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.resize(1200, 1000)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.ask({"profile": "helper"})
    qtbot.waitUntil(lambda: page.editor.preview.ratings is not None)
    assert page.editor.preview.ratings is not None
    assert page.editor.preview.ratings.opening.id == hiring.opening.id
    return page


def words(table: RankingTable) -> str:
    return table.words().replace("\u00a0", " ")


def helper(page: ProfilesPage) -> KeptProfile:
    return profiles.profile_named(page.desk.workspace, key="helper")


def write(page: ProfilesPage, *weights: str) -> None:
    for row, weight in zip(page.editor.form.table.shown(), weights, strict=True):
        row.weight.setFocus()
        row.weight.selectAll()
        QTest.keyClicks(row.weight, weight)


def newer(page: ProfilesPage, *weights: float) -> KeptProfile:
    kept = helper(page)
    rows = tuple(replace(row, weight=weight) for row, weight in zip(kept.version.skills, weights, strict=True))
    return profiles.save_profile(page.desk.workspace, profile=kept.profile, version=replace(kept.version, skills=rows))


def test_the_ranking_follows_what_is_typed_and_nothing_is_saved(page: ProfilesPage) -> None:
    preview = page.editor.preview
    assert "Ngozi Adeyemi: now rank 2, 80.0 %, then rank 2, 80.0 %; the same" in words(preview.table)
    write(page, "80", "10", "10")
    assert "Ngozi Adeyemi: now rank 2, 80.0 %, then rank 1, 91.7 %; up from 2 to 1" in words(preview.table)
    assert "is not saved" in preview.state.words()
    assert not preview.move_it.isVisible()
    assert helper(page).version.number == 1


def test_weights_that_do_not_make_one_hundred_yet_are_ranked_in_proportion(page: ProfilesPage) -> None:
    write(page, "40", "5", "5")
    assert "then rank 1, 91.7 %; up from 2 to 1" in words(page.editor.preview.table)


def test_while_a_row_is_wrong_nothing_is_ranked(page: ProfilesPage) -> None:
    write(page, "0", "80", "20")
    assert not page.editor.preview.table.isVisible()
    assert page.editor.preview.state.words() == "Shown again once each row is right"


def test_a_profile_that_no_opening_uses_has_no_ranking(page: ProfilesPage, qtbot: QtBot) -> None:
    page.ask({"profile": "support_manager"})
    qtbot.waitUntil(lambda: page.editor.form.name.text() == "Support manager")
    QApplication.processEvents()
    assert not page.editor.preview.isVisible()


def test_an_opening_is_moved_with_both_rankings_in_sight(page: ProfilesPage, hiring: Hiring, qtbot: QtBot) -> None:
    saved = newer(page, 80, 10, 10)
    preview = page.editor.preview
    qtbot.waitUntil(preview.move_it.isVisible)
    assert preview.move_it.text() == "Move Weekend help to version 2…"
    QTest.mouseClick(preview.move_it, Qt.MouseButton.LeftButton)
    dialog = page.findChild(MoveDialog)
    assert dialog is not None
    assert "Ngozi Adeyemi: now rank 2, 80.0 %, then rank 1, 91.7 %; up from 2 to 1" in words(dialog.table)
    qtbot.waitUntil(dialog.reason.line.hasFocus)
    QTest.keyClicks(dialog.reason.line, "Listening matters")
    QTest.keyClick(dialog.reason.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def version_id() -> int:
        opening = get_opening(page.desk.workspace, opening_id=hiring.opening.id).opening
        return opening.profile_version_id

    qtbot.waitUntil(lambda: version_id() == saved.version.id)
    qtbot.waitUntil(lambda: not preview.move_it.isVisible())
    assert preview.state.words().startswith("It asks what version 2 asks, the newest")
    history.undo(page.desk.workspace)
    qtbot.waitUntil(preview.move_it.isVisible)


def test_leaving_the_question_moves_nothing(page: ProfilesPage, hiring: Hiring, qtbot: QtBot) -> None:
    newer(page, 80, 10, 10)
    qtbot.waitUntil(page.editor.preview.move_it.isVisible)
    page.editor.preview.ask_move()
    dialog = page.findChild(MoveDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    opening = get_opening(page.desk.workspace, opening_id=hiring.opening.id).opening
    assert opening.profile_version_id == hiring.opening.profile_version_id


def test_a_rating_that_comes_meanwhile_is_in_the_ranking(page: ProfilesPage, hiring: Hiring, qtbot: QtBot) -> None:
    card = hiring.card(page.desk.workspace, MARA)
    with page.desk.workspace.work("Rate anew") as work:
        ratings = tuple(replace(each, level=5) for each in card.ratings)
        work.hiring.scorecards.update(replace(card, ratings=ratings))
    page.desk.live.tell([Kind.SCORECARD])
    qtbot.waitUntil(lambda: "Ngozi Adeyemi: now rank 1" in words(page.editor.preview.table))


def test_the_opening_is_shown_by_a_click(page: ProfilesPage, hiring: Hiring, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as caught:
        QTest.mouseClick(page.editor.preview.show_opening, Qt.MouseButton.LeftButton)
    assert caught.args == ["hiring", {"tab": "openings", "opening_id": hiring.opening.id}]


def test_the_ranking_stands_beside_what_is_edited_where_there_is_room(page: ProfilesPage, qtbot: QtBot) -> None:
    preview = page.editor.preview
    page.resize(1280, 900)
    qtbot.waitUntil(lambda: page.columns.side.isAncestorOf(preview))
    assert preview.isVisible()
    page.resize(1000, 900)
    qtbot.waitUntil(lambda: page.editor.isAncestorOf(preview))
    assert preview.isVisible()
    assert not page.columns.side.isVisible()
    page.resize(1280, 900)
    page.ask({"profile": "support_manager"})
    qtbot.waitUntil(lambda: not page.columns.side.isVisible())


def test_names_that_are_hidden_are_hidden_here_too(desk: Desk, qtbot: QtBot) -> None:
    """Rosa rates, and has rated one: she sees that one, and the other is only counted."""
    made = a_hiring(desk.workspace, names_hidden=True)
    submit(desk.workspace, made, ROSA, 4, 2, 2)
    desk.workspace.member = ROSA
    page = ProfilesPage(desk)
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.ask({"profile": "helper"})
    preview = page.editor.preview
    qtbot.waitUntil(lambda: preview.ratings is not None)
    assert preview.ratings is not None
    assert len(preview.ratings.candidates) == 1
    assert "Tobias" not in words(preview.table)
    assert preview.table.more.words().startswith("1 candidates are not shown")
    assert not preview.move_it.isVisible()
