"""The comparison over a small hiring: Mara runs it and rates, Rosa rates too."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from csops.ui.desk import Desk
from csops.ui.hiring.compare.part import ComparePart
from tests.helpers.hiring import Hiring, a_hiring, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(desk: Desk) -> Hiring:
    """Ngozi meets the role, Tobias is below the least in listening; of Salma only Rosa has said anything."""
    made = a_hiring(desk.workspace, "Ngozi Adeyemi", "Tobias Kern", "Salma Haddad")
    for place, levels in enumerate([((4, 3, 5), (4, 3, 3)), ((2, 5, 5), (2, 4, 5))]):
        for member, own in zip((MARA, ROSA), levels, strict=True):
            submit(desk.workspace, made, member, *own, place=place)
    submit(desk.workspace, made, ROSA, 1, 1, 1, place=2)
    return made


@pytest.fixture
def part(desk: Desk, hiring: Hiring, qtbot: QtBot) -> Iterator[ComparePart]:
    """The part, shown, with the comparison read and the first candidate closer."""
    made = ComparePart(desk)
    made.resize(1180, 640)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_opening(hiring.opening.id)
    qtbot.waitUntil(lambda: made.board.found is not None and bool(made.panel.written.shown()))
    yield made
    made.close()
    made.deleteLater()
