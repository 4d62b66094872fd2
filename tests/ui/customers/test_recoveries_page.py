"""What came of recoveries and what they taught, where a manager looks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft
from csops.domain.recovery_lines import RecoveryLine
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import contacts, surveys
from csops.services.recovery import close_recovery, keep_lesson, start_recovery
from csops.ui.customers.recoveries_page import RecoveriesPage
from csops.ui.desk import Desk
from csops.ui.kit.file_dialogs import FileDialogs
from csops.ui.preferences import Preferences
from tests.helpers.records import PHONE


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[RecoveriesPage]:
    """Two recoveries: Ada's is closed with a lesson and a low answer, Bo's goes on."""
    workspace = desk.workspace
    ids = [
        contacts.log_contact(
            workspace, draft=ContactDraft(channel_id=PHONE, customer_name=name, text="Cracked")
        ).case.id
        for name in ("Ada Brandt", "Bo Lind")
    ]
    for case_id in ids:
        start_recovery(workspace, case_id=case_id)
    keep_lesson(workspace, case_id=ids[0], learnt="Pad the box")
    close_recovery(workspace, case_id=ids[0])
    now = workspace.now()
    answer = SurveyAnswer(kind=AnswerKind.CSAT, case_id=ids[0], asked_at=now, answered_at=now, value=1, low=1, high=5)
    surveys.record_answer(workspace, answer=answer)
    window = QMainWindow()
    qtbot.addWidget(window)
    made = RecoveriesPage(desk, Preferences(None))
    window.setCentralWidget(made)
    window.resize(1200, 800)
    with qtbot.waitSignal(made.list.model.counted), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: len(made.tiles) == 4)
    yield made
    window.close()


def test_recoveries_are_summed_filtered_read_opened_and_exported(
    page: RecoveriesPage, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [tile.accessibleName() for tile in page.tiles]
    assert names[0].startswith("Recoveries, 2")
    assert names[1].startswith("Customers who stayed, –")
    with qtbot.waitSignal(page.list.model.counted, check_params_cb=lambda total: total == 1):
        page.list.filters.choose("sort", ("taught",))
    qtbot.waitUntil(lambda: page.list.model.record(0) is not None)
    page.list.view.setFocus()
    page.list.view.setCurrentIndex(page.list.model.index(0, 0))
    qtbot.waitUntil(page.reading.isVisible)
    assert page.lesson.words() == "Pad the box"
    line = page.list.view.current_record()
    assert isinstance(line, RecoveryLine)
    for button, wanted in (
        (page._case, ["contacts", {"case_id": line.case_id}]),
        (page._customer, ["customers", {"customer_id": line.customer_id}]),
    ):
        with qtbot.waitSignal(page.wanted) as went:
            button.click()
        assert went.args == wanted
    page.list.copy()
    assert "Pad the box" in QApplication.clipboard().text()
    path = tmp_path / "recoveries.csv"
    monkeypatch.setattr(FileDialogs, "ask_save", lambda *_a, **_k: path)
    with qtbot.waitSignal(desk.said):
        page.export()
    written = path.read_text(encoding="utf-8-sig")
    assert "Pad the box" in written
    assert "Bo Lind" not in written  # what is shown is exported
    with qtbot.waitSignal(page.list.model.counted, check_params_cb=lambda total: total == 0):
        page.list.search.setText("no such words")
    qtbot.waitUntil(lambda: page.list.stack.currentIndex() == 2)
