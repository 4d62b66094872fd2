"""The files that shall belong to a contact: dropped, pasted or chosen, kept at once, listed with a way to drop them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.contacts import Attachment
from csops.services import attachments
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.errors import words
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.tasks import Lane


class FilesField(QWidget):
    """Files of a contact to be.

    Signals:
        edited: a file came or went.
    """

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._formats = desk, Formats()
        self._files: list[Attachment] = []
        theme = desk.themes.current
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.space(1))
        self.wrong = Text(desk.themes, font="small", colour="danger.text", wrap=True)
        self.wrong.hide()
        self.choose = Button(desk.themes, self.tr("Attach a file"), role=Role.LINK, icon_name="paperclip")
        self.choose.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(self._rows)
        column.addWidget(self.choose)
        column.addWidget(self.wrong)

    def files(self) -> tuple[Attachment, ...]:
        """Return what is attached."""
        return tuple(self._files)

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Keep files of this computer."""
        for path in paths:
            self._keep(path, name=path.name)

    def add_content(self, content: bytes, *, name: str) -> None:
        """Keep a content under a name."""
        self._keep(content, name=name)

    def values(self) -> list[dict[str, Any]]:
        """Return what is attached as plain values."""
        return [asdict(file) | {"added_at": file.added_at.isoformat()} for file in self._files]

    def take(self, values: Sequence[Mapping[str, Any]]) -> None:
        """Show plain values again; the contents were kept."""
        self._files = [
            Attachment(**{**value, "added_at": datetime.fromisoformat(value["added_at"])}) for value in values
        ]
        self.wrong.hide()
        self._show()

    def _choose(self) -> None:
        self.add_paths(self._desk.files.ask_open_many(self, self.tr("Attach files"), purpose=Purpose.ATTACH))

    def _keep(self, content: bytes | Path, *, name: str) -> None:
        workspace = self._desk.workspace
        self._desk.tasks.run(
            Lane.WRITES,
            lambda _progress: attachments.keep_file(workspace, content=content, name=name),
            then=self._kept,
            failed=self._refused,
        )

    def _kept(self, file: Attachment) -> None:
        self.wrong.hide()
        if file.sha256 not in {known.sha256 for known in self._files}:
            self._files.append(file)
            self._show()
            self.edited.emit()

    def _refused(self, error: Exception) -> None:
        self.wrong.say(words(error).sentence)
        self.wrong.show()

    def _drop(self, file: Attachment) -> None:
        self._files.remove(file)
        self._show()
        self.choose.setFocus()
        self.edited.emit()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for file in self._files:
            self._rows.addWidget(self._row(file))

    def _row(self, file: Attachment) -> QWidget:
        themes, row = self._desk.themes, QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(themes.current.space(2))
        line.addWidget(Picture(themes, "paperclip", size=14))
        line.addWidget(ElidedText(themes, file.name, font="small"), 1)
        line.addWidget(Text(themes, self._formats.file_size(file.size), font="small", colour="text.secondary"))
        name = self.tr("Do not attach {name}").format(name=file.name)
        away = IconButton(themes, "x", name=name, role=Role.GHOST, compact=True)
        away.clicked.connect(lambda: self._drop(file))
        line.addWidget(away)
        return row
