"""Prints pages: asks for the printer, then paints them onto its paper in the background."""

from typing import Protocol

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk, Said
from csops.ui.kit.tasks import Progress


class Paper(Protocol):
    """Whatever is laid out on pages, each painted on demand."""

    @property
    def count(self) -> int:
        """How many pages there are."""

    @property
    def size(self) -> QSizeF:
        """The size of a page, in points."""

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint the page with this number, counted from 0."""


class Printing(QObject):
    """Prints for one page of the window."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window

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
