"""Reports: chosen, looked at, taken along."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.assumptions import Assumptions
from csops.domain.contacts import ContactDraft
from csops.domain.people import Member
from csops.domain.questions import Question
from csops.domain.reports import Text
from csops.domain.reviews import Purpose
from csops.services import contacts
from csops.services.people import save_member
from csops.services.reviews import finish_review
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button
from csops.ui.kit.periods import span_of
from csops.ui.reports.page import Made, ReportsPage
from tests.helpers.report_page import choose_report
from tests.helpers.reviewing import to_review

LEFT = Qt.MouseButton.LeftButton
SLOW_MS = 60_000  # the staffing report starts a process that imports numpy


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ReportsPage:
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.made is not None)
    return made


@pytest.fixture
def file_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the person answers where a file is asked for: the suggested names come back."""
    suggested: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        suggested.append(Path(name).name)
        return str(tmp_path / f"taken{Path(name).suffix}"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return suggested


def made_of(page: ReportsPage) -> Made:
    assert page.made is not None
    return page.made


def choose_period(page: ReportsPage, key: str) -> None:
    page.choosing.period.choose(key)
    page.choosing.period.edited.emit()


def test_last_month_is_shown_as_pages(page: ReportsPage, qtbot: QtBot) -> None:
    assert made_of(page).period == "1 to 28 February 2026"
    assert page.subtitle().startswith("Service report · 1 to 28 February 2026 · ")
    qtbot.waitUntil(lambda: page.preview.is_painted(0))
    picture = page.preview.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 40).name() == "#ffffff"


def test_page_down_shows_the_next_page(page: ReportsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.preview, Qt.Key.Key_PageDown)
    assert page.preview.current() == 1
    qtbot.waitUntil(lambda: page.preview.is_painted(1))
    QTest.keyClick(page.preview, Qt.Key.Key_End)
    assert page.preview.current() == page.preview.count - 1
    QTest.keyClick(page.preview, Qt.Key.Key_Home)
    assert page.preview.current() == 0


def test_another_period_makes_another_report(page: ReportsPage, qtbot: QtBot) -> None:
    choose_period(page, "this_year")
    qtbot.waitUntil(lambda: made_of(page).period == "1 January to 31 December 2026")


def test_own_days_are_read_as_people_write_them(page: ReportsPage, qtbot: QtBot) -> None:
    choose_period(page, "own")
    for field, text in ((page.choosing.first, "2026-02-02"), (page.choosing.last, "6 feb 2026")):
        field.line.clear()
        QTest.keyClicks(field.line, text)
    QTest.keyClick(page.choosing.last.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made_of(page).period == "2 to 6 February 2026")


def test_days_the_wrong_way_round_are_told_at_their_field(page: ReportsPage, qtbot: QtBot) -> None:
    page.ask({"report": "service", "first_day": date(2026, 2, 6), "last_day": date(2026, 2, 2)})
    qtbot.waitUntil(lambda: page.made is None)
    assert "2026-02-06 or a later day" in page.choosing.last.error()
    assert not page.to_excel.isEnabled()


def test_a_day_that_does_not_read_makes_no_report(page: ReportsPage) -> None:
    choose_period(page, "own")
    page.choosing.first.set_text("sometime")
    assert page.choosing.wanted() is None
    assert "does not read as a day" in page.choosing.first.error()


def test_export_writes_a_workbook_and_offers_to_open_it(
    page: ReportsPage, file_chosen: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    with qtbot.waitSignal(page.exporting.written):
        page.to_excel.trigger()
    assert file_chosen == ["Service report 1 to 28 February 2026.xlsx"]
    assert len(list(load_workbook(tmp_path / "taken.xlsx")["Contact log"].rows)) == 21
    banner = page.findChild(Banner)
    assert banner is not None
    for button in banner.findChildren(Button)[:2]:
        QTest.mouseClick(button, LEFT)
    assert opened == [str(tmp_path / "taken.xlsx"), str(tmp_path)]


@pytest.mark.parametrize("ending", [".pdf", ".csv"])
def test_pages_and_text_are_written_too(
    page: ReportsPage, file_chosen: list[str], tmp_path: Path, ending: str, qtbot: QtBot
) -> None:
    button = page.to_pdf if ending == ".pdf" else page.to_text
    with qtbot.waitSignal(page.exporting.written):
        QTest.mouseClick(button, LEFT)
    assert (tmp_path / f"taken{ending}").stat().st_size > 500


def test_another_place_can_ask_for_a_report_and_have_it_written(
    page: ReportsPage, file_chosen: list[str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.exporting.written):
        page.ask({"report": "service", "weeks": 4, "export": ".xlsx"})
    assert file_chosen == ["Service report 3 February to 2 March 2026.xlsx"]


def titles(page: ReportsPage) -> list[str]:
    made = page.made
    return (
        []
        if made is None or made.report is None
        else [part.title for part in made.report.sections if isinstance(part, Text)]
    )


def test_quality_is_told_by_period_and_another_place_can_ask_for_one_review(
    page: ReportsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    save_member(workspace, member=Member(name="Rosa Okafor", role=Role.AGENT))
    ready = to_review(workspace)
    review = finish_review(ready.by(ready.ines), filled=ready.filled(), send=False)
    choose_report(page, "quality")
    qtbot.waitUntil(lambda: page.made is not None and page.made.title == "Quality report")
    assert page.choosing.period.key() == "this_year"
    page.ask({"report": "quality", "purposes": (Purpose.FAIR, Purpose.RISK), "card": "standard"})
    qtbot.waitUntil(lambda: "What was chosen" in titles(page))
    page.ask({"report": "quality", "review_id": review.id})
    qtbot.waitUntil(lambda: page.made is not None and page.made.title == f"Review {review.id}: Rosa Okafor")
    assert page.choosing.period.isHidden()


def test_contacts_that_a_table_shows_are_written(
    page: ReportsPage, file_chosen: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.exporting.written):
        page.ask({"contacts": Question()})
    assert len(list(load_workbook(tmp_path / "taken.xlsx")["Contacts"].rows)) == 46


def test_closing_the_question_for_a_file_writes_nothing(
    page: ReportsPage, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    running: list[object] = []
    desk.tasks.running.connect(running.append)
    page.to_excel.trigger()
    assert running == []


def test_the_staffing_report_looks_ahead(page: ReportsPage, qtbot: QtBot) -> None:
    page.ask({"report": "staffing", "weeks": 2})
    qtbot.waitUntil(lambda: made_of(page).title == "Staffing report", timeout=SLOW_MS)
    assert made_of(page).period == "2 to 15 March 2026"
    assert not page.choosing.period.isVisible()


def test_a_what_if_is_reported_as_such_and_today_is_a_click_away(page: ReportsPage, qtbot: QtBot) -> None:
    page.ask({"report": "staffing", "assumptions": Assumptions(volume_factor=1.2)})
    qtbot.waitUntil(lambda: made_of(page).title == "Staffing report, what if", timeout=SLOW_MS)
    assert page.choosing.mode.isVisible()
    QTest.mouseClick(page.choosing.mode.button("today"), LEFT)
    qtbot.waitUntil(lambda: made_of(page).title == "Staffing report", timeout=SLOW_MS)
    page.ask({"report": "staffing"})
    assert not page.choosing.mode.isVisible()


def test_print_gives_the_printer_the_pages_of_the_preview(
    page: ReportsPage, tmp_path: Path, desk: Desk, qtbot: QtBot
) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(desk.said) as said:
        page.printing.print_pages(made_of(page).pages, printer)
    assert said.args is not None
    assert said.args[0].text == f"{page.preview.count} pages printed"
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_a_contact_logged_meanwhile_is_in_the_report(page: ReportsPage, workspace: Workspace, qtbot: QtBot) -> None:
    before = made_of(page)
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    qtbot.waitUntil(lambda: made_of(page) is not before)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("this_week", date(2026, 3, 2), date(2026, 3, 8)),
        ("last_week", date(2026, 2, 23), date(2026, 3, 1)),
        ("this_month", date(2026, 3, 1), date(2026, 3, 31)),
        ("last_month", date(2026, 2, 1), date(2026, 2, 28)),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
        ("12_weeks", date(2025, 12, 9), date(2026, 3, 2)),
    ],
)
def test_periods_as_people_name_them(key: str, first: date, last: date) -> None:
    assert span_of(key, today=date(2026, 3, 2)) == (first, last)


def test_december_is_the_month_before_january() -> None:
    assert span_of("last_month", today=date(2026, 1, 15)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert span_of("this_month", today=date(2024, 2, 29))[1] - date(2024, 2, 1) == timedelta(days=28)
