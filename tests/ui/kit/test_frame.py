"""The frame: places, folding, the panel at the side, the foot."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Action
from csops.ui.kit.frame import Frame
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.sidebar import Place
from csops.ui.kit.theme import Themes

PLACES = [
    Place(key="today", title="Today", icon="sun", keys="Ctrl+1"),
    Place(key="contacts", title="Contacts", icon="users"),
]


@pytest.fixture
def frame(qtbot: QtBot, themes: Themes) -> Frame:
    made = Frame(themes, shortcuts=Shortcuts())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.sidebar.shop.show_name("Hollow Oak Cycles", "This computer", icon="bike")
    made.sidebar.member.show_name("Mara Lindqvist", "Owner")
    made.sidebar.set_places(PLACES, more=[Place(key="quality", title="Quality", icon="badge-check")])
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def a_page(themes: Themes, title: str = "Today") -> Page:
    page = Page(themes, title=title)
    page.body.addWidget(QLineEdit())
    return page


def test_the_left_bar_says_which_place_is_wanted(qtbot: QtBot, frame: Frame) -> None:
    with qtbot.waitSignal(frame.sidebar.place_wanted) as heard:
        QTest.mouseClick(frame.sidebar.item("contacts"), Qt.MouseButton.LeftButton)
    assert heard.args == ["contacts"]


def test_a_page_in_front_fills_the_top_bar_and_marks_its_place(frame: Frame, themes: Themes) -> None:
    page = a_page(themes)
    ran: list[str] = []
    page.set_head(subtitle="Tuesday 17 November")
    page.set_top_actions([Action("Export", keys="Ctrl+E", run=lambda: ran.append("export"), parent=page)])
    frame.show_page(page, place="today")
    assert (frame.top.title.words(), frame.top.subtitle.words()) == ("Today", "Tuesday 17 November")
    assert frame.sidebar.item("today").isChecked()
    frame.top.buttons[0].click()
    assert ran == ["export"]


def test_the_place_in_front_stays_marked_when_the_places_are_listed_anew(frame: Frame) -> None:
    frame.sidebar.set_current("today")
    frame.sidebar.set_places(PLACES)
    assert frame.sidebar.item("today").isChecked()


def test_the_top_bar_follows_only_the_page_in_front(frame: Frame, themes: Themes) -> None:
    first, second = a_page(themes), a_page(themes, "Contacts")
    frame.show_page(first, place="today")
    frame.show_page(second, place="contacts")
    first.set_head(title="Changed behind")
    assert frame.top.title.words() == "Contacts"
    second.set_head(subtitle="23 open")
    assert frame.top.subtitle.words() == "23 open"
    frame.show_page(first, place="today")
    assert frame.top.title.words() == "Changed behind"


def test_the_focus_stays_in_its_place_where_a_page_changes_its_actions(frame: Frame, themes: Themes) -> None:
    page = Page(themes, title="Shifts")
    page.set_top_actions([Action("Plan anew", parent=page), Action("Publish", parent=page)])
    frame.show_page(page, place="today")
    frame.top.buttons[1].setFocus()
    page.set_top_actions([Action("Plan anew", parent=page), Action("Withdraw", parent=page)])
    assert frame.top.buttons[1].text() == "Withdraw"
    assert frame.top.buttons[1].hasFocus()


def test_tab_passes_nothing_that_stands_before_where_the_keys_of_a_page_act(frame: Frame, themes: Themes) -> None:
    page = Page(themes, title="Today")
    tabs, field = QPushButton("Tabs"), QLineEdit()
    page.body.addWidget(tabs)
    page.body.addWidget(field)
    page.setFocusProxy(field)  # whoever comes here types at once
    frame.show_page(page, place="today")
    assert field.hasFocus()
    frame.top.search.setFocus()
    QTest.keyClick(frame.top.search, Qt.Key.Key_Tab)
    assert tabs.hasFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Tab)
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Backtab)
    QTest.keyClick(tabs, Qt.Key.Key_Backtab)
    assert frame.top.search.hasFocus()


def test_counts_show_what_waits_and_nothing_where_nothing_does(frame: Frame) -> None:
    frame.sidebar.set_counts({"today": 7})
    assert (frame.sidebar.item("today").count(), frame.sidebar.item("contacts").count()) == (7, 0)


def test_places_that_are_not_used_fold_under_more(qtbot: QtBot, frame: Frame) -> None:
    assert not frame.sidebar.item("quality").isVisible()
    QTest.mouseClick(frame.sidebar._more_item, Qt.MouseButton.LeftButton)
    assert frame.sidebar.item("quality").isVisible()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_the_line_about_the_shop_is_said_in_brief_before_it_is_cut(frame: Frame, themes: Themes, zoom: float) -> None:
    themes.choose("light", zoom=zoom)
    frame.resize(round(1440 * zoom), 800)
    shop = frame.sidebar.shop
    shop.show_name("Hollow Oak", "This computer · 1 person", brief_note="This computer")
    assert shop.shown() == ("Hollow Oak", "This computer · 1 person")
    shop.show_name("Hollow Oak", "This computer · 1,000,000 people", brief_note="This computer")
    assert shop.shown() == ("Hollow Oak", "This computer")
    shop.show_name("Hollow Oak Cycles and Repairs of Freiburg", "This computer", brief_note="This computer")
    assert shop.shown()[0].endswith("…")


def test_the_left_bar_folds_by_itself_in_a_narrow_window_and_names_stay_in_tooltips(frame: Frame) -> None:
    assert frame.sidebar.width() == 212
    frame.resize(1099, 700)
    assert frame.sidebar.width() == 56
    assert frame.sidebar.item("today").toolTip() == "Today (Ctrl 1)"
    frame.resize(1440, 900)
    assert frame.sidebar.width() == 212


def test_ctrl_b_folds_by_hand_and_that_holds(qtbot: QtBot, frame: Frame) -> None:
    frame.toggle_fold()
    frame.resize(1400, 900)
    assert frame.sidebar.is_folded
    frame.toggle_fold()
    frame.resize(1050, 700)
    assert not frame.sidebar.is_folded


def test_the_panel_stands_beside_the_page_and_slides_over_it_where_there_is_little_room(
    frame: Frame, themes: Themes
) -> None:
    frame.show_page(a_page(themes), place="today")
    frame.deck.show_panel(QWidget())
    assert frame.deck.stack.width() == frame.deck.width() - 368
    frame.resize(1200, 800)
    assert frame.deck.stack.width() == frame.deck.width()


def test_a_closed_panel_is_kept_with_what_was_typed(qtbot: QtBot, frame: Frame, themes: Themes) -> None:
    frame.show_page(a_page(themes), place="today")
    panel = QWidget()
    line = QLineEdit("half a sentence")
    QVBoxLayout(panel).addWidget(line)
    frame.deck.show_panel(panel)
    with qtbot.waitSignal(frame.deck.panel_closed):
        frame.deck.close_panel()
    assert frame.deck.stack.width() == frame.deck.width()
    frame.deck.show_panel(panel)
    assert line.text() == "half a sentence"
    assert panel.isVisible()


def test_a_running_job_takes_the_place_of_the_backup_and_can_be_cancelled(qtbot: QtBot, frame: Frame) -> None:
    frame.foot.set_state("Last backup today 09:00")
    frame.foot.show_job("Importing, 2,140 of 3,214", share=0.66)
    assert (frame.foot.progress.value(), frame.foot.state.isVisible()) == (66, False)
    with qtbot.waitSignal(frame.foot.cancel_wanted):
        QTest.mouseClick(frame.foot.cancel, Qt.MouseButton.LeftButton)
    frame.foot.clear_job()
    assert frame.foot.state.isVisible()
    assert not frame.foot.progress.isVisible()


def test_a_banner_takes_the_place_of_the_one_before(qtbot: QtBot, frame: Frame, themes: Themes) -> None:
    page = a_page(themes)
    frame.show_page(page, place="today")
    first, second = Banner(themes, "First"), Banner(themes, "Second")
    page.show_banner(first)
    page.show_banner(second)
    qtbot.waitUntil(second.isVisible)
    assert [banner.text.words() for banner in page.findChildren(Banner) if banner.isVisible()] == ["Second"]
    page.clear_banner()
    qtbot.waitUntil(lambda: page.findChildren(Banner) == [])


def test_everything_that_can_have_the_focus_has_a_name(frame: Frame, themes: Themes) -> None:
    frame.show_page(Page(themes, title="Today"), place="today")
    reachable = [w for w in frame.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reachable) > 6
    assert [w for w in reachable if not w.accessibleName()] == []


def test_the_frame_mirrors_for_languages_that_run_from_right_to_left(
    qtbot: QtBot, frame: Frame, themes: Themes
) -> None:
    frame.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    frame.show_page(a_page(themes), place="today")
    frame.deck.show_panel(QWidget())
    qtbot.waitUntil(lambda: frame.sidebar.geometry().right() == frame.width() - 1)
    assert frame.deck.side.x() == 0


def test_at_200_per_cent_no_label_of_the_frame_is_cut(qtbot: QtBot, frame: Frame, themes: Themes) -> None:
    frame.resize(2048, 1280)
    themes.choose("light", zoom=2.0)
    frame.show_page(a_page(themes), place="today")
    qtbot.waitUntil(lambda: frame.foot.height() == 56)
    cut = [
        label.text()
        for label in frame.findChildren(QLabel)
        if label.isVisible() and label.text() and label.height() < label.fontMetrics().height()
    ]
    assert cut == []


def test_the_view_that_a_page_shows_is_marked_besides_its_place(frame: Frame, themes: Themes) -> None:
    frame.sidebar.set_views([Place(key="view.1", title="Refunds", dot="danger.text")])
    page = a_page(themes)
    frame.show_page(page, place="contacts")
    page.view_key, page.view_note = "view.1", "changed"
    page.set_head()
    frame.sidebar.set_views([Place(key="view.1", title="Refunds", dot="danger.text")])  # listed anew
    shown = frame.sidebar.item("view.1")
    assert frame.sidebar.item("contacts").isChecked()
    assert (shown.isChecked(), shown.accessibleDescription()) == (True, "changed")
    frame.show_page(a_page(themes), place="today")
    assert (shown.isChecked(), shown.accessibleDescription()) == (False, "")


def test_pressing_a_view_asks_for_it_and_does_not_mark_it(frame: Frame, qtbot: QtBot) -> None:
    frame.sidebar.set_views([Place(key="view.1", title="Refunds", dot="danger.text")])
    with qtbot.waitSignal(frame.sidebar.place_wanted) as heard:
        QTest.mouseClick(frame.sidebar.item("view.1"), Qt.MouseButton.LeftButton)
    assert heard.args == ["view.1"]
    assert not frame.sidebar.item("view.1").isChecked()


def test_a_page_is_told_how_much_of_it_the_panel_lies_over(frame: Frame, themes: Themes) -> None:
    told: list[int] = []

    class Covered(Page):
        def cover(self, width: int) -> None:
            told.append(width)

    frame.show_page(Covered(themes, title="Today"), place="today")
    frame.deck.show_panel(QLabel("Log contact"))
    assert told[-1] == 0  # it stands beside the page
    frame.deck.set_sliding(True)
    assert told[-1] == themes.current.size("sidePanel", 1)
    frame.deck.close_panel()
    assert told[-1] == 0
