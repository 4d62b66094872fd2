"""The timeline as it is shown: rows of one case or of several, in an area that scrolls to the newest."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csops.ui.cases.entry import CaseHeading, Entry
from csops.ui.cases.rows import CaseStrip, EntryRow
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Themes

MOST_ENTRIES = 150

Row = Entry | CaseHeading


class TimelineView(QWidget):
    """All rows of one case, or of several with a heading above each.

    Signals:
        opened(object): an Attachment shall be opened.
        case_wanted(int): the heading of a case was pressed.
        earlier_wanted: what was not read shall be read too.
        edit_wanted(int): the contact with this id shall be corrected.
    """

    opened = Signal(object)
    case_wanted = Signal(int)
    earlier_wanted = Signal()
    edit_wanted = Signal(int)

    def __init__(self, themes: Themes, *, formats: Formats, most: int = MOST_ENTRIES) -> None:
        super().__init__()
        self._themes, self._formats = themes, formats
        self._entries: list[Row] = []
        self._usual = self._most = most
        self._unread = self._edit_keys = ""
        self._stops = Stops(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(self.tr("Timeline"))

    def entries(self) -> Sequence[Row]:
        """Return what is shown."""
        return self._entries

    def show_entries(self, entries: Sequence[Row], *, unread: str = "") -> None:
        """Show these rows; of very many the newest, and the others when they are asked for.

        `unread` says what there is before them that was not read.
        """
        if list(entries) == self._entries and unread == self._unread:
            return
        self._entries, self._most, self._unread = list(entries), self._usual, unread
        self._fill()

    def _show_earlier(self) -> None:
        self._most = len(self._entries)
        self._fill()

    def let_edit(self, *, keys: str) -> None:
        """Offer to correct the contacts from here, by these keys among others."""
        self._edit_keys = keys

    def rows(self) -> list[EntryRow]:
        """Return the rows that are shown, oldest first, without the headings."""
        return [widget for widget in self._made_rows() if isinstance(widget, EntryRow)]

    def _fill(self) -> None:
        focused = next((row.entry.contact_id for row in self.rows() if row.hasFocus()), 0)
        self._clear()
        self._show_rows()
        if focused:
            self._focus(focused)

    def _focus(self, contact_id: int) -> None:
        """The row of a contact keeps the focus when the rows are made anew."""
        row = next((row for row in self.rows() if row.entry.contact_id == contact_id), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, row: EntryRow, step: int) -> None:
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
        shown = self._shown()
        hidden = len([row for row in self._entries[: -self._most] if isinstance(row, Entry)])
        if hidden:
            self._offer(self.tr("Show %Ln earlier", "", hidden), self._show_earlier)
        elif self._unread:
            self._offer(self._unread, self.earlier_wanted.emit)
        for row, after in zip(shown, [*shown[1:], None], strict=False):  # of a customer without any there is none
            self._column.addWidget(self._widget(row, is_last=not isinstance(after, Entry)))
        self._stops.order(self._made_rows())
        self._column.addStretch(1)

    def _made_rows(self) -> list[QWidget]:
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _shown(self) -> list[Row]:
        """Return the newest rows; the heading of the first of them comes with them."""
        shown, before = self._entries[-self._most :], self._entries[: -self._most]
        headings = [row for row in before if isinstance(row, CaseHeading)]
        return [headings[-1], *shown] if headings and isinstance(shown[0], Entry) else shown

    def _widget(self, row: Row, *, is_last: bool) -> QWidget:
        if isinstance(row, CaseHeading):
            strip = CaseStrip(self._themes, row)
            strip.clicked.connect(lambda: self.case_wanted.emit(row.case.id))
            return strip
        made = EntryRow(self._themes, row, formats=self._formats, is_last=is_last)
        made.opened.connect(self.opened)
        if row.contact_id and self._edit_keys:
            made.let_edit(keys=self._edit_keys)
            made.edit_wanted.connect(self.edit_wanted)
            made.stepped.connect(partial(self._step, made))
        return made

    def _offer(self, words: str, run: Callable[[], object]) -> None:
        button = Button(self._themes, words, role=Role.LINK)
        button.clicked.connect(run)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)


class TimelineArea(QScrollArea):
    """Scrolls a timeline; it can have the focus, End shows the newest."""

    def __init__(self, themes: Themes, timeline: TimelineView) -> None:
        super().__init__()
        inner = _Inner()
        column = QVBoxLayout(inner)
        Spacing(themes, column, margins=(5, 2, 5, 5))
        column.addWidget(timeline)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("What happened"))
        self._is_at_newest = False
        self.verticalScrollBar().rangeChanged.connect(self._keep_newest)
        self.verticalScrollBar().sliderMoved.connect(self._let_go)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def go_to_newest(self) -> None:
        """Show the last rows."""
        self._is_at_newest = True
        self._keep_newest(0, self.verticalScrollBar().maximum())

    def go_to_oldest(self) -> None:
        """Show the first rows."""
        self._let_go()
        self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Home and End."""
        self._let_go()
        if event.key() == Qt.Key.Key_End:
            self.go_to_newest()
        elif event.key() == Qt.Key.Key_Home:
            self.go_to_oldest()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: whoever scrolls wants to stay there."""
        self._let_go()
        super().wheelEvent(event)

    def _keep_newest(self, _least: int, most: int) -> None:
        """Stay at the end while the rows find their heights, which takes until they are laid out."""
        if self._is_at_newest:
            self.verticalScrollBar().setValue(most)

    def _let_go(self) -> None:
        self._is_at_newest = False


class _Inner(QWidget):
    def minimumSizeHint(self) -> QSize:
        """Qt: no height; Qt would reckon with texts as narrow as a word, and scroll far beyond the last row."""
        return QSize(super().minimumSizeHint().width(), 0)
