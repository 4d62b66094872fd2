"""How the cells of a table are painted; what they say is decided by the columns."""

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csops.ui.kit import icons
from csops.ui.kit.marks import PillLook, paint_avatar, paint_check, paint_focus, paint_pill, pill_size
from csops.ui.kit.table_cells import PLAIN, UNKNOWN, Align, CellLook, Column, Heading
from csops.ui.kit.table_model import LOOK_ROLE, RECORD_ROLE, TICKS, WAITING_ROLE, PagedTableModel
from csops.ui.kit.theme import Theme, Themes

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ICON_SIZE = 14
SKELETON_SHARE = 0.6
MOST_KEPT = 8192
ONE_LINE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
ALIGN = {
    Align.LEADING: ONE_LINE | Qt.AlignmentFlag.AlignLeading.value,
    Align.TRAILING: ONE_LINE | Qt.AlignmentFlag.AlignTrailing.value,
    Align.CENTRE: ONE_LINE | Qt.AlignmentFlag.AlignHCenter.value,
}


class CellDelegate(QStyledItemDelegate):
    """Paints check boxes, text, pills, avatars, icons and the grey blocks of rows that are on their way.

    Attributes:
        hovered: the row under the pointer, -1 for none; set by the table.
        current_row, has_focus: where the keys act, and whether they do; set by the table.
        current_column: the cell there that may be changed, -1 for none; set by the table.
    """

    def __init__(self, themes: Themes, model: PagedTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._model = model
        self._cut: dict[tuple[str, bool, int], str] = {}
        themes.changed.connect(self._cut.clear)
        self.hovered = -1
        self.current_row = self.current_column = -1
        self.has_focus = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override of Qt: as wide as what is painted, so that a double click on the head's edge fits."""
        theme = self._themes.current
        if isinstance(index.data(RECORD_ROLE), Heading):
            return QSize(0, theme.size("row"))  # it runs over all columns and makes none of them wider
        look = cast("CellLook", index.data(LOOK_ROLE) or PLAIN)
        text = str(index.data(Role.DisplayRole) or "")
        if index.column() == TICKS:
            return QSize(tick_width(theme), theme.size("row"))
        width = QFontMetrics(cell_font(theme, look)).horizontalAdvance(text) + 2 * theme.space(2) + 2
        if look.pill:
            width = pill_size(theme, PillLook(text=text, family=look.pill)).width() + 2 * theme.space(2)
        return QSize(width + _lead(theme, look), theme.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override of Qt.

        Forty rows of ten cells are painted per frame, so the model is asked for the record, once, not for its roles.
        """
        painter.save()
        theme, place = self._themes.current, QRect(option.rect)
        painter.setLayoutDirection(option.direction)
        record = self._model.wanted_record(index.row())
        if isinstance(record, Heading):
            is_current = self.has_focus and index.row() == self.current_row
            is_lit = is_current or index.row() == self.hovered
            whole = QRect(0, place.top(), cast("QAbstractItemView", option.widget).viewport().width(), place.height())
            paint_heading(painter, theme, place, whole, heading=record, is_lit=is_lit, is_current=is_current)
            painter.restore()
            return
        is_ticked = record is not None and self._model.ticks.has(record.id)
        self._paint_ground(painter, theme, place, row=index.row(), is_ticked=is_ticked)
        column = self._model.column(index.column())
        if column is None:
            self._paint_tick(painter, theme, place, row=index.row(), is_ticked=is_ticked)
        elif record is not None:
            self._paint_cell(painter, theme, place, column=column, record=record)
        elif index.data(WAITING_ROLE):
            _paint_skeleton(painter, theme, place)
        if self.has_focus and index.row() == self.current_row and index.column() == self.current_column:
            paint_focus(painter, place.adjusted(1, 1, -1, -2), theme, radius=theme.radius("chip"))
        painter.restore()

    def _paint_ground(self, painter: QPainter, theme: Theme, place: QRect, *, row: int, is_ticked: bool) -> None:
        is_current = row == self.current_row and self.has_focus
        ground = "bg.surface"
        if is_ticked:
            ground = "bg.selected"
        elif row == self.hovered or is_current:
            ground = "bg.hover"
        painter.fillRect(place, theme.colour(ground))
        hairline = theme.stroke("hairline")
        line = QRect(place.left(), place.bottom() - hairline + 1, place.width(), hairline)
        painter.fillRect(line, theme.colour("border.subtle"))
        if is_current and is_ticked:
            _paint_focus(painter, theme, place)

    def _paint_tick(self, painter: QPainter, theme: Theme, place: QRect, *, row: int, is_ticked: bool) -> None:
        if self._model.record(row) is None:
            return
        if is_ticked or (row == self.current_row and self.has_focus):
            bar = QRect(place.left(), place.top(), theme.stroke("focus"), place.height() - theme.stroke("hairline"))
            painter.fillRect(_seen(painter, place, bar), theme.colour("accent.solid"))
        paint_check(painter, tick_box(theme, place), theme, checked=is_ticked)

    def _paint_cell(self, painter: QPainter, theme: Theme, place: QRect, *, column: Column, record: Any) -> None:
        look, text, cell = column.look(record), column.words(record), place
        place = place.adjusted(theme.space(2) + 1, 0, -theme.space(2), 0)
        if look.pill and text != UNKNOWN:
            pill = PillLook(text=text, family=look.pill)
            size = pill_size(theme, pill)
            top = place.top() + (place.height() - size.height()) // 2
            width = min(place.width(), size.width())
            left = place.right() - width + 1 if column.align is Align.TRAILING else place.left()
            ground = QRect(left, top, width, size.height())
            paint_pill(painter, _seen(painter, cell, ground), theme, pill)
            return
        if look.icon:
            picture = icons.pixmap(theme, look.icon, size=ICON_SIZE, colour=look.icon_colour)
            side = theme.px(ICON_SIZE)
            left = place.left()
            if column.align is Align.TRAILING:  # close to the figure
                words = QFontMetrics(cell_font(theme, look)).horizontalAdvance(text)
                left = max(left, place.right() - words - _lead(theme, look) + 1)
            mark = QRect(left, place.top() + (place.height() - side) // 2, side, side)
            painter.drawPixmap(_seen(painter, cell, mark).topLeft(), picture)
        elif look.avatar:
            side = theme.size("avatar")
            disc = QRect(place.left(), place.top() + (place.height() - side) // 2, side, side)
            paint_avatar(painter, _seen(painter, cell, disc), theme, look.avatar)
        painter.setFont(cell_font(theme, look))
        painter.setPen(theme.colour("text.disabled" if text == UNKNOWN else look.colour))
        place = place.adjusted(_lead(theme, look), 0, 0, 0)
        seen = _seen(painter, cell, place)
        painter.drawText(seen, ALIGN[column.align], self._fitting(theme, text, look, place.width()))

    def _fitting(self, theme: Theme, text: str, look: CellLook, width: int) -> str:
        """Return the text, cut where there is no room; measuring costs more than painting, so it is kept."""
        key = (text, look.strong, width)
        if key not in self._cut:
            if len(self._cut) >= MOST_KEPT:
                self._cut.clear()
            metrics = QFontMetrics(cell_font(theme, look))
            self._cut[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._cut[key]


def paint_heading(
    painter: QPainter, theme: Theme, cell: QRect, whole: QRect, *, heading: Heading, is_lit: bool, is_current: bool
) -> None:
    """Paint what a cell shows of the heading that runs over the whole row."""
    painter.setClipRect(cell)
    painter.fillRect(cell, theme.colour("bg.hover" if is_lit else "bg.sunken"))
    hairline = theme.stroke("hairline")
    painter.fillRect(
        QRect(cell.left(), cell.bottom() - hairline + 1, cell.width(), hairline), theme.colour("border.subtle")
    )
    if is_current:
        bar = QRect(whole.left(), whole.top(), theme.stroke("focus"), whole.height() - hairline)
        painter.fillRect(_seen(painter, whole, bar), theme.colour("accent.solid"))
    icon = "chevron-down" if heading.is_open else "chevron-right"
    side = theme.px(ICON_SIZE)
    mark = QRect(whole.left() + theme.space(4), whole.center().y() - side // 2 + 1, side, side)
    painter.drawPixmap(_seen(painter, whole, mark).topLeft(), icons.pixmap(theme, icon, size=ICON_SIZE))
    left = theme.space(4) + side + theme.space(2)
    for text, font, colour in (
        (heading.words, "bodyStrong", "text.primary"),
        (heading.number, "body", "text.secondary"),
    ):
        painter.setFont(theme.font(font, figures=True))
        painter.setPen(theme.colour(colour))
        width = QFontMetrics(painter.font()).horizontalAdvance(text) + theme.space(1)
        place = _seen(painter, whole, QRect(whole.left() + left, whole.top(), width, whole.height()))
        painter.drawText(place, ALIGN[Align.LEADING], text)
        left += width + theme.space(1)


def cell_font(theme: Theme, look: CellLook) -> QFont:
    """Return the font of a cell, its digits equally wide."""
    return theme.font("bodyStrong" if look.strong else "body", figures=True)


def tick_width(theme: Theme) -> int:
    """Return the width of the column of check boxes."""
    return theme.space(10)


def tick_box(theme: Theme, place: QRect) -> QRect:
    """Return where the check box stands in its cell."""
    side = theme.size("icon")
    return QRect(place.left() + theme.space(4), place.center().y() - side // 2 + 1, side, side)


def _seen(painter: QPainter, cell: QRect, place: QRect) -> QRect:
    """Return where a place of a cell lies on the screen: mirrored where the language is."""
    return QStyle.visualRect(painter.layoutDirection(), cell, place)


def _lead(theme: Theme, look: CellLook) -> int:
    if look.avatar:
        return theme.size("avatar") + theme.px(6)
    return theme.px(ICON_SIZE) + theme.px(6) if look.icon else 0


def _paint_skeleton(painter: QPainter, theme: Theme, place: QRect) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("bg.pressed"))
    width = (place.width() - 2 * theme.space(2)) * SKELETON_SHARE
    height = theme.space(2)
    block = QRectF(place.left() + theme.space(2), place.center().y() - height / 2, width, height)
    painter.drawRoundedRect(block, theme.radius("chip") / 2, theme.radius("chip") / 2)


def _paint_focus(painter: QPainter, theme: Theme, place: QRect) -> None:
    painter.setPen(QPen(theme.colour("border.focus"), theme.stroke("hairline")))
    painter.drawLine(place.topLeft(), place.topRight())
    painter.drawLine(place.left(), place.bottom(), place.right(), place.bottom())
