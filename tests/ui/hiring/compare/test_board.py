"""The board of the comparison: what its cells say, how one moves through them, what they open."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.role_profiles import ProfileSkill
from csops.services.comparison import compare
from csops.ui.desk import Desk
from csops.ui.hiring.compare.board_model import BoardModel, RowKind
from csops.ui.hiring.compare.part import ComparePart
from tests.helpers.hiring import Hiring, submit
from tests.helpers.records import MARA, ROSA

SAID = Qt.ItemDataRole.AccessibleTextRole


def plain(text: str) -> str:
    """Blanks that do not break are blanks too."""
    return text.replace("\u00a0", " ")


def said(part: ComparePart, row: str, column: int) -> str:
    """What a cell says, by the title of its row."""
    for view in (part.board.skills, part.board.figures):
        for place, each in enumerate(view.board_model.rows):
            if each.title == row:
                return plain(str(view.board_model.index(place, column).data(SAID)))
    raise AssertionError(row)


def row_titles(part: ComparePart) -> list[str]:
    return [row.title for row in part.board.skills.board_model.rows]


def test_skills_stand_under_what_the_role_asks_of_them(part: ComparePart) -> None:
    assert row_titles(part) == [
        "Required, hard skills",
        "Writing",
        "Required, soft skills",
        "Listening",
        "Preferred",
        "Saturdays",
    ]


def test_a_cell_says_in_words_what_it_shows(part: ComparePart) -> None:
    assert (
        said(part, "Listening", 0)
        == "Listening, Ngozi Adeyemi, 4 of 5, mean of 2 ratings, at least 3 needed, aimed at 4"
    )
    assert "below the least of 3" in said(part, "Listening", 1)
    assert "ratings 2 levels apart: talk about it" in said(part, "Saturdays", 0)


def test_fit_coverage_and_must_haves_are_three_facts_of_their_own(part: ComparePart) -> None:
    assert said(part, "Fit", 0) == "Fit, Ngozi Adeyemi, 100 %, place 1, Meets"
    assert said(part, "Coverage", 0) == "Coverage, Ngozi Adeyemi, 100 %"
    assert said(part, "Must-haves", 0) == "Must-haves, Ngozi Adeyemi, 2 of 2 met"
    assert said(part, "Fit", 1) == "Fit, Tobias Kern, 75 %, does not meet, Does not meet"
    assert said(part, "Must-haves", 1) == "Must-haves, Tobias Kern, 1 of 2 met"


def test_of_who_is_hidden_only_who_has_finished_is_said(part: ComparePart) -> None:
    assert said(part, "Listening", 2) == "Listening, Salma Haddad, hidden until you have rated, 1 of 2 have rated"
    model = part.board.skills.board_model
    assert [model.index(row, 2).data() for row in range(model.rowCount())] == [None, "", None, "", None, ""]
    part.board.figures.go_to(0, 2)
    assert "Finished: Rosa Okafor" in part.panel.verdict.reasons.words()
    assert not part.panel.gaps.isVisible()


def test_arrows_pass_over_headings_and_lead_from_the_skills_to_the_figures(part: ComparePart, qtbot: QtBot) -> None:
    board = part.board
    board.skills.setFocus()
    QTest.keyClick(board.skills, Qt.Key.Key_Down)
    titles = row_titles(part)
    assert titles[board.skills.currentIndex().row()] == "Listening"
    QTest.keyClick(board.skills, Qt.Key.Key_Down)
    QTest.keyClick(board.skills, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is board.figures
    assert board.figures.currentIndex().row() == 0
    QTest.keyClick(board.figures, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is board.skills
    assert titles[board.skills.currentIndex().row()] == "Saturdays"


def test_an_arrow_to_the_side_chooses_the_next_candidate(part: ComparePart, qtbot: QtBot) -> None:
    part.board.skills.setFocus()
    with qtbot.waitSignal(part.board.chosen):
        QTest.keyClick(part.board.skills, Qt.Key.Key_Right)
    assert part.panel.name.words() == "Tobias Kern"
    assert part.board.figures.currentIndex().column() == 1


def test_enter_opens_the_sum_of_a_cell(part: ComparePart, qtbot: QtBot) -> None:
    part.board.figures.go_to(0, 1)
    part.board.figures.setFocus()
    QTest.keyClick(part.board.figures, Qt.Key.Key_Return)
    dialog = part.sum_dialog
    assert dialog is not None
    assert dialog.isVisible()
    rows = {row[0]: tuple(map(plain, row[1:])) for row in dialog.found.rows}
    assert rows["Listening"] == ("50", "2.00", "2", "4", "50.0 %", "25.0")
    assert rows["Fit"] == ("100", "", "", "", "", "75.0 %")
    dialog.copy.click()
    assert "75.0 %" in plain(QGuiApplication.clipboard().text())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("kind", [kind for kind in RowKind if kind not in {RowKind.GROUP, RowKind.VALUES}])
def test_every_figure_opens_its_sum(part: ComparePart, kind: RowKind) -> None:
    rows = [*part.board.skills.board_model.rows, *part.board.figures.board_model.rows]
    row = next(each for each in rows if each.kind is kind)
    part.open_sum(row, part.board.chosen_id())
    assert part.sum_dialog is not None
    assert part.sum_dialog.found.rows
    part.sum_dialog.close_layer()


def test_how_far_the_interviewers_agree_is_said_over_all_candidates(part: ComparePart) -> None:
    agreement, _export = part.top_actions()
    agreement.trigger()
    assert part.sum_dialog is not None
    said = [plain(sentence) for sentence in part.sum_dialog.found.sentences]
    assert said[0] == "Of pairs of ratings 67 % are equal and 83 % lie within one level (6 skills of candidates)."
    assert "10 are needed" in said[1]
    assert ("Saturdays", "2", "50 %", "50 %") in [tuple(map(plain, row)) for row in part.sum_dialog.found.rows]
    part.sum_dialog.close_layer()


def test_the_shops_own_values_are_a_row_of_their_own_that_opens_its_sum(part: ComparePart) -> None:
    found = part.board.found
    assert found is not None
    everyone = tuple(replace(each, values=each.fit) for each in found.candidates)
    part.board.show_comparison(replace(found, values=found.role, candidates=everyone))
    assert said(part, "Our values", 0) == "Our values, Ngozi Adeyemi, 100 %"
    row = part.board.figures.board_model.rows[-1]
    part.open_sum(row, part.board.chosen_id())
    assert part.sum_dialog is not None
    assert part.sum_dialog.found.title == "Our values: Ngozi Adeyemi"
    part.sum_dialog.close_layer()


def test_a_click_on_a_figure_opens_it_and_a_first_click_on_a_rating_chooses_the_candidate(
    part: ComparePart, qtbot: QtBot
) -> None:
    skills, figures = part.board.skills, part.board.figures
    cell = skills.board_model.index(1, 1)
    QTest.mouseClick(skills.viewport(), Qt.MouseButton.LeftButton, pos=skills.visualRect(cell).center())
    assert part.panel.name.words() == "Tobias Kern"
    assert part.sum_dialog is None
    QTest.mouseClick(skills.viewport(), Qt.MouseButton.LeftButton, pos=skills.visualRect(cell).center())
    assert part.sum_dialog is not None
    assert part.sum_dialog.found.title == "Writing: Tobias Kern"
    part.sum_dialog.close_layer()
    cell = figures.board_model.index(0, 0)
    QTest.mouseClick(figures.viewport(), Qt.MouseButton.LeftButton, pos=figures.visualRect(cell).center())
    assert part.sum_dialog.found.title == "Fit: Ngozi Adeyemi"
    part.sum_dialog.close_layer()


def test_the_table_is_copied_with_unrounded_means(part: ComparePart, qtbot: QtBot) -> None:
    part.board.skills.setFocus()
    QTest.keyClick(part.board.skills, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Skill\tWeight (%)\tLeast\tAimed at\tNgozi Adeyemi\tTobias Kern\tSalma Haddad"
    assert "Writing\t30\t2\t3\t3.0\t4.5\t" in lines


def test_the_comparison_is_exported_as_a_workbook(
    part: ComparePart, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(desk.files, "ask_save", lambda *_args, **_kinds: tmp_path / "compared.xlsx")
    with qtbot.waitSignal(desk.said) as heard:
        part.top_actions()[1].trigger()
    assert heard.args[0].text == "Written: compared.xlsx"
    assert (tmp_path / "compared.xlsx").stat().st_size > 5000


def test_who_may_not_export_is_not_offered_to(part: ComparePart, desk: Desk) -> None:
    desk.workspace.member = replace(ROSA, role=Role.AGENT)
    assert [action.text() for action in part.top_actions()] == ["Agreement"]


def test_what_another_interviewer_submits_is_shown_at_once_and_the_candidate_stays_chosen(
    part: ComparePart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    part.board.skills.go_to(1, 2)
    with qtbot.waitSignal(desk.live.changed):
        submit(desk.workspace, hiring, MARA, 4, 4, 4, place=2)
    qtbot.waitUntil(part.panel.gaps.isVisible)
    assert part.panel.name.words() == "Salma Haddad"


def test_the_models_keep_the_rules_of_qt(part: ComparePart) -> None:
    for view in (part.board.skills, part.board.figures):
        assert isinstance(view.board_model, BoardModel)
        QAbstractItemModelTester(view.board_model, QAbstractItemModelTester.FailureReportingMode.Fatal, view)


def test_a_comparison_of_another_shape_is_shown_whole(part: ComparePart, desk: Desk, hiring: Hiring) -> None:
    found = compare(desk.workspace, opening_id=hiring.opening.id)
    one = ProfileSkill(skill="writing", weight=100, target_level=3)
    part.board.show_comparison(replace(found, role=replace(found.role, skills=(one,)), candidates=found.candidates[:1]))
    assert row_titles(part) == ["Preferred", "Writing"]
    assert part.board.skills.board_model.columnCount() == 1


def test_an_opening_without_candidates_says_what_will_be_here(desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    with desk.workspace.work("Nobody yet") as work:
        empty = work.hiring.openings.add(replace(hiring.opening, id=0, version=1, title="Nobody yet"))
    part = ComparePart(desk)
    qtbot.addWidget(part)
    part.show()
    part.setFocus()
    part.show_opening(empty.id)
    qtbot.waitUntil(lambda: part.stack.currentIndex() == 2)
    assert part.top_actions() == ()
    assert part.focusWidget() is part.empty.button
