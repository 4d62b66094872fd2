"""Where the counts come from, in the window: files and log per channel, and the choice between them."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.services.forecast import volume
from csops.services.history import undo
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.sources_card import SourcesCard
from csops.ui.forecast.tabs import HISTORY
from csops.ui.kit.formats import Formats
from tests.helpers.records import EMAIL, PHONE, a_contact
from tests.helpers.weeks import keep, log_weeks, open_shop
from tests.services.test_import_volumes import brought_in
from tests.ui.forecast.conftest import PATIENCE_MS

DAYS = [f"2026-02-{day:02}" for day in range(2, 21)]
USE_LOG, USE_FILE = "Use the log: Phone, 2 Feb 2026 to 20 Feb 2026", "Use the file: Phone, 2 Feb 2026 to 20 Feb 2026"


@pytest.fixture
def shop_with_files(workspace: Workspace) -> Workspace:
    """Eight weeks of log on two channels, three weeks of phone counts by day from a file, and a batch of e-mails."""
    open_shop(workspace)
    log_weeks(workspace, weeks=8, a_day={PHONE: 4, EMAIL: 2})
    brought_in(workspace, *((day, "30") for day in DAYS), head=("Date", "Phone"))
    noon, evening = datetime(2026, 2, 26, 12, 30, tzinfo=UTC), datetime(2026, 2, 26, 18, tzinfo=UTC)
    batch = [a_contact(channel_id=EMAIL, happened_at=noon, entered_at=evening) for _ in range(6)]
    by_day = a_contact(channel_id=EMAIL, happened_at=noon.replace(hour=0, minute=0), time_known=False, entered_at=noon)
    keep(workspace, [*batch, by_day])
    return workspace


@pytest.fixture
def card(shop_with_files: Workspace, desk: Desk, qtbot: QtBot) -> SourcesCard:
    assert desk.workspace is shop_with_files
    made = SourcesCard(desk, Formats(zone=UTC))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.lines.lines), timeout=PATIENCE_MS)
    return made


def test_each_stretch_says_its_file_and_the_log_what_is_unsure(card: SourcesCard) -> None:
    said = {line.days: line.said for line in card.lines.lines}
    told = said["Phone, 2 Feb 2026 to 20 Feb 2026"]
    assert told.startswith("counts.csv, imported 2 Mar 2026: 19 intervals of a day, 570 contacts. ")
    logged = said["Phone, 5 Jan 2026 to 27 Feb 2026"]
    assert logged == "The log: 100 contacts. 60 set aside, since a file tells their time"
    emails = said["E-mail, 5 Jan 2026 to 27 Feb 2026"]
    assert "87 contacts. 1 known by their day only. 6 entered in a batch" in emails


def test_a_stretch_is_left_to_the_log_by_a_click_and_given_back_by_undo(
    card: SourcesCard, workspace: Workspace, qtbot: QtBot
) -> None:
    QTest.mouseClick(card.lines.button(USE_LOG), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "by choice" in card.lines.lines[0].said, timeout=PATIENCE_MS)
    day = datetime(2026, 2, 10, tzinfo=UTC).date()
    assert volume(workspace, channel="phone").day_totals()[day] == 4
    assert card.lines.button(USE_FILE)
    undo(workspace)
    qtbot.waitUntil(lambda: "by choice" not in card.lines.lines[0].said, timeout=PATIENCE_MS)
    assert volume(workspace, channel="phone").day_totals()[day] == 30


def test_a_file_that_a_later_one_replaced_says_so(card: SourcesCard, workspace: Workspace, qtbot: QtBot) -> None:
    brought_in(workspace, *((day, "31") for day in DAYS), head=("Date", "Phone"))
    qtbot.waitUntil(lambda: "imported later, counts instead" in card.lines.lines[0].said, timeout=PATIENCE_MS)
    assert card.lines.button(USE_LOG.replace("Use the log", "Leave this file out"))


def test_without_a_file_it_says_what_one_would_do(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=1, a_day={PHONE: 2})
    made = SourcesCard(desk, Formats(zone=UTC))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.lines.lines) == 1, timeout=PATIENCE_MS)
    assert made.lines.lines[0].said == "The log: 10 contacts"


def test_the_history_tab_shows_where_the_counts_come_from(place: ForecastPlace, qtbot: QtBot) -> None:
    QTest.mouseClick(place.tabs.button(HISTORY), Qt.MouseButton.LeftButton)
    cards = place.page().findChildren(SourcesCard)
    assert len(cards) == 1
    qtbot.waitUntil(lambda: len(cards[0].lines.lines) == 2, timeout=PATIENCE_MS)
