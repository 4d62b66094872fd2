"""Interview sheets on paper: what to ask, the behaviours, boxes to tick, and lines to write on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from csops.domain.interview_sheets import InterviewSheet, SheetSkill
from csops.domain.role_profiles import Evidence, Requirement
from csops.domain.skills import DESCRIBED, HIGHEST, LOWEST
from csops.pages.flow import Flow, line_height, lines, put
from csops.pages.look import BODY, BORDER, PAPER, SECONDARY, TERTIARY, TEXT, bold, font, medium

_LINES = 2
_LINE = 16.0
_BOX = 8.0
_LEVEL = 27.0
_ROW = 12.5
_BETWEEN = 10.0


class SheetPages:
    """The pages of sheets, each of which begins one of its own. Needs a QGuiApplication, for its fonts."""

    def __init__(self, sheets: Sequence[InterviewSheet]) -> None:
        self._sheets = sheets
        self._flow = Flow()
        self._of: list[tuple[InterviewSheet, int]] = []
        """Of each page its sheet, and which page of it that is."""
        for sheet in sheets:
            self._flow.turn()
            before = len(self._of)
            _Sheet(flow=self._flow, sheet=sheet).lay_out()
            self._of += [(sheet, number) for number in range(len(self._flow.pages) - before)]

    @property
    def count(self) -> int:
        """How many pages there are; one at least."""
        return len(self._flow.pages)

    @property
    def size(self) -> QSizeF:
        """The size of a page in points."""
        return PAPER

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint the page with this number, counted from 0, in points from the top left corner of the paper."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self._flow.paint(painter, number)
        if number < len(self._of):
            self._foot(painter, *self._of[number])
        painter.restore()

    def _foot(self, painter: QPainter, sheet: InterviewSheet, number: int) -> None:
        count = sum(each is sheet for each, _ in self._of)
        page = _tr("Page {number} of {count}").format(number=number + 1, count=count)
        half, y = BODY.width() / 2, PAPER.height() - 46
        left = " · ".join(part for part in (sheet.candidate, sheet.interviewer, sheet.opening) if part)
        put(painter, QRectF(BODY.left(), y, half, 12), left, font(7), colour=TERTIARY)
        right = QRectF(BODY.left() + half, y, half, 12)
        put(painter, right, page, font(7), colour=TERTIARY, align=Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One sheet that is laid out."""

    flow: Flow
    sheet: InterviewSheet

    def lay_out(self) -> None:
        """Put the head, each skill, and what is left to say at the end on the pages."""
        self._head()
        for each in self.sheet.skills:
            self._skill(each)
        self.flow.space(_BETWEEN)
        self._to_write(_tr("Anything else worth knowing"), lines_of=1)

    # ------------------------------------------------------------ the head
    def _head(self) -> None:
        flow, sheet = self.flow, self.sheet
        flow.write(sheet.candidate or _tr("Candidate: ________________________"), bold(18))
        role = sheet.opening if sheet.opening == sheet.role else f"{sheet.opening} ({sheet.role})"
        how = f"{_evidence(sheet.evidence)}, {_tr('{n} minutes').format(n=sheet.minutes)}"
        flow.write(" · ".join(part for part in (role, how, sheet.shop) if part), font(9), colour=SECONDARY)
        day = _tr("Day: ______________")
        flow.write(f"{_tr('Interviewer')}: {sheet.interviewer or '______________'}      {day}", font(9))
        flow.space(6)
        for note in sheet.notes:
            flow.write(f"–  {note}", font(8), colour=TERTIARY)

    # ------------------------------------------------------------ one skill
    def _skill(self, each: SheetSkill) -> None:
        flow = self.flow
        levels = [level for level in range(LOWEST, HIGHEST + 1) if level in DESCRIBED or each.skill.anchor(level)]
        said = [
            (_asked(each), font(8), TERTIARY),
            (_tr("Ask: {question}").format(question=each.question) if each.question else "", medium(9), TEXT),
            (_instead(each), font(8), SECONDARY),
        ]
        high = sum(_high(text, shape) for text, shape, _ in said if text)
        high += sum(self._level_height(each.skill.anchor(level)) for level in levels) + _written(_LINES)
        flow.space(_BETWEEN)
        flow.write(each.skill.name, bold(11), keep=min(high, BODY.height() - 60))
        for text, shape, colour in said:
            if text:
                flow.write(text, shape, colour=colour)
        for level in levels:
            self._level(str(level), each.skill.anchor(level))
        words = _tr("Not asked      What was said or shown (needed for a 1, a 5 and below the minimum):")
        self._to_write(words, lines_of=_LINES, has_box=True)

    def _level_height(self, text: str) -> float:
        broken = lines(text, font(8), BODY.width() - _LEVEL)
        return max(_ROW, len(broken) * line_height(font(8)) + 2)

    def _level(self, level: str, text: str) -> None:
        shape = font(8)
        broken = lines(text, shape, BODY.width() - _LEVEL)
        high = line_height(shape)

        def draw(painter: QPainter, place: QRectF) -> None:
            _box(painter, place)
            at = QRectF(place.left() + _BOX + 6, place.top() + 1, 10, high)
            put(painter, at, level, bold(8), colour=TEXT)
            for number, line in enumerate(broken):
                row = QRectF(place.left() + _LEVEL, place.top() + 1 + number * high, place.width() - _LEVEL, high)
                put(painter, row, line, shape, colour=TEXT)

        self.flow.add(self._level_height(text), draw)

    def _to_write(self, words: str, *, lines_of: int, has_box: bool = False) -> None:
        def draw(painter: QPainter, place: QRectF) -> None:
            if has_box:
                _box(painter, place)
            left = place.left() + (_BOX + 6 if has_box else 0)
            put(painter, QRectF(left, place.top() + 1, place.width(), 10), words, font(7), colour=SECONDARY)
            painter.setPen(QPen(BORDER, 0.6))
            for number in range(lines_of):
                y = place.top() + 11 + (number + 1) * _LINE
                painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))

        self.flow.add(_written(lines_of), draw)


def _box(painter: QPainter, place: QRectF) -> None:
    painter.setPen(QPen(TEXT, 0.7))
    painter.drawRect(QRectF(place.left() + 0.5, place.top() + 2, _BOX, _BOX))


def _written(lines_of: int) -> float:
    return 12 + lines_of * _LINE


def _high(text: str, shape: QFont) -> float:
    return len(lines(text, shape, BODY.width())) * line_height(shape)


def _instead(each: SheetSkill) -> str:
    question = each.skill.alternative
    return _tr("Without an example: {question}").format(question=question) if question else ""


def _asked(each: SheetSkill) -> str:
    asked = each.asked
    if asked is None:
        return each.skill.description
    required = _tr("Required") if asked.requirement is Requirement.REQUIRED else _tr("Preferred")
    least = "" if asked.minimum_level is None else _tr("at least {level}").format(level=asked.minimum_level)
    aim = _tr("aim {level}").format(level=asked.target_level)
    return " · ".join(part for part in (required, least, aim, each.skill.description) if part)


def _evidence(evidence: Evidence) -> str:
    return {
        Evidence.INTERVIEW: _tr("Interview"),
        Evidence.WORK_SAMPLE: _tr("Work sample"),
        Evidence.ROLE_PLAY: _tr("Role play"),
        Evidence.REFERENCE: _tr("Reference"),
    }[evidence]


def _tr(text: str) -> str:
    return QCoreApplication.translate("pages", text)
