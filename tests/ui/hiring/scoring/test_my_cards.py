"""What waits for an interviewer stands over the openings, and leads into its form and back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.changes import Kind
from csops.ui.desk import Desk
from csops.ui.hiring.openings.page import OpeningsPage
from csops.ui.hiring.place import HiringPlace
from tests.helpers.hiring import Hiring, a_hiring, submit
from tests.helpers.records import MARA


@pytest.fixture
def hiring(desk: Desk) -> Hiring:
    return a_hiring(desk.workspace)


@pytest.fixture
def place(desk: Desk, hiring: Hiring, qtbot: QtBot) -> Iterator[HiringPlace]:
    made = HiringPlace(desk)
    made.resize(1228, 820)
    made.ask({"tab": "openings"})
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def page(place: HiringPlace, qtbot: QtBot) -> OpeningsPage:
    found = place.page("openings")
    assert isinstance(found, OpeningsPage)
    qtbot.waitUntil(lambda: len(found.list.my_cards.buttons) == 2)
    return found


def test_what_waits_is_one_press_away_and_the_form_takes_the_whole_place(
    place: HiringPlace, page: OpeningsPage, qtbot: QtBot
) -> None:
    QTest.mouseClick(page.list.my_cards.buttons[0], Qt.MouseButton.LeftButton)
    assert page.score is not None
    score = page.score
    qtbot.waitUntil(lambda: score.is_ready)
    assert (place.title(), place.subtitle()) == ("Score interview", "Ngozi Adeyemi, Weekend help")
    assert not place.tabs.isVisible()
    with qtbot.waitSignal(score.closed):
        place.top_actions()[0].trigger()
    assert (place.title(), place.tabs.isVisible()) == ("Team & hiring", True)
    assert page.stack.currentWidget() is page.list


def test_what_is_submitted_waits_no_more(page: OpeningsPage, desk: Desk, hiring: Hiring, qtbot: QtBot) -> None:
    submit(desk.workspace, hiring, MARA, 4, 3, 5)
    submit(desk.workspace, hiring, MARA, 4, 3, 5, place=1)
    desk.live.tell({Kind.SCORECARD})
    qtbot.waitUntil(lambda: not page.list.my_cards.isVisible())


def test_another_opening_asked_for_keeps_the_form_that_was_begun(
    place: HiringPlace, page: OpeningsPage, hiring: Hiring, qtbot: QtBot
) -> None:
    place.ask({"tab": "openings", "card_id": page.list.my_cards.cards[0].card.id})
    qtbot.waitUntil(lambda: page.score is not None and page.score.is_ready)
    assert page.score is not None
    page.score.filling.rate(4)
    place.ask({"tab": "openings", "opening_id": hiring.opening.id})
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.opening)
    qtbot.waitUntil(lambda: any(one.begun for one in page.list.my_cards.cards))
