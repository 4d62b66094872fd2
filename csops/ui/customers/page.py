"""Customers: the list of all, and a page for each."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.services.customer_view import CustomerView
from csops.ui.customers.customer_list import CustomerList
from csops.ui.customers.dialogs import AddCustomerDialog, HistoryDialog
from csops.ui.customers.list_columns import name_of
from csops.ui.customers.record import CustomerRecord
from csops.ui.customers.section_stack import HAPPENED
from csops.ui.desk import Desk
from csops.ui.kit.controls import Action
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.preferences import Preferences


class CustomersPage(Page):
    """Finds a customer and shows all that was between us."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {
            Kind.CUSTOMER,
            Kind.CONTACT,
            Kind.CASE,
            Kind.FOLLOW_UP,
            Kind.NOTE,
            Kind.STATE_CHANGE,
            Kind.ATTACHMENT,
            Kind.MEMBER,
            Kind.PROMISE,
            Kind.REQUEST,
            Kind.ESCALATION,
            Kind.CASE_MERGE,
            Kind.CUSTOMER_MERGE,
            Kind.CONCESSION,
            Kind.RECOVERY,
            Kind.RECOVERY_STEP,
            Kind.SURVEY_ANSWER,
            Kind.PURCHASE,
            Kind.CUSTOMER_MERGE,
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, preferences: Preferences | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Customers"), parent=parent)
        self.desk = desk
        kept = preferences or Preferences(None)
        self._shortcuts = Shortcuts(changed=kept.get("shortcuts", {}), letters=bool(kept.get("letter_shortcuts", True)))
        self.list = CustomerList(desk, kept, shortcuts=self._shortcuts)
        self.record = CustomerRecord(desk, kept, shortcuts=self._shortcuts)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.record)
        self.body.addWidget(self._stack)
        self._make_actions()
        self._connect()
        self.show_list()

    # ------------------------------------------------------------ what other places ask
    def ask(self, question: object) -> None:
        """Show a customer (with "section" one of their sections), or those whom words find; else the list.

        "person_of" asks who is to be added to a firm that is shown.
        """
        asked: Mapping[str, Any] = question if isinstance(question, Mapping) else {}
        if "person_of" in asked:
            self.add_person(int(asked["person_of"]))
            return
        if "customer_id" in asked:
            self.show_customer(int(asked["customer_id"]), section=str(asked.get("section", HAPPENED)))
            return
        self.show_list()
        if "text" in asked:
            self.list.ask(str(asked["text"]))

    def refresh(self) -> None:
        """Read again what is shown."""
        self.list.refresh()
        self.record.refresh()

    def show_list(self) -> None:
        """Show all customers, where one was in the list."""
        self.is_alone = False
        self.record.leave()
        self._stack.setCurrentWidget(self.list)
        self.setFocusProxy(self.list.table.view)
        self.list.focus_list()
        self._offer_list_actions()
        self.set_head(title=self.tr("Customers"), subtitle=self._counted_words())

    def show_customer(self, customer_id: int, *, section: str = HAPPENED) -> None:
        """Show one customer's page, with a section of it in front."""
        self.is_alone = True
        self._stack.setCurrentWidget(self.record)
        self.setFocusProxy(self.record.happened)
        self.record.show_customer(customer_id, section=section)
        self.record.happened.take_focus()
        self.set_top_actions([self._log, self._history])

    def merge_ticked(self) -> None:
        """Show what a merge of the two who are ticked makes of them."""
        ids = self._two_ticked()
        if ids is not None:
            from csops.ui.customers.merging.acts import MergingActs  # loaded when it is first wanted

            acts = MergingActs(self.desk, self)
            acts.shown_wanted.connect(self.show_customer)
            acts.merge(*ids)

    def export(self) -> None:
        """Write everybody whom the list shows into a file, and what they bought."""
        from csops.ui.customers.list_export import CustomerExport  # loaded when it is first wanted

        CustomerExport(self.desk, self).ask(self.list.writer())

    # ------------------------------------------------------------ inside
    def _two_ticked(self) -> tuple[int, int] | None:
        ticks = self.list.table.model.ticks
        ids = [one for one in ticks.ids if isinstance(one, int)]
        if ticks.everything or len(ids) != 2:
            return None
        first, second = sorted(ids)  # the older record stays unless they are swapped
        return first, second

    def _offer_list_actions(self) -> None:
        if not self.is_alone:
            merging = [self._merge] if self._two_ticked() else []
            exporting = [self._export] if self.desk.workspace.may(Permission.EXPORT) else []
            self.set_top_actions([*merging, *exporting, self._add])

    def _counted(self, total: int) -> None:
        self._total = total
        if self._stack.currentWidget() is self.list:
            self.set_head(subtitle=self._counted_words())

    def _counted_words(self) -> str:
        return (
            "" if self._total is None else self.tr("{number} shown").format(number=self.locale().toString(self._total))
        )

    _total: int | None = None

    def _shown(self, view: CustomerView) -> None:
        self.set_head(title=self.tr("Customers"), subtitle=name_of(view.line))

    def add(self) -> None:
        """Ask who it is, with what was searched for in vain as the name."""
        name = self.list.table.search.text() if not self._total else ""
        dialog = AddCustomerDialog(self.desk, self.window(), shortcuts=self._shortcuts, name=name)
        dialog.added.connect(self.show_customer)
        dialog.customer_wanted.connect(self.show_customer)
        dialog.open()

    def add_person(self, firm_id: int) -> None:
        """Ask who speaks for a firm; its page stays, with them on it."""
        dialog = AddCustomerDialog(self.desk, self.window(), shortcuts=self._shortcuts, firm_id=firm_id)
        dialog.customer_wanted.connect(self.show_customer)
        dialog.open()

    def log(self) -> None:
        """Log a contact with the customer who is shown."""
        self.wanted.emit("log", {"customer_id": self.record.customer_id})

    def show_history(self) -> None:
        """Show who changed what."""
        if self.record.customer_id is not None:
            HistoryDialog(self.desk, self.window(), customer_id=self.record.customer_id).open()

    def _close_record(self) -> None:
        if not self.record.step_back():
            self.show_list()

    def _find(self) -> None:
        self.show_list()
        self.list.start_search()

    def _make_actions(self) -> None:
        may = self.desk.workspace.may
        self._add = Action(self.tr("Add customer"), icon_name="user-round-plus", run=self.add, parent=self)
        self._log = Action(self.tr("Log contact"), icon_name="plus", run=self.log, parent=self)
        self._history = Action(self.tr("History"), icon_name="history", run=self.show_history, parent=self)
        self._merge = Action(self.tr("Merge two…"), icon_name="merge", run=self.merge_ticked, parent=self)
        self._export = Action(
            self.tr("Export"),
            icon_name="file-spreadsheet",
            keys=self._shortcuts.keys("export"),
            run=self.export,
            parent=self,
        )
        for action in (self._add, self._merge):
            action.setEnabled(may(Permission.EDIT))
        self._log.setEnabled(may(Permission.LOG))

    def _connect(self) -> None:
        self.list.opened.connect(self.show_customer)
        self.list.table.model.ticked.connect(self._offer_list_actions)
        self.list.add_wanted.connect(self.add)
        self.list.counted.connect(self._counted)
        self.record.back_wanted.connect(self.show_list)
        self.record.customer_wanted.connect(self.show_customer)
        self.record.case_wanted.connect(lambda case_id: self.wanted.emit("contacts", {"case_id": case_id}))
        self.record.happened.edit_wanted.connect(lambda one: self.wanted.emit("edit", {"contact_id": one}))
        self.record.shown.connect(self._shown)
        self.record.wanted.connect(self.wanted)
        self._refresher = Refresher(self, self.desk.live, self.kinds, self.refresh)
        self._bind("find", self, self._find)
        self._bind("close", self.record, self._close_record)

    def _bind(self, name: str, widget: QWidget, run: Any) -> None:
        shortcut = QShortcut(QKeySequence(self._shortcuts.keys(name)), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)
