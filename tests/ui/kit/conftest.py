"""What tests of the kit may ask for: the light theme over the application, and a window to put widgets into."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.theme import Themes


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[Themes]:
    made = Themes(qapp)
    made.choose("light")
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1440, 900)
    return made
