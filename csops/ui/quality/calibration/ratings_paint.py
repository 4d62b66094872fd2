"""How the cells of the ratings are painted: numbers in rings, chips in the colour of their worth, dots."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from csops.domain.calibration_figures import Row
from csops.domain.scoring import Criterion
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box, paint_avatar, paint_focus, pill_size
from csops.ui.kit.theme import Theme, Themes
from csops.ui.quality.calibration.ratings_model import NAME, RatingsModel
from csops.ui.quality.calibration.words import rating_look

Index = QModelIndex | QPersistentModelIndex
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
_RING, _DOT = 22, 8
_LEAST_CHIP = 50
_MOST_DOTS = 6
_HALF = 0.5


def sameness_family(row: Row) -> str:
    """Return the family of colours that says how far the reviewers of a criterion agree."""
    if row.same == row.of:
        return "success"
    return "warning" if row.same > row.of * _HALF else "danger"


class RatingsDelegate(QStyledItemDelegate):
    """Paints the cells. `is_narrow`: how many say the same is a number without its dots."""

    def __init__(self, themes: Themes, model: RatingsModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._themes, self._model, self._view = themes, model, parent
        self.is_narrow = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override of Qt."""
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, place, model = self._themes.current, QRect(option.rect), self._model
        is_current = index.row() == self._view.currentIndex().row()
        self._paint_ground(painter, theme, place, index, is_current=is_current)
        row, criterion = model.rows[index.row()], model.criterion(index.row())
        who = model.reviewer(index.column())
        if index.column() == NAME:
            self._paint_name(painter, theme, place, row, criterion)
        elif who is not None:
            _paint_chip(painter, theme, place, criterion, row.ratings.get(who.id))
        elif index.column() == model.agreement:
            self._paint_same(painter, theme, place, row)
        else:
            self._paint_agreed(painter, theme, place, row, model.words(index.row(), index.column()))
        painter.restore()

    def _paint_ground(self, painter: QPainter, theme: Theme, place: QRect, index: Index, *, is_current: bool) -> None:
        colour = theme.colour("bg.selected" if is_current else "bg.surface")
        painter.fillRect(place, colour)
        if is_current and index.column() == NAME:
            bar = theme.stroke("focus")
            left = place.right() - bar + 1 if self._view.isRightToLeft() else place.left()
            painter.fillRect(QRect(left, place.top(), bar, place.height()), theme.colour("accent.solid"))
            if self._view.hasFocus():
                paint_focus(painter, place.adjusted(1, 1, -1, -2), theme, radius=theme.radius("control"))
        line = theme.stroke("hairline")
        painter.fillRect(
            QRect(place.left(), place.bottom() - line + 1, place.width(), line), theme.colour("border.subtle")
        )

    def _paint_name(self, painter: QPainter, theme: Theme, place: QRect, row: Row, criterion: Criterion) -> None:
        side, gap = theme.px(_RING), theme.space(3)
        is_rtl = self._view.isRightToLeft()
        left = place.right() - gap - side if is_rtl else place.left() + gap
        ring = QRect(left, place.center().y() - side // 2, side, side)
        fill = theme.colour("danger.solid") if row.has_error else None
        edge = None if row.has_error else theme.colour("accent.solid")
        box(painter, QRectF(ring), radius=side / 2, fill=fill, edge=edge, width=theme.stroke("hairline"))
        painter.setFont(theme.font("smallStrong", figures=True))
        painter.setPen(theme.colour("text.onAccent" if row.has_error else "accent.text"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._model.numbers[row.criterion]))
        taken = gap + side + theme.space(2)
        if row.has_error:  # not by colour alone
            icon = theme.size("iconSmall")
            left = place.right() - taken - icon if is_rtl else place.left() + taken
            picture = pixmap(theme, "circle-alert", size=14, colour="danger.text")
            painter.drawPixmap(left, place.center().y() - icon // 2 + 1, picture)
            taken += icon + theme.space(1)
        words = place.adjusted(gap, 0, -taken, 0) if is_rtl else place.adjusted(taken, 0, -theme.space(1), 0)
        _paint_lines(painter, theme, words, criterion.name)

    def _paint_same(self, painter: QPainter, theme: Theme, place: QRect, row: Row) -> None:
        family = sameness_family(row)
        dots = 0 if self.is_narrow or row.of > _MOST_DOTS else row.of
        side, gap = theme.px(_DOT), theme.space(1)
        font = theme.font("smallStrong", figures=True)
        said = f"{row.same}" if dots else f"{row.same}/{row.of}"
        wide = QFontMetrics(font).horizontalAdvance(said)
        taken = dots * (side + gap) + (theme.space(1) if dots else 0) + wide
        left = place.center().x() - taken // 2
        for dot in range(dots):
            at = QRectF(left + dot * (side + gap), place.center().y() - side // 2, side, side)
            fill = theme.colour(f"{family}.solid" if dot < row.same else "border.default")
            box(painter, at, radius=side / 2, fill=fill, edge=None, width=0)
        painter.setFont(font)
        painter.setPen(theme.colour("text.secondary" if dots else f"{family}.text"))
        words = QRect(left + taken - wide, place.top(), wide, place.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, said)

    def _paint_agreed(self, painter: QPainter, theme: Theme, place: QRect, row: Row, said: str) -> None:
        font = theme.font("bodyStrong")
        painter.setFont(font)
        inner = place.adjusted(theme.space(2), 0, -theme.space(3), 0)
        if row.agreed is None and said:
            wide = QFontMetrics(font).horizontalAdvance(said) + 2 * theme.space(2)
            high = theme.size("controlCompact")
            at = QRect(inner.right() - wide + 1, place.center().y() - high // 2, wide, high)
            if self._view.isRightToLeft():
                at.moveLeft(inner.left())
            fill, edge = theme.colour("bg.surface"), theme.colour("border.default")
            radius, line = theme.radius("control"), theme.stroke("hairline")
            box(painter, QRectF(at), radius=radius, fill=fill, edge=edge, width=line)
            painter.setPen(theme.colour("text.primary"))
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, said)
            return
        painter.setPen(theme.colour("text.primary"))
        cut = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _TRAILING, cut)


def _paint_chip(painter: QPainter, theme: Theme, place: QRect, criterion: Criterion, rating: float | None) -> None:
    look = rating_look(criterion, rating)
    wanted = pill_size(theme, look)
    wide = min(max(theme.px(_LEAST_CHIP), wanted.width()), place.width() - theme.space(1))
    high = wanted.height() + theme.space(1)
    at = QRect(place.center().x() - wide // 2, place.center().y() - high // 2, wide, high)
    fill = theme.colour(f"{look.family}.soft")
    box(painter, QRectF(at), radius=theme.radius("chip"), fill=fill, edge=None, width=0)
    font = theme.font("smallStrong", figures=True)
    painter.setFont(font)
    painter.setPen(theme.colour(f"{look.family}.text"))
    cut = QFontMetrics(font).elidedText(look.text, Qt.TextElideMode.ElideRight, wide - theme.space(1))
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, cut)


def _paint_lines(painter: QPainter, theme: Theme, place: QRect, words: str) -> None:
    """Paint words in one line, in two where that is too short; the last one is cut."""
    font = theme.font("body")
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(theme.colour("text.primary"))
    lines: list[str] = []
    rest = words.split()
    if rest:
        line = rest.pop(0)
        while rest and metrics.horizontalAdvance(f"{line} {rest[0]}") <= place.width():
            line = f"{line} {rest.pop(0)}"
        lines.append(line)
    if rest:
        lines.append(" ".join(rest))
    high = theme.line("body")
    top = place.center().y() - len(lines) * high // 2
    for number, line in enumerate(lines):
        cut = metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(QRect(place.left(), top + number * high, place.width(), high), _LEADING, cut)


class ReviewerHeads(QHeaderView):
    """The head of the ratings: initials and first names. Without room the names stand alone."""

    def __init__(self, themes: Themes, model: RatingsModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._themes, self._model = themes, model
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's names
        """Override of Qt."""
        theme, model = self._themes.current, self._model
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, theme.colour("bg.sunken"))
        line = theme.stroke("hairline")
        painter.fillRect(
            QRect(rect.left(), rect.bottom() - line + 1, rect.width(), line), theme.colour("border.subtle")
        )
        font = theme.font("smallStrong")
        painter.setFont(font)
        painter.setPen(theme.colour("text.secondary"))
        who, said = model.reviewer(logicalIndex), str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        if who is None:
            gap = 0 if logicalIndex == model.agreement else theme.space(3)
            align = _LEADING if logicalIndex == NAME else _TRAILING if logicalIndex == model.agreed else None
            painter.drawText(rect.adjusted(gap, 0, -gap, 0), align or Qt.AlignmentFlag.AlignCenter, said)
        else:
            self._paint_reviewer(painter, theme, rect, who.name, said)
        painter.restore()

    def _paint_reviewer(self, painter: QPainter, theme: Theme, rect: QRect, name: str, said: str) -> None:
        side, gap = theme.size("avatar", 0), theme.space(1)
        metrics = QFontMetrics(theme.font("smallStrong"))
        names = [self._model.names[one.id] for one in self._model.reviewers]
        if max(map(metrics.horizontalAdvance, names)) > rect.width() - side - 2 * gap:  # all of them alike
            painter.setFont(theme.font("smallStrong"))
            painter.setPen(theme.colour("text.primary"))
            cut = metrics.elidedText(said, Qt.TextElideMode.ElideRight, rect.width() - gap)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cut)
            return
        shown = said
        wide = side + gap + metrics.horizontalAdvance(shown)
        left = rect.center().x() - wide // 2
        is_rtl = self.isRightToLeft()
        circle = QRect(left + wide - side if is_rtl else left, rect.center().y() - side // 2, side, side)
        paint_avatar(painter, circle, theme, name)
        painter.setFont(theme.font("smallStrong"))
        painter.setPen(theme.colour("text.primary"))
        words = QRect(left, rect.top(), wide - side - gap, rect.height())
        if not is_rtl:
            words.moveLeft(left + side + gap)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)
