"""Looks ahead for every tab of the forecast: reads the log, and works the outlook out in a process of its own."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from csops.services.staffing import Basis, Outlook, is_same_volume, plan_basis, refreshed
from csops.ui.desk import Desk
from csops.ui.forecast.work import look_ahead
from csops.ui.kit.tasks import Job, Lane

LEAST_DAYS = 3


class Looking(QObject):
    """The outlook that the tabs share. `outlook` is None until the first is there, and where there is too little.

    Signals:
        found(object): an Outlook.
        too_little(int): how many days of history there are; no outlook can be made.
        failed(object): the exception by which it ended.
    """

    found = Signal(object)
    too_little = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.outlook: Outlook | None = None
        self.basis: Basis | None = None

    def refresh(self) -> None:
        """Read the log anew and look ahead again, both off the window's thread."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: plan_basis(workspace),
            then=self._look_ahead,
            failed=self.failed.emit,
            key=("forecast", id(self)),
            lane=Lane.LONG_READS,
        )

    def _look_ahead(self, basis: Basis) -> None:
        if basis.log.first_day is None or _days(basis) < LEAST_DAYS:
            self._say_too_little(_days(basis))
            return
        before, self.basis = self.basis, basis
        if before is not None and self.outlook is not None and is_same_volume(before, basis):
            self._take(refreshed(self.outlook, basis))
            return
        # In a process of its own: seconds of arithmetic would hold the lock that painting needs.
        self.desk.tasks.run(
            Lane.PROCESS,
            partial(look_ahead, basis),
            then=self._take,
            failed=self.failed.emit,
            key=("forecast", id(self)),
            job=Job(words=self.tr("Working out the forecast"), may_cancel=False) if self.outlook is None else None,
        )

    def _take(self, outlook: Outlook) -> None:
        if not outlook.channels:
            self._say_too_little(outlook.history_days)
            return
        self.outlook = outlook
        self.found.emit(outlook)

    def _say_too_little(self, days: int) -> None:
        self.outlook = None
        self.too_little.emit(days)


def _days(basis: Basis) -> int:
    log = basis.log
    return 0 if log.first_day is None or log.last_day is None else (log.last_day - log.first_day).days + 1
