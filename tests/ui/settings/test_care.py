"""The rules of figures and care."""

import pytest
from pytestqt.qtbot import QtBot

from csops.domain.care_rules import CareRules
from csops.ui.desk import Desk
from csops.ui.settings.care import CareTab
from csops.ui.settings.page import SettingsPage
from tests.ui.settings.conftest import write


@pytest.fixture
def tab(page: SettingsPage) -> CareTab:
    page.show_tab("care")
    found = page.tab()
    assert isinstance(found, CareTab)
    return found


def test_rules_apply_at_once_and_what_is_wrong_is_said_below_its_field(qtbot: QtBot, desk: Desk, tab: CareTab) -> None:
    write(tab.fields["too_few"], "10")
    qtbot.waitUntil(lambda: desk.team.care.too_few == 10)
    write(tab.fields["fcr_days"], "31")
    tab.fields["fcr_days"].leave()
    assert tab.fields["fcr_days"].error() == "Not more than 30"
    write(tab.fields["low_csat"], "seven")
    tab.fields["low_csat"].leave()
    assert "does not read as a number" in tab.fields["low_csat"].error()
    assert desk.team.care == CareRules(too_few=10)


def test_subscriptions_shorten_the_time_until_lost_and_switch_silence_on(
    qtbot: QtBot, desk: Desk, tab: CareTab
) -> None:
    lost = tab.fields["lost_after_days"]
    assert lost.helper() == "Empty: 365 days, as is usual"
    assert not tab.fields["silent_weeks"].isEnabled()
    tab.subscriptions.click()
    qtbot.waitUntil(lambda: desk.team.care.sells_subscriptions)
    assert lost.helper() == "Empty: 35 days, as is usual"
    assert (tab.silence.isChecked(), tab.silence.isEnabled()) == (True, False)
    assert tab.fields["silent_weeks"].isEnabled()
    write(tab.fields["lost_after_days"], "90")
    qtbot.waitUntil(lambda: desk.team.care.days_until_lost == 90)
    tab.subscriptions.click()
    qtbot.waitUntil(lambda: not desk.team.care.sells_subscriptions)
    qtbot.waitUntil(lambda: not tab.silence.isChecked())
    assert desk.team.care == CareRules(lost_after_days=90)
