"""The left bar of the window: shop, log button, places with counts, saved views, and who is signed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from csops.ui.kit.controls import Button, IconButton, Role, with_keys
from csops.ui.kit.formats import Formats
from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.marks import box, paint_focus, painter_on
from csops.ui.kit.spacing import sides
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Theme, Themes
from csops.ui.kit.two_lines import TwoLines


@dataclass(frozen=True, kw_only=True)
class Place:
    """One entry of the left bar. A saved view has a `dot` (a colour token) instead of an icon."""

    key: str
    title: str
    icon: str = ""
    keys: str = ""
    dot: str = ""


def view_key(view_id: int) -> str:
    """Return what the entry of a saved view is called."""
    return f"view.{view_id}"


class Sidebar(QWidget):
    """The left bar; folded it shows icons alone.

    Signals:
        place_wanted: the key of a place or saved view was chosen.
        menu_wanted(str, QPoint): a menu is asked for on the entry with this key, at a place on the screen.
        log_wanted, shop_wanted, member_wanted, look_wanted: the button of that name was pressed.
    """

    place_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)
    log_wanted = Signal()
    shop_wanted = Signal()
    member_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, themes: Themes, *, log_keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self.is_folded = themes, False
        self._current = ""
        self.setAccessibleName(self.tr("Places"))
        self.shop = TwoLines(themes, icon="store", trailing="chevrons-up-down")
        self.member = TwoLines(themes, is_person=True)
        self.log = Button(
            themes, self.tr("Log contact"), role=Role.PRIMARY, icon_name="plus", keys=log_keys, show_keys=True
        )
        self.look = IconButton(themes, "sun", name=self.tr("Light or dark"), role=Role.GHOST, compact=True)
        self._group = QButtonGroup(self)
        self._stops = Stops(self)
        self._items: dict[str, NavItem] = {}
        self._main, self._views, self._more, self._below = (QVBoxLayout() for _part in range(4))
        self._views_title = Text(themes, self.tr("Saved views"), font="smallStrong", colour="text.secondary")
        self._more_item = NavItem(themes, Place(key="", title=self.tr("More"), icon="ellipsis"))
        self._more_item.setCheckable(True)
        self._build()
        self.log.clicked.connect(self.log_wanted)
        self.shop.clicked.connect(self.shop_wanted)
        self.member.clicked.connect(self.member_wanted)
        self.look.clicked.connect(self.look_wanted)
        self._more_item.toggled.connect(self._show_more)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def set_places(self, main: Sequence[Place], *, more: Sequence[Place] = (), below: Sequence[Place] = ()) -> None:
        """Show these places; `more` folds under *More*, `below` stands at the bottom (Import, Settings)."""
        for layout, places in ((self._main, main), (self._more, more), (self._below, below)):
            self._replace(layout, places)
        self.set_current(self._current)
        self._more_item.setVisible(bool(more))
        self._show_more(self._more_item.isChecked())
        self._order_stops()

    def _order_stops(self) -> None:
        main, more, views, below = (
            [item.widget() for place in range(layout.count()) if (item := layout.itemAt(place)) is not None]
            for layout in (self._main, self._more, self._views, self._below)
        )
        found = [self.shop, self.log, *main, self._more_item, *more, *views, *below, self.member, self.look]
        self._stops.order(widget for widget in found if widget is not None)

    def set_views(self, views: Sequence[Place]) -> None:
        """Show these saved views."""
        self._replace(self._views, views)
        self.set_current(self._current)
        self._has_views = bool(views)
        self.set_view(*self._view)
        self._fold_parts()
        self._order_stops()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many wait for someone at each place; none where there are none."""
        for key, item in self._items.items():
            item.set_count(counts.get(key, 0))

    def set_current(self, key: str) -> None:
        """Mark the place that is shown; an unknown key marks none, until there is such a place."""
        self._current = key
        self._group.setExclusive(False)
        for item in self._group.buttons():
            item.setChecked(item is self._items.get(key))
        self._group.setExclusive(True)

    def set_view(self, key: str, note: str = "") -> None:
        """Mark the saved view that is shown besides its place, with what is to be said of it; an empty key marks none.

        It stays marked when the views are listed anew.
        """
        self._view = (key, note)
        for name, item in self._items.items():
            if item.place.dot:
                item.setChecked(name == key)
                item.set_note(note if name == key else "")

    def item(self, key: str) -> "NavItem":
        """Return the entry of a place."""
        return self._items[key]

    def fold(self, folded: bool) -> None:
        """Show icons alone, or icons and words."""
        self.is_folded = folded
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the width from the theme."""
        theme = self.themes.current
        self.setFixedWidth(theme.size("sidebarCollapsed" if self.is_folded else "sidebar"))
        self.look.show_icon("moon" if theme.is_dark else "sun", name=self.tr("Light or dark"))
        side = theme.space(2)
        self._column.setContentsMargins(sides(0, 0, theme.stroke("hairline"), 0))
        self._log_row.setContentsMargins(side + theme.space(1), theme.space(0.5), side + theme.space(1), theme.space(4))
        for layout in (self._main, self._views, self._more, self._below):
            layout.setContentsMargins(side, 0, side, 0)
            layout.setSpacing(theme.space(0.5))
        self._views_title.setContentsMargins(sides(theme.space(5), theme.space(2), 0, theme.space(1)))
        self._fold_parts()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground and the line to the content."""
        theme, painter = self.themes.current, painter_on(self)
        painter.fillRect(self.rect(), theme.colour("bg.app"))
        width = theme.stroke("hairline")
        left = 0 if self.isRightToLeft() else self.width() - width
        painter.fillRect(QRect(left, 0, width, self.height()), theme.colour("border.subtle"))

    def _build(self) -> None:
        theme = self.themes.current
        self._has_views, self._view = False, ("", "")
        self._column = column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self.shop)
        self._log_row = QHBoxLayout()
        self.log.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._log_row.addWidget(self.log)
        column.addLayout(self._log_row)
        column.addWidget(self._scroll(), 1)
        column.addLayout(self._below)
        column.addSpacing(theme.space(1))
        column.addWidget(Line(self.themes))
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self.member, 1)
        foot.addWidget(self.look)
        foot.addSpacing(theme.space(2))
        column.addLayout(foot)

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.themes.current.space(0.5))
        column.addLayout(self._main)
        column.addWidget(self._more_item)
        column.addLayout(self._more)
        self._views_line = Line(self.themes)
        column.addSpacing(self.themes.current.space(2))
        inset = QVBoxLayout()
        inset.setContentsMargins(self.themes.current.space(4), 0, self.themes.current.space(4), 0)
        inset.addWidget(self._views_line)
        column.addLayout(inset)
        column.addWidget(self._views_title)
        column.addLayout(self._views)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the wheel and the focus scroll it
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return area

    def _replace(self, layout: QVBoxLayout, places: Sequence[Place]) -> None:
        while (taken := layout.takeAt(0)) is not None:
            widget = taken.widget()
            if isinstance(widget, NavItem):
                self._items.pop(widget.place.key, None)
                self._group.removeButton(widget)
                widget.hide()  # it goes only when the event loop comes round
                widget.deleteLater()
        for place in places:
            item = NavItem(self.themes, place)
            item.setCheckable(True)
            item.fold(self.is_folded)
            item.clicked.connect(lambda _checked, key=place.key: self.place_wanted.emit(key))
            item.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            item.customContextMenuRequested.connect(partial(self._ask_menu, item))
            self._items[place.key] = item
            if not place.dot:
                self._group.addButton(item)  # a view is marked besides the place to which it belongs
            layout.addWidget(item)

    def _ask_menu(self, item: "NavItem", place: QPoint) -> None:
        self.menu_wanted.emit(item.place.key, item.mapToGlobal(place))

    def _show_more(self, shown: bool) -> None:
        for number in range(self._more.count()):
            entry = self._more.itemAt(number)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.setVisible(shown)

    def _fold_parts(self) -> None:
        for item in (*self._items.values(), self._more_item):
            item.fold(self.is_folded)
        for widget in (self.shop, self.member):
            widget.fold(self.is_folded)
        self.log.set_words_shown(not self.is_folded)
        self.look.setVisible(not self.is_folded)
        self._views_line.setVisible(self._has_views)
        self._views_title.setVisible(self._has_views and not self.is_folded)


class NavItem(QAbstractButton):
    """One entry: icon or dot, words, and the number that waits for someone."""

    def __init__(self, themes: Themes, place: Place) -> None:
        super().__init__()
        self.themes, self.place = themes, place
        self._count, self._folded, self._note = 0, False, ""
        self.setText(place.title)
        self.setAccessibleName(place.title)
        self.setToolTip(with_keys(place.title, place.keys) if place.keys else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def set_count(self, count: int) -> None:
        """Show how many wait."""
        self._count = count
        self.setAccessibleDescription(self.tr("%Ln waiting", "", count) if count else "")
        self.update()

    def set_note(self, note: str) -> None:
        """Say this behind the words."""
        if note != self._note:
            self._note = note
            self.setAccessibleDescription(note)
            self.fold(self._folded)

    def nextCheckState(self) -> None:
        """Override of Qt: pressing a view does not mark it, showing it does."""
        if not self.place.dot:
            super().nextCheckState()

    def count(self) -> int:
        """Return how many wait."""
        return self._count

    def fold(self, folded: bool) -> None:
        """Show the icon alone."""
        self._folded = folded
        named = folded or bool(self.place.keys or self._note)
        title = ", ".join(filter(None, (self.place.title, self._note)))
        self.setToolTip(with_keys(title, self.place.keys) if named else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as high as a control; views are a little lower."""
        theme = self.themes.current
        return QSize(theme.size("control"), theme.size("controlCompact" if self.place.dot else "control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint ground, bar, icon, words and count."""
        theme, painter = self.themes.current, painter_on(self)
        self._paint_ground(painter, theme)
        chosen = self.isChecked() and bool(self.place.key)
        colour = "accent.text" if chosen else "text.secondary"
        side = theme.size("icon")
        left = (self.width() - side) // 2 if self._folded else theme.space(3)
        place = self._mirrored(QRect(left, (self.height() - side) // 2, side, side))
        if self.place.dot:
            dot = QRectF(place).adjusted(side / 4, side / 4, -side / 4, -side / 4)
            fill = theme.colour(self.place.dot)
            box(painter, dot, radius=theme.radius("chip") / 2, fill=fill, edge=None, width=0)
        else:
            painter.drawPixmap(place.topLeft(), pixmap(theme, self.place.icon, colour=colour))
        if not self._folded:
            self._paint_words(painter, theme, left + side + theme.space(2) + theme.space(0.5), colour)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=theme.radius("control"))

    def _paint_ground(self, painter: QPainter, theme: Theme) -> None:
        chosen = self.isChecked() and bool(self.place.key)
        if chosen or self.underMouse():
            fill = theme.colour("bg.selected" if chosen else "bg.hover")
            box(painter, QRectF(self.rect()), radius=theme.radius("control"), fill=fill, edge=None, width=0)
        if chosen:
            bar = self._mirrored(QRect(0, theme.space(2), theme.stroke("focus"), self.height() - 2 * theme.space(2)))
            box(painter, QRectF(bar), radius=1, fill=theme.colour("accent.solid"), edge=None, width=0)

    def _paint_words(self, painter: QPainter, theme: Theme, left: int, colour: str) -> None:
        end = self.width() - theme.space(3)
        painter.setPen(theme.colour(colour))
        text = Formats().number(self._count) if self._count else self._note
        if text:
            painter.setFont(theme.font("smallStrong" if self._count else "small", figures=True))
            width = QFontMetrics(painter.font()).horizontalAdvance(text)
            where = self._mirrored(QRect(end - width, 0, width, self.height()))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)
            end -= width + theme.space(2)
        font = theme.font("body" if self.place.dot else "bodyStrong")
        painter.setFont(font)
        words = QFontMetrics(font).elidedText(self.place.title, Qt.TextElideMode.ElideRight, end - left)
        where = self._mirrored(QRect(left, 0, end - left, self.height()))
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)

    def _mirrored(self, rect: QRect) -> QRect:
        if self.isRightToLeft():
            rect.moveRight(self.width() - 1 - rect.left())
        return rect
