"""The page of one who applied, and what is asked about them."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.candidates import Candidate, Tie
from csops.domain.decisions import Decision
from csops.domain.openings import Stage
from csops.services.candidate_files import keep_paper, list_papers
from csops.services.candidate_privacy import erase_candidate, hold, kept_of
from csops.services.candidates import add_note, apply, list_applied, tie_member
from csops.services.decisions import decide
from csops.services.history import undo
from csops.services.views import keep_draft
from csops.ui.desk import Desk
from csops.ui.hiring.openings.candidate_page import CandidatePage
from csops.ui.hiring.openings.candidates_part import CandidatesPart
from csops.ui.hiring.openings.page import OpeningsPage
from csops.ui.kit.controls import Button
from tests.helpers.hiring import DAY, Hiring, a_hiring, submit
from tests.helpers.records import MARA, ROSA


def show(page: OpeningsPage, application_id: int, qtbot: QtBot) -> CandidatePage:
    page.show_candidate(application_id)
    shown = page.candidate
    assert shown is not None
    qtbot.waitUntil(lambda: shown.view is not None and shown.view.applied.id == application_id)
    return shown


@pytest.fixture
def ngozi(page: OpeningsPage, hiring: Hiring, qtbot: QtBot) -> CandidatePage:
    return show(page, hiring.applications[0].id, qtbot)


def click(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def buttons(widget: CandidatePage) -> list[str]:
    return [one.accessibleName() for one in widget.findChildren(Button) if one.isVisible()]


def test_ratings_of_others_are_shown_once_ones_own_is_submitted(
    ngozi: CandidatePage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    submit(desk.workspace, hiring, ROSA, 4, 3, 5)
    qtbot.waitUntil(lambda: any("Finished" in line for line in ngozi.cards.said))
    assert not any("Listening" in line for line in ngozi.cards.said)
    submit(desk.workspace, hiring, MARA, 2, 3, None)
    qtbot.waitUntil(lambda: any("Listening\u00a04" in line for line in ngozi.cards.said))
    assert any("Saturdays not asked" in line for line in ngozi.cards.said)


def test_a_hidden_name_leaves_neither_name_nor_details_nor_files(desk: Desk, qtbot: QtBot) -> None:
    hidden = a_hiring(desk.workspace, names_hidden=True)
    page = OpeningsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    shown = show(page, hidden.applications[0].id, qtbot)
    assert shown.name.words() == "Candidate 1"
    assert (shown.details.said, shown.files.isVisible(), shown.change.isVisible()) == ({}, False, False)
    submit(desk.workspace, hidden, MARA, 4, 3, 5)
    qtbot.waitUntil(lambda: shown.name.words() == "Ngozi Adeyemi")
    assert shown.files.isVisible()


def test_who_is_close_sees_no_scorecard_note_or_file(
    page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    candidate_id = hiring.applications[0].candidate_id
    add_note(desk.workspace, application_id=hiring.applications[0].id, text="Calm under pressure")
    keep_paper(desk.workspace, candidate_id=candidate_id, content=b"CV", name="cv.txt")
    tie_member(desk.workspace, tie=Tie(candidate_id=candidate_id, member_id=MARA.id))
    shown = show(page, hiring.applications[0].id, qtbot)
    assert (shown.cards.said, shown.notes.said, shown.files.isVisible()) == ([], [], False)
    assert not shown.top_actions()


def test_a_note_is_kept_and_its_draft_comes_back(
    ngozi: CandidatePage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    form = f"candidate_note.{hiring.applications[1].id}"
    keep_draft(desk.workspace, form=form, value={"text": "Begun"})
    ngozi.show_application(hiring.applications[1].id)
    qtbot.waitUntil(lambda: ngozi.notes.field.text() == "Begun")
    QTest.keyClicks(ngozi.notes.field.box, " and ended")
    click(ngozi.notes.add)
    qtbot.waitUntil(lambda: any("Begun and ended" in note for note in ngozi.notes.said))
    assert ngozi.notes.field.text() == ""


def test_files_dropped_on_the_page_are_kept_and_taken_off_again(
    ngozi: CandidatePage, hiring: Hiring, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("I would like to work on Saturdays")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(letter))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    ngozi.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, none))
    qtbot.waitUntil(lambda: ngozi.files.said == ["letter.txt"])
    opened: list[Path] = []
    ngozi.files.open_with = opened.append
    [paper] = list_papers(desk.workspace, candidate_id=hiring.applications[0].candidate_id)
    ngozi.files.open(paper)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].read_text() == letter.read_text()
    ngozi.files.remove(paper)
    qtbot.waitUntil(lambda: ngozi.files.said == [])
    undo(desk.workspace)
    qtbot.waitUntil(lambda: ngozi.files.said == ["letter.txt"])


def test_a_program_can_be_saved_and_not_opened(ngozi: CandidatePage, hiring: Hiring, desk: Desk, qtbot: QtBot) -> None:
    candidate_id = hiring.applications[0].candidate_id
    keep_paper(desk.workspace, candidate_id=candidate_id, content=b"MZ\x90", name="cv.pdf")
    qtbot.waitUntil(lambda: "Save a copy of cv.pdf" in buttons(ngozi))
    assert "Open cv.pdf" not in buttons(ngozi)


def test_a_candidate_erased_meanwhile_is_said_to_be_gone(
    ngozi: CandidatePage, page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    erase_candidate(desk.workspace, candidate_id=hiring.applications[0].candidate_id)
    qtbot.waitUntil(lambda: ngozi.gone is not None and ngozi.gone.isVisible())
    assert ngozi.gone is not None
    assert ngozi.gone.accessibleName() == "This candidate is not here any more"
    assert ngozi.name.words() == ""
    assert ngozi.gone.button is not None
    click(ngozi.gone.button)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.opening)


def test_who_may_be_the_same_are_named_and_made_one(
    ngozi: CandidatePage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    twin = Candidate(name="ngozi adeyemi", email="n@example.org", came_on=DAY)
    apply(desk.workspace, candidate=twin, opening_id=hiring.opening.id)
    qtbot.waitUntil(ngozi.details.twins.isVisible)
    click(ngozi.details.twins.buttons[0])
    qtbot.waitUntil(lambda: ngozi.door.merge_form is not None)
    form = ngozi.door.merge_form
    assert form is not None
    assert "Both applied for Weekend help" in form.said.words()
    click(form.merge)
    qtbot.waitUntil(lambda: len(list_applied(desk.workspace, opening_id=hiring.opening.id)) == 2)
    qtbot.waitUntil(lambda: ngozi.details.said.get("E-mail") == "n@example.org")


def test_what_is_kept_of_somebody_is_changed(ngozi: CandidatePage, qtbot: QtBot) -> None:
    click(ngozi.change)
    form = ngozi.door.form
    assert form is not None
    form.email.set_text("ngozi@example.org")
    form.consent.click()
    assert form.agreed_on.day() == DAY
    click(form.save)
    qtbot.waitUntil(lambda: ngozi.details.said.get("E-mail") == "ngozi@example.org")
    assert ngozi.details.said["Consent"] == "Agreed on 2 Mar 2026"


def test_a_relative_is_noted_and_taken_back(ngozi: CandidatePage, qtbot: QtBot) -> None:
    click(ngozi.details.tie_button)
    form = ngozi.door.tie_form
    assert form is not None
    form.who.choose(str(ROSA.id))
    click(form.save)
    qtbot.waitUntil(lambda: "Take back: Rosa Okafor is close to them" in buttons(ngozi))
    back = next(one for one in ngozi.findChildren(Button) if one.accessibleName().startswith("Take back: Rosa"))
    click(back)
    qtbot.waitUntil(lambda: "Take back: Rosa Okafor is close to them" not in buttons(ngozi))


# ------------------------------------------------------------ the list
def part_of(page: OpeningsPage, hiring: Hiring, qtbot: QtBot) -> CandidatesPart:
    page.show_opening(hiring.opening.id)
    part = page.opening.part()
    assert isinstance(part, CandidatesPart)
    qtbot.waitUntil(lambda: part.applied() is not None)
    return part


def test_somebody_is_added_by_keyboard(page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot) -> None:
    part = part_of(page, hiring, qtbot)
    assert [one.text() for one in page.top_actions()] == ["Add candidate", "Import a list", "Decide"]
    page.top_actions()[0].trigger()
    form = part.door.form
    assert form is not None
    QTest.keyClicks(form.name_field.line, "Elena Vasquez")
    QTest.keyClick(form.name_field.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(list_applied(desk.workspace, opening_id=hiring.opening.id)) == 3)
    qtbot.waitUntil(lambda: part.model.rowCount() == 4)


def test_somebody_known_is_used_instead_of_kept_twice(
    page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    second = a_hiring(desk.workspace, "Elena Vasquez")
    part = part_of(page, hiring, qtbot)
    part.begin()
    form = part.door.form
    assert form is not None
    form.name_field.set_text("Elena Vasquez")
    form.name_field.leave()
    qtbot.waitUntil(form.twins.isVisible)
    click(form.twins.buttons[0])
    qtbot.waitUntil(lambda: len(list_applied(desk.workspace, opening_id=hiring.opening.id)) == 3)
    ids = {one.candidate_id for one in list_applied(desk.workspace, opening_id=hiring.opening.id)}
    assert second.applications[0].candidate_id in ids


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_somebody_moves_on_by_keys_alone(page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot) -> None:
    part = part_of(page, hiring, qtbot)
    part.view.setFocus()
    QTest.keyClick(part.view, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: part.moving.menu is not None)
    menu = part.moving.menu
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part.moving.deciding.form is not None)
    form = part.moving.deciding.form
    assert form is not None
    assert form.decision is Decision.NEXT_STAGE
    with qtbot.waitActive(page):  # a system without windows gives none back when a menu closes
        page.activateWindow()
    QTest.keyClick(form.reason.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: list_applied(desk.workspace, opening_id=hiring.opening.id)[0].application.stage is Stage.SCREENING
    )


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_decision_on_a_page_with_notes_is_kept_by_the_keys(
    page: OpeningsPage, ngozi: CandidatePage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    QTest.keyClick(ngozi, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: ngozi.moving.menu is not None)
    menu = ngozi.moving.menu
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ngozi.moving.deciding.form is not None)
    form = ngozi.moving.deciding.form
    assert form is not None
    with qtbot.waitActive(page):  # a system without windows gives none back when a menu closes
        page.activateWindow()
    QTest.keyClick(form.reason.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: list_applied(desk.workspace, opening_id=hiring.opening.id)[0].application.stage is Stage.SCREENING
    )


def test_an_opening_that_is_closed_takes_nobody(page: OpeningsPage, desk: Desk, qtbot: QtBot) -> None:
    from csops.domain.openings import Opening, OpeningState
    from csops.services.openings import close_opening, save_opening
    from tests.helpers.hiring import a_profile

    made = Opening(profile_version_id=a_profile(desk.workspace).id, title="Till", lead_id=MARA.id, opened_on=DAY)
    till = save_opening(desk.workspace, opening=made)
    qtbot.waitUntil(lambda: len(page.lines) == 2)
    page.show_opening(till.id)
    part = page.opening.part()
    assert isinstance(part, CandidatesPart)
    qtbot.waitUntil(part.empty.isVisible)
    close_opening(desk.workspace, opening_id=till.id, state=OpeningState.CLOSED)
    qtbot.waitUntil(part.nobody.isVisible)
    assert part.nobody.button is None
    assert not page.top_actions()


def test_an_agent_of_the_panel_neither_changes_nor_decides(hiring: Hiring, desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.member = replace(ROSA)
    page = OpeningsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    shown = show(page, hiring.applications[0].id, qtbot)
    assert not shown.change.isVisible()
    assert not shown.top_actions()
    assert "Kept until" not in shown.details.said


def test_what_is_kept_can_be_erased_from_the_page_unless_it_is_held(
    ngozi: CandidatePage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    candidate_id = hiring.applications[0].candidate_id
    menu = ngozi.menu.menu_of(kept_of(desk.workspace, candidate_id=candidate_id))
    offered = {one.text(): one for one in menu.actions() if one.text()}
    assert offered["Erase for good…"].isEnabled()
    hold(desk.workspace, candidate_id=candidate_id, reason="Claim of 3 March")
    menu = ngozi.menu.menu_of(kept_of(desk.workspace, candidate_id=candidate_id))
    offered = {one.text(): one for one in menu.actions() if one.text()}
    assert not offered["Erase for good…"].isEnabled()
    offered["Lift the hold"].trigger()
    qtbot.waitUntil(lambda: not kept_of(desk.workspace, candidate_id=candidate_id).candidate.hold)


def test_who_was_hired_joins_the_team_with_one_press(
    ngozi: CandidatePage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    for member in (MARA, ROSA):
        submit(desk.workspace, hiring, member, 4, 3, 5)
    assert ngozi.join.isHidden()
    for decision in (Decision.OFFER, Decision.HIRE):
        (now, *_others) = list_applied(desk.workspace, opening_id=hiring.opening.id)
        decide(desk.workspace, application=now.application, decision=decision, reason="Best of all")
    qtbot.waitUntil(ngozi.join.isVisible)
    click(ngozi.join)
    qtbot.waitUntil(ngozi.join.isHidden)
    with desk.workspace.read() as work:
        (joined,) = (one for one in work.members.all() if one.name == "Ngozi Adeyemi")
        assert len(work.catalogue.levels.where(member_id=joined.id)) == 3
