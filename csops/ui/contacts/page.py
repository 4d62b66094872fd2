"""Contacts: cases as list and timeline side by side, or every contact as a table."""

from collections.abc import Mapping
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from csops.domain.access import Permission
from csops.domain.cases import State
from csops.domain.changes import Kind
from csops.domain.contacts import Contact
from csops.domain.lines import CaseCounts, ContactLine
from csops.services import contacts
from csops.ui.contacts.case_filters import CaseFilter
from csops.ui.contacts.case_pane import CasePane
from csops.ui.contacts.contact_export import ContactExport
from csops.ui.contacts.pasting import PastedRows
from csops.ui.contacts.table import ContactsTable
from csops.ui.desk import Desk
from csops.ui.kit.controls import Action
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.sidebar import view_key
from csops.ui.preferences import Preferences

SPLIT, MODE = "contacts.split", "contacts.mode"
TABLE, CASES = "table", "cases"
OF_TABLE = {"view", "filters", "words", "question"}
WHICH = {"open", "mine", "waiting", "late", "all"}


class ContactsPage(Page):
    """Reads and works on what customers came with."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {
            Kind.CONTACT,
            Kind.CASE,
            Kind.CUSTOMER,
            Kind.STATE_CHANGE,
            Kind.FOLLOW_UP,
            Kind.NOTE,
            Kind.ATTACHMENT,
            Kind.CHANNEL,
            Kind.TOPIC,
            Kind.MEMBER,
            Kind.PROMISE,
            Kind.REQUEST,
            Kind.ESCALATION,
            Kind.CASE_MERGE,
            Kind.CONCESSION,
            Kind.RECOVERY,
            Kind.RECOVERY_STEP,
            Kind.SURVEY_ANSWER,
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, preferences: Preferences | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Contacts"), parent=parent)
        self.desk = desk
        self._preferences = preferences or Preferences(None)
        get = self._preferences.get
        shortcuts = Shortcuts(changed=get("shortcuts", {}), letters=get("letter_shortcuts", True))
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.cases = CasePane(desk, formats=self._formats, shortcuts=shortcuts, sizes=get(SPLIT))
        self._shortcuts = shortcuts
        self._counts: CaseCounts | None = None
        self.table: ContactsTable | None = None
        self.exporter = ContactExport(desk, self)
        self.pasted = PastedRows(desk, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.cases)
        self.body.addWidget(self._stack)
        self._make_actions(shortcuts)
        self._connect(shortcuts)
        self.setFocusProxy(self.cases.list)
        self.cases.refresh()
        self.show_mode(TABLE if get(MODE) == TABLE else CASES)

    # ------------------------------------------------------------ what other places ask
    def ask(self, question: object) -> None:
        """Show what another place asks for.

        Args:
            question: a mapping with one of `case_id`, `contact_id`, `customer_id` (their cases), `age_band` (of open
                cases), `state` (open, mine, waiting, late, all or a state's value; with `text` as words), `text`,
                or, for the table: `view` (a saved view's values), `filters`, `words`, `question` (a Question), `name`.
        """
        asked: Mapping[str, Any] = question if isinstance(question, Mapping) else {}
        if asked.keys() & OF_TABLE:
            self.show_mode(TABLE)
            self._the_table().ask(asked)
            self._the_table().focus_list()  # J, K and the letters act at once
            return
        self.show_mode(CASES)
        if "case_id" in asked:
            self.cases.show_case(int(asked["case_id"]))
        elif "contact_id" in asked:
            self._ask_contact(int(asked["contact_id"]))
        else:
            self._ask_list(asked)
        self.cases.list.focus_list()

    def refresh(self) -> None:
        """Read what is shown again."""
        self.cases.list.filters.show_team(self.desk.team)
        self.cases.refresh()

    def _ask_list(self, asked: Mapping[str, Any]) -> None:
        state = asked.get("state", "all" if "text" in asked or "customer_id" in asked else "open")
        chosen = CaseFilter(which=state if state in WHICH else "all")
        if "customer_id" in asked:
            chosen = CaseFilter(which="all", customer_id=int(asked["customer_id"]))
        elif "age_band" in asked:
            chosen = CaseFilter(age_band=int(asked["age_band"]))
        elif state not in WHICH:
            chosen = CaseFilter(which="all", states=(State(state),))
        self.cases.list.show_filter(chosen, text=str(asked.get("text", "")))

    def _ask_contact(self, contact_id: int) -> None:
        workspace = self.desk.workspace
        self.desk.ask(lambda: contacts.get_contact(workspace, contact_id=contact_id), then=self._show_contact)

    def _show_contact(self, contact: Contact) -> None:
        self.cases.show_case(contact.case_id)

    # ------------------------------------------------------------ split or table
    def show_mode(self, mode: str) -> None:
        """Show the cases, or the table of contacts."""
        is_table = mode == TABLE
        self._stack.setCurrentWidget(self._the_table() if is_table else self.cases)
        self.setFocusProxy(self._the_table() if is_table else self.cases.list)
        self._preferences.set(MODE, mode)
        other = self._split_action if is_table else self._table_action
        export = [self._export_action] if self.desk.workspace.may(Permission.EXPORT) else []
        self.set_top_actions([other, *export])
        self._show_head()

    def _the_table(self) -> ContactsTable:
        if self.table is None:
            self.table = table = ContactsTable(self.desk, self._preferences, self, shortcuts=self._shortcuts)
            table.opened.connect(self._show_line)
            table.opened_beside.connect(self._show_line)
            table.deeds.paste_wanted.connect(self._paste)
            table.deeds.wanted.connect(self.wanted)
            table.edit_wanted.connect(lambda one: self.wanted.emit("edit", {"contact_id": one}))
            table.log_wanted.connect(lambda: self.wanted.emit("log", {}))
            table.subtitle_changed.connect(lambda _words: self._show_head())
            self._stack.addWidget(table)
        return self.table

    def _show_line(self, line: ContactLine) -> None:
        self.show_mode(CASES)
        self.cases.show_case(line.case_id)
        self.cases.list.focus_list()

    def _split(self) -> None:
        """Show the cases, and there the one whose row is marked in the table: what is marked is what keys act on."""
        marked = self.table.view.current_record() if self.table is not None else None
        if isinstance(marked, ContactLine):
            self._show_line(marked)
        else:
            self.show_mode(CASES)
            self.cases.list.focus_list()  # else the first button would get it

    def _export(self) -> None:
        if self._stack.currentWidget() is self.cases:
            self.exporter.ask(self.cases.list.question())
        else:
            self._the_table().export()

    def _find(self) -> None:
        if self._stack.currentWidget() is self.cases:
            self.cases.list.open_search()
        else:
            self._the_table().start_search()

    def _paste(self) -> None:
        """Rows of a spreadsheet go to Import; a text field with the focus takes its own text before this is asked."""
        self.pasted.take()

    def _show_counts(self, counts: CaseCounts) -> None:
        self._counts = counts
        self._show_head()

    def _show_head(self) -> None:
        """Say beside the title what is shown."""
        counts, self.view_key, self.view_note = self._counts, "", ""
        if self.table is not None and self._stack.currentWidget() is self.table:
            shown = self.table.shown_view
            if shown.id:
                self.view_key, self.view_note = view_key(shown.id), self.tr("changed") if shown.is_changed else ""
            self.set_head(subtitle=" · ".join(filter(None, (shown.words(), self.table.subtitle()))))
        elif counts is not None and counts.late:
            late = self._formats.number(counts.late)
            self.set_head(subtitle=self.tr("%Ln open, {late} late", "", counts.open).format(late=late))
        elif counts is not None:
            self.set_head(subtitle=self.tr("%Ln open", "", counts.open))

    def _make_actions(self, shortcuts: Shortcuts) -> None:
        self._table_action = Action(
            self.tr("Table"), icon_name="table-2", run=lambda: self.show_mode(TABLE), parent=self
        )
        self._split_action = Action(self.tr("Split"), icon_name="columns-2", run=self._split, parent=self)
        self._export_action = Action(
            self.tr("Export"), icon_name="file-text", keys=shortcuts.keys("export"), run=self._export, parent=self
        )

    def _connect(self, shortcuts: Shortcuts) -> None:
        self._refresher = Refresher(self, self.desk.live, self.kinds, self.refresh)
        self.cases.counted.connect(self._show_counts)
        self.cases.log_wanted.connect(lambda asked: self.wanted.emit("log", asked))
        self.cases.edit_wanted.connect(lambda one: self.wanted.emit("edit", {"contact_id": one}))
        self.cases.customer_wanted.connect(lambda one: self.wanted.emit("customers", {"customer_id": one}))
        self.cases.detail.place_wanted.connect(self.wanted)
        self.cases.split_moved.connect(lambda sizes: self._preferences.set(SPLIT, sizes))
        self.desk.team_changed.connect(self.refresh)
        self.pasted.ready.connect(lambda path: self.wanted.emit("import", {"path": path}))
        for name, run in (("find", self._find), ("paste", self._paste)):
            shortcut = QShortcut(QKeySequence(shortcuts.keys(name)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
