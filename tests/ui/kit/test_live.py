"""Live refresh: who is told of a change, and when."""

from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from time import monotonic

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.errors import ServerRefused
from csops.ui.kit.live import Live, Refresher
from csops.ui.kit.tasks import Progress, Tasks


class Kind(Enum):
    CONTACT = "contact"
    CUSTOMER = "customer"
    MEMBER = "member"


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    lanes = Tasks()
    yield lanes
    lanes.shutdown()


def a_page(qtbot: QtBot, live: Live, refreshed: list[str]) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    Refresher(page, live, {Kind.CONTACT, Kind.CUSTOMER}, lambda: refreshed.append("refreshed"))
    return page


def test_a_visible_page_refreshes_at_once(qtbot: QtBot) -> None:
    live, refreshed = Live(), list[str]()
    a_page(qtbot, live, refreshed).show()
    live.tell({Kind.CONTACT})
    assert refreshed == ["refreshed"]


def test_a_hidden_page_refreshes_once_when_it_is_shown(qtbot: QtBot) -> None:
    live, refreshed = Live(), list[str]()
    page = a_page(qtbot, live, refreshed)
    live.tell({Kind.CONTACT})
    live.tell({Kind.CUSTOMER})
    assert refreshed == []
    page.show()
    assert refreshed == ["refreshed"]


def test_a_page_ignores_kinds_that_it_does_not_show(qtbot: QtBot) -> None:
    live, refreshed = Live(), list[str]()
    a_page(qtbot, live, refreshed).show()
    live.tell({Kind.MEMBER})
    assert refreshed == []


def test_what_others_changed_is_asked_for_in_the_background(qtbot: QtBot, tasks: Tasks) -> None:
    live = Live()
    answers: list[set[Kind]] = [set(), {Kind.MEMBER}]

    def ask(_progress: Progress) -> set[Kind]:
        return answers.pop(0) if answers else set()

    with qtbot.waitSignal(live.changed) as blocker:
        live.watch(tasks, ask, every_ms=5)
    live.stop()
    assert blocker.args == [frozenset({Kind.MEMBER})]


def test_a_failed_question_is_asked_again(qtbot: QtBot, tasks: Tasks) -> None:
    live, asked = Live(), list[int]()

    def ask(_progress: Progress) -> set[Kind]:
        asked.append(1)
        if len(asked) == 1:
            raise ConnectionError
        return {Kind.CONTACT}

    with qtbot.waitSignal(live.changed):
        live.watch(tasks, ask, every_ms=5)
    live.stop()


def test_a_server_that_is_away_is_asked_less_and_less_until_it_is_back(qtbot: QtBot, tasks: Tasks) -> None:
    live, asked = Live(), list[float]()
    failed: list[Exception] = []
    tasks.failed.connect(failed.append)

    def ask(_progress: Progress) -> set[Kind]:
        asked.append(monotonic())
        if len(asked) <= 6:
            raise ServerRefused(path="postgresql://shop", reason="connection refused")
        return {Kind.CONTACT}

    with qtbot.waitSignal(live.changed):
        live.watch(tasks, ask, every_ms=5)
    between = [later - earlier for earlier, later in pairwise(asked)]
    assert between[5] > 0.3  # 5 ms doubled six times
    live.stop()
    assert (vars(live)["_timer"].interval(), failed) == (5, [])
