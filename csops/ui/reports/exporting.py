"""Writes reports and contacts into files in the background, and prints them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from csops.domain.interview_sheets import InterviewSheet
from csops.domain.questions import Question
from csops.domain.reports import Report
from csops.domain.texts import name_of_file
from csops.pages.interview import SheetPages
from csops.pages.pages import Pages
from csops.services import exports
from csops.services.exports import Exported
from csops.services.interview_sheets import write_sheets
from csops.ui.desk import Desk, Said
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.tasks import Progress

Paper = Pages | SheetPages
Write = Callable[[Path, Callable[[int, int | None], None]], Exported]


class Exporting(QObject):
    """Asks where to, writes there, tells when it is done.

    Signals:
        written(object): the Path of a file that is whole.
    """

    written = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window

    def ask(self, report: Report, *, ending: str) -> None:
        """Ask for the file of a report, then write it."""
        period = f" {report.period}" if report.period else ""
        path = self._path(name_of_file(f"{report.title}{period}"), ending)
        if path is not None:
            self.write(report, path)

    def ask_sheets(self, sheets: Sequence[InterviewSheet], *, title: str) -> None:
        """Ask for the file of interview sheets, then write it."""
        path = self._path(name_of_file(self.tr("Interview sheets {opening}").format(opening=title)), ".pdf")
        if path is not None:
            self._desk.export(
                lambda _progress: write_sheets(sheets, path).file,
                words=self.tr("Writing {file}").format(file=path.name),
                then=self.written.emit,
            )

    def ask_contacts(self, question: Question) -> None:
        """Ask for the file of the contacts that fit, then write it."""
        path = self._path(self.tr("Contacts"), exports.ENDINGS[0], *exports.ENDINGS[1:])
        if path is not None:
            self.write_contacts(question, path)

    def write(self, report: Report, path: Path) -> None:
        """Write a report; its streamed tables are read while it is written."""
        workspace = self._desk.workspace
        self._run(path, lambda file, told: exports.export(workspace, report=report, path=file, progress=told))

    def write_contacts(self, question: Question, path: Path) -> None:
        """Write every contact that fits."""
        workspace = self._desk.workspace
        self._run(
            path, lambda file, told: exports.export_contacts(workspace, question=question, path=file, progress=told)
        )

    def _run(self, path: Path, write: Write) -> None:
        def work(progress: Progress) -> Exported:
            # Progress raises when the person cancels; the old file then stays as it was.
            return write(path, lambda done, expected: progress(done / expected if expected else 0.0))

        self._desk.export(work, words=self.tr("Writing {file}").format(file=path.name), then=self._done)

    def _done(self, exported: Exported) -> None:
        self.written.emit(exported.file)

    def _path(self, name: str, *endings: str) -> Path | None:
        kinds = {
            ".xlsx": self.tr("Workbook (*.xlsx)"),
            ".pdf": self.tr("Pages (*.pdf)"),
            ".csv": self.tr("Text (*.csv)"),
        }
        shown = ";;".join(kinds[ending] for ending in endings)
        return self._desk.files.ask_save(
            self._window, self.tr("Export"), purpose=Purpose.EXPORT, name=f"{name}{endings[0]}", kinds=shown
        )

    # ------------------------------------------------------------ paper
    def ask_printer(self, pages: Paper, *, title: str) -> None:
        """Ask for a printer, then print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, pages.count)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_pages(pages, printer)

    def print_pages(self, pages: Paper, printer: QPrinter) -> None:
        """Print the pages that the printer was asked for, as they are in the preview."""
        first, last = printer.fromPage() or 1, printer.toPage() or pages.count

        def work(progress: Progress) -> int:
            return _print(pages, printer, range(first - 1, min(last, pages.count)), progress)

        self._desk.export(work, words=self.tr("Printing"), then=self._printed)

    def _printed(self, number: int) -> None:
        words = self.tr("1 page printed") if number == 1 else self.tr("{n} pages printed").format(n=number)
        self._desk.said.emit(Said(text=words, can_undo=False))


def _print(pages: Paper, printer: QPrinter, numbers: range, progress: Progress) -> int:
    printer.setFullPage(True)
    painter = QPainter(printer)
    try:
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = min(paper.width() / pages.size.width(), paper.height() / pages.size.height())
        painter.scale(scale, scale)
        for place, number in enumerate(numbers):
            if place:
                printer.newPage()
            pages.paint(painter, number)
            progress((place + 1) / len(numbers))
    finally:
        painter.end()
    return len(numbers)
