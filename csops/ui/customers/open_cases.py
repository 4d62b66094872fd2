"""The open cases of a customer: a line each, which opens the case."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from csops.domain.lines import CaseLine
from csops.ui.cases.words import age_words, state_look
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import paint_channel, paint_focus, paint_pill, painter_on, pill_size
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops

MOST_SHOWN = 3


class OpenCases(QWidget):
    """Lists what is open; beyond three a button shows the rest.

    Signals:
        opened(int): the case with this id shall be shown.
    """

    opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._column = QVBoxLayout(self)
        Spacing(desk.themes, self._column, margins=(3, 0, 3, 2))
        self._cases: tuple[CaseLine, ...] = ()
        self._shows_all = False
        self.rows: list[CaseRow] = []
        self._stops = Stops(self)
        self.more = Button(desk.themes, "", role=Role.LINK, compact=True)
        self.more.clicked.connect(self._show_all)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.setAccessibleName(self.tr("Open cases"))
        self.hide()

    def show_cases(self, cases: Sequence[CaseLine]) -> None:
        """Show these cases."""
        if [case.customer_id for case in cases] != [case.customer_id for case in self._cases]:
            self._shows_all = False
        self._cases = tuple(cases)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = self._cases if self._shows_all else self._cases[:MOST_SHOWN]
        self.rows = [CaseRow(self._desk, case) for case in shown]
        for place, row in enumerate(self.rows):
            self._column.insertWidget(place, row)
            row.clicked.connect(lambda _on=False, case_id=row.case.id: self.opened.emit(case_id))
        self._stops.order(self.rows)
        rest = len(self._cases) - len(shown)
        self.more.setText(self.tr("%Ln more open cases", "", rest))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(rest > 0)
        self.setVisible(bool(self._cases))

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_cases(self._cases)


class CaseRow(QAbstractButton):
    """One open case: channel, title, state, number and age."""

    def __init__(self, desk: Desk, case: CaseLine) -> None:
        super().__init__()
        self.case = case
        self._themes = desk.themes
        self._pill = state_look(case.state)
        formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        age = age_words(case, now=desk.workspace.now(), formats=formats)
        self._meta = self.tr("Case {number} · {age}").format(number=case.id, age=age)
        self.setText(case.title)
        self.setAccessibleName(f"{case.title}, {self._pill.text}, {self._meta}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Override of Qt: as high as a row of a table."""
        theme = self._themes.current
        return QSize(theme.size("listPane"), theme.size("row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme, painter = self._themes.current, painter_on(self)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.colour("bg.pressed" if self.isDown() else "bg.hover"))
        side, middle = theme.size("icon"), self.height() // 2
        left = theme.space(2)
        mark = QRect(left, middle - side // 2, side, side)
        paint_channel(painter, self._seen(mark), theme, self.case.channel_key, ground=False)
        left += side + theme.space(2)
        size = pill_size(theme, self._pill)
        meta_font, title_font = theme.font("small", figures=True), theme.font("bodyStrong")
        meta = QFontMetrics(meta_font).horizontalAdvance(self._meta)
        room = self.width() - left - size.width() - meta - theme.space(8)
        title = QFontMetrics(title_font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setFont(title_font)
        painter.setPen(theme.colour("text.primary"))
        words = QRect(left, 0, room, self.height())
        painter.drawText(self._seen(words), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, title)
        left += QFontMetrics(title_font).horizontalAdvance(title) + theme.space(2)
        pill = QRect(left, middle - size.height() // 2, size.width(), size.height())
        paint_pill(painter, self._seen(pill), theme, self._pill)
        painter.setFont(meta_font)
        painter.setPen(theme.colour("text.secondary"))
        place = self.rect().adjusted(0, 0, -theme.space(2), 0)
        painter.drawText(self._seen(place), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing, self._meta)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=theme.radius("control"))

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
