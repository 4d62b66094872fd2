"""The candidates of an opening: by how far they came, with the scorecards that are finished and those that wait."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.openings import Outcome, Stage
from csops.services.candidates import Applied, list_applied
from csops.ui.desk import Desk
from csops.ui.hiring.openings.candidate_columns import candidate_columns
from csops.ui.hiring.openings.held_rows import HeldRows
from csops.ui.hiring.openings.part import Part
from csops.ui.hiring.openings.words import outcome_words, stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.table_groups import GroupedModel, GroupedTable
from csops.ui.kit.table_pane import TablePane

KINDS = frozenset({Kind.APPLICATION, Kind.CANDIDATE, Kind.SCORECARD, Kind.TIE, Kind.SEAT, Kind.OPENING})
_OVER = tuple(outcome for outcome in Outcome if outcome is not Outcome.OPEN)
GROUPS = (*(stage.value for stage in Stage), *(outcome.value for outcome in _OVER))


class CandidatesPart(Part):
    """Who applied, grouped by stage; whoever goes no further stands below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats()
        columns = candidate_columns(self._formats)
        self.rows = HeldRows(columns, keys=GROUPS, group=group_of, words=group_words, number=self._formats.number)
        self.model = GroupedModel(columns, desk.tasks, self)
        self.model.records = self.rows.records
        self.view = GroupedTable(desk.themes, self.model, name=tr("Candidates"))
        self.pane = TablePane(desk.themes, self.view, actions=self._list_actions())
        self.empty = self._nobody()
        self.stack = QStackedWidget()
        for widget in (self.pane, self.empty):
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
                lambda: list_applied(workspace, opening_id=opening_id), then=self._show, key=("candidates", id(self))
            )

    def show_opening(self, opening_id: int) -> None:
        """Show another opening's candidates, from the top."""
        self.rows.hold(())
        self.model.refresh()
        super().show_opening(opening_id)

    def _show(self, found: list[Applied]) -> None:
        self.rows.hold(found)
        self.model.refresh()
        self.pane.totals.show_totals(tr("%Ln candidates", len(found)), {})
        self.stack.setCurrentIndex(0 if found else 1)

    def applied(self) -> Applied | None:
        """Return who is under the keys."""
        record = self.view.current_record()
        return record if isinstance(record, Applied) else None

    # ------------------------------------------------------------ acting
    def _open(self, record: object) -> None:
        if isinstance(record, Applied):
            self.wanted.emit("candidate", {"application_id": record.id})

    def _score(self) -> None:
        one = self.applied()
        if one is not None and one.mine is not None:
            self.wanted.emit("score", {"card_id": one.mine.id})

    def _list_actions(self) -> Sequence[Action]:
        return (Action(tr("Fill your scorecard"), icon_name="clipboard-check", keys="S", run=self._score, parent=self),)

    def _connect(self) -> None:
        self.model.show(fetch=self.rows.fetch, count=self.rows.count)
        self.model.arrived.connect(self._arrived)
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

    def _nobody(self) -> EmptyState:
        return EmptyState(
            self.desk.themes,
            icon="users",
            title=tr("Nobody applied yet"),
            why=tr(
                "Who applies stands here by how far they came. Whoever runs the opening adds them one by one, or "
                "imports a list"
            ),
        )

    def focus_list(self) -> None:
        """Put the keys into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


def group_of(applied: Applied) -> str:
    """Return the group in which somebody stands: the stage while they go on, else what became of it."""
    application = applied.application
    return application.stage.value if application.outcome is Outcome.OPEN else application.outcome.value


def group_words(key: str) -> str:
    """Return what the heading of a group says."""
    stages = {stage.value: stage_words(stage) for stage in Stage}
    return stages[key] if key in stages else outcome_words(Outcome(key))
