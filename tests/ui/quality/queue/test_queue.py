"""The queue of reviews in the window: drawn with a preview, replaced for a reason, given to others, told on Today."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.review_groups import Group, Joined
from csops.domain.review_samples import Stratum
from csops.domain.review_sampling import REST
from csops.domain.reviews import Purpose
from csops.services import history
from csops.services.review_drafts import drop_review_draft
from csops.services.review_picks import pick_by_hand, reassign_picks
from csops.services.review_queue import my_queue
from csops.services.review_samples import draw
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from csops.ui.preferences import Preferences
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.queue.dialogs import GiveDialog, ReasonDialog
from csops.ui.quality.queue.draw_dialog import DrawDialog
from csops.ui.quality.queue.page import FAR, MINE, TEAM, QueuePage
from csops.ui.quality.queue.queue_empty import Lack, empty_queue, lack_of
from csops.ui.quality.queue.queue_pane import QueuePane
from csops.ui.quality.queue.risk_dialog import RiskDialog
from csops.ui.quality.queue.words import joined_words
from csops.ui.quality.review.page import ReviewPage
from csops.ui.today.wait_card import WaitCard
from tests.helpers.records import MARA, ROSA
from tests.helpers.samples import Team, a_plan_of, a_team


@pytest.fixture
def team(workspace: Workspace) -> Team:
    return a_team(workspace)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, team: Team, tmp_path: Path) -> QueuePage:
    """Mara's queue in a window of its own, read once."""
    assert team
    made = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.found.coverage is not None)
    return made


def rows(pane: QueuePane) -> list[Any]:
    return pane.rows.fetch(0, 100, ())


def waits_for(qtbot: QtBot, page: QueuePage, number: int) -> None:
    qtbot.waitUntil(lambda: len(page.found.mine) == number and page.pane.rows.records() == number)


def standing(qtbot: QtBot, page: QueuePage) -> int:
    """Wait until the list stands on a contact, and return the id of its pick."""
    qtbot.waitUntil(lambda: bool(page.pane.chosen()))
    return page.pane.chosen()[0].pick.id


def press(dialog: Dialog) -> None:
    save = dialog.save  # type: ignore[attr-defined]  # each of ours has one
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)


def test_an_empty_queue_says_what_comes_here_and_draws(qtbot: QtBot, page: QueuePage, workspace: Workspace) -> None:
    assert page.pane.stack.currentWidget() is page.pane.empty
    button = page.pane.empty.button
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = page.dialog
    assert isinstance(dialog, DrawDialog)
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.drawn == 9)
    assert dialog.preview.said.words() == "9 contacts of 14 that can be drawn"
    people = dialog.fields.people
    assert people.everybody.text() == "Everybody but Mara Lindqvist, who reviews alone"
    for box in people.boxes.values():
        box.setChecked(True)
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.drawn == 10)
    assert "the only reviewer's own: tick somebody else too" in dialog.preview.notes.words()
    people.everybody.click()
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.drawn == 9)

    dialog.fields.count.set_text("40")
    dialog.fields.way.button("all").click()
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.problem is not None)
    assert "Ask for at most 14" in dialog.preview.problem.words()
    press(dialog)
    qtbot.waitUntil(lambda: "Ask for at most 14" in dialog.preview.problem.words())
    assert my_queue(workspace) == []

    for box in people.boxes.values():
        box.setChecked(box.text() in {"Rosa Okafor", "Ines Marchetti"})
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.standing.handled == 15)
    assert not people.everybody.isChecked()
    people.everybody.click()
    assert MARA.id not in people.members()
    people.everybody.click()
    assert people.everybody.isChecked(), "nobody at all is not asked for"

    dialog.fields.count.set_text("6")
    dialog.fields.seed.set_text("a seed")
    press(dialog)
    assert "whole number" in dialog.fields.seed.error()
    dialog.fields.seed.set_text("7")
    dialog.fields.count.edited.emit()
    qtbot.waitUntil(lambda: dialog.found is not None and dialog.found.drawn == 6)
    with qtbot.waitSignal(dialog.drawn):
        press(dialog)
    qtbot.waitUntil(lambda: page.pane.stack.currentWidget() is page.pane.table)
    drawn = [one.pick.contact_id for one in my_queue(workspace)]
    history.undo(workspace)
    assert drawn
    assert {one.pick.contact_id for one in _drawn_again(workspace)} == set(drawn), "the preview's seed is the draw's"


def test_an_empty_shop_offers_no_draw_but_what_brings_contacts_to_review(
    qtbot: QtBot, desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    made = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    desk.live.setParent(made)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.ask({"draw": True})
    qtbot.waitUntil(lambda: made.pane.lack is Lack.CONTACTS)
    button = made.pane.empty.button
    assert button is not None
    assert button.text() == "Log the first contact"
    with qtbot.waitSignal(made.wanted) as asked:
        button.click()
    assert asked.args == ["log", {}]
    assert made.dialog is None
    assert (list(made.top_actions()), made.side.isVisible(), made.scope.isVisible()) == ([], False, False)

    a_team(workspace)
    made.refresh()
    qtbot.waitUntil(lambda: made.pane.lack is Lack.NOTHING)
    qtbot.waitUntil(made.side.isVisible)
    assert [action.text() for action in made.top_actions()] == ["Draw a sample", "What went wrong"]


def test_a_shop_of_one_person_is_told_that_reviews_take_a_second(desk: Desk, workspace: Workspace) -> None:
    assert lack_of(desk, has_contacts=True) is Lack.NOTHING
    desk.team = replace(desk.team, members=(workspace.member,))
    assert lack_of(desk, has_contacts=True) is Lack.SECOND_PERSON
    asked: list[object] = []
    empty = empty_queue(desk, Lack.SECOND_PERSON, draw=None, go=lambda *where: asked.append(where))
    assert empty.button is not None
    empty.button.click()
    assert asked == [("settings", {"tab": "people"})]


def test_groups_drawn_together_stand_in_a_line_each_below_whose_they_are(desk: Desk) -> None:
    channels = [str(one.id) for one in desk.team.channels[:2]]
    whose = str(ROSA.id)
    groups = tuple(Group(key=(whose, key, ""), size=size) for key, size in zip(channels, (12, 3), strict=True))
    one = Joined(layer=(whose, REST, REST), groups=groups)
    strata = (Stratum.PERSON, Stratum.CHANNEL, Stratum.TOPIC)
    first, *lines = joined_words(one, strata, desk.team, Formats(zone=ZoneInfo("UTC"))).split("\n")
    assert first == "Rosa Okafor: 2 groups drawn together, too small for one of each"
    names = [one.name for one in desk.team.channels[:2]]
    assert lines == [f"12  {names[0]} · No topic", f"3  {names[1]} · No topic"]


def _drawn_again(workspace: Workspace) -> list[Any]:
    today = workspace.now().replace(hour=0, minute=0)
    since = today - timedelta(days=29)
    with workspace.read() as work:
        others = tuple(one.id for one in work.members.all("name") if one.id != MARA.id)
    draw(
        workspace,
        plan=a_plan_of(members=others, strata=(Stratum.PERSON,), since=since, until=today + timedelta(days=1)),
    )
    return my_queue(workspace)


def test_a_contact_is_replaced_dropped_and_given_from_the_list(
    qtbot: QtBot, page: QueuePage, workspace: Workspace, team: Team
) -> None:
    draw(workspace, plan=a_plan_of(members=(team.rosa.id, team.ines.id)))
    waits_for(qtbot, page, 6)
    assert page.subtitle() == "6 reviews wait for you"
    gone = standing(qtbot, page)

    page.pane.offered[1].trigger()
    dialog = page.pane.acts.dialog
    assert isinstance(dialog, ReasonDialog)
    press(dialog)
    assert "Say why" in dialog.reason.error()
    dialog.reason.set_text("A private call")
    press(dialog)
    qtbot.waitUntil(lambda: gone not in {one.pick.id for one in page.found.mine})
    assert len(page.found.mine) == 6

    qtbot.waitUntil(lambda: bool(page.pane.chosen()) and page.pane.chosen()[0].pick.id != gone)
    page.pane.offered[2].trigger()
    dropped = page.pane.acts.dialog
    assert isinstance(dropped, ReasonDialog)
    dropped.reason.set_text("No time")
    press(dropped)
    waits_for(qtbot, page, 5)

    qtbot.waitUntil(page.pane.offered[-2].isEnabled)
    page.pane.view.setFocus()
    QTest.keyClick(page.pane.view, Qt.Key.Key_W)
    told = page.pane.reason
    assert told is not None
    qtbot.waitUntil(lambda: bool(told.lines))
    assert told.lines["From contacts of"] == "23 Feb 2026 to 3 Mar 2026"
    assert told.lines["Spread over"] == "Nothing: simply at random"
    assert told.panel.height() > 9 * told.said.height(), "each line has its room"
    assert (told.lines["Shared among"], told.lines["Seed"]) == ("Mara Lindqvist", "7")
    assert "“A private call”, Mara Lindqvist, " in told.lines["Replaced in this draw"]
    assert "“No time”, Mara Lindqvist, " in told.lines["Dropped from it"]
    told.close_layer()

    page.pane.view.table.toggle_all()
    page.pane.offered[3].trigger()
    qtbot.waitUntil(lambda: isinstance(page.pane.acts.dialog, GiveDialog))
    given = page.pane.acts.dialog
    assert isinstance(given, GiveDialog)
    assert given.who.text() == team.tom.name, "the one other who may review"
    press(given)
    waits_for(qtbot, page, 0)
    page.scope.button(TEAM).click()
    qtbot.waitUntil(lambda: page.pane.rows.records() == 5)
    assert not page.pane.view.columns.is_hidden("reviewer")
    page.pane.view.table.toggle_all()
    assert not page.pane.offered[0].isEnabled(), "one review at a time"
    page.pane.view.table.toggle_all()
    qtbot.waitUntil(page.pane.offered[0].isEnabled)
    with qtbot.waitSignal(page.wanted) as asked:
        page.pane.offered[0].trigger()
    assert asked.args == ["quality", {"tab": "to_review", "review": page.pane.chosen()[0].pick.id}]


def test_what_is_chosen_of_a_draw_is_kept_and_drawn_by_keys(
    qtbot: QtBot, page: QueuePage, workspace: Workspace, team: Team
) -> None:
    page.open_draw()
    first = page.dialog
    assert isinstance(first, DrawDialog)
    qtbot.waitUntil(lambda: first.kept is not None and first.kept.is_read and first.found is not None)
    first.fields.way.button("all").click()
    first.fields.count.set_text("4")
    first.fields.count.edited.emit()
    first.fields.margin.set_text("10")
    first.fields.margin.edited.emit()
    qtbot.waitUntil(lambda: first.found is not None and first.found.precision.margin == 10)
    assert "within 10 points" in first.preview.needed.words()
    first.fields.people.boxes[team.rosa.id].click()
    who = first.fields.who
    assert not who.parts[team.mara.id].isVisible(), "who reviews alone takes all"
    who.boxes[team.tom.id].click()
    qtbot.waitUntil(lambda: [one.given for one in (first.found.reviewers if first.found else ())] == [2, 2])
    assert who.said.words() == "2 parts in all, 4 contacts"
    who.parts[team.mara.id].line.clear()
    QTest.keyClicks(who.parts[team.mara.id].line, "x")
    assert who.said.words() == "Write whole parts from 1 to 1000"
    assert who.parts[team.mara.id].error() == "1 to 1000"
    qtbot.waitUntil(lambda: not any(row.given.words() for row in who._rows.values()))
    press(first)
    assert who.parts[team.mara.id].line.hasFocus()
    who.parts[team.mara.id].line.clear()
    QTest.keyClicks(who.parts[team.mara.id].line, "3")
    qtbot.waitUntil(lambda: [one.given for one in (first.found.reviewers if first.found else ())] == [3, 1])
    assert who.said.words() == "4 parts in all, 4 contacts"
    first.close_layer()
    page.open_draw()
    again = page.dialog
    assert isinstance(again, DrawDialog)
    qtbot.waitUntil(lambda: again.found is not None and again.found.drawn == 4)
    assert again.fields.people.members() == (team.rosa.id,)
    assert again.fields.margin_wanted() == 10
    assert again.fields.who.boxes[team.tom.id].isChecked()
    assert again.fields.who.shares() == (3, 1)
    assert again.save.text() == "Draw 4 contacts"
    with qtbot.waitSignal(again.drawn):
        QTest.keyClick(again.fields.count.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(my_queue(workspace)) == 3
    page.open_draw()
    fresh = page.dialog
    assert isinstance(fresh, DrawDialog)
    qtbot.waitUntil(lambda: fresh.kept is not None and fresh.kept.is_read)
    assert fresh.fields.people.everybody.isChecked()
    assert fresh.fields.who.shares() == ()


def test_ticks_and_keys_follow_the_contacts_that_are_there(
    qtbot: QtBot, page: QueuePage, workspace: Workspace, team: Team
) -> None:
    late = workspace.now() - timedelta(days=1)
    for due, wanted in ((late, 2), (None, 4)):
        draw(workspace, plan=a_plan_of(members=(team.rosa.id, team.ines.id), wanted=wanted, due_at=due))
    waits_for(qtbot, page, 6)
    standing(qtbot, page)
    pane = page.pane
    pane.view.go_to(2)
    two = [row.id for row in (rows(pane)[2], rows(pane)[4])]
    pane.model.tick_rows(2, 4)
    assert [item.pick.id for item in pane.chosen()] == two
    reassign_picks(workspace, pick_ids=two, reviewer_id=team.tom.id)
    page.refresh()
    waits_for(qtbot, page, 4)
    qtbot.waitUntil(lambda: len(pane.chosen()) == 1 and pane.chosen()[0].pick.id not in two)
    assert pane.view.currentIndex().row() == 3, "the next contact, not the heading between"
    assert not pane.table.bar.isVisible()
    assert all(action.isEnabled() for action in pane.offered)
    with qtbot.waitSignal(page.wanted):
        QTest.keyClick(pane.view, Qt.Key.Key_Return)

    pane.view.table.toggle_all()
    pane.offered[2].trigger()
    dialog = pane.acts.dialog
    assert isinstance(dialog, ReasonDialog)
    dialog.reason.set_text("Drawn twice by mistake")
    press(dialog)
    waits_for(qtbot, page, 0)
    history.undo(workspace)
    page.refresh()
    waits_for(qtbot, page, 4)
    assert pane.model.head_state() is Qt.CheckState.Unchecked, "what comes back nobody ticked"
    qtbot.waitUntil(lambda: len(pane.chosen()) == 1)


def test_the_next_review_is_opened_with_enter_and_the_case_beside_it(
    qtbot: QtBot, page: QueuePage, workspace: Workspace
) -> None:
    pick = pick_by_hand(workspace, contact_id=1)
    waits_for(qtbot, page, 1)
    qtbot.waitUntil(page.pane.offered[0].isEnabled)
    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.pane.view, Qt.Key.Key_Return)
    assert asked.args == ["quality", {"tab": "to_review", "review": pick.id}]
    assert not page.pane.offered[1].isEnabled(), "what was picked by hand has no next one"
    with qtbot.waitSignal(page.wanted) as other:
        page.pane.offered[-1].trigger()
    assert other.args is not None
    assert other.args[0] == "contacts"


def test_in_a_narrow_window_how_far_everybody_is_takes_the_place_of_the_list(
    qtbot: QtBot, page: QueuePage, workspace: Workspace, team: Team
) -> None:
    draw(workspace, plan=a_plan_of(quota=2, reviewers=(team.tom.id,)))
    qtbot.waitUntil(lambda: page.found.team is not None and len(page.found.team.items) == 4)
    assert page.side.isVisible()
    page.resize(800, 700)
    qtbot.waitUntil(lambda: not page.side.isVisible())
    page.scope.button(FAR).click()
    assert page.side.isVisible()
    assert not page.pane.isVisible()
    page.resize(1200, 700)
    qtbot.waitUntil(page.pane.isVisible)
    assert page.scope.key() == TEAM


def test_what_went_wrong_is_ticked_into_a_queue(qtbot: QtBot, page: QueuePage, workspace: Workspace) -> None:
    with workspace.work("Let things go wrong") as work:
        for contact_id in (1, 2):
            contact = work.contacts.get(contact_id)
            work.contacts.update(replace(contact, answered_after=timedelta(minutes=10)))
    page.open_risks()
    dialog = page.dialog
    assert isinstance(dialog, RiskDialog)
    qtbot.waitUntil(lambda: len(dialog.boxes) == 2)
    assert "waited 10\u00a0min" in dialog.boxes[1].accessibleName()
    assert "Unknown" in dialog.boxes[1].accessibleName()
    assert not dialog.save.isEnabled()
    dialog.boxes[2].setChecked(True)
    assert dialog.save.isEnabled()
    with qtbot.waitSignal(dialog.picked):
        QTest.keyClick(dialog.boxes[2], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    waits_for(qtbot, page, 1)
    assert page.found.mine[0].pick.contact_id == 2


def test_an_agent_sees_what_they_are_asked_for_and_nothing_of_the_team(
    qtbot: QtBot, desk: Desk, workspace: Workspace, team: Team, tmp_path: Path
) -> None:
    draw(workspace, plan=a_plan_of(members=(team.rosa.id,), wanted=2, self_first=True))
    workspace.member = team.rosa
    page = QueuePage(desk, preferences=Preferences(tmp_path / "preferences.json"))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    waits_for(qtbot, page, 2)
    assert page.scope.key() == MINE
    assert not page.scope.isVisible()
    assert not page.side.isVisible()
    assert page.top_actions() == ()
    heading = rows(page.pane)[0]
    assert heading.words == "Your own contacts, to be looked at by you first"


def test_reviews_wait_on_today_and_lead_to_the_queue(
    qtbot: QtBot, desk: Desk, workspace: Workspace, team: Team
) -> None:
    card = WaitCard(desk)
    qtbot.addWidget(card)
    draw(workspace, plan=a_plan_of(members=(ROSA.id,), wanted=3, due_at=workspace.now() - timedelta(days=1)))
    card.refresh()
    qtbot.waitUntil(lambda: "reviews" in card.parts and bool(card.parts["reviews"].rows))
    row = card.parts["reviews"].rows[0]
    assert row.accessibleName() == "3 reviews wait for you. Next: a contact of Rosa Okafor · was due Sun 1 Mar"
    with qtbot.waitSignal(card.wanted) as asked:
        row.buttons[0].click()
    first = my_queue(workspace)[0].pick.id
    assert asked.args == ["quality", {"tab": "to_review", "go_to": first}]


def test_the_review_of_what_is_chosen_opens_in_its_place_and_leads_back_to_a_row_that_is_marked(
    qtbot: QtBot, desk: Desk, workspace: Workspace, team: Team
) -> None:
    assert team
    pick = pick_by_hand(workspace, contact_id=1)
    place = QualityPlace(desk, preferences=Preferences(None))
    qtbot.addWidget(place)
    place.wanted.connect(lambda _key, question: place.ask(question))  # as the window does
    place.resize(1200, 800)
    place.show()
    queue = place.page("to_review")
    assert isinstance(queue, QueuePage)
    waits_for(qtbot, queue, 1)
    qtbot.waitUntil(queue.pane.offered[0].isEnabled)
    queue.pane.offered[0].trigger()
    review = place.page()
    assert isinstance(review, ReviewPage)
    qtbot.waitUntil(lambda: review.is_ready)
    form = review.view.filling.form
    assert form is not None
    assert (form.pick and form.pick.id) == pick.id
    assert queue.pane.view.columns.is_hidden("begun"), "a form that was merely opened is not begun"
    review.view.filling.rate(1)
    review.close_form()
    qtbot.waitUntil(lambda: place.page() is queue)
    qtbot.waitUntil(lambda: not queue.pane.view.columns.is_hidden("begun"))
    drop_review_draft(workspace, contact_id=1, purpose=Purpose.CHOSEN)
    queue.refresh()
    qtbot.waitUntil(lambda: queue.pane.view.columns.is_hidden("begun"))
