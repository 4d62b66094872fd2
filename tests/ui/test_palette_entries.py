"""What the palette finds and runs."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csops.bootstrap import open_workspace
from csops.domain.contacts import ContactDraft, Logged
from csops.domain.team import View
from csops.services.contacts import log_contact
from csops.services.views import save_view
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.tabs import SHIFTS
from csops.ui.hiring.openings.page import OpeningsPage
from csops.ui.hiring.place import HiringPlace
from csops.ui.hiring.tab_keys import PROFILES
from csops.ui.kit.palette_rows import ENTRY, Entry
from csops.ui.kit.tasks import Lane
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.places import PLACES
from tests.helpers.clock import Clock
from tests.helpers.hiring import a_hiring
from tests.helpers.windows import a_window, page_of


@pytest.fixture
def jonas(window: MainWindow) -> Logged:
    """A contact of Jonas, whose chain guard cracked."""
    channel = window.desk.team.channels[0].id
    draft = ContactDraft(channel_id=channel, customer_name="Jonas Feld", text="The chain guard arrived cracked")
    return log_contact(window.desk.workspace, draft=draft)


def _shown(window: MainWindow) -> list[str]:
    model = window.session.palette_box.model
    found = [model.item(row).data(ENTRY) for row in range(model.rowCount())]
    return [entry.text for entry in found if isinstance(entry, Entry)]


def _entry(window: MainWindow, text: str) -> Entry:
    model = window.session.palette_box.model
    found = [model.item(row).data(ENTRY) for row in range(model.rowCount())]
    return next(entry for entry in found if isinstance(entry, Entry) and entry.text == text)


def test_without_a_word_it_offers_what_can_be_done(window: MainWindow) -> None:
    window.session.open_palette()
    assert _shown(window)[:2] == ["Press today", "Log contact"]


def test_commands_are_found_with_a_wrong_letter(window: MainWindow) -> None:
    window.session.palette_box.open(">setings")
    assert "Settings: Opening hours" in _shown(window)


def test_the_tabs_of_the_forecast_are_found_by_their_own_names(
    shop_file: Path, clock: Clock, window_themes: Themes, qtbot: QtBot
) -> None:
    window = a_window(open_workspace(shop_file, clock=clock), themes=window_themes, places=PLACES)
    window.show()
    window.session.palette_box.open(">shifts")
    assert _shown(window)[0] == "Forecast: Shifts"
    window.session.entries.run(_entry(window, "Forecast: Shifts"))
    page = window.frame.page()
    assert isinstance(page, ForecastPlace)
    assert page.tabs.key() == SHIFTS
    qtbot.waitUntil(lambda: not any(window.session.tasks.is_busy(lane) for lane in Lane), timeout=60_000)
    window.close()
    window.deleteLater()


def test_the_tabs_of_team_and_hiring_are_found_by_their_own_names(
    shop_file: Path, clock: Clock, window_themes: Themes, qtbot: QtBot
) -> None:
    window = a_window(open_workspace(shop_file, clock=clock), themes=window_themes, places=PLACES)
    window.show()
    window.session.palette_box.open(">profiles")
    assert _shown(window)[0] == "Team & hiring: Profiles"
    window.session.entries.run(_entry(window, "Team & hiring: Profiles"))
    page = window.frame.page()
    assert isinstance(page, HiringPlace)
    assert page.tabs.key() == PROFILES
    qtbot.waitUntil(lambda: not any(window.session.tasks.is_busy(lane) for lane in Lane), timeout=60_000)
    window.close()
    window.deleteLater()


def test_a_name_shows_customer_deeds_and_texts(window: MainWindow, jonas: Logged, qtbot: QtBot) -> None:
    window.session.palette_box.open("jonas")
    qtbot.waitUntil(lambda: "Jonas Feld" in _shown(window))
    assert "Log a contact with Jonas Feld" in _shown(window)


def test_a_word_of_a_text_finds_the_contact(window: MainWindow, jonas: Logged, qtbot: QtBot) -> None:
    window.session.palette_box.open("cracked")
    qtbot.waitUntil(lambda: "Contacts" in window.session.palette_box.groups())


def test_what_is_picked_is_shown(window: MainWindow, jonas: Logged, qtbot: QtBot) -> None:
    window.session.palette_box.open("cracked")
    qtbot.waitUntil(lambda: "Contacts" in window.session.palette_box.groups())
    texts = [text for text in _shown(window) if "cracked" in text and text.startswith("“")]
    window.session.entries.run(_entry(window, texts[0]))
    assert page_of(window).asked == [{"contact_id": jonas.contact.id}]


def test_commands_alone_after_the_sign(window: MainWindow, jonas: Logged) -> None:
    window.session.palette_box.open("> jonas")
    assert _shown(window) == []


def test_the_action_of_the_page_is_run(window: MainWindow) -> None:
    window.session.palette_box.open(">press")
    window.session.entries.run(_entry(window, "Press today"))
    assert page_of(window).pressed == 1


def test_a_tab_of_settings_is_opened(window: MainWindow) -> None:
    window.session.palette_box.open(">hours")
    window.session.entries.run(_entry(window, "Settings: Opening hours"))
    assert (page_of(window).key, page_of(window).asked) == ("settings", [{"tab": "hours"}])


def test_a_saved_view_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    save_view(window.desk.workspace, view=View(name="Overdue refunds", place="contacts", pinned=False))
    qtbot.waitUntil(lambda: len(window.session.words.views()) == 1)
    window.session.palette_box.open(">overdue")
    window.session.entries.run(_entry(window, "Show Overdue refunds"))
    assert page_of(window).key == "contacts"


def test_another_member_is_signed_in(window: MainWindow) -> None:
    window.session.palette_box.open(">rosa")
    window.session.entries.run(_entry(window, "Work as Rosa Okafor"))
    assert window.desk.workspace.member.name == "Rosa Okafor"


def test_commands_show_their_keys(window: MainWindow) -> None:
    window.session.palette_box.open(">contact")
    assert _entry(window, "Log contact").keys == "Ctrl+N"


def test_a_candidate_is_found_and_opened(shop_file: Path, clock: Clock, window_themes: Themes, qtbot: QtBot) -> None:
    workspace = open_workspace(shop_file, clock=clock)
    hiring = a_hiring(workspace)
    window = a_window(workspace, themes=window_themes, places=PLACES)
    window.show()
    assert window.frame.sidebar.item("hiring") is not None
    qtbot.waitUntil(lambda: window.frame.sidebar.item("hiring").count() == 2)
    window.session.palette_box.open("ngozi")
    qtbot.waitUntil(lambda: "Ngozi Adeyemi" in _shown(window))
    window.session.entries.run(_entry(window, "Ngozi Adeyemi"))
    place = window.frame.page()
    assert isinstance(place, HiringPlace)
    page = place.page()
    assert isinstance(page, OpeningsPage)
    qtbot.waitUntil(lambda: page.candidate is not None and page.candidate.view is not None)
    assert page.candidate is not None
    assert page.candidate.application_id == hiring.applications[0].id
    window.close()
    window.deleteLater()
