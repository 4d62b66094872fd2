"""The place of quality: its tabs, and what is asked of them."""

import pytest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.people import Member
from csops.services.review_cards import card_named
from csops.ui.desk import Desk
from csops.ui.kit.shortcuts import Where
from csops.ui.preferences import Preferences
from csops.ui.quality.cards.page import CardsPage
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.tab_keys import CARDS, MINE, REVIEW, TO_REVIEW

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("role", [Role.OWNER, Role.READ_ONLY])
def test_who_reads_only_reads_the_cards_too(desk: Desk, qtbot: QtBot, role: Role) -> None:
    desk.workspace.member = Member(id=1, name="Mara", role=role)
    place = QualityPlace(desk, preferences=Preferences(None))
    desk.live.setParent(place)
    qtbot.addWidget(place)
    card = card_named(desk.workspace, key="written").card
    place.ask({"tab": CARDS, "card": "written"})
    page = place.page()
    assert isinstance(page, CardsPage)
    qtbot.waitUntil(lambda: page.list.current_id() == card.id)
    qtbot.waitUntil(lambda: page.card_id == card.id)
    assert (page.editor is None) is (role is Role.READ_ONLY)
    assert place.subtitle() == "6 scorecards"


@pytest.mark.parametrize(("role", "first"), [(Role.SUPERVISOR, TO_REVIEW), (Role.AGENT, MINE)])
def test_who_is_reviewed_begins_with_their_own_reviews(desk: Desk, qtbot: QtBot, role: Role, first: str) -> None:
    desk.workspace.member = Member(id=1, name="Mara", role=role)
    place = QualityPlace(desk, preferences=Preferences(None))
    desk.live.setParent(place)
    qtbot.addWidget(place)
    assert place.page() is place.page(first)
    assert place.own_keys() is None
    place.show_tab(REVIEW)
    assert place.own_keys() is Where.REVIEW
