"""What comes into Import otherwise than as a table: files of messages, and what was copied elsewhere."""

import atexit
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from csops.domain.mail import as_message, looks_like_mail
from csops.imports.mailboxes import is_mail
from csops.ui.desk import Desk
from csops.ui.imports.mail_dialog import MailDialog
from csops.ui.kit.page import Page


class Arrivals(QObject):
    """Opens the preview of messages over the page that they were brought to."""

    def __init__(self, desk: Desk, page: Page, *, refused: Callable[[str], object]) -> None:
        super().__init__(page)
        self._desk, self._page, self._refused = desk, page, refused
        self.dialog: MailDialog | None = None

    def take(self, path: Path) -> bool:
        """Take a file of messages; return whether it is one."""
        if not is_mail(path):
            return False
        self.dialog = MailDialog(self._desk, self._page.window(), path=path)
        self.dialog.wanted.connect(self._page.wanted)
        self.dialog.refused.connect(self._refused)
        self.dialog.open()
        return True


def pasted(names: tuple[str, str]) -> Path | None:
    """Return a file with what is on the clipboard: a file itself, a message or rows; None where there is nothing.

    Args:
        names: what a pasted message and pasted rows are called.
    """
    mime: QMimeData = QGuiApplication.clipboard().mimeData()
    found = next((Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()), None)
    text = mime.text() if mime.hasText() else ""
    if found is not None or not text.strip():
        return found
    folder = Path(mkdtemp(prefix="csops-"))
    # It goes with the program: Import reads the file again until it is done with it.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    message, rows = names
    is_message = looks_like_mail(text)
    path = folder / (f"{message}.eml" if is_message else f"{rows}.tsv")
    path.write_bytes(as_message(text) if is_message else text.encode("utf-8", errors="replace"))
    return path
