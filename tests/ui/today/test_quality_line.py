"""What reviews come to, on Today: for who sees all of them, and only where there are some."""

import re
from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from csops.domain.care_rules import CareRules
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.formats import NO_BREAK
from csops.ui.today.page import TodayPage
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import ROSA, a_case, a_contact
from tests.helpers.reviewed import keep_reviews, show_from
from tests.ui.today.conftest import Heard, shown_page


def reviewed(workspace: Workspace) -> None:
    at = MONDAY_MORNING - timedelta(days=30)
    with workspace.work("Review") as work:
        case = work.cases.add(a_case(opened_at=at))
        work.contacts.add(a_contact(case_id=case.id, happened_at=at, member_id=ROSA.id))
        keep_reviews(work)
        show_from(work, 2)
        work.settings.keep(replace(work.settings.get(CareRules), too_few=5))


def figures_shown(page: TodayPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.day is not None and page.day.figures is not None)


def test_the_score_stands_on_today_with_its_doubt_and_leads_to_the_results(
    desk: Desk, heard: Heard, qtbot: QtBot
) -> None:
    reviewed(desk.workspace)
    page = shown_page(desk, heard, qtbot)
    qtbot.waitUntil(lambda: page.day is not None and page.day.quality is not None and page.day.quality.isVisible())
    assert page.day is not None
    assert page.day.quality is not None
    row = page.day.quality.row
    assert row is not None
    said = row.accessibleName().replace(NO_BREAK, " ")
    assert re.fullmatch(r"Quality score 79\.7 % mean\. [\d.]+ to [\d.]+ % likely · 8 reviews · 12 weeks", said), said
    with qtbot.waitSignal(page.wanted) as wanted:
        row.buttons[0].click()
    place, asked = wanted.args
    assert (place, asked["tab"], asked["last_day"]) == ("quality", "results", MONDAY_MORNING.date())


def test_who_does_not_see_all_reviews_and_who_has_none_sees_no_line(desk: Desk, heard: Heard, qtbot: QtBot) -> None:
    reviewed(desk.workspace)
    desk.workspace.member = ROSA
    page = shown_page(desk, heard, qtbot)
    figures_shown(page, qtbot)
    assert page.day is not None
    assert page.day.quality is None
