"""The form of a review in a window of its own."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.desk import Desk
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.quality.review.page import ReviewPage, Wanted
from tests.helpers.records import MARA
from tests.helpers.review_form import OpenPage
from tests.helpers.reviewing import Reviewing, to_review


@pytest.fixture
def shop(desk: Desk) -> Reviewing:
    made = to_review(desk.workspace)
    desk.workspace.member = MARA
    return made


@pytest.fixture
def open_page(desk: Desk, qtbot: QtBot) -> OpenPage:
    """Open a review in a window of its own."""

    def opener(wanted: Wanted) -> ReviewPage:
        host = QWidget()
        qtbot.addWidget(host)
        host.resize(1228, 820)
        page = ReviewPage(desk, shortcuts=Shortcuts())
        QVBoxLayout(host).addWidget(page)
        with qtbot.waitActive(host):
            host.show()
            host.activateWindow()
        page.show_review(wanted)
        qtbot.waitUntil(lambda: page.is_ready)
        # The parts are shown when the event loop comes round; before, none of them can have the focus.
        qtbot.waitUntil(lambda: all(one.isVisible() for one in page.view.contact.bubbles))
        qtbot.waitUntil(lambda: all(one.height() > one.words.height() for one in page.view.contact.bubbles))
        card = page.view.card
        qtbot.waitUntil(lambda: not page.view.filling.is_open or card.isAncestorOf(host.focusWidget() or host))
        return page

    return opener
