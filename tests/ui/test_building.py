"""While the examples are built: seen where one looks, left with one click, and gone when they are there."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.ui.building import BuildingDialog
from csops.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def may_end(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The examples are half built until this is set."""
    event = threading.Event()

    def build(_workspace: object, *, until: object, progress: Callable[[float], None]) -> None:
        while not event.wait(0.001):
            progress(0.5)

    monkeypatch.setattr("csops.ui.examples.build_sample", build)
    return event


def shown_dialog(window: MainWindow, qtbot: QtBot) -> BuildingDialog:
    window.open_examples()
    window.open_examples()  # clicked twice: built once
    (dialog,) = window.session.findChildren(BuildingDialog)
    assert not dialog.isVisible()  # under 300 ms nothing
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_it_says_how_far_it_is_and_gives_way_to_the_examples(
    window: MainWindow, may_end: threading.Event, qtbot: QtBot
) -> None:
    dialog = shown_dialog(window, qtbot)
    qtbot.waitUntil(lambda: dialog.bar.value() * 2 == dialog.bar.maximum())
    QTest.mouseClick(dialog, LEFT, pos=dialog.rect().topLeft())  # beside the panel: no way to lose it unawares
    assert dialog.isVisible()
    may_end.set()
    qtbot.waitUntil(lambda: window.desk.team.shop.sample)
    assert window.session.findChildren(BuildingDialog) == []


def test_cancel_ends_it_and_leaves_nothing(
    window: MainWindow, shop_file: Path, may_end: threading.Event, qtbot: QtBot
) -> None:
    dialog = shown_dialog(window, qtbot)
    QTest.mouseClick(dialog.cancel, LEFT)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not list(shop_file.parent.glob("examples*")))
    assert not window.desk.team.shop.sample


def test_cancel_at_the_foot_closes_it_too(window: MainWindow, may_end: threading.Event, qtbot: QtBot) -> None:
    dialog = shown_dialog(window, qtbot)
    window.frame.foot.cancel_wanted.emit()
    qtbot.waitUntil(lambda: not window.session.findChildren(BuildingDialog))
    assert dialog.task.is_cancelled


def test_what_cannot_be_built_is_said_and_it_goes(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fail(_workspace: object, *, until: object, progress: Callable[[float], None]) -> None:
        raise RuntimeError("no wheel")

    monkeypatch.setattr("csops.ui.examples.build_sample", fail)
    window.open_examples()
    qtbot.waitUntil(lambda: window.session.notices.banner("failure") is not None)
    qtbot.waitUntil(lambda: not window.session.findChildren(BuildingDialog))
