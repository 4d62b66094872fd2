"""The tab of openings over a small hiring: Mara runs it and rates, Rosa rates too."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from csops.ui.desk import Desk
from csops.ui.hiring.openings.page import OpeningsPage
from tests.helpers.hiring import Hiring, a_hiring


@pytest.fixture
def hiring(desk: Desk) -> Hiring:
    """Ngozi and Tobias applied for Weekend help."""
    return a_hiring(desk.workspace)


@pytest.fixture
def page(desk: Desk, hiring: Hiring, qtbot: QtBot) -> Iterator[OpeningsPage]:
    """The tab, shown and with the list read."""
    made = OpeningsPage(desk)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.list.model.record(0) is not None)
    yield made
    made.close()
    made.deleteLater()
