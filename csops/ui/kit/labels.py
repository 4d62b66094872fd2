"""Text on the screen in the type and colour of a token."""

from html import escape

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from csops.ui.kit.marks import painter_on
from csops.ui.kit.theme import Themes


class Text(QLabel):
    """A label. With `wrap` it breaks into lines of the token's height; with `figures` its digits are equally wide."""

    def __init__(
        self,
        themes: Themes,
        text: str = "",
        *,
        font: str = "body",
        colour: str = "text.primary",
        figures: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.themes = themes
        self._words, self._font, self._colour, self._figures = text, font, colour, figures
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        lead(self)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another reading direction begins at the other side; a style that came with another parent has no say.

        A parent with a style sheet brings back the palette from before the theme changed.
        """
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            lead(self)
        if event.type() == QEvent.Type.StyleChange and "_colour" in self.__dict__:
            wanted = self.themes.current.colour(self._colour)
            if self.palette().windowText().color() != wanted:
                self.theme_changed()

    def words(self) -> str:
        """Return the plain text that is shown."""
        return self._words

    def say(self, text: str, *, colour: str | None = None, font: str | None = None) -> None:
        """Show another text, perhaps in another colour and type."""
        before, look = self._words, (self._colour, self._font)
        self._words, self._colour, self._font = text, colour or self._colour, font or self._font
        if (self._colour, self._font) != look:
            self.theme_changed()
        elif text != before:
            self._show_words()

    def theme_changed(self) -> None:
        """Take type and colour from the theme."""
        theme = self.themes.current
        self.setFont(theme.font(self._font, figures=self._figures))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._colour))
        self.setPalette(palette)
        self._show_words()

    def _show_words(self) -> None:
        if self.wordWrap():
            lines, height = escape(self._words).replace("\n", "<br/>"), self.themes.current.line(self._font)
            self.setText(f'<p style="line-height:{height}px">{lines}</p>')
        else:
            self.setText(self._words)
        self.setAccessibleName(self._words)


def lead(label: QLabel) -> None:
    """Let a label begin where the language begins; Qt's own looks at the letters, so that figures would stand apart."""
    if not label.alignment() & Qt.AlignmentFlag.AlignHCenter:
        side = Qt.AlignmentFlag.AlignRight if label.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


class ElidedText(Text):
    """One line that is cut with an ellipsis where there is no room, and shows whole on hover.

    With `hugs` it is no wider than its words, so that something can stand right behind them.
    """

    def __init__(
        self,
        themes: Themes,
        text: str = "",
        *,
        font: str = "body",
        colour: str = "text.primary",
        figures: bool = False,
        hugs: bool = False,
    ) -> None:
        super().__init__(themes, text, font=font, colour=colour, figures=figures)
        wide = QSizePolicy.Policy.Maximum if hugs else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Qt: any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the text, cut where there is no room."""
        painter = painter_on(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        cut = QFontMetrics(self.font()).elidedText(
            self.words(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.setToolTip(self.words() if cut != self.words() else "")
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, cut)


class BrokenText(ElidedText):
    """The same on two lines, where one has no room for it: what stands beside buttons is seldom cut so."""

    def sizeHint(self) -> QSize:
        """Qt: room for both lines, be there one."""
        return QSize(super().sizeHint().width(), 2 * self.themes.current.line(self._font))

    def minimumSizeHint(self) -> QSize:
        """Qt: any width will do."""
        return QSize(0, self.sizeHint().height())

    def least_width(self) -> int:
        """Return how wide it must be to show all its words on both lines."""
        metrics, words = QFontMetrics(self.font()), self.words().split()
        wide = [
            max(metrics.horizontalAdvance(" ".join(part)) for part in (words[:place], words[place:]))
            for place in range(1, len(words) + 1)
        ]
        return min(wide, default=0)

    def lines(self) -> list[str]:
        """Return the lines that are shown, the last one cut where there is no room for all of it."""
        metrics, width = QFontMetrics(self.font()), self.contentsRect().width()
        first, rest = self.words().split(), list[str]()
        while len(first) > 1 and metrics.horizontalAdvance(" ".join(first)) > width:
            rest.insert(0, first.pop())
        cut = Qt.TextElideMode.ElideRight
        return [metrics.elidedText(" ".join(part), cut, width) for part in (first, rest) if part]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the lines one below the other, in the middle of the height."""
        painter, lines, height = painter_on(self), self.lines(), self.themes.current.line(self._font)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        self.setToolTip(self.words() if " ".join(lines) != " ".join(self.words().split()) else "")
        room = self.contentsRect()
        top = room.center().y() - len(lines) * height // 2
        for number, line in enumerate(lines):
            place = QRect(room.left(), top + number * height, room.width(), height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, line)


class Line(QFrame):
    """A hairline between two parts; upright between columns."""

    def __init__(self, themes: Themes, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._upright = themes, upright
        self.setProperty("kind", "line")
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the width from the theme."""
        width = self._themes.current.stroke("hairline")
        if self._upright:
            self.setFixedWidth(width)
        else:
            self.setFixedHeight(width)
