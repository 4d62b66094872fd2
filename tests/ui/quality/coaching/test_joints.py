"""Coaching beyond its tab: what waits on Today, and what a member's page says of reviews."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.coaching import Coaching, CoachingAction
from csops.domain.skill_levels import LevelSource
from csops.services import history
from csops.services.coaching import coaching_due, save_action, save_coaching
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.hiring.team.page import TeamPage
from csops.ui.hiring.team.reviews_section import ReviewsSection
from csops.ui.today.coaching_rows import CoachingRows
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.coaching import DAY, weak_in_correct
from tests.helpers.records import MARA, ROSA

SESSION = Coaching(
    member_id=ROSA.id,
    coach_id=MARA.id,
    planned_at=MONDAY_MORNING,
    made_at=MONDAY_MORNING,
    card="own",
    criterion="correct",
)


def test_sessions_of_today_and_actions_due_wait_on_today(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    weak_in_correct(workspace)
    kept = save_coaching(workspace, session=SESSION)
    save_coaching(workspace, session=replace(SESSION, planned_at=MONDAY_MORNING + DAY))
    action = CoachingAction(coaching_id=kept.id, what="Look it up", owner_id=MARA.id, due_at=MONDAY_MORNING)
    save_action(workspace, action=action)
    save_action(workspace, action=replace(action, due_at=MONDAY_MORNING + DAY))
    rows = CoachingRows(desk)
    qtbot.addWidget(rows)
    rows.show_waiting(coaching_due(workspace))
    session, agreed = rows.rows
    assert session.accessibleName() == "Coaching with Rosa Okafor. 09:00 · Correct"
    assert agreed.accessibleName() == "Look it up. Agreed in coaching · due Mon 2 Mar"
    with qtbot.waitSignal(rows.wanted) as sent:
        QTest.mouseClick(session.buttons[0], Qt.MouseButton.LeftButton)
    assert sent.args == ["quality", {"tab": "coaching", "coaching_id": kept.id}]
    QTest.mouseClick(agreed.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.action for one in coaching_due(workspace)] == [None])


def test_a_level_that_reviews_show_is_proposed_and_noted_only_when_asked(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    skill_id = weak_in_correct(workspace)
    save_coaching(workspace, session=SESSION)
    page = TeamPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_member(ROSA.id)
    section = next(each for each in page.member.sections if isinstance(each, ReviewsSection))

    def titles() -> list[str]:
        return [line.title for line in section.lines.lines]

    proposal = "Accuracy: reviews show level 2"
    qtbot.waitUntil(lambda: titles() == ["Quality score", "Correct", "Session Mon 2 Mar", proposal])
    with qtbot.waitSignal(page.wanted) as sent:
        section.lines.button("Open: Session Mon 2 Mar").click()
    assert sent.args is not None
    assert sent.args[0] == "quality"
    with qtbot.waitSignal(page.wanted) as profile:
        section.lines.button(f"Use in a profile: {proposal}").click()
    assert profile.args == ["hiring", {"tab": "profiles"}]

    section.lines.button(f"Note level 2: {proposal}").click()
    qtbot.waitUntil(lambda: proposal not in titles())
    with workspace.read() as work:
        (level,) = work.catalogue.levels.where(member_id=ROSA.id, skill_id=skill_id)
    assert (level.level, level.source) == (2, LevelSource.QUALITY)
    history.undo(workspace)
    qtbot.waitUntil(lambda: proposal in titles())
