"""What can be done about one candidate's details: each asks, acts, and says what was done."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.retention import HiringRecords
from csops.domain.texts import name_of_file
from csops.services import candidate_privacy, fairness
from csops.services.candidate_privacy import Erased, Kept, Preview, Retention
from csops.services.fairness import AnswerSheet
from csops.ui.desk import Desk, Said
from csops.ui.hiring.fairness.erase_dialog import EraseDialog
from csops.ui.hiring.fairness.keep_dialogs import AnswersDialog, HoldDialog, KeepDialog, RecordDialog, RemovedDialog
from csops.ui.hiring.fairness.retention_dialog import RetentionDialog
from csops.ui.hiring.openings.words import called
from csops.ui.hiring.wording import tr
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats

if TYPE_CHECKING:
    from csops.services.candidate_file import CandidateFile

T = TypeVar("T")


class KeptActs(QObject):
    """Opens the dialogs of the list over its window. The dialog that is open is `dialog`."""

    def __init__(self, desk: Desk, over: QWidget, formats: Formats) -> None:
        super().__init__(over)
        self._desk, self._over, self._formats = desk, over, formats
        self.dialog: RecordDialog | EraseDialog | None = None

    # ------------------------------------------------------------ erasing
    def erase(self, many: Sequence[Kept]) -> None:
        """Show what an erasure takes, and do it when that is wanted."""
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: [candidate_privacy.preview_erasing(workspace, candidate_id=one.id) for one in many],
            then=lambda previews: self._show_preview(many, previews),
        )

    def _show_preview(self, many: Sequence[Kept], previews: Sequence[Preview]) -> None:
        if previews:
            dialog = EraseDialog(self._desk.themes, self._over.window(), previews, name=self._name(many[0]))
            dialog.erase_wanted.connect(lambda: self._erase(many))
            self._open(dialog)

    def _erase(self, many: Sequence[Kept]) -> None:
        workspace = self._desk.workspace
        self._desk.act(
            lambda: [candidate_privacy.erase_candidate(workspace, candidate_id=one.id) for one in many], said=_erased
        )

    def erase_removed(self) -> None:
        """Take who was removed out of the history, after it was said what that means."""
        workspace = self._desk.workspace
        dialog = RemovedDialog(self._desk.themes, self._over.window())
        dialog.save_wanted.connect(
            lambda _said: self._desk.act(
                lambda: candidate_privacy.erase_removed(workspace),
                then=lambda _many: dialog.close_layer(),
                said=lambda many: Said(text=tr("Erased %Ln candidates for good", many), can_undo=False),
            )
        )
        self._open(dialog)

    # ------------------------------------------------------------ handing over
    def export(self, one: Kept) -> None:
        """Write all that is kept of somebody into a file that is asked for."""
        from csops.services.candidate_file import export_candidate

        workspace, name = self._desk.workspace, name_of_file(self._name(one))
        path = self._desk.files.ask_save(
            self._over.window(),
            tr("All that is kept of {name}").format(name=self._name(one)),
            purpose=Purpose.EXPORT,
            name=f"{name}.zip",
            kinds=tr("Packed folder") + " (*.zip)",
        )
        if path is not None:
            self._desk.export(
                lambda _progress: export_candidate(workspace, candidate_id=one.id, path=path),
                words=tr("Writing the file"),
                then=self._exported,
            )

    def _exported(self, done: "CandidateFile") -> None:
        said = [tr("Written: {file}").format(file=done.file.name)]
        if done.hidden:
            said.append(tr("not complete, %Ln scorecards are hidden from you until you have rated", done.hidden))
        if done.free_texts:
            said.append(tr("read the %Ln free texts before you hand it over, they may name others", done.free_texts))
        self._desk.said.emit(Said(text="; ".join(said), can_undo=False))

    # ------------------------------------------------------------ holding, keeping
    def hold_or_lift(self, one: Kept) -> None:
        """Hold details back, or lift the hold that is there."""
        workspace = self._desk.workspace
        if one.candidate.hold:
            self._desk.act(
                lambda: candidate_privacy.lift_hold(workspace, candidate_id=one.id),
                said=Said(text=tr("Lifted the hold on {name}").format(name=self._name(one))),
            )
            return
        dialog = HoldDialog(self._desk.themes, self._over.window(), name=self._name(one), reason="")
        self._save(
            dialog,
            lambda reason: candidate_privacy.hold(workspace, candidate_id=one.id, reason=str(reason)),
            said=tr("Held: nothing erases {name}").format(name=self._name(one)),
            form=record_form(Kind.CANDIDATE, one.id, "hold"),
        )

    def keep(self, one: Kept) -> None:
        """Keep details longer, with consent."""
        workspace, today = self._desk.workspace, self._desk.today()
        dialog = KeepDialog(
            self._desk.themes, self._over.window(), name=self._name(one), today=lambda: today, formats=self._formats
        )

        def save(said: object) -> object:
            until, consent = said if isinstance(said, tuple) else (None, "")
            assert isinstance(until, date)
            return candidate_privacy.keep_longer(workspace, candidate_id=one.id, until=until, consent=consent)

        form = record_form(Kind.CANDIDATE, one.id, "keep")
        self._save(dialog, save, said=tr("Kept longer: {name}").format(name=self._name(one)), form=form)

    # ------------------------------------------------------------ answers, rule
    def answers(self, one: Kept) -> None:
        """Enter or correct what somebody said of groups."""
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: fairness.answer_sheet(workspace, candidate_id=one.id),
            then=lambda sheet: self._show_sheet(one, sheet),
        )

    def _show_sheet(self, one: Kept, sheet: AnswerSheet) -> None:
        workspace = self._desk.workspace
        dialog = AnswersDialog(self._desk.themes, self._over.window(), sheet=sheet)

        def save(said: object) -> object:
            answers = {str(key): str(value) for key, value in said.items()} if isinstance(said, Mapping) else {}
            fairness.keep_answers(workspace, candidate_id=one.id, answers=answers)
            return answers

        self._save(dialog, save, said=tr("Kept the answer sheet"))

    def print_sheet(self) -> None:
        """Write the empty answer sheet as PDF, to be printed and filled in by candidates themselves."""
        from csops.services.exports import export

        workspace = self._desk.workspace
        title, kinds = tr("Empty answer sheet"), "PDF (*.pdf)"
        path = self._desk.files.ask_save(
            self._over.window(), title, purpose=Purpose.EXPORT, name=f"{name_of_file(title)}.pdf", kinds=kinds
        )
        if path is not None:
            self._desk.export(
                lambda _progress: export(workspace, report=fairness.empty_sheet(workspace), path=path),
                words=tr("Writing the file"),
                then=lambda done: self._desk.said.emit(
                    Said(text=tr("Written: {file}").format(file=done.file.name), can_undo=False)
                ),
            )

    def change_rule(self) -> None:
        """Change how long details are kept, and what is asked."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: candidate_privacy.retention(workspace), then=self._show_rule)

    def _show_rule(self, kept: Retention) -> None:
        workspace = self._desk.workspace
        dialog = RetentionDialog(self._desk.themes, self._over.window(), kept=kept, formats=self._formats)

        def save(said: object) -> object:
            assert isinstance(said, HiringRecords)
            return candidate_privacy.save_hiring_records(workspace, records=said)

        self._save(dialog, save, said=tr("Changed how long candidates are kept"), form="hiring_records")

    # ------------------------------------------------------------ dialogs
    def _save(self, dialog: RecordDialog, save: Callable[[object], object], *, said: str, form: str = "") -> None:
        """Open a form; what it says is saved, and what is wrong with it said in it.

        What is typed is kept as the draft of `form`; without one it is not: what a candidate said of groups.
        """
        if form:
            KeptTyping(self._desk, dialog, dialog.fields, form=form)

        def act(value: object) -> None:
            self._desk.act(
                lambda: save(value),
                then=lambda _done: dialog.finish(),
                failed=dialog.explain,
                said=Said(text=said),
            )

        dialog.save_wanted.connect(act)
        self._open(dialog)

    def _open(self, dialog: RecordDialog | EraseDialog) -> None:
        self.dialog = dialog
        dialog.closed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _name(self, one: Kept) -> str:
        return called(one.name, one.number, self._formats)


def _erased(done: Sequence[Erased]) -> Said:
    said = tr("Erased %Ln candidates for good", len(done))
    if not all(one.is_clean for one in done):
        said += "; " + tr("another window was reading, the file's log lets go of it when that one closes")
    return Said(text=said, can_undo=False)
