"""The reviews that one has made and sent, the latest first, with what became of each."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.services.review_answers import SentByMe, reviews_i_sent
from csops.ui.desk import Desk
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action, Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.held_rows import HeldRows
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.table_pane import TablePane
from csops.ui.kit.table_view import DataTable
from csops.ui.kit.waiting import Skeleton
from csops.ui.quality.queue.sent_columns import SentColumns, SentRow
from csops.ui.quality.wording import tr

LISTED = 500
"""A list shows so many at most; nobody reads on."""
_WORDS_FROM = 620
"""How wide the page is where there is room for the words of the acts."""


class SentPane(QWidget):
    """The list; `acts_row` holds its buttons, for the page to put where there is room. Enter opens a review.

    Signals:
        review_wanted(int): this review shall be shown beside its contact.
        case_wanted(int): this case shall be shown.
        was_read: what was sent stands here as it is now.
    """

    was_read = Signal()
    review_wanted = Signal(int)
    case_wanted = Signal(int)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self.found: SentByMe | None = None
        columns = SentColumns(desk, formats).columns()
        self.rows = HeldRows(columns)
        self.model = PagedTableModel(columns, desk.tasks, self)
        self.view = DataTable(desk.themes, self.model, name=tr("Reviews that you sent"))
        read = Action(tr("Review"), icon_name="badge-check", run=self._read, parent=self)
        read.keys = "Return"  # the table answers Enter itself
        self.offered = (read, Action(tr("Case"), icon_name="inbox", keys="O", run=self._case, parent=self))
        self.buttons = [Button.for_action(desk.themes, action) for action in self.offered]
        self.table = TablePane(desk.themes, self.view, actions=self.offered)
        self.empty = EmptyState(
            desk.themes,
            icon="badge-check",
            title=tr("You have sent no review yet"),
            why=tr(
                "Reviews that you made come here once they are sent, with what became of them: whether the person has "
                "read, answered or disputed them"
            ),
        )
        self.acts_row = QWidget()
        self.stack = QStackedWidget()
        self._lay_out()
        self.model.show(fetch=self.rows.fetch, count=self.rows.count)
        self.model.arrived.connect(self._arrived)
        self.view.selectionModel().currentChanged.connect(lambda *_which: self._follow())
        self.view.opened.connect(lambda _record: self.offered[0].trigger())
        self._follow()

    def refresh(self) -> None:
        """Read them anew."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: reviews_i_sent(workspace, limit=LISTED), then=self._show, key=("sent", id(self)))

    def _show(self, found: SentByMe) -> None:
        self.found = found
        self.rows.hold(SentRow(sent=one) for one in found.reviews)
        self.model.refresh()
        said = tr("%Ln reviews", found.number)
        if found.is_cut:
            number = self._formats.number(len(found.reviews))
            said = tr("{reviews}, the newest {number} here").format(reviews=said, number=number)
        self.table.totals.show_totals(said, {})
        shown = self.table if found.number else self.empty
        self.stack.setCurrentWidget(shown)
        self.acts_row.setVisible(bool(found.number) and not self.isHidden())
        self.setFocusProxy(self.view if found.number else self.empty)
        self._follow()
        self.was_read.emit()

    # ------------------------------------------------------------ acting
    def current(self) -> SentRow | None:
        """Return what is under the keys."""
        record = self.view.current_record()
        return record if isinstance(record, SentRow) else None

    def _read(self) -> None:
        if (row := self.current()) is not None and row.sent.review.contact_id is not None:
            self.review_wanted.emit(row.id)

    def _case(self) -> None:
        if (row := self.current()) is not None and row.sent.review.case_id is not None:
            self.case_wanted.emit(row.sent.review.case_id)

    def _follow(self) -> None:
        """Offer what can be done: a review whose contact was removed is told in reports alone."""
        row, (read, case) = self.current(), self.offered
        read.setEnabled(row is not None and row.sent.review.contact_id is not None)
        case.setEnabled(row is not None and row.sent.review.case_id is not None)

    def _arrived(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.go_to(0)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the acts are icons, with their words on hover."""
        super().resizeEvent(event)
        is_wide = self.width() >= self._desk.themes.current.px(_WORDS_FROM)
        for button in self.buttons:
            button.set_words_shown(is_wide)

    def _lay_out(self) -> None:
        themes = self._desk.themes
        acts = QHBoxLayout(self.acts_row)
        Spacing(themes, acts, gap=2)
        for button in self.buttons:
            acts.addWidget(button)
        self.acts_row.hide()
        for part in (Skeleton(themes), self.table, self.empty):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(self.stack)
