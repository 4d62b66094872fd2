"""Pages that fill from the top: blocks go below each other, a block that does not fit begins a new page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextOption

from csops.pages.look import BODY, TEXT

Draw = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, kw_only=True)
class Block:
    """Something drawn at one place of a page."""

    place: QRectF
    draw: Draw


@dataclass(kw_only=True)
class Flow:
    """The pages so far."""

    pages: list[list[Block]] = field(default_factory=lambda: [[]])
    y: float = BODY.top()

    @property
    def room(self) -> float:
        """What is left of this page."""
        return BODY.bottom() - self.y

    def turn(self) -> None:
        """Begin a new page, unless nothing stands on this one."""
        if self.pages[-1]:
            self.pages.append([])
            self.y = BODY.top()

    def add(self, height: float, draw: Draw, *, keep: float = 0.0) -> None:
        """Put a block of this height on the page, or on the next if it and what it is kept with do not fit."""
        if height + keep > self.room:
            self.turn()
        self.pages[-1].append(Block(place=QRectF(BODY.left(), self.y, BODY.width(), height), draw=draw))
        self.y += height

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint what stands on a page, counted from 0."""
        for block in self.pages[number]:
            painter.save()
            block.draw(painter, block.place)
            painter.restore()

    def space(self, height: float) -> None:
        """Leave a gap, but not at the top of a page."""
        if self.pages[-1]:
            self.y += height

    def write(self, text: str, shape: QFont, *, colour: QColor = TEXT, keep: float = 0.0) -> None:
        """Paragraphs over the whole width, each line free to begin a page."""
        for line in lines(text, shape, BODY.width()):
            self.add(line_height(shape), _drawn(line, shape, colour), keep=keep)


def _drawn(line: str, shape: QFont, colour: QColor) -> Draw:
    return lambda painter, place: put(painter, place, line, shape, colour=colour)


def put(
    painter: QPainter,
    place: QRectF,
    text: str,
    shape: QFont,
    *,
    colour: QColor = TEXT,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line of text in the middle of the height of a place, cut with an ellipsis where it is too long."""
    painter.setFont(shape)
    painter.setPen(colour)
    # A page has its places whatever the window's reading direction is; each text reads as its letters do.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    shown = QFontMetricsF(shape).elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 0.5)
    painter.drawText(place, shown, option)


def line_height(shape: QFont) -> float:
    """The height of one line, in points."""
    return QFontMetricsF(shape).height() * 1.15


def lines(text: str, shape: QFont, width: float, *, most: int | None = None) -> list[str]:
    """The text broken into lines of the width, at most so many; the last one then ends with an ellipsis."""
    # What paper cannot show (control characters, halves of pairs) is left out; a tab is a blank.
    shown = "".join(letter for letter in text.replace("\t", " ") if letter == "\n" or letter.isprintable())
    found = [line for paragraph in shown.split("\n") for line in _broken(paragraph, QFontMetricsF(shape), width)]
    if most is not None and len(found) > most:
        found = [*found[: most - 1], f"{found[most - 1]}…"]
    return found


def _broken(paragraph: str, metrics: QFontMetricsF, width: float) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if metrics.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while metrics.horizontalAdvance(line) > width and len(line) > 1:
            fits = _fitting(line, metrics, width)
            yield line[:fits]
            line = line[fits:]
    yield line


def _fitting(word: str, metrics: QFontMetricsF, width: float) -> int:
    """How many characters of a word that is too long fit into a line; one at least."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if metrics.horizontalAdvance(word[:middle]) <= width else (low, middle - 1)
    return low
