"""What else happened on the case, as a line between the messages; and a contact of before, to be opened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.lines import ContactLine
from csops.ui.cases.entry import Entry
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Mark, Picture, paint_channel, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr


class EventLine(QWidget):
    """A note, a promise, a concession, a change of state: icon, who and when, and what."""

    def __init__(self, themes: Themes, entry: Entry) -> None:
        super().__init__()
        colour = "danger.text" if entry.is_bad else "text.secondary"
        top = QHBoxLayout()
        Spacing(themes, top, gap=2)
        top.addWidget(Picture(themes, entry.icon or "circle-dot", size=14, colour=entry.colour))
        top.addWidget(ElidedText(themes, entry.title, font="smallStrong", colour=colour), 1)
        top.addWidget(Text(themes, entry.when, font="small", colour="text.tertiary", figures=True))
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(2, 0, 2, 0), gap=0.5)
        column.addLayout(top)
        said = " · ".join(filter(None, (entry.text, entry.meta)))
        if said:
            text = Text(themes, said, font="small", colour="text.secondary", wrap=True)
            text.setContentsMargins(themes.current.space(6), 0, 0, 0)
            column.addWidget(text)
        self.setAccessibleName(", ".join(filter(None, (entry.title, entry.when, said))))


class Strip(QWidget):
    """A few words between two hairlines: where another contact begins or ends."""

    def __init__(self, themes: Themes, text: str) -> None:
        super().__init__()
        self.text = Text(themes, text, font="smallStrong", colour="text.secondary", figures=True)
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=3)
        row.addWidget(Line(themes), 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text)
        row.addWidget(Line(themes), 1, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(text)


class ChannelMark(Mark):
    """The icon of a channel on its ground."""

    def __init__(self, themes: Themes, channel: str, *, step: float = 8) -> None:
        super().__init__(themes)
        self._channel, self._step = channel, step
        side = self.theme.space(step)
        self.setFixedSize(side, side)

    def theme_changed(self) -> None:
        """Take the size from the theme."""
        side = self.theme.space(self._step)
        self.setFixedSize(side, side)
        super().theme_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint it."""
        paint_channel(painter_on(self), self.rect(), self.theme, self._channel)


class EarlierCard(QFrame):
    """A contact of the customer before, on another case; a click or Enter shows its words.

    Signals:
        opened: its words were shown or hidden.
        stepped(int): what stands below (1) or above (-1) shall have the focus. entered: the focus came to it.
    """

    opened = Signal()
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, themes: Themes, line: ContactLine, formats: Formats) -> None:
        super().__init__()
        self._themes = themes
        self.setProperty("kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        title = tr("Earlier, {channel}: {title}").format(channel=line.channel, title=line.title)
        when = formats.moment(line.happened_at)
        meta = " · ".join(filter(None, (when, line.topic, line.member)))
        self.text = Text(themes, line.text or tr("Nothing was written"), font="small", wrap=True)
        self.text.hide()
        words = QVBoxLayout()
        Spacing(themes, words)
        words.addWidget(ElidedText(themes, title, font="bodyStrong"))
        words.addWidget(ElidedText(themes, meta, font="small", colour="text.secondary", figures=True))
        words.addWidget(self.text)
        self._arrow = Picture(themes, "chevron-right")
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(3, 2, 3, 2), gap=3)
        row.addWidget(ChannelMark(themes, line.channel_key), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._arrow)
        self.setAccessibleName(f"{title}, {meta}")

    def toggle(self) -> None:
        """Show its words, or hide them."""
        self.text.setVisible(self.text.isHidden())
        self._arrow.show_icon("chevron-right" if self.text.isHidden() else "chevron-down", colour="text.secondary")
        self.opened.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click opens."""
        if self.rect().contains(event.position().toPoint()):
            self.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Space open, the arrows go on."""
        if event.modifiers():
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.toggle()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the focus came."""
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the card, and the ring where it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus(painter_on(self), self.rect(), self._themes.current, radius=self._themes.current.radius("card"))
