"""A desk on a real file, with what the day starts with."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.today.page import TodayPage
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import a_case, a_customer, a_follow_up, kept_contact

HOUR = timedelta(hours=1)
PROMISES = (("Ines Marchetti", -26), ("Jonas Feld", -3), ("Salma Haddad", 2), ("Amelie Garnier", 26), ("Piotr", 99))
"""Who was promised something, and in how many hours it is due."""


@dataclass
class Heard:
    """What the page asked the window for, and what was said in toasts."""

    wanted: list[tuple[str, object]]
    said: list[str]


@pytest.fixture
def heard(desk: Desk) -> Heard:
    """Filled while the test runs."""
    heard = Heard(wanted=[], said=[])

    def say(said: Said) -> None:
        heard.said.append(said.text)

    desk.said.connect(say)
    return heard


@pytest.fixture
def promised(workspace: Workspace) -> None:
    """Five follow-ups: two late, one today, one tomorrow, one later; cases of all ages."""
    rosa = 2
    with workspace.work("Keep") as work:
        for name, hours in PROMISES:
            customer = work.customers.add(a_customer(name=name))
            opened = MONDAY_MORNING - timedelta(days=9 if name == "Jonas Feld" else 0, hours=1)
            case = a_case(title=f"About {name}", customer_id=customer.id, opened_at=opened, owner_id=rosa)
            kept = kept_contact(work, case=case, customer_id=customer.id, happened_at=MONDAY_MORNING - HOUR)
            owner = 1 if name == "Salma Haddad" else rosa
            due = MONDAY_MORNING + hours * HOUR
            work.follow_ups.add(a_follow_up(case_id=kept.case_id, due_at=due, owner_id=owner, what=f"Call {name}"))


@pytest.fixture
def page(promised: None, desk: Desk, heard: Heard, qtbot: QtBot) -> TodayPage:
    """The page of a day with promises, shown and filled."""
    made = shown_page(desk, heard, qtbot)
    qtbot.waitUntil(lambda: made.day is not None and made.day.follow_ups.list.rows.rowCount() == 7)
    made.setFocus()
    return made


def shown_page(desk: Desk, heard: Heard, qtbot: QtBot) -> TodayPage:
    made = TodayPage(desk)
    made.wanted.connect(lambda place, question: heard.wanted.append((place, question)))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made
