"""The words of a message: chosen by mouse in whole words, and marked where they show a criterion."""

from collections.abc import Iterator, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops.domain.review_quotes import sentence_at, whole_words, word_at
from csops.ui.kit.marks import box, painter_on
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.text_marks import LaidText, TextMark, marks_at, told
from csops.ui.quality.wording import tr

_ONE, _WORD, _SENTENCE = 1, 2, 3
"""So many clicks choose a place, a word, a sentence; more choose everything."""


class QuotedText(QWidget):
    """Words as plain text in lines. One drags over them, and lets go: the choice grows to whole words.

    Signals:
        choosing: a choice begins here, so that there is none elsewhere. chosen: another is chosen, or nothing.
        pressed(object): the marks at a place were pressed, a list of TextMark.
    """

    choosing = Signal()
    chosen = Signal()
    pressed = Signal(object)

    def __init__(self, themes: Themes, text: str) -> None:
        super().__init__()
        self._themes, self.plain, self.marks = themes, text, tuple[TextMark, ...]()
        self._laid, self._layout, self._width, self._widest = LaidText(text), QTextLayout(), 0, -1
        self._begin = self._end = self._anchor = 0
        self._clicks, self._clicked_at, self._press = 0, 0, QPointF()
        self._is_dragging = False
        self._mark_fill = "accent.soft"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        themes.changed.connect(self.theme_changed)

    # ------------------------------------------------------------ what is chosen
    def choice(self) -> tuple[int, int] | None:
        """Return from where to where words are chosen; None where none are."""
        return (self._begin, self._end) if self._begin < self._end else None

    def choose(self, begin: int, end: int) -> None:
        """Choose characters; none where both are the same."""
        if (begin, end) != (self._begin, self._end):
            self._begin, self._end = begin, end
            self.update()
            self.chosen.emit()

    def copy(self) -> None:
        """Put what is chosen on the clipboard."""
        if self.choice() is not None:
            QGuiApplication.clipboard().setText(self.plain[self._begin : self._end])

    # ------------------------------------------------------------ marks
    def show_marks(self, marks: Sequence[TextMark], *, fill: str) -> None:
        """Mark words, those in front on a ground of the colour `fill`. A mark of all of it is told by its message."""
        if tuple(marks) == self.marks and fill == self._mark_fill:
            return
        were = self._parts()
        self.marks, self._mark_fill = tuple(marks), fill
        if [(one.number, one.end, one.is_critical) for one in were] != [
            (one.number, one.end, one.is_critical) for one in self._parts()
        ]:
            self._laid, self._widest = LaidText(self.plain, self._parts()), -1
            self._lay(self._width)
            self.updateGeometry()
        self.update()

    def _parts(self) -> list[TextMark]:
        return [one for one in self.marks if (one.start, one.end) != (0, len(self.plain))]

    def place_of(self, begin: int, end: int) -> QRectF:
        """Return the rectangle around words."""
        around = QRectF()
        for one in self._boxes(begin, end):
            around = around.united(one)
        return around

    def at(self, point: QPointF) -> int | None:
        """Return the place of the character at a point; None beside the words."""
        line = self._line_at(point)
        if line is None or not line.naturalTextRect().adjusted(-1, 0, 1, 0).contains(
            point.x(), line.rect().center().y()
        ):
            return None
        return self._laid.place(round(_place(line.xToCursor(point.x(), QTextLine.CursorPosition.CursorOnCharacter))))

    # ------------------------------------------------------------ laying out
    def widest(self) -> int:
        """Return the width that it takes where no line is broken."""
        if self._widest < 0:
            metrics = QFontMetricsF(self._themes.current.font("body"))
            self._widest = ceil(max(metrics.horizontalAdvance(one) for one in self._laid.shown.split("\u2028")))
        return self._widest

    def set_width(self, width: int) -> None:
        """Break it into lines of this width, and be as high as they are."""
        if width != self._width:
            self._lay(width)

    def theme_changed(self) -> None:
        """Take type and colours from the theme."""
        self._widest = -1
        self._lay(self._width)

    def _lay(self, width: int) -> None:
        self._width, theme = width, self._themes.current
        if width <= 0:
            return
        font, height = theme.font("body"), theme.line("body")
        metrics = QFontMetricsF(font)
        layout = QTextLayout(self._laid.shown, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeading)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(list(self._sign_formats()))
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            base = top + (height - metrics.height()) / 2 + metrics.ascent()
            line.setPosition(QPointF(0, base - line.ascent()))
            top += height
        layout.endLayout()
        self._layout = layout
        self.setFixedHeight(top)
        self.update()

    def _sign_formats(self) -> Iterator[QTextLayout.FormatRange]:
        theme = self._themes.current
        for sign in self._laid.signs:
            style = QTextCharFormat()
            style.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            style.setForeground(theme.colour("danger.text" if sign.is_critical else "accent.text"))
            style.setFontWeight(theme.font("bodyStrong").weight())
            yield _range(sign.at, sign.length, style)

    def _lines(self) -> Iterator[tuple[int, QTextLine]]:
        for number in range(self._layout.lineCount()):
            yield number, self._layout.lineAt(number)

    def _line_at(self, point: QPointF) -> QTextLine | None:
        number = int(point.y() // self._themes.current.line("body"))
        inside = 0 <= number < self._layout.lineCount()
        return self._layout.lineAt(number) if inside else None

    def _boxes(self, begin: int, end: int) -> Iterator[QRectF]:
        height = self._themes.current.line("body")
        first, last = self._laid.begin(begin), self._laid.end(end)
        for number, line in self._lines():
            left = max(first, line.textStart())
            right = min(last, line.textStart() + line.textLength())
            if left < right:
                a, b = _place(line.cursorToX(left)), _place(line.cursorToX(right))
                around = QRectF(min(a, b), number * height, abs(b - a), height)
                words = line.naturalTextRect()  # without the blank at which the line breaks
                yield around.intersected(QRectF(words.left(), around.top(), words.width(), height))

    # ------------------------------------------------------------ painting
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: marks below, the words, and what is chosen."""
        theme, painter = self._themes.current, painter_on(self)
        for mark in self._parts():
            colour = theme.colour("danger.solid" if mark.is_critical else "accent.solid")
            is_strong = mark.is_front or mark.is_shown
            stroke = theme.stroke("focus" if is_strong else "hairline")
            for around in self._boxes(mark.start, mark.end):
                if is_strong:
                    edge = colour if mark.is_shown else None
                    width = theme.stroke("hairline") if mark.is_shown else 0
                    fill = theme.colour(self._mark_fill)
                    box(painter, around, radius=theme.radius("chip") / 2, fill=fill, edge=edge, width=width)
                painter.fillRect(QRectF(around.left(), around.bottom() - 1 - stroke, around.width(), stroke), colour)
        painter.setPen(theme.colour("text.primary"))
        self._layout.draw(painter, QPointF(0, 0), list(self._chosen_formats()))

    def _chosen_formats(self) -> Iterator[QTextLayout.FormatRange]:
        if self.choice() is not None:
            style, palette = QTextCharFormat(), self.palette()
            style.setBackground(palette.color(QPalette.ColorRole.Highlight))
            style.setForeground(palette.color(QPalette.ColorRole.HighlightedText))
            first, last = self._laid.begin(self._begin), self._laid.end(self._end)
            yield _range(first, last - first, style)

    # ------------------------------------------------------------ the mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a choice begins; clicks at once choose a word, a sentence, all."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.choosing.emit()
        self._count(event)
        at = self._between(event.position())
        self._is_dragging = False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.choice() is not None:
            self._anchor = self._end if at <= self._begin else self._begin
            self._drag(at)
        else:
            self._anchor = at
            self.choose(*self._grown(at, at))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: the second click, and the fourth."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the choice follows; over marked words the hand tells that they can be pressed, a tip what they show."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(self._between(event.position()))
            return
        here = self.at(event.position())
        marks = marks_at(self.marks, here) if here is not None else []
        self.setToolTip(tr("Shows {criteria}").format(criteria=", ".join(told(marks))) if marks else "")
        is_part = any(one in self._parts() for one in marks)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_part else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: what was dragged over grows to whole words; marked words that were only clicked are pressed."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        elif self._is_dragging:
            self._is_dragging = False
            self.choose(*whole_words(self.plain, self._begin, self._end))
        elif self._clicks == _ONE and self.choice() is None:
            here = self.at(event.position())
            if here is not None and (marks := marks_at(self.marks, here)):
                self.pressed.emit(marks)

    def _drag(self, at: int) -> None:
        first, last = sorted((self._anchor, at))
        self._is_dragging = self._is_dragging or first < last
        if self._is_dragging:
            self.choose(*self._grown(first, last))

    def _grown(self, first: int, last: int) -> tuple[int, int]:
        if self._clicks <= _ONE or not self.plain:
            return first, last
        if self._clicks > _SENTENCE:
            return 0, len(self.plain)
        take = word_at if self._clicks == _WORD else sentence_at
        return take(self.plain, first)[0], take(self.plain, max(first, last - 1))[1]

    def _between(self, point: QPointF) -> int:
        """Return the place between two characters that is nearest to a point."""
        height, count = self._themes.current.line("body"), self._layout.lineCount()
        if not count:
            return 0
        line = self._layout.lineAt(min(max(int(point.y() // height), 0), count - 1))
        return self._laid.place(
            round(_place(line.xToCursor(point.x(), QTextLine.CursorPosition.CursorBetweenCharacters)))
        )

    def _count(self, event: QMouseEvent) -> None:
        """Count clicks that follow at once and in place."""
        hints = QGuiApplication.styleHints()
        is_soon = event.timestamp() - self._clicked_at <= hints.mouseDoubleClickInterval()
        is_near = (event.position() - self._press).manhattanLength() <= hints.mouseDoubleClickDistance()
        is_more = event.type() == QEvent.Type.MouseButtonDblClick or (is_soon and is_near and self._clicks >= _WORD)
        self._clicks = self._clicks + 1 if is_more and is_near else _ONE
        self._clicked_at, self._press = event.timestamp(), event.position()


def _range(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, style
    return found


def _place(found: object) -> float:
    """Return where a cursor stands: Qt for Python gives some of its places as a pair with the cursor."""
    place = found[0] if isinstance(found, tuple) else found
    return float(place) if isinstance(place, int | float) else 0.0
