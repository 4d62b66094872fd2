"""A report as a PDF file, with or without a display."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QFileDevice, QIODevice, QMarginsF, QSaveFile
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from csops.domain.errors import Cancelled, DiskFull, NotWritable
from csops.domain.reports import Report
from csops.pages.pages import Pages

_DOTS_PER_INCH = 1200
_POINTS_PER_INCH = 72


@dataclass(frozen=True, kw_only=True)
class WrittenPages:
    """What was written: the file, and how many pages."""

    file: Path
    pages: int


class Paged(Protocol):
    """Whatever is laid out on pages of paper, each painted on demand."""

    @property
    def count(self) -> int:
        """How many pages there are."""

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint the page with this number, counted from 0, in points."""


def write(
    report: Report,
    path: Path,
    *,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPages:
    """Write the report as A4 pages.

    An old file is replaced only when the new one is whole. `progress` is told the pages written and all of them;
    `cancelled` is asked before each page.

    Raises:
        Cancelled: the old file is as it was.
        DiskFull, NotWritable: the old file is as it was.
    """
    return write_pages(lambda: Pages(report), path, title=report.title, progress=progress, cancelled=cancelled)


def write_pages(
    make: Callable[[], Paged],
    path: Path,
    *,
    title: str,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPages:
    """Write whatever `make` lays out, once there are fonts; the rest as `write`."""
    # Fonts need an application; the command line has none. It lives until the pages are written.
    application = QCoreApplication.instance() or _without_display()
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _told(file, path)
    pages = make()
    device = QPdfWriter(file)
    device.setTitle(title)
    device.setCreator("csops")
    painter = _painter(device)
    try:
        for number in range(pages.count):
            _page(pages, number, device, painter, cancelled)
            if progress is not None:
                progress(number + 1, pages.count)
    except BaseException:
        painter.end()
        file.cancelWriting()
        raise
    painter.end()
    _commit(file, path)
    del application
    return WrittenPages(file=path, pages=pages.count)


def _page(
    pages: Paged, number: int, device: QPdfWriter, painter: QPainter, cancelled: Callable[[], bool] | None
) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled
    if number:
        device.newPage()
    pages.paint(painter, number)


def _painter(device: QPdfWriter) -> QPainter:
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    device.setResolution(_DOTS_PER_INCH)
    painter = QPainter(device)
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    painter.scale(scale, scale)
    return painter


def _without_display() -> QGuiApplication:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def _commit(file: QSaveFile, path: Path) -> None:
    """Let the new file take the place of the old one."""
    if not file.commit():
        raise _told(file, path)


def _told(file: QSaveFile, path: Path) -> DiskFull | NotWritable:
    full = file.error() in {QFileDevice.FileError.WriteError, QFileDevice.FileError.ResourceError}
    return DiskFull(path=path) if full else NotWritable(path=path)
