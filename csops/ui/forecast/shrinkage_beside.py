"""Says below the slider what shrinkage is made of, and opens the form of its parts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.shrinkage_parts import Shrinkage, ShrinkagePart
from csops.services.shrinkage import measured_shrinkage, save_shrinkage_parts, shrinkage_parts
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.forecast import shrinkage_words
from csops.ui.forecast.assumptions_panel import AssumptionsPanel
from csops.ui.forecast.shrinkage_form import ShrinkageForm
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher

_MEASURED_DAYS = 365


@dataclass(frozen=True, kw_only=True)
class Known:
    """The parts that are kept, those that absences took, and over which days."""

    kept: Shrinkage
    measured: tuple[ShrinkagePart, ...]
    first_day: date
    last_day: date


class ShrinkageBeside(QObject):
    """The parts of shrinkage beside the panel.

    Signals:
        failed(object): the exception by which reading or keeping ended.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.SETTING, Kind.ABSENCE, Kind.TERMS})
    failed = Signal(object)

    def __init__(self, desk: Desk, panel: AssumptionsPanel, formats: Formats, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._panel, self._formats, self._page = desk, panel, formats, page
        self.known: Known | None = None
        self.form: ShrinkageForm | None = None
        self._refresher = Refresher(page, desk.live, self.kinds, self.refresh)
        panel.parts.clicked.connect(self.open)
        self.refresh()

    def refresh(self) -> None:
        """Read the parts anew."""
        workspace = self._desk.workspace
        if workspace.may(Permission.FORECAST):
            self._desk.ask(lambda: _known(workspace), then=self._take, key=("shrinkage", id(self)))

    def open(self) -> None:
        """Show the parts as a form."""
        if self.known is None:
            return
        self.form = ShrinkageForm(
            self._desk.themes,
            self._page.window(),
            kept=self.known.kept,
            measured=self.known.measured,
            ground=self._ground(self.known),
            formats=self._formats,
            may=self._desk.workspace.may(Permission.PLAN),
        )
        self.form.save_wanted.connect(self._save)
        self.form.closed.connect(self.form.deleteLater)
        self.form.open()

    def _take(self, known: Known) -> None:
        self.known = known
        self._panel.show_shrinkage_source(shrinkage_words.source(known.kept, self._formats))

    def _ground(self, known: Known) -> str:
        since, until = (self._formats.day(day, year=True) for day in (known.first_day, known.last_day))
        if not known.measured:
            return tr("No absences are entered from {since} to {until}: nothing is measured").format(
                since=since, until=until
            )
        named = ", ".join(
            f"{shrinkage_words.part_name(part.name)} {self._formats.share(float(part.share), decimals=1)}"
            for part in known.measured
        )
        said = tr("Absences from {since} to {until} took of all contracts: {parts}")
        return said.format(since=since, until=until, parts=named)

    def _save(self, shrinkage: Shrinkage) -> None:
        workspace = self._desk.workspace
        self._desk.act(
            lambda: save_shrinkage_parts(workspace, shrinkage=shrinkage),
            said=Said(text=tr("Parts of shrinkage saved")),
            failed=self.failed.emit,
        )


def _known(workspace: Workspace) -> Known:
    yesterday = workspace.today() - timedelta(days=1)
    since = yesterday - timedelta(days=_MEASURED_DAYS - 1)
    return Known(
        kept=shrinkage_parts(workspace),
        measured=measured_shrinkage(workspace, first_day=since, last_day=yesterday),
        first_day=since,
        last_day=yesterday,
    )
