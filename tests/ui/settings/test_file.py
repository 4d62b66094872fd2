"""File and backup: where, whole or not, and the ways back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft
from csops.services import maintenance
from csops.services.contacts import log_contact
from csops.services.settings import save_topic
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.settings.file import FileTab
from csops.ui.settings.page import SettingsPage
from csops.ui.settings.restore_dialog import RestoreDialog
from tests.helpers.records import a_topic
from tests.ui.settings.conftest import OpenDesk


@pytest.fixture
def tab(page: SettingsPage, qtbot: QtBot) -> FileTab:
    page.show_tab("file")
    found = page.tab()
    assert isinstance(found, FileTab)
    qtbot.waitUntil(lambda: bool(_facts(found)))
    return found


def _facts(tab: FileTab) -> dict[str, str]:
    named = [text.accessibleName().partition(": ") for text in tab.findChildren(ElidedText)]
    return {name: value for name, _, value in named if value}


def _log(desk: Desk) -> None:
    log_contact(desk.workspace, draft=ContactDraft(channel_id=desk.team.channels[0].id, text="Brakes squeal"))


def _restore_dialog(tab: FileTab, qtbot: QtBot) -> RestoreDialog:
    tab.backups.lines.buttons[0].click()
    dialog: RestoreDialog = tab.window().findChildren(RestoreDialog)[-1]
    qtbot.waitUntil(dialog.copy.isEnabled)
    return dialog


def test_the_place_of_the_file_is_told(tab: FileTab, desk: Desk) -> None:
    facts = _facts(tab)
    assert facts["Where"] == str(desk.workspace.path)
    assert facts["Last verified backup"] == "none yet"
    assert "SQLite" in facts["Kept by"]


def test_a_backup_is_made_at_a_press_and_listed(tab: FileTab, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said) as heard:
        tab.backups.now.click()
    assert heard.args[0].text.startswith("Backed up and read again: 0 contacts")
    qtbot.waitUntil(lambda: len(tab.backups.lines.buttons) == 1)
    assert maintenance.list_backups(desk.workspace)[0].verified


def test_a_whole_file_is_found_whole(tab: FileTab, qtbot: QtBot) -> None:
    tab.check.click()
    qtbot.waitUntil(lambda: tab.checked.words().startswith("All of it is whole"))
    assert tab.check.isEnabled()


def test_a_backup_is_looked_into_before_it_is_restored(tab: FileTab, desk: Desk, qtbot: QtBot) -> None:
    _log(desk)
    tab.backups.now.click()
    qtbot.waitUntil(lambda: len(tab.backups.lines.buttons) == 1)
    dialog = _restore_dialog(tab, qtbot)
    assert "read through just now and is whole" in dialog.said.words()


def test_a_backup_is_restored_beside_the_file(tab: FileTab, desk: Desk, page: SettingsPage, qtbot: QtBot) -> None:
    tab.backups.now.click()
    qtbot.waitUntil(lambda: len(tab.backups.lines.buttons) == 1)
    dialog = _restore_dialog(tab, qtbot)
    with qtbot.waitSignal(page.wanted) as heard:
        dialog.copy.click()
    place, question = heard.args
    assert (place, Path(question["where"]).name) == ("open", "shop-restored-2026-03-02.csops")
    assert Path(question["where"]).exists()


def test_a_backup_put_in_place_is_asked_of_the_window(tab: FileTab, page: SettingsPage, qtbot: QtBot) -> None:
    tab.backups.now.click()
    qtbot.waitUntil(lambda: len(tab.backups.lines.buttons) == 1)
    dialog = _restore_dialog(tab, qtbot)
    with qtbot.waitSignal(page.wanted) as heard:
        dialog.swap.click()
    assert heard.args[0] == "restore"


def test_a_damaged_backup_is_not_offered(tab: FileTab, desk: Desk, qtbot: QtBot) -> None:
    backup = maintenance.back_up(desk.workspace)
    tab.refresh()
    qtbot.waitUntil(lambda: len(tab.backups.lines.buttons) == 1)
    backup.file.write_bytes(b"nothing of use")
    tab.backups.lines.buttons[0].click()
    dialog: RestoreDialog = tab.window().findChildren(RestoreDialog)[-1]
    qtbot.waitUntil(lambda: "cannot be used as a backup" in dialog.said.words())
    assert not dialog.swap.isEnabled()


def test_what_was_done_last_can_be_undone_in_the_history(tab: FileTab, desk: Desk, qtbot: QtBot) -> None:
    _log(desk)
    qtbot.waitUntil(lambda: _titles(tab.history) == ["Log contact"])
    tab.history.lines.buttons[0].click()
    qtbot.waitUntil(lambda: _titles(tab.history) != ["Log contact"])
    assert maintenance.info(desk.workspace).contacts == 0


def test_what_has_to_stay_is_passed_over_in_the_history(tab: FileTab, desk: Desk, qtbot: QtBot) -> None:
    _log(desk)
    topic = save_topic(desk.workspace, topic=a_topic())
    rosa = next(one for one in desk.team.members if one.id != desk.workspace.member.id)
    somebody = Workspace(desk.workspace.database, member=rosa, clock=desk.workspace.now)
    log_contact(somebody, draft=ContactDraft(channel_id=desk.team.channels[0].id, topic_id=topic.id))
    tab.refresh()
    qtbot.waitUntil(lambda: _titles(tab.history) == ["Add a topic"])
    with qtbot.waitSignal(desk.failed):
        tab.history.lines.buttons[0].click()
    qtbot.waitUntil(lambda: _titles(tab.history) == ["Log contact"])
    assert "Stays as it is: Add a topic" in [text.text() for text in tab.history.findChildren(Text)]


def _titles(card: QWidget) -> list[str]:
    return [button.accessibleName().partition(": ")[2] for button in card.findChildren(Button) if button.isVisible()]


def test_an_agent_restores_nothing_and_is_told_why(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk("Rosa Okafor")
    maintenance.back_up(desk.workspace)
    tab = FileTab(desk)
    qtbot.addWidget(tab)
    qtbot.waitUntil(lambda: len(tab.backups.lines.buttons) == 1)
    button = tab.backups.lines.buttons[0]
    assert (button.isEnabled(), button.toolTip()) == (False, "It takes one of: Owner")
