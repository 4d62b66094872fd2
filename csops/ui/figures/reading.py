"""Reads the figures that are chosen, off the window's thread: values first, lines over time behind them."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from csops.domain.kpi_figures import By
from csops.domain.questions import Question
from csops.services import contacts, kpi_overview
from csops.services.kpi_overview import Compared, Lines
from csops.ui.desk import Desk
from csops.ui.figures.choice import Asked
from csops.ui.kit.tasks import Lane


class Reading(QObject):
    """What was read last: `found` and `lines` are None until they have come.

    Signals:
        empty: there is no contact at all.
        read(object): what was asked for (Asked) is in `found`.
        drawn(object): its lines are in `lines`.
        failed(object): the exception by which it ended.
    """

    empty = Signal()
    read = Signal(object)
    drawn = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.found: Compared | None = None
        self.lines: Lines | None = None

    def ask(self, asked: Asked, *, by: By | None) -> None:
        """Read figures anew, split so."""
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: contacts.count_contacts(workspace, question=Question(), most=1),
            then=partial(self._read, asked, by),
            failed=self.failed.emit,
            key=("figures", id(self)),
        )

    def _read(self, asked: Asked, by: By | None, number: int) -> None:
        if not number:
            self.found = self.lines = None
            self.empty.emit()
            return
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: kpi_overview.compared(workspace, first_day=asked.first_day, last_day=asked.last_day, by=by),
            then=partial(self._take, asked),
            failed=self.failed.emit,
            key=("figures", id(self)),
            lane=Lane.LONG_READS,
        )

    def _take(self, asked: Asked, found: Compared) -> None:
        self.found, self.lines = found, None
        self.read.emit(asked)
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: kpi_overview.lines(workspace, first_day=asked.first_day, last_day=asked.last_day),
            then=partial(self._take_lines, asked),
            failed=self.failed.emit,
            key=("figure lines", id(self)),
            lane=Lane.LONG_READS,
        )

    def _take_lines(self, asked: Asked, lines: Lines) -> None:
        self.lines = lines
        self.drawn.emit(asked)
