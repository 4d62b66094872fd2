"""The list of contacts to review, with what can be done about each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.review_queue import QueueItem
from csops.domain.reviews import Purpose
from csops.ui.desk import Desk
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action, Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.held_rows import HeldRows
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_cells import Heading
from csops.ui.kit.table_groups import GroupedModel, GroupedTable
from csops.ui.kit.table_pane import TablePane
from csops.ui.quality.queue.acts import QueueActs
from csops.ui.quality.queue.columns import GROUPS, QueueColumns, QueueRow, group_of, group_words
from csops.ui.quality.queue.queue_empty import Lack, empty_queue
from csops.ui.quality.queue.reason_dialog import DrawReasonDialog
from csops.ui.quality.wording import tr

_WORDS_FROM, _WORDS_FROM_ALL = 760, 980
"""How wide the page is where there is room for the words of the acts, and of all that supervisors have."""


class QueuePane(QWidget):
    """The list; `acts_row` holds its buttons, for the page to put where there is room.

    Signals:
        review_wanted(int): the review of this pick shall be made.
        case_wanted(int): this case shall be shown.
        draw_wanted: more shall be drawn.
        place_wanted(str, object): this place shall be shown, with a question.
    """

    review_wanted = Signal(int)
    case_wanted = Signal(int)
    draw_wanted = Signal()
    place_wanted = Signal(str, object)

    def __init__(self, desk: Desk, formats: Formats, *, sees_all: bool) -> None:
        super().__init__()
        self._desk, self._formats, self._sees_all = desk, formats, sees_all
        self.acts = QueueActs(desk, self)
        self.reason: DrawReasonDialog | None = None
        self._all: list[QueueRow] = []
        self._is_gone = False  # what the keys stood on is in the queue no more
        self._columns = QueueColumns(desk, formats)
        columns = self._columns.columns()
        self.rows = HeldRows(
            columns,
            keys=GROUPS,
            group=lambda row: group_of(row.item, desk.workspace.now()),
            words=group_words,
            number=formats.number,
        )
        self.model = GroupedModel(columns, desk.tasks, self)
        self.model.records = self.rows.records
        self.view = GroupedTable(desk.themes, self.model, name=tr("Contacts to review"))
        self.offered = self._actions()
        self.buttons = [Button.for_action(desk.themes, action) for action in self.offered]
        self.table = TablePane(desk.themes, self.view, actions=self.offered)
        self.lack = Lack.NOTHING
        self.empty = self._empty()
        self.acts_row = QWidget()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_items(self, items: Sequence[QueueItem], *, is_team: bool) -> None:
        """Show these, in place of those before."""
        before, self._all = self._all, [QueueRow(item=item) for item in items]
        now = {row.id for row in self._all}
        stood = self.view.current_record()
        self._is_gone = self._is_gone or (isinstance(stood, QueueRow) and stood.id not in now)
        self.rows.hold(self._all)
        self.model.set_ticks(self.model.ticks.left((row.id for row in before), now))
        self.model.refresh()
        self.view.columns.hide("reviewer", hidden=not is_team)
        self._show_columns()
        self.table.totals.show_totals(tr("%Ln contacts", len(items)), {})
        self.stack.setCurrentWidget(self.table if items else self.empty)
        self.acts_row.setVisible(bool(items))
        self.setFocusProxy(self.view if items else self.empty)
        self._follow()

    def show_lack(self, lack: Lack) -> None:
        """Say where nothing waits what is missing before something can."""
        if lack is not self.lack:
            self.lack, before = lack, self.empty
            self.empty = self._empty()
            self.stack.addWidget(self.empty)
            if self.stack.currentWidget() is before:
                self.stack.setCurrentWidget(self.empty)
                self.setFocusProxy(self.empty)
            self.stack.removeWidget(before)
            before.deleteLater()

    def _empty(self) -> EmptyState:
        draw = self.draw_wanted.emit if self._sees_all else None
        return empty_queue(self._desk, self.lack, draw=draw, go=self.place_wanted.emit)

    def show_begun(self, begun: Mapping[str, datetime]) -> None:
        """Mark what the viewer has begun to review: when they last wrote in each form, by its name."""
        if begun != self._columns.begun:
            self._columns.begun = begun
            self.model.refresh()
        self._show_columns()

    def _show_columns(self) -> None:
        self.view.columns.hide("begun", hidden=not any(self._columns.begun_at(row) for row in self._all))

    def go_to(self, pick_id: int) -> bool:
        """Stand on a pick, and return whether it is there."""
        for number, row in enumerate(self.rows.fetch(0, self.rows.count(), ())):
            if isinstance(row, QueueRow) and row.item.pick.id == pick_id:
                self.view.go_to(number)
                return True
        return False

    def chosen(self) -> list[QueueItem]:
        """Return what is ticked; where nothing is, what is under the keys."""
        ticks = self.view.table.ticks
        if ticked := [row.item for row in self._all if ticks.has(row.id)]:
            return ticked
        record = self.view.current_record()
        return [record.item] if isinstance(record, QueueRow) else []

    # ------------------------------------------------------------ acting
    def _actions(self) -> Sequence[Action]:
        acts = self.acts
        review = Action(tr("Review"), icon_name="badge-check", run=self._on_one(self._review), parent=self)
        review.keys = "Return"  # the table answers Enter itself
        found = [
            review,
            Action(tr("Replace"), icon_name="refresh-cw", keys="R", run=self._on_one(acts.replace), parent=self),
            Action(tr("Drop"), icon_name="x", keys="Delete", run=lambda: acts.drop(self.chosen()), parent=self),
        ]
        if self._sees_all:
            give = lambda: acts.give(self.chosen())  # noqa: E731 - one line beside the others
            found.append(Action(tr("Give"), icon_name="user-round", keys="A", run=give, parent=self))
        how = Action(tr("Why"), icon_name="info", keys="W", run=self._on_one(self._explain), parent=self)
        case = Action(tr("Case"), icon_name="inbox", keys="O", run=self._on_one(self._case), parent=self)
        return [*found, how, case]

    def _on_one(self, run: Callable[[QueueItem], object]) -> Callable[[], None]:
        def run_it() -> None:
            chosen = self.chosen()
            if len(chosen) == 1:
                run(chosen[0])

        return run_it

    def _review(self, item: QueueItem) -> None:
        self.review_wanted.emit(item.pick.id)

    def _case(self, item: QueueItem) -> None:
        if item.contact is not None:
            self.case_wanted.emit(item.contact.case_id)

    def _explain(self, item: QueueItem) -> None:
        self.reason = DrawReasonDialog(self._desk, self.window(), item, formats=self._formats)
        self.reason.open()

    def _follow(self) -> None:
        """Offer what can be done about what is chosen; of others' contacts alone more than a review."""
        chosen = self.chosen()
        me = self._desk.workspace.member.id
        others = bool(chosen) and all(item.purpose is not Purpose.SELF for item in chosen)
        is_one = len(chosen) == 1
        review, replace, drop, *more = self.offered
        mine = is_one and (chosen[0].purpose is Purpose.SELF or chosen[0].pick.reviewer_id == me)
        # Who sees all reviews opens what waits for somebody else as well: its form offers to take it over.
        review.setEnabled(is_one and (mine or self._sees_all) and chosen[0].contact is not None)
        is_drawn = is_one and others and chosen[0].purpose is Purpose.FAIR
        replace.setEnabled(is_drawn)
        drop.setEnabled(others)
        if self._sees_all:
            more[0].setEnabled(others)
        more[-2].setEnabled(is_drawn)
        more[-1].setEnabled(is_one and chosen[0].contact is not None)

    def _connect(self) -> None:
        self.model.show(fetch=self.rows.fetch, count=self.rows.count)
        self.model.arrived.connect(self._arrived)
        self.view.selectionModel().currentChanged.connect(lambda *_which: self._follow())
        self.view.fold_wanted.connect(self._fold)
        self.view.fold_all_wanted.connect(self._fold_all)
        self.view.table.ticked.connect(self._follow)
        self.view.opened.connect(lambda _record: self.offered[0].trigger())

    def _arrived(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.go_to(1)
        elif self._is_gone:
            self._stand_beside(self.view.currentIndex().row())
        self._is_gone = False
        self._follow()

    def _stand_beside(self, row: int) -> None:
        """Stand on the contact that took the place of the one before, else on the nearest above."""
        shown = self.rows.fetch(0, self.rows.count(), self.model.order)
        places = [place for place, one in enumerate(shown) if isinstance(one, QueueRow)]
        if places:
            place = next((one for one in places if one >= row), places[-1])
            self.view.setCurrentIndex(QModelIndex())  # also where only the contact of that row is another
            self.view.go_to(place)

    def _fold(self, heading: Heading) -> None:
        self.rows.fold(heading)
        self.model.refresh()

    def _fold_all(self, away: bool) -> None:
        self.rows.fold_all(away)
        self.model.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the acts are icons, with their words on hover."""
        super().resizeEvent(event)
        room, least = self.acts_row.parentWidget() or self, _WORDS_FROM_ALL if self._sees_all else _WORDS_FROM
        is_wide = room.width() >= self._desk.themes.current.px(least)
        for button in self.buttons:
            button.set_words_shown(is_wide)

    def _lay_out(self) -> None:
        themes = self._desk.themes
        acts = QHBoxLayout(self.acts_row)
        Spacing(themes, acts, gap=2)
        for button in self.buttons:
            acts.addWidget(button)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(self.stack)
