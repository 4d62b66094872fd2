"""Coaching in the window: planned from a weak criterion, held, agreed on, done, and what it did."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.coaching import Coaching, CoachingState, Point, PointKind
from csops.services import history
from csops.services.coaching import coaching, coachings, save_coaching
from csops.services.review_withdrawal import withdraw_review
from csops.services.training import list_trainings
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.said_lines import SaidLines
from csops.ui.quality.coaching.agreed_form import AgreedForm, HoldForm
from csops.ui.quality.coaching.page import CoachingPage
from csops.ui.quality.coaching.plan_form import PlanForm
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.coaching import DAY, send, weak_in_correct
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    """Six sent reviews of Rosa that miss the same criterion, which shows a skill."""
    weak_in_correct(workspace)
    return workspace


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, reviewed: Workspace) -> CoachingPage:
    """Mara's page in a window of its own, read once."""
    assert reviewed
    made = CoachingPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.found is not None)
    return made


def said(lines: SaidLines) -> str:
    return "\n".join(" / ".join((each.title, *each.said)) for each in lines.lines)


def press(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_session_is_planned_held_and_told_what_it_did(
    qtbot: QtBot, page: CoachingPage, reviewed: Workspace, clock: Clock
) -> None:
    assert page.list.ids()[0] == ROSA.id, "whoever loses most comes first"
    with qtbot.waitSignal(page.wanted) as wanted:
        page.top_actions()[0].trigger()
    asked = wanted.args[1]
    assert (asked["report"], asked["member_id"]) == ("quality", ROSA.id)
    row = page.list.rows()[0]
    assert (row.note, row.details[0]) == ("−41.7 points", "Correct")
    assert row.details[1].replace("\u00a0", " ") == "Mean 17 % (0 to 44 %) from 6 ratings"
    assert "Calm all through" in said(page.person.praise)

    press(page.person.weak.button("Plan a session: Correct"))
    qtbot.waitUntil(lambda: isinstance(page.acts.form, PlanForm) and page.acts.form.isVisible())
    plan = page.acts.form
    assert isinstance(plan, PlanForm)
    assert [point.kind for point in plan.agenda.points()] == [PointKind.PRAISE] + [PointKind.MISS] * 3
    plan.agenda.rows[1].down.click()
    plan.agenda.rows[3].remove.click()
    plan.agenda.add.click()
    plan.agenda.rows[-1].text.set_text("How do you look prices up?")
    plan.day.set_text("soon")
    press(plan.save)
    assert "does not read as a day" in plan.day.error()
    plan.day.set_text("fri 14:30")
    press(plan.save)
    qtbot.waitUntil(lambda: page.session.seen is not None and page.stack.currentWidget() is page.session)
    seen = page.session.seen
    assert seen is not None
    assert (seen.session.planned_at.isoformat(), seen.focus and seen.focus.name) == (
        "2026-03-06T14:30:00+00:00",
        "Correct",
    )
    assert said(page.session.agenda).splitlines()[-1] == "4. How do you look prices up?"

    clock.now += 5 * DAY
    press(page.session.hold)
    qtbot.waitUntil(lambda: isinstance(page.acts.form, HoldForm) and page.acts.form.isVisible())
    hold = page.acts.form
    assert isinstance(hold, HoldForm)
    hold.note.set_text("She looks prices up in an old list")
    hold.add.click()
    hold.add.click()
    last = hold.agreed[1].training.control
    qtbot.waitUntil(lambda: last.y() > 0 and last.visibleRegion().boundingRect() == last.rect())
    press(hold.agreed[1].remove)
    press(hold.save)
    assert "Write what was agreed" in hold.agreed[0].what.error()
    hold.agreed[0].what.set_text("Use the new list")
    hold.agreed[0].training.choose(f"new.{_skill_id(reviewed)}")
    press(hold.save)
    qtbot.waitUntil(lambda: page.session.seen is not None and page.session.seen.session.state is CoachingState.HELD)
    assert "Training: Use the new list" in said(page.session.agreed)
    assert page.session.effect.words() == "No review of it since"
    assert [each.training.name for each in list_trainings(reviewed).trainings] == ["Use the new list"]

    send(reviewed, since=MONDAY_MORNING + 7 * DAY, ratings=(2,))
    qtbot.waitUntil(lambda: "1 review" in page.session.effect.words())
    assert "Too few to say" in page.session.effect.words()
    send(reviewed, since=MONDAY_MORNING + 14 * DAY, ratings=(2, 2, 2, 1, 2))
    qtbot.waitUntil(lambda: "6 reviews since" in page.session.effect.words())
    assert page.session.effect.words() == "Rose by 75 points (45 to 100 likely); 6 reviews since"
    assert "regression to the mean" in page.session.caution.words()
    row = page.list.rows()[0]
    assert row.note == "−4.2 points", "what was before the session is mended, and does not count"
    assert row.details[2].replace("\u00a0", " ") == "Since the session of 7 Mar (17 % before, n 6)"

    press(page.session.agreed.button("Done: Use the new list"))
    qtbot.waitUntil(lambda: "done" in said(page.session.agreed))
    history.undo(reviewed)
    page.refresh()
    qtbot.waitUntil(lambda: "by" in said(page.session.agreed))
    with qtbot.waitActive(page):
        page.activateWindow()
    page.session.back.setFocus()
    QTest.keyClick(page.session.back, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.person)
    assert "Rose by 75 points" in said(page.person.sessions)


def _skill_id(workspace: Workspace) -> int:
    with workspace.read() as work:
        return work.catalogue.skills.where(key="accuracy")[0].id


def test_whoever_is_coached_sees_the_own_session_and_says_what_is_done(
    qtbot: QtBot, desk: Desk, reviewed: Workspace
) -> None:
    point = Point(
        kind=PointKind.MISS, text="Wrong price", card="own", criterion="correct", review_id=1, quote="It is 5"
    )
    session = Coaching(
        member_id=ROSA.id, coach_id=MARA.id, planned_at=MONDAY_MORNING, made_at=MONDAY_MORNING, agenda=(point,)
    )
    kept = save_coaching(reviewed, session=session)
    reviewed.member = replace(ROSA, id=ROSA.id)
    made = CoachingPage(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.found is not None)
    assert made.left.isHidden()
    assert made.person.plan.isHidden()
    assert "Correct" in said(made.person.weak)
    press(made.person.sessions.button("Open: A talk about several things"))
    qtbot.waitUntil(lambda: made.stack.currentWidget() is made.session)
    assert made.coaching_id == kept.id
    assert made.session.hold.isHidden()
    with qtbot.waitSignal(made.wanted) as sent:
        press(made.session.agenda.button("Open the review: 1. Wrong price"))
    assert sent.args == ["quality", {"tab": "review", "review_id": 1}]
    assert len(coachings(reviewed)) == 1


def test_what_was_typed_comes_back_and_two_changes_are_shown_side_by_side(
    qtbot: QtBot, page: CoachingPage, reviewed: Workspace
) -> None:
    session = Coaching(member_id=ROSA.id, coach_id=MARA.id, planned_at=MONDAY_MORNING, made_at=MONDAY_MORNING)
    kept = save_coaching(reviewed, session=session)
    page.show_session(kept.id)
    qtbot.waitUntil(lambda: page.session.seen is not None)
    press(page.session.change)
    qtbot.waitUntil(lambda: isinstance(page.acts.form, PlanForm) and page.acts.form.isVisible())
    plan = page.acts.form
    assert isinstance(plan, PlanForm)
    plan.note.set_text("Mine")
    plan.note.edited.emit()
    save_coaching(reviewed, session=replace(kept, note="Theirs"))
    press(plan.save)
    qtbot.waitUntil(plan.conflict.isVisible)
    assert "Theirs" in plan.conflict.words()
    with qtbot.waitSignal(plan.closed):
        QTest.keyClick(plan, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.session.note.words() == "Theirs")
    press(page.session.change)
    qtbot.waitUntil(lambda: isinstance(page.acts.form, PlanForm) and page.acts.form.note.text() == "Mine")

    other = page.acts.form
    assert isinstance(other, PlanForm)
    other.finish()
    page.acts.agree(page.session.seen or pytest.fail("no session is shown"))
    qtbot.waitUntil(lambda: isinstance(page.acts.form, AgreedForm))


def test_a_point_of_a_withdrawn_review_is_marked_before_and_after_the_talk(
    qtbot: QtBot, page: CoachingPage, reviewed: Workspace
) -> None:
    point = Point(
        kind=PointKind.MISS, text="Wrong price", card="own", criterion="correct", review_id=1, quote="9 euros"
    )
    session = Coaching(
        member_id=ROSA.id, coach_id=MARA.id, planned_at=MONDAY_MORNING + DAY, made_at=MONDAY_MORNING, agenda=(point,)
    )
    kept = save_coaching(reviewed, session=session)
    withdraw_review(reviewed, review_id=1, why="Of somebody else")
    page.session.show_session(coaching(reviewed, coaching_id=kept.id), now=MONDAY_MORNING)
    marked = "1. Wrong price / Its review was withdrawn"
    assert said(page.session.agenda) == f"{marked}: the point is left out when the session is held"
    page.acts.change(page.session.seen or pytest.fail("no session is shown"))
    qtbot.waitUntil(lambda: isinstance(page.acts.form, PlanForm))
    plan = page.acts.form
    assert isinstance(plan, PlanForm)
    (row,) = plan.agenda.rows
    assert row.text.helper() == "Its review was withdrawn: the point is left out when the session is held"
    plan.finish()
    with reviewed.work("Held before") as work:
        held = replace(work.quality.coachings.get(kept.id), state=CoachingState.HELD, held_at=MONDAY_MORNING)
        work.quality.coachings.update(held)
    page.session.show_session(coaching(reviewed, coaching_id=kept.id), now=MONDAY_MORNING)
    assert said(page.session.agenda) == f"{marked}, and counts nowhere"


def test_who_works_alone_hears_what_coaching_takes(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    with workspace.work("Leave") as work:
        work.members.update(replace(work.members.get(ROSA.id), active=False))
    page = CoachingPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.alone)
    button = page.alone.button
    assert page.left.isHidden()
    assert button is not None
    with qtbot.waitSignal(page.wanted) as wanted:
        button.click()
    assert wanted.args == ["settings", {"tab": "people"}]
