"""The channel of a contact: five tiles, further ones under *More channels*, and a figure key for each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu

from csops.domain.channels import Channel
from csops.ui.kit.choices import ChannelTiles, Option
from csops.ui.kit.controls import Chip
from csops.ui.kit.fields import Field
from csops.ui.kit.theme import Themes

TILES, MOST_FIGURES = 5, 9
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChannelField(Field):
    """Chooses among the active channels.

    Signals:
        picked: a figure key or Enter chose; one goes on to the next field.
        typed(str): a letter was typed on a tile; it is meant for the next field.
    """

    picked = Signal()
    typed = Signal(str)

    def __init__(self, themes: Themes, channels: Sequence[Channel]) -> None:
        self.tiles = ChannelTiles(themes, (), name="")
        super().__init__(themes, self.tiles, label=self.tr("Channel"), name="channel")
        self.tiles.setAccessibleName(self.tr("Channel"))
        self._channels: tuple[Channel, ...] = ()
        self._tiled: tuple[Channel, ...] = ()
        self._chosen = ""
        self.more = Chip(themes, self.tr("More channels"), mark="chevron-down")
        self.more.clicked.connect(self.open_more)
        head = QHBoxLayout()
        self._column.removeWidget(self.label)
        head.addWidget(self.label)
        head.addStretch(1)
        head.addWidget(self.more)
        self._column.insertLayout(0, head)
        self.tiles.chosen.connect(self._pressed)
        self.set_check(self._wrong)
        self.show_channels(channels)

    def show_channels(self, channels: Sequence[Channel]) -> None:
        """Offer these; what was chosen stays."""
        self._channels = tuple(channel for channel in channels if channel.active)
        self._show()

    def channel(self) -> Channel | None:
        """Return what is chosen."""
        return next((channel for channel in self._channels if channel.key == self._chosen), None)

    def choose(self, key: str) -> None:
        """Choose by key, an unknown one nothing; nobody is told."""
        self._chosen = key if any(channel.key == key for channel in self._channels) else ""
        self._show()

    def focus_here(self) -> None:
        """Put the focus on what is chosen, else on the first."""
        keys = [channel.key for channel in self._tiled]
        if keys:
            key = self._chosen if self._chosen in keys else keys[0]
            self.tiles.button(key).setFocus(Qt.FocusReason.TabFocusReason)

    def has_focus(self) -> bool:
        """Return whether one of the tiles has the focus."""
        return any(self.tiles.button(channel.key).hasFocus() for channel in self._tiled)

    def open_more(self) -> None:
        """Open the list of the further channels."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, channel in enumerate(self._channels):
            if channel not in self._channels[:TILES]:
                action = menu.addAction(f"{channel.name}\t{number + 1}")
                action.triggered.connect(lambda _on=False, key=channel.key: self._take(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a figure on any tile chooses the channel of that place, Enter the tile; letters are the customer's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is not self.tiles:
            return self._key(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _wrong(self) -> str:
        said = self.tr("No channel is chosen. Choose how the customer reached us: press 1 for {name}, or click a tile")
        return said.format(name=self._channels[0].name) if self._channels and self.channel() is None else ""

    def _key(self, tile: QObject, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self._channels) and not held:
            self._pick(self._channels[place].key)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held:
            self._pick(next(channel.key for channel in self._tiled if self.tiles.button(channel.key) is tile))
        elif event.key() in _STEPS and not held and not self._chosen:
            self._step_to(tile, _STEPS[Qt.Key(event.key())])
        elif event.text().isalpha() and not held & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(event.text())  # a name written at once must not be lost
        else:
            return False
        return True

    def _step_to(self, tile: QObject, step: int) -> None:
        """Choose the neighbour, as the arrows do once something is chosen: Qt would move the focus alone."""
        keys = [channel.key for channel in self._tiled]
        here = next(place for place, key in enumerate(keys) if self.tiles.button(key) is tile)
        goal = here + (-step if self.isRightToLeft() else step)
        self._take(keys[min(max(goal, 0), len(keys) - 1)])
        self.focus_here()

    def _pick(self, key: str) -> None:
        self._take(key)
        self.picked.emit()

    def _shown(self) -> tuple[Channel, ...]:
        """The first five; a further one that is chosen stands in the place of the fifth."""
        first, chosen = self._channels[:TILES], self.channel()
        return first if chosen is None or chosen in first else (*first[: TILES - 1], chosen)

    def _show(self) -> None:
        if self._shown() != self._tiled:
            self._show_tiles()
        self.tiles.choose(self._chosen)
        self.label.say(self.tr("Channel") if self._chosen else self._asked())
        self.more.setVisible(len(self._channels) > TILES)

    def _show_tiles(self) -> None:
        had_focus = self.has_focus()
        self._tiled = self._shown()
        self.tiles.show_options([Option(key=channel.key, text=channel.name) for channel in self._tiled])
        for channel in self._tiled:
            button = self.tiles.button(channel.key)
            button.installEventFilter(self)
            button.setToolTip(f"{channel.name} ({self._channels.index(channel) + 1})")
        if had_focus:
            self.focus_here()

    def _asked(self) -> str:
        """Return what the label says while nothing is chosen: a tile with the focus looks much like a chosen one."""
        last = min(len(self._channels), MOST_FIGURES)
        if last <= 1:
            return self.tr("Channel (required)")
        return self.tr("Channel (required), key 1 to {last}").format(last=last)

    def _pressed(self, key: str) -> None:
        self._chosen = key
        self.label.say(self.tr("Channel"))
        self.edited.emit()
        self.show_error("")

    def _take(self, key: str) -> None:
        self.choose(key)
        self._pressed(key)
