"""Late first answers are seen, heard and read in a word: in the table and in the list of cases."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft, Direction, Result
from csops.domain.lines import ContactLine
from csops.services import contacts
from csops.ui.contacts.page import ContactsPage
from csops.ui.contacts.table import ContactsTable
from csops.ui.desk import Desk
from csops.ui.kit.table_cells import CellLook
from csops.ui.kit.table_model import LOOK_ROLE
from csops.ui.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
EMAILS = {"Late": timedelta(days=3), "Quick": timedelta(minutes=5), "Nobody": None}


@pytest.fixture
def logged(desk: Desk) -> None:
    """E-mails a week old: answered after days, answered at once, not answered."""
    email = next(one for one in desk.team.channels if not one.is_immediate)
    week_ago = desk.workspace.now() - timedelta(days=7)
    for name, after in EMAILS.items():
        draft = ContactDraft(
            channel_id=email.id,
            customer_name=name,
            text=f"Mail of {name}",
            happened_at=week_ago,
            result=Result.OPEN,
        )
        logged = contacts.log_contact(desk.workspace, draft=draft)
        if after is not None:
            answer = ContactDraft(
                channel_id=email.id,
                case_id=logged.case.id,
                text="Our answer",
                direction=Direction.OUT,
                happened_at=week_ago + after,
                result=Result.OPEN,
            )
            contacts.log_contact(desk.workspace, draft=answer)


@pytest.fixture
def table(desk: Desk, logged: None, qtbot: QtBot) -> ContactsTable:
    table = ContactsTable(desk, Preferences(None))
    qtbot.addWidget(table)
    table.resize(1228, 700)
    table.show()
    qtbot.waitUntil(lambda: table.model.record(4) is not None)
    return table


def first_response(table: ContactsTable, name: str, role: int) -> Any:
    rows = (table.model.record(row) for row in range(5))
    row = next(n for n, line in enumerate(rows) if isinstance(line, ContactLine) and line.customer == name)
    return table.model.index(row, table.model.section("first_response")).data(role)


def test_a_first_answer_after_the_target_is_red_with_a_clock_and_a_word(table: ContactsTable) -> None:
    look = first_response(table, "Late", LOOK_ROLE)
    assert isinstance(look, CellLook)
    assert (look.colour, look.icon, look.note) == ("danger.text", "alarm-clock", "Late")
    assert str(first_response(table, "Late", Qt.ItemDataRole.AccessibleTextRole)).endswith(", Late")
    section = table.model.section("first_response")
    lines = [table.model.record(row) for row in range(5)]
    row = next(n for n, line in enumerate(lines) if line is not None and line.customer == "Late")
    assert table.view.cut_text(table.model.index(row, section)).splitlines()[-1] == "Late"


def test_one_within_the_target_is_plain(table: ContactsTable) -> None:
    assert first_response(table, "Quick", LOOK_ROLE) == CellLook()
    assert ", " not in str(first_response(table, "Quick", Qt.ItemDataRole.AccessibleTextRole))


def test_one_that_is_still_missing_beyond_the_target_says_so(table: ContactsTable) -> None:
    assert first_response(table, "Nobody", LOOK_ROLE).note == "Late: not answered yet"


def test_the_list_of_cases_says_unanswered(desk: Desk, logged: None, qtbot: QtBot) -> None:
    page = ContactsPage(desk)
    qtbot.addWidget(page)
    rows = page.cases.list.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 3)
    told = {line.customer: str(rows.index(n).data()) for n, line in enumerate(rows.lines())}
    assert [name for name, words in told.items() if "Unanswered" in words] == ["Nobody"]
