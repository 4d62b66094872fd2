"""The timeline of a case as it is shown: a line of icons, beside each who, when and what; attachments to open."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.contacts import Attachment
from csops.services.attachments import may_open
from csops.ui.contacts.timeline_entries import Entry
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import box
from csops.ui.kit.theme import Themes

MOST_ENTRIES = 150
MOST_LETTERS = 1500


class TimelineView(QWidget):
    """All rows of one case.

    Signals:
        opened(object): an Attachment shall be opened.
    """

    opened = Signal(object)

    def __init__(self, themes: Themes, *, formats: Formats) -> None:
        super().__init__()
        self._themes, self._formats = themes, formats
        self._entries: list[Entry] = []
        self._most = MOST_ENTRIES
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(self.tr("Timeline"))

    def entries(self) -> Sequence[Entry]:
        """Return what is shown."""
        return self._entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these rows; of very many the newest, and the others when they are asked for."""
        if list(entries) == self._entries:
            return
        self._entries, self._most = list(entries), MOST_ENTRIES
        self._fill()

    def _show_earlier(self) -> None:
        self._most = len(self._entries)
        self._fill()

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        shown = self._entries[-self._most :]
        if len(shown) < len(self._entries):
            earlier = self.tr("Show {count} earlier").format(count=len(self._entries) - len(shown))
            button = Button(self._themes, earlier, role=Role.LINK)
            button.clicked.connect(self._show_earlier)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        for number, entry in enumerate(shown):
            row = EntryRow(self._themes, entry, formats=self._formats, is_last=number == len(shown) - 1)
            row.opened.connect(self.opened)
            self._column.addWidget(row)
        self._column.addStretch(1)


class EntryRow(QWidget):
    """One row.

    Signals:
        opened(object): an Attachment of it shall be opened.
    """

    opened = Signal(object)

    def __init__(self, themes: Themes, entry: Entry, *, formats: Formats, is_last: bool) -> None:
        super().__init__()
        self._themes, self._entry, self._is_last = themes, entry, is_last
        theme = themes.current
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(10) + theme.space(0.5), theme.space(0.5), 0, theme.space(4))
        column.setSpacing(theme.space(0.5))
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        colour = "danger.text" if entry.is_bad else "text.primary"
        head.addWidget(ElidedText(themes, entry.title, font="bodyStrong", colour=colour), 1)
        zone = formats.zone
        at = formats.moment(entry.at) if entry.time_known else formats.day(entry.at.astimezone(zone).date())
        head.addWidget(Text(themes, at, font="small", colour="text.secondary", figures=True))
        column.addLayout(head)
        if entry.text:
            column.addWidget(LongText(themes, entry.text))
        if entry.meta:
            column.addWidget(Text(themes, entry.meta, font="small", colour="text.secondary", wrap=True))
        for file in entry.files:
            column.addWidget(self._file_button(file, formats), 0, Qt.AlignmentFlag.AlignLeading)
        self.setAccessibleName(", ".join(filter(None, (entry.title, at, entry.text, entry.meta))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the icon in its ring, and the line to the next one."""
        theme, painter = self._themes.current, QPainter(self)
        side = theme.size("controlCompact")
        ring = QRect(0, 0, side, side)
        if self.isRightToLeft():
            ring.moveRight(self.width() - 1)
        if not self._is_last:
            painter.setPen(QPen(theme.colour("border.default"), theme.stroke("hairline")))
            middle = ring.center().x()
            painter.drawLine(middle, ring.bottom() + theme.space(1), middle, self.height() - theme.space(1))
        edge = theme.colour("border.default")
        ground = theme.colour("bg.surface")
        box(painter, QRectF(ring), radius=side / 2, fill=ground, edge=edge, width=theme.stroke("hairline"))
        icon, colour = self._entry.icon, self._entry.colour
        if not icon and self._entry.channel:
            look = theme.channel(self._entry.channel)
            icon, colour = look.icon, look.token
        small = theme.size("iconSmall")
        corner = QPointF(ring.center()) - QPointF(small / 2 - 1, small / 2 - 1)
        painter.drawPixmap(corner, pixmap(theme, icon or "circle", size=14, colour=colour))

    def _file_button(self, file: Attachment, formats: Formats) -> Button:
        words = f"{file.name} · {formats.file_size(file.size)}"
        button = Button(self._themes, words, icon_name="paperclip", compact=True)
        known = may_open(file)
        button.setToolTip(self.tr("Open") if known else self.tr("It may be a program: save a copy, it is not opened"))
        button.clicked.connect(lambda: self.opened.emit(file))
        return button


class LongText(QWidget):
    """Plain text that wraps and can be marked; the end of a very long one is shown on demand."""

    def __init__(self, themes: Themes, text: str) -> None:
        super().__init__()
        self._text = text
        self.label = _PlainLabel(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label)
        self.more = Button(themes, self.tr("Show all"), role=Role.LINK)
        self.more.clicked.connect(self._show_all)
        is_long = len(text) > MOST_LETTERS
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.more.setHidden(not is_long)
        self.label.setText(text[:MOST_LETTERS] + "…" if is_long else text)

    def _show_all(self) -> None:
        self.label.setText(self._text)
        self.more.hide()


class _PlainLabel(QLabel):
    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        theme = self._themes.current
        self.setFont(theme.font("body"))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("text.secondary"))
        self.setPalette(palette)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
