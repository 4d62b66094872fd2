"""Stores that the start of the window does without: each room is imported when an operation first asks for it."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table

from csops.domain.changes import Change, Kind
from csops.storage.store import R, Store

if TYPE_CHECKING:
    from csops.domain.day_marks import DayMark
    from csops.domain.file_volume import FileVolume
    from csops.domain.plans import Plan
    from csops.domain.scenario_values import KeptScenario
    from csops.domain.shifts import Shift, ShiftTemplate
    from csops.domain.snapshots import Snapshot
    from csops.domain.work_terms import Absence, Terms, Wish
    from csops.storage.care_stores import CareStores
    from csops.storage.hiring_stores import CatalogueStores, HiringStores
    from csops.storage.planning_stores import PlanningStores
    from csops.storage.quality_stores import QualityStores


class LaterStores:
    """The rooms of one operation that are opened later, if at all."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.changes: list[Change] = []

    def _store(self, table: Table, record: Callable[..., R], kind: Kind) -> Store[R]:
        return Store(self.connection, table=table, record=record, kind=kind, changes=self.changes)

    def _later_store_of(self, kind: Kind) -> Store[Any]:
        rooms = (
            lambda: self._planning,
            lambda: self.care,
            lambda: self.catalogue,
            lambda: self.hiring,
            lambda: self.quality,
        )
        return next(store for room in rooms if (store := room().by_kind().get(kind)) is not None)

    @cached_property
    def _planning(self) -> "PlanningStores":
        from csops.storage.planning_stores import PlanningStores

        return PlanningStores(self._store)

    @cached_property
    def care(self) -> "CareStores":
        """Promises, concessions, recoveries, answers, purchases, merges."""
        from csops.storage.care_stores import CareStores
        from csops.storage.concession_store import ConcessionStore
        from csops.storage.purchase_store import PurchaseStore
        from csops.storage.survey_store import survey_store

        return CareStores(
            self._store,
            answers=survey_store(self.connection, changes=self.changes),
            purchases=PurchaseStore(self.connection, changes=self.changes),
            concessions=ConcessionStore(self.connection, changes=self.changes),
        )

    @cached_property
    def catalogue(self) -> "CatalogueStores":
        """Skills, role profiles, and what members can do."""
        from csops.storage.hiring_stores import CatalogueStores

        return CatalogueStores(self._store)

    @cached_property
    def hiring(self) -> "HiringStores":
        """Openings, candidates and scorecards."""
        from csops.storage.hiring_stores import HiringStores, notes_store, scorecard_store

        return HiringStores(
            self._store,
            scorecards=scorecard_store(self.connection, changes=self.changes),
            notes=notes_store(self.connection, changes=self.changes),
        )

    @cached_property
    def quality(self) -> "QualityStores":
        """Scorecards of reviews, samples, reviews, calibrations, coaching."""
        from csops.storage.quality_stores import quality_stores

        return quality_stores(self.connection, self._store, changes=self.changes)

    # ------------------------------------------------------------ rosters and forecasts
    @property
    def shift_templates(self) -> "Store[ShiftTemplate]":
        """Templates of shifts."""
        return self._planning.shift_templates

    @property
    def terms(self) -> "Store[Terms]":
        """Terms of work."""
        return self._planning.terms

    @property
    def absences(self) -> "Store[Absence]":
        """Absences."""
        return self._planning.absences

    @property
    def wishes(self) -> "Store[Wish]":
        """Wishes for shifts."""
        return self._planning.wishes

    @property
    def plans(self) -> "Store[Plan]":
        """Plans of weeks."""
        return self._planning.plans

    @property
    def shifts(self) -> "Store[Shift]":
        """Shifts of plans."""
        return self._planning.shifts

    @property
    def scenarios(self) -> "Store[KeptScenario]":
        """Scenarios of staffing."""
        return self._planning.scenarios

    @property
    def snapshots(self) -> "Store[Snapshot]":
        """Forecasts as they were kept."""
        return self._planning.snapshots

    @property
    def day_marks(self) -> "Store[DayMark]":
        """Marked days."""
        return self._planning.day_marks

    @property
    def file_volumes(self) -> "Store[FileVolume]":
        """Counts that files tell."""
        return self._planning.file_volumes
