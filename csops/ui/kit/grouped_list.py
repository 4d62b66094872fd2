"""A list at the left of a tab: names under headings, of which one is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csops.ui.kit.marks import box, paint_focus
from csops.ui.kit.theme import Theme, Themes

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """A name with a note at its end; greyed where it is not active. With id 0 it is the heading of those below.

    `details` are lines below the name, in smaller type.
    """

    id: int
    title: str
    note: str = ""
    active: bool = True
    details: tuple[str, ...] = ()


class GroupedList(QListView):
    """Names under headings. Up and Down move, headings are passed over; what is typed finds by its beginning.

    Signals:
        chosen(int): the id of another row, after a person chose it.
        search_wanted: `/` was pressed.
    """

    chosen = Signal(int)
    search_wanted = Signal()

    def __init__(self, themes: Themes, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self._rows = QStandardItemModel(self)
        self._is_silent = False
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(themes, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.selectionModel().currentChanged.connect(self._moved)
        themes.changed.connect(self.doItemsLayout)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows; what was chosen stays chosen where it is still there, and the list where it was."""
        before, place = self.current_id(), self.verticalScrollBar().value()
        self._is_silent = True
        self._rows.clear()
        for row in rows:
            item = QStandardItem(row.title)
            item.setData(row, ROW)
            told = ", ".join(filter(None, (row.title, row.note, *row.details)))
            item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(told)
            if not row.id:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._rows.appendRow(item)
        self.choose(before)
        self.verticalScrollBar().setValue(place)
        self._is_silent = False

    def ids(self) -> list[int]:
        """Return the ids of the rows in their order, without headings."""
        return [row.id for row in self.rows() if row.id]

    def rows(self) -> list[ListRow]:
        """Return the rows and headings as they are shown."""
        return [self._rows.item(place).data(ROW) for place in range(self._rows.rowCount())]

    def current_id(self) -> int | None:
        """Return the id of what is chosen."""
        row = self.currentIndex().data(ROW)
        return row.id if isinstance(row, ListRow) else None

    def choose(self, record_id: int | None) -> None:
        """Choose a row, without a signal; none for an id that is not there."""
        was_silent, self._is_silent = self._is_silent, True
        ids = [row.id for row in self.rows()]
        place = ids.index(record_id) if record_id and record_id in ids else -1
        self.setCurrentIndex(self._rows.index(place, 0))
        self._is_silent = was_silent

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: `/` leads into the search."""
        if event.text() == "/":
            self.search_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.data(ROW)
        if isinstance(row, ListRow) and row.id and not self._is_silent:
            self.chosen.emit(row.id)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, themes: Themes, parent: GroupedList) -> None:
        super().__init__(parent)
        self._themes, self._list = themes, parent

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        theme, row = self._themes.current, index.data(ROW)
        if not isinstance(row, ListRow) or (row.id and not row.details):
            return QSize(theme.space(10), theme.size("row"))
        if not row.id:
            return QSize(theme.space(10), theme.size("rowCompact"))
        return QSize(theme.space(10), theme.size("row") + len(row.details) * theme.line("small") + theme.space(1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._themes.current, index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._list.layoutDirection())
        if not row.id:
            self._paint_heading(painter, rect, theme, row)
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_ground(
                painter, rect, theme, chosen=chosen, hover=bool(state & QStyle.StateFlag.State_MouseOver)
            )
            words = rect.adjusted(theme.space(4), 0, -theme.space(4), 0)
            if row.details:
                self._paint_details(painter, words, theme, row)
                words.setHeight(theme.size("row"))
            self._paint_words(painter, words, theme, row)
            if chosen and self._list.hasFocus():
                paint_focus(painter, rect.adjusted(2, 2, -2, -2), theme, radius=theme.radius("control"))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, theme: Theme, row: ListRow) -> None:
        painter.fillRect(rect, theme.colour("bg.sunken"))
        inner = rect.adjusted(theme.space(4), 0, -theme.space(4), 0)
        painter.setFont(theme.font("smallStrong"))
        painter.setPen(theme.colour("text.secondary"))
        painter.drawText(inner, _LEADING, row.title)
        painter.setFont(theme.font("small", figures=True))
        painter.drawText(inner, _TRAILING, row.note)

    def _paint_ground(self, painter: QPainter, rect: QRect, theme: Theme, *, chosen: bool, hover: bool) -> None:
        if chosen or hover:
            painter.fillRect(rect, theme.colour("bg.selected" if chosen else "bg.hover"))
        if chosen:
            bar = QRect(rect.left(), rect.top(), theme.stroke("focus"), rect.height())
            seen = QStyle.visualRect(self._list.layoutDirection(), rect, bar)
            box(painter, QRectF(seen), radius=0, fill=theme.colour("accent.solid"), edge=None, width=0)

    def _paint_details(self, painter: QPainter, rect: QRect, theme: Theme, row: ListRow) -> None:
        painter.setFont(theme.font("small", figures=True))
        painter.setPen(theme.colour("text.secondary" if row.active else "text.disabled"))
        small, line = QFontMetrics(painter.font()), theme.line("small")
        top = rect.top() + theme.size("row") - theme.space(1)
        for number, said in enumerate(row.details):
            place = QRect(rect.left(), top + number * line, rect.width(), line)
            painter.drawText(place, _LEADING, small.elidedText(said, Qt.TextElideMode.ElideRight, rect.width()))

    def _paint_words(self, painter: QPainter, rect: QRect, theme: Theme, row: ListRow) -> None:
        title, note = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("small", figures=True))
        taken = note.horizontalAdvance(row.note) + theme.space(3) if row.note else 0
        if title.horizontalAdvance(row.title) + taken > rect.width() and row.active:
            taken = 0  # the name is worth more than what is said of it
        if taken:
            painter.setFont(theme.font("small", figures=True))
            painter.setPen(theme.colour("text.secondary" if row.active else "text.disabled"))
            painter.drawText(rect, _TRAILING, row.note)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text.primary" if row.active else "text.disabled"))
        room = QStyle.visualRect(self._list.layoutDirection(), rect, rect.adjusted(0, 0, -taken, 0))
        painter.drawText(room, _LEADING, title.elidedText(row.title, Qt.TextElideMode.ElideRight, room.width()))
