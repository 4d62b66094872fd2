"""The import wizard: file, columns, check, import. Nothing is saved before the last step."""

from pathlib import Path
from time import monotonic
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from csops.domain.changes import Kind
from csops.domain.questions import Question
from csops.imports.mapping import TableKind
from csops.services import imports
from csops.services.imports import Imported
from csops.ui.desk import Desk, Said
from csops.ui.imports.arrivals import Arrivals
from csops.ui.imports.check_step import CheckStep
from csops.ui.imports.columns_step import ColumnsStep
from csops.ui.imports.file_step import FileStep
from csops.ui.imports.run_step import RunStep
from csops.ui.imports.session import Session
from csops.ui.imports.steps import StepBar
from csops.ui.imports.taking_back import take_back
from csops.ui.imports.target_words import import_title
from csops.ui.imports.wizard_foot import WizardFoot
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Action
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing

FILE, COLUMNS, CHECK, RUN = range(4)


class ImportPage(Page):
    """Files on their way into the log."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.IMPORT})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title="Import", parent=parent)
        self._desk, self.formats = desk, Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.session = Session(desk, self)
        self.steps = StepBar(desk.themes, (self.tr("File"), self.tr("Columns"), self.tr("Check"), self.tr("Import")))
        self.file = FileStep(desk.themes, self.formats, files=desk.files)
        self.columns = ColumnsStep(desk, self.session, self.formats)
        self.check = CheckStep(desk.themes, self.formats, files=desk.files)
        self.run = RunStep(desk.themes)
        self.stack = QStackedWidget()
        for step in (self.file, self.columns, self.check, self.run):
            self.stack.addWidget(step)
        keys = Shortcuts().keys("save")
        self.foot = WizardFoot(desk.themes, keys=keys)
        self.back_button, self.next_button = self.foot.back_button, self.foot.next_button
        self._cancel = Action(self.tr("Cancel"), run=self.cancel, parent=self)
        self._began_at, self._running = 0.0, ""
        self.arrivals = Arrivals(desk, self, refused=self._refused)
        self._lay_out()
        self._connect(keys)
        self._show_step(FILE)
        self.refresh()

    def refresh(self) -> None:
        """Read which imports stand."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: imports.list_imports(workspace), then=self.file.show_imports, key="import.list")

    def ask(self, question: object) -> None:
        """Begin with a file (`{"path": ...}`), with choosing one (`{"choose": True}`), or for an `opening_id`."""
        if isinstance(question, dict) and question.get("opening_id") and self.steps.current != RUN:
            self.cancel()
            self.session.opening = str(question["opening_id"])
            self._show_notes()
        if isinstance(question, dict) and question.get("path"):
            self.open(Path(str(question["path"])))
        elif isinstance(question, dict) and question.get("choose") and self.steps.current == FILE:
            # Once the page is painted: the chooser of the system waits for its answer.
            QTimer.singleShot(0, self, self.file.drop.choose)

    def open(self, path: Path) -> None:
        """Read a file."""
        self.clear_banner()
        self.session.close()
        self._show_step(FILE)
        self.file.show_refusal("")
        if self.arrivals.take(path):
            return
        self._running = self.tr("Reading {file}").format(file=path.name)
        self.file.show_reading(self._running)
        self.session.open(path)

    def cancel(self) -> None:
        """Stop, and begin anew. A running import is taken back; a finished one stays."""
        if self.steps.current == RUN:
            self.session.cancel()
            return
        self.session.close()
        self.clear_banner()
        self.file.show_reading("")
        self._show_step(FILE)

    # ------------------------------------------------------------ steps
    def go_on(self) -> None:
        """Do what the button says: check, or import."""
        if self.steps.current == COLUMNS:
            self._go_to_check()
        elif self.steps.current == CHECK:
            self._start()

    def go_back(self) -> None:
        """Go one step back; nothing that was chosen is lost."""
        self._show_step(max(FILE, self.steps.current - 1))

    def _go_to_check(self) -> None:
        draft = self.session.draft
        if draft is None:
            return
        needed = draft.needed()
        if needed is not None:
            # The question stands above the columns already; the eye is led to it.
            if needed.position is not None:
                self.columns.look_at(needed.position)
            elif self.columns.channel is not None:
                self.columns.channel.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_banner(Banner(self.themes, needed.sentence, family="warning"))
        elif self.session.outlook is not None:
            self.check.show_outlook(self.session.outlook, file=draft.path)
            self._show_step(CHECK)

    def _start(self) -> None:
        self._show_step(RUN)
        self._began_at = monotonic()
        draft = self.session.draft
        assert draft is not None
        self._running = self.tr("Importing {file}").format(file=draft.path.name)
        self.run.show_running(self._running, "")
        self.run.setFocus(Qt.FocusReason.OtherFocusReason)  # else Enter would press Cancel, which is next
        self.session.start()

    def _show_step(self, number: int) -> None:
        self.steps.go_to(number)
        self.stack.setCurrentIndex(number)
        self.foot.show_for(can_go=number in {COLUMNS, CHECK}, promises=number != RUN)
        self.set_top_actions([] if number == FILE and self.session.draft is None else [self._cancel])
        self._show_notes()

    def _show_notes(self) -> None:
        draft, outlook = self.session.draft, self.session.outlook
        kind = draft.kind if draft is not None else TableKind.CANDIDATES if self.session.opening else None
        title = import_title(kind) if kind else self.tr("Import")
        self.set_head(title=title, subtitle="" if draft is None else draft.path.name)
        number = self.formats.number
        for place in range(RUN + 1):
            self.steps.note(place, "")
        if draft is None:
            return
        self.steps.note(FILE, self._rows(draft.rows))
        said = self.tr("{matched} of {count} matched")
        self.steps.note(COLUMNS, said.format(matched=draft.matched, count=len(draft.mapping.columns)))
        open_problems = self.session.open_problems()
        if open_problems:
            self.steps.note(CHECK, self.tr("{count} to look at").format(count=number(open_problems)))
        if self.steps.current == CHECK and outlook is not None:
            self.foot.name_next(self.tr("Import {rows}").format(rows=self._rows(outlook.new + outlook.updated)))
        else:
            self.foot.name_next(self.tr("Check {rows}").format(rows=self._rows(draft.rows)))
        can_go = outlook is not None or draft.needed() is not None
        if self.steps.current == CHECK and outlook is not None:
            can_go = outlook.new + outlook.updated > 0
        self.next_button.setEnabled(can_go)

    def _rows(self, count: int) -> str:
        return self.tr("1 row") if count == 1 else self.tr("{count} rows").format(count=self.formats.number(count))

    # ------------------------------------------------------------ what the session tells
    def _opened(self) -> None:
        self.file.show_reading("")
        self.columns.show_opened()
        self._show_step(COLUMNS)

    def _refused(self, sentence: str) -> None:
        self.file.show_reading("")
        self.file.show_refusal(sentence)
        if sentence:
            self.session.close()
        self._show_step(FILE)

    def _matched(self) -> None:
        self.clear_banner()
        self.columns.show_matched()
        self._show_notes()

    def _looked(self) -> None:
        if self.session.outlook is not None:
            self.columns.show_outlook(self.session.outlook)
        self._show_notes()

    def _advanced(self, share: float, words: str) -> None:
        if self.steps.current == FILE:
            self.file.show_reading(f"{self._running}: {words}")
        elif self.steps.current == RUN and self.session.draft is not None:
            rows = self.session.draft.rows
            said = self.tr("{done} of {rows}").format(
                done=self.formats.number(round(share * rows)), rows=self._rows(rows)
            )
            self.run.show_running(
                self._running,
                f"{said} · {self.run.time_left(share, monotonic() - self._began_at, self.formats)}",
                share=share,
            )

    def _finished(self, found: Imported) -> None:
        draft = self.session.draft
        assert draft is not None
        assert found.import_id is not None
        said = self.tr("{rows} imported").format(rows=self._rows(found.new + found.updated))
        more = self.tr("{new} new, {updated} updated, {skipped} skipped, {left_out} left out").format(
            **{name: self.formats.number(getattr(found, name)) for name in ("new", "updated", "skipped", "left_out")}
        )
        self.run.show_done(said, "\n".join((more, *found.notes)), import_id=found.import_id, draft=draft)
        self.session.close()
        self.session.opening = ""
        self.set_top_actions([])
        self._desk.said.emit(Said(text=said))

    def _stopped(self, sentence: str) -> None:
        self._show_step(CHECK)
        self.show_banner(Banner(self.themes, sentence, family="warning"))

    # ------------------------------------------------------------ what was imported before
    def _show_contacts(self, import_id: int) -> None:
        name = self.tr("Rows of this import")
        self.wanted.emit("contacts", {"question": Question(import_id=import_id), "name": name})

    def _undo(self, import_id: int) -> None:
        run = self.run if self.steps.current == RUN else None
        take_back(self._desk, import_id, run=run, failed=self.cancel_finished)

    def _export(self, path: Path) -> None:
        outlook = self.session.outlook
        if outlook is None:
            return
        said = Said(text=self.tr("Saved {file}").format(file=path.name), can_undo=False)
        self._desk.export(
            lambda _progress: imports.save_problems(problems=outlook.problems, path=path),
            words=self.tr("Saving {file}").format(file=path.name),
            then=lambda _found: self._desk.said.emit(said),
        )

    # ------------------------------------------------------------ building
    def _lay_out(self) -> None:
        Spacing(self.themes, self.body, margins=(6, 4, 6, 3), gap=4)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.foot)

    def _connect(self, keys: str) -> None:
        session = self.session
        session.opened.connect(self._opened)
        session.refused.connect(self._refused)
        session.matched.connect(self._matched)
        session.first_read.connect(self.columns.show_first)
        session.looked.connect(self._looked)
        session.advanced.connect(self._advanced)
        session.finished.connect(self._finished)
        session.stopped.connect(self._stopped)
        self.file.chosen.connect(self.open)
        self.file.undo_wanted.connect(self._undo)
        self.file.shown_wanted.connect(self._show_contacts)
        self.columns.changed.connect(self._show_notes)
        self.check.export_wanted.connect(self._export)
        self.run.shown_wanted.connect(self._show_contacts)
        self.run.wanted.connect(self.wanted)
        self.run.undo_wanted.connect(self._undo)
        self.run.again_wanted.connect(self.cancel_finished)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.go_on)
        self._refresher = Refresher(self, self._desk.live, self.kinds, self.refresh)

    def cancel_finished(self) -> None:
        """Begin with another file."""
        self._show_step(FILE)
