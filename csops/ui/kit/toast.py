"""Toasts: one line about what was done, with at most one button; they queue and never pile up."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import KeyCap, Picture, box, paint_shadow, painter_on
from csops.ui.kit.spacing import sides
from csops.ui.kit.theme import Themes


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a toast says, past tense and in one line, and what its button does: whether it takes the last act back.

    `is_trouble`: something was not done, and the toast does not look as if it had been.
    """

    text: str
    button: str = ""
    keys: str = ""
    run: Callable[[], object] | None = None
    is_undoable: bool = False
    is_trouble: bool = False


FLOOR = "toast floor"
"""The name of what a toast stands above instead of covering it, such as the buttons below a case."""
SIDE = "toast side"
"""The name of what a toast stands beside where it has the room, such as the panel in which one logs."""

QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own, which PySide6 does not bring
_LEAST = 120
"""So much of the words stands in a line at least, at 100 %, where they break to leave what they stand beside free."""
_ARRANGED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
DONE, TROUBLE = ("circle-check", "success.text"), ("circle-alert", "danger.text")


class Toast(QWidget):
    """One toast on the screen; it is dark on every ground."""

    def __init__(self, themes: Themes, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        dark = themes.always_dark(self)
        self.themes, self.notice, self._around = dark, notice, themes
        theme = dark.current
        self._reach = theme.space(4)
        row = QHBoxLayout(self)
        side, edge = theme.space(4) + self._reach, theme.space(2) + self._reach
        row.setContentsMargins(sides(side, edge - theme.space(0.5), theme.space(2) + self._reach, edge))
        row.setSpacing(theme.space(2))
        icon, colour = TROUBLE if notice.is_trouble else DONE
        self.icon = Picture(dark, icon, colour=colour)
        row.addWidget(self.icon)
        self.words = Text(dark, notice.text, font="bodyStrong")
        row.addWidget(self.words)
        self.button: Button | None = None
        if notice.button:
            self.button = Button(dark, notice.button, role=Role.LINK, keys=notice.keys)
            row.addSpacing(theme.space(3))
            row.addWidget(self.button)
            if notice.keys:
                row.addWidget(KeyCap(dark, notice.keys))
        self.close_button = IconButton(dark, "x", name=self.tr("Close"), role=Role.GHOST, compact=True)
        row.addWidget(self.close_button)
        self.setAccessibleName(notice.text)

    def fit(self, room: int) -> None:
        """Be no wider than `room`: the words break into lines, unless too little of them would stand in one."""
        self._break_words(None)
        width = self.words.sizeHint().width() - max(0, self.sizeHint().width() - room)
        if width < self.words.sizeHint().width() and width >= self.themes.current.px(_LEAST):
            self._break_words(width)
        self.adjustSize()

    def _break_words(self, width: int | None) -> None:
        words, is_broken = self.words, width is not None
        if words.wordWrap() is not is_broken:
            words.setWordWrap(is_broken)
            words.setTextFormat(Qt.TextFormat.RichText if is_broken else Qt.TextFormat.PlainText)
            words.theme_changed()
        words.setMinimumSize(0, 0)
        words.setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX)
        if width is not None:
            words.setFixedSize(width, words.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint shadow and ground."""
        theme, painter, reach = self.themes.current, painter_on(self), self._reach
        rect = QRectF(self.rect()).adjusted(reach, reach, -reach, -reach)
        radius = theme.radius("card")
        paint_shadow(painter, rect, self._around.current, radius=radius, reach=reach - theme.space(1))
        fill, edge = theme.colour("bg.raised"), theme.colour("border.default")
        box(painter, rect, radius=radius, fill=fill, edge=edge, width=theme.stroke("hairline"))


class Toasts(QObject):
    """Shows notices at the bottom of `host`, one after the other."""

    def __init__(self, themes: Themes, host: QWidget) -> None:
        super().__init__(host)
        self._themes, self._host = themes, host
        self._waiting: deque[Notice] = deque()
        self.shown: Toast | None = None
        self._slide: QPropertyAnimation | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        host.installEventFilter(self)

    def say(self, text: str) -> None:
        """Say what was done."""
        self.show_notice(Notice(text=text))

    def say_undoable(self, text: str, undo: Callable[[], object], *, keys: str = "Ctrl+Z") -> None:
        """Say what was done and offer to take it back; *Undo* takes back the last act, so that older offers go."""
        self.drop_undoable()
        self.show_notice(Notice(text=text, button=self.tr("Undo"), keys=keys, run=undo, is_undoable=True))

    def drop_undoable(self) -> None:
        """Take away the offers to take something back: it is no longer the last act."""
        self._waiting = deque(notice for notice in self._waiting if not notice.is_undoable)
        if self.shown is not None and self.shown.notice.is_undoable:
            self.dismiss()

    def show_notice(self, notice: Notice) -> None:
        """Show the notice now, or after the one that is shown; an older plain one makes way at once.

        What was done just now is said at once also before an offer to take back the act before it, which comes back.
        """
        before = self.shown.notice if self.shown is not None else None
        if before is not None and before.run is None and not self._waiting:
            self._remove()
        elif before is not None and before.is_undoable and notice.run is None:
            self._remove()
            self._waiting.extendleft((before, notice))
            self._next()
            return
        self._waiting.append(notice)
        if self.shown is None:
            self._next()

    def dismiss(self) -> None:
        """Take away what is shown and go on with what waits."""
        self._remove()
        self._next()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: stay where it belongs when the host, or what it stands above or beside, changes its place."""
        if not self.__dict__:  # Python's half of the object is gone while Qt still takes its own half down
            return False
        if event.type() in _ARRANGED:
            self.settle()
        return False

    def settle(self) -> None:
        """Stand where it belongs after what lies below has changed, such as the page."""
        if self.shown is not None:
            if self._slide is not None:
                self._slide.stop()
            self.shown.move(self._place(self.shown))

    def _next(self) -> None:
        if not self._waiting:
            return
        notice = self._waiting.popleft()
        toast = Toast(self._themes, notice, self._host)
        self.shown = toast
        toast.close_button.clicked.connect(self.dismiss)
        if toast.button is not None:
            toast.button.clicked.connect(self._run)
        toast.adjustSize()
        toast.show()
        toast.raise_()
        self._slide_in(toast)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(toast, notice.text))
        self._timer.start(self._themes.current.wait("toast.withUndo" if notice.run else "toast.plain"))

    def _slide_in(self, toast: Toast) -> None:
        place, theme = self._place(toast), self._themes.current
        toast.move(place)
        slide = QPropertyAnimation(toast, b"pos", toast)
        slide.setDuration(theme.motion("base"))
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.setStartValue(place + QPoint(0, theme.space(2)))
        slide.setEndValue(place)
        slide.start()
        self._slide = slide

    def _place(self, toast: Toast) -> QPoint:
        whole = self._host.rect()
        room = QRect(whole)
        for side in self._places(SIDE):
            if side.left() > whole.left():
                room.setRight(min(room.right(), side.left() - 1))
            else:
                room.setLeft(max(room.left(), side.right() + 1))
        toast.fit(room.width())
        if room.width() < toast.width():
            room = whole
        place = QRect(room.center().x() - toast.width() // 2, 0, toast.width(), toast.height())
        bottom = whole.height()
        for floor in self._places(FLOOR):
            is_beside = floor.right() < place.left() or floor.left() > place.right()
            if not is_beside and floor.bottom() >= whole.height() - toast.height():
                bottom = min(bottom, floor.top())
        return QPoint(place.left(), bottom - toast.height())

    def _places(self, name: str) -> list[QRect]:
        found = self._host.findChildren(QWidget, name)
        for widget in found:
            widget.installEventFilter(self)  # it may come, go and move while a toast is shown
        return [QRect(one.mapTo(self._host, QPoint()), one.size()) for one in found if one.isVisible()]

    def _run(self) -> None:
        run = self.shown.notice.run if self.shown else None
        self.dismiss()
        if run is not None:
            run()

    def _remove(self) -> None:
        self._timer.stop()
        if self.shown is not None:
            self.shown.hide()
            self.shown.deleteLater()
            self.shown = self._slide = None
