"""Grey blocks in the shape of what comes: a page of rows, or over what is not known yet once that takes a while."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from csops.ui.kit.marks import box, painter_on
from csops.ui.kit.theme import Theme, Themes

Shape = Callable[[QRectF, Theme], Sequence[QRectF]]
"""Returns the blocks in a rectangle."""


class Waiting(QWidget):
    """Lies over `over`: over a card within its edge, below the first `top` pixels at 100 %. `ground` is its token.

    `begin` when something is asked for, `end` when it is there: an answer within 300 ms shows no block at all.
    """

    def __init__(
        self, themes: Themes, over: QWidget, *, shape: Shape, top: int = 0, ground: str = "bg.surface"
    ) -> None:
        super().__init__(over)
        self._themes, self._over, self._shape, self._top, self._ground = themes, over, shape, top, ground
        self.setAccessibleName(self.tr("Loading"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._appear)
        over.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Something is asked for."""
        if self.isHidden() and not self.timer.isActive():
            self.timer.start(self._themes.current.wait("spinnerDelay"))

    def end(self) -> None:
        """It is there, or will not come."""
        self.timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: stay as large as what it lies over."""
        if not self.__dict__:  # Python's half of the object is gone while Qt still takes its own half down
            return False
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground and the blocks."""
        theme = self._themes.current
        painter_on(self).fillRect(self.rect(), theme.colour(self._ground))
        # What stands on the ground of the window is large, and as pale as a card.
        large = "bg.hover" if self._ground == "bg.app" else ""
        _paint(self, theme, self._shape(QRectF(self.rect()), theme), colour=large)

    def _appear(self) -> None:
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        theme = self._themes.current
        edge = 2 * theme.stroke("hairline") if self._top else 0
        self.setGeometry(self._over.rect().adjusted(edge, theme.px(self._top), -edge, -edge))


class Skeleton(QWidget):
    """Rows to come, in the place of a page that has nothing else to show yet."""

    def __init__(self, themes: Themes, *, rows: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._rows = themes, rows
        self.setAccessibleName(self.tr("Loading"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint so many rows, whatever room there is below."""
        theme = self._themes.current
        place = QRectF(0, 0, self.width(), self._rows * theme.size("rowComfortable"))
        _paint(self, theme, rows(place, theme))


def _paint(widget: QWidget, theme: Theme, blocks: Sequence[QRectF], *, colour: str = "") -> None:
    painter = painter_on(widget)
    fill = theme.colour(colour or ("bg.pressed" if theme.is_dark else "neutral.soft"))
    for block in blocks:
        if widget.isRightToLeft():
            block.moveRight(widget.width() - block.left())
        box(painter, block, radius=theme.radius("chip"), fill=fill, edge=None, width=0)


def rows(place: QRectF, theme: Theme) -> list[QRectF]:
    """Return two lines of a list for each row, the second shorter."""
    side, height, step = theme.space(5), theme.space(3), theme.size("rowComfortable")
    blocks: list[QRectF] = []
    for row in range(max(1, int(place.height() // step))):
        top, width = theme.space(4) + row * step, (place.width() - 2 * side) * (0.6 if row % 2 else 0.75)
        blocks += [
            QRectF(side, top, width, height),
            QRectF(side, top + height + theme.space(1), width / 2, theme.space(2)),
        ]
    return blocks


def figure(place: QRectF, theme: Theme) -> list[QRectF]:
    """Return a figure, its line over time and the words below it."""
    side = theme.space(4)
    width, third = place.width() - 2 * side, place.height() / 3
    return [
        QRectF(side, theme.space(1), width * 0.4, third - theme.space(2)),
        QRectF(side, third + theme.space(1), width, third - theme.space(2)),
        QRectF(side, 2 * third + theme.space(1), width * 0.7, theme.space(3)),
    ]


def lying_bars(place: QRectF, theme: Theme) -> list[QRectF]:
    """Return five names with a bar beside each."""
    step, height = place.height() / 5, theme.space(2)
    name = place.width() / 4
    left, tops = name + theme.space(4), [step * (row + 0.5) - height / 2 for row in range(5)]
    return [
        block
        for top in tops
        for block in (QRectF(0, top, name, height), QRectF(left, top, place.width() - left, height))
    ]


def standing_bars(place: QRectF, theme: Theme) -> list[QRectF]:
    """Return bars of several heights side by side."""
    side, shares = theme.space(5), (0.5, 0.8, 0.65, 0.9, 0.7, 0.45, 0.6, 0.3)
    step, whole = (place.width() - 2 * side) / len(shares), place.height() - 2 * side
    return [
        QRectF(side + number * step, side + whole * (1 - share), step / 2, whole * share)
        for number, share in enumerate(shares)
    ]
