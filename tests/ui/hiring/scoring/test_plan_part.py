"""The plan of an opening by keys: ticked, shared out, its parts changed, and what waits given up or planned again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.openings import Seat
from csops.domain.scorecards import CardState
from csops.services.interview_plan import interview_plan, tick_skill
from csops.services.openings import save_seat
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.hiring.scoring.open_cards import GiveUpDialog
from csops.ui.hiring.scoring.plan_part import PlanPart
from tests.helpers.hiring import Hiring, a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    return a_hiring(workspace)


@pytest.fixture
def part(desk: Desk, hiring: Hiring, qtbot: QtBot) -> Iterator[PlanPart]:
    made = PlanPart(desk)
    made.resize(1100, 760)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_opening(hiring.opening.id)
    qtbot.waitUntil(lambda: made.plan is not None)
    yield made
    made.close()
    made.deleteLater()


def skills_of(workspace: Workspace, hiring: Hiring, place: int) -> tuple[str, ...]:
    return interview_plan(workspace, opening_id=hiring.opening.id).seats[place].seat.skills


def test_space_takes_a_skill_from_a_part_and_the_row_says_what_is_lacking(
    part: PlanPart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    part.grid.setFocus()
    part.grid.setCurrentIndex(part.grid.plan_model.index(1, 2))
    QTest.keyClick(part.grid, Qt.Key.Key_Space)
    qtbot.waitUntil(part.lessons.isVisible)
    assert skills_of(desk.workspace, hiring, 1) == ("listening", "saturdays")
    assert part.lessons.words().startswith("Writing: rated by one person only")
    assert part.grid.plan_model.index(1, 3).data() == "One person only"
    assert (part.grid.currentIndex().row(), part.grid.currentIndex().column()) == (1, 2)


def test_what_cannot_be_ticked_is_said_in_place(part: PlanPart, desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    submit(desk.workspace, hiring, ROSA, 4, 3, 5)
    part.grid.ticked.emit(hiring.seats[1].id, "writing", False)
    qtbot.waitUntil(lambda: part.trouble.count() == 1)
    assert len(skills_of(desk.workspace, hiring, 1)) == 3


def test_skills_are_shared_out_with_one_press(part: PlanPart, desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    assert not part.share.isEnabled()
    third = a_third(desk.workspace)
    save_seat(desk.workspace, seat=Seat(opening_id=hiring.opening.id, member_id=third.id, skills=("saturdays",)))
    part.refresh()
    qtbot.waitUntil(part.share.isEnabled)
    QTest.mouseClick(part.share, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not part.share.isEnabled())
    assert [len(skills_of(desk.workspace, hiring, place)) for place in range(3)] == [2, 2, 2]


def test_enter_changes_a_part_and_its_question_is_asked(
    part: PlanPart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    part.grid.setFocus()
    part.grid.setCurrentIndex(part.grid.plan_model.index(0, 1))
    QTest.keyClick(part.grid, Qt.Key.Key_Return)
    form = part.form
    assert form is not None
    form.skills["writing"].click()
    QTest.keyClicks(form.questions["listening"].line, "What did they not say?")
    form.close_layer()
    QTest.keyClick(part.grid, Qt.Key.Key_Return)  # what was begun is there again
    form = part.form
    assert form is not None
    question = form.questions["listening"]
    qtbot.waitUntil(lambda: question.text() == "What did they not say?")
    assert not form.skills["writing"].isChecked()
    form.skills["writing"].click()
    form.minutes.set_text("30")
    form.skills["saturdays"].setChecked(False)
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.form is None)
    seat = interview_plan(desk.workspace, opening_id=hiring.opening.id).seats[0].seat
    assert (seat.minutes, seat.skills) == (30, ("listening", "writing"))
    assert seat.questions == {"listening": "What did they not say?"}


def test_a_part_without_skills_is_not_saved_and_says_so(part: PlanPart, desk: Desk, hiring: Hiring) -> None:
    part.begin_new()
    form = part.form
    assert form is not None
    form.who.choose(str(ROSA.id))
    for box in form.skills.values():
        box.setChecked(False)
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.trouble.isVisible()
    assert len(interview_plan(desk.workspace, opening_id=hiring.opening.id).seats) == 2


def test_giving_up_says_what_it_means_and_planning_again_marks_the_form(
    part: PlanPart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    submit(desk.workspace, hiring, ROSA, 4, 3, 5)
    part.refresh()
    qtbot.waitUntil(lambda: part.plan is not None and part.plan.finished == 1)
    late = next(one for one in part.plan.open_cards if one.is_late) if part.plan else None
    assert late is not None
    assert late.member == MARA.name
    part.cards.give_up_wanted.emit(late)
    agree(part, "Nobody waits for Mara")
    qtbot.waitUntil(lambda: hiring.card(desk.workspace, MARA).state is CardState.LAPSED)
    qtbot.waitUntil(lambda: bool(part.plan) and lapsed(part) is not None)
    part.cards.again_wanted.emit(lapsed(part))
    agree(part, "marked so")
    qtbot.waitUntil(lambda: hiring.card(desk.workspace, MARA).saw_others)


def lapsed(part: PlanPart) -> object:
    cards = part.plan.open_cards if part.plan else ()
    return next((one for one in cards if one.card.state is CardState.LAPSED), None)


def agree(part: PlanPart, words: str) -> None:
    dialog = next(one for one in part.window().findChildren(GiveUpDialog) if one.isVisible())
    assert words in dialog.meaning.words()
    QTest.mouseClick(dialog.sure, Qt.MouseButton.LeftButton)


def test_who_does_not_run_the_opening_sees_the_plan_and_no_buttons(
    part: PlanPart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    desk.workspace.member = ROSA
    part.refresh()
    qtbot.waitUntil(lambda: part.plan is not None and not part.plan.may_run)
    assert not part.add.isVisible()
    QTest.keyClick(part.grid, Qt.Key.Key_Space)
    assert part.plan is not None
    assert all(len(seat.seat.skills) == 3 for seat in part.plan.seats)
    names = [button.accessibleName() for button in part.cards.buttons]
    assert any(name.startswith("Fill it") for name in names)


def test_a_tick_of_a_colleague_comes_in_by_itself(part: PlanPart, desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    tick_skill(desk.workspace, seat_id=hiring.seats[1].id, skill="saturdays", rates=False)
    qtbot.waitUntil(lambda: part.grid.plan_model.index(2, 3).data() == "One person only")
