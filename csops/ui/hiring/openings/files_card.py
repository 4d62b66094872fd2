"""The files of a candidate: dropped or chosen, opened where they cannot run, saved elsewhere, taken off again."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.candidates import CandidatePaper
from csops.services.attachments import may_open
from csops.services.candidate_files import keep_paper, paper_to_open, remove_paper, save_paper_copy
from csops.ui.desk import Desk, Said
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.errors import words
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane


class FilesCard(Card):
    """Files kept with one candidate."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__(desk.themes, title=tr("Files"), padded=False)
        assert self.heading is not None, "a card with a title has a heading"
        self._desk, self._formats = desk, formats
        self._candidate_id = 0
        self._folder: QTemporaryDir | None = None
        self._rows: QWidget | None = None
        self.said: list[str] = []
        """The names of the files that are shown."""
        self.open_with: Callable[[Path], None] = _open_with_its_program
        self.choose = Button(desk.themes, tr("Add files"), icon_name="paperclip", compact=True)
        self.choose.clicked.connect(self._choose)
        self.heading.add(self.choose)
        self.wrong = Text(desk.themes, font="small", colour="danger.text", wrap=True)
        self.wrong.hide()
        below = QVBoxLayout()
        Spacing(desk.themes, below, margins=(5, 0, 5, 3))
        below.addWidget(self.wrong)
        self.body.addLayout(below)

    def show_files(self, candidate_id: int, papers: Sequence[CandidatePaper]) -> None:
        """Show the files of a candidate."""
        if candidate_id != self._candidate_id:
            self.wrong.hide()
        self._candidate_id = candidate_id
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows, self.said = QWidget(), [paper.name for paper in papers]
        column = QVBoxLayout(self._rows)
        Spacing(self.themes, column, margins=(5, 0, 3, 3), gap=1)
        for paper in papers:
            column.addLayout(self._row(paper))
        if not papers:
            none = tr("A letter, a work sample. Drop files on this page, or choose them")
            column.addWidget(Text(self.themes, none, colour="text.secondary", wrap=True))
        self.body.insertWidget(0, self._rows)

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Keep files of this computer with the candidate that is shown."""
        workspace, candidate_id = self._desk.workspace, self._candidate_id
        self.wrong.hide()
        for path in paths:
            self._desk.act(
                partial(keep_paper, workspace, candidate_id=candidate_id, content=path, name=path.name),
                failed=self._refused,
                said=lambda kept: Said(text=tr("Kept {name}").format(name=kept.name)),
            )

    def open(self, paper: CandidatePaper) -> None:
        """Open a copy with what the computer opens such files with; never a program."""
        self._folder = self._folder or QTemporaryDir()
        workspace, folder = self._desk.workspace, Path(self._folder.path())
        self._desk.ask(
            lambda: paper_to_open(workspace, paper_id=paper.id, folder=folder),
            then=self.open_with,
            failed=self._refused,
            lane=Lane.LONG_READS,
        )

    def save(self, paper: CandidatePaper) -> None:
        """Write a copy to where a person wants it."""
        path = self._desk.files.ask_save(self, tr("Save a copy"), purpose=Purpose.SAVE_ATTACHMENT, name=paper.name)
        workspace = self._desk.workspace
        if path is not None:
            self._desk.ask(
                lambda: save_paper_copy(workspace, paper_id=paper.id, path=path),
                then=lambda _none: self._desk.said.emit(
                    Said(text=tr("Saved {name}").format(name=path.name), can_undo=False)
                ),
                failed=self._refused,
                lane=Lane.LONG_READS,
            )

    def remove(self, paper: CandidatePaper) -> None:
        """Take a file off the candidate."""
        workspace = self._desk.workspace
        self._desk.act(
            lambda: remove_paper(workspace, paper_id=paper.id),
            failed=self._refused,
            said=Said(text=tr("Removed {name}").format(name=paper.name)),
        )

    def _choose(self) -> None:
        self.add_paths(self._desk.files.ask_open_many(self, tr("Add files"), purpose=Purpose.ATTACH))

    def _refused(self, error: Exception) -> None:
        self.wrong.say(words(error).sentence)
        self.wrong.show()

    def _row(self, paper: CandidatePaper) -> QHBoxLayout:
        themes, row = self.themes, QHBoxLayout()
        Spacing(themes, row, gap=1)
        row.addWidget(Picture(themes, "file-text", size=14))
        name = ElidedText(themes, paper.name)
        row.addWidget(name, 1)
        row.addWidget(
            Text(themes, self._formats.file_size(paper.size), font="small", colour="text.secondary", figures=True)
        )
        deeds: list[tuple[str, str, Callable[[CandidatePaper], None]]] = [
            ("download", tr("Save a copy of {name}"), self.save),
            ("trash-2", tr("Remove {name}"), self.remove),
        ]
        if may_open(paper):
            deeds.insert(0, ("external-link", tr("Open {name}"), self.open))
        else:
            name.setToolTip(tr("It may be a program, so it is not opened from here"))
        for icon, said, run in deeds:
            button = IconButton(themes, icon, name=said.format(name=paper.name), role=Role.GHOST, compact=True)
            button.clicked.connect(lambda _on=False, run=run: run(paper))
            row.addWidget(button)
        return row


def _open_with_its_program(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
