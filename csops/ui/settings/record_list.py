"""The list at the left of a tab: people, channels or topics, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csops.ui.kit.marks import box, paint_avatar, paint_channel, paint_focus
from csops.ui.kit.theme import Theme, Themes

ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Row:
    """A name over a note, with the picture of a person or a channel; without one both stand in one line.

    What is not active is greyed.
    """

    id: int
    title: str
    note: str
    person: str = ""
    channel: str = ""
    active: bool = True


class RecordList(QListView):
    """Rows of which one is chosen; Up and Down move.

    Signals:
        chosen(int): the id of another row, after a person chose it.
    """

    chosen = Signal(int)

    def __init__(self, themes: Themes, *, name: str) -> None:
        super().__init__()
        self.themes = themes
        self.is_one_line = False
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(themes, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.selectionModel().currentChanged.connect(self._moved)
        self._is_silent = False
        themes.changed.connect(self._fit)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; what was chosen stays chosen where it is still there."""
        before = self.current_id()
        self._is_silent = True
        self._rows.clear()
        self.is_one_line = not any(row.person or row.channel for row in rows)
        for row in rows:
            item = QStandardItem(row.title)
            item.setData(row, ROW)
            item.setData(", ".join(filter(None, (row.title, row.note))), Qt.ItemDataRole.AccessibleTextRole)
            self._rows.appendRow(item)
        self.choose(before)
        self._is_silent = False
        self._fit()

    def ids(self) -> list[int]:
        """Return the ids of the rows in their order."""
        return [self._rows.item(number).data(ROW).id for number in range(self._rows.rowCount())]

    def current_id(self) -> int | None:
        """Return the id of what is chosen."""
        row = self.currentIndex().data(ROW)
        return row.id if isinstance(row, Row) else None

    def choose(self, record_id: int | None) -> None:
        """Choose a row, without a signal; none for an id that is not there."""
        was_silent, self._is_silent = self._is_silent, True
        ids = self.ids()
        row = ids.index(record_id) if record_id in ids else -1
        self.setCurrentIndex(self._rows.index(row, 0))
        self._is_silent = was_silent

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.data(ROW)
        if isinstance(row, Row) and not self._is_silent:
            self.chosen.emit(row.id)

    def _fit(self) -> None:
        rows = max(1, self._rows.rowCount())
        self.setFixedHeight(rows * self.row_height())

    def row_height(self) -> int:
        """Return how high a row is: with one line or two."""
        theme = self.themes.current
        return theme.size("row") if self.is_one_line else theme.space(12) + theme.space(1)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, themes: Themes, parent: RecordList) -> None:
        super().__init__(parent)
        self._themes, self._list = themes, parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._themes.current.space(10), self._list.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, row = self._themes.current, index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, theme, chosen=chosen, hover=bool(state & QStyle.StateFlag.State_MouseOver))
        left = theme.space(4)
        if row.person or row.channel:
            left += self._paint_picture(painter, rect, theme, row)
        self._paint_words(painter, self._seen(rect, rect.adjusted(left, 0, -theme.space(3), 0)), theme, row)
        if chosen and self._list.hasFocus():
            paint_focus(painter, rect.adjusted(2, 2, -2, -2), theme, radius=theme.radius("control"))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, theme: Theme, *, chosen: bool, hover: bool) -> None:
        if chosen or hover:
            painter.fillRect(rect, theme.colour("bg.selected" if chosen else "bg.hover"))
        if chosen:
            width = theme.stroke("focus")
            bar = self._seen(rect, QRect(rect.left(), rect.top(), width, rect.height()))
            box(painter, QRectF(bar), radius=0, fill=theme.colour("accent.solid"), edge=None, width=0)

    def _seen(self, row: QRect, place: QRect) -> QRect:
        """Return where a place of a row lies on the screen: mirrored where the language is."""
        return QStyle.visualRect(self._list.layoutDirection(), row, place)

    def _paint_picture(self, painter: QPainter, rect: QRect, theme: Theme, row: Row) -> int:
        side = theme.size("avatar", 2)
        left = rect.left() + theme.space(4)
        place = self._seen(rect, QRect(left, rect.center().y() - side // 2 + 1, side, side))
        if row.person:
            paint_avatar(painter, place, theme, row.person)
        else:
            paint_channel(painter, place, theme, row.channel)
        return side + theme.space(3)

    def _paint_words(self, painter: QPainter, rect: QRect, theme: Theme, row: Row) -> None:
        line = theme.line("body")
        top = rect.center().y() - (line // 2 if self._list.is_one_line else line) + 1
        for text, font, colour in (
            (row.title, "bodyStrong", "text.primary"),
            (row.note, "small", "text.secondary"),
        ):
            painter.setFont(theme.font(font, figures=True))
            painter.setPen(theme.colour(colour if row.active else "text.disabled"))
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            where = QRect(rect.left(), top, rect.width(), line)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
            if self._list.is_one_line:
                used = painter.fontMetrics().horizontalAdvance(words) + theme.space(2)
                rect = self._seen(rect, rect.adjusted(used, 0, 0, 0))
            else:
                top += line
