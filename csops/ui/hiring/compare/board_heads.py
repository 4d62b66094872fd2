"""The heads of the comparison: candidates above, skills at the leading edge, and the corner between them."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from csops.domain.hiring import Recommendation
from csops.services.comparison import Comparison
from csops.ui.hiring.compare import words
from csops.ui.hiring.compare.board_model import BoardModel, Row, RowKind
from csops.ui.hiring.wording import tr
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Mark, paint_avatar, paint_pill, painter_on, pill_size
from csops.ui.kit.rating_cells import paint_target
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Theme, Themes

_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


class CandidateHeads(QHeaderView):
    """A candidate a section: initials, name, and where they stand. `is_low` leaves out the initials."""

    def __init__(self, themes: Themes, model: BoardModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._themes, self._model = themes, model
        self.chosen = -1
        self.is_low = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def height_of(self) -> int:
        """Return how high it is to be."""
        theme = self._themes.current
        words_high = theme.line("body") + theme.space(1) + theme.line("small") + theme.space(1) + theme.space(3)
        return words_high + theme.space(3) + (0 if self.is_low else theme.size("avatar", 2) + theme.space(2))

    def least_width(self) -> int:
        """Return how wide a section has to be for what may stand under a name."""
        theme = self._themes.current
        return pill_size(theme, words.recommendation_look(Recommendation.DOES_NOT_MEET)).width() + theme.space(2)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Override of Qt."""
        theme, one = self._themes.current, self._model.candidates[logicalIndex]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        is_chosen, hairline = logicalIndex == self.chosen, theme.stroke("hairline")
        painter.fillRect(rect, theme.colour("bg.selected" if is_chosen else "bg.surface"))
        if is_chosen:
            painter.fillRect(
                QRect(rect.left(), rect.top(), rect.width(), theme.space(0.5)), theme.colour("accent.solid")
            )
        edge = theme.colour("border.subtle")
        side = rect.left() if self.isRightToLeft() else rect.right()
        painter.fillRect(QRect(side, rect.top(), hairline, rect.height()), edge)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), hairline), edge)
        name = words.name_of(one, self._model.formats)
        top = rect.top() + theme.space(3)
        if not self.is_low:
            width = theme.size("avatar", 2)
            paint_avatar(painter, QRect(rect.center().x() - width // 2, top, width, width), theme, name)
            top += width + theme.space(2)
        self._paint_words(painter, theme, rect, top, name)
        pill = words.head_look(one)
        wanted = pill_size(theme, pill)
        width = min(wanted.width(), rect.width() - theme.space(1))
        under = QRect(rect.center().x() - width // 2, top + theme.line("body") + theme.space(1), width, wanted.height())
        paint_pill(painter, under, theme, pill)
        painter.restore()

    def _paint_words(self, painter: QPainter, theme: Theme, rect: QRect, top: int, name: str) -> None:
        font = theme.font("bodyStrong")
        room = QRect(rect.left() + theme.space(1), top, rect.width() - 2 * theme.space(1), theme.line("body"))
        painter.setFont(font)
        painter.setPen(theme.colour("text.primary"))
        cut = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, cut)


class RowHeads(QHeaderView):
    """A row's title with its weight or note: stays where it is while candidates are scrolled."""

    def __init__(self, themes: Themes, model: BoardModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._themes, self._model = themes, model
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Override of Qt."""
        theme, row = self._themes.current, self._model.rows[logicalIndex]
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        is_figure = row.kind not in {RowKind.GROUP, RowKind.SKILL}
        ground = "bg.sunken" if row.kind is RowKind.GROUP else "bg.app" if is_figure else "bg.surface"
        painter.fillRect(rect, theme.colour(ground))
        hairline, edge = theme.stroke("hairline"), theme.colour("border.subtle")
        if not is_figure:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), hairline), edge)
        if row.kind is not RowKind.GROUP:
            side = rect.left() if self.isRightToLeft() else rect.right()
            painter.fillRect(QRect(side, rect.top(), hairline, rect.height()), edge)
        inner = rect.adjusted(theme.space(5), 0, -theme.space(3), 0)
        if is_figure:
            self._paint_figure(painter, theme, inner, row)
        else:
            self._paint_row(painter, theme, inner, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, theme: Theme, inner: QRect, row: Row) -> None:
        is_group = row.kind is RowKind.GROUP
        painter.setFont(theme.font("small", figures=True))
        painter.setPen(theme.colour("text.secondary"))
        painter.drawText(inner, _TRAILING, row.note)
        taken = painter.fontMetrics().horizontalAdvance(row.note) + theme.space(2)
        font = theme.font("smallStrong" if is_group else "body")
        painter.setFont(font)
        painter.setPen(theme.colour("text.secondary" if is_group else "text.primary"))
        room = inner.adjusted(taken, 0, 0, 0) if self.isRightToLeft() else inner.adjusted(0, 0, -taken, 0)
        painter.drawText(
            room, _LEADING, QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, room.width())
        )

    def _paint_figure(self, painter: QPainter, theme: Theme, inner: QRect, row: Row) -> None:
        font = theme.font("bodyStrong")
        painter.setFont(font)
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(inner, _LEADING, row.title)
        taken = QFontMetrics(font).horizontalAdvance(row.title) + theme.space(3)
        note = theme.font("small")
        painter.setFont(note)
        painter.setPen(theme.colour("text.secondary"))
        room = inner.adjusted(0, 0, -taken, 0) if self.isRightToLeft() else inner.adjusted(taken, 0, 0, 0)
        if QFontMetrics(note).horizontalAdvance(row.note) <= room.width():
            painter.drawText(room, _TRAILING, row.note)


class Corner(QWidget):
    """Between the heads: what is compared, what it rests on, and what the two marks mean."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.title = Text(themes, font="title3")
        self.note = ElidedText(themes, font="small", colour="text.secondary", figures=True)
        self.least = _Legend(themes, tr("Least needed"), is_target=False)
        self.aim = _Legend(themes, tr("Aimed at"), is_target=True)
        self.legend = QWidget()
        marks = QHBoxLayout(self.legend)
        Spacing(themes, marks, gap=3)
        marks.addWidget(self.least)
        marks.addWidget(self.aim)
        marks.addStretch(1)
        foot = QHBoxLayout()
        Spacing(themes, foot)
        foot.addWidget(Text(themes, tr("Skill"), font="small", colour="text.secondary"))
        foot.addStretch(1)
        foot.addWidget(Text(themes, tr("Weight"), font="small", colour="text.secondary"))
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(5, 3, 3, 1), gap=0.5)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self.legend)
        column.addLayout(foot)

    def show_comparison(self, found: Comparison, *, is_low: bool) -> None:
        """Say what is compared; where it is low, the marks are told by the tooltips of the cells alone."""
        self.title.say(tr("Compare %Ln candidates", len(found.candidates)))
        self.note.say(words.scored_words(found))
        self.legend.setVisible(not is_low)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt: the ground and its edges."""
        theme, painter = self._themes.current, painter_on(self)
        painter.fillRect(self.rect(), theme.colour("bg.surface"))
        hairline, edge = theme.stroke("hairline"), theme.colour("border.subtle")
        painter.fillRect(QRect(0, self.height() - hairline, self.width(), hairline), edge)
        side = 0 if self.isRightToLeft() else self.width() - hairline
        painter.fillRect(QRect(side, 0, hairline, self.height()), edge)


class _Legend(Mark):
    """One mark with what it means."""

    def __init__(self, themes: Themes, text: str, *, is_target: bool) -> None:
        super().__init__(themes)
        self._text, self._is_target = text, is_target
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Override of Qt."""
        wide = QFontMetrics(self.theme.font("small")).horizontalAdvance(self._text)
        return QSize(wide + self.theme.space(3), self.theme.line("small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme, painter = self.theme, painter_on(self)
        x = self.width() - theme.space(1) if self.isRightToLeft() else theme.space(1)
        if self._is_target:
            tip = QRect(x, self.height() // 2 + theme.space(0.5), 1, 1).topLeft()
            paint_target(painter, theme, tip)
        else:
            mark = QRectF(x - 1, theme.space(0.5), theme.stroke("focus"), self.height() - 2 * theme.space(0.5))
            painter.fillRect(mark, theme.colour("text.primary"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.secondary"))
        room = (
            self.rect().adjusted(0, 0, -theme.space(3), 0)
            if self.isRightToLeft()
            else self.rect().adjusted(theme.space(3), 0, 0, 0)
        )
        painter.drawText(room, _LEADING, self._text)
