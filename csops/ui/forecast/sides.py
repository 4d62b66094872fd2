"""The page's body: its cards, and the panel beside them, or over them where there is little room."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from csops.ui.kit.spacing import Spacing, sides
from csops.ui.kit.theme import Themes

PANEL_SPACES = 76  # the panel's usual width in steps of the 4 px grid: within the side panel's 300 to 368
ROOM_IN_PANELS = 3.3  # less than so many panels wide, it lies over the cards


class Sides(QWidget):
    """Cards that scroll at the leading side, the panel at the trailing one.

    Signals:
        folded: whether the panel has no room of its own now.
    """

    folded = Signal(bool)

    def __init__(self, themes: Themes, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self.panel = themes, panel
        self.is_folded = False
        self._is_open = False
        self._before: QWidget | None = None
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        Spacing(themes, self.column, margins=(0, 0, 0, 0), gap=3)
        self.area = QScrollArea(self)
        self.area.setWidget(inner)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        panel.setParent(self)
        panel.setAutoFillBackground(True)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_width)
        themes.changed.connect(self._place)

    def fit(self) -> None:
        """Give the panel the width that its words want, up to that of a side panel."""
        self._place()

    def open_panel(self) -> None:
        """Lay the panel over the cards, where it has no room of its own."""
        self._before = self.window().focusWidget()
        self._is_open = True
        self._place()
        self.panel.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        """Take the panel away again."""
        self._is_open = False
        self._place()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def is_panel_open(self) -> bool:
        """Whether the panel lies over the cards."""
        return self.is_folded and self._is_open

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the panel goes to the other side with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc takes the panel away where it lies over the cards."""
        if event.key() == Qt.Key.Key_Escape and self.is_panel_open():
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _keep_width(self) -> None:
        bar = self.area.verticalScrollBar()
        beside = self.themes.current.space(3) - (bar.sizeHint().width() if bar.maximum() else 0)
        self.column.setContentsMargins(sides(0, 0, max(0, beside), 0))

    def _place(self) -> None:
        theme = self.themes.current
        usual, gap = theme.space(1) * PANEL_SPACES, theme.space(4)
        width = max(usual, min(self.panel.sizeHint().width(), theme.size("sidePanel", 1)))
        margin, edge = theme.space(6), theme.space(4)
        folded = self.width() < ROOM_IN_PANELS * usual
        room = self.rect().adjusted(margin, edge, -margin, -edge)
        cards = room if folded else room.adjusted(0, 0, -width - gap, 0)
        panel = room.adjusted(room.width() - width, 0, 0, 0)
        if self.isRightToLeft():
            cards.moveRight(room.right())
            panel.moveLeft(room.left())
        # The scroll bar stands beside the cards, in the margin: they are as wide with it as without.
        beside = theme.space(3)
        self.area.setGeometry(
            cards.adjusted(-beside, 0, 0, 0) if self.isRightToLeft() else cards.adjusted(0, 0, beside, 0)
        )
        self._keep_width()
        self.panel.setGeometry(panel)
        self.panel.setVisible(not folded or self._is_open)
        self.panel.raise_()
        if folded != self.is_folded:
            self.is_folded = folded
            self.folded.emit(folded)
