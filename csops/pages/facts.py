"""Figures on pages as tiles: name, figure, what it rests on, verdict in colour and words."""

from datetime import timedelta

from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from csops.domain.reports import ColumnKind, Fact, Facts, known
from csops.pages.figures import span, text_of
from csops.pages.flow import Draw, Flow, line_height, lines, put
from csops.pages.look import BODY, BORDER, SECONDARY, TERTIARY, VERDICTS, bold, font, medium

_ACROSS = 3
_GAP = 10.0
_HEIGHT = 78.0
_PAD = 10.0
_RADIUS = 6.0


def flow_facts(flow: Flow, facts: Facts, *, locale: QLocale) -> None:
    """Put the figures on the pages, three tiles side by side."""
    for first in range(0, len(facts.facts), _ACROSS):
        flow.add(_HEIGHT, _row(facts.facts[first : first + _ACROSS], locale))
        flow.space(_GAP)


def _row(facts: tuple[Fact, ...], locale: QLocale) -> Draw:
    width = (BODY.width() - _GAP * (_ACROSS - 1)) / _ACROSS

    def draw(painter: QPainter, place: QRectF) -> None:
        for number, fact in enumerate(facts):
            left = place.left() + number * (width + _GAP)
            _tile(painter, QRectF(left, place.top(), width, place.height()), fact, locale)

    return draw


def _tile(painter: QPainter, place: QRectF, fact: Fact, locale: QLocale) -> None:
    painter.setPen(QPen(BORDER, 0.7))
    painter.drawRoundedRect(place, _RADIUS, _RADIUS)
    inside = place.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD)
    put(painter, QRectF(inside.left(), inside.top(), inside.width(), 12), fact.name, medium(8), colour=SECONDARY)
    value = known(fact.value)
    is_span = fact.kind is ColumnKind.DURATION  # its parts name their units themselves
    shown = span(value) if isinstance(value, timedelta) else text_of(value, fact, locale=locale)
    figure = QRectF(inside.left(), inside.top() + 14, inside.width(), 24)
    put(painter, figure, shown, bold(18))
    beside = QFontMetricsF(bold(18)).horizontalAdvance(shown) + 6
    put(painter, figure.adjusted(beside, 4, 0, 2), "" if is_span else fact.unit, font(8), colour=TERTIARY)
    note = QRectF(inside.left(), inside.top() + 42, inside.width(), line_height(font(8)))
    for number, line in enumerate(lines(fact.note, font(8), inside.width(), most=2)):
        put(painter, note.translated(0, number * note.height()), line, font(8), colour=TERTIARY)
    _verdict(painter, inside, fact)


def _verdict(painter: QPainter, inside: QRectF, fact: Fact) -> None:
    colours = VERDICTS.get(fact.verdict)
    if colours is None:
        return
    soft, strong = colours
    width = QFontMetricsF(medium(7)).horizontalAdvance(fact.verdict.value) + 10
    pill = QRectF(inside.right() - width, inside.top(), width, 12)
    painter.setPen(QPen(soft, 0))
    painter.setBrush(soft)
    painter.drawRoundedRect(pill, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    put(painter, pill.adjusted(5, 0, 0, 0), fact.verdict.value, medium(7), colour=strong)
