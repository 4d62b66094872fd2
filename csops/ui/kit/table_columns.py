"""The panel that lists all columns of a table: found by name, shown, pinned, moved, and how high the rows are."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role, SearchBox
from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.marks import box, paint_check
from csops.ui.kit.table_cells import by_key
from csops.ui.kit.table_view import DataTable
from csops.ui.kit.theme import Theme, Themes

Index = QModelIndex | QPersistentModelIndex
KEY_ROLE = int(Qt.ItemDataRole.UserRole)
PINNED_ROLE = KEY_ROLE + 1
WIDTH = 266


class ColumnsPanel(QFrame):
    """Opens below the *Columns* button and closes with Escape or a click elsewhere."""

    def __init__(self, themes: Themes, view: DataTable, parent: QWidget | None = None) -> None:
        super().__init__(parent or view, Qt.WindowType.Popup)
        self._themes = themes
        self._columns = view.columns
        self._table = view.table
        self.search = SearchBox(themes, placeholder=self.tr("Find a column"), parent=self)
        self.list = ColumnList(themes, self)
        self.density = Segmented(themes, self._densities(), name=self.tr("Density"), parent=self)
        self.reset = Button(themes, self.tr("Reset"), role=Role.LINK, parent=self)
        self._lay_out()
        self._join()
        self.fill()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt: a raised card."""
        theme, painter = self._themes.current, QPainter(self)
        fill, edge = theme.colour("bg.raised"), theme.colour("border.default")
        painter.fillRect(self.rect(), fill)
        radius, width = theme.radius("card"), theme.stroke("hairline")
        box(painter, QRectF(self.rect()), radius=radius, fill=fill, edge=edge, width=width)

    def fill(self) -> None:
        """List the columns as they stand now."""
        current = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for key in self._columns.order():
            self._add(key)
        self.list.blockSignals(False)
        self.list.setCurrentRow(max(0, min(current, self.list.count() - 1)))
        self.density.choose(self._columns.density)
        self._filter(self.search.text())

    def open_below(self, button: QWidget) -> None:
        """Show the panel below the button that asked for it."""
        self.fill()
        self.adjustSize()
        corner = button.mapToGlobal(
            QPoint(button.width() - self.width(), button.height() + self._themes.current.space(1))
        )
        self.move(corner)
        self.show()
        self.search.setFocus()

    def move_column(self, key: str, step: int) -> None:
        """Move a column one place: what dragging its handle does, by key."""
        place = self._columns.order().index(key) + step
        if 0 <= place < self.list.count():
            self._columns.move(key, place)
            self.fill()
            self.list.setCurrentRow(self._columns.order().index(key))

    def _densities(self) -> list[Option]:
        return [
            Option(key="compact", text=self.tr("Compact")),
            Option(key="default", text=self.tr("Default")),
            Option(key="comfortable", text=self.tr("Roomy")),
        ]

    def _lay_out(self) -> None:
        theme = self._themes.current
        self.list.viewport().setAutoFillBackground(False)
        self.list.setStyleSheet("background: transparent;")
        self.setFixedWidth(theme.px(WIDTH) + theme.space(6))
        foot = QHBoxLayout()
        foot.addWidget(Text(self._themes, self.tr("Density"), font="small", colour="text.secondary", parent=self))
        foot.addWidget(self.density, 1)
        column = QVBoxLayout(self)
        margin = theme.space(3)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space(2))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(Line(self._themes, parent=self))
        column.addLayout(foot)
        column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTrailing)

    def _join(self) -> None:
        self.search.textChanged.connect(self._filter)
        # Queued: the list is filled anew, which must not happen in the middle of its own drop or click.
        queued = Qt.ConnectionType.QueuedConnection
        self.list.itemChanged.connect(self._item_changed, queued)
        self.list.model().rowsMoved.connect(self._dragged, queued)
        self.list.pin_wanted.connect(self._toggle_pin, queued)
        self.list.move_wanted.connect(self.move_column, queued)
        self.density.chosen.connect(self._columns.set_density)
        self.reset.clicked.connect(self._reset)

    def _add(self, key: str) -> None:
        item = QListWidgetItem(by_key(self._table.columns)[key].title)
        item.setData(KEY_ROLE, key)
        item.setData(PINNED_ROLE, self._columns.is_pinned(key))
        item.setCheckState(Qt.CheckState.Unchecked if self._columns.is_hidden(key) else Qt.CheckState.Checked)
        item.setToolTip(self.tr("Space shows or hides, P pins, Alt with Up or Down moves"))
        self.list.addItem(item)

    def _filter(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(text.casefold() not in item.text().casefold())

    def _item_changed(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        states = {item.data(KEY_ROLE): item.checkState() for item in items}
        for key, state in states.items():
            if self._columns.is_hidden(key) != (state == Qt.CheckState.Unchecked):
                self._columns.hide(key, hidden=state == Qt.CheckState.Unchecked)
        self.fill()

    def _toggle_pin(self, key: str) -> None:
        self._columns.pin(key, pinned=not self._columns.is_pinned(key))
        self.fill()

    def _dragged(self) -> None:
        for place in range(self.list.count()):
            self._columns.move(self.list.item(place).data(KEY_ROLE), place)
        self.fill()

    def _reset(self) -> None:
        self._columns.reset()
        self.fill()


class ColumnList(QListWidget):
    """The rows of the panel, which can be dragged by their handles.

    Signals:
        pin_wanted(str): a column shall be pinned, or no longer.
        move_wanted(str, int): a column shall move so many places.
    """

    pin_wanted = Signal(str)
    move_wanted = Signal(str, int)

    def __init__(self, themes: Themes, parent: ColumnsPanel) -> None:
        super().__init__(parent)
        self.setItemDelegate(_ColumnDelegate(themes, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Columns"))
        self.setMinimumHeight(themes.current.size("rowCompact") * 6)

    def sizeHint(self) -> QSize:
        """Override of Qt: up to a dozen rows without scrolling."""
        rows = min(12, self.count())
        return QSize(super().sizeHint().width(), rows * max(1, self.sizeHintForRow(0)) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: P pins, Alt with an arrow moves."""
        item = self.currentItem()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if item is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_wanted.emit(item.data(KEY_ROLE), steps[Qt.Key(event.key())])
        elif item is not None and event.key() == Qt.Key.Key_P:
            self.pin_wanted.emit(item.data(KEY_ROLE))
        else:
            super().keyPressEvent(event)


class _ColumnDelegate(QStyledItemDelegate):
    def __init__(self, themes: Themes, parent: ColumnList) -> None:
        super().__init__(parent)
        self._themes = themes
        self._list = parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._themes.current.size("controlCompact"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, place = self._themes.current, QRect(option.rect)
        painter.save()
        is_lit = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus)
        if is_lit:
            painter.fillRect(place, theme.colour("bg.hover"))
        middle = place.center().y() + 1
        side = theme.size("iconSmall")
        grip = pixmap(theme, "grip-vertical", size=14, colour="text.tertiary")
        painter.drawPixmap(place.left() + theme.space(1), middle - side // 2, grip)
        is_on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        paint_check(painter, _box(theme, place), theme, checked=is_on)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.primary" if is_on else "text.secondary"))
        text = place.adjusted(theme.space(12) + theme.space(1), 0, -theme.space(8), 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, str(index.data()))
        if index.data(PINNED_ROLE) or is_lit:
            colour = "accent.text" if index.data(PINNED_ROLE) else "text.tertiary"
            painter.drawPixmap(_pin(theme, place).topLeft(), pixmap(theme, "pin", size=14, colour=colour))
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        theme, place = self._themes.current, QRect(option.rect)
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            at = event.position().toPoint()
            if at.x() >= _pin(theme, place).left() - theme.space(1):
                self._list.pin_wanted.emit(str(index.data(KEY_ROLE)))
                return True
            if at.x() >= _box(theme, place).left() - theme.space(1):
                is_on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
                state = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
                return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        is_key = event.type() == QEvent.Type.KeyPress
        return super().editorEvent(event, model, option, index) if is_key else False


def _box(theme: Theme, place: QRect) -> QRect:
    side = theme.size("icon")
    return QRect(place.left() + theme.space(6), place.center().y() - side // 2 + 1, side, side)


def _pin(theme: Theme, place: QRect) -> QRect:
    side = theme.size("iconSmall")
    return QRect(place.right() - side - theme.space(2), place.center().y() - side // 2 + 1, side, side)
