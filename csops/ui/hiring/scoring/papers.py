"""The candidate's papers beside the form: opened with a click, and dropped here by whoever runs the opening."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.candidates import CandidatePaper
from csops.domain.contacts import Attachment
from csops.services.candidate_files import keep_papers
from csops.services.score_forms import ScoreForm
from csops.ui.cases.attachment_opening import AttachmentOpener
from csops.ui.desk import Desk, Said
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_DASH = 4
_LONGEST_NAME = 22


class Papers(QWidget):
    """The files of one candidate. While names are hidden they are too: a CV says who it is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._formats = desk, Formats()
        self._candidate_id = 0
        self._opener = AttachmentOpener(desk, self)
        self._rows = QVBoxLayout()
        Spacing(desk.themes, self._rows, gap=1)
        self.nothing = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        self.trouble = Text(desk.themes, font="small", colour="danger.text", wrap=True)
        self.trouble.hide()
        self.drop = _DropHere(desk.themes)
        self.drop.dropped.connect(self.add_paths)
        self.drop.choose.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column, gap=2)
        column.addWidget(Text(desk.themes, tr("Papers"), font="smallStrong", colour="text.secondary"))
        column.addLayout(self._rows)
        column.addWidget(self.nothing)
        column.addWidget(self.drop)
        column.addWidget(self.trouble)

    def show_form(self, form: ScoreForm) -> None:
        """Show the papers of the candidate of a form."""
        self._candidate_id = form.application.candidate_id
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for paper in form.papers:
            self._rows.addWidget(self._row(paper))
        said = tr("None yet") if form.who else tr("They show after you finish: they would say who it is")
        self.nothing.say(said)
        self.nothing.setVisible(not form.papers)
        self.drop.setVisible(form.may_add_papers)

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Keep files with this candidate, as one act."""
        workspace, candidate_id, chosen = self._desk.workspace, self._candidate_id, list(paths)
        if not chosen:
            return

        def add() -> list[CandidatePaper]:
            return keep_papers(workspace, candidate_id=candidate_id, contents=chosen)

        self.trouble.hide()
        said = Said(text=tr("%Ln files added to this candidate", len(chosen)))
        self._desk.act(add, failed=self._refused, said=said)

    def _refused(self, error: Exception) -> None:
        self.trouble.say(words(error).sentence)
        self.trouble.show()

    def _choose(self) -> None:
        self.add_paths(self._desk.files.ask_open_many(self, tr("Add files of this candidate"), purpose=Purpose.ATTACH))

    def _row(self, paper: CandidatePaper) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        Spacing(self._desk.themes, line, gap=2)
        shown = paper.name if len(paper.name) <= _LONGEST_NAME else f"{paper.name[:_LONGEST_NAME]}…"
        name = Button(self._desk.themes, shown, role=Role.LINK, icon_name="file-text", compact=True)
        name.setToolTip(tr("Open a copy of {name}").format(name=paper.name))
        name.clicked.connect(lambda: self._opener.open(_attachment(paper)))
        line.addWidget(name)
        line.addStretch(1)
        size = self._formats.file_size(paper.size)
        line.addWidget(Text(self._desk.themes, size, font="small", colour="text.secondary", figures=True))
        return row


class _DropHere(QWidget):
    """A place to drop files on, or to choose them.

    Signals:
        dropped(object): the paths.
    """

    dropped = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes, self._is_over = themes, False
        self.setAcceptDrops(True)
        self.choose = Button(themes, tr("Choose files"), role=Role.LINK, compact=True)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(3, 3, 3, 3), gap=0.5)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Text(themes, tr("Drop files here"), font="bodyStrong", colour="text.secondary"), 0, centre)
        kept = tr("kept with this candidate")
        column.addWidget(Text(themes, kept, font="small", colour="text.secondary"), 0, centre)
        column.addWidget(self.choose, 0, centre)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: any file may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._set_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt: the file went elsewhere."""
        self._set_over(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: take the files; spreadsheets too are kept here, not imported."""
        self._set_over(False)
        event.acceptProposedAction()
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the dashed edge."""
        theme, painter = self._themes.current, painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(theme.colour("accent.solid" if self._is_over else "border.control"), theme.stroke("hairline"))
        edge.setDashPattern([_DASH, _DASH])
        painter.setPen(edge)
        half = theme.stroke("hairline") / 2
        radius = theme.radius("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)

    def _set_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()


def _attachment(paper: CandidatePaper) -> Attachment:
    return Attachment(
        contact_id=0,
        name=paper.name,
        media_type=paper.media_type,
        size=paper.size,
        sha256=paper.sha256,
        added_at=paper.added_at,
        member_id=paper.member_id,
    )
