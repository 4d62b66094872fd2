"""What may be given, as the owner sets it up."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.errors import DiskFull
from csops.services.concession_rules import concession_rules
from csops.ui.desk import Desk
from csops.ui.kit.labels import ElidedText
from csops.ui.settings.concession_kind import KindDialog
from csops.ui.settings.concessions import ConcessionsTab
from csops.ui.settings.page import SettingsPage
from tests.ui.settings.conftest import write


@pytest.fixture
def tab(page: SettingsPage, qtbot: QtBot) -> ConcessionsTab:
    page.show_tab("concessions")
    found = page.tab()
    assert isinstance(found, ConcessionsTab)
    qtbot.waitUntil(lambda: found.rules is not None)
    return found


def test_limits_apply_at_once_and_another_currency_is_told_apart(tab: ConcessionsTab, desk: Desk, qtbot: QtBot) -> None:
    act, budget = tab.limits[Role.AGENT, "per_act"], tab.shared["budget"]
    assert (act.text(), budget.number()) == ("25.00", Decimal(2000))
    with qtbot.waitSignal(desk.said):
        write(act, "40")
    assert concession_rules(desk.workspace).limit(Role.AGENT).per_act == 40
    with qtbot.waitSignal(desk.said):
        write(budget, "")
    assert concession_rules(desk.workspace).shared.budget is None
    for text, said in (("25 USD", "not in USD"), ("€25", "not in EUR"), ("-3", "Not less than"), ("x", "not read")):
        act.set_text(text)  # the keys of the test know no euro
        act.leave()
        assert said in act.error()
    act.set_text("50 GBP")
    with qtbot.waitSignal(desk.said):
        act.leave()
    assert (act.error(), concession_rules(desk.workspace).limit(Role.AGENT).per_act) == ("", Decimal(50))


def test_two_limits_changed_one_upon_the_other_are_both_kept(tab: ConcessionsTab, desk: Desk, qtbot: QtBot) -> None:
    act, month = tab.limits[Role.AGENT, "per_act"], tab.limits[Role.AGENT, "per_month"]
    assert tab.rules is not None
    before = tab.rules
    write(act, "41")
    month.line.setFocus()
    tab._take(before)  # an answer that was read before the change comes in after it
    write(month, "410")
    qtbot.waitUntil(lambda: concession_rules(desk.workspace).limit(Role.AGENT).per_month == 410)
    qtbot.waitUntil(lambda: act.text() == "41.00")
    assert concession_rules(desk.workspace).limit(Role.AGENT).per_act == 41


def test_a_limit_that_could_not_be_kept_stays_as_it_was_typed_and_is_tried_again(
    tab: ConcessionsTab, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_args: object, **_words: object) -> None:
        raise DiskFull(path="shop.csops")

    budget = tab.shared["budget"]
    with monkeypatch.context() as trouble:
        trouble.setattr("csops.ui.settings.concessions.save_concession_rules", full)
        write(budget, "777")
        tab.limits[Role.AGENT, "per_act"].line.setFocus()
        qtbot.waitUntil(lambda: "no room left" in budget.error())
    assert budget.text() == "777"
    with qtbot.waitSignal(desk.said):
        write(budget, "777")
    assert concession_rules(desk.workspace).shared.budget == 777
    assert budget.error() == ""


def test_a_field_in_which_somebody_stands_already_is_filled_before_it_can_be_left(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    page.ask({"tab": "concessions"})
    tab = page.tab()
    assert isinstance(tab, ConcessionsTab)
    act = tab.limits[Role.AGENT, "per_act"]
    qtbot.waitUntil(lambda: act.text() == "25.00")
    act.leave()
    assert concession_rules(desk.workspace).limit(Role.AGENT).per_act == 25


def test_a_kind_is_added_by_its_rule_and_an_unknown_name_in_it_is_refused(
    tab: ConcessionsTab, desk: Desk, qtbot: QtBot
) -> None:
    tab.add.click()
    dialog = tab.window().findChild(KindDialog)
    assert isinstance(dialog, KindDialog)
    dialog.name.set_text("Loan bike")
    dialog.terms.set_text("days: days lent\nday_rate: what a day costs us")
    dialog.rule.set_text("days * rate")
    dialog.save.click()
    assert "“rate” is not known. There are: days, day_rate" in dialog.rule.error()
    dialog.rule.set_text("days * day_rate")
    with qtbot.waitSignal(dialog.closed):
        dialog.save.click()
    kind = concession_rules(desk.workspace).kind("loan_bike")
    assert (kind.name, kind.cost({"days": Decimal(3), "day_rate": Decimal("4.50")})) == ("Loan bike", Decimal("13.50"))


def test_what_a_kind_costs_is_told_in_the_words_of_its_values(tab: ConcessionsTab) -> None:
    lines = [label.words() for label in tab.findChildren(ElidedText)]
    assert "= price paid × reduction in percent ÷ 100. With 60 and 15 it is 9.00£" in lines
    assert not [line for line in lines if "_" in line]
    tab.kind_rows[1].click()
    dialog = tab.window().findChild(KindDialog)
    assert isinstance(dialog, KindDialog)
    dialog.rule.set_text("price * percent / 50")
    dialog.rule.edited.emit()
    assert dialog.rule.helper().endswith("With 60 and 15 it is 18.00£")
