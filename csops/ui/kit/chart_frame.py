"""What all painted charts share: focus and keys on their marks, the card in words, the legend."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops.ui.kit.chart_export import Drawable
from csops.ui.kit.chart_outside import ExportableChart
from csops.ui.kit.chart_tip import TipCard
from csops.ui.kit.charts import Tip
from csops.ui.kit.theme import Theme, Themes


@dataclass(frozen=True, kw_only=True)
class LegendEntry:
    """One word of the legend and how its sign is painted into a small box."""

    words: str
    paint: Callable[[QPainter, QRectF], None]


class Chart(ExportableChart):
    """A chart painted by hand: the same strokes go to the window, to PNG and to SVG.

    pyqtgraph was tried: its import takes 0.4 to 1.3 s with numpy in the window's thread, on the first screen of the
    day, where a change of screen may take 0.1 s; and its marks have neither focus nor names.

    Signals:
        picked(int): a mark was clicked, or Enter pressed on it.
    """

    picked = Signal(int)
    mirrors: ClassVar[bool] = False
    """Whether the chart turns with the reading direction."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.mark = -1
        self._card = TipCard(themes, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        themes.changed.connect(self.update)

    # what a chart of a kind tells

    @abstractmethod
    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw everything but the mark that has the focus."""

    def drawing(self) -> Drawable:
        """Return the chart: it draws itself, in the window or out of it."""
        return self

    @abstractmethod
    def tip(self, mark: int) -> Tip:
        """Return what a mark says."""

    @abstractmethod
    def mark_count(self) -> int:
        """Return how many marks can have the focus."""

    @abstractmethod
    def mark_place(self, mark: int) -> QPointF:
        """Return where a mark is, in pixels of this widget."""

    @abstractmethod
    def draw_mark(self, painter: QPainter, theme: Theme) -> None:
        """Draw the mark that has the focus or the pointer."""

    def mark_at(self, place: QPointF) -> int:
        """Return the mark nearest to a place in the reading direction of time."""
        marks = range(self.mark_count())
        return min(marks, key=lambda mark: abs(self.mark_place(mark).x() - place.x()), default=-1)

    def first_mark(self) -> int:
        """Return the mark that the keys begin at."""
        return 0

    def drawn_anew(self, *said: str) -> None:
        """Draw other figures, called by these words; the mark stays where it is, and says what is there now."""
        self.setAccessibleName(", ".join(part for part in said if part))
        if self.mark >= 0:
            self.go_to(self.mark)
        self.update()

    # marks

    def go_to(self, mark: int) -> None:
        """Put the focus on a mark, say it in a card and to screen readers; -1 takes it away."""
        self.mark = mark if 0 <= mark < self.mark_count() else -1
        if self.mark < 0:
            self._card.hide()
            self.setAccessibleDescription("")
        else:
            tip = self.tip(self.mark)
            self._card.show_tip(tip, self.mark_place(self.mark))
            self.setAccessibleDescription(tip.words())
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: arrows, Home and End walk the marks, Enter picks one, Escape leaves them."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key, last = Qt.Key(event.key()), self.mark_count() - 1
        if key in steps and last >= 0:
            self.go_to(self.first_mark() if self.mark < 0 else max(0, min(last, self.mark + steps[key])))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(0 if key == Qt.Key.Key_Home else last)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.mark >= 0:
            self.picked.emit(self.mark)
        elif key == Qt.Key.Key_Escape and self.mark >= 0:
            self.go_to(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override of Qt: whoever comes by Tab begins at the first mark worth reading."""
        super().focusInEvent(event)
        by_keys = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if event.reason() in by_keys and self.mark < 0:
            self.go_to(self.first_mark())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override of Qt."""
        super().focusOutEvent(event)
        self.go_to(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: the mark under the pointer speaks."""
        mark = self.mark_at(event.position())
        if mark != self.mark:
            self.go_to(mark)

    def leaveEvent(self, event: QEvent) -> None:
        """Override of Qt."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.go_to(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: a click picks."""
        mark = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and mark >= 0:
            self.picked.emit(mark)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        painter = QPainter(self)
        # Charts of time keep their direction, and so does all that is placed beside them.
        painter.setLayoutDirection(self.layoutDirection() if self.mirrors else Qt.LayoutDirection.LeftToRight)
        self.draw(painter, QRectF(self.rect()), self.themes.current)
        if self.mark >= 0:
            self.draw_mark(painter, self.themes.current)

    def minimumSizeHint(self) -> QSize:
        """Override of Qt."""
        theme = self.themes.current
        return QSize(theme.px(240), theme.px(120))


def paint_legend(painter: QPainter, theme: Theme, right: float, middle: float, entries: Sequence[LegendEntry]) -> float:
    """Paint the legend so that it ends at `right`; return where it begins."""
    font = theme.font("small", figures=True)
    metrics = QFontMetrics(font)
    for entry in reversed(entries):
        width = metrics.horizontalAdvance(entry.words)
        painter.setFont(font)
        painter.setPen(theme.colour("text.secondary"))
        words = QRectF(right - width, middle - theme.space(3), width + 1, theme.space(6))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, entry.words)
        sign = QRectF(words.left() - theme.space(5), middle - theme.space(2), theme.space(3), theme.space(4))
        painter.save()
        entry.paint(painter, sign)
        painter.restore()
        right = sign.left() - theme.space(4)
    return right


def paint_head(painter: QPainter, theme: Theme, place: QRectF, title: str, lesson: str) -> None:
    """Paint title and lesson in one line; the lesson is cut where there is no room."""
    painter.setFont(theme.font("title3"))
    painter.setPen(theme.colour("text.primary"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
    painter.drawText(place, flags, title)
    used = QFontMetrics(theme.font("title3")).horizontalAdvance(title) + theme.space(3)
    painter.setFont(theme.font("small", figures=True))
    painter.setPen(theme.colour("text.tertiary"))
    room = place.adjusted(used, 0, 0, 0)
    cut = QFontMetrics(painter.font()).elidedText(lesson, Qt.TextElideMode.ElideRight, max(0, int(room.width())))
    painter.drawText(room, flags, cut)
