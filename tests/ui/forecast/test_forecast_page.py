from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.channels import Channel
from csops.domain.day_marks import DayMark, MarkKind
from csops.services.day_marks import mark_days
from csops.services.settings import team
from csops.services.workspace import Workspace
from csops.ui.forecast.assumptions_panel import TODAY, WHAT_IF
from csops.ui.forecast.channel_tabs import ChannelTabs, Tab
from csops.ui.forecast.page import ForecastPage
from csops.ui.kit.cards import Banner, EmptyState
from csops.ui.kit.charts import SmallFanData
from csops.ui.kit.theme import Themes
from tests.helpers.weeks import keep, missed_call
from tests.ui.forecast.conftest import PATIENCE_MS, MakePage

PAID, SERVICE, WORK, COST = "Paid hours a week", "Service level", "Hours on contacts", "Cost a week"


def _type(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def _both(page: ForecastPage, name: str) -> tuple[str, str]:
    return page.board.panel.comparison.figures(name)


def _wait_for_difference(page: ForecastPage, qtbot: QtBot, name: str = PAID) -> None:
    qtbot.waitUntil(lambda: len(set(_both(page, name))) == 2, timeout=PATIENCE_MS)


def test_the_page_opens_with_the_lesson_in_words(page: ForecastPage) -> None:
    lesson = page.board.lesson.words()
    assert lesson.startswith("Week of 2 Mar: 20 hours on contacts, 107 paid hours; busiest ")
    assert page.subtitle() == "2 Mar to 26 Apr, from 12 weeks of contacts"


def test_the_first_channel_is_shown_with_its_fan_and_week(page: ForecastPage) -> None:
    assert page.board.chart.data.title == "Phone calls a week"
    assert page.board.tabs.tile("phone").accessibleName() == "Phone, 160\u2009/\u2009wk"
    assert page.board.tabs.tile("phone").toolTip() == "160 contacts a week, in the mean of the next four whole weeks"
    assert [band.share for band in page.board.chart.data.bands] == [0.5, 0.8, 0.95]


def test_a_click_on_a_tab_shows_that_channel(page: ForecastPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.board.tabs.tile("email"), Qt.MouseButton.LeftButton)
    assert page.board.chart.data.title == "E-mail contacts a week"
    assert page.board.panel.handle_time.label.words() == "Handle time, e-mail"
    assert page.board.people.scope.button("one").text() == "E-mail only"


def test_arrow_keys_walk_the_tabs(page: ForecastPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.board.tabs.tile("phone"), Qt.Key.Key_Right)
    assert page.board.tabs.key() == "email"
    QTest.keyClick(page.board.tabs.tile("email"), Qt.Key.Key_Left)
    assert page.board.tabs.key() == "phone"


def test_one_channel_alone_takes_fewer_people_than_all(page: ForecastPage, qtbot: QtBot) -> None:
    total = page.board.people.map.model.heat.totals
    QTest.mouseClick(page.board.tabs.tile("email"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.board.people.scope.button("one"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.board.people.map.model.heat.totals != total, timeout=PATIENCE_MS)
    assert float(page.board.people.map.model.heat.totals[0]) < float(total[0])


def test_a_slider_moved_by_keys_is_what_if_and_marked(page: ForecastPage, qtbot: QtBot) -> None:
    before = _both(page, PAID)[0]
    QTest.keyClick(page.board.panel.shrinkage.slider, Qt.Key.Key_Right)
    _wait_for_difference(page, qtbot)
    assert page.board.panel.mode.key() == WHAT_IF
    assert page.board.panel.dot.isVisible()
    assert page.board.panel.shrinkage.below.words() == "Today 25\u00a0%. Breaks, training, illness; not divided"
    assert _both(page, PAID)[0] == before


def test_a_typed_volume_turns_fan_map_and_cost(page: ForecastPage, qtbot: QtBot) -> None:
    expected = page.board.chart.data.expected[0]
    _type(page.board.panel.volume.line, "100")
    _wait_for_difference(page, qtbot, WORK)
    assert page.board.lesson.words().startswith("Week of 2 Mar, what if: 40 hours on contacts, ")
    assert page.board.chart.data.expected[0] == pytest.approx(2 * expected)
    assert page.board.chart.data.ahead == "What if +100\u00a0%"
    assert page.board.tabs.tile("phone").accessibleName() == "Phone, 320\u2009/\u2009wk"
    assert page.board.tabs.tile("phone").tab.fan.expected == pytest.approx(page.board.chart.data.expected)
    assert page.board.tiles[1].value.words() == _both(page, COST)[1]


def test_a_typed_handle_time_is_of_the_channel_shown(page: ForecastPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.board.tabs.tile("email"), Qt.MouseButton.LeftButton)
    _type(page.board.panel.handle_time.line, "15 min")
    assert page.board.panel.assumptions().handle_times_s == {"email": 900}
    QTest.mouseClick(page.board.tabs.tile("phone"), Qt.MouseButton.LeftButton)
    assert page.board.panel.handle_time.line.text() == "5:00"


def test_what_does_not_read_as_a_value_is_said_and_changes_nothing(page: ForecastPage, qtbot: QtBot) -> None:
    _type(page.board.panel.shrinkage.line, "120 %")
    assert page.board.panel.shrinkage.below.words() == "Say a share from 0 to 60 %"
    assert not page.board.panel.is_changed()


def test_a_typed_service_level_asks_for_more_and_one_beyond_reason_is_refused(page: ForecastPage, qtbot: QtBot) -> None:
    level = page.board.panel.typed.level
    _type(level.field.line, "120")
    assert level.field.error() == "Not more than 99"
    _type(level.field.line, "99")
    _wait_for_difference(page, qtbot, SERVICE)
    assert page.board.panel.assumptions().service_level == 0.99


def test_each_value_goes_back_by_itself(page: ForecastPage, qtbot: QtBot) -> None:
    _type(page.board.panel.volume.line, "20")
    _type(page.board.panel.typed.people.field.line, "3")
    QTest.mouseClick(page.board.panel.volume.reset, Qt.MouseButton.LeftButton)
    assert page.board.panel.assumptions().volume_factor == 1
    QTest.mouseClick(page.board.panel.typed.people.reset, Qt.MouseButton.LeftButton)
    assert not page.board.panel.is_changed()


def test_reset_takes_all_of_today_again(page: ForecastPage, qtbot: QtBot) -> None:
    _type(page.board.panel.volume.line, "20")
    _type(page.board.panel.typed.cost.field.line, "30")
    _wait_for_difference(page, qtbot, COST)
    QTest.mouseClick(page.board.panel.reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(set(_both(page, COST))) == 1, timeout=PATIENCE_MS)
    assert page.board.panel.mode.key() == TODAY
    assert not page.board.panel.reset.isVisible()


def test_as_today_shows_today_and_forgets_nothing(page: ForecastPage, qtbot: QtBot) -> None:
    tile = page.board.tiles[3].value
    today = tile.words()
    _type(page.board.panel.volume.line, "100")
    qtbot.waitUntil(lambda: tile.words() != today, timeout=PATIENCE_MS)
    QTest.mouseClick(page.board.panel.mode.button(TODAY), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tile.words() == today, timeout=PATIENCE_MS)
    assert page.board.panel.volume.line.text() == "+100\u00a0%"


def test_a_cell_explains_its_number(page: ForecastPage) -> None:
    heat = page.board.people.map
    heat.go_to(0, 1)
    assert heat.said.words().startswith("Monday 9:30 to 10:00: 3.0 contacts of 5:00 each; ")
    assert "Phone 2.0, E-mail 1.0" in heat.view.accessibleDescription()


def test_the_card_of_a_cell_comes_with_the_keys_and_goes_with_the_focus(page: ForecastPage, qtbot: QtBot) -> None:
    heat = page.board.people.map
    page.activateWindow()
    heat.view.setFocus()
    qtbot.waitUntil(heat.view.hasFocus)
    QTest.keyClick(heat.view, Qt.Key.Key_Right)
    assert heat.card.isVisible()
    page.board.why.setFocus()
    assert not heat.card.isVisible()


def test_the_page_fits_a_window_of_1440_by_900_with_the_examples_strip(page: ForecastPage) -> None:
    page.resize(1228, 816 - 44)
    QApplication.processEvents()
    for area in page.findChildren(QScrollArea):
        assert area.verticalScrollBar().maximum() == 0


def test_weeks_are_walked_from_the_first_to_the_last(page: ForecastPage, qtbot: QtBot) -> None:
    assert not page.board.people.earlier.isEnabled()
    QTest.mouseClick(page.board.people.later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.plan is not None and page.plan.week == date(2026, 3, 9), timeout=PATIENCE_MS)
    assert page.board.people.earlier.isEnabled()


def test_a_week_picked_in_the_fan_is_planned(page: ForecastPage, qtbot: QtBot) -> None:
    page.board.chart.picked.emit(page.board.chart.data.starts.index(date(2026, 3, 23)))
    qtbot.waitUntil(lambda: page.plan is not None and page.plan.week == date(2026, 3, 23), timeout=PATIENCE_MS)


def test_the_week_that_is_planned_explains_itself_when_it_is_picked_again(page: ForecastPage, qtbot: QtBot) -> None:
    assert page.plan is not None
    chart = page.board.chart
    chart.setFocus()
    chart.go_to(chart.data.starts.index(page.plan.week))
    QTest.keyClick(chart, Qt.Key.Key_Return)
    why = page.workings.why_week
    assert why is not None
    assert why.said[0][0] == "Usual days"
    assert why.said[-1][:2] == ("Expected", "160")
    for (_, _, _, end), (_, _, begin, _) in zip(why.said[:-2], why.said[1:-1], strict=True):
        assert begin == pytest.approx(end)
    assert why.said[-2][3] == pytest.approx(why.said[-1][3])
    assert "repeating last week" in why.sentence
    QTest.keyClick(why, Qt.Key.Key_Escape)
    QTest.mouseClick(page.board.number, Qt.MouseButton.LeftButton)
    assert page.workings.why_week is not why


def test_an_event_to_come_stands_over_its_week(make_page: MakePage, shop: Workspace, qtbot: QtBot) -> None:
    day = date(2026, 3, 25)
    mark_days(shop, mark=DayMark(first_day=day, last_day=day, kind=MarkKind.EVENT, name="Sale", effect=2.0))
    page = make_page(weeks=10)
    qtbot.waitUntil(lambda: page.plan is not None, timeout=PATIENCE_MS)
    (event,) = page.board.chart.data.events
    assert page.board.chart.data.starts[event.at] == date(2026, 3, 23)
    assert event.words == "Sale +20\u00a0%"


def test_how_it_was_worked_out_names_method_and_errors(page: ForecastPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.board.why, Qt.MouseButton.LeftButton)
    assert page.workings.explained is not None
    said = " ".join(label.text() for label in page.workings.explained.findChildren(QLabel))
    assert "a median would under-staff" in said
    assert "the nearest is used" in said
    QTest.keyClick(page.workings.explained, Qt.Key.Key_Escape)
    assert not page.workings.explained.isVisible()


def test_saving_makes_it_what_the_team_assumes(page: ForecastPage, shop: Workspace, qtbot: QtBot) -> None:
    assert not page.board.panel.foot.save.isEnabled()
    _type(page.board.panel.shrinkage.line, "30")
    QTest.mouseClick(page.board.panel.foot.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: team(shop).staffing.shrinkage == 0.3, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page.board.panel.is_changed(), timeout=PATIENCE_MS)
    assert not page.board.panel.foot.save.isEnabled()


def goals(shop: Workspace) -> dict[str, Channel]:
    return {channel.key: channel for channel in team(shop).channels}


def test_goals_that_are_saved_are_those_of_the_channels(page: ForecastPage, shop: Workspace, qtbot: QtBot) -> None:
    _type(page.board.panel.typed.level.field.line, "90")
    _type(page.board.panel.typed.deferred.field.line, "2")
    QTest.mouseClick(page.board.panel.foot.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: goals(shop)["phone"].target_share == 0.9, timeout=PATIENCE_MS)
    assert goals(shop)["email"].target == timedelta(hours=2)
    qtbot.waitUntil(lambda: not page.board.panel.is_changed(), timeout=PATIENCE_MS)
    assert page.board.panel.typed.level.field.text() == "90"


def test_what_cannot_be_kept_says_why(page: ForecastPage) -> None:
    save = page.board.panel.foot.save
    assert save.toolTip() == "Nothing differs from what the team assumes"
    _type(page.board.panel.volume.line, "20")
    assert not save.isEnabled()
    assert page.board.panel.foot.why_not.isVisible()
    assert page.board.panel.foot.why_not.words().startswith("What differs is a what-if alone")
    assert save.accessibleDescription() == save.toolTip() == page.board.panel.foot.why_not.words()
    _type(page.board.panel.shrinkage.line, "30")
    assert save.isEnabled()
    assert not page.board.panel.foot.why_not.isVisible()


def test_export_leads_to_the_staffing_report(page: ForecastPage, qtbot: QtBot) -> None:
    export = page.top_actions()[-1]
    with qtbot.waitSignal(page.wanted) as wanted:
        export.trigger()
    assert wanted.args == ["reports", {"report": "staffing"}]


def test_export_carries_the_what_if_that_is_shown(page: ForecastPage, qtbot: QtBot) -> None:
    _type(page.board.panel.volume.line, "20")
    with qtbot.waitSignal(page.wanted) as wanted:
        page.top_actions()[-1].trigger()
    assert wanted.args == ["reports", {"report": "staffing", "assumptions": page.board.panel.assumptions()}]
    QTest.mouseClick(page.board.panel.mode.button(TODAY), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.wanted) as wanted:
        page.top_actions()[-1].trigger()
    assert wanted.args == ["reports", {"report": "staffing"}]
    QTest.mouseClick(page.board.panel.mode.button(WHAT_IF), Qt.MouseButton.LeftButton)
    _type(page.board.panel.volume.line, "0")  # a what-if in which nothing differs is today
    with qtbot.waitSignal(page.wanted) as wanted:
        page.top_actions()[-1].trigger()
    assert wanted.args == ["reports", {"report": "staffing"}]


def test_who_may_not_plan_is_told_so(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(weeks=4, role=Role.AGENT)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    assert not page.board.panel.foot.save.isEnabled()
    assert page.board.panel.foot.save.toolTip().startswith("Your role may not change")
    assert [action.text() for action in page.top_actions()] == []


def test_a_short_history_says_what_it_cannot_tell(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(weeks=4)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    banner = page.findChild(Banner)
    assert isinstance(banner, Banner)
    assert banner.text.words().startswith("Four weeks of history: it shows the usual week, not yet seasons")


def test_an_empty_log_says_what_is_missing_and_leads_to_the_import(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(weeks=0)
    qtbot.waitUntil(lambda: isinstance(page.stack.currentWidget(), EmptyState), timeout=PATIENCE_MS)
    empty = page.stack.currentWidget()
    assert isinstance(empty, EmptyState)
    page.grab()
    assert [action.text() for action in page.top_actions()] == ["Export"]
    assert empty.accessibleDescription().endswith(
        "at least three whole days before today, and eight weeks to see how good it is. There so far: no whole day"
    )
    assert empty.button is not None
    with qtbot.waitSignal(page.wanted) as wanted:
        QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["import", {"choose": True}]


def test_a_contact_of_last_week_that_comes_late_is_forecast_anew(
    page: ForecastPage, shop: Workspace, qtbot: QtBot
) -> None:
    before = page.outlook
    keep(shop, [missed_call(shop.now().replace(day=1))])
    qtbot.waitUntil(lambda: page.outlook is not before, timeout=PATIENCE_MS)


def test_in_a_narrow_window_the_assumptions_lie_over_the_page(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(weeks=4, width=860)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    assert not page.board.panel.isVisible()
    assert page.top_actions()[0].text() == "Assumptions"
    page.top_actions()[0].trigger()
    assert page.board.panel.isVisible()
    QTest.keyClick(page.board.panel.volume.slider, Qt.Key.Key_Escape)
    assert not page.board.panel.isVisible()


def test_the_cards_are_as_wide_with_a_scroll_bar_as_without(page: ForecastPage, qtbot: QtBot) -> None:
    page.resize(1228, 816)
    QApplication.processEvents()
    width = page.board.tabs.width()
    page.resize(1228, 600)
    qtbot.waitUntil(lambda: page.board.sides.area.verticalScrollBar().maximum() > 0)
    QApplication.processEvents()
    assert abs(page.board.tabs.width() - width) <= 4


def test_what_differs_is_marked_where_it_stands_and_nothing_moves(page: ForecastPage) -> None:
    level = page.board.panel.typed.level
    height = level.height()
    _type(level.field.line, "90")
    assert level.reset.isVisible()
    assert level.reset.toolTip() == "Reset Service level, today 80"
    assert level.height() == height


@pytest.mark.parametrize(("width", "rows"), [(800, [5]), (500, [3, 2]), (200, [1, 1, 1, 1, 1])])
def test_as_many_channels_stand_in_a_row_as_have_room(
    width: int, rows: list[int], themes: Themes, qtbot: QtBot
) -> None:
    fan = SmallFanData(history=(1,), expected=(2,), low=(1,), high=(3,), words="")
    tabs = ChannelTabs(themes)
    qtbot.addWidget(tabs)
    tabs.resize(width, 400)
    keys = ("phone", "email", "chat", "social", "walk_in")
    tabs.show_tabs([Tab(key=key, name=key, figure="2", fan=fan) for key in keys], key="phone")
    tabs.show()
    heights = [tabs.tile(key).y() for key in keys]
    assert [heights.count(height) for height in sorted(set(heights))] == rows
