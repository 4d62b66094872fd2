"""Several people at one counter: whoever works now sees what they may, and nothing that stood there for the one before.

Rosa has rated and written; Mara is to rate and has not. What Rosa may see is on the screen, then Mara picks her name.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.changes import Kind
from csops.domain.people import Member
from csops.services.candidates import add_note
from csops.services.scorecards import submit_card
from csops.ui.desk import Desk
from csops.ui.hiring.openings.page import OpeningsPage
from csops.ui.hiring.place import HiringPlace
from tests.helpers.hiring import Hiring, a_hiring, ratings
from tests.helpers.records import MARA, ROSA

SAID = "TOLDBYROSA"


@pytest.fixture
def hiring(desk: Desk) -> Hiring:
    """Names are hidden, and Rosa has submitted."""
    workspace = desk.workspace
    made = a_hiring(workspace, names_hidden=True)
    workspace.member = ROSA
    said = [replace(one, evidence=f"{SAID} evidence") for one in ratings(2, 5, 1)]
    submit_card(workspace, card_id=made.card(workspace, ROSA).id, ratings=said, note=f"{SAID} of the whole")
    add_note(workspace, application_id=made.applications[0].id, text=f"{SAID} in a note")
    return made


@pytest.fixture
def place(desk: Desk, hiring: Hiring, qtbot: QtBot) -> Iterator[HiringPlace]:
    """The place as Rosa has it before her."""
    made = HiringPlace(desk)
    made.resize(1440, 900)
    made.ask({"tab": "openings", "opening_id": hiring.opening.id})
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def on_screen(widget: QWidget) -> str:
    """Return every text that is shown, said to a screen reader, or stands in a table."""
    found: list[str] = []
    for one in (widget, *widget.findChildren(QWidget)):
        if not one.isVisible():
            continue
        found += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLabel):
            found.append(one.text())
        if isinstance(one, QPlainTextEdit):
            found.append(one.toPlainText())
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            model = one.model()
            cells = ((row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
            found += [str(model.index(*cell).data(role)) for cell in cells for role in roles]
    return "\n".join(found)


def sign_in(desk: Desk, member: Member) -> None:
    desk.workspace.member = member
    desk.live.tell({Kind.MEMBER})


@pytest.mark.parametrize("part", ["candidates", "compare", "plan"])
def test_a_part_shows_the_next_person_only_what_they_may_see(
    part: str, place: HiringPlace, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    place.ask({"tab": "openings", "opening_id": hiring.opening.id, "part": part})
    qtbot.waitUntil(lambda: "Ngozi" in on_screen(place) or part == "plan")
    sign_in(desk, MARA)
    qtbot.waitUntil(lambda: "Candidate 1" in on_screen(place))
    assert SAID not in on_screen(place)
    assert "Ngozi" not in on_screen(place)


def test_a_candidate_is_shown_to_the_next_person_only_as_they_may_see_them(
    place: HiringPlace, desk: Desk, hiring: Hiring, qtbot: QtBot
) -> None:
    page = place.page("openings")
    assert isinstance(page, OpeningsPage)
    qtbot.waitUntil(lambda: page.opening.line is not None)
    page.opening.part().wanted.emit("candidate", {"application_id": hiring.applications[0].id})
    qtbot.waitUntil(lambda: SAID in on_screen(place))
    sign_in(desk, MARA)
    qtbot.waitUntil(lambda: "Candidate 1" in on_screen(place))
    assert SAID not in on_screen(place)
    assert "Ngozi" not in on_screen(place)
