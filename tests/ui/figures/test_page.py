"""The list of figures and the page of each, on a desk."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.contacts import ContactDraft, Direction, Result
from csops.domain.kpi_figures import Behind, By, Records
from csops.domain.questions import Question
from csops.services import kpi
from csops.services.contacts import log_contact
from csops.services.metrics import metrics
from csops.ui.desk import Desk
from csops.ui.figures.board_page import BoardPage
from csops.ui.figures.page import FiguresPage
from csops.ui.figures.risk_page import RiskPage
from csops.ui.kit.page import Page
from csops.ui.preferences import Preferences
from tests.helpers.kpi import stand_in
from tests.helpers.records import PHONE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


P = TypeVar("P", bound=Page)


def shown(page: P, desk: Desk, qtbot: QtBot) -> P:
    """Show a page as the window would."""
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> FiguresPage:
    """The page of a log with one contact, whose figures are the examples of the dictionary."""
    monkeypatch.setattr(kpi, "kpis", stand_in(few=("csat",)))
    log_contact(desk.workspace, draft=ContactDraft(channel_id=PHONE, text="Asked for a refund"))
    made = shown(FiguresPage(desk, preferences=Preferences(None)), desk, qtbot)
    qtbot.waitUntil(lambda: made.reading.lines is not None)
    return made


def _keys(page: FiguresPage) -> list[str]:
    return [row.key for row in page.sheet.sheet.rows if row.key]


def test_whoever_sees_their_own_figures_alone_is_told_for_whom_the_others_are(
    page: FiguresPage, desk: Desk, qtbot: QtBot
) -> None:
    page.choice.split.button(By.PERSON.value).click()
    qtbot.waitUntil(lambda: page.reading.found is not None and page.reading.found.now.by is By.PERSON)
    assert "yours alone" not in page.subtitle()
    desk.workspace.member = replace(desk.workspace.member, role=Role.AGENT)
    page.refresh()
    said = "yours alone, those of others are for: supervisor, manager, owner"
    qtbot.waitUntil(lambda: page.subtitle().endswith(said))


def test_figures_are_listed_opened_and_left_by_keys(page: FiguresPage, qtbot: QtBot) -> None:
    assert len(_keys(page)) == len(metrics())
    page.sheet.setFocus()
    page.sheet.choose("csat")
    QTest.keyClick(page.sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(page.one.isVisible)
    assert (page.title(), page.is_alone) == ("Customer satisfaction score", True)
    assert page.one.headline.value.words() == "80 of 100"
    assert page.one.headline.basis.words() == "7 answers, too few"
    said = page.one.explained.words()
    assert said["left_out"] == "Surveys without an answer"
    assert said["counter"] == "Retention: 80\u00a0%"
    QTest.keyClick(page.one.chart, Qt.Key.Key_Escape)
    assert page.sheet.isVisible()
    assert page.sheet.current_key() == "csat"
    assert page.sheet.hasFocus()


def _copied(page: FiguresPage) -> dict[str, dict[str, str]]:
    page.copy()
    heads, *rows = (line.split("\t") for line in QGuiApplication.clipboard().text().splitlines())
    return {row[0]: dict(zip(heads, row, strict=True)) for row in rows}


def test_figures_are_copied_as_numbers_with_their_unit_and_what_they_rest_on(page: FiguresPage, qtbot: QtBot) -> None:
    found = _copied(page)
    one = found["Retention"]
    assert (one["Unit"], float(one["Now"])) == ("%", 80)
    assert float(one["True value likely from"]) < 80 < float(one["True value likely to"])
    few = found[metrics()["csat"].name]
    assert (few["Now"], few["Now, rests on"], few["Now, note"]) == ("", "7", "80 of 100, 7 answers, too few")
    assert few["True value likely from"] == "", "of too few nothing is likely"
    page.ask({"figure": "reopen_rate"})
    qtbot.waitUntil(page.one.split.isVisible)
    split = _copied(page)["Phone"]
    assert split["Unit"] == "%"
    assert float(split["Now"]) >= 0


def test_the_three_figures_of_first_contact_resolution_stand_together_with_their_rule(
    page: FiguresPage, qtbot: QtBot
) -> None:
    page.ask({"figure": "first_contact_resolution"})
    qtbot.waitUntil(page.one.isVisible)
    assert page.one.headline.value.words() == "62"
    assert page.one.headline.facts() == ["One-contact 70\u00a0%", "Net 85\u00a0%"]
    assert page.one.explained.words()["rule"] == "N: 7 days without a new contact on the same topic"


def test_what_is_behind_a_figure_is_one_click_away(
    page: FiguresPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, object]] = []

    def behind(_workspace: object, **given: object) -> Records:
        asked.append(given)
        return Records(what=Behind.CASES, ids=(3, 1))

    monkeypatch.setattr(kpi, "behind", behind)
    page.ask({"figure": "reopen_rate"})
    qtbot.waitUntil(page.one.split.isVisible)
    with qtbot.waitSignal(page.wanted) as heard:
        page.one.explained.behind.click()
    assert heard.args == ["contacts", {"question": Question(case_ids=(3, 1)), "name": "Reopen rate"}]
    with qtbot.waitSignal(page.wanted) as heard:
        page.one.split.picked.emit("0", 0)
    assert heard.args == ["contacts", {"question": Question(case_ids=(3, 1)), "name": "Reopen rate: Phone"}]
    with qtbot.waitSignal(page.wanted):
        page.one.chart.picked.emit(0)
    with qtbot.waitSignal(page.wanted) as heard:
        page.one.explained.counts["cases_reopened"].click()
    assert heard.args is not None
    assert heard.args[1]["name"] == "Reopen rate: 7 reopened at least once"
    assert [given.get("by") for given in asked] == [None, By.CHANNEL, None, None]
    assert [given.get("of") for given in asked] == [None, 1, None, None]
    assert [given.get("part") for given in asked] == ["", "", "", "cases_reopened"]


def test_members_behind_a_figure_are_named_and_a_page_says_why_it_is_not_split(
    page: FiguresPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kpi, "behind", lambda _workspace, **_given: Records(what=Behind.MEMBERS, ids=(1,)))
    page.ask({"figure": "staff_turnover"})
    explained = page.one.explained
    qtbot.waitUntil(lambda: list(explained.counts) == ["left"])
    explained.counts["left"].click()
    qtbot.waitUntil(lambda: explained.who.words() == "Mara Lindqvist")
    page.choice.split.button(By.TOPIC.value).click()
    page.show_figure("churn_rate")
    qtbot.waitUntil(lambda: "Split it by channel" in page.one.split_note.words() and not page.one.split.isVisible())
    assert explained.who.isHidden()
    assert page.sheet.corner.words() == "Figure"


def test_a_period_is_chosen_by_name_or_from_day_to_day_and_what_cannot_be_is_said(
    page: FiguresPage, qtbot: QtBot
) -> None:
    choice = page.choice
    choice.quick.button("other").click()
    qtbot.waitUntil(lambda: page.subtitle() != "")
    choice.period.choose("own")
    choice.period.edited.emit()
    choice.first.set_text("2026-02-01")
    choice.last.set_text("2026-01-01")
    choice.last.leave()
    qtbot.waitUntil(lambda: bool(choice.last.error()))
    assert "Choose 2026-02-01 or a later day" in choice.last.error()
    choice.last.set_text("2026-02-28")
    choice.last.leave()
    qtbot.waitUntil(lambda: page.reading.found is not None and page.reading.found.now.last_day == date(2026, 2, 28))
    assert choice.last.error() == ""


def test_figures_split_by_channel_stand_in_columns(page: FiguresPage, qtbot: QtBot) -> None:
    page.choice.split.button(By.CHANNEL.value).click()
    qtbot.waitUntil(lambda: [column.title for column in page.sheet.sheet.columns] == ["All", "Phone", "None"])


def test_the_board_hangs_on_the_whole_screen_and_leads_to_each_figure(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kpi, "kpis", stand_in(few=("csat",)))
    log_contact(desk.workspace, draft=ContactDraft(channel_id=PHONE, text="Asked for a refund"))
    page = shown(BoardPage(desk, preferences=Preferences(None)), desk, qtbot)
    qtbot.waitUntil(lambda: page.board is not None)
    assert page.view.tiles["csat"].accessibleName() == "CSAT, 80 of 100, 7 answers, too few"
    assert page.view.own.words().startswith("Yours: ")
    with qtbot.waitSignal(page.wanted) as heard:
        QTest.keyClick(page.view.tiles["backlog"], Qt.Key.Key_Return)
    assert heard.args == ["figures", {"tab": "figures", "figure": "backlog"}]
    page.show_on_the_wall()
    wall = page.wall
    assert wall is not None
    assert wall.view.tiles["csat"].accessibleName() == page.view.tiles["csat"].accessibleName()
    with qtbot.waitSignal(wall.left):
        wall.close()
    assert page.wall is None


def test_customers_at_risk_stand_with_the_reason_in_words_and_the_rule(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kpi, "kpis", stand_in(few=("churn_rate",)))
    workspace = desk.workspace
    at = workspace.now() - timedelta(days=12)
    due = workspace.now() + timedelta(days=1)
    draft = ContactDraft(
        channel_id=PHONE, customer_name="Jonas Feld", text="Hi", happened_at=at, result=Result.FOLLOW_UP, due_at=due
    )
    logged = log_contact(workspace, draft=draft)
    page = shown(RiskPage(desk, preferences=Preferences(None)), desk, qtbot)
    qtbot.waitUntil(lambda: bool(page.found))
    assert [row.cells[0].text for row in page.sheet.sheet.rows] == ["A case is open for 12 days"]
    assert page.silence.words().startswith("Silence does not count")
    qtbot.waitUntil(
        lambda: page.tiles["churn_rate"].accessibleName() == "Churn, 20 of 100 in a year, 7 customers, too few"
    )
    with qtbot.waitSignal(page.wanted) as heard:
        page.sheet.setFocus()
        QTest.keyClick(page.sheet, Qt.Key.Key_Return)
    assert heard.args == ["customers", {"customer_id": logged.case.customer_id}]


def test_a_missed_call_is_counted_and_found_again_behind_its_figure(desk: Desk, qtbot: QtBot) -> None:
    workspace = desk.workspace
    for result in (Result.MISSED, Result.RESOLVED):
        log_contact(workspace, draft=ContactDraft(channel_id=PHONE, direction=Direction.IN, result=result, text="Hi"))
    page = shown(FiguresPage(desk, preferences=Preferences(None)), desk, qtbot)
    qtbot.waitUntil(lambda: page.reading.lines is not None)
    page.show_figure("missed_contacts")
    qtbot.waitUntil(page.one.explained.behind.isVisible)
    assert page.one.headline.value.words() == "1 of 2"
    assert page.one.headline.basis.words() == "2 contacts, too few"
    with qtbot.waitSignal(page.wanted) as heard:
        page.one.explained.behind.click()
    assert heard.args == ["contacts", {"question": Question(contact_ids=(2, 1)), "name": "Missed"}]
    page.show_figure("backlog")
    qtbot.waitUntil(page.one.ages.isVisible)
    with qtbot.waitSignal(page.wanted) as heard:
        page.one.ages.chart.picked.emit(0)
    assert heard.args == ["contacts", {"age_band": 0}]
