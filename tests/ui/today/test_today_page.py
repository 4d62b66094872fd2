"""The day, as a person sees it and works through it."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft
from csops.domain.kpi_figures import Behind, Records
from csops.domain.questions import Question
from csops.services import contacts, follow_ups, kpi, settings
from csops.services.today import promises
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.today.day import Day
from csops.ui.today.follow_up_list import FollowUpList, ring_of
from csops.ui.today.page import TodayPage
from csops.ui.today.postpone import PostponeDialog
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.kpi import stand_in
from tests.ui.today.conftest import Heard, shown_page

KEY = Qt.Key


def day_of(page: TodayPage) -> Day:
    assert page.day is not None
    return page.day


def list_of(page: TodayPage) -> FollowUpList:
    return day_of(page).follow_ups.list


def chosen(page: TodayPage) -> str:
    promise = list_of(page).chosen()
    return promise.name if promise else ""


def test_the_sentence_says_what_is_late_and_due(page: TodayPage) -> None:
    assert day_of(page).sentence.words() == "Two follow-ups are late and one is due today."


def test_follow_ups_are_grouped_by_when_they_are_due(page: TodayPage) -> None:
    rows = list_of(page).rows
    shown = [str(rows.index(row).data()) for row in range(rows.rowCount())]
    assert [words for words in shown if "," not in words] == ["Late 2", "Today 1", "Tomorrow 1"]
    assert shown[1] == "Ines Marchetti, Call Ines Marchetti, 1 day late, Rosa Okafor"
    assert shown[4] == "Salma Haddad, Call Salma Haddad, 11:00, Mara Lindqvist"
    assert day_of(page).follow_ups.later.words() == "1 more is due later"


def test_e_marks_done_and_the_next_row_is_chosen(
    page: TodayPage, heard: Heard, workspace: Workspace, qtbot: QtBot
) -> None:
    assert list_of(page).hasFocus()
    assert chosen(page) == "Ines Marchetti"
    QTest.keyClick(list_of(page), KEY.Key_E)
    qtbot.waitUntil(lambda: chosen(page) == "Jonas Feld")
    qtbot.waitUntil(lambda: heard.said == ["Marked done: Ines Marchetti, About Ines Marchetti"])
    assert [line.customer for line in promises(workspace).late] == ["Jonas Feld"]


def test_undo_brings_the_row_back(page: TodayPage, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(list_of(page), KEY.Key_E)
    qtbot.waitUntil(lambda: list_of(page).rows.rowCount() == 6)
    desk.undo()
    qtbot.waitUntil(lambda: list_of(page).rows.rowCount() == 7)


def test_c_logs_a_call_back_on_the_case(page: TodayPage, heard: Heard, qtbot: QtBot) -> None:
    QTest.keyClick(list_of(page), KEY.Key_J)
    QTest.keyClick(list_of(page), KEY.Key_C)
    promise = list_of(page).chosen()
    assert promise is not None
    known = {"case_id": promise.line.case_id, "channel_key": "phone", "direction": "out"}
    assert heard.wanted == [("log", known)]


def test_down_steps_over_headings_and_enter_opens_the_case(page: TodayPage, heard: Heard, qtbot: QtBot) -> None:
    for _ in range(2):
        QTest.keyClick(list_of(page), KEY.Key_Down)
    assert chosen(page) == "Salma Haddad"
    QTest.keyClick(list_of(page), KEY.Key_K)
    assert chosen(page) == "Jonas Feld"
    QTest.keyClick(list_of(page), KEY.Key_Return)
    assert heard.wanted[-1][0] == "contacts"


# The offscreen platform cannot raise a menu nor grab the keyboard for it.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_s_offers_days_and_moves_the_promise(page: TodayPage, heard: Heard, workspace: Workspace, qtbot: QtBot) -> None:
    QTest.keyClick(list_of(page), KEY.Key_S)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Tomorrow", "Wed 4 Mar", "Mon 9 Mar", "Another day…"]
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: chosen(page) == "Jonas Feld")
    assert heard.said == ["Postponed to Tomorrow: Ines Marchetti"]
    moved = next(line for line in promises(workspace).tomorrow if line.customer == "Ines Marchetti")
    assert moved.due_at.date() == date(2026, 3, 3)
    assert moved.time_known


def test_another_day_is_asked_for_in_words(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    line = list_of(page).chosen()
    assert line is not None
    day_of(page).follow_ups.ask_day(line.line)
    dialog = page.window().findChild(PostponeDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.day.line, "fri 14:30")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chosen(page) == "Jonas Feld")
    found = [one for one in follow_ups.follow_up_lines(workspace) if one.customer == "Ines Marchetti"]
    assert found[0].due_at == MONDAY_MORNING + timedelta(days=4, hours=5, minutes=30)


def test_a_day_that_is_over_is_not_taken(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    line = list_of(page).chosen()
    assert line is not None
    day_of(page).follow_ups.ask_day(line.line)
    dialog = page.window().findChild(PostponeDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.day.line, "2026-02-27")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.day.error() == "That day is over. Choose today or a later day"
    dialog.close_layer()


def test_the_ring_of_a_row_marks_it_done(page: TodayPage, heard: Heard, qtbot: QtBot) -> None:
    view = list_of(page)
    ring = ring_of(view.visualRect(view.rows.index(2)), page.themes.current, mirrored=False)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=ring.center())
    qtbot.waitUntil(lambda: heard.said == ["Marked done: Jonas Feld, About Jonas Feld"])


def test_mine_shows_what_i_promised(page: TodayPage, qtbot: QtBot) -> None:
    QTest.mouseClick(day_of(page).follow_ups.which.button("mine"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: list_of(page).rows.rowCount() == 2)
    assert chosen(page) == "Salma Haddad"
    assert day_of(page).sentence.words() == "Nothing is late and one follow-up is due today."


def test_a_bar_of_age_opens_its_list_and_the_oldest_is_named(page: TodayPage, heard: Heard, qtbot: QtBot) -> None:
    ages = day_of(page).ages
    qtbot.waitUntil(lambda: ages.oldest.words() == "Oldest: Jonas Feld, 9\u00a0d, Rosa")
    assert [bar.number for bar in ages.chart.data.bars] == [4, 0, 0, 0, 1]
    place = ages.chart.mark_place(4).toPoint()
    QTest.mouseClick(ages.chart, Qt.MouseButton.LeftButton, pos=place)
    assert heard.wanted == [("contacts", {"age_band": 4})]


def test_a_tile_opens_what_is_behind_it(
    page: TodayPage, heard: Heard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kpi, "kpis", stand_in())
    monkeypatch.setattr(kpi, "behind", lambda _workspace, **_asked: Records(what=Behind.CASES, ids=(2, 1)))
    page.refresh()
    tile = day_of(page).tiles.tiles["full_resolution_time"]
    qtbot.waitUntil(lambda: tile.accessibleName().endswith("cases") and "h median" in tile.accessibleName())
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(heard.wanted))
    assert heard.wanted == [("contacts", {"question": Question(case_ids=(2, 1)), "name": "Resolution time"})]


def test_too_few_are_shown_as_counts_without_a_verdict_and_what_is_in_time_beside_its_goal(
    page: TodayPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kpi, "kpis", stand_in(few=("csat", "first_response_time")))
    page.refresh()
    tiles = day_of(page).tiles.tiles
    qtbot.waitUntil(lambda: "too few" in tiles["csat"].accessibleName())
    assert tiles["csat"].accessibleName() == "Satisfaction (CSAT), 80 of 100, 7 answers, too few"
    assert tiles["first_response_time"].accessibleName() == "First response, 30 min median, 7 cases, too few"
    assert tiles["answered_within_target"].accessibleName() == "Answered in time, 85 %, Within the goal of 80\u00a0%"


def test_another_stretch_of_time_is_looked_at(page: TodayPage, qtbot: QtBot) -> None:
    QTest.mouseClick(day_of(page).period.button("4"), Qt.MouseButton.LeftButton)
    day = day_of(page)
    qtbot.waitUntil(lambda: day.figures is not None and day.figures.weeks == 4)


def test_contacts_of_today_stand_by_hour(page: TodayPage, qtbot: QtBot) -> None:
    hours = day_of(page).hours
    qtbot.waitUntil(lambda: hours.chart.data.names != () and hours.chart.isVisible())
    # The shop opens at nine; the contacts came at eight, on the phone.
    assert (hours.chart.data.side, hours.chart.data.foot) == ("5 so far", "5 outside hours")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"mon": ["10:00-18:00"]}, "The shop opens at 10:00. 5 contacts came all the same"),
        ({"tue": ["10:00-18:00"]}, "The shop is closed today. 5 contacts came all the same"),
    ],
)
def test_before_the_shop_opens_today_says_when_and_what_came_all_the_same(
    page: TodayPage, workspace: Workspace, qtbot: QtBot, hours: dict[str, list[str]], said: str
) -> None:
    settings.save_opening_hours(workspace, hours={"zone": "UTC", "weekly": hours})
    card = day_of(page).hours
    qtbot.waitUntil(lambda: card.none.words() == said)
    assert card.none.isVisible()
    assert not card.chart.isVisible()


def test_who_has_nothing_due_is_led_to_what_the_team_has(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    follow_ups.finish_follow_up(workspace, follow_up_id=3)  # the one of Mara, who looks at hers
    card = day_of(page).follow_ups
    QTest.mouseClick(card.which.button("mine"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(card.none_of_mine.isVisible)
    assert card.none_of_mine.button is not None
    QTest.mouseClick(card.none_of_mine.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(card.list.isVisible)


def test_what_a_colleague_logs_shows_at_once(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    chart = day_of(page).hours.chart
    qtbot.waitUntil(lambda: chart.data.side == "6 so far")


def test_export_asks_reports_for_what_is_shown(page: TodayPage, heard: Heard) -> None:
    page.top_actions()[0].trigger()
    assert heard.wanted == [("reports", {"report": "service", "weeks": 12, "export": ".xlsx"})]


def test_nothing_promised_says_so(desk: Desk, heard: Heard, workspace: Workspace, qtbot: QtBot) -> None:
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    page = shown_page(desk, heard, qtbot)
    qtbot.waitUntil(lambda: page.day is not None and page.day.sentence.words() != "")
    assert day_of(page).sentence.words() == "Nothing is late and nothing is due today."
    assert day_of(page).follow_ups.stack.currentWidget() is day_of(page).follow_ups.empty


def test_without_promises_the_focus_stays_on_the_page(
    desk: Desk, heard: Heard, workspace: Workspace, qtbot: QtBot
) -> None:
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    page = shown_page(desk, heard, qtbot)
    page.setFocus()
    qtbot.waitUntil(lambda: page.day is not None and page.day.follow_ups.empty.isVisible())
    assert page.window().focusWidget() is page


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_day_paints_in_both_looks(page: TodayPage, look: str) -> None:
    page.themes.choose(look)
    picture = page.grab().toImage()
    ground = page.themes.current.colour("bg.surface")
    card = day_of(page).follow_ups.head
    place = card.mapTo(page, QPoint(card.width() // 2, 4))
    assert picture.pixelColor(place).name() == ground.name()


def test_every_button_of_the_day_has_a_name(page: TodayPage) -> None:
    labels = [label for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
    assert [label.text() for label in labels if not label.accessibleName()] == []
    assert {b.accessibleName() for b in list_of(page).deeds.children() if hasattr(b, "clicked")} == {  # type: ignore[attr-defined]  # children() is of QObject; those with `clicked` are buttons
        "Done",
        "Log a call back",
        "Postpone",
    }


@pytest.mark.parametrize(("width", "in_a_row"), [(1240, [5]), (840, [5]), (620, [3, 2])])
def test_the_tiles_of_a_row_are_equally_large_at_any_width(
    page: TodayPage, qtbot: QtBot, width: int, in_a_row: list[int]
) -> None:
    def rows() -> list[list[QSize]]:
        found: dict[int, list[QSize]] = {}
        for tile in day_of(page).tiles.tiles.values():
            found.setdefault(tile.y(), []).append(tile.size())
        return list(found.values())

    page.resize(width, 700)
    qtbot.waitUntil(lambda: [len(row) for row in rows()] == in_a_row)
    for row in rows():
        assert max(size.width() for size in row) - min(size.width() for size in row) <= 1
        assert len({size.height() for size in row}) == 1


def test_in_a_low_window_the_first_cards_need_no_scrolling(page: TodayPage, qtbot: QtBot) -> None:
    day = day_of(page)

    def foot_of(card: QWidget) -> int:
        return card.mapTo(page, QPoint(0, card.height())).y()

    page.resize(888, 588)
    qtbot.waitUntil(lambda: day.hours.x() == day.follow_ups.x())  # below them, and reached by scrolling
    qtbot.waitUntil(lambda: foot_of(day.follow_ups) <= page.height())
    assert foot_of(day.ages) <= page.height()
    page.resize(1228, 790)
    qtbot.waitUntil(lambda: day.hours.x() == day.ages.x())
    qtbot.waitUntil(lambda: foot_of(day.hours) <= page.height())


def test_where_a_row_is_narrow_its_buttons_leave_room_for_the_words(page: TodayPage, qtbot: QtBot) -> None:
    page.resize(1228, 790)
    qtbot.waitUntil(lambda: list_of(page).width() > 700)
    wide = list_of(page).deeds.width()
    page.resize(840, 790)
    qtbot.waitUntil(lambda: list_of(page).deeds.width() < wide / 1.5)
    assert [button.toolTip() for button in list_of(page).deeds.findChildren(Button)] == [
        "Done (E)",
        "Log a call back (C)",
        "Postpone (S)",
    ]


def test_the_sentence_is_read_beside_a_panel_that_lies_over_the_page(page: TodayPage, qtbot: QtBot) -> None:
    page.cover(368)
    day = day_of(page)
    qtbot.waitUntil(lambda: day.period.geometry().right() <= page.width() - 368)
    assert day.sentence.geometry().right() < day.period.geometry().left()
    page.cover(0)
    qtbot.waitUntil(lambda: day.period.geometry().right() > page.width() - 368)
