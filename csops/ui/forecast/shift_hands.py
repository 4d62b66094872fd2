"""A plan changed by hand in the grid: by dragging, by keys, and by the menu of a cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from csops.domain.plans import Plan
from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Absence, Away, Part
from csops.services.rosters import PlanView
from csops.ui.forecast.shift_acts import Place, ShiftActs
from csops.ui.forecast.shift_grid import ShiftGrid
from csops.ui.forecast.shift_menu import ShiftMenu, Steps, Substitutes


class ShiftHands(QObject):
    """Turns what is done to the grid into acts on the plan that it shows.

    Signals:
        person_wanted(int), change_wanted(int): a member whose weeks, or whose contract, shall be shown.
    """

    person_wanted = Signal(int)
    change_wanted = Signal(int)

    def __init__(self, grid: ShiftGrid, acts: ShiftActs) -> None:
        super().__init__(grid)
        self.grid, self.acts = grid, acts
        self.view: PlanView | None = None
        self.menu: ShiftMenu | None = None
        grid.moved.connect(self.move)
        grid.push_wanted.connect(self.push)
        grid.clear_wanted.connect(self.clear)
        grid.choose_wanted.connect(self.choose)
        grid.person_wanted.connect(lambda row: self.person_wanted.emit(self.member(row)))

    def plan(self) -> Plan:
        """Return the plan that is shown."""
        assert self.view is not None, "a grid that is shown has a plan"
        return self.view.plan

    def place(self, row: int, column: int) -> Place:
        """Return the member and the day of a cell."""
        return self.member(row), self.grid.shifts.days[column]

    def member(self, row: int) -> int:
        """Return whose row it is."""
        return self.grid.shifts.rows[row].member_id

    def name(self, row: int) -> str:
        """Return the name of whose row it is."""
        return self.grid.shifts.rows[row].name

    def move(self, row: int, column: int, to_row: int, to_column: int) -> None:
        """Move a shift to another person or day."""
        source, goal = self.place(row, column), self.place(to_row, to_column)
        self.acts.move(self.plan(), source, goal, name=self.name(row), to=self.name(to_row))
        self.grid.go_to(to_row, to_column)

    def push(self, row: int, column: int, down: int, later: int) -> None:
        """Move a shift by a step; at the edge of the grid it stays."""
        if (down, later) in self.steps(row, column):
            self.move(row, column, row + down, column + later)

    def steps(self, row: int, column: int) -> list[Steps]:
        """Return where a shift can go from here."""
        rows, days = len(self.grid.shifts.rows), len(self.grid.shifts.days)
        wanted: list[Steps] = [(-1, 0), (1, 0), (0, -1), (0, 1)]
        return [(down, later) for down, later in wanted if 0 <= row + down < rows and 0 <= column + later < days]

    def clear(self, row: int, column: int) -> None:
        """Take a shift away."""
        self.acts.clear(self.plan(), self.place(row, column), name=self.name(row))

    def choose(self, row: int, column: int) -> None:
        """Offer the shifts of the day, and what else can be done there."""
        if self.view is None:
            return
        member_id, day = self.place(row, column)
        cell = self.grid.shifts.cell(self.grid.shifts.index(row, column))
        absences = self.view.task.worker_by_id[member_id].absences
        self.menu = ShiftMenu(
            self.grid,
            [template for template in self.view.task.templates if template.is_on(day)],
            deeds=_CellDeeds(hands=self, row=row, column=column),
            is_shift=cell is not None and cell.is_shift,
            substitutes=self._substitutes(member_id, [one for one in absences if one.first_day <= day <= one.last_day]),
            steps=self.steps(row, column),
        )
        self.menu.popup(self.grid.below(row, column))

    def _substitutes(self, member_id: int, absences: Sequence[Absence]) -> Substitutes | None:
        if not absences:
            return None
        members = self.acts.desk.team.members
        names = {one.id: one.name for one in members if one.active and one.id != member_id}
        chosen = {one.substitute_id for one in absences}
        return Substitutes(names=names, chosen=chosen.pop() if len(chosen) == 1 else None)


@dataclass(frozen=True, kw_only=True)
class _CellDeeds:
    """What the menu of one cell does."""

    hands: ShiftHands
    row: int
    column: int

    def give(self, template: ShiftTemplate) -> None:
        hands, place = self.hands, self.hands.place(self.row, self.column)
        hands.acts.give(hands.plan(), place, template, name=hands.name(self.row))

    def take(self) -> None:
        self.hands.clear(self.row, self.column)

    def push(self, steps: Steps) -> None:
        self.hands.push(self.row, self.column, *steps)

    def be_away(self, part: Part, reason: Away) -> None:
        member_id, day = self.hands.place(self.row, self.column)
        absence = Absence(member_id=member_id, first_day=day, last_day=day, part=part, reason=reason)
        self.hands.acts.be_away(absence, name=self.hands.name(self.row))

    def be_back(self) -> None:
        self.hands.acts.be_back(self.hands.place(self.row, self.column), name=self.hands.name(self.row))

    def stand_in(self, member_id: int | None) -> None:
        self.hands.acts.stand_in(self.hands.place(self.row, self.column), member_id, name=self.hands.name(self.row))

    def show_person(self) -> None:
        self.hands.person_wanted.emit(self.hands.member(self.row))

    def change_person(self) -> None:
        self.hands.change_wanted.emit(self.hands.member(self.row))
