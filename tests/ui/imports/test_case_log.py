"""A log of cases through the wizard: known by itself, asked about replies, shown as it will be saved, taken back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.questions import Question
from csops.imports.mapping import Target
from csops.services.workspace import Workspace
from csops.ui.imports.page import CHECK, ImportPage
from tests.ui.imports.conftest import looked_at

LEFT = Qt.MouseButton.LeftButton
LOG = """number,state,opened_at,sys_updated_at,contact_type
A1,New,2/2/2026 09:00,2/2/2026 09:05,phone
A1,Active,2/2/2026 09:00,13/2/2026 10:00,phone
A1,Resolved,2/2/2026 09:00,14/2/2026 11:00,phone
B2,New,2/2/2026 15:50,2/2/2026 16:00,phone
"""


def test_a_log_of_cases_goes_through_the_wizard_and_back(
    page: ImportPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "desk.csv"
    path.write_text(LOG, encoding="utf-8")
    page.ask({"path": str(path)})
    looked_at(page, qtbot)
    assert page.columns.columns.kind.field.key() == "case_log"
    qtbot.waitUntil(lambda: len(page.columns.preview.model.lines) == 4)
    assert page.columns.preview.model.lines[0].texts[:3] == ("A1", "New", "2 Feb 2026 09:05")
    reply = page.columns.channel
    assert reply is not None
    assert reply.key() == "no"
    reply.pick("yes")
    qtbot.waitUntil(
        lambda: bool(page.session.draft and page.session.draft.mapping.constants.get(Target.ANSWERED) == "yes")
    )
    looked_at(page, qtbot)
    QTest.mouseClick(page.next_button, LEFT)
    qtbot.waitUntil(lambda: page.steps.current == CHECK)
    assert "The rows tell of 2 cases that are new." in page.check.names.words()
    QTest.mouseClick(page.next_button, LEFT)
    qtbot.waitUntil(page.run.undo_button.isVisible, timeout=20_000)
    assert kept(workspace) == (2, 3)
    QTest.mouseClick(page.run.undo_button, LEFT)
    qtbot.waitUntil(lambda: kept(workspace) == (0, 0), timeout=20_000)


def kept(workspace: Workspace) -> tuple[int, int]:
    with workspace.read() as work:
        return work.cases.count(Question()), work.contacts.count(Question())
