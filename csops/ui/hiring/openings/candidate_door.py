"""Opens what is asked about a candidate: added, changed, told apart from or joined to another, close to whom."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.candidates import Candidate, Tie
from csops.domain.openings import Application
from csops.services.candidate_merge import MergePreview, merge_candidates, preview_merge
from csops.services.candidates import apply, likely_same, save_candidate, tie_member, untie_member
from csops.ui.begun_form import BegunForms
from csops.ui.desk import Desk, Said
from csops.ui.hiring.openings.candidate_form import CandidateForm
from csops.ui.hiring.openings.merge_form import MergeForm
from csops.ui.hiring.openings.tie_form import TieForm
from csops.ui.hiring.wording import tr
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import is_alive


class CandidateDoor(QObject):
    """The way to the forms about candidates.

    Signals:
        applied(int): the application with this id was added.
        failed(object): an exception that no form could explain.
    """

    applied = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, over: QWidget, formats: Formats) -> None:
        super().__init__(over)
        self.desk, self._over, self._formats = desk, over, formats
        self.form: CandidateForm | None = None
        self.merge_form: MergeForm | None = None
        self.tie_form: TieForm | None = None
        self._opening_id = 0
        self._begun = BegunForms[CandidateForm]()

    # ------------------------------------------------------------ added and changed
    def add(self, opening_id: int, *, sources: Sequence[str] = ()) -> None:
        """Ask who applies for an opening."""
        if self.form is not None:
            return
        self._opening_id = opening_id
        begun = self._begun.take(0, is_same=lambda _form: True)
        fresh = Candidate(name="", came_on=self.desk.workspace.now().astimezone(self._formats.zone).date())
        self._open(begun or self._made(fresh, sources))

    def change(self, candidate: Candidate, *, sources: Sequence[str] = ()) -> None:
        """Open what is kept of a candidate."""
        if self.form is None:
            begun = self._begun.take(candidate.id, is_same=lambda form: form.before == candidate)
            self._open(begun or self._made(candidate, sources))

    def _made(self, candidate: Candidate, sources: Sequence[str]) -> CandidateForm:
        form = CandidateForm(
            self.desk,
            self._over.window(),
            candidate=candidate,
            sources=sorted(set(filter(None, sources))),
            now=self.desk.workspace.now,
            formats=self._formats,
            can_use=not candidate.id,
        )
        form.save_wanted.connect(self._save)
        form.use_wanted.connect(self._apply)
        form.twins_wanted.connect(partial(self._look_for_twins, form))
        form.closed.connect(self._closed)
        return form

    def _open(self, form: CandidateForm) -> None:
        self.form = form
        form.open()

    def _look_for_twins(self, form: CandidateForm, candidate: Candidate) -> None:
        workspace = self.desk.workspace
        if workspace.may(Permission.HIRE):
            self.desk.ask(
                lambda: likely_same(workspace, candidate=candidate),
                then=lambda found: form.twins.show_twins(found) if is_alive(form.explain) else None,
                failed=lambda _error: None,  # who may be the same is a hint, and saving says what is wrong
                key=("twins", id(self)),
            )

    def _save(self, candidate: Candidate) -> None:
        if not candidate.id:
            self._apply(candidate)
            return
        form, workspace = self.form, self.desk.workspace
        self.desk.act(
            lambda: save_candidate(workspace, candidate=candidate),
            then=lambda _kept: self._finish(form),
            failed=partial(self._explain, form),
            said=Said(text=tr("Changed what is kept of {name}").format(name=candidate.name)),
        )

    def _apply(self, candidate: Candidate) -> None:
        form, workspace, opening_id = self.form, self.desk.workspace, self._opening_id

        def done(made: Application) -> None:
            self._finish(form)
            self.applied.emit(made.id)

        self.desk.act(
            lambda: apply(workspace, candidate=candidate, opening_id=opening_id),
            then=done,
            failed=partial(self._explain, form),
            said=Said(text=tr("Added {name}").format(name=candidate.name)),
        )

    def _finish(self, form: CandidateForm | None) -> None:
        if form is not None and form is self.form:
            form.finish()

    def _explain(self, form: CandidateForm | None, error: Exception) -> None:
        if form is not None and form is self.form:
            form.explain(error)
        else:
            self.failed.emit(error)

    def _closed(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._begun.keep(form.before.id, form)

    # ------------------------------------------------------------ two of one person
    def merge(self, stays_id: int, goes_id: int) -> None:
        """Show what a merge of two candidates makes of them."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: preview_merge(workspace, stays_id=stays_id, goes_id=goes_id),
            then=self._show_merge,
            failed=self.failed.emit,
            key=("merge", id(self)),
        )

    def _show_merge(self, preview: MergePreview) -> None:
        if self.merge_form is not None:
            self.merge_form.close_layer()
        form = MergeForm(self.desk.themes, self._over.window(), preview=preview, formats=self._formats)
        form.merge_wanted.connect(self._merge)
        form.swap_wanted.connect(self.merge)
        form.closed.connect(partial(self._merge_closed, form))
        self.merge_form = form
        form.open()

    def _merge_closed(self, form: MergeForm) -> None:
        if self.merge_form is form:
            self.merge_form = None
        form.deleteLater()

    def _merge(self, stays_id: int, goes_id: int) -> None:
        form, workspace = self.merge_form, self.desk.workspace
        self.desk.act(
            lambda: merge_candidates(workspace, stays_id=stays_id, goes_id=goes_id),
            then=lambda _kept: form.close_layer() if form is not None and form is self.merge_form else None,
            failed=lambda error: (
                form.complain(words(error).sentence)
                if form is not None and form is self.merge_form
                else self.failed.emit(error)
            ),
            said=lambda kept: Said(text=tr("Made one candidate of two: {name}").format(name=kept.name)),
        )

    # ------------------------------------------------------------ who is close
    def tie(self, candidate_id: int, *, may_run: bool) -> None:
        """Ask who is close to a candidate: oneself, or anybody for whoever runs the opening."""
        team, me = self.desk.team, self.desk.workspace.member
        members = [one for one in team.members if one.active and (may_run or one.id == me.id)]
        form = TieForm(self.desk.themes, self._over.window(), candidate_id=candidate_id, members=members)
        form.tie_wanted.connect(self._note_tie)
        form.closed.connect(self._tie_closed)
        self.tie_form = form
        form.open()

    def untie(self, tie: Tie) -> None:
        """Take back that somebody is close."""
        workspace = self.desk.workspace
        self.desk.act(
            lambda: untie_member(workspace, tie_id=tie.id),
            failed=self.failed.emit,
            said=Said(text=tr("Took back who is close")),
        )

    def _note_tie(self, tie: Tie) -> None:
        form, workspace = self.tie_form, self.desk.workspace
        member = self.desk.team.member(tie.member_id)
        self.desk.act(
            lambda: tie_member(workspace, tie=tie),
            then=lambda _kept: form.close_layer() if form is not None and form is self.tie_form else None,
            failed=lambda error: (
                form.explain(error) if form is not None and form is self.tie_form else self.failed.emit(error)
            ),
            said=Said(text=tr("Noted that {name} is close").format(name=member.name if member else "")),
        )

    def _tie_closed(self) -> None:
        form, self.tie_form = self.tie_form, None
        if form is not None:
            form.deleteLater()
