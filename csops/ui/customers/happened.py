"""All that was between us and one customer: told as a timeline over all cases, or as a table of contacts."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.services.customer_view import MOST_CASES, CustomerStory, customer_story
from csops.ui.cases.attachment_opening import AttachmentOpener
from csops.ui.cases.entries import story
from csops.ui.cases.timeline import TimelineArea, TimelineView
from csops.ui.customers.beside_cases import beside_cases
from csops.ui.customers.contacts_of import ContactsOf, no_contacts
from csops.ui.desk import Desk
from csops.ui.kit.cards import Heading
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.formats import Formats
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Skeleton
from csops.ui.preferences import Preferences

REMEMBERED = "customers.happened"
TIMELINE, TABLE = "timeline", "table"
MOST_ROWS = 30  # of the newest; a window of rows is made within the time of a change of screen
ALL_CASES = 1000


class Happened(QWidget):
    """What happened, in one of two shapes; which one is remembered.

    Signals:
        case_wanted(int): the case with this id shall be shown.
        edit_wanted(int): the contact with this id shall be corrected.
    """

    case_wanted = Signal(int)
    edit_wanted = Signal(int)

    def __init__(self, desk: Desk, preferences: Preferences, *, formats: Formats, shortcuts: Shortcuts) -> None:
        super().__init__()
        self._desk, self._preferences, self._formats = desk, preferences, formats
        self._customer_id: int | None = None
        self._most, self._is_new, self._is_table_read = MOST_CASES, True, False
        kept = TABLE if preferences.get(REMEMBERED) == TABLE else TIMELINE
        options = (
            Option(key=TIMELINE, text=self.tr("Timeline")),
            Option(key=TABLE, text=self.tr("Table")),
        )
        self.head = Heading(desk.themes, self.tr("Over all cases"))
        self.which = Segmented(desk.themes, options, name=self.tr("How it is shown"), key=kept)
        self.head.add(self.which)
        self.timeline = TimelineView(desk.themes, formats=formats, most=MOST_ROWS)
        if desk.workspace.may(Permission.EDIT):
            self.timeline.let_edit(keys=shortcuts.keys("edit"))
        self.area = TimelineArea(desk.themes, self.timeline)
        self.table = ContactsOf(desk, letters=shortcuts.letters)
        self.nothing = no_contacts(desk.themes)
        self._waiting = Skeleton(desk.themes)
        self._stack = QStackedWidget()
        for widget in (self._waiting, self.area, self.table, self.nothing):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self._opener = AttachmentOpener(desk, self)
        self.which.chosen.connect(self._choose)
        self.timeline.opened.connect(self._opener.open)
        self.timeline.case_wanted.connect(self.case_wanted)
        self.timeline.edit_wanted.connect(self.edit_wanted)
        self.timeline.earlier_wanted.connect(self._read_all)
        self.table.opened.connect(self.case_wanted)

    def show_customer(self, customer_id: int) -> None:
        """Show what was between us and another customer."""
        self._customer_id, self._most, self._is_new, self._is_table_read = customer_id, MOST_CASES, True, False
        self._stack.setCurrentWidget(self._waiting)
        self._show()

    def refresh(self) -> None:
        """Read again; what is shown stays in its place."""
        if self._is_table_read:
            self.table.refresh()
        if self.which.key() == TIMELINE:
            self._read()

    def take_focus(self) -> None:
        """Put the keys into what is shown."""
        wanted: QWidget = self.table.view if self.which.key() == TABLE else self.area
        self.setFocusProxy(wanted)
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        self._preferences.set(REMEMBERED, key)
        self._show()
        self.take_focus()

    def _show(self) -> None:
        if self._customer_id is None:
            return
        if self.which.key() == TIMELINE:
            self._read()
            return
        self._stack.setCurrentWidget(self.table)
        if not self._is_table_read:
            self._is_table_read = True
            self.table.show_customer(self._customer_id)

    def _read_all(self) -> None:
        self._most = ALL_CASES
        self._read()

    def _read(self) -> None:
        customer_id, workspace, most = self._customer_id or 0, self._desk.workspace, self._most
        self._desk.ask(
            lambda: customer_story(workspace, customer_id=customer_id, most=most),
            then=partial(self._take, customer_id),
            failed=lambda _error: None,  # the record says that nobody is there any more
            key="customers.story",
        )

    def _take(self, customer_id: int, found: CustomerStory) -> None:
        if customer_id != self._customer_id or self.which.key() != TIMELINE:
            return
        team, formats, now = self._desk.team, self._formats, self._desk.workspace.now()
        beside = list(beside_cases(found, team=team, formats=formats, now=now))
        rows = story(found.timelines, team=team, formats=formats, now=now, beside=beside)
        earlier = self.tr("Show %Ln earlier cases", "", found.earlier) if found.earlier else ""
        self.timeline.show_entries(rows, unread=earlier)
        self._stack.setCurrentWidget(self.area if rows else self.nothing)
        if self._is_new:
            self._is_new = False
            self.area.go_to_newest()
