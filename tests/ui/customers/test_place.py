"""The place Customers and the registries of its tabs and of the sections of a customer's page."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from csops.domain.questions import parse
from csops.services import customers
from csops.ui.customers import place as places
from csops.ui.customers import section_stack
from csops.ui.customers.page import CustomersPage
from csops.ui.customers.place import CustomersPlace
from csops.ui.customers.section import Section
from csops.ui.customers.sections import CustomerSection
from csops.ui.customers.tabs import LIST, TABS
from csops.ui.desk import Desk
from csops.ui.kit.page import Page
from csops.ui.place_tab import PlaceTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Told(Section):
    """A section that says whom it shows."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self.words = QLabel()
        QVBoxLayout(self).addWidget(self.words)

    def refresh(self) -> None:
        """Override."""
        self.words.setText(str(self.customer_id))


@pytest.fixture
def place(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> CustomersPlace:
    """With a second tab, and two sections of which one is for nobody."""
    other = PlaceTab(key="other", title="Other", make=lambda desk, _kept: Page(desk.themes, title="Other"))
    sections = (
        CustomerSection(key="told", title="Told", make=Told),
        CustomerSection(key="never", title="Never", make=Told, is_for=lambda _view: False),
    )
    monkeypatch.setattr(places, "TABS", (*TABS, other))
    monkeypatch.setattr(section_stack, "SECTIONS", sections)
    made = CustomersPlace(desk)
    qtbot.addWidget(made)
    made.resize(1228, 800)
    made.show()
    return made


def test_a_customer_takes_the_place_of_the_tabs_and_begins_with_what_happened(
    place: CustomersPlace, qtbot: QtBot
) -> None:
    place.ask({"tab": "other"})
    assert place.tabs.key() == "other"
    jonas = customers.customer_lines(place.desk.workspace, question=parse("Jonas Feld"))[0].id
    place.ask({"customer_id": jonas})
    page = place.page()
    assert isinstance(page, CustomersPage)
    sections = page.record.sections
    qtbot.waitUntil(lambda: sections.tabs is not None)
    assert (place.tabs.key(), place.tabs.isHidden(), sections.key()) == (LIST, True, "happened")
    assert page.findChild(Told) is None

    place.ask({"customer_id": jonas, "section": "told"})
    told = page.findChild(Told)
    assert told is not None
    assert (told.words.text(), told.isVisible()) == (str(jonas), True)

    place.ask({})
    assert not place.tabs.isHidden()
    salma = customers.customer_lines(place.desk.workspace, question=parse("Salma"))[0].id
    place.ask({"customer_id": salma, "section": "told"})
    qtbot.waitUntil(lambda: told.words.text() == str(salma))
    place.ask({"customer_id": jonas, "section": "never"})
    qtbot.waitUntil(lambda: page.record.customer_name.words() == "Jonas Feld")
    assert sections.key() == "happened"
