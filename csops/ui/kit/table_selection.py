"""The bar that floats over a table while rows are ticked: how many, and what can be done to all of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from csops.ui.kit import icons
from csops.ui.kit.controls import Action
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.marks import box, cap_size, paint_cap, paint_focus, paint_shadow
from csops.ui.kit.spacing import sides
from csops.ui.kit.theme import Themes


class SelectionBar(QWidget):
    """Floats at the bottom of the widget given, only while something is ticked.

    Signals:
        cleared: Escape was pressed here; the page takes the ticks away.
    """

    cleared = Signal()

    def __init__(self, themes: Themes, actions: Sequence[Action], over: QWidget) -> None:
        super().__init__(over)
        self._themes = themes
        self._over = over
        self._number = Text(themes, font="bodyStrong", figures=True, parent=self)
        self.buttons = [BarButton(themes, action, self) for action in actions]
        row = QHBoxLayout(self)
        row.addWidget(self._number)
        row.addWidget(Line(themes, upright=True, parent=self))
        for button in self.buttons:
            row.addWidget(button)
        over.installEventFilter(self)
        themes.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_number(self, number: int) -> None:
        """Show how many are ticked; the bar goes with the last one."""
        self._number.say(self.tr("%Ln selected", "", number))
        self.setAccessibleName(self._number.words())
        self.setVisible(number > 0)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override of Qt: follows the widget below when that is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: Escape drops the ticks."""
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt: the card and its shadow, which a floating widget inside a window paints itself."""
        theme, painter = self._themes.current, QPainter(self)
        edge = theme.space(2)
        card = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        paint_shadow(painter, card, theme, radius=theme.radius("card"), reach=edge)
        fill, line = theme.colour("bg.raised"), theme.colour("border.default")
        box(painter, card, radius=theme.radius("card"), fill=fill, edge=line, width=theme.stroke("hairline"))

    def _restyle(self) -> None:
        theme = self._themes.current
        edge, side = theme.space(2), theme.space(4)
        row = self.layout()
        if row is not None:
            row.setContentsMargins(
                sides(edge + side, edge + theme.space(1), edge + theme.space(2), edge + theme.space(1))
            )
            row.setSpacing(theme.space(3))
        self._place()

    def _place(self) -> None:
        self._fit()
        self.adjustSize()
        theme = self._themes.current
        left = (self._over.width() - self.width()) // 2
        self.move(max(0, left), self._over.height() - self.height() - theme.space(2))
        self.raise_()

    def _fit(self) -> None:
        """Where there is little room the keys go first, then the words of the last deeds."""
        row = self.layout()
        for with_keys, bare in ((True, 0), *((False, bare) for bare in range(len(self.buttons) + 1))):
            for place, button in enumerate(self.buttons):
                button.show_parts(keys=with_keys, words=place < len(self.buttons) - bare)
            if row is None or row.sizeHint().width() <= self._over.width():
                return


class BarButton(QAbstractButton):
    """One deed of the bar: icon, words and the key that does it from the table."""

    def __init__(self, themes: Themes, action: Action, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._keys = self._words = True
        self.action = action
        self.setText(action.text())
        self.setAccessibleName(action.text())
        self.setToolTip(action.toolTip())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)

    def show_parts(self, *, keys: bool, words: bool) -> None:
        """Show its keys and its words, or not; without words both stand in its tooltip."""
        if (keys, words) != (self._keys, self._words):
            self._keys, self._words = keys, words
            self._follow()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Override of Qt: icon, words, key cap."""
        theme = self._themes.current
        words = QFontMetrics(theme.font("bodyStrong")).horizontalAdvance(self.text()) if self._words else 0
        cap = cap_size(theme, self.action.keys).width() + theme.space(2) if self.action.keys and self._keys else 0
        width = theme.size("icon") + theme.space(2) + words + cap + theme.space(2)
        return QSize(width, theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme, painter = self._themes.current, QPainter(self)
        ground = theme.colour("bg.pressed" if self.isDown() else "bg.hover")
        if self.underMouse() or self.isDown():
            box(painter, QRectF(self.rect()), radius=theme.radius("control"), fill=ground, edge=None, width=0)
        colour = "text.primary" if self.isEnabled() else "text.disabled"
        middle = self.height() // 2
        left = theme.space(1)
        picture = icons.pixmap(theme, self.action.icon_name, colour="text.secondary")
        painter.drawPixmap(left, middle - theme.size("icon") // 2, picture)
        left += theme.size("icon") + theme.space(2)
        painter.setFont(theme.font("bodyStrong"))
        painter.setPen(theme.colour(colour))
        if self._words:
            painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.action.keys and self._keys:
            size = cap_size(theme, self.action.keys)
            place = self.rect().adjusted(self.width() - size.width() - theme.space(1), 0, -theme.space(1), 0)
            place.setTop(middle - size.height() // 2)
            place.setHeight(size.height())
            paint_cap(painter, place, theme, self.action.keys)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=theme.radius("control"))

    def _follow(self) -> None:
        action: QAction = self.action
        self.setEnabled(action.isEnabled())
        self.setToolTip(action.toolTip())
