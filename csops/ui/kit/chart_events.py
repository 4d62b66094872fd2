"""The lane above a chart of time: what acts on a step, named; neighbours share one name where room is short."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from csops.ui.kit.chart_scale import Scale
from csops.ui.kit.charts import Event
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box
from csops.ui.kit.theme import Theme

Group = tuple[float, tuple[Event, ...]]  # the events of one chip, and the place that it stands over


@dataclass(frozen=True)
class Chip:
    """Where one event is painted, and whether its words are."""

    left: float
    width: float
    is_named: bool = False

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width


def lay_out(
    places: Sequence[float], widths: Sequence[float], *, sign: float, left: float, right: float, gap: float
) -> list[Chip]:
    """Return one chip per event, from the first to the last, none over another and each over its place.

    Args:
        places: where the events act, rising.
        widths: how wide each is with its words.
        sign: how wide one is without.
        left: where the lane begins.
        right: where it ends.
        gap: between two chips.
    """
    chips: list[Chip] = []
    for place in places:
        least = chips[-1].right + gap if chips else left
        chips.append(Chip(max(least, min(place - sign / 2, right - sign)), sign))
    for number, (place, width) in enumerate(zip(places, widths, strict=True)):
        low = chips[number - 1].right + gap if number else left
        high = chips[number + 1].left - gap if number + 1 < len(chips) else right
        if high - low >= width:
            chips[number] = Chip(max(low, min(place - width / 2, high - width)), width, is_named=True)
    return chips


@dataclass(frozen=True, kw_only=True)
class Lane:
    """The events over what lies ahead, and the name of that part.

    `words` are those of the chips: of one event, or of neighbours that share one. `name_left` is where the name
    begins: behind the line of today, or before it where the events want that room.
    """

    place: QRectF
    words: tuple[str, ...]
    chips: tuple[Chip, ...]
    name: str
    name_left: float
    name_width: float

    def paint(self, painter: QPainter, theme: Theme, *, colour: str) -> None:
        """Paint the name in its colour, then the events."""
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour(colour))
        name = QRectF(self.name_left, self.place.top(), self.name_width, self.place.height())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self.name)
        for words, chip in zip(self.words, self.chips, strict=True):
            _paint_chip(painter, theme, words, chip, self.place)


def lane(place: QRectF, events: Sequence[Event], *, x: Scale, name: str, theme: Theme) -> Lane:
    """Return the lane in a place that begins at the line of today."""
    metrics = QFontMetrics(theme.font("micro"))
    sign, gap = theme.size("iconSmall") + 2 * theme.space(1), theme.space(1)
    name_width = metrics.horizontalAdvance(name) + 1

    def chips(groups: Sequence[Group], left: float) -> list[Chip]:
        widths = [sign + metrics.horizontalAdvance(_words(group)) + gap for group in groups]
        places = [at for at, _events in groups]
        return lay_out(places, widths, sign=sign, left=left, right=place.right(), gap=theme.space(0.5))

    groups: list[Group] = [(x.at(event.at), (event,)) for event in sorted(events, key=lambda event: event.at)]
    found, name_left = chips(groups, place.left() + name_width + 3 * gap), place.left() + gap
    if not all(chip.is_named for chip in found):
        name_left = place.left() - gap - name_width
        groups, found = _fitting(groups, lambda asked: chips(asked, place.left() + gap))
    return Lane(
        place=place,
        words=tuple(map(_words, groups)),
        chips=tuple(found),
        name=name,
        name_left=name_left,
        name_width=name_width,
    )


def _fitting(groups: list[Group], lay: Callable[[Sequence[Group]], list[Chip]]) -> tuple[list[Group], list[Chip]]:
    """Let neighbours share a chip until all are named; where even that has no room the later ones are signs alone."""
    shared, found = groups, lay(groups)
    while not all(chip.is_named for chip in found) and len(shared) > 1:
        near = min(range(len(shared) - 1), key=lambda number: shared[number + 1][0] - shared[number][0])
        (first, those), (last, others) = shared[near : near + 2]
        shared = [*shared[:near], ((first + last) / 2, (*those, *others)), *shared[near + 2 :]]
        found = lay(shared)
    return (shared, found) if all(chip.is_named for chip in found) else (groups, lay(groups))


def _words(group: Group) -> str:
    return ", ".join(dict.fromkeys(event.words for event in group[1]))


def _paint_chip(painter: QPainter, theme: Theme, words: str, chip: Chip, lane: QRectF) -> None:
    place = QRectF(chip.left, lane.top(), chip.width, lane.height())
    box(painter, place, radius=theme.radius("chip"), fill=theme.colour("warning.soft"), edge=None, width=0)
    side, start = theme.size("iconSmall"), theme.space(1)
    picture = pixmap(theme, "calendar-days", size=14, colour="warning.text")
    painter.drawPixmap(QRect(round(place.left() + start), round(place.center().y() - side / 2), side, side), picture)
    if chip.is_named:
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("warning.text"))
        inner = place.adjusted(start + side + theme.space(1), 0, 0, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
