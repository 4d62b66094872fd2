"""The matter of a case in two lines above what happened on it; a press leads to where it is written."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.cases import Case
from csops.ui.cases.care_words import cause_words
from csops.ui.desk import Desk
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.marks import paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class MatterLine(QWidget):
    """Says what it really was, what was said at first, and where it came from; hidden while nobody wrote anything.

    Signals:
        pressed: the part *Matter* is wanted.
    """

    pressed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.frame = _Ground(desk.themes)
        self.matter = ElidedText(desk.themes, font="bodyStrong")
        self.more = ElidedText(desk.themes, font="small", colour="text.secondary")
        column = QVBoxLayout(self.frame)
        Spacing(desk.themes, column, margins=(3, 2, 3, 2))
        column.addWidget(self.matter)
        column.addWidget(self.more)
        row = QHBoxLayout(self)
        Spacing(desk.themes, row, margins=(5, 3, 5, 0))
        row.addWidget(self.frame)
        self.frame.pressed.connect(self.pressed)
        self.hide()

    def show_case(self, case: Case) -> None:
        """Show what is written of a case."""
        first = case.matter or case.stated
        parts = [
            self.tr("The customer said: {words}").format(words=_line(case.stated))
            if case.matter and case.stated
            else "",
            cause_words(case.cause) if case.cause else "",
            case.department,
            _line(case.cause_note),
        ]
        more = " · ".join(filter(None, parts))
        self.matter.say(_line(first) or more)
        self.more.say(more if first else "")
        self.more.setHidden(not self.more.words())
        self.setVisible(bool(first or more))
        self.frame.setAccessibleName(". ".join(filter(None, (self.matter.words(), self.more.words()))))

    def minimumSizeHint(self) -> QSize:
        """Qt: the lines are cut where there is no room."""
        return QSize(0, super().minimumSizeHint().height())


class _Ground(QFrame):
    pressed = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setProperty("kind", "sunken")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Open the matter"))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Qt: a press anywhere on it."""
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Space press it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the ground, and the focus over it."""
        super().paintEvent(event)
        if self.hasFocus():
            theme = self._themes.current
            paint_focus(painter_on(self), self.rect(), theme, radius=theme.radius("control"))


def _line(text: str) -> str:
    return " ".join(text.split())
