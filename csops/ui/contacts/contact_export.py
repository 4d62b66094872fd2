"""Writes the contacts that are shown into a workbook, a table of text or pages, and tells how far it is."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops.domain.lines import Order
from csops.domain.questions import Question
from csops.services import exports
from csops.services.exports import Exported
from csops.ui.desk import Desk, Said
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.tasks import Progress


class ContactExport(QObject):
    """Asks where to, and writes there."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window

    def ask(self, question: Question, *, order: Order = ()) -> None:
        """Ask for a file, then write every contact that fits."""
        kinds = self.tr("Workbook (*.xlsx);;Text (*.csv);;Pages (*.pdf)")
        ask, said = self._desk.files.ask_save, self.tr("Export contacts")
        path = ask(self._window, said, purpose=Purpose.EXPORT, name="contacts.xlsx", kinds=kinds)
        if path is not None:
            self.write(question, path, order=order)

    def write(self, question: Question, path: Path, *, order: Order = ()) -> None:
        """Write every contact that fits into a file."""
        workspace = self._desk.workspace

        def work(progress: Progress) -> Exported:
            def told(done: int, expected: int | None) -> None:
                progress(done / expected if expected else 0.0)

            return exports.export_contacts(workspace, question=question, path=path, order=order, progress=told)

        words = self.tr("Exporting contacts to {file}").format(file=path.name)
        self._desk.export(work, words=words, then=self._written)

    def _written(self, written: Exported) -> None:
        said = self.tr("%Ln contacts exported to {file}", "", written.rows).format(file=written.file.name)
        self._desk.said.emit(Said(text=said, can_undo=False))
