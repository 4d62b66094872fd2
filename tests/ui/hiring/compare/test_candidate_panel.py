"""One candidate closer, and a person's decision with its reason."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from csops.domain.access import Role
from csops.domain.decisions import Decision
from csops.domain.errors import InputError
from csops.domain.openings import OpeningState, Outcome, Stage
from csops.services import history
from csops.services.candidate_privacy import erase_candidate
from csops.services.decisions import decide, decisions_of
from csops.services.openings import close_opening
from csops.services.scorecards import change_card
from csops.ui.desk import Desk
from csops.ui.hiring.compare.part import ComparePart
from csops.ui.kit.controls import Button
from tests.helpers.hiring import Hiring, ratings
from tests.helpers.records import MARA, ROSA


def button(part: ComparePart, words: str) -> Button:
    return next(each for each in part.panel.buttons if each.text() == words)


def test_the_recommendation_comes_with_its_reason(part: ComparePart) -> None:
    assert part.panel.verdict.title.words() == "Meets"
    said = part.panel.verdict.reasons.words().replace("\u00a0", " ")
    assert said == "Every must-have is met; 100 % of the weight is rated, by 2 interviewers."
    part.board.skills.go_to(1, 1)
    assert part.panel.verdict.title.words() == "Does not meet"
    said = part.panel.verdict.reasons.words().replace("\u00a0", " ")
    assert said == "Below what the role needs: Listening (2, at least 3 needed). A person decides."


def test_the_gaps_say_how_far_each_skill_is_from_its_aim(part: ComparePart) -> None:
    assert [(row.name, row.text, row.family) for row in part.panel.gaps.rows] == [
        ("Listening", "meets", "success"),
        ("Writing", "meets", "success"),
        ("Saturdays", "meets", "success"),
    ]
    part.board.skills.go_to(1, 1)
    assert [(row.text, row.family) for row in part.panel.gaps.rows] == [
        ("−2", "danger"),
        ("+1.5", "success"),
        ("+1", "success"),
    ]
    assert part.panel.gaps.table().rows[0][:4] == ("Listening", 2.0, 3, 4)


def test_ratings_two_levels_apart_are_to_be_talked_about(part: ComparePart) -> None:
    assert part.panel.apart.shown() == ["Saturdays", "Rosa 3, Mara 5"]
    assert part.panel.agreement.words() == "Interviewers differ somewhat: spread 0.8 levels, usual here 0.6."


def test_the_spread_opens_what_it_is_made_of(part: ComparePart) -> None:
    part.panel.spread_button.click()
    assert part.sum_dialog is not None
    assert part.sum_dialog.found.rows == (
        ("Listening", "4, 4", "4.00", "0.00"),
        ("Writing", "3, 3", "3.00", "0.00"),
        ("Saturdays", "3, 5", "4.00", "1.41"),
        ("All skills with two ratings or more", "", "", "0.82"),
    )
    part.sum_dialog.close_layer()


def test_what_interviewers_wrote_stands_with_skill_and_level_and_with_what_was_first_said(
    part: ComparePart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    assert "Listening: 4" in part.panel.written.shown()
    with qtbot.waitSignal(desk.live.changed):
        change_card(desk.workspace, card_id=hiring.card(desk.workspace, MARA).id, ratings=ratings(5, 3, 5))
    qtbot.waitUntil(lambda: "Listening: 5, at first 4" in part.panel.written.shown())


def test_an_offer_to_who_meets_needs_no_reason_and_can_be_taken_back(
    part: ComparePart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    button(part, "Record offer").click()
    form = part.deciding.form
    assert form is not None
    assert "Meets: fit 100 %, coverage 100 %, must-haves 2 of 2 met" in form.figures.words().replace("\u00a0", " ")
    with qtbot.waitSignal(desk.said) as heard:
        QTest.keyClick(form.reason.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        form.save.click()
    assert heard.args[0].text == "Offer to Ngozi Adeyemi recorded"
    qtbot.waitUntil(lambda: [each.text() for each in part.panel.buttons][:1] == ["Record hire"])
    (move,) = decisions_of(desk.workspace, application_id=hiring.applications[0].id)
    assert (move.fit, move.recommendation, move.to_stage) == (100, "meets", Stage.OFFER)
    history.undo(desk.workspace)
    assert decisions_of(desk.workspace, application_id=hiring.applications[0].id) == []


def test_to_decline_a_reason_is_asked_for_in_the_form(
    part: ComparePart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    part.board.skills.go_to(1, 1)
    button(part, "Decline").click()
    form = part.deciding.form
    assert form is not None
    form.save.click()
    assert "reason" in form.reason.error().casefold() or "declined" in form.reason.error()
    assert decisions_of(desk.workspace, application_id=hiring.applications[1].id) == []
    form.reason.box.setPlainText("Others listen better")
    with qtbot.waitSignal(desk.said):
        form.save.click()
    qtbot.waitUntil(lambda: part.panel.decided.shown()[:1] == ["Declined: Others listen better"])
    with desk.workspace.read() as work:
        assert work.hiring.applications.get(hiring.applications[1].id).outcome is Outcome.DECLINED


def test_what_was_typed_stays_when_the_form_is_closed_and_opened_again(part: ComparePart, qtbot: QtBot) -> None:
    button(part, "Decline").click()
    form = part.deciding.form
    assert form is not None
    QTest.keyClicks(form.reason.box, "Too far aw")
    with qtbot.waitSignal(form.keeper.kept):
        form.keeper.keep()
    form.close_layer()
    button(part, "Decline").click()
    again = part.deciding.form
    assert again is not None
    qtbot.waitUntil(lambda: again.reason.text() == "Too far aw")
    again.close_layer()


def test_the_candidates_own_page_is_one_click_away(part: ComparePart, hiring: Hiring, qtbot: QtBot) -> None:
    with qtbot.waitSignal(part.wanted) as asked:
        part.panel.open_button.click()
    assert asked.args == ["candidate", {"application_id": hiring.applications[0].id}]


def test_what_was_decided_elsewhere_meanwhile_is_said_in_the_form(
    part: ComparePart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    button(part, "Record offer").click()
    form = part.deciding.form
    assert form is not None
    decide(desk.workspace, application=hiring.applications[0], decision=Decision.KEEP_IN_MIND)
    form.save.click()
    qtbot.waitUntil(lambda: "Mara Lindqvist already" in form.reason.error())
    form.close_layer()


def test_a_form_on_somebody_who_is_erased_meanwhile_closes_and_says_so(
    part: ComparePart, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    button(part, "Decline").click()
    form = part.deciding.form
    assert form is not None
    QTest.keyClicks(form.reason.box, "Too far away")
    with qtbot.waitSignal(desk.said) as heard:
        erase_candidate(desk.workspace, candidate_id=hiring.applications[0].candidate_id)
    assert heard.args[0].text == "The candidate is gone meanwhile; nothing was decided"
    assert not isValid(form) or not form.isVisible()


def test_the_form_grows_with_what_is_said_in_it(part: ComparePart, qtbot: QtBot) -> None:
    button(part, "Record offer").click()
    form = part.deciding.form
    assert form is not None
    before = form.panel.height()
    form.explain(InputError(field="opening", problem="is far too much for one line " * 6, right="Wait"))
    qtbot.waitUntil(lambda: form.panel.height() > before)
    form.close_layer()


def test_what_is_decided_seldom_stands_in_a_menu(part: ComparePart, qtbot: QtBot) -> None:
    assert [each.text() for each in part.panel.buttons] == ["Move to screening", "Record offer", "Decline", ""]
    menu = part.panel.more_menu
    assert [action.text() for action in menu.actions()] == ["Keep in mind", "Withdrew"]
    with qtbot.waitSignal(part.panel.decision_wanted):
        menu.actions()[0].trigger()
    assert part.deciding.form is not None
    part.deciding.form.close_layer()


def test_where_the_opening_is_closed_only_what_ends_is_offered(
    desk: Desk, hiring: Hiring, part: ComparePart, qtbot: QtBot
) -> None:
    close_opening(desk.workspace, opening_id=hiring.opening.id, state=OpeningState.CLOSED)
    wanted = ["Keep in mind", "Decline"]
    qtbot.waitUntil(lambda: [each.text() for each in part.panel.buttons if each.text()] == wanted)


def test_who_does_not_run_the_opening_sees_no_buttons(
    desk: Desk, hiring: Hiring, part: ComparePart, qtbot: QtBot
) -> None:
    desk.workspace.member = replace(ROSA, role=Role.AGENT)
    part.refresh()
    qtbot.waitUntil(lambda: part.panel.buttons == [])
    assert part.opening_id == hiring.opening.id
