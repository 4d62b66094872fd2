"""A rating as five blocks: how many are filled, where the least and the aim lie, and what is to be said beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPolygon

from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box
from csops.ui.kit.theme import Theme

BLOCKS = 5
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading


@dataclass(frozen=True, kw_only=True)
class RatingLook:
    """What one cell shows. Levels run from 1 to 5; `value` None is not rated.

    `text` stands beside the blocks ("3.5"), `note` behind it where there is room ("n 3"), `below` under the blocks
    ("below 3"). `family`: accent, warning or danger; `icon`: a mark at the end of the cell.
    """

    value: float | None
    text: str
    minimum: int | None = None
    target: int | None = None
    note: str = ""
    below: str = ""
    family: str = "accent"
    icon: str = ""


def blocks_size(theme: Theme) -> QSize:
    """Return the room that the five blocks take, without their marks."""
    return QSize(BLOCKS * _wide(theme) + (BLOCKS - 1) * theme.space(0.5), theme.space(2))


def _wide(theme: Theme) -> int:
    return theme.space(2) + theme.space(0.5)


def paint_rating(painter: QPainter, rect: QRect, theme: Theme, look: RatingLook) -> None:
    """Paint a rating into the middle of `rect`. The painter's direction decides on which side the blocks begin."""
    size, gap = blocks_size(theme), theme.space(2)
    figures = QFontMetrics(theme.font("bodyStrong", figures=True))
    wide = max(figures.horizontalAdvance("0.0"), figures.horizontalAdvance(look.text))
    note = QFontMetrics(theme.font("small", figures=True)).horizontalAdvance(look.note) + gap if look.note else 0
    taken = size.width() + gap + wide
    note = note if taken + note <= rect.width() - 2 * gap else 0
    left = rect.left() + max(gap, (rect.width() - taken - note) // 2)
    if look.icon:  # the mark of ratings far apart takes the place of their number
        note = 0
        left = max(theme.space(1), min(left, rect.right() - taken - theme.size("iconSmall") - gap))
    lift = theme.line("small") // 2 if look.below else 0
    top = rect.center().y() - size.height() // 2 - lift
    is_mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def said(place: QRect, words: str, font: str, colour: str) -> None:
        painter.setFont(theme.font(font, figures=True))
        painter.setPen(theme.colour(colour))
        painter.drawText(_seen(rect, place, mirrored=is_mirrored), _LEADING, words)

    blocks = _seen(rect, QRect(left, top, size.width(), size.height()), mirrored=is_mirrored)
    paint_blocks(painter, blocks, theme, look, mirrored=is_mirrored)
    high = theme.line("body")
    figure = QRect(left + size.width() + gap, top + size.height() // 2 - high // 2, wide, high)
    said(figure, look.text, "bodyStrong", _ink(look))
    if note:
        said(QRect(figure.right() + 1 + gap, figure.top(), note, high), look.note, "small", "text.tertiary")
    if look.below:
        under = QRect(left, top + size.height() + theme.space(1), rect.right() - left, theme.line("small"))
        said(under, look.below, "small", _ink(look))
    if look.icon:
        side = theme.size("iconSmall")
        corner = QRect(rect.right() - side - theme.space(1), rect.top() + theme.space(1), side, side)
        picture = pixmap(theme, look.icon, size=14, colour="warning.text")
        painter.drawPixmap(_seen(rect, corner, mirrored=is_mirrored).topLeft(), picture)


def paint_blocks(painter: QPainter, rect: QRect, theme: Theme, look: RatingLook, *, mirrored: bool = False) -> None:
    """Paint the five blocks with the marks of the least and of the aim."""
    wide, gap, radius = _wide(theme), theme.space(0.5), theme.space(0.5)
    empty, full = theme.colour("border.default"), theme.colour(f"{look.family}.solid")
    for block in range(BLOCKS):
        left = rect.left() + block * (wide + gap)
        place = _seen(rect, QRect(left, rect.top(), wide, rect.height()), mirrored=mirrored)
        box(painter, QRectF(place), radius=radius, fill=empty, edge=None, width=0)
        share = min(1.0, max(0.0, (look.value or 0.0) - block))
        if share:
            part = _seen(rect, QRect(left, rect.top(), max(1, round(wide * share)), rect.height()), mirrored=mirrored)
            box(painter, QRectF(part), radius=radius, fill=full, edge=None, width=0)
    if look.minimum is not None:
        at = rect.left() + look.minimum * (wide + gap) - gap
        over = theme.space(1)
        mark = QRect(at, rect.top() - over, theme.stroke("focus"), rect.height() + 2 * over)
        painter.fillRect(_seen(rect, mark, mirrored=mirrored), theme.colour("text.primary"))
    if look.target is not None:
        at = rect.left() + look.target * (wide + gap) - gap
        spot = _seen(rect, QRect(at, rect.top(), theme.stroke("focus"), 1), mirrored=mirrored)
        paint_target(painter, theme, QPoint(spot.center().x(), rect.top() - theme.space(0.5)))


def paint_target(painter: QPainter, theme: Theme, tip: QPoint) -> None:
    """Paint the mark of what is aimed at: a small triangle that points down to `tip`."""
    half, high = theme.space(1), theme.space(1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text.secondary"))
    painter.drawPolygon(QPolygon([tip, QPoint(tip.x() - half, tip.y() - high), QPoint(tip.x() + half, tip.y() - high)]))
    painter.restore()


def _ink(look: RatingLook) -> str:
    if look.value is None:
        return "text.tertiary"
    return "text.primary" if look.family == "accent" else f"{look.family}.text"


def _seen(whole: QRect, place: QRect, *, mirrored: bool) -> QRect:
    """Where a place lies as it is seen: in languages that begin at the right, mirrored within the whole."""
    if not mirrored:
        return place
    return QRect(whole.left() + whole.right() - place.right(), place.top(), place.width(), place.height())
