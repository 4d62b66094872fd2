"""Attachments of others that name a customer, each with the way to its case."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.services.named_files import NamedFile, NamedFiles
from csops.ui.customers.merging.words import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class FileRows(QWidget):
    """What no erasure reaches into: a file is seen to by somebody who opens it. Hidden where there is nothing to say.

    Signals:
        case_wanted(int): the case on which a file lies shall be shown.
    """

    case_wanted = Signal(int)

    def __init__(self, themes: Themes, found: NamedFiles) -> None:
        super().__init__()
        self._themes = themes
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=1)
        if found.files:
            said = tr(
                "%Ln files on contacts of others name them and stay; open the case to remove one", len(found.files)
            )
            column.addWidget(Text(themes, said, font="bodyStrong", wrap=True))
        for one in found.files:
            column.addLayout(self._row(one))
        if found.unread:
            said = tr("%Ln files on contacts of others cannot be searched, such as pictures and PDF", found.unread)
            column.addWidget(Text(themes, said, colour="text.secondary", wrap=True))
        self.setVisible(bool(found.files or found.unread))

    def _row(self, one: NamedFile) -> QHBoxLayout:
        words = tr("{file}, case {number}") if one.is_sure else tr("{file}, case {number}, perhaps")
        button = Button(self._themes, words.format(file=one.name, number=one.case_id), role=Role.LINK, compact=True)
        button.setAccessibleName(f"{button.text()}: {one.text}")
        button.setEnabled(bool(one.case_id))
        button.clicked.connect(partial(self._show, one.case_id))
        self.buttons.append(button)
        row = QHBoxLayout()
        Spacing(self._themes, row, gap=2)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(self._themes, one.text, colour="text.secondary", wrap=True), 1)
        return row

    def _show(self, case_id: int, _on: bool = False) -> None:
        self.case_wanted.emit(case_id)
