"""The timeline of a case as it is shown: a line of icons, beside each who, when and what; attachments to open."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.contacts import Attachment
from csops.services.attachments import may_open
from csops.ui.contacts.timeline_entries import Entry
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import box, paint_focus
from csops.ui.kit.theme import Themes

MOST_ENTRIES = 150
MOST_LETTERS = 1500


class TimelineView(QWidget):
    """All rows of one case; with `may_edit` its contacts can be corrected from here.

    Signals:
        opened(object): an Attachment shall be opened.
        edit_wanted(int): the contact with this id shall be corrected.
    """

    opened = Signal(object)
    edit_wanted = Signal(int)

    def __init__(self, themes: Themes, *, formats: Formats, may_edit: bool = False, edit_keys: str = "F2") -> None:
        super().__init__()
        self._may_edit, self._edit_keys = may_edit, edit_keys
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
        focused = next((row.entry.contact_id for row in self.rows() if row.hasFocus()), 0)
        self._clear()
        self._show_rows()
        if focused:
            self._focus(focused)

    def rows(self) -> "list[EntryRow]":
        """Return the rows that are shown, oldest first."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, EntryRow)]

    def _focus(self, contact_id: int) -> None:
        """The row of a contact keeps the focus when the rows are made anew."""
        row = next((row for row in self.rows() if row.entry.contact_id == contact_id), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, row: "EntryRow", step: int) -> None:
        reachable = [one for one in self.rows() if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
        place = reachable.index(row) + step
        if 0 <= place < len(reachable):
            reachable[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _show_rows(self) -> None:
        shown = self._entries[-self._most :]
        if len(shown) < len(self._entries):
            earlier = self.tr("Show {count} earlier").format(count=len(self._entries) - len(shown))
            button = Button(self._themes, earlier, role=Role.LINK)
            button.clicked.connect(self._show_earlier)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        for number, entry in enumerate(shown):
            row = EntryRow(self._themes, entry, formats=self._formats, is_last=number == len(shown) - 1)
            row.opened.connect(self.opened)
            if entry.contact_id and self._may_edit:
                row.let_edit(keys=self._edit_keys)
                row.edit_wanted.connect(self.edit_wanted)
                row.stepped.connect(partial(self._step, row))
            self._column.addWidget(row)
        self._column.addStretch(1)


class EntryRow(QWidget):
    """One row.

    Signals:
        opened(object): an Attachment of it shall be opened.
        edit_wanted(int): its contact shall be corrected.
        stepped(int): the row below (1) or above (-1) shall have the focus.
    """

    opened = Signal(object)
    edit_wanted = Signal(int)
    stepped = Signal(int)

    def __init__(self, themes: Themes, entry: Entry, *, formats: Formats, is_last: bool) -> None:
        super().__init__()
        self._themes, self.entry, self._is_last = themes, entry, is_last
        self._edit_keys = ""
        self.pencil: IconButton | None = None
        theme = themes.current
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(10) + theme.space(0.5), theme.space(0.5), 0, theme.space(4))
        column.setSpacing(theme.space(0.5))
        self._head = head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        colour = "danger.text" if entry.is_bad else "text.primary"
        head.addWidget(ElidedText(themes, entry.title, font="bodyStrong", colour=colour), 1)
        zone = formats.zone
        at = formats.moment(entry.at) if entry.time_known else formats.day(entry.at.astimezone(zone).date())
        head.addWidget(Text(themes, at, font="small", colour="text.secondary", figures=True))
        column.addLayout(head)
        self._text = LongText(themes, entry.text) if entry.text else None
        if self._text is not None:
            column.addWidget(self._text)
        if entry.meta:
            column.addWidget(Text(themes, entry.meta, font="small", colour="text.secondary", wrap=True))
        for file in entry.files:
            column.addWidget(self._file_button(file, formats), 0, Qt.AlignmentFlag.AlignLeading)
        self.setAccessibleName(", ".join(filter(None, (entry.title, at, entry.text, entry.meta))))

    def let_edit(self, *, keys: str) -> None:
        """Offer to correct the contact: by Enter or its key, by the pencil that comes with the pointer, by the menu."""
        self._edit_keys = keys
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(self.tr("Enter edits this contact"))
        if self._text is not None:
            self._text.label.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def menu(self) -> QMenu:
        """Return what can be done with the contact."""
        menu = QMenu(self)
        edit = menu.addAction(self.tr("Edit contact"), self._edit)
        edit.setShortcut(QKeySequence(self._edit_keys))
        marked = self._text.label.selectedText() if self._text else ""
        copied = marked or self.entry.text
        if copied:
            menu.addAction(self.tr("Copy text"), lambda: QGuiApplication.clipboard().setText(copied))
        return menu

    def _edit(self) -> None:
        self.edit_wanted.emit(self.entry.contact_id)

    def _show_pencil(self) -> None:
        """The pencil is made when it is first needed: a long case has a hundred rows."""
        if self._edit_keys and self.pencil is None:
            name = self.tr("Edit contact")
            self.pencil = IconButton(
                self._themes, "pencil", name=name, keys=self._edit_keys, role=Role.GHOST, compact=True
            )
            self.pencil.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row itself has the focus
            self.pencil.setFixedHeight(self._themes.current.line("body"))
            self.pencil.clicked.connect(self._edit)
            self._head.insertWidget(1, self.pencil)
        if self.pencil is not None:
            self.pencil.setVisible(self.underMouse() or self.hasFocus())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt: the pencil comes with the pointer."""
        super().enterEvent(event)
        self._show_pencil()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: and goes with it."""
        super().leaveEvent(event)
        self._show_pencil()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: a row with the focus is wholly seen."""
        super().focusInEvent(event)
        self._show_pencil()
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: the mark of the focus goes."""
        super().focusOutEvent(event)
        self._show_pencil()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter or the key for it edits, the arrows go from contact to contact."""
        is_edit = QKeySequence(event.keyCombination()) == QKeySequence(self._edit_keys)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or is_edit:
            self._edit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: what can be done with the contact."""
        if self._edit_keys:
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the icon in its ring, and the line to the next one."""
        theme, painter = self._themes.current, QPainter(self)
        if self.hasFocus():
            paint_focus(painter, self.rect().adjusted(0, 0, 0, -theme.space(2)), theme, radius=theme.radius("control"))
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
        icon, colour = self.entry.icon, self.entry.colour
        if not icon and self.entry.channel:
            look = theme.channel(self.entry.channel)
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
