"""The rows of a timeline: an entry with its icon, who, when and what; the heading of a case."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from csops.domain.contacts import Attachment
from csops.services.attachments import may_open
from csops.ui.cases.entry import CaseHeading, Entry
from csops.ui.cases.words import state_look
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import box, paint_focus, paint_pill, painter_on, pill_size
from csops.ui.kit.theme import Themes

MOST_LETTERS = 1500
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading


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
        row = QHBoxLayout(self)  # a blank, not a margin: Qt mirrors only the first
        row.setContentsMargins(0, theme.space(0.5), 0, theme.space(4))
        row.setSpacing(0)
        row.addSpacing(theme.space(10) + theme.space(0.5))
        column = QVBoxLayout()
        column.setSpacing(theme.space(0.5))
        row.addLayout(column, 1)
        self._head = head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        colour = "danger.text" if entry.is_bad else "text.primary"
        head.addWidget(ElidedText(themes, entry.title, font="bodyStrong", colour=colour), 1)
        head.addWidget(Text(themes, entry.when, font="small", colour="text.secondary", figures=True))
        column.addLayout(head)
        self._text = LongText(themes, entry.text) if entry.text else None
        if self._text is not None:
            column.addWidget(self._text)
        if entry.meta:
            meta = _PlainLabel(themes, font="small")
            meta.setText(entry.meta)
            column.addWidget(meta)
        for file in entry.files:
            column.addWidget(self._file_button(file, formats), 0, Qt.AlignmentFlag.AlignLeading)
        self.setAccessibleName(", ".join(filter(None, (entry.title, entry.when, entry.text, entry.meta))))

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


class CaseStrip(QAbstractButton):
    """The heading of a case: title, number and state; it leads to the case."""

    def __init__(self, themes: Themes, heading: CaseHeading) -> None:
        super().__init__()
        self._themes, self._look = themes, state_look(heading.case.state)
        self._number = self.tr("Case {number}").format(number=heading.case.id)
        self.setText(heading.title)
        self.setAccessibleName(f"{heading.title}, {self._number}, {self._look.text}")
        self.setToolTip(self.tr("Open the case"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Qt: a strip, and room below it."""
        theme = self._themes.current
        return QSize(theme.size("listPane"), theme.size("rowCompact") + theme.space(3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint ground, title, number and state."""
        theme, painter = self._themes.current, painter_on(self)
        way, whole = self.layoutDirection(), QRect(0, 0, self.width(), theme.size("rowCompact"))
        fill = theme.colour("bg.hover" if self.underMouse() else "bg.sunken")
        box(painter, QRectF(whole), radius=theme.radius("control"), fill=fill, edge=None, width=0)
        inner = whole.adjusted(theme.space(2), 0, -theme.space(1), 0)
        size = pill_size(theme, self._look)
        pill = QRect(inner.right() - size.width() + 1, inner.center().y() - size.height() // 2, *size.toTuple())
        paint_pill(painter, QStyle.visualRect(way, whole, pill), theme, self._look)
        inner.setRight(pill.left() - theme.space(2))
        font, small = theme.font("smallStrong"), theme.font("small", figures=True)
        room = inner.width() - QFontMetrics(small).horizontalAdvance(self._number) - theme.space(2)
        title = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, max(0, room))
        painter.setFont(font)
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(QStyle.visualRect(way, whole, inner), _LEADING, title)
        inner.setLeft(inner.left() + QFontMetrics(font).horizontalAdvance(title) + theme.space(2))
        painter.setFont(small)
        painter.setPen(theme.colour("text.secondary"))
        painter.drawText(QStyle.visualRect(way, whole, inner), _LEADING, self._number)
        if self.hasFocus():
            paint_focus(painter, whole, theme, radius=theme.radius("control"))


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
        is_long = len(text) > MOST_LETTERS
        self.more: Button | None = None
        if is_long:
            self.more = Button(themes, self.tr("Show all"), role=Role.LINK)
            self.more.clicked.connect(self._show_all)
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.label.setText(text[:MOST_LETTERS] + "…" if is_long else text)

    def _show_all(self) -> None:
        self.label.setText(self._text)
        if self.more is not None:
            self.more.hide()


class _PlainLabel(QLabel):
    def __init__(self, themes: Themes, *, font: str = "body") -> None:
        super().__init__()
        self._themes, self._font = themes, font
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        theme = self._themes.current
        self.setFont(theme.font(self._font))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("text.secondary"))
        self.setPalette(palette)

    def minimumSizeHint(self) -> QSize:
        """Qt: a line; how high it is depends on the width, and Qt would reckon with the smallest."""
        return QSize(0, self._themes.current.line(self._font))
