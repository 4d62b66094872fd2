"""How the cells of the comparison are painted: ratings, figures, and the range of a fit."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from csops.domain.rater_spread import views_of
from csops.services.comparison import Compared
from csops.ui.hiring.compare import words
from csops.ui.hiring.compare.board_model import BoardModel, Index, RowKind
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box, paint_focus
from csops.ui.kit.rating_cells import paint_rating
from csops.ui.kit.theme import Theme, Themes

_CENTRE = Qt.AlignmentFlag.AlignCenter
_FAMILY_ICONS = {"danger": "x", "warning": "circle-dashed"}
_WHOLE, _STEP = 100.0, 10


class BoardDelegate(QStyledItemDelegate):
    """Paints one cell. `chosen`: the column of the candidate in the panel; `low`: where ranges begin, in per cent."""

    def __init__(self, themes: Themes, model: BoardModel, view: QTableView) -> None:
        super().__init__(view)
        self._themes, self._model, self._view = themes, model, view
        self.chosen = -1
        self.low = 0.0

    def measure(self) -> None:
        """Find out where ranges begin, so that all candidates share one scale."""
        intervals = [each.standing.interval for each in self._model.candidates if each.standing]
        least = min((each.low for each in intervals if each is not None), default=0.0)
        self.low = min(_WHOLE - _STEP, least // _STEP * _STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override of Qt."""
        theme, place = self._themes.current, QRect(option.rect)
        row, column = index.row(), index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        self._paint_ground(painter, theme, place, row, column)
        kind = self._model.rows[row].kind
        if kind is RowKind.SKILL:
            look = self._model.look(row, column)
            if look is not None:
                paint_rating(painter, place, theme, look)
        elif kind is not RowKind.GROUP:
            self._paint_figure(painter, theme, place, row, column)
        if index == self._view.currentIndex() and self._view.hasFocus():
            paint_focus(painter, place.adjusted(1, 1, -2, -2), theme, radius=theme.radius("chip"))
        painter.restore()

    def _paint_ground(self, painter: QPainter, theme: Theme, place: QRect, row: int, column: int) -> None:
        kind = self._model.rows[row].kind
        ground = "bg.sunken" if kind is RowKind.GROUP else "bg.surface" if kind is RowKind.SKILL else "bg.app"
        if column == self.chosen and kind is not RowKind.GROUP:
            ground = "bg.selected"
        if kind is RowKind.SKILL:
            found = self._model.skill_fit(row, column)
            if found is not None and found.is_below:
                ground = "danger.soft" if found.requirement.value == "required" else "warning.soft"
        painter.fillRect(place, theme.colour(ground))
        hairline = theme.stroke("hairline")
        edge = theme.colour("border.subtle")
        if kind in {RowKind.SKILL, RowKind.GROUP}:
            painter.fillRect(QRect(place.left(), place.bottom(), place.width(), hairline), edge)
        is_mirrored = self._view.isRightToLeft()
        painter.fillRect(
            QRect(place.left() if is_mirrored else place.right(), place.top(), hairline, place.height()), edge
        )

    def _paint_figure(self, painter: QPainter, theme: Theme, place: QRect, row: int, column: int) -> None:
        one, kind = self._model.candidates[column], self._model.rows[row].kind
        text, family = self._model.text(row, column), self._model.family(row, column)
        if kind is RowKind.FIT:
            self._paint_fit(painter, theme, place, one, text)
        elif kind is RowKind.RANGE:
            self._paint_range(painter, theme, place, one, text)
        else:
            painter.setFont(theme.font("smallStrong", figures=True))
            painter.setPen(theme.colour(f"{family}.text" if family else "text.primary"))
            self._paint_marked(painter, theme, place, text, family)

    def _paint_marked(self, painter: QPainter, theme: Theme, place: QRect, text: str, family: str) -> None:
        """A text in the middle, with the mark of its family before it."""
        if not family:
            painter.drawText(place, _CENTRE, text)
            return
        side, gap = theme.size("iconSmall"), theme.space(1)
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = place.left() + max(0, (place.width() - wide - side - gap) // 2)
        is_mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        words_at = QRect(left if is_mirrored else left + side + gap, place.top(), wide + gap, place.height())
        icon_left = left + wide + gap if is_mirrored else left
        icon = pixmap(theme, _FAMILY_ICONS[family], size=14, colour=f"{family}.text")
        painter.drawPixmap(icon_left, place.center().y() - side // 2 + 1, icon)
        painter.drawText(words_at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_fit(self, painter: QPainter, theme: Theme, place: QRect, one: Compared, text: str) -> None:
        if one.fit is None:
            painter.setFont(theme.font("small", figures=True))
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(place, _CENTRE, text)
            return
        is_ranked = one.standing is not None and one.standing.rank is not None
        figure, line = theme.line("title1"), theme.line("small")
        top = place.top() + (place.height() - figure - line) // 2
        painter.setFont(theme.font("title1", figures=True))
        painter.setPen(theme.colour("text.primary" if is_ranked else "text.secondary"))
        painter.drawText(QRect(place.left(), top, place.width(), figure), _CENTRE, text)
        fails = one.fit.recommendation.value == "does_not_meet" and not one.is_out
        painter.setFont(theme.font("smallStrong", figures=True))
        painter.setPen(theme.colour("danger.text" if fails else "text.secondary"))
        rank = words.rank_words(one, self._model.formats)
        painter.drawText(QRect(place.left(), top + figure, place.width(), line), _CENTRE, rank)

    def _paint_range(self, painter: QPainter, theme: Theme, place: QRect, one: Compared, text: str) -> None:
        line = theme.line("small")
        painter.setFont(theme.font("small", figures=True))
        painter.setPen(theme.colour("text.secondary"))
        painter.drawText(
            QRect(place.left(), place.bottom() - line - theme.space(1), place.width(), line), _CENTRE, text
        )
        if one.standing is None or one.fit is None or one.fit.fit is None:
            return
        wide = min(place.width() - theme.space(6), theme.space(12) * 2)
        left, middle = place.center().x() - wide // 2, place.top() + theme.space(2) + theme.space(0.5)
        thick = theme.space(1)

        def at(value: float) -> float:
            share = (max(self.low, value) - self.low) / (_WHOLE - self.low)
            share = 1 - share if painter.layoutDirection() is Qt.LayoutDirection.RightToLeft else share
            return left + share * wide

        def bar(low: float, high: float, colour: str) -> None:
            one_end, other = sorted((at(low), at(high)))
            rect = QRectF(one_end, middle - thick / 2, max(float(thick), other - one_end), thick)
            box(painter, rect, radius=thick / 2, fill=theme.colour(colour), edge=None, width=0)

        bar(self.low, _WHOLE, "border.default")
        if one.standing.interval is not None:
            bar(one.standing.interval.low, one.standing.interval.high, "accent.solid")
        for view in views_of(one.fit) if len(one.fit.scored_by) > 1 else ():
            _dot(painter, theme, QPointF(at(view.fit), middle), theme.space(0.5), "text.primary")
        _dot(painter, theme, QPointF(at(one.fit.fit), middle), theme.space(1), "accent.solid")


def _dot(painter: QPainter, theme: Theme, at: QPointF, radius: float, colour: str) -> None:
    place = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    edge, width = theme.colour("bg.surface"), theme.stroke("hairline")
    box(painter, place, radius=radius, fill=theme.colour(colour), edge=edge, width=width)
