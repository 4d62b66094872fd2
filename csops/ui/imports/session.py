"""The work behind the wizard: reading, matching, looking ahead, importing; of each kind the newest question wins."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from csops.imports.mapping import Mapping, TableKind, Target
from csops.imports.reading import Outcome, Reading
from csops.imports.rows import Row
from csops.services import imports, own_lists
from csops.services.import_kinds import kind_of
from csops.services.imports import Imported, Proposal
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.imports.draft import Draft
from csops.ui.kit.errors import words
from csops.ui.kit.tasks import Job, Lane, Progress, Task

LOOK_AFTER_MS = 300
"""How long a person may go on putting cells right before the rows are looked at again."""
READ, MATCH, LOOK = "import.read", "import.match", "import.look"


def _for_opening(workspace: Workspace, reading: Reading, proposal: Proposal, opening: str) -> Proposal:
    """Return a proposal for candidates of this opening."""
    guess = proposal.guess
    mapping = replace(guess.undecided(), constants={**guess.mapping.constants, Target.OPENING: opening})
    found = imports.completed(workspace, reading=reading, mapping=mapping)
    return replace(proposal, guess=found.with_unread(guess.unread))


class Session(QObject):
    """One file on its way in.

    Signals:
        advanced(float, str): the running work got further.
        opened(): a file was read and matched; `draft` holds it.
        refused(str): a file cannot be read; the sentence says why and what to do.
        matched(): the matching changed.
        first_read(object): the first rows as they will be saved.
        looked(): every row was looked at; `outlook` holds what would come of them.
        finished(object): the Imported that was saved.
        stopped(str): the import did not happen, with the sentence why; nothing was saved.
    """

    advanced = Signal(float, str)
    opened = Signal()
    refused = Signal(str)
    matched = Signal()
    first_read = Signal(object)
    looked = Signal()
    finished = Signal(object)
    stopped = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.draft: Draft | None = None
        self.outlook: Imported | None = None
        self.opening = ""
        """The number of the opening for which candidates are imported, where that was said before the file."""
        self._task: Task | None = None
        self._saved: list[Imported] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER_MS)
        self._soon.timeout.connect(self.look)
        desk.tasks.running.connect(self._notice_cancel)

    # ------------------------------------------------------------ the file
    def open(self, path: Path, *, sheet: str | None = None, encoding: str | None = None) -> None:
        """Read a file and propose how it is matched."""
        workspace, chosen = self._desk.workspace, self.draft.kind if self.draft else None
        opening = self.opening
        if opening and chosen is None:
            chosen = TableKind.CANDIDATES
        said = self.tr("{count} rows read")

        def read(progress: Progress) -> tuple[Path, Reading, Proposal | None]:
            reading = imports.read_file(
                path=path,
                sheet=sheet,
                encoding=encoding,
                progress=lambda rows: progress(0.0, said.format(count=rows)),
            )
            if reading.outcome is Outcome.REJECT:
                return path, reading, None
            # What a list of ours holds is sure; so another sheet of the same workbook is what it is.
            kind = own_lists.kind_of(reading) or chosen or kind_of(reading, known=imports.known_names(workspace))
            proposal = imports.propose(workspace, reading=reading, kind=kind)
            if kind is TableKind.CANDIDATES and opening:
                proposal = _for_opening(workspace, reading, proposal, opening)
            return path, reading, proposal

        job = Job(words=self.tr("Reading {file}").format(file=path.name))
        self._task = self._desk.tasks.run(
            Lane.LONG_READS, read, then=self._opened, failed=self._refused, progressed=self.advanced.emit, job=job,
            key=READ,
        )  # fmt: skip

    def _opened(self, found: tuple[Path, Reading, Proposal | None]) -> None:
        path, reading, proposal = found
        if proposal is None:
            self.refused.emit(reading.reason)
            return
        skip = self.draft.skip_known if self.draft else True
        self.draft = Draft(
            path=path, reading=reading, guess=proposal.guess, remembered=proposal.remembered, skip_known=skip
        )
        self.opened.emit()
        self.look()

    def _refused(self, error: Exception) -> None:
        self.refused.emit(words(error).sentence)

    def close(self) -> None:
        """Let go of the file; nothing was saved."""
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
        self.draft, self.outlook, self._task = None, None, None

    # ------------------------------------------------------------ matching
    def rematch(self, mapping: Mapping) -> None:
        """Take over a mapping that a person changed; what it leaves open is guessed."""
        assert self.draft is not None
        workspace, reading, unread = self._desk.workspace, self.draft.reading, self.draft.guess.unread

        def matched() -> Proposal:
            found = imports.completed(workspace, reading=reading, mapping=mapping)
            return Proposal(guess=found.with_unread(unread))

        self._match(matched)

    def set_kind(self, kind: TableKind) -> None:
        """Say what the rows are."""
        assert self.draft is not None
        workspace, reading = self._desk.workspace, self.draft.reading
        self._match(lambda: imports.propose(workspace, reading=reading, kind=kind))

    def _match(self, question: Callable[[], Proposal]) -> None:
        self._desk.ask(question, then=self._rematched, key=MATCH, lane=Lane.LONG_READS)

    def _rematched(self, proposal: Proposal) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, guess=proposal.guess, remembered=proposal.remembered, accepted=frozenset())
            self.matched.emit()
            self.look()

    # ------------------------------------------------------------ rows
    def correct(self, row: int, position: int, text: str) -> None:
        """Put a cell of the file right, for this import alone."""
        assert self.draft is not None
        self.draft = replace(self.draft, cells={**self.draft.cells, (row, position): text})
        self._soon.start()

    def accept(self) -> None:
        """Leave out the rows that cannot be saved."""
        assert self.draft is not None
        rows = frozenset(problem.row for problem in self.outlook.problems) if self.outlook else frozenset()
        self.draft = replace(self.draft, accepted=rows)

    def set_skip(self, skip: bool) -> None:
        """Skip rows that are there already, or take them once more."""
        assert self.draft is not None
        self.draft = replace(self.draft, skip_known=skip)
        self.look()

    def look(self) -> None:
        """Read the first rows, then look at all of them."""
        self._soon.stop()
        draft, workspace = self.draft, self._desk.workspace
        self.outlook = None
        if draft is None or draft.needed() is not None:
            self.first_read.emit(())
            return

        def first() -> Sequence[Row]:
            return imports.first_rows(workspace, reading=draft.corrected(), mapping=draft.mapping)

        def ahead(progress: Progress) -> Imported:
            return imports.look_ahead(
                workspace, reading=draft.corrected(), mapping=draft.mapping, skip_known=draft.skip_known,
                progress=progress,
            )  # fmt: skip

        self._desk.ask(first, then=self.first_read.emit, key=(LOOK, 1), lane=Lane.LONG_READS)
        self._desk.tasks.run(Lane.LONG_READS, ahead, then=self._looked, key=LOOK)

    def _looked(self, outlook: Imported) -> None:
        self.outlook = outlook
        self.looked.emit()

    def open_problems(self) -> int:
        """Return how many rows cannot be saved and are not left out yet."""
        if self.outlook is None or self.draft is None:
            return 0
        return sum(problem.row not in self.draft.accepted for problem in self.outlook.problems)

    # ------------------------------------------------------------ saving
    def start(self) -> None:
        """Import the file; the foot of the window shows how far it is."""
        draft, workspace = self.draft, self._desk.workspace
        assert draft is not None
        saved: list[Imported] = []
        self._saved = saved

        def save(progress: Progress) -> Imported:
            saved.append(
                imports.import_file(
                    workspace,
                    path=draft.path,
                    reading=draft.corrected(),
                    mapping=draft.mapping,
                    skip_known=draft.skip_known,
                    progress=progress,
                )
            )
            return saved[0]

        job = Job(words=self.tr("Importing {file}").format(file=draft.path.name))
        self._task = self._desk.tasks.run(
            Lane.WRITES, save, then=self.finished.emit, failed=self._failed, progressed=self.advanced.emit, job=job
        )

    def cancel(self) -> None:
        """Stop what runs; nothing of it is kept."""
        if self._task is not None:
            self._task.cancel()

    def _failed(self, error: Exception) -> None:
        self.stopped.emit(words(error).sentence)

    def _notice_cancel(self, _running: object) -> None:
        """*Cancel* may be pressed in the foot of the window, and even when all is saved already."""
        task = self._task
        if task is None or not (task.is_cancelled and task.is_done):
            return
        self._task = None
        if task.lane is Lane.WRITES and self._saved:
            self.finished.emit(self._saved[0])
        elif task.lane is Lane.WRITES:
            self.stopped.emit(self.tr("The import was cancelled. Nothing was saved"))
        else:
            self.refused.emit("")
