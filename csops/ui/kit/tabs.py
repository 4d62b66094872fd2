"""The tabs of a place: words in a row of which one is underlined."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from csops.ui.kit.choices import OneOf, Option
from csops.ui.kit.marks import paint_focus, painter_on
from csops.ui.kit.theme import Themes


class Tabs(OneOf):
    """What a place holds, side by side; the arrow keys move the choice."""

    def __init__(self, themes: Themes, options: Sequence[Option], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(themes, name=name, parent=parent)
        self._row.addStretch(1)
        self.show_options(options)
        self.choose(options[0].key if options else "")
        self.theme_changed()

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these tabs; what was chosen stays chosen where it is still there, and keeps the focus."""
        self._show([(option.key, TabButton(self.themes, option.text)) for option in options])

    def _show(self, tabs: Sequence[tuple[str, QAbstractButton]]) -> None:
        before, has_focus = self.key(), any(button.hasFocus() for button in self._group.buttons())
        self._fill(tabs)
        self.choose(before)
        if has_focus and before in self._keys:
            self.button(before).setFocus(Qt.FocusReason.OtherFocusReason)

    def theme_changed(self) -> None:
        """Take height and gaps from the theme."""
        theme = self.themes.current
        self.setFixedHeight(theme.size("controlLarge"))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space(1))
        super().theme_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the hairline on which the tabs stand."""
        theme = self.themes.current
        line = theme.stroke("hairline")
        ground = QRect(0, self.height() - line, self.width(), line)
        painter_on(self).fillRect(ground, theme.colour("border.default"))


class TabButton(QAbstractButton):
    """Words that are underlined when they are chosen."""

    def __init__(self, themes: Themes, text: str) -> None:
        super().__init__()
        self._themes = themes
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paint_words(self, painter: QPainter, colour: str) -> None:
        """Paint what it says, in a colour of the theme."""
        theme = self._themes.current
        painter.setFont(theme.font("bodyStrong"))
        painter.setPen(theme.colour(colour))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def sizeHint(self) -> QSize:
        """Qt: the words with room around them."""
        theme = self._themes.current
        words = QFontMetrics(theme.font("bodyStrong")).horizontalAdvance(self.text())
        return QSize(words + 2 * theme.space(3), theme.size("minTarget"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint it."""
        theme, painter = self._themes.current, painter_on(self)
        is_lit = self.isChecked() or (self.underMouse() and self.isEnabled())
        self.paint_words(painter, "text.primary" if is_lit else "text.secondary")
        if self.isChecked():
            line = theme.stroke("focus")
            bar = QRect(theme.space(2), self.height() - line, self.width() - 2 * theme.space(2), line)
            painter.fillRect(bar, theme.colour("accent.solid"))
        if self.hasFocus():
            room = self.rect().adjusted(0, theme.space(1), 0, -theme.space(1))
            paint_focus(painter, room, theme, radius=theme.radius("control"))
