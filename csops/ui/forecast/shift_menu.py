"""What can be done at a person and a day: give a shift, take it away, move it, let the person be absent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Away, Part
from csops.ui.forecast.shift_words import clock_of, reasons

Steps = tuple[int, int]
"""So many people further down, so many days later."""


class Deeds(Protocol):
    """Who does what the menu offers."""

    def give(self, template: ShiftTemplate) -> object:
        """Give the shift."""

    def take(self) -> object:
        """Take the shift away."""

    def push(self, steps: Steps) -> object:
        """Move the shift."""

    def be_away(self, part: Part, reason: Away) -> object:
        """Let the person be absent."""

    def be_back(self) -> object:
        """Let the person be there."""

    def stand_in(self, member_id: int | None) -> object:
        """Let somebody look after the work meanwhile."""

    def show_person(self) -> object:
        """Show the weeks of the person."""

    def change_person(self) -> object:
        """Change contract, absences and wishes."""


@dataclass(frozen=True, kw_only=True)
class Substitutes:
    """Who may look after the work of somebody who is absent, by their ids, and who does (None: nobody)."""

    names: Mapping[int, str]
    chosen: int | None = None


class ShiftMenu(QMenu):
    """One line for each shift, by name and hours; `take` takes away what is there, `back` an absence.

    Of somebody who is absent, `substitutes` are offered.
    """

    def __init__(
        self,
        parent: QWidget,
        shifts: Sequence[ShiftTemplate],
        *,
        deeds: Deeds,
        is_shift: bool,
        substitutes: Substitutes | None = None,
        steps: Sequence[Steps] = (),
    ) -> None:
        super().__init__(parent)
        for shift in shifts:
            self._add(f"{shift.name}  {clock_of(shift)}", partial(deeds.give, shift))
        self.addSeparator()
        self.take = self._add(self.tr("Take the shift away") + "\tDel", deeds.take)
        self.take.setVisible(is_shift)
        self.moves = {step: self._add(words, partial(deeds.push, step)) for step, words in self._steps()}
        for step, action in self.moves.items():
            action.setVisible(is_shift and step in steps)
        self.addSeparator()
        self.away = [self._away(deeds, part, words) for part, words in self._parts()]
        self.back = self._add(self.tr("Not absent on this day"), deeds.be_back)
        self.back.setVisible(substitutes is not None)
        self.stand_ins = None if substitutes is None else self._stand_ins(deeds, substitutes)
        self.addSeparator()
        self.person = self._add(self.tr("Weeks of this person"), deeds.show_person)
        self.change = self._add(self.tr("Contract, absences and wishes"), deeds.change_person)

    def _add(self, words: str, run: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        return action

    def _away(self, deeds: Deeds, part: Part, words: str) -> QMenu:
        menu = self.addMenu(words)
        for reason, name in reasons().items():
            action = menu.addAction(name)
            action.triggered.connect(lambda _checked=False, reason=reason: deeds.be_away(part, reason))
        return menu

    def _stand_ins(self, deeds: Deeds, found: Substitutes) -> QMenu:
        menu = self.addMenu(self.tr("Who stands in"))
        for member_id, name in ((None, self.tr("Nobody")), *found.names.items()):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(member_id == found.chosen)
            action.triggered.connect(lambda _checked=False, one=member_id: deeds.stand_in(one))
        return menu

    def _parts(self) -> tuple[tuple[Part, str], ...]:
        return (
            (Part.DAY, self.tr("Absent this day")),
            (Part.MORNING, self.tr("Absent in the morning")),
            (Part.AFTERNOON, self.tr("Absent in the afternoon")),
        )

    def _steps(self) -> tuple[tuple[Steps, str], ...]:
        return (
            ((-1, 0), self.tr("Move to the person above") + "\tCtrl+Up"),
            ((1, 0), self.tr("Move to the person below") + "\tCtrl+Down"),
            ((0, -1), self.tr("Move to the day before") + "\tCtrl+Left"),
            ((0, 1), self.tr("Move to the day after") + "\tCtrl+Right"),
        )
