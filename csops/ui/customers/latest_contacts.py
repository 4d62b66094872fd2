"""The last ten contacts of a customer at a glance: a mark each, the newest at the trailing end."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolTip, QWidget

from csops.domain.contacts import Direction, Result
from csops.domain.lines import ContactLine
from csops.ui.customers.wording import tr
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import paint_channel, paint_focus, painter_on

_LONGEST = 80


class LatestContacts(QWidget):
    """One stop of Tab; the arrow keys go from contact to contact, Enter opens its case.

    Signals:
        case_wanted(int): the case of a contact shall be shown.
    """

    case_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._contacts: tuple[ContactLine, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        desk.themes.changed.connect(self.updateGeometry)
        self.hide()

    def show_contacts(self, newest_first: Sequence[ContactLine]) -> None:
        """Show these contacts."""
        before = self._contacts[self._current].id if self._contacts else 0
        self._contacts = tuple(reversed(newest_first))
        ids = [contact.id for contact in self._contacts]
        self._current = ids.index(before) if before in ids else max(0, len(ids) - 1)
        self.setVisible(bool(ids))
        self._say()
        self.updateGeometry()
        self.update()

    def words(self) -> list[str]:
        """Return what each mark says, from the leading edge on."""
        return [self._words(contact) for contact in self._contacts]

    def sizeHint(self) -> QSize:
        """Override of Qt: room for each mark."""
        theme = self._desk.themes.current
        return QSize(max(1, len(self._contacts)) * theme.size("minTarget"), theme.size("minTarget"))

    def minimumSizeHint(self) -> QSize:
        """Override of Qt: the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme, painter = self._desk.themes.current, painter_on(self)
        side = theme.size("icon")
        for place, contact in enumerate(self._contacts):
            cell = self._cell(place)
            mark = QRect(0, 0, side, side)
            mark.moveCenter(cell.center())
            paint_channel(painter, mark, theme, contact.channel_key, ground=False)
            line = theme.stroke("focus")
            if contact.result is Result.MISSED or contact.direction is Direction.OUT:
                colour = "danger.solid" if contact.result is Result.MISSED else "border.control"
                below = QRect(mark.left(), mark.bottom() + line, mark.width(), line)
                painter.fillRect(below, theme.colour(colour))
            if self.hasFocus() and place == self._current:
                paint_focus(painter, cell, theme, radius=theme.radius("control"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: the arrow keys, Home and End go along, Enter opens."""
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        ahead = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        wanted = {back: self._current - 1, ahead: self._current + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: 99}
        key = Qt.Key(event.key())
        if key in wanted and self._contacts:
            self._go_to(wanted[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._contacts:
            self.case_wanted.emit(self._contacts[self._current].case_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: a press opens the case."""
        place = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._go_to(place)
            self.case_wanted.emit(self._contacts[place].case_id)

    def event(self, event: QEvent) -> bool:
        """Override of Qt: each mark has its own tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self._words(self._contacts[place]) if place is not None else "", self)
            return True
        return super().event(event)

    # ------------------------------------------------------------ inside
    def _go_to(self, place: int) -> None:
        self._current = max(0, min(place, len(self._contacts) - 1))
        self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(tr("Last contacts"))
        self.setAccessibleDescription(self._words(self._contacts[self._current]) if self._contacts else "")

    def _words(self, contact: ContactLine) -> str:
        return " · ".join(filter(None, (self._when(contact), contact.channel, _how(contact), _short(contact))))

    def _when(self, contact: ContactLine) -> str:
        now: datetime = self._desk.workspace.now()
        if contact.time_known:
            return self._formats.moment(contact.happened_at, now=now)
        day = contact.happened_at.astimezone(self._formats.zone).date()
        return self._formats.day(day, year=day.year != now.astimezone(self._formats.zone).year)

    def _cell(self, place: int) -> QRect:
        side = self._desk.themes.current.size("minTarget")
        return QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(place * side, 0, side, side))

    def _at(self, point: QPoint) -> int | None:
        return next((place for place in range(len(self._contacts)) if self._cell(place).contains(point)), None)


def _how(contact: ContactLine) -> str:
    if contact.result is Result.MISSED:
        return tr("missed")
    return tr("from us") if contact.direction is Direction.OUT else tr("from them")


def _short(contact: ContactLine) -> str:
    words = " ".join((contact.text or contact.title).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"
