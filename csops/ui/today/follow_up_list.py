"""The list of follow-ups: painted rows, and what can be done about the one that is chosen, by button and by key."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csops.services.today import Promises
from csops.ui.kit.controls import Button, with_keys
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import PillLook, paint_avatar, paint_pill, pill_size
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Theme, Themes
from csops.ui.today.follow_up_model import ROW, FollowUpModel, Heading, Index, Promise

ICONS = {"done": "check", "call_back": "phone", "postpone": "clock"}
_KEYS_FROM = 620  # pixels at 100 % from which on the buttons of a row show their keys beside its words
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
        rect, theme = self.visualRect(self.currentIndex()), self.themes.current
        self.deeds.setVisible(self.chosen() is not None)
        self.deeds.show_keys(self.viewport().width() >= theme.px(_KEYS_FROM))
        size = self.deeds.sizeHint()
        left = rect.right() - size.width() - theme.space(4)
        place = QRect(QPoint(left, rect.center().y() - size.height() // 2 + 1), size)
        self.deeds.setGeometry(QStyle.visualRect(self.layoutDirection(), rect, place))

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
        Spacing(themes, row, gap=1)
        self._buttons: list[tuple[Button, str]] = []
        for name, icon in ICONS.items():
            action = actions[name]
            keys = action.shortcut().toString()
            button = Button(themes, "", icon_name=icon, keys=keys, show_keys=True, compact=True)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(action.trigger)
            self._buttons.append((button, with_keys(action.text(), keys)))
            row.addWidget(button)
        self.show_keys(True)

    def show_keys(self, shown: bool) -> None:
        """Show the keys on the buttons, or in their tooltips alone."""
        for button, tip in self._buttons:
            button.set_words_shown(shown)
            button.setToolTip(tip)


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
        painter.setLayoutDirection(self._view.layoutDirection())
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
        way = self._view.layoutDirection()
        ring = ring_of(place, theme, mirrored=way == Qt.LayoutDirection.RightToLeft)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border.control"), theme.stroke("hairline") * 1.5))
        inset = (ring.width() - theme.size("icon")) // 2
        painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
        inner = place.adjusted(theme.space(12), theme.space(1), -theme.space(4), -theme.space(1))
        look, side = theme.channel(row.line.channel_key), theme.size("icon")
        mark = QRect(inner.left(), inner.center().y() - side // 2 + 1, side, side)
        picture = pixmap(theme, look.icon, size=16, colour=look.token)
        painter.drawPixmap(QStyle.visualRect(way, place, mark).topLeft(), picture)
        inner.setLeft(inner.left() + side + theme.space(3))
        taken = self._paint_end(painter, theme, QStyle.visualRect(way, place, inner), row, is_chosen=is_chosen)
        inner.setRight(inner.right() - taken)
        _paint_words(painter, theme, QStyle.visualRect(way, place, inner), row)

    def _paint_end(self, painter: QPainter, theme: Theme, place: QRect, row: Promise, *, is_chosen: bool) -> int:
        """Paint owner and due time at the end of a row and return how much of it they take."""
        way, side = self._view.layoutDirection(), theme.size("avatar", 1)
        if is_chosen:
            taken = self._view.deeds.sizeHint().width()
        else:
            taken = side + theme.space(2)
            if row.line.owner:
                disc = QRect(place.right() - side + 1, place.center().y() - side // 2 + 1, side, side)
                paint_avatar(painter, QStyle.visualRect(way, place, disc), theme, row.line.owner)
        font = theme.font("smallStrong" if row.is_late else "body", figures=True)
        painter.setFont(font)
        painter.setPen(theme.colour("danger.text" if row.is_late else "text.secondary"))
        words = place.adjusted(0, 0, -taken - theme.space(4), 0)
        painter.drawText(QStyle.visualRect(way, place, words), _TRAILING, row.due)
        return taken + theme.space(4) + QFontMetrics(font).horizontalAdvance(row.due) + theme.space(4)


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
    painter.drawText(QStyle.visualRect(painter.layoutDirection(), place, inner), _LEADING, str(row.count))


def _paint_ground(
    painter: QPainter, theme: Theme, place: QRect, option: QStyleOptionViewItem, *, has_focus: bool
) -> None:
    way = painter.layoutDirection()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(place, theme.colour("bg.selected"))
        bar = QStyle.visualRect(way, place, QRect(place.left(), place.top(), theme.stroke("focus"), place.height()))
        painter.fillRect(bar, theme.colour("accent.solid" if has_focus else "border.control"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(place, theme.colour("bg.hover"))
    hairline = theme.stroke("hairline")
    start = theme.space(5)
    line = QRect(place.left() + start, place.bottom() - hairline + 1, place.width() - start, hairline)
    painter.fillRect(QStyle.visualRect(way, place, line), theme.colour("border.subtle"))


def _paint_words(painter: QPainter, theme: Theme, place: QRect, row: Promise) -> None:
    half = place.height() // 2
    name = QRect(place.left(), place.top(), place.width(), half)
    if row.tag is not None:
        name.setWidth(_paint_tag(painter, theme, name, row.name, row.tag))
    what = QRect(place.left(), place.top() + half, place.width(), half)
    for where, words, font, colour in (
        (name, row.name, "bodyStrong", "text.primary"),
        (what, row.line.what or row.line.title, "small", "text.secondary"),
    ):
        painter.setFont(theme.font(font))
        painter.setPen(theme.colour(colour))
        cut = QFontMetrics(theme.font(font)).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(QStyle.visualRect(painter.layoutDirection(), place, where), _LEADING, cut)


def _paint_tag(painter: QPainter, theme: Theme, place: QRect, name: str, tag: PillLook) -> int:
    """Paint what kind of follow-up it is behind a name, and return how much room the name has."""
    size, gap = pill_size(theme, tag), theme.space(2)
    whole = QFontMetrics(theme.font("bodyStrong")).horizontalAdvance(name) + theme.space(0.5)  # it is measured rounded
    wide = min(whole, place.width() - size.width() - gap)
    if wide <= 0:
        return place.width()
    height = min(size.height(), place.height())
    pill = QRect(place.left() + wide + gap, place.center().y() - height // 2, size.width(), height)
    paint_pill(painter, QStyle.visualRect(painter.layoutDirection(), place, pill), theme, tag)
    return wide
