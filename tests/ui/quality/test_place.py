"""The place of quality: its tabs, and what is asked of them."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.people import Member
from csops.services.review_cards import card_named
from csops.ui.desk import Desk
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Where
from csops.ui.place_tab import PlaceTab
from csops.ui.preferences import Preferences
from csops.ui.quality.cards.page import CardsPage
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.tab_keys import CARDS, MINE, REVIEW, TO_REVIEW
from csops.ui.quality.tabs import TABS
from csops.ui.tabbed_place import TabbedPlace

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


def test_pages_of_the_other_tabs_are_loaded_once_the_place_is_seen(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "late_page.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    first, late = (
        PlaceTab(key=key, title=key, make=lambda desk, _kept: Page(desk.themes, title="Tab"), module=module)
        for key, module in (("first", "no_such_module"), ("late", "late_page"))
    )
    place = TabbedPlace(desk, (first, late), preferences=Preferences(None), title="Place", name="Parts")
    desk.live.setParent(place)
    qtbot.addWidget(place)
    assert "late_page" not in sys.modules
    try:
        place.show()
        qtbot.waitUntil(lambda: "late_page" in sys.modules)
    finally:
        sys.modules.pop("late_page", None)
    assert all(find_spec(tab.module) for tab in TABS if tab.module)
