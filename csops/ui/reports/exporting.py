"""Writes reports and contacts into files in the background."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.interview_sheets import InterviewSheet
from csops.domain.questions import Question
from csops.domain.reports import Report
from csops.domain.texts import name_of_file
from csops.services import exports
from csops.services.exports import Exported
from csops.services.interview_sheets import write_sheets
from csops.ui.desk import Desk
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.tasks import Progress

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
        kinds = (ending, exports.EVERY_TABLE) if ending == ".csv" else (ending,)
        path = self._path(name_of_file(f"{report.title}{period}"), *kinds)
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
            exports.EVERY_TABLE: self.tr("Every table as text (*.zip)"),
        }
        shown = ";;".join(kinds[ending] for ending in endings)
        return self._desk.files.ask_save(
            self._window, self.tr("Export"), purpose=Purpose.EXPORT, name=f"{name}{endings[0]}", kinds=shown
        )
