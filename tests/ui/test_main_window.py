"""The main window: places, keys, toasts, who works, and one database after the other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.access import Role
from csops.domain.contacts import ContactDraft, Result
from csops.domain.errors import StillUsed
from csops.domain.team import Shop, View
from csops.services import maintenance, views
from csops.services.contacts import get_contact, log_contact
from csops.services.views import save_view
from csops.ui.desk import Said
from csops.ui.kit.labels import Text
from csops.ui.kit.shortcuts import WHERE_WORDS, ShortcutSheet, Where
from csops.ui.main_window import MainWindow
from csops.ui.preferences import Preferences
from tests.helpers.clock import Clock
from tests.helpers.windows import page_of


def _log(window: MainWindow, **values: Any) -> None:
    channel = window.desk.team.channels[0].id
    log_contact(window.desk.workspace, draft=ContactDraft(channel_id=channel, text="Brakes squeal", **values))


# ---- the start


def test_a_window_is_no_larger_than_the_screen(window: MainWindow) -> None:
    least, screen = window.minimumSize(), window.screen().availableSize()
    assert window.width() <= max(screen.width(), least.width())
    assert window.height() <= max(screen.height(), least.height())


# ---- places


def test_it_begins_with_today_and_is_called_like_the_shop(window: MainWindow) -> None:
    assert page_of(window).key == "today"
    assert window.windowTitle() == "Hollow Oak Cycles · csops"


def test_a_place_is_shown_with_its_question(window: MainWindow) -> None:
    window.go("contacts", {"case_id": 7})
    assert (page_of(window).key, page_of(window).asked) == ("contacts", [{"case_id": 7}])


def test_a_page_that_wants_another_is_answered(window: MainWindow) -> None:
    page_of(window).wanted.emit("contacts", {"case_id": 7})
    assert page_of(window).key == "contacts"


def test_back_and_forward_follow_the_trail(window: MainWindow) -> None:
    window.go("contacts")
    window.go("settings")
    seen = []
    for step in (window.session.back, window.session.back, window.session.back, window.session.forward):
        step()
        seen.append(page_of(window).key)
    assert seen == ["contacts", "today", "today", "contacts"]


@pytest.mark.parametrize(
    ("key", "modifier", "place"),
    [
        (Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier, "contacts"),
        (Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier, "reports"),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier, "settings"),
    ],
)
def test_keys_lead_to_places(
    window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, place: str, qtbot: QtBot
) -> None:
    QTest.keyClick(window, key, modifier)
    qtbot.waitUntil(lambda: page_of(window).key == place)


@pytest.mark.parametrize(
    ("before", "key", "zoom"),
    [
        (1.0, Qt.Key.Key_Plus, 1.1),
        (1.0, Qt.Key.Key_Equal, 1.1),
        (1.25, Qt.Key.Key_Plus, 1.3),
        (2.0, Qt.Key.Key_Plus, 2.0),
        (1.25, Qt.Key.Key_Minus, 1.2),
        (0.8, Qt.Key.Key_Minus, 0.8),
        (1.7, Qt.Key.Key_0, 1.0),
    ],
)
def test_ctrl_plus_minus_and_nought_zoom_at_once_and_are_remembered(
    window: MainWindow, window_preferences: Preferences, before: float, key: Qt.Key, zoom: float
) -> None:
    window.session.look.choose_zoom(before)
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert (window_preferences.get("zoom"), window.themes.current.px(100)) == (zoom, round(100 * zoom))
    toast = window.frame.toasts.shown
    assert toast is not None
    assert toast.notice.text == f"Zoomed to {round(100 * zoom)} %"


def test_keys_also_zoom_while_one_types(window: MainWindow, qtbot: QtBot) -> None:
    window.session.log_contact()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.session.look.zoom == 1.1


def test_alt_left_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    window.go("contacts")
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page_of(window).key == "today")


def test_question_mark_shows_the_shortcuts_of_a_screen_that_has_its_own(window: MainWindow, qtbot: QtBot) -> None:
    page_of(window).keys_first = Where.REVIEW
    QTest.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: len(window.findChildren(ShortcutSheet)) == 1)
    (sheet,) = window.findChildren(ShortcutSheet)
    known = {str(words) for words in WHERE_WORDS.values()}
    headings = [one.text() for one in sheet.findChildren(Text) if one.text() in known]
    assert headings[0] == "Reviewing a contact"
    assert set(headings[1:]) == {"In a form", "Everywhere"}, "digits choose no channel here"


def test_counts_show_what_waits(window: MainWindow, qtbot: QtBot) -> None:
    _log(window, result=Result.FOLLOW_UP, due_at=window.desk.workspace.now() + timedelta(hours=1), promise="Call back")
    qtbot.waitUntil(lambda: window.frame.sidebar.item("contacts").count() == 1)
    qtbot.waitUntil(lambda: window.frame.sidebar.item("today").count() == 1)


def test_a_pinned_view_stands_in_the_left_bar_and_opens(window: MainWindow, qtbot: QtBot) -> None:
    view = save_view(window.desk.workspace, view=View(name="Refunds", place="contacts", question={"text": "refund"}))
    key = f"view.{view.id}"
    qtbot.waitUntil(lambda: window.session.words.view(key) is not None)
    window.frame.sidebar.item(key).click()
    assert page_of(window).asked == [{"view": {"text": "refund"}, "name": "Refunds", "view_id": view.id}]


# ---- logging from anywhere


def test_ctrl_n_opens_the_log_panel_and_esc_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.frame.deck.panel is not None)
    QTest.keyClick(window.session, Qt.Key.Key_Escape)
    assert window.frame.deck.panel is None


def test_a_page_may_want_the_log(window: MainWindow) -> None:
    page_of(window).wanted.emit("log", {"channel_key": "phone"})
    assert window.frame.deck.panel is not None


def test_a_page_may_want_a_contact_corrected(window: MainWindow, qtbot: QtBot) -> None:
    _log(window)
    page_of(window).wanted.emit("edit", {"contact_id": 1})
    panel = window.session.panels.edit_panel
    assert panel is not None
    assert window.frame.deck.panel is panel
    qtbot.waitUntil(lambda: panel.is_ready)
    panel.form.text.box.setPlainText("Brakes squeak")
    panel.save()
    qtbot.waitUntil(lambda: window.frame.deck.panel is None)
    assert get_contact(window.desk.workspace, contact_id=1).text == "Brakes squeak"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: get_contact(window.desk.workspace, contact_id=1).text == "Brakes squeal")


def test_logging_takes_the_place_of_a_correction_and_gives_it_back(window: MainWindow, qtbot: QtBot) -> None:
    _log(window)
    window.go("edit", {"contact_id": 1})
    panel = window.session.panels.edit_panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.is_ready)
    panel.form.text.box.setPlainText("Brakes squeak")
    window.go("log", {})
    assert not panel.isVisible()
    window.go("edit", {"contact_id": 1})
    assert window.frame.deck.panel is panel
    assert panel.form.text.text() == "Brakes squeak"


def test_who_may_only_read_is_told_instead(window: MainWindow) -> None:
    _log(window)
    window.desk.workspace.member = replace(window.desk.workspace.member, role=Role.READ_ONLY)
    window.go("edit", {"contact_id": 1})
    assert window.frame.deck.panel is None
    toast = window.frame.toasts.shown
    assert toast is not None
    assert "may not do this" in toast.notice.text


# ---- toasts and failures


def test_what_was_done_is_said_and_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    _log(window)
    window.desk.said.emit(Said(text="Logged"))
    toast = window.frame.toasts.shown
    assert toast is not None
    assert toast.button is not None
    toast.button.click()
    qtbot.waitUntil(lambda: maintenance.info(window.desk.workspace).contacts == 0)


def test_an_offer_to_take_back_what_has_to_stay_does_not_take_back_the_act_before(
    window: MainWindow,
) -> None:
    toasts = window.frame.toasts
    window.desk.said.emit(Said(text="Added"))
    window.desk.failed.emit(StillUsed(kind="topic", name="Repair", by="1 contact"))
    assert toasts.shown is not None
    assert toasts.shown.notice.text.startswith("The topic Repair is used by 1 contact by now and stays")
    toasts.dismiss()
    assert toasts.shown is None


def test_a_mistake_of_ours_stays_until_it_is_closed(window: MainWindow) -> None:
    window.desk.failed.emit(RuntimeError("the wheel came off"))
    banner = window.session.notices.banner("failure")
    assert banner is not None
    assert "A mistake in csops" in banner.text.words()
    window.session.notices.drop("failure")
    assert window.session.notices.banner("failure") is None


def test_the_details_of_a_mistake_can_be_copied(window: MainWindow) -> None:
    from csops.ui.kit.controls import Button

    window.desk.failed.emit(RuntimeError("the wheel came off"))
    banner = window.session.notices.banner("failure")
    assert banner is not None
    next(button for button in banner.findChildren(Button) if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == "RuntimeError: the wheel came off"


# ---- who works


def test_another_member_signs_in_with_one_key(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.session.members.menu()
    rosa = next(action for action in menu.actions() if "Rosa" in action.text())
    assert rosa.text().startswith("&1")
    rosa.trigger()
    assert window.desk.workspace.member.name == "Rosa Okafor"
    assert window.preferences.get("members") == {window.desk.workspace.place: "Rosa Okafor"}


def test_who_signs_in_does_not_go_on_with_what_another_corrected(window: MainWindow) -> None:
    _log(window)
    window.go("edit", {"contact_id": 1})
    window.session.members.sign_in(window.session.members.others()[0])
    assert window.frame.deck.panel is None
    assert window.session.panels.edit_panel is None


@pytest.mark.parametrize(("place", "asked"), [("contacts", [{"case_id": 1}]), ("today", [])])
def test_nobody_is_led_to_the_own_work_of_the_member_before(
    window: MainWindow, place: str, asked: list[object]
) -> None:
    window.session.places = [replace(one, is_own=one.key == "today") for one in window.session.places]
    window.go("today", {"pick_id": 1})
    window.go(place, {"case_id": 1})
    window.session.members.sign_in(window.session.members.others()[0])
    assert (page_of(window).key, page_of(window).asked) == (place, asked)
    window.session.back()
    assert (page_of(window).key, page_of(window).asked) == (place, asked)


def test_what_one_member_types_is_not_kept_as_the_draft_of_the_next(window: MainWindow, qtbot: QtBot) -> None:
    mara, workspace = window.desk.workspace.member, window.desk.workspace
    window.go("log")
    panel = window.session.panels.log_panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.is_ready)
    panel.form.text.box.setPlainText("Half a sen")
    window.session.members.sign_in(window.session.members.others()[0])
    assert window.session.panels.log_panel is None
    qtbot.waitUntil(lambda: views.get_draft(workspace, form="log", writer=mara) is not None)
    assert views.get_draft(workspace, form="log") is None
    window.go("log")
    again = window.session.panels.log_panel
    assert again is not None
    qtbot.waitUntil(lambda: again.is_ready)
    assert not again.has_draft


def test_what_a_role_may_not_open_is_not_listed(window: MainWindow) -> None:
    window.go("reports")
    window.session.members.sign_in(window.session.members.others()[0])
    assert [place.key for place in window.session.allowed()] == ["today", "contacts", "settings"]
    assert page_of(window).key == "today"


def test_who_may_not_open_a_place_is_told_who_may(window: MainWindow) -> None:
    window.session.members.sign_in(window.session.members.others()[0])
    window.frame.toasts.dismiss()
    window.go("reports")
    toast = window.frame.toasts.shown
    assert toast is not None
    assert "It takes one of: supervisor, manager, owner" in toast.notice.text
    assert page_of(window).key == "today"


def test_who_may_not_log_is_told_who_may_and_types_nothing(window: MainWindow) -> None:
    window.desk.workspace.member = replace(window.desk.workspace.member, role=Role.READ_ONLY)
    window.go("log")
    toast = window.frame.toasts.shown
    assert toast is not None
    assert "It takes one of: agent, supervisor, manager, owner" in toast.notice.text
    assert window.session.panels.log_panel is None


# ---- files dropped anywhere


def test_a_dropped_spreadsheet_opens_import(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "log.xlsx"))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    assert (page_of(window).key, page_of(window).asked) == ("import", [{"path": str(tmp_path / "log.xlsx")}])


# ---- one database after the other


@pytest.fixture
def other_file(tmp_path: Path) -> Path:
    path = tmp_path / "other.csops"
    create_workspace(path, owner="Ines Marchetti", shop=Shop(name="Old Mill", zone="UTC")).close()
    return path


def test_another_file_opens_in_the_same_window(window: MainWindow, other_file: Path, qtbot: QtBot) -> None:
    window.open(str(other_file))
    qtbot.waitUntil(lambda: window.windowTitle() == "Old Mill · csops")
    assert window.desk.workspace.member.name == "Ines Marchetti"
    assert window.preferences.get("database") == str(other_file)


def test_the_file_before_is_saved_backed_up_and_let_go(
    window: MainWindow, shop_file: Path, other_file: Path, qtbot: QtBot
) -> None:
    _log(window)
    window.open(str(other_file))
    qtbot.waitUntil(lambda: window.windowTitle() == "Old Mill · csops")
    backups = shop_file.parent / "backups"
    qtbot.waitUntil(lambda: len(list(backups.glob("shop-*.json"))) == 1)
    workspace = open_workspace(shop_file)
    assert maintenance.info(workspace).contacts == 1
    workspace.close()


def test_a_file_that_cannot_be_opened_leaves_everything_as_it_is(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "photo.csops"
    bad.write_bytes(b"\x89PNG")
    window.open(str(bad))
    qtbot.waitUntil(lambda: window.frame.toasts.shown is not None)
    toast = window.frame.toasts.shown
    assert toast is not None
    assert "is not a csops database" in toast.notice.text
    assert window.windowTitle() == "Hollow Oak Cycles · csops"


def _build_nothing(_workspace: object, *, until: object, progress: Callable[[float], None]) -> None:
    progress(1.0)


def test_the_examples_open_labelled_and_leave_with_one_click(
    window: MainWindow, shop_file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("csops.ui.examples.build_sample", _build_nothing)
    window.go("settings")
    page_of(window).wanted.emit("sample", None)
    qtbot.waitUntil(lambda: window.desk.team.shop.sample)
    assert page_of(window).key == "today"
    banner = window.session.notices.banner("sample")
    assert banner is not None
    assert "These are examples" in banner.text.words()
    assert (shop_file.parent / "examples.csops").exists()
    assert window.preferences.get("database") == str(shop_file)
    window.open_own()
    qtbot.waitUntil(lambda: not window.desk.team.shop.sample)
    assert window.session.notices.banner("sample") is None


def test_building_the_examples_can_be_cancelled_and_leaves_nothing(
    window: MainWindow, shop_file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def endless(_workspace: object, *, until: object, progress: Callable[[float], None]) -> None:
        while True:
            progress(0.5)

    monkeypatch.setattr("csops.ui.examples.build_sample", endless)
    window.open_examples()
    qtbot.waitUntil(window.frame.foot.cancel.isVisible)
    window.frame.foot.cancel.click()
    qtbot.waitUntil(lambda: not window.frame.foot.cancel.isVisible())
    assert list(shop_file.parent.glob("examples*")) == []


def test_a_backup_takes_the_place_of_the_open_file(window: MainWindow, shop_file: Path, qtbot: QtBot) -> None:
    backup = maintenance.back_up(window.desk.workspace)
    _log(window)
    before = window.session
    page_of(window).wanted.emit("restore", {"file": str(backup.file)})
    qtbot.waitUntil(lambda: window.session is not before)
    assert maintenance.info(window.desk.workspace).contacts == 0
    assert len(list(shop_file.parent.glob("shop.csops.replaced-*"))) == 1


def test_a_backup_that_is_none_leaves_the_open_file(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    _log(window)
    (tmp_path / "photo.db").write_bytes(b"\x89PNG")
    before = window.session
    window.restore_in_place(tmp_path / "photo.db")
    qtbot.waitUntil(lambda: window.session is not before)
    assert maintenance.info(window.desk.workspace).contacts == 1


def test_the_shop_menu_offers_what_was_open_before(window: MainWindow, other_file: Path, qtbot: QtBot) -> None:
    from csops.ui.shop_menu import shop_menu

    window.open(str(other_file))
    qtbot.waitUntil(lambda: window.windowTitle() == "Old Mill · csops")
    menu = shop_menu(window, window.preferences, here=str(other_file), is_sample=False, go=window.go)
    files = [action for action in menu.actions() if ".csops" in action.text()]
    assert [(action.isChecked(), action.isEnabled()) for action in files] == [(True, False), (False, True)]
    files[1].trigger()
    qtbot.waitUntil(lambda: window.windowTitle() == "Hollow Oak Cycles · csops")


# ---- coming and going


def test_closing_finishes_writes_and_backs_up(window: MainWindow, shop_file: Path) -> None:
    channel = window.desk.team.channels[0].id
    workspace = window.desk.workspace
    for _number in range(5):
        window.desk.act(lambda: log_contact(workspace, draft=ContactDraft(channel_id=channel)))
    window.close()
    again = open_workspace(shop_file)
    assert maintenance.info(again).contacts == 5
    assert maintenance.list_backups(again)[0].counts["contacts"] == 5
    again.close()


def test_nothing_is_backed_up_at_exit_when_nothing_changed(window: MainWindow) -> None:
    workspace = window.desk.workspace
    maintenance.back_up(workspace)
    window.close()
    assert len(maintenance.list_backups(workspace)) == 1


def test_the_window_remembers_its_place_and_the_member(window: MainWindow, window_preferences: Preferences) -> None:
    window.go("contacts")
    window.close()
    assert window_preferences.get("place") == "contacts"
    assert window_preferences.get("geometry")


def test_a_follow_up_whose_time_comes_is_said(
    window: MainWindow, clock: Clock, qtbot: QtBot, qapp: QApplication
) -> None:
    due = clock() + timedelta(minutes=10)
    _log(window, result=Result.FOLLOW_UP, due_at=due, due_time_known=True, promise="Call Jonas", customer_name="Jonas")
    clock.forward(timedelta(minutes=11))
    window.session.reminders.look()
    qtbot.waitUntil(lambda: window.frame.toasts.shown is not None)
    toast = window.frame.toasts.shown
    assert toast is not None
    assert toast.notice.text == "Due now: Call Jonas, Jonas"
    assert toast.button is not None
    toast.button.click()
    assert page_of(window).key == "contacts"


def test_a_follow_up_is_said_once(window: MainWindow, clock: Clock, qtbot: QtBot) -> None:
    due = clock() + timedelta(minutes=10)
    _log(window, result=Result.FOLLOW_UP, due_at=due, due_time_known=True, promise="Call Jonas")
    clock.forward(timedelta(minutes=11))
    window.session.reminders.look()
    qtbot.waitUntil(lambda: window.frame.toasts.shown is not None)
    window.frame.toasts.dismiss()
    clock.forward(timedelta(minutes=1))
    with qtbot.waitSignal(window.session.reminders.looked):
        window.session.reminders.look()
    assert window.frame.toasts.shown is None
