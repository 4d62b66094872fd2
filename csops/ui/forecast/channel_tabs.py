"""The channels as tabs: what a week brings, and a small fan each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from csops.ui.kit.cards import Card
from csops.ui.kit.charts import SmallFanData
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.sparkline import SmallFan
from csops.ui.kit.theme import Themes

MOST_IN_A_ROW = 6
NARROWEST = 140  # pixels at 100 % under which the fans say little


@dataclass(frozen=True, kw_only=True)
class Tab:
    """What a tile shows: `figure` is what a week brings, ready to be read; `tip` says which weeks."""

    key: str
    name: str
    figure: str
    fan: SmallFanData
    tip: str = ""


class ChannelTabs(QWidget):
    """One tile per channel, of which one is chosen; the arrow keys move the choice.

    Signals:
        chosen: the key of another channel, after a person chose it.
    """

    chosen = Signal(str)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self._tiles: list[ChannelTile] = []
        self._key = ""
        self._in_a_row = 0
        self._grid = QGridLayout(self)
        Spacing(themes, self._grid, gap=2)
        self.setAccessibleName(self.tr("Channels"))
        themes.changed.connect(self._arrange)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tabs(self, tabs: Sequence[Tab], *, key: str) -> None:
        """Show these channels with one of them chosen."""
        if [tile.tab.key for tile in self._tiles] != [tab.key for tab in tabs]:
            self._fill(tabs)
        for tile, tab in zip(self._tiles, tabs, strict=True):
            tile.show_tab(tab)
        self._arrange()
        self._choose(key)

    def key(self) -> str:
        """Return the key of the chosen channel; empty without any."""
        return self._key

    def tile(self, key: str) -> "ChannelTile":
        """Return the tile of a channel."""
        return next(tile for tile in self._tiles if tile.tab.key == key)

    def step(self, by: int) -> None:
        """Choose the next or the one before, as the arrow keys do."""
        keys = [tile.tab.key for tile in self._tiles]
        at = keys.index(self._key) + by if self._key in keys else 0
        if 0 <= at < len(keys):
            self._tiles[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self._pressed(keys[at])

    def _fill(self, tabs: Sequence[Tab]) -> None:
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self._tiles = [ChannelTile(self.themes, tab, self) for tab in tabs]
        for tile in self._tiles:
            tile.pressed.connect(self._pressed)
            tile.stepped.connect(self.step)
            tile.show()
        self._in_a_row = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: as many in a row as have room for their names."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        number = len(self._tiles)
        least = max([self.themes.current.px(NARROWEST), *(tile.wanted_width() for tile in self._tiles)])
        fit = max(1, min(MOST_IN_A_ROW, self.width() // least))
        in_a_row = ceil(number / ceil(number / fit)) if number else 0
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for place, tile in enumerate(self._tiles):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, place // in_a_row, place % in_a_row)
        for column in range(MOST_IN_A_ROW):
            self._grid.setColumnStretch(column, 1 if column < in_a_row else 0)

    def _pressed(self, key: str) -> None:
        if key != self._key:
            self._choose(key)
            self.chosen.emit(key)

    def _choose(self, key: str) -> None:
        self._key = key
        for tile in self._tiles:
            tile.set_chosen(tile.tab.key == key)


class ChannelTile(Card):
    """One channel: icon, name, contacts a week, the fan.

    Signals:
        pressed: its key, after a click, Enter or Space.
        stepped: -1 or 1, after an arrow key.
    """

    pressed = Signal(str)
    stepped = Signal(int)

    def __init__(self, themes: Themes, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(themes, padded=False, parent=parent)
        self.tab = tab
        self._icon = Picture(themes, "phone")
        self._name = ElidedText(themes, font="bodyStrong")
        self._figure = Text(themes, font="small", colour="text.secondary", figures=True)
        self._fan = SmallFan(themes, tab.fan)
        self._head = head = QGridLayout()
        Spacing(themes, head, gap=1.0)
        head.addWidget(self._icon, 0, 0)
        head.addWidget(self._name, 0, 1)
        head.addWidget(self._figure, 0, 2)
        head.setColumnStretch(1, 1)
        Spacing(themes, self.body, margins=(3, 2, 2, 2), gap=1)
        self.body.addLayout(head)
        self.body.addWidget(self._fan)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_tab(tab)

    def show_tab(self, tab: Tab) -> None:
        """Show other figures of the same channel."""
        self.tab = tab
        look = self.themes.current.channel(tab.key)
        self._icon.show_icon(look.icon, colour=look.token)
        self._name.say(tab.name)
        self._figure.say(tab.figure)
        self.setToolTip(tab.tip)
        self._fan.show_data(tab.fan)
        self.setAccessibleName(f"{tab.name}, {tab.figure}")

    def wanted_width(self) -> int:
        """Return how wide it is with its name and figure whole."""
        parts = (self._icon, self._name, self._figure)
        margins = self.body.contentsMargins()
        words = sum(part.sizeHint().width() for part in parts) + (len(parts) - 1) * self._head.horizontalSpacing()
        return words + margins.left() + margins.right()

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the chosen one; only that is reached by Tab."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleDescription(self.tr("chosen") if chosen else "")
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            self.style().unpolish(self)
            self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click chooses."""
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.tab.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Space choose, the arrows go on."""
        forward = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit(self.tab.key)
        elif event.key() in {forward, back}:
            self.stepped.emit(1 if event.key() == forward else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the card, and the ring where it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus(painter_on(self), self.rect(), self.themes.current, radius=self.themes.current.radius("card"))
