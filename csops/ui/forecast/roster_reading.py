"""A roster that others keep, read in from a file: chosen or dropped, looked at, then kept as a draft or not at all."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from csops.domain.plans import Plan, PlanState
from csops.domain.roster_grid import Grid
from csops.services.rosters import PlanView, plans
from csops.ui.desk import Desk, Said
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.roster_preview import RosterPreview
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import Lane, is_alive

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


class RosterReading(QObject):
    """The way of a roster from a file to a draft.

    Signals:
        kept(object): the PlanView of the draft.
        failed(object): the exception by which reading ended.
    """

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, looking: Looking, over: QWidget, formats: Formats) -> None:
        super().__init__(over)
        self.desk, self._looking, self._over, self._formats = desk, looking, over, formats
        self.preview: RosterPreview | None = None

    def ask(self, week: date) -> None:
        """Let a file be chosen; headings that are weekdays alone are of this week."""
        path = self.desk.files.ask_open(
            self._over.window(),
            self.tr("Read in a roster"),
            purpose=Purpose.IMPORT,
            kinds=self.tr("Tables ({endings})").format(endings=" ".join(f"*{one}" for one in ENDINGS)),
        )
        if path is not None:
            self.read(path, week)

    def read(self, path: Path, week: date) -> None:
        """Read a file and show what was understood."""
        from csops.services.roster_files import read_roster

        workspace, monday = self.desk.workspace, week - timedelta(days=week.weekday())
        self.desk.ask(
            lambda: (read_roster(workspace, path=path, first_day=monday), plans(workspace)),
            then=lambda found: self._show(path, *found),
            failed=self.failed.emit,
            key=("read roster", id(self)),
            lane=Lane.LONG_READS,
        )

    def _show(self, path: Path, grid: Grid, known: list[Plan]) -> None:
        if self.preview is not None:
            return
        days = {shift.day for shift in grid.shifts}
        told = [plan for plan in known if plan.state is PlanState.PUBLISHED]
        self.preview = RosterPreview(
            self.desk.themes,
            self._over.window(),
            grid=grid,
            path=path,
            names={member.id: member.name for member in self.desk.team.members},
            formats=self._formats,
            published=any(plan.first_day <= day <= plan.last_day for plan in told for day in days),
        )
        self.preview.keep_wanted.connect(self._keep)
        self.preview.closed.connect(self._closed)
        self.preview.open()

    def _keep(self) -> None:
        from csops.services.roster_files import keep_grid

        preview, workspace, outlook = self.preview, self.desk.workspace, self._looking.outlook
        if preview is None:
            return
        preview.keep.setEnabled(False)
        self.desk.act(
            partial(keep_grid, workspace, grid=preview.grid, name=preview.path.stem, outlook=outlook),
            then=partial(self._done, preview),
            failed=partial(self._explain, preview),
            said=Said(text=self.tr("Read in the roster of {file}").format(file=preview.path.name)),
        )

    def _done(self, preview: RosterPreview, view: PlanView) -> None:
        if is_alive(preview.close_layer):
            preview.close_layer()
        self.kept.emit(view)

    def _explain(self, preview: RosterPreview, error: Exception) -> None:
        if preview is self.preview:
            preview.keep.setEnabled(True)
            preview.explain(error)
        else:
            self.failed.emit(error)

    def _closed(self) -> None:
        preview, self.preview = self.preview, None
        if preview is not None:
            preview.deleteLater()


def dropped_table(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """Return the one table that is dragged or dropped; None for anything else."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    tables = [path for path in paths if path.suffix.lower() in ENDINGS]
    return tables[0] if len(paths) == 1 and tables else None
