"""The list of calibrations: what is to be rated first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.services.calibrations import SeenCalibration
from csops.ui.desk import Desk
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.formats import Formats
from csops.ui.kit.held_rows import HeldRows
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_cells import Heading
from csops.ui.kit.table_groups import GroupedModel, GroupedTable
from csops.ui.kit.table_pane import TablePane
from csops.ui.quality.calibration.columns import GROUPS, SessionColumns, SessionRow, group_of, group_words
from csops.ui.quality.calibration.lack import Lack, no_sessions
from csops.ui.quality.wording import tr


class SessionList(QWidget):
    """Sessions in groups. Enter opens one.

    Signals:
        opened(int): this session shall be shown.
        begin_wanted: one shall be begun.
        place_wanted(str, object): this place shall be shown, with a question.
    """

    opened = Signal(int)
    begin_wanted = Signal()
    place_wanted = Signal(str, object)

    def __init__(self, desk: Desk, formats: Formats, *, runs: bool) -> None:
        super().__init__()
        columns = SessionColumns(desk, formats).columns()
        self.rows = HeldRows(columns, keys=GROUPS, group=group_of, words=group_words, number=formats.number)
        self.model = GroupedModel(columns, desk.tasks, self)
        self.model.records = self.rows.records
        self.view = GroupedTable(desk.themes, self.model, name=tr("Calibrations"))
        show = Action(tr("Open"), icon_name="scale", run=self._open, parent=self)
        show.keys = "Return"  # the table answers Enter itself
        self.table = TablePane(desk.themes, self.view, actions=[show])
        self._desk, self._runs, self.lack = desk, runs, Lack.NOTHING
        self.empty = self._no_sessions()
        self._has_stood = False
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column)
        column.addWidget(self.stack)
        self.model.show(fetch=self.rows.fetch, count=self.rows.count)
        self.model.arrived.connect(self._arrived)
        self.view.fold_wanted.connect(self._fold)
        self.view.fold_all_wanted.connect(self._fold_all)
        self.view.opened.connect(lambda _record: self._open())

    def show_sessions(self, found: Sequence[SeenCalibration]) -> None:
        """Show these in place of those before."""
        self.rows.hold(SessionRow(seen=one) for one in found)
        self.model.refresh()
        self.table.totals.show_totals(tr("%Ln calibrations", len(found)), {})
        self.stack.setCurrentIndex(0 if found else 1)
        self.setFocusProxy(self.view if found else self.empty)

    def show_lack(self, lack: Lack) -> None:
        """Say where there are none what is missing before one can be begun."""
        if lack is not self.lack:
            self.lack, before = lack, self.empty
            self.empty = self._no_sessions()
            self.stack.addWidget(self.empty)
            self.stack.removeWidget(before)
            before.deleteLater()

    def _no_sessions(self) -> EmptyState:
        begin = self.begin_wanted.emit if self._runs else None
        return no_sessions(self._desk, self.lack, begin=begin, go=self.place_wanted.emit)

    def _open(self) -> None:
        record = self.view.current_record()
        if isinstance(record, SessionRow):
            self.opened.emit(record.id)

    def _arrived(self) -> None:
        if not self._has_stood and self.view.current_record() is None:
            self.view.go_to(1)  # Qt's own choice would be the heading
        self._has_stood = self._has_stood or self.view.current_record() is not None

    def _fold(self, heading: Heading) -> None:
        self.rows.fold(heading)
        self.model.refresh()

    def _fold_all(self, away: bool) -> None:
        self.rows.fold_all(away)
        self.model.refresh()
