"""What is done on the team's skills: opens the forms and saves what they say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.skill_levels import AimKind, Attendance, Training
from csops.domain.skills import Skill
from csops.services import team_skills, training
from csops.services.skills import list_skills
from csops.services.team_matrix import MemberSkills, member_skills
from csops.services.team_skills import Said as SaidLevel
from csops.services.training import SeenTraining
from csops.ui.desk import Desk, Said
from csops.ui.hiring.team.attendance_form import AttendanceForm
from csops.ui.hiring.team.rate_form import RateForm
from csops.ui.hiring.team.role_form import RoleForm, SaidRole
from csops.ui.hiring.team.training_form import TrainingForm
from csops.ui.hiring.wording import tr
from csops.ui.kept_form import KeptForm
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import is_alive


class TeamActs(QObject):
    """The way to rating, roles and trainings.

    Signals:
        failed(object): the exception by which reading ended, or saving after the form was closed.
        wanted(str, object): another place shall be shown.
    """

    failed = Signal(object)
    wanted = Signal(str, object)

    def __init__(self, desk: Desk, over: QWidget, formats: Formats) -> None:
        super().__init__(over)
        self.desk, self._over, self._formats = desk, over, formats
        self.form: KeptForm | None = None
        self.may = desk.workspace.may(Permission.TEAM_SKILLS)

    def may_rate(self, member_id: int) -> bool:
        """Return whether whoever is signed in may rate this member."""
        return self.may or member_id == self.desk.workspace.member.id

    # ------------------------------------------------------------ rating
    def rate(self, member_id: int, skill_id: int = 0) -> None:
        """Open the form in which a member's skills are rated, at a skill."""
        workspace = self.desk.workspace
        self._read(lambda: member_skills(workspace, member_id=member_id), partial(self._open_rating, skill_id))

    def _open_rating(self, skill_id: int, found: MemberSkills) -> None:
        if not (found.skills or found.others) or not found.member.active:
            return
        form = RateForm(self.desk, self._over.window(), found=found, formats=self._formats, skill_id=skill_id)
        self._begin(form, partial(self._save_rating, form))

    def _save_rating(self, form: RateForm, said: Sequence[SaidLevel]) -> None:
        workspace, member = self.desk.workspace, form.member
        told = tr("Rated %Ln skills of {name}", len(said)).format(name=member.name)
        self._act(form, lambda: team_skills.rate(workspace, member_id=member.id, said=said), told)

    # ------------------------------------------------------------ roles
    def set_role(self, found: MemberSkills, kind: AimKind) -> None:
        """Open the form of the role that a member has, or aims at."""
        form = RoleForm(self.desk, self._over.window(), found=found, kind=kind, formats=self._formats, today=self.today)
        self._begin(form, partial(self._save_role, form, found))

    def _save_role(self, form: RoleForm, found: MemberSkills, said: SaidRole) -> None:
        workspace, member = self.desk.workspace, found.member
        is_now = said.kind is AimKind.NOW

        def act() -> None:
            if said.profile_id is None:
                team_skills.clear_role(workspace, member_id=member.id, kind=said.kind)
                return
            team_skills.set_role(
                workspace,
                member_id=member.id,
                profile_id=said.profile_id,
                kind=said.kind,
                since=said.day if is_now else None,
                by_day=None if is_now else said.day,
            )

        told = tr("Set the role of {name}") if is_now else tr("Set the next role of {name}")
        self._act(form, act, told.format(name=member.name))

    # ------------------------------------------------------------ training
    def plan_training(self, member_ids: Sequence[int] = (), skill_id: int = 0) -> None:
        """Open the form of a new training, with people and skill where they are known."""
        new = Training(
            name="",
            skill_id=skill_id,
            on_day=self.today(),
            owner_id=self.desk.workspace.member.id,
            people=tuple(Attendance(member_id=each) for each in member_ids),
        )
        self.change_training(new)

    def change_training(self, before: Training) -> None:
        """Open the form of a training."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: list_skills(workspace),
            then=partial(self._open_training, before),
            failed=self.failed.emit,
            key=("team act", id(self)),
        )

    def _open_training(self, before: Training, skills: Sequence[Skill]) -> None:
        name = next((each.name for each in skills if each.id == before.skill_id), "")
        if not before.id and name and before.people:
            named = tr("{skill} with {names}").format(skill=name, names=self._names(before))
            before = replace(before, name=named)
        form = TrainingForm(
            self.desk,
            self._over.window(),
            training=before,
            skills=[each for each in skills if each.active or each.id == before.skill_id],
            members=[each for each in self.desk.team.members if each.active],
            formats=self._formats,
            today=self.today,
        )
        self._begin(form, partial(self._save_training, form))

    def _names(self, before: Training) -> str:
        names = {each.id: each.name.split()[0] for each in self.desk.team.members}
        return ", ".join(names.get(each.member_id, "") for each in before.people)

    def _save_training(self, form: TrainingForm, said: Training) -> None:
        workspace = self.desk.workspace
        told = tr("Changed {name}") if said.id else tr("Planned {name}")
        act = partial(training.save_training, workspace, training=said)
        self._act(form, act, told.format(name=said.name))

    def note_attendance(self, seen: SeenTraining) -> None:
        """Open the form of who was there."""
        form = AttendanceForm(self.desk, self._over.window(), seen=seen, formats=self._formats)
        self._begin(form, partial(self._save_attendance, form))

    def _save_attendance(self, form: AttendanceForm, said: Training) -> None:
        workspace = self.desk.workspace
        told = tr("Noted who was there: {name}").format(name=said.name)
        self._act(form, lambda: training.note_attendance(workspace, training=said), told)

    def cancel_training(self, seen: SeenTraining) -> None:
        """Say that a training does not take place; it can be taken back."""
        workspace, one = self.desk.workspace, seen.training
        told = tr("Cancelled {name}").format(name=one.name)
        self.desk.act(
            lambda: training.cancel_training(workspace, training_id=one.id),
            failed=self.failed.emit,
            said=Said(text=told),
        )

    # ------------------------------------------------------------ inside
    def today(self) -> date:
        """Return the day that it is in the shop."""
        return self.desk.workspace.now().astimezone(self._formats.zone).date()

    def _read(self, question: Callable[[], MemberSkills], then: Callable[[MemberSkills], None]) -> None:
        self.desk.ask(question, then=then, failed=self.failed.emit, key=("team act", id(self)))

    def _begin(self, form: KeptForm, save: Callable[..., None]) -> None:
        if self.form is not None:
            form.deleteLater()
            return
        self.form = form
        form.save_wanted.connect(save)
        form.closed.connect(self._closed)
        form.begin()

    def _closed(self) -> None:
        self.form = None

    def _act(self, form: KeptForm, act: Callable[[], object], told: str) -> None:
        self.desk.act(
            act,
            then=lambda _done: form.finish() if is_alive(form.finish) else None,
            failed=partial(self._explain, form),
            said=Said(text=told),
        )

    def _explain(self, form: KeptForm, error: Exception) -> None:
        """Say what is wrong in the form; on the page where it was closed meanwhile."""
        if form is self.form:
            form.explain(error)
        else:
            self.failed.emit(error)
