"""Scenarios in the window: made, set beside today, tried out, changed, removed and taken back."""

from dataclasses import replace
from datetime import UTC, date
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.scenarios import Event, Hours, Scenario
from csops.services.history import undo
from csops.services.scenarios import list_scenarios, save_scenario
from csops.services.workspace import Workspace
from csops.ui.forecast.page import ForecastPage
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.scenario_form import ScenarioForm
from csops.ui.forecast.scenario_table import points
from csops.ui.forecast.scenarios_page import ScenariosPage
from csops.ui.forecast.tabs import PEOPLE, SCENARIOS
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from tests.ui.forecast.conftest import PATIENCE_MS


def _type(field: LineField, text: str) -> None:
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, text)


def _names(page: ScenariosPage) -> list[str]:
    return [line[0] for line in page.table.said]


def _press(qtbot: QtBot, page: ScenariosPage, name: str) -> None:
    """Press a button of the table, which is shown a moment after its line is there."""
    qtbot.waitUntil(lambda: any(one.accessibleName() == name for one in page.table.buttons()), timeout=PATIENCE_MS)
    QTest.mouseClick(page.table.button(name), Qt.MouseButton.LeftButton)


def _wait_for(qtbot: QtBot, page: ScenariosPage, *names: str) -> None:
    qtbot.waitUntil(lambda: _names(page) == ["As things are", *names], timeout=PATIENCE_MS)


def test_points_are_those_between_the_figures_that_stand_there() -> None:
    formats = Formats(locale=QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), zone=UTC)
    assert points(0.8946, 0.9052, formats) == "\u22122 points"
    assert points(0.9046, 0.9149, formats) == "\u22121 point"
    assert points(0.98, 0.91, formats) == "+7 points"
    assert points(0.9099, 0.9101, formats) == ""
    assert points(None, 0.9, formats) == ""


@pytest.fixture
def scenarios(place: ForecastPlace, qtbot: QtBot) -> ScenariosPage:
    QTest.mouseClick(place.tabs.button(SCENARIOS), Qt.MouseButton.LeftButton)
    page = place.page()
    assert isinstance(page, ScenariosPage)
    _wait_for(qtbot, page)
    return page


def _form(page: ScenariosPage) -> ScenarioForm:
    page.top_actions()[0].trigger()
    assert page.form is not None
    return page.form


def test_a_new_scenario_stands_beside_how_things_are(scenarios: ScenariosPage, qtbot: QtBot) -> None:
    form = _form(scenarios)
    _type(form.name_field, "Sale")
    _type(form.volume, "200")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, scenarios, "Sale")
    assert scenarios.table.said[1][1] == "contacts +200\u00a0%"
    assert scenarios.form is None
    paid = [float(line[4]) for line in scenarios.table.said]
    assert paid[1] > paid[0]


def test_esc_keeps_what_was_typed_until_it_is_discarded(scenarios: ScenariosPage) -> None:
    form = _form(scenarios)
    assert not form.discard.isVisible()
    _type(form.name_field, "Sale")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert scenarios.form is None
    form = _form(scenarios)
    assert form.name_field.text() == "Sale"
    QTest.mouseClick(form.discard, Qt.MouseButton.LeftButton)
    assert _form(scenarios).name_field.text() == ""


def test_the_focus_stays_on_its_button_where_the_lines_are_shown_anew(
    scenarios: ScenariosPage, shop: Workspace, qtbot: QtBot
) -> None:
    save_scenario(shop, scenario=Scenario(name="Ads", volume_factor=2))
    save_scenario(shop, scenario=Scenario(name="Sale", volume_factor=2))
    _wait_for(qtbot, scenarios, "Ads", "Sale")
    qtbot.waitUntil(lambda: len(scenarios.table.buttons()) == 6, timeout=PATIENCE_MS)
    scenarios.table.button("Remove Sale").setFocus()
    QTest.keyClick(scenarios.table.button("Remove Sale"), Qt.Key.Key_Space)
    _wait_for(qtbot, scenarios, "Ads")
    qtbot.waitUntil(lambda: len(scenarios.table.buttons()) == 3, timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: scenarios.window().focusWidget() is scenarios.table.button("Remove Ads"), timeout=PATIENCE_MS
    )


def test_a_form_that_says_too_little_or_too_much_stays_open_and_says_so(scenarios: ScenariosPage) -> None:
    form = _form(scenarios)
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.name_field.error() == "Give it a name"
    _type(form.name_field, "Sale")
    _type(form.level, "120")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.level.error() == "Not more than 99"
    assert form.isVisible()
    assert list_scenarios(scenarios.desk.workspace) == []


def test_events_channels_and_hours_are_said_in_words(scenarios: ScenariosPage, qtbot: QtBot) -> None:
    form = _form(scenarios)
    _type(form.name_field, "Spring")
    for part in (form.event_part, form.channel_part, form.hours_part):
        QTest.mouseClick(part.switch, Qt.MouseButton.LeftButton, pos=part.switch.rect().center())
        part.switch.setChecked(True)
    _type(form.event_part.name, "Sale")
    _type(form.event_part.share, "40")
    _type(form.event_part.first, "2026-03-03")
    _type(form.channel_part.name, "Chat")
    _type(form.channel_part.volume, "80")
    _type(form.hours_part.opens, "9:00")
    _type(form.hours_part.closes, "13:00")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, scenarios, "Spring")
    said = scenarios.table.said[1][1]
    assert said == "Sale 3 Mar +40\u00a0%, Chat with 80 contacts a week, Saturday 09:00 to 13:00"


def test_todays_value_stands_beside_each_field(scenarios: ScenariosPage) -> None:
    form = _form(scenarios)
    fields = (form.volume, form.handle_time, form.people, form.shrinkage, form.level, form.within, form.cost)
    assert [field.helper().replace("\u00a0", " ") for field in fields] == [
        "Today 240 a week",
        "Today 5:00 in the mean",
        f"Today {scenarios.table.said[0][2]} at the peak. In all opening hours, not one contract",
        "Today 25 %. Breaks, training, illness",
        "Today 80 %",
        "Today 30 s",
        f"Today {scenarios._formats.money(Decimal('19.50'), 'GBP')}",
    ]
    part = form.hours_part
    assert part.opens.helper() == "Today closed"
    part.show_part(Hours(weekday=0))
    assert part.opens.helper() == "Today 9:00 to 17:00"


def test_a_shop_may_close_at_midnight(scenarios: ScenariosPage, qtbot: QtBot) -> None:
    form = _form(scenarios)
    _type(form.name_field, "Late")
    form.hours_part.switch.setChecked(True)
    _type(form.hours_part.opens, "9:00")
    _type(form.hours_part.closes, "24:00")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, scenarios, "Late")
    assert scenarios.table.said[1][1] == "Saturday 09:00 to 24:00"
    _press(qtbot, scenarios, "Change Late")
    assert scenarios.form is not None
    assert scenarios.form.hours_part.closes.text() == "24:00"


def test_a_name_that_another_scenario_has_is_refused_at_the_field(
    scenarios: ScenariosPage, shop: Workspace, qtbot: QtBot
) -> None:
    save_scenario(shop, scenario=Scenario(name="Sale", volume_factor=2))
    _wait_for(qtbot, scenarios, "Sale")
    form = _form(scenarios)
    _type(form.name_field, "sale")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(form.name_field.error()), timeout=PATIENCE_MS)
    assert "Call this one “sale 2”" in form.name_field.error()
    _type(form.name_field, "sale 2")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, scenarios, "Sale", "sale 2")


def test_a_scenario_about_what_has_gone_says_so_and_keeps_it(
    scenarios: ScenariosPage, shop: Workspace, qtbot: QtBot
) -> None:
    fair = Event(name="Fair", first_day=date(2026, 3, 3), last_day=date(2026, 3, 4), factor=1.5, channel="chat")
    save_scenario(shop, scenario=Scenario(name="Fair", events=(fair,)))
    _wait_for(qtbot, scenarios, "Fair")
    assert "No longer there" not in scenarios.table.said[1][1]
    with shop.work("Close the chat") as work:
        chat = next(one for one in work.channels.all("position") if one.key == "chat")
        work.channels.update(replace(chat, active=False))
    said = "No longer there: chat. What is said of it changes nothing"
    qtbot.waitUntil(lambda: said in scenarios.table.said[1][1], timeout=PATIENCE_MS)
    _press(qtbot, scenarios, "Change Fair")
    assert scenarios.form is not None
    assert scenarios.form.scenario().events == (fair,)


def test_closing_before_opening_is_said_at_the_field(scenarios: ScenariosPage) -> None:
    form = _form(scenarios)
    _type(form.name_field, "Odd")
    form.hours_part.switch.setChecked(True)
    _type(form.hours_part.opens, "13:00")
    _type(form.hours_part.closes, "9:00")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert "After 13:00" in form.hours_part.opens.error()
    assert form.isVisible()


def test_a_scenario_is_changed_and_what_the_form_does_not_show_stays(
    scenarios: ScenariosPage, shop: Workspace, qtbot: QtBot
) -> None:
    save_scenario(shop, scenario=Scenario(name="Sale", volume_factor=1.125, max_occupancy=0.7))
    _wait_for(qtbot, scenarios, "Sale")
    _press(qtbot, scenarios, "Change Sale")
    assert scenarios.form is not None
    _type(scenarios.form.name_field, "Big sale")
    QTest.mouseClick(scenarios.form.save, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, scenarios, "Big sale")
    (kept,) = list_scenarios(shop)
    assert (kept.volume_factor, kept.max_occupancy) == (1.125, 0.7)


def test_a_second_event_which_the_form_does_not_show_stays(
    scenarios: ScenariosPage, shop: Workspace, qtbot: QtBot
) -> None:
    first = Event(name="Sale", first_day=date(2026, 3, 3), last_day=date(2026, 3, 4), factor=1.5)
    events = (first, replace(first, name="Fair", factor=2.0))
    save_scenario(shop, scenario=Scenario(name="Spring", events=events))
    _wait_for(qtbot, scenarios, "Spring")
    _press(qtbot, scenarios, "Change Spring")
    assert scenarios.form is not None
    _type(scenarios.form.name_field, "Summer")
    QTest.mouseClick(scenarios.form.save, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, scenarios, "Summer")
    assert list_scenarios(shop)[0].events == events


def test_a_scenario_is_removed_and_comes_back(scenarios: ScenariosPage, shop: Workspace, qtbot: QtBot) -> None:
    save_scenario(shop, scenario=Scenario(name="Sale", volume_factor=2))
    _wait_for(qtbot, scenarios, "Sale")
    _press(qtbot, scenarios, "Remove Sale")
    _wait_for(qtbot, scenarios)
    undo(shop)
    _wait_for(qtbot, scenarios, "Sale")


def test_a_scenario_is_tried_out_as_the_what_if(
    scenarios: ScenariosPage, place: ForecastPlace, shop: Workspace, qtbot: QtBot
) -> None:
    save_scenario(shop, scenario=Scenario(name="Slow", handle_time_factor=2.0, shrinkage=0.4))
    _wait_for(qtbot, scenarios, "Slow")
    _press(qtbot, scenarios, "Try out Slow")
    assert place.tabs.key() == PEOPLE
    page = place.page()
    assert isinstance(page, ForecastPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    asked = page.board.panel.assumptions()
    assert asked.handle_times_s == {"phone": 600, "email": 600}
    assert asked.shrinkage == 0.4


def test_what_was_turned_is_kept_as_a_scenario(place: ForecastPlace, shop: Workspace, qtbot: QtBot) -> None:
    page = place.page()
    assert isinstance(page, ForecastPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    panel = page.board.panel
    assert not panel.foot.as_scenario.isEnabled()
    QTest.keyClick(panel.shrinkage.slider, Qt.Key.Key_Right)
    QTest.mouseClick(panel.foot.as_scenario, Qt.MouseButton.LeftButton)
    assert page.naming is not None
    QTest.keyClicks(page.naming.field.line, "More illness")
    QTest.keyClick(page.naming.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.tabs.key() == SCENARIOS, timeout=PATIENCE_MS)
    (kept,) = list_scenarios(shop)
    assert kept.name == "More illness"
    assert kept.shrinkage is not None
    assert kept.shrinkage > 0.25


def test_what_was_turned_is_not_kept_by_a_name_that_is_taken(
    place: ForecastPlace, shop: Workspace, qtbot: QtBot
) -> None:
    save_scenario(shop, scenario=Scenario(name="More illness", shrinkage=0.5))
    page = place.page()
    assert isinstance(page, ForecastPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    QTest.keyClick(page.board.panel.shrinkage.slider, Qt.Key.Key_Right)
    QTest.mouseClick(page.board.panel.foot.as_scenario, Qt.MouseButton.LeftButton)
    assert page.naming is not None
    first = page.naming
    QTest.keyClicks(first.field.line, "More illness")
    QTest.keyClick(first.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.naming is not first, timeout=PATIENCE_MS)
    assert page.naming.field.text() == "More illness"
    assert "Call this one “More illness 2”" in page.naming.field.error()


def test_the_week_is_stepped(scenarios: ScenariosPage, qtbot: QtBot) -> None:
    assert scenarios.card.heading is not None
    title = scenarios.card.heading.title
    assert title.words() == "What would it take: week of 2 Mar"
    QTest.mouseClick(scenarios.later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: title.words() == "What would it take: week of 9 Mar", timeout=PATIENCE_MS)
