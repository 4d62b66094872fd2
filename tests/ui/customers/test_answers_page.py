"""The tab Answers: scores with what they rest on, filters, comments to read, and the way to case and customer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft
from csops.domain.survey_lines import AnswerQuestion
from csops.domain.surveys import AnswerKind, AnswerSource, SurveyAnswer
from csops.services import contacts, survey_report, surveys
from csops.ui.customers.answers_page import AnswersPage
from csops.ui.desk import Desk
from csops.ui.kit.file_dialogs import FileDialogs
from csops.ui.preferences import Preferences
from tests.helpers.records import PHONE


def note(desk: Desk, value: float | None, kind: AnswerKind = AnswerKind.CSAT, **more: object) -> None:
    ends = {AnswerKind.NPS: (0, 10), AnswerKind.COMMENT: (None, None)}.get(kind, (1, 5))
    now = desk.workspace.now()
    answer = SurveyAnswer(
        kind=kind, asked_at=now, answered_at=now, value=value, low=ends[0], high=ends[1], **more,  # type: ignore[arg-type]
    )  # fmt: skip
    surveys.record_answer(desk.workspace, answer=answer)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[AnswersPage]:
    contacts.log_contact(desk.workspace, draft=ContactDraft(channel_id=PHONE, customer_name="Ada Brandt"))
    for _ in range(3):
        note(desk, 5, case_id=1)
    note(desk, 1, case_id=1, comment="Waited twice for a call back", tag="Service")
    for value in [9] * 15 + [3] * 5:
        note(desk, value, AnswerKind.NPS)
    note(desk, None, AnswerKind.COMMENT, comment="The bench outside is wet", source=AnswerSource.CARD)
    window = QMainWindow()
    qtbot.addWidget(window)
    made = AnswersPage(desk, Preferences(None))
    window.setCentralWidget(made)
    window.resize(1200, 800)
    with qtbot.waitSignal(made.list.model.counted), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: len(made.tiles.tiles) == 2)
    yield made
    window.close()


def test_answers_are_scored_filtered_read_and_lead_to_their_case(
    page: AnswersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    csat, nps = page.tiles.tiles
    assert csat.accessibleName() == "CSAT, 3 of 4 satisfied, Too few to judge"
    assert nps.accessibleName().startswith("NPS, 50 points, −100 to 100, ")
    assert nps.accessibleName().endswith(" 8 to 79, n = 20")
    with qtbot.waitSignal(page.list.model.counted) as counted:
        page.list.filters.choose("sort", ("open",))
    assert counted.args == [1]
    qtbot.waitUntil(lambda: page.list.model.record(0) is not None)
    page.list.view.setFocus()
    page.list.view.setCurrentIndex(page.list.model.index(0, 0))
    qtbot.waitUntil(lambda: page.row is not None)
    assert page.row is not None
    assert page.row.title.text() == "CSAT · 1 of 5"
    assert page._case.isEnabled()
    with qtbot.waitSignal(page.wanted) as wanted:
        page._case.click()
    assert wanted.args == ["contacts", {"case_id": 1}]
    with qtbot.waitSignal(page.wanted) as wanted:
        page._customer.click()
    assert wanted.args == ["customers", {"customer_id": 1}]
    page.list.copy()
    assert "Waited twice for a call back" in QApplication.clipboard().text()
    with qtbot.waitSignal(page.list.model.counted) as counted:
        page.list.filters.choose("sort", ())
    with qtbot.waitSignal(page.list.model.counted) as counted:
        page.list.search.setText("bench")
    assert counted.args == [1]
    with qtbot.waitSignal(page.list.model.counted):
        page.list.search.setText("no such words")
    qtbot.waitUntil(lambda: page.list.stack.currentIndex() == 2)
    page.list.search.clear()
    with qtbot.waitSignal(page.list.model.counted, check_params_cb=lambda total: total == 2):
        page.ask({"answer_ids": (1, 4)})  # what a figure counted


def test_the_answers_that_are_shown_are_exported(
    page: AnswersPage, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    monkeypatch.setattr(FileDialogs, "ask_save", lambda *_a, **_k: path)
    with qtbot.waitSignal(desk.said):
        page.export()
    assert "The bench outside is wet" in path.read_text(encoding="utf-8-sig")
    answers, scores = survey_report.answers_report(desk.workspace, question=AnswerQuestion()).sections
    assert (len(scores.rows), len(answers.rows)) == (2, 25)  # type: ignore[union-attr]
