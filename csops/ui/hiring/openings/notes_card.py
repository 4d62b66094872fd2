"""Notes on an application: seen as scorecards are, kept as a draft while one types."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.candidates import CandidateNote
from csops.services.candidates import add_note
from csops.ui.desk import Desk, Said
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import words
from csops.ui.kit.fields import TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing


class NotesCard(Card):
    """Shows notes and takes one more.

    Signals:
        kept(object): the CandidateNote that was added.
    """

    kept = Signal(object)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__(desk.themes, title=tr("Notes"), padded=False)
        self._desk, self._formats = desk, formats
        self._application_id = 0
        self.drafts: DraftKeeper | None = None
        self._rows: QWidget | None = None
        self.said: list[str] = []
        """What is shown, a note each."""
        self.field = TextField(desk.themes, label=tr("New note"), name="note", rows=2)
        self.add = Button(desk.themes, tr("Add note"), keys="Ctrl+Return")
        # Only while one writes here: over this card lie forms that are saved by the same keys.
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.add.click)
        self._writing = QWidget()
        below = QVBoxLayout(self._writing)
        Spacing(desk.themes, below, margins=(5, 0, 5, 4), gap=2)
        below.addWidget(self.field)
        line = QHBoxLayout()
        Spacing(desk.themes, line, gap=2)
        line.addStretch(1)
        line.addWidget(self.add)
        below.addLayout(line)
        self.body.addWidget(self._writing)
        self.add.clicked.connect(self._add)
        self.field.edited.connect(self._typed)

    def show_notes(
        self,
        application_id: int,
        notes: Sequence[CandidateNote],
        *,
        name_of: Callable[[int | None], str],
        may_write: bool,
        why: str = "",
    ) -> None:
        """Show the notes on an application; `why` says what is not shown, and until when."""
        if application_id != self._application_id:
            self._begin(application_id)
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows, self.said = QWidget(), []
        column = QVBoxLayout(self._rows)
        Spacing(self.themes, column, margins=(5, 0, 5, 3), gap=2)
        for note in notes:
            column.addLayout(self._row(note, name_of(note.member_id)))
        if why or not notes:
            column.addWidget(Text(self.themes, why or tr("None yet"), colour="text.secondary", wrap=True))
        self.body.insertWidget(0, self._rows)
        self._writing.setVisible(may_write)

    def leave(self) -> None:
        """Keep what was typed: the page goes away."""
        if self.drafts is not None:
            self.drafts.keep_if_due()

    def _row(self, note: CandidateNote, name: str) -> QVBoxLayout:
        row = QVBoxLayout()
        Spacing(self.themes, row)
        who = tr("{name}, {when}").format(name=name, when=self._formats.moment(note.at, now=self._desk.workspace.now()))
        row.addWidget(Text(self.themes, who, font="small", colour="text.secondary"))
        row.addWidget(Text(self.themes, note.text, wrap=True))
        self.said.append(f"{who}: {note.text}")
        return row

    # ------------------------------------------------------------ writing
    def _begin(self, application_id: int) -> None:
        self.leave()
        if self.drafts is not None:
            self.drafts.deleteLater()
        self._application_id = application_id
        self.field.set_text("")
        self.field.show_error("")
        form = f"candidate_note.{application_id}"
        self.drafts = DraftKeeper(self._desk, form=form, values=lambda: {"text": self.field.text()}, parent=self)
        self.drafts.watch_window(self.window())
        self.drafts.read(then=self._resume, failed=lambda _error: None)

    def _resume(self, draft: Draft | None) -> None:
        if draft is not None and not self.field.text():
            self.field.set_text(str(draft[0].get("text", "")))

    def _typed(self) -> None:
        if self.drafts is not None:
            self.drafts.touched()

    def _add(self) -> None:
        workspace, application_id, text = self._desk.workspace, self._application_id, self.field.text()
        self._desk.act(
            lambda: add_note(workspace, application_id=application_id, text=text),
            then=self._added,
            failed=lambda error: self.field.show_error(words(error).sentence),
            said=Said(text=tr("Added a note")),
        )

    def _added(self, note: CandidateNote) -> None:
        if note.application_id == self._application_id and self.drafts is not None:
            self.drafts.drop()
            self.field.set_text("")
            self.field.show_error("")
        self.kept.emit(note)
