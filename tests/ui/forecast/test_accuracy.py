"""How good the forecast has been, in the window: past forecasts made again, and those that were kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.channels import Channel
from csops.domain.predictions import Horizon, HorizonScores, Method, Scores
from csops.domain.snapshots import Snapshot
from csops.services.accuracy import Judged
from csops.services.snapshots import tracks
from csops.services.workspace import Workspace
from csops.ui.forecast import accuracy_words
from csops.ui.forecast.accuracy_page import AccuracyPage
from csops.ui.forecast.page import ForecastPage
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.tabs import ACCURACY, PEOPLE
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import PHONE
from tests.ui.forecast.conftest import PATIENCE_MS

MONDAY = date(2026, 3, 2)


@pytest.fixture
def page(place: ForecastPlace, qtbot: QtBot) -> AccuracyPage:
    QTest.mouseClick(place.tabs.button(ACCURACY), Qt.MouseButton.LeftButton)
    made = place.page()
    assert isinstance(made, AccuracyPage)
    qtbot.waitUntil(lambda: bool(made.scores.said), timeout=PATIENCE_MS)
    return made


def _snapshot(weeks_ago: int, *said: float) -> Snapshot:
    first = MONDAY - timedelta(weeks=weeks_ago)
    ends = {"low95": -40, "low80": -20, "high80": 20, "high95": 40}
    weeks = [
        {
            "start": (first + timedelta(weeks=ahead)).isoformat(),
            "contacts": contacts,
            **{name: contacts + end for name, end in ends.items()},
        }
        for ahead, contacts in enumerate(said)
    ]
    return Snapshot(
        made_at=MONDAY_MORNING, member_id=None, channel_id=PHONE, first_day=first, method="mix", weeks=weeks
    )


def _keep(shop: Workspace, snapshot: Snapshot) -> None:
    with shop.work("Keep the forecast") as work:
        work.snapshots.add(replace(snapshot))


def test_each_horizon_says_its_method_and_its_scores(page: AccuracyPage) -> None:
    assert [line[0] for line in page.scores.said] == ["1 day", "1 week", "4 weeks"]
    assert page.methods.words().startswith("Nearest so far, and used: 1 day ahead by ")
    assert "lets none of them see what came after" in page.lesson.words()
    assert "Closed days, public holidays among them, are neither forecast nor scored" in page.lesson.words()
    assert "Under six weeks" not in page.lesson.words()
    assert page.subtitle().startswith("Phone, from ")


def test_both_tabs_agree_who_was_nearer(page: AccuracyPage, place: ForecastPlace, qtbot: QtBot) -> None:
    QTest.mouseClick(place.tabs.button(PEOPLE), Qt.MouseButton.LeftButton)
    volume = place.page()
    assert isinstance(volume, ForecastPage)
    qtbot.waitUntil(lambda: bool(volume.board.chart.data.lesson), timeout=PATIENCE_MS)
    said = volume.board.chart.data.lesson
    assert said == "Usual miss 0\u00a0%, against 0\u00a0% for repeating last week"
    in_full = "Nearer than repeating last week by week and by day: missed 0\u00a0% against 0\u00a0%, "
    assert page.lesson.words().startswith(in_full)


def test_every_column_explains_itself_to_mouse_and_keyboard(page: AccuracyPage, qtbot: QtBot) -> None:
    heads = {text.words(): text.toolTip() for text in page.scores.findChildren(Text) if text.toolTip()}
    assert list(heads) == list(accuracy_words.score_heads())
    assert len(page.scores.said[0]) == len(heads)
    assert heads["Chance"].startswith("Noise floor")
    page.explain.setFocus()
    QTest.keyClick(page.explain, Qt.Key.Key_Space)
    assert page.explained is not None
    assert [text.words() for text in page.explained.said] == list(accuracy_words.score_helps())
    QTest.keyClick(page.explained, Qt.Key.Key_Escape)
    assert not page.explained.isVisible()


def test_under_six_weeks_of_history_are_said_to_be_not_enough() -> None:
    scores = Scores(origins=3, slots=60, wape=0.2, floor_wape=0.1)
    each = HorizonScores(
        horizon=Horizon.WEEK, method=Method.MIX, enough=False, scores=scores, seasonal_naive=scores,
        slot_mean_8w=scores, tried={},
    )  # fmt: skip
    channel = Channel(key="phone", name="Phone")
    short = Judged(channel=channel, scores={Horizon.WEEK: each}, history_days=30, is_enough=False)
    said = "Under six weeks of history: not enough to tell how good this is."
    assert accuracy_words.lesson(short, None, Formats()).endswith(said)
    assert said not in accuracy_words.lesson(replace(short, is_enough=True), None, Formats())


def test_another_channel_is_judged_when_it_is_chosen(page: AccuracyPage, qtbot: QtBot) -> None:
    box = page.channel.box
    box.setCurrentIndex(1)
    box.activated.emit(1)
    qtbot.waitUntil(lambda: page.subtitle().startswith("E-mail"), timeout=PATIENCE_MS)


def test_a_forecast_is_kept_from_the_top_bar(page: AccuracyPage, shop: Workspace, qtbot: QtBot) -> None:
    assert page.kept_lesson.words().startswith("Nothing is kept yet")
    page.top_actions()[0].trigger()
    said = " kept; no forecast week is over yet"
    qtbot.waitUntil(lambda: page.kept_lesson.words().endswith(said), timeout=PATIENCE_MS)
    assert page.kept_lesson.words().startswith("1 ")
    assert [each.snapshots for each in tracks(shop)] == [1, 1]


def test_kept_weeks_that_are_over_stand_beside_what_came(page: AccuracyPage, shop: Workspace, qtbot: QtBot) -> None:
    _keep(shop, _snapshot(2, 150, 300))
    qtbot.waitUntil(lambda: len(page.weeks.said) == 2, timeout=PATIENCE_MS)
    assert page.weeks.said[1] == ("Week of 16 Feb", "1", "150", "130 to 170", "160", "yes")
    assert page.weeks.said[0][-1] == "no"


def test_a_forecast_that_drifts_says_so(page: AccuracyPage, shop: Workspace, qtbot: QtBot) -> None:
    _keep(shop, _snapshot(4, 100, 100, 100, 100))
    qtbot.waitUntil(lambda: len(page.weeks.said) == 4, timeout=PATIENCE_MS)
    banner = page._banner
    assert banner is not None
    assert "more came than the 80 % range" in banner.accessibleName()
