"""Heat maps on pages: the number always printed, closed hours blank, shortage marked in the corner."""

from dataclasses import replace

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from csops.domain.reports import HeatMap
from csops.pages.figures import number
from csops.pages.flow import Draw, Flow, put
from csops.pages.look import BODY, DANGER, HEAT, SECONDARY, SURFACE, TERTIARY, TEXT, font, medium

_LABEL = 66.0
_ROW = 17.0
_MOST_COLUMNS = 24


def flow_heat(flow: Flow, heat: HeatMap, *, locale: QLocale) -> None:
    """Put the map on the pages, turned where it is too wide for them."""
    heat = _upright(heat)
    flow.add(_ROW, lambda painter, place: _heads(painter, place, heat), keep=heat_height(heat) - _ROW)
    for place in range(len(heat.row_labels)):
        flow.add(_ROW, _row_drawer(heat, place, locale))
    words = ". ".join(part for part in (heat.unit.capitalize(), "Blank: closed", _marks(heat)) if part)
    flow.space(4)
    flow.write(words, font(8), colour=TERTIARY)


def heat_height(heat: HeatMap) -> float:
    """How much of a page the map takes, with its heads and the words below."""
    return (len(_upright(heat).row_labels) + 2) * _ROW


def _upright(heat: HeatMap) -> HeatMap:
    wide = len(heat.column_labels) > _MOST_COLUMNS and len(heat.row_labels) <= _MOST_COLUMNS
    return turned(heat) if wide else heat


def turned(heat: HeatMap) -> HeatMap:
    """The map with rows and columns changed for each other."""
    return replace(
        heat,
        row_labels=heat.column_labels,
        column_labels=heat.row_labels,
        values=tuple(zip(*heat.values, strict=True)),
        short=frozenset((column, row) for row, column in heat.short),
    )


def step(value: float, low: float, high: float) -> int:
    """Which of the seven steps a number takes."""
    return min(len(HEAT) - 1, int((value - low) / (high - low) * len(HEAT))) if high > low else 0


def _marks(heat: HeatMap) -> str:
    return f"Red corner: {heat.short_means}" if heat.short else ""


def _cell(row: QRectF, heat: HeatMap, column: int) -> QRectF:
    width = min((BODY.width() - _LABEL) / max(1, len(heat.column_labels)), 58.0)
    return QRectF(row.left() + _LABEL + column * width, row.top(), width, row.height())


def _heads(painter: QPainter, row: QRectF, heat: HeatMap) -> None:
    size = 8 if len(heat.column_labels) <= 16 else 6
    for column, label in enumerate(heat.column_labels):
        cell = _cell(row, heat, column)
        put(painter, cell, label, medium(size), colour=SECONDARY, align=Qt.AlignmentFlag.AlignHCenter)


def _row_drawer(heat: HeatMap, row: int, locale: QLocale) -> Draw:
    def draw(painter: QPainter, place: QRectF) -> None:
        put(
            painter,
            place.adjusted(0, 0, _LABEL - place.width() - 4, 0),
            heat.row_labels[row],
            font(8),
            colour=SECONDARY,
        )
        for column, value in enumerate(heat.values[row]):
            if value is not None:
                cell = _cell(place, heat, column).adjusted(0.5, 0.5, -0.5, -0.5)
                _number(painter, cell, value, heat, locale)
                if (row, column) in heat.short:
                    _corner(painter, cell)

    return draw


def _number(painter: QPainter, cell: QRectF, value: float, heat: HeatMap, locale: QLocale) -> None:
    depth = step(value, *heat.range)
    painter.fillRect(cell, HEAT[depth])
    colour = SURFACE if depth >= len(HEAT) - 2 else TEXT
    shown = number(value, decimals=heat.decimals, locale=locale)
    put(painter, cell, shown, font(8), colour=colour, align=Qt.AlignmentFlag.AlignHCenter)


def _corner(painter: QPainter, cell: QRectF) -> None:
    corner = cell.topRight()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(DANGER)
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(6, 0), corner + QPointF(0, 6)]))
