"""What is dropped on the log panel or pasted into it: messages fill the form, files are attached, text is text."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from csops.domain.errors import FileRefused
from csops.domain.mail import LARGEST, Mail, looks_like_mail, read_mail
from csops.ui.contacts.log_form import LogForm
from csops.ui.desk import Desk
from csops.ui.kit.errors import words
from csops.ui.kit.tasks import Lane

MAIL_ENDING = ".eml"


class Intake(QObject):
    """Takes what comes from elsewhere into a form. Messages are read outside the window's thread."""

    def __init__(self, desk: Desk, form: LogForm, *, say: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._form, self._say, self._panel = desk, form, say, parent
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)
        form.text.box.installEventFilter(self)
        # Without this, a file dropped on a field would become its address as text.
        form.text.box.setAcceptDrops(False)
        form.text.box.viewport().setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: what is dropped on the panel or pasted into the text may be a message, a file or a picture."""
        if isinstance(event, QDropEvent):
            return watched is self._panel and self._dropped(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._form.text.box:
            pastes = event.matches(QKeySequence.StandardKey.Paste)
            return pastes and self._take_special(QGuiApplication.clipboard().mimeData())
        return False

    def _dropped(self, event: QDropEvent) -> bool:
        mime = event.mimeData()
        enters = event.type() in {QEvent.Type.DragEnter, QEvent.Type.DragMove}
        taken = (mime.hasUrls() or mime.hasText()) if enters else self.take(mime)
        if taken:
            event.acceptProposedAction()
        return taken

    def take(self, mime: QMimeData) -> bool:
        """Take what was dropped; return whether there was anything to take."""
        if self._take_special(mime):
            return True
        if not mime.hasText():
            return False
        before = self._form.text.text()
        self._form.text.set_text(f"{before}\n{mime.text()}" if before else mime.text())
        self._form.edited.emit()
        return True

    def _take_special(self, mime: QMimeData) -> bool:
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self._take_paths(paths)
            return True
        if mime.hasImage() and not mime.hasText():
            self._take_picture(QImage(mime.imageData()))
            return True
        if mime.hasText() and looks_like_mail(mime.text()):
            self._read(partial(read_mail, mime.text(), name=self.tr("The text")))
            return True
        return False

    def _take_paths(self, paths: list[Path]) -> None:
        self._form.files.add_paths(path for path in paths if path.suffix.lower() != MAIL_ENDING)
        for path in paths:
            if path.suffix.lower() == MAIL_ENDING:
                self._read(partial(_mail_at, path), of=path)

    def _take_picture(self, image: QImage) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if image.save(buffer, b"PNG"):
            self._form.files.add_content(bytes(buffer.data().data()), name=self.tr("Picture.png"))

    def _read(self, read: Callable[[], Mail], *, of: Path | None = None) -> None:
        self._desk.ask(read, then=partial(self._mail_read, of), failed=self._refused, lane=Lane.LONG_READS)

    def _mail_read(self, path: Path | None, mail: Mail) -> None:
        if path is not None:  # kept as well: what the form leaves out of it can be seen again
            self._form.files.add_paths([path])
        self._form.take_mail(mail)
        if mail.files_left_out:
            said = self.tr("The message had too many files: {count} of them were left out")
            self._say(said.format(count=mail.files_left_out))

    def _refused(self, error: Exception) -> None:
        self._say(words(error).sentence)


def _mail_at(path: Path) -> Mail:
    try:
        with path.open("rb") as file:
            return read_mail(file.read(LARGEST + 1), name=path.name)
    except OSError as error:
        right = "Choose a file of this computer"
        raise FileRefused(path=path.name, reason="it cannot be opened", right=right) from error
