"""Rows pasted into a list: they become a small file, which Import shows before anything is written."""

import atexit
import shutil
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from csops.ui.desk import Desk, Said
from csops.ui.kit.tasks import Lane


class PastedRows(QObject):
    """Takes what is on the clipboard.

    Signals:
        ready(str): the path of a file with the rows.
    """

    ready = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def take(self) -> None:
        """Take rows from the clipboard, or say that there are none."""
        text = QGuiApplication.clipboard().text()
        if not looks_like_rows(text):
            said = self.tr("There are no rows on the clipboard. Copy cells of a spreadsheet first, with their headings")
            self._desk.said.emit(Said(text=said, can_undo=False))
            return
        name = self.tr("Pasted rows")
        self._desk.ask(lambda: _written(text, name), then=self.ready.emit, lane=Lane.LONG_READS)


def looks_like_rows(text: str) -> bool:
    """Return whether a text is more than one cell: two lines with something in them, or a tab between two."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 or any("\t" in line.strip("\n\r") for line in lines)


def _written(text: str, name: str) -> str:
    folder = mkdtemp(prefix="csops-")
    # It goes with the program: Import reads the file again until it is done with it.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / f"{name}.tsv"
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)
