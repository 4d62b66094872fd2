"""The pages of a report on the screen: the same painting as on paper, page by page, off the window's thread."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from csops.pages.interview import SheetPages
from csops.pages.pages import Pages
from csops.ui.desk import Desk
from csops.ui.kit.marks import painter_on
from csops.ui.kit.tasks import Lane

_WIDEST = 760
_MOST_KEPT = 24
_PAPER = QColor("white")  # paper is white in the dark as well


class PagePreview(QAbstractScrollArea):
    """Pages below one another, as wide as there is room."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages: Pages | SheetPages | None = None
        self._images: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._round = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Preview"))
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        desk.themes.changed.connect(self._measure)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return self._pages.count if self._pages is not None else 0

    def is_painted(self, number: int) -> bool:
        """Return whether a page has been painted already."""
        return number in self._images

    def show_pages(self, pages: Pages | SheetPages | None) -> None:
        """Show other pages, from the first."""
        self._pages = pages
        self.verticalScrollBar().setValue(0)
        words = self.tr("Preview, {n} pages").format(n=self.count)
        self.setAccessibleName(words if pages is not None else self.tr("Preview"))
        self._measure()

    def current(self) -> int:
        """Return the page in the middle of what is seen, counted from 0."""
        height = self._step()
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return max(0, min(self.count - 1, int(middle // height))) if height else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the pages that are seen, and ask for those that are not painted yet."""
        painter, theme = painter_on(self.viewport()), self._desk.themes.current
        painter.fillRect(self.viewport().rect(), theme.colour("bg.sunken"))
        top = self.verticalScrollBar().value()
        first = max(0, int(top // self._step())) if self.count else 0
        last = min(self.count - 1, int((top + self.viewport().height()) // self._step())) if self.count else -1
        for number in range(first, last + 1):
            self._paint_page(painter, number)
        for number in range(first, min(last + 2, self.count)):
            self._want(number)

    def _paint_page(self, painter: QPainter, number: int) -> None:
        place, theme = self._place(number), self._desk.themes.current
        painter.fillRect(place, _PAPER)
        image = self._images.get(number)
        if image is not None:
            painter.drawImage(place, image)
        painter.setPen(theme.colour("border.default"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: other widths need other pictures."""
        super().resizeEvent(event)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a page up or down, the first, the last."""
        bar, step = self.verticalScrollBar(), int(self._step())
        moves: dict[int, Callable[[], int]] = {
            Qt.Key.Key_PageDown: lambda: bar.value() + step,
            Qt.Key.Key_PageUp: lambda: bar.value() - step,
            Qt.Key.Key_Home: bar.minimum,
            Qt.Key.Key_End: bar.maximum,
        }
        if event.key() in moves:
            bar.setValue(moves[event.key()]())
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ sizes
    def _size(self) -> QSize:
        theme = self._desk.themes.current
        width = min(self.viewport().width() - 2 * theme.space(6), theme.px(_WIDEST))
        paper = self._pages.size if self._pages is not None else None
        if paper is None or width <= 0:
            return QSize(0, 0)
        return QSize(width, round(width * paper.height() / paper.width()))

    def _step(self) -> float:
        return self._size().height() + self._desk.themes.current.space(4) or 1

    def _place(self, number: int) -> QRectF:
        size, theme = self._size(), self._desk.themes.current
        top = theme.space(4) + number * self._step() - self.verticalScrollBar().value()
        return QRectF((self.viewport().width() - size.width()) // 2, round(top), size.width(), size.height())

    def _measure(self) -> None:
        self._images.clear()
        self._asked.clear()
        self._round += 1
        whole = ceil(self._desk.themes.current.space(4) + self.count * self._step())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, whole - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._desk.themes.current.space(10))
        self.viewport().update()

    # ------------------------------------------------------------ pictures
    def _want(self, number: int) -> None:
        if self._pages is None or number in self._images or number in self._asked or self._size().isEmpty():
            return
        self._asked.add(number)
        pages, size, ratio, now = self._pages, self._size(), self.devicePixelRatioF(), self._round
        self._desk.ask(
            lambda: (now, number, picture(pages, number, size=size, ratio=ratio)),
            then=self._take,
            key=("reports.page", number),
            lane=Lane.ARITHMETIC,
        )

    def _take(self, painted: tuple[int, int, QImage]) -> None:
        now, number, image = painted
        if now != self._round:
            return
        self._asked.discard(number)
        self._images[number] = image
        for old in list(self._images)[:-_MOST_KEPT]:
            del self._images[old]
        self.viewport().update()


def picture(pages: Pages | SheetPages, number: int, *, size: QSize, ratio: float) -> QImage:
    """Return a page as a picture of this size, sharp on a screen of this ratio."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.fill(_PAPER)
    painter = QPainter(image)
    scale = image.width() / pages.size.width()
    painter.scale(scale, scale)
    pages.paint(painter, number)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
