"""What is done in coaching from the window: opens the forms and saves what they say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from csops.domain.access import Permission
from csops.domain.coaching import Coaching, CoachingAction, Point
from csops.domain.coaching_figures import Weakness
from csops.domain.due import due_moment
from csops.domain.people import Member
from csops.domain.skill_levels import TrainingState
from csops.domain.skills import Skill
from csops.services import coaching
from csops.services.coaching import Agreement
from csops.services.coaching_ideas import coaching_ideas, suggested_agenda
from csops.services.seen_coaching import SeenCoaching
from csops.services.skills import list_skills
from csops.services.training import Trainings, list_trainings
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kept_form import KeptForm
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import is_alive
from csops.ui.quality.coaching.agreed_fields import Offered
from csops.ui.quality.coaching.agreed_form import AgreedForm, HoldForm, SaidHeld
from csops.ui.quality.coaching.plan_form import PlanForm
from csops.ui.quality.wording import tr

_USUAL_HOUR, _USUAL_DAYS = time(10), timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What a form of a session is opened with."""

    session: Coaching
    weak: tuple[Weakness, ...]
    points: tuple[Point, ...]
    withdrawn: frozenset[int] = frozenset()


class CoachingActs(QObject):
    """The way to sessions and what is agreed in them.

    Signals:
        failed(object): the exception by which reading ended, or saving after the form was closed.
        review_wanted(int): a review shall be shown.
        planned(int): a session of this id was planned or changed.
    """

    failed = Signal(object)
    review_wanted = Signal(int)
    planned = Signal(int)

    def __init__(self, desk: Desk, over: QWidget, formats: Formats) -> None:
        super().__init__(over)
        self.desk, self._over, self._formats = desk, over, formats
        self.form: KeptForm | None = None
        self.may = desk.workspace.may(Permission.REVIEWS)

    # ------------------------------------------------------------ planning
    def plan(self, member: Member, weak: Weakness | None = None) -> None:
        """Open the form of a new session, on a weak criterion or on several things."""
        me = self.desk.workspace.member.id
        coach_id = me if me != member.id else next((each.id for each in self._coaches(member)), me)
        session = Coaching(
            member_id=member.id,
            coach_id=coach_id,
            planned_at=self._usual_time(),
            made_at=self.desk.workspace.now(),
            card=weak.card if weak else "",
            criterion=weak.criterion if weak else "",
        )
        self._open_plan(member, session)

    def change(self, seen: SeenCoaching) -> None:
        """Open the form of a session."""
        self._open_plan(seen.member, seen.session, withdrawn=seen.withdrawn)

    def _open_plan(self, member: Member, session: Coaching, *, withdrawn: frozenset[int] = frozenset()) -> None:
        workspace = self.desk.workspace
        self._read(lambda: _read_plan(workspace, session, withdrawn), partial(self._show_plan, member))

    def _show_plan(self, member: Member, found: _Plan) -> None:
        form = PlanForm(
            self.desk,
            self._over.window(),
            session=found.session,
            member=member,
            coaches=self._coaches(member),
            weak=found.weak,
            formats=self._formats,
            today=self.today,
            withdrawn=found.withdrawn,
        )
        if not found.session.id:
            form.suggest(found.points)
        form.focus_chosen.connect(partial(self._suggest, form, member.id))
        form.review_wanted.connect(partial(self._leave_for_review, form))
        self._begin(form, partial(self._save_plan, form, member))

    def _suggest(self, form: PlanForm, member_id: int, card: str, criterion: str) -> None:
        workspace = self.desk.workspace
        if not criterion:
            form.suggest(())
            return
        self._read(
            lambda: suggested_agenda(workspace, member_id=member_id, card=card, criterion=criterion), form.suggest
        )

    def _save_plan(self, form: PlanForm, member: Member, session: Coaching) -> None:
        workspace = self.desk.workspace
        told = tr("Changed the session with {name}") if session.id else tr("Planned a session with {name}")

        def done(kept: Coaching) -> None:
            self.planned.emit(kept.id)

        self._act(form, lambda: coaching.save_coaching(workspace, session=session), told.format(name=member.name), done)

    def _coaches(self, member: Member) -> list[Member]:
        me = self.desk.workspace.member.id
        others = [each for each in self.desk.team.members if each.active and each.id != member.id]
        return sorted(others, key=lambda each: (each.id != me, each.name.casefold()))

    # ------------------------------------------------------------ holding
    def hold(self, seen: SeenCoaching) -> None:
        """Open the form of a session that was held."""
        self._with_offers(seen, partial(self._show_hold, seen))

    def _show_hold(self, seen: SeenCoaching, offered: Offered) -> None:
        form = HoldForm(
            self.desk,
            self._over.window(),
            seen=seen,
            offered=offered,
            begun=lambda: self._begun(seen),
            formats=self._formats,
            today=self.today,
        )
        self._begin(form, partial(self._save_hold, form))

    def _save_hold(self, form: HoldForm, said: SaidHeld) -> None:
        workspace, session = self.desk.workspace, form.seen.session
        told = tr("Held the session with {name}").format(name=form.seen.member.name)
        self._act(
            form,
            lambda: coaching.hold_coaching(
                workspace, coaching_id=session.id, at=said.at, note=said.note, agreed=said.agreed
            ),
            told,
        )

    def cancel(self, seen: SeenCoaching) -> None:
        """Say that a session does not take place; it can be taken back."""
        workspace, session_id = self.desk.workspace, seen.session.id
        self._do(
            lambda: coaching.cancel_coaching(workspace, coaching_id=session_id),
            tr("Cancelled the session with {name}").format(name=seen.member.name),
        )

    # ------------------------------------------------------------ what was agreed
    def agree(self, seen: SeenCoaching, action: CoachingAction | None = None) -> None:
        """Open the form of what was agreed, a new one or one to change."""
        self._with_offers(seen, partial(self._show_agreed, action or self._begun(seen)))

    def _show_agreed(self, action: CoachingAction, offered: Offered) -> None:
        form = AgreedForm(
            self.desk, self._over.window(), action=action, offered=offered, formats=self._formats, today=self.today
        )
        self._begin(form, partial(self._save_agreed, form))

    def _save_agreed(self, form: AgreedForm, said: Agreement) -> None:
        workspace = self.desk.workspace
        told = tr("Agreed: {what}").format(what=said.action.what)
        self._act(form, lambda: coaching.save_action(workspace, action=said.action, training=said.training), told)

    def finish(self, action: CoachingAction) -> None:
        """Note that something agreed was done."""
        workspace = self.desk.workspace
        self._do(
            lambda: coaching.finish_action(workspace, action_id=action.id), tr("Done: {what}").format(what=action.what)
        )

    def take_back(self, action: CoachingAction) -> None:
        """Take back what was agreed."""
        workspace = self.desk.workspace
        self._do(
            lambda: coaching.remove_action(workspace, action_id=action.id),
            tr("Taken back: {what}").format(what=action.what),
        )

    def may_finish(self, action: CoachingAction) -> bool:
        """Whether whoever is signed in may say that it was done."""
        return action.done_at is None and (self.may or action.owner_id == self.desk.workspace.member.id)

    # ------------------------------------------------------------ inside
    def today(self) -> date:
        """Return the day that it is in the shop."""
        return self.desk.today()

    def _usual_time(self) -> datetime:
        return due_moment(self.today() + timedelta(days=1), _USUAL_HOUR, zone=self.desk.team.shop.zone)

    def _begun(self, seen: SeenCoaching) -> CoachingAction:
        due_at = due_moment(self.today() + _USUAL_DAYS, None, zone=self.desk.team.shop.zone)
        return CoachingAction(coaching_id=seen.session.id, what="", owner_id=seen.member.id, due_at=due_at)

    def _with_offers(self, seen: SeenCoaching, then: Callable[[Offered], None]) -> None:
        workspace = self.desk.workspace
        self._read(
            lambda: (list_trainings(workspace), list_skills(workspace)),
            lambda found: then(self._offered(seen, *found)),
        )

    def _offered(self, seen: SeenCoaching, trainings: Trainings, skills: Sequence[Skill]) -> Offered:
        wanted = seen.focus.skill if seen.focus is not None else ""
        planned = [each for each in trainings.trainings if each.training.state is TrainingState.PLANNED]
        others = [
            each for each in self.desk.team.members if each.active and each.id not in {seen.member.id, seen.coach.id}
        ]
        return Offered(
            owners=(seen.member, seen.coach, *others),
            coach_id=seen.coach.id,
            trainings=[each.training for each in sorted(planned, key=lambda each: each.skill.key != wanted)],
            skills=sorted((each for each in skills if each.active), key=lambda each: each.key != wanted),
            zone=str(self._formats.zone or ZoneInfo(self.desk.team.shop.zone)),
        )

    def _leave_for_review(self, form: KeptForm, review_id: int) -> None:
        form.close_layer()  # what was typed stays as a draft
        self.review_wanted.emit(review_id)

    def _read(self, question: Callable[[], object], then: Callable[..., None]) -> None:
        self.desk.ask(question, then=then, failed=self.failed.emit, key=("coaching act", id(self)))

    def _begin(self, form: KeptForm, save: Callable[..., None]) -> None:
        if self.form is not None and isValid(self.form) and self.form.isVisible():
            form.deleteLater()
            return
        self.form = form
        form.save_wanted.connect(save)
        form.closed.connect(self._closed)
        form.begin()

    def _closed(self) -> None:
        self.form = None

    def _do(self, act: Callable[[], object], told: str) -> None:
        self.desk.act(act, failed=self.failed.emit, said=Said(text=told))

    def _act(
        self, form: KeptForm, act: Callable[[], object], told: str, then: Callable[..., None] | None = None
    ) -> None:
        def done(result: object) -> None:
            if is_alive(form.finish):
                form.finish()
            if then is not None:
                then(result)

        self.desk.act(act, then=done, failed=partial(self._explain, form), said=Said(text=told))

    def _explain(self, form: KeptForm, error: Exception) -> None:
        """Say what is wrong in the form; on the page where it was closed meanwhile."""
        if form is self.form:
            form.explain(error)
        else:
            self.failed.emit(error)


def _read_plan(workspace: Workspace, session: Coaching, withdrawn: frozenset[int]) -> _Plan:
    weak = coaching_ideas(workspace, member_id=session.member_id).weaknesses
    points: tuple[Point, ...] = ()
    if session.criterion and not session.id:
        points = suggested_agenda(
            workspace, member_id=session.member_id, card=session.card, criterion=session.criterion
        )
    return _Plan(session=replace(session), weak=weak, points=points, withdrawn=withdrawn)
