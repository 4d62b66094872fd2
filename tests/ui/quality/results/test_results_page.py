"""The results in the window: with their doubt, what is left out, hidden or too few, and the reviews behind each."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.kpi_figures import By
from csops.domain.review_behind import ResultsBy
from csops.domain.review_cards import CardState
from csops.domain.review_estimates import Estimate
from csops.domain.review_links import Came, Effect, Link
from csops.domain.review_results import Scores
from csops.domain.reviews import Purpose
from csops.services import kpi
from csops.services.reviews_behind import reviews_behind
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.sheet_order import NAMES
from csops.ui.kpis.behind import Leading
from csops.ui.preferences import Preferences
from csops.ui.quality.results.links_card import LinksCard
from csops.ui.quality.results.page import ResultsPage
from csops.ui.quality.results.tables import rank_words
from csops.ui.quality.results.words import ResultWords
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import REFUND, ROSA
from tests.helpers.reviewed import DAN, keep_review, keep_reviews, show_from
from tests.helpers.reviews import a_card

FIRST, LAST = date(2026, 2, 1), date(2026, 3, 31)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(qtbot: QtBot, desk: Desk) -> ResultsPage:
    made = ResultsPage(desk, preferences=Preferences(None))
    desk.live.setParent(made)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    qtbot.waitUntil(lambda: made.found is not None)
    return made


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    with workspace.work("Review") as work:
        keep_reviews(work)
    return workspace


def names(page: ResultsPage) -> list[tuple[str, str]]:
    return [(row.name, row.note) for row in page.split.sheet.sheet.rows]


def behind(qtbot: QtBot, page: ResultsPage, title: str) -> list[str]:
    """Wait until the reviews behind a number are there, and return their scores."""
    qtbot.waitUntil(lambda: page.behind.isVisible() and page.behind.title.words() == title)
    qtbot.waitUntil(page.behind.sheet.hasFocus)
    return [row.cells[0].spoken() for row in page.behind.sheet.sheet.rows]


def test_each_number_leads_to_the_reviews_behind_it_by_keys_alone(
    qtbot: QtBot, desk: Desk, reviewed: Workspace
) -> None:
    page = opened(qtbot, desk)
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    tile = page.tiles.tiles["final"]
    assert tile.hasFocus()
    assert tile.accessibleName().startswith("Final score, 80.0 % · 6 reviews, ")
    found = page.found
    assert found is not None
    begun, ended = (page.formats.day(one, year=True) for one in (found.results.first_day, found.results.last_day))
    assert page.subtitle() == f"{begun} to {ended} · 6 sent reviews"
    assert "None was, so it is the final score" in page.tiles.tiles["raw"].toolTip()
    assert page.left_out.words() == (
        "Left out: 1 reviews picked because something went wrong. 2 reviews of people with too few count in no figure "
        "of all, which would tell of them. 1 reviews are not sent yet and count nowhere. "
        "Draw of 2 Mar (February): 8 of 9 reviewed. "
        "Your own contacts are left out of a draw here until their review is sent"
    )
    assert page.trend.note.words() == "Without 2 reviews of people with too few: a figure would tell of them"
    qtbot.waitUntil(lambda: page.links.isVisible() and page.links.without.isVisible())
    assert page.links.without.words() == "Without 2 reviews of people with too few: a figure would tell of them"
    QTest.keyClick(page.tiles.tiles["passed"], Qt.Key.Key_Return)
    assert behind(qtbot, page, "Passed") == ["100.0 %", "90.0 %", "80.0 %", "80.0 %"]
    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.behind.sheet, Qt.Key.Key_Return)
    assert asked.args == ["quality", {"tab": "review", "review_id": 1}]
    QTest.keyClick(page.behind.sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.behind.isHidden)

    assert names(page) == [
        ("Rosa Okafor", "6 reviews, Too few to rank, it takes 20"),
        ("Dan Weir", "2 reviews, Hidden below 5 scores"),
    ]
    assert [cell.text for cell in page.split.sheet.sheet.rows[1].cells] == ["–"] * 5
    page.split.sheet.setFocus()
    QTest.keyClick(page.split.sheet, Qt.Key.Key_Return)
    assert len(behind(qtbot, page, "Rosa Okafor")) == 6
    with qtbot.waitSignal(page.wanted) as asked:
        page.behind.report.click()
    days = {"first_day": page.found.results.first_day, "last_day": page.found.results.last_day}  # type: ignore[union-attr]
    chosen = {**days, "purposes": (Purpose.FAIR,), "card": ""}
    assert asked.args == [
        "reports",
        {"report": "quality", "member_id": ROSA.id, **chosen},
    ]

    page.split.sheet.choose("1", 0)
    QTest.keyClick(page.split.sheet, Qt.Key.Key_Return)
    assert behind(qtbot, page, "Dan Weir") == ["Hidden"] * 2
    assert page.behind.note.words() == "2 reviews · Scores hidden below 5 of a person"
    places = [row.key for row in page.behind.sheet.sheet.rows]
    page.behind.sheet.sorting.press(0)
    assert [row.key for row in page.behind.sheet.sheet.rows] == places, "no place tells of a score"
    for _twice in range(2):
        page.split.sheet.sorting.press(NAMES)
        assert [name for name, _note in names(page)] == ["Rosa Okafor", "Dan Weir"], "who is hidden stands last"

    page.ask({"by": ResultsBy.CRITERION.value})
    assert names(page)[0] == ("Correct", "6 times rated, too few to rank")
    assert page.split.note.words() == (
        "The weakest first, from 20 ratings on · Without 2 reviews of people with too few: a figure would tell of them"
    )
    assert page.split.sheet.corner.words() == "Criterion"
    assert page.split.sheet.sorting.order == (), "another split begins in its own order"
    page.split.sheet.sorting.press(0)
    assert page.split.note.words().startswith("Below stands what was rated fewer than 20 times · ")
    page.split.sheet.sorting.set_order(())
    page.split.sheet.choose("0", 3)
    page.split.sheet.setFocus()
    QTest.keyClick(page.split.sheet, Qt.Key.Key_Return)
    habit = page.found.names.causes["habit"]  # type: ignore[union-attr]
    assert behind(qtbot, page, "Correct, with a root cause") == ["Partly", "Partly"]
    assert [row.cells[0].note for row in page.behind.sheet.sheet.rows] == [habit] * 2
    page.ask({"by": ResultsBy.CAUSE.value})
    assert names(page) == [(habit, "2 reviews")]
    page.ask({"by": ResultsBy.CRITERION.value})
    record = page.split.sheet.sheet.rows[-1]
    assert (record.name, [cell.text for cell in record.cells][-2:]) == ("Record", ["0", "6"])
    page.split.sheet.choose(record.key, 5)
    page.split.sheet.setFocus()
    QTest.keyClick(page.split.sheet, Qt.Key.Key_Return)
    assert len(behind(qtbot, page, "Record, could not be seen")) == 6

    page.trend.line.button("failed").click()
    page.trend.chart.setFocus()
    QTest.keyClick(page.trend.chart, Qt.Key.Key_End)
    said = page.trend.chart.accessibleDescription()
    assert "reviews, too few to judge" in said
    QTest.keyClick(page.trend.chart, Qt.Key.Key_Return)
    last = page.trend.chart.data.names[-1]
    assert behind(qtbot, page, f"{last}, failed") == []
    with qtbot.waitSignal(desk.said):
        page.copy()
    heads, first = (line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()[:2])
    assert (heads[:4], first[:3]) == (
        ["Criterion", "Times rated", "Note", "Mean, %"],
        ["Correct", "6", "too few to rank"],
    )
    assert all(value.replace(".", "").isdigit() for value in first[3:9])
    for key, ending in ((Qt.Key.Key_E, ".xlsx"), (Qt.Key.Key_P, ".pdf")):
        with qtbot.waitSignal(page.wanted) as asked:
            QTest.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
        assert asked.args == ["reports", {"report": "quality", **chosen, "export": ending}]


def test_no_list_behind_a_figure_of_all_tells_scores_of_who_is_hidden(
    qtbot: QtBot, desk: Desk, reviewed: Workspace
) -> None:
    """Seven are asked for: Rosa's six and Dan's two make a figure together, and none alone."""
    with reviewed.work("Show") as work:
        show_from(work, 7)
    page = opened(qtbot, desk)
    assert "8 reviews" in page.tiles.tiles["passed"].accessibleName()
    page.tiles.tiles["passed"].opened.emit()
    assert behind(qtbot, page, "Passed") == []
    assert page.behind.note.words() == "5 reviews · 5 of them of people below 7 scores count and are not listed"


def test_people_whose_ranges_overlap_share_their_places() -> None:
    ranges = ((90, 97), (85, 94), (70, 80))
    people = [Scores(final=Estimate(value=(low + high) / 2, low=low, high=high, n=20)) for low, high in ranges]
    said = [rank_words(people, number, ResultsBy.PERSON) for number in range(3)]
    assert said == ["place 1 to 2 of 3", "place 1 to 2 of 3", "place 3 of 3"]


def test_a_difference_on_too_few_shows_its_range_and_one_of_equals_shows_none(qtbot: QtBot, desk: Desk) -> None:
    card = LinksCard(desk.themes, ResultWords(Formats(zone=ZoneInfo("UTC")), currency="EUR"))
    qtbot.addWidget(card)
    zero = Estimate(value=0.0, low=0.0, high=0.0, n=2)
    again = Link(effect=Effect.REPEAT, passed=zero, failed=zero, difference=0.1, low=-0.23, high=0.14)
    given = Link(effect=Effect.CONCESSIONS, passed=zero, failed=zero, difference=0.0, low=0.0, high=0.0)
    card.show_links([again, given])
    wide, alike = (row.cells for row in card.sheet.sheet.rows)
    assert (wide[2].unit, wide[2].note) == ("too few to judge", "\N{MINUS SIGN}23 pts to +14 pts")
    assert [cell.note for cell in alike] == ["", "", ""]


def test_reviews_behind_a_figure_are_listed_as_asked(qtbot: QtBot, desk: Desk, reviewed: Workspace) -> None:
    found = kpi.behind(reviewed, key="quality_score", first_day=FIRST, last_day=LAST)
    page = opened(qtbot, desk)
    leading = Leading(desk, page)
    leading.wanted.connect(lambda place, asked: page.ask(asked) if place == "quality" else None)
    leading.show("quality_score", name="Quality score", first_day=FIRST, last_day=LAST)
    assert len(behind(qtbot, page, "Quality score")) == len(found.ids) == 6
    asked = page.choice.asked()
    assert asked is not None
    assert (asked.first_day, asked.last_day) == (FIRST, LAST)


def test_behind_a_figure_of_figures_no_score_is_told_of_who_is_hidden(
    qtbot: QtBot, desk: Desk, reviewed: Workspace
) -> None:
    """Seven are asked for: Rosa's six and Dan's two make the figure together; behind hers alone all of hers stand."""
    with reviewed.work("Show") as work:
        show_from(work, 7)
    page = opened(qtbot, desk)
    leading = Leading(desk, page)
    leading.wanted.connect(lambda place, asked: page.ask(asked) if place == "quality" else None)
    leading.show("quality_score", name="Quality score", first_day=FIRST, last_day=LAST)
    assert behind(qtbot, page, "Quality score") == []
    assert page.behind.note.words() == "8 reviews · 8 of them of people below 7 scores count and are not listed"
    leading.show("quality_score", name="Rosa", first_day=FIRST, last_day=LAST, by=By.PERSON, of=ROSA.id)
    assert behind(qtbot, page, "Rosa") == ["Hidden"] * 6


def test_contacts_that_came_again_are_marked_and_rows_say_topic_customer_and_number(
    qtbot: QtBot, desk: Desk, reviewed: Workspace
) -> None:
    page = opened(qtbot, desk)
    found = reviews_behind(reviewed, first_day=FIRST, last_day=LAST)
    again, other = found.reviews[:2]
    again = replace(again, topic_id=REFUND, contact_id=12)
    came = {
        one.id: Came(passed=True, csat=None, came_again=one is again, given=None, review_id=one.id)
        for one in (again, other)
    }
    found = replace(found, reviews=(again, other), came=came, customers={again.id: "Jonas Weber"})
    page.behind.show_reviews("Customer came again", found, effect=Effect.REPEAT)
    rows = page.behind.sheet.sheet.rows
    assert [row.cells[0].text for row in rows] == ["Came again", "Not again"]
    topic = desk.team.topic(REFUND)
    assert topic is not None
    assert f" · {topic.name} · Jonas Weber · No. 12 · " in rows[0].note


def test_a_new_version_of_a_card_is_marked_where_reviews_were_made_with_it(
    qtbot: QtBot, desk: Desk, reviewed: Workspace
) -> None:
    with reviewed.work("Publish") as work:
        before = work.quality.card_versions.all()[-1]
        published: dict[str, Any] = {"state": CardState.PUBLISHED, "published_at": MONDAY_MORNING + timedelta(days=40)}
        made = work.quality.card_versions.add(replace(before, id=0, version=1, number=2, **published))
        keep_review(work, made.id, ROSA.id, 90, days=2, purpose=Purpose.FAIR, sent=True)
    page = opened(qtbot, desk)
    chart = page.trend.chart
    (mark,) = chart.data.events
    assert (mark.words, chart.data.starts[mark.at]) == ("Own, version 2", date(2026, 2, 23))
    chart.go_to(mark.at)
    assert "New Own, version 2" in chart.accessibleDescription()
    assert "Own, version 2" in str(chart.table().rows[mark.at][-1])


def test_picked_reviews_count_only_while_they_are_ticked(qtbot: QtBot, desk: Desk, reviewed: Workspace) -> None:
    page = opened(qtbot, desk)
    page.choice.boxes[Purpose.RISK].click()
    qtbot.waitUntil(lambda: "7 reviews" in page.tiles.tiles["final"].accessibleName())
    assert "With picked reviews this is no picture of all contacts" in page.left_out.words()
    for purpose in (Purpose.RISK, Purpose.FAIR):
        page.choice.boxes[purpose].click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert page.left_out.words().startswith("Left out: 8 reviews of fair samples, 1 reviews picked because")


def test_who_does_not_see_all_sees_the_own_reviews_that_were_sent(
    qtbot: QtBot, desk: Desk, reviewed: Workspace
) -> None:
    reviewed.member = ROSA
    page = opened(qtbot, desk)
    assert page.subtitle().endswith(" · 6 sent reviews · of your contacts")
    assert page.left_out.words() == "Left out: 1 reviews picked because something went wrong"
    assert page.links.isHidden()
    assert [one.text() for one in page.top_actions()] == ["Copy as table", "Save my report…"]
    assert page.split.by.key() == ResultsBy.CRITERION.value
    page.tiles.tiles["raw"].opened.emit()
    assert len(behind(qtbot, page, "Raw score")) == 6
    assert {row.name for row in page.behind.sheet.sheet.rows} == {"Rosa Okafor"}
    with qtbot.waitSignal(page.wanted) as wanted:
        QTest.keyClick(page.behind.sheet, Qt.Key.Key_Return)
    assert wanted.args == ["quality", {"tab": "mine", "review_id": 1}]
    reviewed.member = DAN
    page = opened(qtbot, desk)
    page.ask({"first_day": (MONDAY_MORNING - timedelta(days=400)).date(), "last_day": MONDAY_MORNING.date()})
    qtbot.waitUntil(lambda: page.found is not None and page.found.results.by_month)


def test_without_reviews_the_page_says_what_comes_here_and_leads_to_what_waits(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    button = page.empty.button
    assert page.stack.currentWidget() is page.empty
    assert button is not None
    with qtbot.waitSignal(page.wanted) as asked:
        button.click()
    assert asked.args == ["quality", {"tab": "to_review"}]
    assert not page.copying.isEnabled()


def keep_many(workspace: Workspace, *, now: int, then: int) -> None:
    """Keep 30 reviews of Rosa of the last weeks and 30 of those before, with these scores and one other each."""
    with workspace.work("Review") as work:
        _card, version = a_card(work)
        for at, (days, final) in enumerate([(1, now)] * 29 + [(1, now - 10)] + [(100, then)] * 29 + [(100, then - 10)]):
            keep_review(work, version.id, ROSA.id, final, days=days + at % 5, sent=True, purpose=Purpose.FAIR)


def against(page: ResultsPage, key: str) -> str:
    return page.tiles.tiles[key].accessibleName().rpartition(" likely, ")[2]


def test_tiles_say_how_they_stand_to_the_same_length_of_time_before(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    keep_many(workspace, now=90, then=80)
    page = opened(qtbot, desk)
    assert against(page, "final").startswith("+10.0 points (")
    tip = page.tiles.tiles["final"].toolTip().splitlines()
    assert tip[1].startswith("Before, ")
    assert tip[1].endswith(": 79.7 % of 30 reviews")
    assert against(page, "clean") == "As before"
    assert page.tiles.tiles["clean"].toolTip().endswith("0.0 points (−11.4 to 11.4): chance alone may do that")
    assert "points" not in page.tiles.tiles["raw"].accessibleName()
    for width in (700, 1400):
        page.resize(width, 800)
        assert page.tiles.tiles["final"].toolTip().splitlines() == tip, "a tile forgets nothing as it changes its width"


def test_of_too_few_reviews_tiles_tell_no_change(qtbot: QtBot, desk: Desk, reviewed: Workspace) -> None:
    page = opened(qtbot, desk)
    assert {against(page, key) for key in ("final", "passed", "clean")} == {"Too few to tell a change"}
    assert "; before, " in page.tiles.tiles["final"].toolTip()
    assert page.tiles.tiles["final"].toolTip().endswith(": 0 reviews. It takes 20 each to tell a change")


def test_behind_a_tile_there_is_nothing_until_results_have_come(qtbot: QtBot, desk: Desk, reviewed: Workspace) -> None:
    page = ResultsPage(desk, preferences=Preferences(None))
    desk.live.setParent(page)
    qtbot.addWidget(page)
    page.show()
    assert page.found is None
    told: list[str] = []
    page.tiles.opened.connect(lambda _which, name: told.append(name))
    page.tiles.tiles["passed"].opened.emit()
    assert told == []
    qtbot.waitUntil(lambda: page.found is not None)
    page.tiles.tiles["passed"].opened.emit()
    assert told == ["Passed"]
    qtbot.waitUntil(lambda: page.behind.title.words() == "Passed")
