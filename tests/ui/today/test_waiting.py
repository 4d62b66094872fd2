"""Grey blocks stand for what takes long to come, never for what comes at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.ui.desk import Desk
from csops.ui.kit.tasks import Lane
from csops.ui.kit.waiting import Waiting
from csops.ui.today.page import TodayPage
from tests.ui.today.conftest import Heard, shown_page


@contextmanager
def slow_database(desk: Desk) -> Iterator[None]:
    """Questions wait until this is left."""
    may_go_on = threading.Event()
    desk.tasks.run(Lane.READS, lambda _progress: may_go_on.wait(10))
    try:
        yield
    finally:
        may_go_on.set()


def time_passes(waiting: Waiting) -> None:
    """As if 300 ms were over."""
    assert waiting.isHidden()
    assert waiting.timer.isActive()
    assert waiting.timer.interval() == 300
    waiting.timer.timeout.emit()


def test_before_anything_is_known_the_page_shows_blocks(promised: None, desk: Desk, heard: Heard, qtbot: QtBot) -> None:
    with slow_database(desk):
        page = shown_page(desk, heard, qtbot)
        time_passes(page.waiting)
        assert page.waiting.isVisible()
        page.waiting.grab()
    qtbot.waitUntil(lambda: page.day is not None)
    assert not page.waiting.isVisible()


def test_each_part_of_the_day_shows_blocks_until_it_is_there(
    promised: None, desk: Desk, heard: Heard, qtbot: QtBot
) -> None:
    page = shown_page(desk, heard, qtbot)
    with slow_database(desk):
        page._show_day()
        day = page.day
        assert day is not None
        page._ask_late()
        parts = [day.follow_ups.waiting, day.ages.waiting, day.hours.waiting, *day.tiles.waiting.values()]
        for part in parts:
            time_passes(part)
            assert not part.isHidden()
            part.grab()
    qtbot.waitUntil(lambda: all(part.isHidden() for part in parts))


def test_what_is_there_at_once_shows_no_block(page: TodayPage, qtbot: QtBot) -> None:
    assert page.day is not None
    assert not page.waiting.timer.isActive()
    assert not page.day.follow_ups.waiting.timer.isActive()
    assert page.day.follow_ups.waiting.isHidden()


def test_another_stretch_of_time_is_waited_for_too(page: TodayPage, desk: Desk, qtbot: QtBot) -> None:
    day = page.day
    assert day is not None
    tile = day.tiles.waiting["csat"]
    qtbot.waitUntil(lambda: day.figures is not None)
    with slow_database(desk):
        QTest.mouseClick(day.period.button("4"), Qt.MouseButton.LeftButton)
        time_passes(tile)
        assert tile.isVisible()
    qtbot.waitUntil(lambda: not tile.isVisible())


def test_what_will_not_come_is_not_waited_for(page: TodayPage, desk: Desk, qtbot: QtBot) -> None:
    assert page.day is not None
    page.day.tiles.begin_waiting()
    time_passes(page.day.tiles.waiting["csat"])
    desk.failed.emit(RuntimeError("the disk is gone"))
    assert page.day.tiles.waiting["csat"].isHidden()
