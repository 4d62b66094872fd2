"""What a person does with the plan of a week: make, publish, export, and change it by hand."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.plans import Plan, PlanState
from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Absence
from csops.services.roster_making import Asked, MadeRoster, RosterBasis, roster_basis
from csops.services.roster_person import clear_absence, mark_absent, set_substitute
from csops.services.rosters import PlanView, clear_shift, keep_roster, move_shift, publish, set_shift, withdraw
from csops.ui.desk import Desk, Said
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.work import plan_shifts
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import Job, Lane

Place = tuple[int, date]
"""A member and a day."""


class ShiftActs(QObject):
    """Acts on one plan, in the background.

    Signals:
        changed(object): the PlanView as it is now.
        failed(object): the exception that it ended with.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, over: QWidget, looking: Looking) -> None:
        super().__init__(over)
        self.desk, self._over, self._looking = desk, over, looking

    def make(self, week: date, *, again: int | None) -> None:
        """Plan a week from the forecast; of a plan that is there (`again`), all but what was set by hand."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: roster_basis(workspace, asked=Asked(first_day=week), again=again),
            then=self._search,
            failed=self._fail,
            key=("roster basis", id(self)),
            lane=Lane.LONG_READS,
        )

    def _search(self, basis: RosterBasis) -> None:
        self.desk.tasks.run(
            Lane.PROCESS,
            partial(plan_shifts, basis),
            then=self._keep,
            failed=self._fail,
            key=("roster", id(self)),
            job=Job(words=self.tr("Planning shifts")),
        )

    def _keep(self, made: MadeRoster) -> None:
        workspace = self.desk.workspace
        said = self.tr("Planned the shifts anew") if made.plan.id else self.tr("Planned the shifts")
        self._act(lambda: keep_roster(workspace, made=made), said)

    def publish(self, plan: Plan) -> None:
        """Tell the team, or make it a draft again."""
        if plan.state is not PlanState.PUBLISHED:
            self._publish(plan, self.tr("Published the plan"))
            return
        workspace, said = self.desk.workspace, self.tr("Withdrew the plan")
        self.desk.act(lambda: withdraw(workspace, plan_id=plan.id), failed=self._fail, said=Said(text=said))

    def publish_again(self, plan: Plan) -> None:
        """Tell the team of what was changed since it was published."""
        self._publish(plan, self.tr("Published the changes"))

    def _publish(self, plan: Plan, said: str) -> None:
        workspace, outlook = self.desk.workspace, self._looking.outlook
        self.desk.act(
            lambda: publish(workspace, plan_id=plan.id, outlook=outlook), failed=self._fail, said=Said(text=said)
        )

    def export(self, plan: Plan) -> None:
        """Write the plan to a workbook, pages, text or a calendar."""
        from csops.services.roster_files import export_plan

        workspace = self.desk.workspace
        path = self.desk.files.ask_save(
            self._over.window(),
            self.tr("Export the plan"),
            name=self.tr("Shifts {week}").format(week=plan.first_day.isoformat()) + ".xlsx",
            kinds=self.tr("Workbook (*.xlsx);;Pages (*.pdf);;Text (*.csv);;Calendar (*.ics)"),
            purpose=Purpose.EXPORT,
        )
        if path is None:
            return
        said = Said(text=self.tr("Exported the plan to {file}").format(file=path.name), can_undo=False)
        self.desk.export(
            lambda _progress: export_plan(workspace, plan_id=plan.id, path=path),
            words=self.tr("Exporting"),
            then=lambda _done: self.desk.said.emit(said),
            failed=self._fail,
        )

    def move(self, plan: Plan, source: Place, goal: Place, *, name: str, to: str) -> None:
        """Move a shift to another person or day; where there is one already, the two change places."""
        workspace = self.desk.workspace
        moved = self.tr("Moved the shift of {name}") if to == name else self.tr("Moved the shift of {name} to {to}")
        said = moved.format(name=name, to=to)
        self._act(lambda: move_shift(workspace, plan_id=plan.id, source=source, goal=goal), said)

    def clear(self, plan: Plan, place: Place, *, name: str) -> None:
        """Take a shift away."""
        workspace, said = self.desk.workspace, self.tr("Took the shift from {name}").format(name=name)
        self._act(lambda: clear_shift(workspace, plan_id=plan.id, member_id=place[0], day=place[1]), said)

    def give(self, plan: Plan, place: Place, template: ShiftTemplate, *, name: str) -> None:
        """Give somebody a shift."""
        workspace, (member_id, day) = self.desk.workspace, place
        said = self.tr("Gave {name} the shift {shift}").format(name=name, shift=template.name)
        if template.id:
            self._act(
                lambda: set_shift(workspace, plan_id=plan.id, member_id=member_id, day=day, template_id=template.id),
                said,
            )
        else:  # one that the opening hours suggest is no record: it is given by its hours
            self._act(lambda: set_shift(workspace, plan_id=plan.id, member_id=member_id, day=day, hours=template), said)

    def be_away(self, absence: Absence, *, name: str) -> None:
        """Let somebody be absent on a day; a shift that is there stays, against a rule."""
        workspace = self.desk.workspace
        said = Said(text=self.tr("{name} is absent on {day}").format(name=name, day=self._day(absence.first_day)))
        self.desk.act(lambda: mark_absent(workspace, absence=absence), failed=self._fail, said=said)

    def be_back(self, place: Place, *, name: str) -> None:
        """Take an absence away, for this day alone."""
        workspace, (member_id, day) = self.desk.workspace, place
        said = Said(text=self.tr("{name} is there on {day}").format(name=name, day=self._day(day)))
        act = partial(clear_absence, workspace, member_id=member_id, day=day)
        self.desk.act(act, failed=self._fail, said=said)

    def stand_in(self, place: Place, substitute_id: int | None, *, name: str) -> None:
        """Let somebody look after the work of whoever is absent, or nobody."""
        workspace, (member_id, day) = self.desk.workspace, place
        substitute = self.desk.team.member(substitute_id)

        def said(absences: Sequence[Absence]) -> Said:
            last = self._day(max(one.last_day for one in absences))
            if substitute is None:
                return Said(text=self.tr("Nobody looks after the work of {name}").format(name=name))
            words = self.tr("{substitute} looks after the work of {name} until {day}")
            return Said(text=words.format(substitute=substitute.name, name=name, day=last))

        act = partial(set_substitute, workspace, member_id=member_id, day=day, substitute_id=substitute_id)
        self.desk.act(act, failed=self._fail, said=said)

    # Bound methods, not the signals: who brings a result asks whether their owner is still there.
    def _tell(self, view: PlanView) -> None:
        self.changed.emit(view)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)

    def _day(self, day: date) -> str:
        return Formats().day(day, weekday=True)

    def _act(self, act: Callable[[], PlanView], said: str) -> None:
        self.desk.act(act, then=self._tell, failed=self._fail, said=Said(text=said))
