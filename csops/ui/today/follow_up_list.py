"""The list of follow-ups: painted rows, and what can be done about the one that is chosen, by button and by key."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csops.services.today import Promises
from csops.ui.kit.controls import Button
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import paint_avatar
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.theme import Theme, Themes
from csops.ui.today.follow_up_model import ROW, FollowUpModel, Heading, Index, Promise

ICONS = {"done": "check", "call_back": "phone", "postpone": "clock"}
_LEFT = -1
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


class FollowUpList(QListView):
    """Late, today, tomorrow.

    Signals:
        done(object), call_back(object), postpone(object), opened(object): a FollowUpLine that something shall be done
            about.
    """

    done = Signal(object)
    call_back = Signal(object)
    postpone = Signal(object)
    opened = Signal(object)

    def __init__(
        self, themes: Themes, model: FollowUpModel, *, shortcuts: Shortcuts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.themes, self.rows = themes, model
        self._place, self._chosen_id = 0, 0
        self.setModel(model)
        self.setItemDelegate(_Painter(themes, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Follow-ups"))
        self.deeds = _Deeds(themes, self._bind(shortcuts), parent=self.viewport())
        self.deeds.hide()
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.verticalScrollBar().valueChanged.connect(self._place_deeds)

    def _bind(self, shortcuts: Shortcuts) -> Mapping[str, QAction]:
        """Make the actions; their letters act only while the list has the focus."""
        wanted: Mapping[str, tuple[str, Callable[[], object]]] = {
            "done": (self.tr("Done"), lambda: self._tell(self.done)),
            "call_back": (self.tr("Log a call back"), lambda: self._tell(self.call_back)),
            "postpone": (self.tr("Postpone"), lambda: self._tell(self.postpone)),
            "open": (self.tr("Open the case"), lambda: self._tell(self.opened)),
            "down": (self.tr("Next row"), lambda: self._step(1)),
            "up": (self.tr("Row before"), lambda: self._step(-1)),
        }
        made = {}
        for name, (text, run) in wanted.items():
            action = QAction(text, self)
            keys = [QKeySequence(one) for one in shortcuts.all_keys(name)]
            action.setShortcuts([*keys, QKeySequence("Enter")] if name == "open" else keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(run)
            self.addAction(action)
            made[name] = action
        return made

    # ------------------------------------------------------------ rows
    def show_promises(self, promises: Promises) -> None:
        """Show other rows. The chosen one stays; where it is gone, the next one is chosen."""
        chosen, place = self._chosen_id, self._place
        self.rows.show_promises(promises)
        row = self.rows.row_of(chosen) if chosen else -1
        self.choose(row if row >= 0 else self.rows.nearest(place if chosen else 0))

    def leave(self) -> None:
        """Choose the next row when rows are shown again, even if this one is still among them elsewhere."""
        self._chosen_id = _LEFT

    def choose(self, row: int) -> None:
        """Choose a row, -1 for none."""
        index = self.rows.index(row) if row >= 0 else self.rows.index(-1)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._current_changed()

    def chosen(self) -> Promise | None:
        """Return the follow-up that is chosen."""
        return self.rows.promise(self.currentIndex().row())

    def _current_changed(self) -> None:
        promise = self.chosen()
        if promise is not None:
            self._place, self._chosen_id = self.currentIndex().row(), promise.line.id
        self._place_deeds()

    def _step(self, by: int) -> None:
        row = self.currentIndex().row() + by
        while 0 <= row < self.rows.rowCount() and self.rows.promise(row) is None:
            row += by
        if self.rows.promise(row) is not None:
            self.choose(row)
            self.scrollTo(self.currentIndex())

    def _tell(self, signal: SignalInstance) -> None:
        promise = self.chosen()
        if promise is not None:
            signal.emit(promise.line)

    # ------------------------------------------------------------ the buttons of the chosen row
    def menu_place(self) -> QPoint:
        """Return where a menu of the chosen row opens, on the screen."""
        return self.deeds.mapToGlobal(QPoint(0, self.deeds.height()))

    def _place_deeds(self) -> None:
        rect = self.visualRect(self.currentIndex())
        self.deeds.setVisible(self.chosen() is not None)
        size = self.deeds.sizeHint()
        left = rect.left() if self.isRightToLeft() else rect.right() - size.width() - self.themes.current.space(4)
        self.deeds.setGeometry(QRect(QPoint(left, rect.center().y() - size.height() // 2 + 1), size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: keep the buttons at the end of their row."""
        super().resizeEvent(event)
        self._place_deeds()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: the ring at the start of a row marks it done."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        ring = ring_of(self.visualRect(index), self.themes.current, mirrored=self.isRightToLeft())
        if self.rows.promise(index.row()) is not None and ring.contains(event.position().toPoint()):
            self._tell(self.done)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: a double click opens the case."""
        super().mouseDoubleClickEvent(event)
        self._tell(self.opened)


class _Deeds(QWidget):
    """Done, call back, postpone: three small buttons with their keys."""

    def __init__(self, themes: Themes, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.space(2) - themes.current.space(0.5))
        for name, icon in ICONS.items():
            action = actions[name]
            keys = action.shortcut().toString()
            button = Button(themes, "", icon_name=icon, keys=keys, show_keys=True, compact=True)
            button.setAccessibleName(action.text())
            button.setToolTip(f"{action.text()} ({keys})" if keys else action.text())
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(action.trigger)
            row.addWidget(button)


def ring_of(place: QRect, theme: Theme, *, mirrored: bool) -> QRect:
    """Return where the ring of a row is, as large as one can hit."""
    side = theme.size("minTarget")
    left = place.left() + theme.space(4)
    if mirrored:
        left = place.right() - theme.space(4) - side
    return QRect(left, place.center().y() - side // 2, side, side)


class _Painter(QStyledItemDelegate):
    """Paints headings and rows."""

    def __init__(self, themes: Themes, view: FollowUpList) -> None:
        super().__init__(view)
        self._themes, self._view = themes, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: two lines of text, or a strip."""
        theme = self._themes.current
        is_heading = isinstance(index.data(ROW), Heading)
        return QSize(0, theme.size("rowCompact") if is_heading else theme.size("rowComfortable") + theme.space(0.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one row."""
        painter.save()
        row, theme, place = index.data(ROW), self._themes.current, QRect(option.rect)
        if isinstance(row, Heading):
            _paint_heading(painter, theme, place, row)
        elif isinstance(row, Promise):
            self._paint_promise(painter, theme, place, row, option)
        painter.restore()

    def _paint_promise(
        self, painter: QPainter, theme: Theme, place: QRect, row: Promise, option: QStyleOptionViewItem
    ) -> None:
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        _paint_ground(painter, theme, place, option, has_focus=self._view.hasFocus())
        mirrored = self._view.isRightToLeft()
        ring = ring_of(place, theme, mirrored=mirrored)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border.control"), theme.stroke("hairline") * 1.5))
        inset = (ring.width() - theme.size("icon")) // 2
        painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
        inner = place.adjusted(theme.space(12), theme.space(1), -theme.space(4), -theme.space(1))
        look, side = theme.channel(row.line.channel_key), theme.size("icon")
        picture = pixmap(theme, look.icon, size=16, colour=look.token)
        painter.drawPixmap(inner.left(), inner.center().y() - side // 2 + 1, picture)
        inner.setLeft(inner.left() + side + theme.space(3))
        end = self._paint_end(painter, theme, inner, row, is_chosen=is_chosen)
        _paint_words(painter, theme, QRect(inner.left(), inner.top(), end - inner.left(), inner.height()), row)

    def _paint_end(self, painter: QPainter, theme: Theme, place: QRect, row: Promise, *, is_chosen: bool) -> int:
        """Paint owner and due time at the end of a row and return where the room before them ends."""
        side = theme.size("avatar", 1)
        if is_chosen:
            taken = self._view.deeds.sizeHint().width()
        else:
            taken = side + theme.space(2)
            if row.line.owner:
                disc = QRect(place.right() - side + 1, place.center().y() - side // 2 + 1, side, side)
                paint_avatar(painter, disc, theme, row.line.owner)
        font = theme.font("smallStrong" if row.is_late else "body", figures=True)
        painter.setFont(font)
        painter.setPen(theme.colour("danger.text" if row.is_late else "text.secondary"))
        words = place.adjusted(0, 0, -taken - theme.space(4), 0)
        painter.drawText(words, _TRAILING, row.due)
        return words.right() - QFontMetrics(font).horizontalAdvance(row.due) - theme.space(4)


def _paint_heading(painter: QPainter, theme: Theme, place: QRect, row: Heading) -> None:
    painter.fillRect(place, theme.colour("bg.sunken"))
    inner = place.adjusted(theme.space(5), 0, -theme.space(5), 0)
    font = theme.font("smallStrong")
    painter.setFont(font)
    painter.setPen(theme.colour("danger.text" if row.is_late else "text.secondary"))
    painter.drawText(inner, _LEADING, row.text)
    painter.setFont(theme.font("small", figures=True))
    painter.setPen(theme.colour("text.secondary"))
    inner.setLeft(inner.left() + QFontMetrics(font).horizontalAdvance(row.text) + theme.space(2))
    painter.drawText(inner, _LEADING, str(row.count))


def _paint_ground(
    painter: QPainter, theme: Theme, place: QRect, option: QStyleOptionViewItem, *, has_focus: bool
) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(place, theme.colour("bg.selected"))
        bar = QRect(place.left(), place.top(), theme.stroke("focus"), place.height())
        painter.fillRect(bar, theme.colour("accent.solid" if has_focus else "border.control"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(place, theme.colour("bg.hover"))
    hairline = theme.stroke("hairline")
    left = place.left() + theme.space(5)
    painter.fillRect(QRect(left, place.bottom() - hairline + 1, place.width(), hairline), theme.colour("border.subtle"))


def _paint_words(painter: QPainter, theme: Theme, place: QRect, row: Promise) -> None:
    half = place.height() // 2
    for number, (words, font, colour) in enumerate(
        ((row.name, "bodyStrong", "text.primary"), (row.line.what or row.line.title, "small", "text.secondary"))
    ):
        painter.setFont(theme.font(font))
        painter.setPen(theme.colour(colour))
        cut = QFontMetrics(theme.font(font)).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(QRect(place.left(), place.top() + number * half, place.width(), half), _LEADING, cut)
