"""Opens what was attached: documents and pictures as a copy; what may be a program is only saved."""

from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from csops.domain.contacts import Attachment
from csops.services import attachments
from csops.ui.desk import Desk, Said
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.tasks import Lane


class AttachmentOpener(QObject):
    """Opens attachments with the programs of this computer."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._folder: QTemporaryDir | None = None

    def open(self, attachment: Attachment) -> None:
        """Open a copy; of what may be a program, offer to save one."""
        if not attachments.may_open(attachment):
            self._save(attachment)
            return
        self._folder = self._folder or QTemporaryDir()
        workspace, folder = self._desk.workspace, Path(self._folder.path())
        self._desk.ask(
            lambda: attachments.file_to_open(workspace, attachment=attachment, folder=folder),
            then=self._open_path,
            lane=Lane.LONG_READS,
        )

    def _open_path(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _save(self, attachment: Attachment) -> None:
        ask, said = self._desk.files.ask_save, self.tr("Save a copy")
        path = ask(self._window, said, purpose=Purpose.SAVE_ATTACHMENT, name=attachment.name)
        if path is None:
            return
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: attachments.save_copy(workspace, attachment=attachment, path=path),
            then=self._saved,
            lane=Lane.LONG_READS,
        )

    def _saved(self, _nothing: None) -> None:
        self._desk.said.emit(Said(text=self.tr("Copy saved"), can_undo=False))
