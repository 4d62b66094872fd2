"""The card that says in words what one mark of a chart means."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from csops.ui.kit.charts import Tip
from csops.ui.kit.marks import box, paint_shadow
from csops.ui.kit.theme import Themes


class TipCard(QWidget):
    """Floats beside a mark, inside its chart, and lets the pointer through."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._chart = parent
        self._tip: Tip | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_tip(self, tip: Tip, mark: QPointF, *, reach: float = 0) -> None:
        """Say this of a mark that reaches so far: to its leading side, or the other where there is no room."""
        self._tip = tip
        self.resize(self.sizeHint())
        gap = reach + (0 if reach else self._themes.current.space(2))
        left = mark.x() - self.width() - gap
        if left < 0:
            left = mark.x() + gap
        top = min(mark.y() - self.height() / 2, self._chart.height() - self.height())
        self.move(QPoint(round(min(left, self._chart.width() - self.width())), round(max(0, top))))
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:
        """Override of Qt."""
        if self._tip is None:
            return QSize()
        theme = self._themes.current
        strong = QFontMetrics(theme.font("smallStrong", figures=True))
        gap = theme.space(6)
        widths = [strong.horizontalAdvance(a) + gap + strong.horizontalAdvance(b) for a, b in self._tip.lines]
        width = max([strong.horizontalAdvance(self._tip.title), *widths]) + 2 * theme.space(3)
        height = theme.line("body") + len(self._tip.lines) * self._line() + 2 * theme.space(2)
        return QSize(width + 2 * self._edge(), height + 2 * self._edge())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        if self._tip is None:
            return
        theme, painter = self._themes.current, QPainter(self)
        edge = self._edge()
        card = self.rect().adjusted(edge, edge, -edge, -edge)
        self._paint_card(painter, QRectF(card))
        inner = card.adjusted(theme.space(3), theme.space(2), -theme.space(3), 0)
        painter.setFont(theme.font("smallStrong", figures=True))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading, self._tip.title)
        top = inner.top() + theme.line("body")
        for number, (label, text) in enumerate(self._tip.lines):
            line = QRect(inner.left(), top + number * self._line(), inner.width(), self._line())
            painter.setFont(theme.font("small", figures=True))
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, label)
            painter.setFont(theme.font("smallStrong", figures=True))
            painter.setPen(theme.colour("text.primary"))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing, text)

    def _paint_card(self, painter: QPainter, card: QRectF) -> None:
        theme = self._themes.current
        paint_shadow(painter, card, theme, radius=theme.radius("control"), reach=self._edge())
        fill, line = theme.colour("bg.raised"), theme.colour("border.default")
        box(painter, card, radius=theme.radius("control"), fill=fill, edge=line, width=theme.stroke("hairline"))

    def _line(self) -> int:
        return self._themes.current.line("small") + self._themes.current.space(0.5)

    def _edge(self) -> int:
        return self._themes.current.space(2)
