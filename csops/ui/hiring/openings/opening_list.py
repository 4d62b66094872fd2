"""The list of openings: what is asked for, how far the candidates are, and what waits for oneself."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.openings import OpeningState, Stage
from csops.services.opening_lines import OpeningLine
from csops.ui.desk import Desk
from csops.ui.hiring.openings.words import places, stage_words, state_family, state_words
from csops.ui.hiring.scoring.my_cards import MyCards
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.formats import Formats
from csops.ui.kit.held_rows import HeldRows
from csops.ui.kit.table_cells import PLAIN, QUIET, Align, CellLook, Column
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.table_pane import TablePane
from csops.ui.kit.table_view import DataTable


class OpeningList(QWidget):
    """All openings that this member may see.

    Signals:
        opened(int): the opening with this id shall be shown.
        new_wanted: the empty list offers to open the first place.
    """

    opened = Signal(int)
    new_wanted = Signal()

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk = desk
        columns = opening_columns(formats)
        self.rows = HeldRows(columns)
        self.model = PagedTableModel(columns, desk.tasks, self)
        self.view = DataTable(desk.themes, self.model, name=tr("Openings"))
        self.pane = TablePane(desk.themes, self.view)
        self.empty = self._nothing()
        self._stack = QStackedWidget()
        for widget in (self.pane, self.empty):
            self._stack.addWidget(widget)
        self.my_cards = MyCards(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.my_cards)
        column.addWidget(self._stack, 1)
        opened: Any = self.opened
        self.view.opened.connect(lambda line: opened.emit(line.id))
        self.view.opened_beside.connect(lambda line: opened.emit(line.id))
        self.model.show(fetch=self.rows.fetch, count=self.rows.count)
        self.model.arrived.connect(self._arrived)
        self.setFocusProxy(self.view)

    def show_lines(self, lines: Sequence[OpeningLine]) -> None:
        """Show these openings."""
        self.rows.hold(lines)
        self.model.refresh()
        self.pane.totals.show_totals(tr("%Ln openings", len(lines)), {})
        self._stack.setCurrentIndex(0 if lines else 1)
        self.setFocusProxy(self.view if lines else self.empty)

    def focus_list(self) -> None:
        """Put the keys into the list."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrived(self) -> None:
        """Let the keys act on the first row where the list had the focus before there were any."""
        if not self.view.currentIndex().isValid():
            self.view.go_to(0)

    def _nothing(self) -> EmptyState:
        may = self._desk.workspace.may(Permission.HIRE)
        why = tr(
            "An opening holds what is asked for, who applied, who rates whom, and what was decided. It is made from a "
            "role profile, or from the people that the forecast misses"
        )
        none = tr("Whoever runs an opening plans who rates. An opening in which you rate appears here")
        return EmptyState(
            self._desk.themes,
            icon="user-plus",
            title=tr("No place to fill yet"),
            why=why if may else none,
            action=tr("Open a place") if may else "",
            run=self.new_wanted.emit,
        )


def opening_columns(formats: Formats) -> list[Column]:
    """Return the columns of the list."""
    return [
        Column(
            key="title",
            title=tr("Opening"),
            value=lambda line: line.opening.title,
            look=lambda _line: CellLook(strong=True),
            width=190,
            least=150,
            grows=True,
            pinned=True,
        ),
        Column(
            key="role",
            title=tr("Role"),
            value=lambda line: line.role,
            look=lambda _line: QUIET,
            width=190,
            least=120,
        ),
        Column(
            key="state",
            title=tr("State"),
            value=lambda line: state_words(line.opening.state),
            look=lambda line: CellLook(pill=state_family(line.opening.state)),
            width=84,
        ),
        Column(
            key="people",
            title=tr("Hired"),
            value=lambda line: places(line, formats),
            align=Align.TRAILING,
            width=72,
        ),
        Column(
            key="needed_by",
            title=tr("Needed by"),
            value=lambda line: line.opening.needed_by,
            text=formats.day,
            look=lambda _line: QUIET,
            align=Align.TRAILING,
            width=92,
        ),
        *(_stage(stage, formats) for stage in Stage if stage is not Stage.HIRED),
        Column(
            key="waiting",
            title=tr("Waits for you"),
            value=lambda line: len(line.waiting),
            text=lambda count: tr("%Ln scorecards", count) if count else formats.number(0),
            look=lambda line: CellLook(strong=True, colour="accent.text") if line.waiting else QUIET,
            align=Align.TRAILING,
            width=112,
        ),
    ]


def _stage(stage: Stage, formats: Formats) -> Column:
    def count(line: OpeningLine) -> int:
        return line.stages.get(stage, 0)

    def look(line: OpeningLine) -> CellLook:
        return PLAIN if count(line) and line.opening.state is OpeningState.OPEN else QUIET

    return Column(
        key=stage.value,
        title=stage_words(stage),
        value=count,
        text=formats.number,
        look=look,
        align=Align.TRAILING,
        width=78,
    )
