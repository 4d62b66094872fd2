"""The rules of reviews and the root causes of low ratings."""

import pytest
from pytestqt.qtbot import QtBot

from csops.services import settings
from csops.services.root_causes import root_causes
from csops.ui.desk import Desk
from csops.ui.settings.page import SettingsPage
from csops.ui.settings.quality import QualityTab
from tests.ui.settings.conftest import write


@pytest.fixture
def tab(page: SettingsPage, qtbot: QtBot) -> QualityTab:
    page.show_tab("quality")
    found = page.tab()
    assert isinstance(found, QualityTab)
    qtbot.waitUntil(lambda: found.rules is not None)
    return found


def test_rules_of_reviews_apply_at_once(qtbot: QtBot, desk: Desk, tab: QualityTab) -> None:
    write(tab.fields["dispute_days"], "30")
    qtbot.waitUntil(lambda: settings.quality_rules(desk.workspace).dispute_days == 30)
    write(tab.fields["fewest_to_show"], "0")
    tab.fields["fewest_to_show"].leave()
    assert tab.fields["fewest_to_show"].error() == "Not less than 1"
    tab.self_first.click()
    mara, rosa = tab.reviewers[1], tab.reviewers[2]
    assert (mara.isEnabled(), mara.isChecked(), rosa.isEnabled(), rosa.isChecked()) == (False, True, True, False)
    rosa.click()
    qtbot.waitUntil(lambda: settings.quality_rules(desk.workspace).reviewers == (2,))
    kept = settings.quality_rules(desk.workspace)
    assert (kept.dispute_days, kept.fewest_to_show, kept.self_first) == (30, 5, True)


def test_the_field_that_has_the_focus_at_first_is_filled_as_the_others_are(page: SettingsPage, qtbot: QtBot) -> None:
    page.ask({"tab": "quality"})
    tab = page.tab()
    assert isinstance(tab, QualityTab)
    assert tab.fields["per_person"].line.hasFocus()
    qtbot.waitUntil(lambda: tab.rules is not None)
    assert all(field.text() for field in tab.fields.values())


def test_from_how_many_anybody_is_ranked_is_the_number_of_every_figure(
    qtbot: QtBot, tab: QualityTab, page: SettingsPage
) -> None:
    assert tab.ranked.text() == "Ranked from 20 reviews on, as set for every figure"
    with qtbot.waitSignal(page.wanted) as wanted:
        tab.ranked.click()
    assert wanted.args == ["settings", {"tab": "care"}]


def test_root_causes_are_corrected_added_and_taken_out_of_what_is_offered(
    qtbot: QtBot, desk: Desk, tab: QualityTab
) -> None:
    qtbot.waitUntil(lambda: len(tab.causes.values()) == 8)
    names = list(tab.causes.values())
    tab.causes.set_values(("Did not know it", *names[1:7], names[7]))
    tab.causes.left.emit()
    qtbot.waitUntil(lambda: root_causes(desk.workspace)[0].name == "Did not know it")
    assert root_causes(desk.workspace)[0].key == "knowledge_gap"
    qtbot.waitUntil(lambda: tab.causes.values()[0] == "Did not know it")
    tab.causes.set_values((*names[1:7], "Out of stock"))
    tab.causes.left.emit()
    qtbot.waitUntil(lambda: [one.name for one in root_causes(desk.workspace) if one.active][-1] == "Out of stock")
    assert {one.name for one in root_causes(desk.workspace) if not one.active} == {"Did not know it", names[7]}
