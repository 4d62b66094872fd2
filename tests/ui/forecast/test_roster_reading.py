"""A roster read in from a file in the window: previewed, its problems named by cell, kept as one act or not at all."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.plans import PlanState
from csops.services.history import undo
from csops.services.roster_files import keep_grid, read_roster
from csops.services.rosters import plans, publish
from csops.services.workspace import Workspace
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.roster_preview import RosterPreview
from csops.ui.forecast.shifts_page import ShiftsPage
from csops.ui.kit.cards import Banner
from csops.ui.kit.labels import Text
from tests.ui.forecast.conftest import PATIENCE_MS
from tests.ui.forecast.shift_pages import a_page, a_plan, a_team, texts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MONDAY = date(2026, 3, 2)
ROSTER = """Name,2026-03-02,2026-03-03,2026-03-09
Mara,09:00-17:00,whenever,10-14
Rosa Okafor,leave,8-12,sick
Nobody,9-17,,
"""


@pytest.fixture
def page(shop: Workspace, place: ForecastPlace, qtbot: QtBot) -> ShiftsPage:
    a_team(shop)
    return a_page(place, qtbot)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(ROSTER)
    return path


def _opened(page: ShiftsPage, qtbot: QtBot) -> RosterPreview:
    qtbot.waitUntil(lambda: page.reading.preview is not None, timeout=PATIENCE_MS)
    assert page.reading.preview is not None
    return page.reading.preview


@pytest.fixture
def preview(page: ShiftsPage, file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> RosterPreview:
    monkeypatch.setattr(page.desk.files, "ask_open", lambda *_args, **_named: file)
    QTest.mouseClick(page.week.read_in, Qt.MouseButton.LeftButton)
    return _opened(page, qtbot)


def test_the_preview_says_what_is_understood_and_which_cells_are_not(preview: RosterPreview) -> None:
    said = preview.lesson.words()
    assert said.startswith("3 shifts of 2 people, Mon 2 Mar 2026 to Mon 9 Mar 2026")
    assert "2 cells were not understood and are left out" in said
    assert "2 cells say that somebody is absent" in said
    assert [line.words().split(":")[0] for line in preview.problems] == ["Row 2, 2026-03-03", "Row 4, Name"]
    assert [row.name for row in preview.shown.shifts.rows] == ["Mara", "Rosa Okafor"]
    assert [cell.text for cell in preview.shown.shifts.rows[0].cells[:3]] == ["9\u201317", "", ""]
    QTest.mouseClick(preview.later, Qt.MouseButton.LeftButton)
    assert preview.week.words() == "Week of 9 Mar"
    assert preview.shown.shifts.rows[0].cells[0].text == "10\u201314"


def test_nothing_is_kept_of_what_is_only_looked_at(preview: RosterPreview, page: ShiftsPage, shop: Workspace) -> None:
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert page.reading.preview is None
    assert plans(shop) == []


def test_what_is_read_in_is_a_draft_that_undo_takes_back(
    preview: RosterPreview, page: ShiftsPage, shop: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.desk.said, timeout=PATIENCE_MS) as told:
        QTest.mouseClick(preview.keep, Qt.MouseButton.LeftButton)
    assert told.args is not None
    assert told.args[0].text == "Read in the roster of march.csv"
    qtbot.waitUntil(lambda: page.view is not None, timeout=PATIENCE_MS)
    assert page.reading.preview is None
    assert page.week.heading.title.words() == "Week of 2 Mar, draft"
    assert texts(page, 0)[0] == "9\u201317"
    [plan] = plans(shop)
    assert (plan.name, plan.state, plan.weeks) == ("march", PlanState.DRAFT, 2)
    assert plan.need  # beside what the forecast asks for
    undo(shop)
    assert plans(shop) == []


def test_a_draft_beside_a_published_plan_is_shown_and_both_can_be_chosen(
    page: ShiftsPage, file: Path, shop: Workspace, qtbot: QtBot
) -> None:
    planned = a_plan(page, qtbot)
    assert planned.view is not None
    publish(shop, plan_id=planned.view.plan.id)
    page.reading.read(file, planned.view.plan.first_day)
    preview = _opened(page, qtbot)
    assert any(text.words().startswith("Another plan is published") for text in preview.findChildren(Text))
    QTest.mouseClick(preview.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "draft" in page.week.heading.title.words(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.week.plans.count() == 2, timeout=PATIENCE_MS)
    assert page.week.plans.isVisible()
    assert page.week.plans.itemText(0).startswith("Draft: march, ")
    page.week.plans.setCurrentIndex(1)
    page.week.plans.activated.emit(1)
    qtbot.waitUntil(lambda: "published" in page.week.heading.title.words(), timeout=PATIENCE_MS)


def test_a_file_is_dropped_on_the_shifts(page: ShiftsPage, file: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)
    assert event.isAccepted()
    assert _opened(page, qtbot).path == file


def test_a_file_without_a_roster_is_refused_in_words(page: ShiftsPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "else.csv"
    path.write_text("Customer,Amount\nAda,12\n")
    page.reading.read(path, page.weeks.week or MONDAY)
    qtbot.waitUntil(lambda: isinstance(page._banner, Banner), timeout=PATIENCE_MS)
    assert page.reading.preview is None


def test_a_file_of_which_no_shift_is_understood_offers_nothing_to_keep(
    page: ShiftsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Name,2026-03-02,2026-03-03\nMara,perhaps,later\n")
    page.reading.read(path, page.weeks.week or MONDAY)
    preview = _opened(page, qtbot)
    assert preview.lesson.words() == "No shift was understood: nothing can be read in"
    assert len(preview.problems) == 2
    assert not preview.keep.isVisible()


def test_a_plan_that_was_asked_for_before_another_was_chosen_is_not_shown_late(
    page: ShiftsPage, file: Path, shop: Workspace, qtbot: QtBot
) -> None:
    planned = a_plan(page, qtbot)
    late = planned.view
    assert late is not None
    draft = keep_grid(shop, grid=read_roster(shop, path=file))
    page._read_in(draft)
    page._take_view(late)
    assert page.view is draft
