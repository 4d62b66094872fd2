"""The rows of the command palette: what they hold and how they are painted."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box, cap_size, paint_avatar, paint_cap, paint_channel
from csops.ui.kit.matching import spans
from csops.ui.kit.theme import Theme, Themes

ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing to find or run. Its picture is an avatar of `person`, the icon of `channel`, or `icon`."""

    key: str
    text: str
    hint: str = ""
    icon: str = "corner-down-right"
    channel: str = ""
    person: str = ""
    keys: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Entries under one heading."""

    title: str
    entries: tuple[Entry, ...]


class EntryPainter(QStyledItemDelegate):
    """Paints headings and entries, with what was typed in the accent colour."""

    def __init__(self, themes: Themes, typed: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._themes, self._typed = themes, typed
        self._row = QRect()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt: headings are lower than entries."""
        theme = self._themes.current
        is_heading = index.data(ENTRY) is None
        return QSize(theme.space(10), theme.size("rowCompact") if is_heading else theme.space(10) + theme.space(0.5))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: paint one row."""
        theme, entry = self._themes.current, index.data(ENTRY)
        rect: QRect = option.rect
        painter.save()
        painter.setLayoutDirection(option.direction)
        self._row = rect
        if not isinstance(entry, Entry):
            painter.setFont(theme.font("smallStrong"))
            painter.setPen(theme.colour("text.tertiary"))
            words = rect.adjusted(theme.space(5), 0, -theme.space(5), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, str(index.data()))
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_entry(
                painter, rect.adjusted(theme.space(2), 0, -theme.space(2), 0), theme, entry, chosen=chosen
            )
        painter.restore()

    def _paint_entry(self, painter: QPainter, rect: QRect, theme: Theme, entry: Entry, *, chosen: bool) -> None:
        if chosen:
            radius = theme.radius("control")
            box(painter, QRectF(rect), radius=radius, fill=theme.colour("bg.selected"), edge=None, width=0)
            bar = QRect(rect.left(), rect.top() + theme.space(2), theme.space(0.5), rect.height() - theme.space(4))
            painter.fillRect(self._seen(painter, bar), theme.colour("accent.solid"))
        side = theme.size("avatar", 1)
        place = QRect(QPoint(rect.left() + theme.space(2), rect.center().y() - side // 2 + 1), QSize(side, side))
        self._paint_picture(painter, self._seen(painter, place), theme, entry)
        left = place.right() + theme.space(2) + theme.space(1)
        right = self._paint_keys(painter, rect, theme, "Return" if chosen else entry.keys)
        after = self._paint_text(painter, QRect(left, rect.top(), right - left, rect.height()), theme, entry.text)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.secondary"))
        room = QRect(after + theme.space(2), rect.top(), right - after - theme.space(2), rect.height())
        room = self._seen(painter, room)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, entry.hint)

    def _paint_picture(self, painter: QPainter, place: QRect, theme: Theme, entry: Entry) -> None:
        if entry.person:
            paint_avatar(painter, place, theme, entry.person, family="neutral")
        elif entry.channel:
            paint_channel(painter, place, theme, entry.channel, ground=False)
        else:
            half = (place.width() - theme.size("icon")) // 2
            painter.drawPixmap(place.topLeft() + QPoint(half, half), pixmap(theme, entry.icon))

    def _paint_keys(self, painter: QPainter, rect: QRect, theme: Theme, keys: str) -> int:
        right = rect.right() - theme.space(3)
        if not keys:
            return right
        size = cap_size(theme, keys)
        place = QPoint(right - size.width(), rect.center().y() - size.height() // 2 + 1)
        paint_cap(painter, self._seen(painter, QRect(place, size)), theme, keys)
        return place.x() - theme.space(2)

    def _paint_text(self, painter: QPainter, rect: QRect, theme: Theme, text: str) -> int:
        font = theme.font("bodyStrong")
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        layout = QTextLayout(cut, font)
        layout.setFormats([_marked(start, length, theme) for start, length in spans(cut, self._typed())])
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        painter.setPen(theme.colour("text.primary"))
        width = round(line.naturalTextWidth())
        seen = self._seen(painter, QRect(rect.left(), rect.top(), width, rect.height()))
        layout.draw(painter, QPointF(seen.left(), rect.center().y() - line.height() / 2 + 1))
        return rect.left() + width

    def _seen(self, painter: QPainter, place: QRect) -> QRect:
        """Return where a place of the row lies on the screen: mirrored where the language is."""
        return QStyle.visualRect(painter.layoutDirection(), self._row, place)


def _marked(start: int, length: int, theme: Theme) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    form = QTextCharFormat()
    form.setForeground(theme.colour("accent.text"))
    made.format = form
    return made
