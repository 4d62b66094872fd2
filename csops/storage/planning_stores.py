"""The stores of rosters, plans and forecasts: made when an operation first asks for them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table

from csops.domain.changes import Kind
from csops.domain.day_marks import DayMark
from csops.domain.file_volume import FileVolume
from csops.domain.plans import Plan
from csops.domain.scenario_values import KeptScenario
from csops.domain.shifts import Shift, ShiftTemplate
from csops.domain.snapshots import Snapshot
from csops.domain.work_terms import Absence, Terms, Wish
from csops.storage import forecast, rosters
from csops.storage.store import Store

Make = Callable[[Table, Callable[..., Any], Kind], Store[Any]]


class PlanningStores:
    """Who works when, and what the forecast rests on."""

    def __init__(self, make: Make) -> None:
        self.shift_templates: Store[ShiftTemplate] = make(rosters.shift_templates, ShiftTemplate, Kind.SHIFT_TEMPLATE)
        self.terms: Store[Terms] = make(rosters.terms, Terms, Kind.TERMS)
        self.absences: Store[Absence] = make(rosters.absences, Absence, Kind.ABSENCE)
        self.wishes: Store[Wish] = make(rosters.wishes, Wish, Kind.WISH)
        self.plans: Store[Plan] = make(rosters.plans, Plan, Kind.PLAN)
        self.shifts: Store[Shift] = make(rosters.shifts, Shift, Kind.SHIFT)
        self.scenarios: Store[KeptScenario] = make(forecast.scenarios, KeptScenario, Kind.SCENARIO)
        self.snapshots: Store[Snapshot] = make(forecast.snapshots, Snapshot, Kind.SNAPSHOT)
        self.day_marks: Store[DayMark] = make(forecast.day_marks, DayMark, Kind.DAY_MARK)
        self.file_volumes: Store[FileVolume] = make(forecast.file_volumes, FileVolume, Kind.VOLUME)

    def by_kind(self) -> dict[Kind, Store[Any]]:
        """Return the stores by the kind of record that they keep."""
        return {
            Kind.SHIFT_TEMPLATE: self.shift_templates,
            Kind.TERMS: self.terms,
            Kind.ABSENCE: self.absences,
            Kind.WISH: self.wishes,
            Kind.PLAN: self.plans,
            Kind.SHIFT: self.shifts,
            Kind.SCENARIO: self.scenarios,
            Kind.SNAPSHOT: self.snapshots,
            Kind.DAY_MARK: self.day_marks,
            Kind.VOLUME: self.file_volumes,
        }
