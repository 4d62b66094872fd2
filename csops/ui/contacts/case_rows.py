"""The rows of the list of cases: pages that are fetched as one scrolls, and how a row is painted."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csops.domain.answers import Deadlines
from csops.domain.lines import CaseLine
from csops.ui.cases.words import (
    Due,
    age_words,
    customer_words,
    due_words,
    moment_words,
    state_look,
    unanswered_words,
)
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import paint_avatar, paint_channel, paint_pill, pill_size
from csops.ui.kit.theme import Theme, Themes

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


class CaseRows(QAbstractListModel):
    """The cases read so far, of as many as there are.

    Signals:
        wanted(int): the page that begins here shall be read.
    """

    wanted = Signal(int)

    def __init__(self, desk: Desk, *, formats: Formats, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._formats, self._now = desk, formats, desk.workspace.now
        self._lines: list[CaseLine] = []
        self._total = 0
        self._is_asked = False
        self._take_targets()
        desk.team_changed.connect(self._take_targets)

    def lines(self) -> Sequence[CaseLine]:
        """Return what is read so far."""
        return self._lines

    @property
    def total(self) -> int:
        """How many cases there are."""
        return self._total

    def replace(self, lines: Sequence[CaseLine], *, total: int) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self._lines, self._total, self._is_asked = list(lines), total, False
        self.endResetModel()

    def append(self, lines: Sequence[CaseLine]) -> None:
        """Show the next page behind what is there; what moved there meanwhile is not shown twice."""
        self._is_asked = False
        known = {line.id for line in self._lines}
        new = [line for line in lines if line.id not in known]
        if not new:
            self._total = len(self._lines)
            return
        self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(new) - 1)
        self._lines.extend(new)
        self.endInsertRows()

    def row_of(self, case_id: int) -> int:
        """Return the row of a case, -1 where it is not read."""
        return next((row for row, line in enumerate(self._lines) if line.id == case_id), -1)

    def due(self, line: CaseLine) -> Due | None:
        """Return when a case is due: what was promised, else that its first answer should have been given by now."""
        now = self._now()
        return due_words(line, now=now, formats=self._formats) or unanswered_words(line, self._deadlines, now=now)

    def _take_targets(self) -> None:
        self._deadlines = Deadlines(self._desk.team.calendar, self._desk.team.channels)

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: what is read so far."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: Index) -> bool:
        """Qt: whether there are more than were read."""
        return not parent.isValid() and not self._is_asked and len(self._lines) < self._total

    def fetchMore(self, _parent: Index) -> None:
        """Qt: the end comes into view."""
        self._is_asked = True
        self.wanted.emit(len(self._lines))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: the line for the painter, its words for screen readers."""
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            due = self.due(line)
            told = (customer_words(line), line.title, state_look(line.state).text, due.text if due else "", line.owner)
            return ", ".join(filter(None, told))
        return None


class CasePainter(QStyledItemDelegate):
    """Paints channel, customer, topic, state, due, age and owner of a case."""

    def __init__(
        self, themes: Themes, *, rows: CaseRows, formats: Formats, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._themes, self._rows, self._formats, self._now = themes, rows, formats, now
        self._row = QRect()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Qt: three lines of text."""
        theme = self._themes.current
        return QSize(theme.space(10), 3 * theme.line("body") + theme.space(3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one row."""
        theme, line, place = self._themes.current, index.data(LINE), QRect(option.rect)
        if not isinstance(line, CaseLine):
            return
        painter.save()
        painter.setLayoutDirection(option.direction)
        self._row = place
        self._paint_ground(painter, theme, place, option)
        edge, side = theme.space(4) - theme.space(0.5), theme.size("control")
        inner = place.adjusted(edge, theme.space(1) + theme.space(0.5), -edge, -theme.space(1) - theme.space(0.5))
        ground = QRect(inner.left(), inner.top() + theme.space(1), side, side)
        paint_channel(painter, self._seen(painter, ground), theme, line.channel_key)
        inner.setLeft(inner.left() + side + theme.space(3))
        height = inner.height() // 3
        rows = [QRect(inner.left(), inner.top() + number * height, inner.width(), height) for number in range(3)]
        now = self._now()
        self._paint_first(painter, theme, rows[0], line, now)
        self._text(painter, theme, rows[1], line.title, font="body", colour="text.secondary")
        self._paint_third(painter, theme, rows[2], line, now)
        painter.restore()

    def _paint_ground(self, painter: QPainter, theme: Theme, place: QRect, option: QStyleOptionViewItem) -> None:
        hairline = theme.stroke("hairline")
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_chosen:
            painter.fillRect(place, theme.colour("bg.selected"))
            has_focus = bool(option.state & QStyle.StateFlag.State_Active)
            bar = QRect(place.left(), place.top(), theme.stroke("focus"), place.height())
            painter.fillRect(self._seen(painter, bar), theme.colour("accent.solid" if has_focus else "border.control"))
        elif is_hovered:
            painter.fillRect(place, theme.colour("bg.hover"))
        start = theme.space(4) + theme.size("control") + theme.space(3)
        line = QRect(place.left() + start, place.bottom() - hairline + 1, place.width() - start, hairline)
        painter.fillRect(self._seen(painter, line), theme.colour("border.subtle"))

    def _paint_first(self, painter: QPainter, theme: Theme, place: QRect, line: CaseLine, now: datetime) -> None:
        at = moment_words(line.last_contact_at or line.opened_at, now=now, formats=self._formats)
        used = self._text(painter, theme, place, at, font="small", colour="text.secondary", trailing=True)
        room = place.adjusted(0, 0, -used - theme.space(2), 0)
        self._text(painter, theme, room, customer_words(line), font="bodyStrong", colour="text.primary")

    def _paint_third(self, painter: QPainter, theme: Theme, place: QRect, line: CaseLine, now: datetime) -> None:
        look = state_look(line.state)
        size = pill_size(theme, look)
        top = place.center().y() - size.height() // 2
        pill = QRect(place.left(), top, size.width(), size.height())
        paint_pill(painter, self._seen(painter, pill), theme, look)
        side = theme.size("avatar")
        if line.owner:
            disc = QRect(place.right() - side + 1, place.center().y() - side // 2, side, side)
            paint_avatar(painter, self._seen(painter, disc), theme, line.owner)
        age = age_words(line, now=now, formats=self._formats)
        room = place.adjusted(size.width() + theme.space(2), 0, -side - theme.space(2), 0)
        used = self._text(painter, theme, room, age, font="small", colour="text.secondary", trailing=True)
        due = self._rows.due(line)
        if due is not None:
            small = theme.size("iconSmall")
            picture = pixmap(theme, "alarm-clock", size=14, colour=due.colour)
            clock = QRect(room.left(), room.center().y() - small // 2 + 1, small, small)
            painter.drawPixmap(self._seen(painter, clock).topLeft(), picture)
            words = room.adjusted(small + theme.space(1), 0, -used - theme.space(2), 0)
            self._text(painter, theme, words, due.text, font="smallStrong", colour=due.colour)

    def _seen(self, painter: QPainter, place: QRect) -> QRect:
        """Return where a place of the row lies on the screen: mirrored where the language is."""
        return QStyle.visualRect(painter.layoutDirection(), self._row, place)

    def _text(
        self,
        painter: QPainter,
        theme: Theme,
        place: QRect,
        text: str,
        *,
        font: str,
        colour: str,
        trailing: bool = False,
    ) -> int:
        """Paint one line, cut where there is no room, and return its width."""
        chosen = theme.font(font, figures=True)
        painter.setFont(chosen)
        painter.setPen(theme.colour(colour))
        cut = QFontMetrics(chosen).elidedText(text, Qt.TextElideMode.ElideRight, max(0, place.width()))
        painter.drawText(self._seen(painter, place), _TRAILING if trailing else _LEADING, cut)
        return QFontMetrics(chosen).horizontalAdvance(cut)
