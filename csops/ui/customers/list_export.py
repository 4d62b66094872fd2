"""Writes the customers of the list, and what they bought, into a workbook or a table of text."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops.services.exports import Exported
from csops.ui.desk import Desk, Said
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.tasks import Progress

Write = Callable[[Path, Callable[[int, int | None], None]], Exported]
"""Writes what the list shows into a file, telling how many rows are done and expected."""


class CustomerExport(QObject):
    """Asks where to, and writes there."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window

    def ask(self, write: Write) -> None:
        """Ask for a file, then write everybody who fits."""
        kinds = self.tr("Workbook with purchases (*.xlsx);;Text (*.csv)")
        ask, said = self._desk.files.ask_save, self.tr("Export customers")
        path = ask(self._window, said, purpose=Purpose.EXPORT, name="customers.xlsx", kinds=kinds)
        if path is not None:
            self._write(write, path)

    def _write(self, write: Write, path: Path) -> None:
        def work(progress: Progress) -> Exported:
            return write(path, partial(_tell, progress))

        words = self.tr("Exporting customers to {file}").format(file=path.name)
        self._desk.export(work, words=words, then=self._written)

    def _written(self, written: Exported) -> None:
        said = self.tr("Customers exported to {file}").format(file=written.file.name)
        self._desk.said.emit(Said(text=said, can_undo=False))


def _tell(progress: Progress, done: int, expected: int | None) -> None:
    progress(min(1.0, done / expected) if expected else 0.0)
