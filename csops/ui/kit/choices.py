"""Choosing one of a few: segmented buttons, channel tiles, and a slider that marks today's value."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QSlider, QWidget

from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box, paint_focus, painter_on
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Theme, Themes

TICK = 14  # pixels at 100 %


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be chosen: what it is for the program, and its words."""

    key: str
    text: str


class OneOf(QWidget):
    """Buttons of which exactly one is chosen; the arrow keys move the choice.

    Signals:
        chosen: the key of another option, after a person chose it.
    """

    chosen = Signal(str)

    def __init__(self, themes: Themes, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setAccessibleName(name)
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        self._stops = Stops(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group.idToggled.connect(lambda _number, _on: self._show_stop())
        self._group.idClicked.connect(self._clicked)
        themes.changed.connect(self.theme_changed)

    def key(self) -> str:
        """Return the key of what is chosen; empty while nothing is."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose by key, without a signal."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
        elif (button := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            button.setChecked(False)
            self._group.setExclusive(True)

    def button(self, key: str) -> QAbstractButton:
        """Return the button of an option."""
        return self._group.button(self._keys.index(key))

    def theme_changed(self) -> None:
        """Measure and paint anew."""
        self.updateGeometry()
        self.update()

    def _fill(self, options: Sequence[tuple[str, QAbstractButton]]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()  # it goes only when the event loop comes round
            button.deleteLater()
        self._keys = [key for key, _button in options]
        for number, (_key, button) in enumerate(options):
            button.setCheckable(True)
            self._group.addButton(button, number)
            self._row.insertWidget(number, button, 1)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stops.order(button for _key, button in options)
        self._show_stop()

    def _clicked(self, number: int) -> None:
        """Take the focus along where it was in another of these, then tell."""
        if any(one.hasFocus() for one in self._group.buttons()):
            self._group.button(number).setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self._keys[number])

    def _show_stop(self) -> None:
        """Let Tab stop at what is chosen: Qt moves the stop with the arrow keys alone, not with a click or a draft."""
        buttons = self._group.buttons()
        stop = self._group.checkedButton() or (buttons[0] if buttons else None)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if button is stop else Qt.FocusPolicy.NoFocus)
        self._stops.order([stop] if stop is not None else [])  # where others were put in order it alone was moved along


class Segmented(OneOf):
    """Up to five choices side by side."""

    def __init__(
        self, themes: Themes, options: Sequence[Option], *, name: str, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(themes, name=name, parent=parent)
        self.show_options(options)
        self.choose(key or (options[0].key if options else ""))
        self.theme_changed()

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these options; what was chosen stays chosen where it is still there."""
        before = self.key()
        self._fill([(option.key, _Segment(self.themes, option.text)) for option in options])
        self.choose(before)

    def theme_changed(self) -> None:
        """Take height and margins from the theme."""
        theme = self.themes.current
        self.setFixedHeight(theme.size("control"))
        edge = theme.space(0.5)
        self._row.setContentsMargins(edge, edge, edge, edge)
        self._row.setSpacing(0)
        super().theme_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the trough in which the segments lie."""
        theme = self.themes.current
        edge, radius = theme.colour("border.default"), theme.radius("control")
        ground = theme.colour("bg.sunken")
        box(
            painter_on(self), QRectF(self.rect()), radius=radius, fill=ground, edge=edge, width=theme.stroke("hairline")
        )


class _Segment(QAbstractButton):
    def __init__(self, themes: Themes, text: str) -> None:
        super().__init__()
        self._themes = themes
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        theme = self._themes.current
        words = QFontMetrics(theme.font("smallStrong")).horizontalAdvance(self.text())
        return QSize(words + 2 * theme.space(3), theme.size("minTarget"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._themes.current, painter_on(self)
        radius = theme.radius("chip")
        if self.isChecked():
            fill, edge = theme.colour("bg.pressed" if theme.is_dark else "bg.surface"), theme.colour("border.default")
            box(painter, QRectF(self.rect()), radius=radius, fill=fill, edge=edge, width=theme.stroke("hairline"))
        elif self.underMouse() and self.isEnabled():
            box(painter, QRectF(self.rect()), radius=radius, fill=theme.colour("bg.hover"), edge=None, width=0)
        painter.setFont(theme.font("smallStrong", figures=True))
        name = "text.primary" if self.isChecked() else "text.secondary"
        painter.setPen(theme.colour(name if self.isEnabled() else "text.disabled"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)


class ChannelTiles(OneOf):
    """The channels as tiles with icon and word."""

    def __init__(self, themes: Themes, options: Sequence[Option], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(themes, name=name, parent=parent)
        self.show_options(options)
        self.theme_changed()

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these channels; `key` is the channel's key."""
        before = self.key()
        self._fill([(option.key, _Tile(self.themes, option)) for option in options])
        self.choose(before)

    def theme_changed(self) -> None:
        """Take the gap from the theme."""
        self._row.setSpacing(self.themes.current.space(1) + self.themes.current.space(0.5))
        super().theme_changed()


class _Tile(QAbstractButton):
    def __init__(self, themes: Themes, option: Option) -> None:
        super().__init__()
        self._themes, self._channel = themes, option.key
        self.setText(option.text)
        self.setAccessibleName(option.text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._themes.current
        words = QFontMetrics(theme.font("smallStrong")).horizontalAdvance(self.text())
        return QSize(max(words, theme.size("control")) + theme.space(3), theme.space(12) + theme.space(0.5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._themes.current, painter_on(self)
        chosen = self.isChecked()
        fill = "accent.soft" if chosen else "bg.hover" if self.underMouse() and self.isEnabled() else "bg.surface"
        edge: QColor | None = theme.colour("accent.solid" if chosen else "border.default")
        place, radius = QRectF(self.rect()), float(theme.radius("control"))
        if self.hasFocus():
            # The ring stands off the frame: what has the focus and what is chosen are told apart, also on one tile.
            paint_focus(painter, self.rect(), theme, radius=radius)
            gap = 2 * theme.stroke("focus")
            place, radius = place.adjusted(gap, gap, -gap, -gap), radius - gap / 2
            edge = edge if chosen else None
        box(painter, place, radius=radius, fill=theme.colour(fill), edge=edge, width=theme.stroke("hairline"))
        side = theme.size("icon")
        look = theme.channel(self._channel)
        top = theme.space(2) + theme.space(0.5)
        painter.drawPixmap((self.width() - side) // 2, top, pixmap(theme, look.icon, size=16, colour=look.token))
        painter.setFont(theme.font("smallStrong"))
        painter.setPen(theme.colour("accent.text" if chosen else "text.secondary"))
        words = QRect(0, top + side, self.width(), self.height() - top - side - theme.space(1))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            self._paint_tick(painter, theme)

    def _paint_tick(self, painter: QPainter, theme: Theme) -> None:
        """Say by more than a frame that it is chosen: the focus is a frame as well."""
        side, edge = theme.px(TICK), theme.space(1)
        left = edge if self.isRightToLeft() else self.width() - side - edge
        painter.drawPixmap(left, edge, pixmap(theme, "check", size=TICK, colour="accent.text"))


class Slider(QSlider):
    """A value between two ends, in whole steps; a tick marks the value of today."""

    def __init__(
        self,
        themes: Themes,
        *,
        name: str,
        low: int,
        high: int,
        value: int,
        today: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.themes, self._today = themes, today
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setValue(value)
        self.setPageStep(max(1, (high - low) // 10))
        themes.changed.connect(self.updateGeometry)

    def set_today(self, value: int | None) -> None:
        """Mark another value as that of today, or none."""
        self._today = value
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: wide as there is room, high as a target must be."""
        theme = self.themes.current
        return QSize(theme.space(12) * 3, theme.size("minTarget"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the track, the part reached, the tick of today and the knob."""
        theme, painter = self.themes.current, painter_on(self)
        middle, thick = self.height() / 2, theme.space(1)
        knob = self._place(self.value(), theme)
        track = QRectF(0, middle - thick / 2, self.width(), thick)
        box(painter, track, radius=thick / 2, fill=theme.colour("border.default"), edge=None, width=0)
        done = QRectF(track)
        if self.isRightToLeft():
            done.setLeft(knob)
        else:
            done.setRight(knob)
        accent = theme.colour("accent.solid" if self.isEnabled() else "border.control")
        box(painter, done, radius=thick / 2, fill=accent, edge=None, width=0)
        if self._today is not None and self._today != self.value():
            painter.setPen(QPen(theme.colour("text.tertiary"), theme.stroke("focus")))
            x = round(self._place(self._today, theme))
            painter.drawLine(x, round(middle) - theme.space(1) - 1, x, round(middle) + theme.space(1))
        side = theme.size("icon")
        ring = QRectF(knob - side / 2, middle - side / 2, side, side)
        width = theme.stroke("focus")
        if self.hasFocus():
            halo = theme.colour("accent.soft")
            box(painter, ring.adjusted(-width, -width, width, width), radius=side, fill=halo, edge=None, width=0)
        box(painter, ring, radius=side / 2, fill=theme.colour("bg.surface"), edge=accent, width=width)

    def _place(self, value: int, theme: Theme) -> float:
        side = theme.size("icon") + 2 * theme.stroke("focus")
        share = (value - self.minimum()) / max(1, self.maximum() - self.minimum())
        share = 1 - share if self.isRightToLeft() else share
        return side / 2 + share * (self.width() - side)
