"""Reports: choose one and its period, look at its pages, take it along as workbook, PDF, text or paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.interview_sheets import InterviewSheet
from csops.domain.questions import Question
from csops.domain.reports import Report
from csops.pages.interview import SheetPages
from csops.pages.pages import Pages
from csops.services import exports, reports
from csops.services.hiring_reports import candidate_report, comparison_report, hiring_choices
from csops.services.interview_sheets import sheet_of_card, sheet_of_seat, sheets_of_opening
from csops.services.quality_reports import calibration_report, person_report, quality_report, review_report
from csops.services.staffing import Basis, Outlook, outlook_of, plan_basis, scored
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.keys import shortcuts_of
from csops.ui.kit.cards import Banner, Card
from csops.ui.kit.controls import Action, Button
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Job, Lane, Progress
from csops.ui.kit.waiting import Skeleton
from csops.ui.preferences import Preferences
from csops.ui.printing import Printing
from csops.ui.reports.choosing import HIRING, QUALITY, SKILLS, STAFFING, Choosing, Wanted
from csops.ui.reports.exporting import Exporting
from csops.ui.reports.preview import PagePreview

T = TypeVar("T")
HIRING_KINDS = frozenset(
    {
        Kind.APPLICATION,
        Kind.CANDIDATE,
        Kind.CANDIDATE_NOTE,
        Kind.GROUP_ANSWER,
        Kind.MEMBER,
        Kind.MOVE,
        Kind.OPENING,
        Kind.PROFILE_VERSION,
        Kind.ROLE_AIM,
        Kind.SCORECARD,
        Kind.SEAT,
        Kind.SKILL,
        Kind.SKILL_LEVEL,
        Kind.TIE,
        Kind.TRAINING,
    }
)
"""What the reports on hiring and skills show; the others are not made anew for it."""
QUALITY_KINDS = frozenset(
    {Kind.REVIEW, Kind.DISPUTE, Kind.CALIBRATION, Kind.CARD_VERSION, Kind.COACHING, Kind.COACHING_ACTION}
)
"""What the reports on quality show beside members and settings."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A report with its pages; without a report they are interview sheets."""

    pages: Pages | SheetPages
    title: str
    report: Report | None = None
    sheets: tuple[InterviewSheet, ...] = ()

    @property
    def period(self) -> str:
        """The days that it is about."""
        return self.report.period if self.report is not None else ""


class ReportsPage(Page):
    """The place of the reports."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.CONTACT, Kind.CASE, Kind.FOLLOW_UP, Kind.IMPORT, Kind.SETTING, Kind.CHANNEL, Kind.TOPIC, Kind.MEMBER}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, preferences: Preferences | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Reports"), parent=parent)
        self.desk = desk
        self.formats = Formats(zone=desk.team.calendar.tz)
        self.choosing = Choosing(desk, formats=self.formats)
        self.preview = PagePreview(desk)
        self.exporting, self.printing = Exporting(desk, self), Printing(desk, self)
        self.made: Made | None = None
        self._after = ""
        self._shortcuts: Shortcuts = shortcuts_of(preferences or Preferences(None))
        self._lay_out()
        self._add_actions()
        self.choosing.changed.connect(self.refresh)
        self.exporting.written.connect(self._tell_written)
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self._hirings = Refresher(self, desk.live, HIRING_KINDS, self._hiring_changed)
        self._reviews = Refresher(self, desk.live, QUALITY_KINDS, self._quality_changed)
        self._offer()
        self.refresh()

    # ------------------------------------------------------------ what is shown
    def ask(self, question: object) -> None:
        """Take a wish of another place.

        Args:
            question: a mapping with `report` (service, staffing, hiring, quality, skills) and `first_day` with
                `last_day` or `weeks`, staffing perhaps with the `assumptions` of a what-if, hiring with `opening_id`,
                `application_id` or `sheets`, quality with `member_id`, `review_id` or `calibration_id`; with `export`
                (an ending) it is written at once.
                `contacts` (a Question) writes those contacts.
        """
        asked: Mapping[str, object] = question if isinstance(question, Mapping) else {}
        if isinstance(contacts := asked.get("contacts"), Question):
            self.exporting.ask_contacts(contacts)
            return
        self._after = str(asked.get("export", ""))
        self.choosing.ask(asked)

    def refresh(self) -> None:
        """Make the report that is chosen anew."""
        wanted = self.choosing.wanted()
        if wanted is None:
            return
        if self.made is None:
            self._stack.setCurrentWidget(self._waiting)
        if wanted.name == STAFFING:
            self._ask(lambda: plan_basis(self.desk.workspace), then=partial(self._look_ahead, wanted))
        else:
            self._make(wanted)

    def _hiring_changed(self) -> None:
        self._offer()
        wanted = self.choosing.wanted()
        if wanted is not None and wanted.name in {HIRING, SKILLS}:
            self.refresh()

    def _quality_changed(self) -> None:
        if self.choosing.name.key() == QUALITY:
            self.refresh()

    def _offer(self) -> None:
        """Offer the openings that there are."""
        workspace = self.desk.workspace
        self.desk.ask(lambda: hiring_choices(workspace), then=self.choosing.hiring.offer, key="reports.openings")

    def _make(self, wanted: Wanted, ahead: Outlook | None = None) -> None:
        workspace = self.desk.workspace
        self._ask(lambda: _made(workspace, wanted, ahead), then=self._show)

    def _ask(self, question: Callable[[], T], *, then: Callable[[T], None]) -> None:
        self.desk.ask(question, then=then, failed=self._explain, key="reports.made", lane=Lane.LONG_READS)

    def _look_ahead(self, wanted: Wanted, basis: Basis) -> None:
        """Have the outlook made in a process of its own, so that the window never waits for it."""
        self.desk.tasks.run(
            Lane.PROCESS,
            partial(_outlook, basis),
            then=partial(self._make, wanted),
            failed=self._explain,
            key="reports.made",
            job=Job(words=self.tr("Working out the forecast"), may_cancel=False),
        )

    def _show(self, made: Made) -> None:
        self.made = made
        self.preview.show_pages(made.pages)
        self._stack.setCurrentWidget(self.preview)
        told = [made.title, made.period, self._pages_words(made.pages.count)]
        self.set_head(subtitle=" · ".join(part for part in told if part))
        self._enable(is_there=True)
        if self._after:
            ending, self._after = self._after, ""
            self.export(ending)

    def _pages_words(self, number: int) -> str:
        return self.tr("1 page") if number == 1 else self.tr("{n} pages").format(n=self.formats.number(number))

    def _explain(self, error: Exception) -> None:
        self.made, self._after = None, ""
        told = words(error)
        fields = {field.name: field for field in (self.choosing.first, self.choosing.last)}
        if told.field in fields:
            fields[told.field].show_error(told.sentence)
        self._trouble.say(told.sentence)
        self._stack.setCurrentWidget(self._failed)
        self._enable(is_there=False)

    # ------------------------------------------------------------ taking it along
    def export(self, ending: str) -> None:
        """Write the report that is shown into a file with this ending."""
        if self.made is not None and self.made.report is not None:
            self.exporting.ask(self.made.report, ending=ending)
        elif self.made is not None and ending == ".pdf":
            self.exporting.ask_sheets(self.made.sheets, title=self.made.title)

    def print_it(self) -> None:
        """Print the pages that are shown."""
        if self.made is not None:
            self.printing.ask_printer(self.made.pages, title=self.made.title)

    def _tell_written(self, file: Path) -> None:
        banner = Banner(self.themes, self.tr("Saved {file}").format(file=file.name), family="success")
        banner.add_button(self.tr("Open file"), lambda: _open(file))
        banner.add_button(self.tr("Open folder"), lambda: _open(file.parent))
        banner.add_close(self.clear_banner)
        self.show_banner(banner)

    # ------------------------------------------------------------ the page itself
    def _add_actions(self) -> None:
        keys = self._shortcuts.keys
        self.to_excel = Action(
            self.tr("Export to Excel"),
            icon_name="file-spreadsheet",
            keys=keys("export"),
            run=lambda: self.export(".xlsx"),
            parent=self,
        )
        self.to_paper = Action(
            self.tr("Print"), icon_name="printer", keys=keys("print"), run=self.print_it, parent=self
        )
        self.set_top_actions((self.to_excel, self.to_paper))
        self._enable(is_there=False)

    def _enable(self, *, is_there: bool) -> None:
        has_table = is_there and self.made is not None and self.made.report is not None
        self.to_excel.setEnabled(has_table)
        self.to_text.setEnabled(has_table)
        self.to_paper.setEnabled(is_there)
        self.to_pdf.setEnabled(is_there)

    def _measure(self) -> None:
        theme, inner = self.themes.current, self._side.widget()
        needed = inner.minimumSizeHint().width() if inner is not None else 0
        width = max(theme.size("sidePanel"), min(needed, theme.size("sidePanel", 1)))
        self._side.setFixedWidth(width + self._side.verticalScrollBar().sizeHint().width())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        Spacing(self.themes, row, margins=(6, 0, 0, 0), gap=4)
        side = QVBoxLayout()
        Spacing(self.themes, side, margins=(0, 4, 0, 4), gap=4)
        card = Card(self.themes)
        card.body.addWidget(self.choosing)
        card.body.addSpacing(self.themes.current.space(2))
        card.body.addWidget(Text(self.themes, self.tr("Take it along"), font="smallStrong", colour="text.secondary"))
        self.to_pdf = Button(self.themes, self.tr("Save as PDF"), icon_name="file-down")
        self.to_pdf.clicked.connect(lambda: self.export(".pdf"))
        self.to_text = Button(self.themes, self.tr("Save tables as CSV"), icon_name="table")
        self.to_text.clicked.connect(lambda: self.export(".csv"))
        card.body.addWidget(self.to_pdf)
        card.body.addWidget(self.to_text)
        side.addWidget(card)
        side.addStretch(1)
        self._side = scrolling(side)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.themes.changed.connect(self._measure)
        self._measure()
        self._waiting = Skeleton(self.themes, rows=10)
        self._trouble = Text(self.themes, "", colour="text.secondary", wrap=True)
        self._failed = QWidget()
        column = QVBoxLayout(self._failed)
        Spacing(self.themes, column, margins=(8, 8, 8, 8), gap=2)
        column.addWidget(Text(self.themes, self.tr("There is no such report"), font="title2"))
        column.addWidget(self._trouble)
        column.addStretch(1)
        self._stack = QStackedWidget()
        for widget in (self._waiting, self.preview, self._failed):
            self._stack.addWidget(widget)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row)


def _outlook(basis: Basis, _progress: Progress) -> Outlook:
    return scored(outlook_of(basis), basis)


def _made(workspace: Workspace, wanted: Wanted, ahead: Outlook | None) -> Made:
    if wanted.sheets:
        return _sheets(workspace, wanted)
    if ahead is not None:
        report = reports.staffing_report_of(workspace, ahead, weeks=wanted.weeks, assumptions=wanted.assumptions)
    elif wanted.application_id:
        report = candidate_report(workspace, application_id=wanted.application_id)
    elif wanted.review_id:
        report = review_report(workspace, review_id=wanted.review_id)
    elif wanted.calibration_id:
        report = calibration_report(workspace, session_id=wanted.calibration_id)
    elif wanted.member_id:
        report = person_report(
            workspace,
            member_id=wanted.member_id,
            first_day=wanted.first_day,
            last_day=wanted.last_day,
            purposes=wanted.purposes,
            card=wanted.card,
        )
    elif wanted.name == QUALITY:
        report = quality_report(
            workspace,
            first_day=wanted.first_day,
            last_day=wanted.last_day,
            purposes=wanted.purposes,
            card=wanted.card,
        )
    elif wanted.opening_id:
        report = comparison_report(workspace, opening_id=wanted.opening_id)
    else:
        report = reports.report(workspace, name=wanted.name, first_day=wanted.first_day, last_day=wanted.last_day)
    return Made(report=report, pages=Pages(exports.on_paper(report)), title=report.title)


def _sheets(workspace: Workspace, wanted: Wanted) -> Made:
    if wanted.card_id:
        found = sheet_of_card(workspace, card_id=wanted.card_id)
    elif wanted.seat_id:
        found = sheet_of_seat(workspace, seat_id=wanted.seat_id)
    else:
        found = sheets_of_opening(workspace, opening_id=wanted.opening_id)
    return Made(pages=SheetPages(found), title=found[0].opening, sheets=tuple(found))


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
