"""The candidates of an opening: by how far they came, with the scorecards that are finished and those that wait."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.openings import OpeningState, Outcome, Stage
from csops.services.candidates import Applied, list_applied
from csops.services.opening_lines import OpeningLine, opening_line
from csops.ui.desk import Desk
from csops.ui.hiring.openings.candidate_columns import candidate_columns
from csops.ui.hiring.openings.candidate_door import CandidateDoor
from csops.ui.hiring.openings.moving import Moving
from csops.ui.hiring.openings.part import Part
from csops.ui.hiring.openings.words import outcome_words, stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.formats import Formats
from csops.ui.kit.held_rows import HeldRows
from csops.ui.kit.live import Refresher
from csops.ui.kit.table_groups import GroupedModel, GroupedTable
from csops.ui.kit.table_pane import TablePane

KINDS = frozenset({Kind.APPLICATION, Kind.CANDIDATE, Kind.SCORECARD, Kind.TIE, Kind.SEAT, Kind.OPENING, Kind.MEMBER})
_OVER = tuple(outcome for outcome in Outcome if outcome is not Outcome.OPEN)
GROUPS = (*(stage.value for stage in Stage), *(outcome.value for outcome in _OVER))


class CandidatesPart(Part):
    """Who applied, grouped by stage; whoever goes no further stands below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        columns = candidate_columns(self._formats)
        self.rows = HeldRows(columns, keys=GROUPS, group=group_of, words=group_words, number=self._formats.number)
        self.model = GroupedModel(columns, desk.tasks, self)
        self.model.records = self.rows.records
        self.view = GroupedTable(desk.themes, self.model, name=tr("Candidates"))
        self.pane = TablePane(desk.themes, self.view)
        self.add = Action(tr("Add candidate"), icon_name="user-plus", run=self.begin, parent=self)
        self._offered: tuple[Action, ...] = ()
        self.bring = Action(tr("Import a list"), icon_name="download", run=self._import, parent=self)
        self.decide = Action(tr("Decide"), icon_name="signpost", keys="F2", run=self._decide, parent=self)
        self.door = CandidateDoor(desk, self, self._formats)
        self.moving = Moving(desk, self._formats, self)
        self._sources: list[str] = []
        self.empty, self.nobody = self._nobody(adds=True), self._nobody(adds=False)
        self.stack = QStackedWidget()
        for widget in (self.pane, self.empty, self.nobody):
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._connect()
        self.setFocusProxy(self.view)
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)

    def refresh(self) -> None:
        """Read who applied anew."""
        workspace, opening_id = self.desk.workspace, self.opening_id
        if opening_id:
            self.desk.ask(
                lambda: (
                    opening_line(workspace, opening_id=opening_id),
                    list_applied(workspace, opening_id=opening_id),
                ),
                then=self._show,
                key=("candidates", id(self)),
            )

    def show_opening(self, opening_id: int) -> None:
        """Show another opening's candidates, from the top."""
        self.rows.hold(())
        self.model.refresh()
        super().show_opening(opening_id)

    def _show(self, read: tuple[OpeningLine, list[Applied]]) -> None:
        line, found = read
        if line.id != self.opening_id:
            return
        self.rows.hold(found)
        self.model.refresh()
        self.pane.totals.show_totals(tr("%Ln candidates", len(found)), {})
        self._show_ground(self.pane if found else self.empty if _takes(line) else self.nobody)
        adds, decides = _takes(line), line.may_run and bool(found)
        brings = adds and self.desk.workspace.may(Permission.IMPORT)
        offered = ((self.add, adds), (self.bring, brings), (self.decide, decides))
        self._offered = tuple(action for action, is_offered in offered if is_offered)
        self._sources = [one.source for one in found]
        self.head_changed.emit()

    def _show_ground(self, ground: QWidget) -> None:
        had_focus = self.stack.currentWidget() is not ground and self.isAncestorOf(self.window().focusWidget())
        self.stack.setCurrentWidget(ground)
        self.setFocusProxy(self.view if ground is self.pane else ground)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def top_actions(self) -> Sequence[QAction]:
        """Return what whoever runs the opening can do: decide on who is under the keys, add one."""
        return self._offered

    def applied(self) -> Applied | None:
        """Return who is under the keys."""
        record = self.view.current_record()
        return record if isinstance(record, Applied) else None

    # ------------------------------------------------------------ acting
    def begin(self) -> None:
        """Ask who applies."""
        self.door.add(self.opening_id, sources=self._sources)

    def _open(self, record: object) -> None:
        if isinstance(record, Applied):
            self.wanted.emit("candidate", {"application_id": record.id})

    def _import(self) -> None:
        self.wanted.emit("import", {"opening_id": self.opening_id})

    def _decide(self) -> None:
        """Show what may be decided on who is under the keys."""
        one = self.applied()
        if one is not None:
            row = self.view.visualRect(self.view.currentIndex())
            below = self.view.viewport().mapToGlobal(QPoint(self.desk.themes.current.space(12), row.bottom()))
            self.moving.open_menu(one.application, below)

    def _connect(self) -> None:
        self.model.show(fetch=self.rows.fetch, count=self.rows.count)
        self.model.arrived.connect(self._arrived)
        self.door.failed.connect(self.desk.failed)
        self.view.opened.connect(self._open)
        self.view.opened_beside.connect(self._open)
        self.view.fold_wanted.connect(lambda heading: self._fold(lambda: self.rows.fold(heading)))
        self.view.fold_all_wanted.connect(lambda away: self._fold(lambda: self.rows.fold_all(away)))

    def _arrived(self) -> None:
        """Let the keys act on the first candidate where nobody was chosen yet; row 0 is a heading."""
        if not self.view.currentIndex().isValid():
            self.view.go_to(1)

    def _fold(self, fold: Callable[[], None]) -> None:
        fold()
        self.model.refresh()

    def _nobody(self, *, adds: bool) -> EmptyState:
        why = tr("Who applies stands here by how far they came. Add them one by one, or import a list")
        none = tr("Who applies stands here by how far they came. Whoever runs the opening adds them while it is open")
        return EmptyState(
            self.desk.themes,
            icon="users",
            title=tr("Nobody applied yet"),
            why=why if adds else none,
            action=tr("Add candidate") if adds else "",
            run=self.begin,
        )

    def focus_list(self) -> None:
        """Put the keys into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes(line: OpeningLine) -> bool:
    """Whether this member may add candidates now."""
    return line.may_run and line.opening.state is OpeningState.OPEN


def group_of(applied: Applied) -> str:
    """Return the group in which somebody stands: the stage while they go on, else what became of it."""
    application = applied.application
    return application.stage.value if application.outcome is Outcome.OPEN else application.outcome.value


def group_words(key: str) -> str:
    """Return what the heading of a group says."""
    stages = {stage.value: stage_words(stage) for stage in Stage}
    return stages[key] if key in stages else outcome_words(Outcome(key))
