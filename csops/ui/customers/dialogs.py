"""What opens over the customers: adding one, and who changed what."""

from collections.abc import Sequence
from zlib import crc32
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.changes import Act, Kind, Step
from csops.domain.customers import Customer
from csops.domain.draft_forms import record_form
from csops.services import history
from csops.ui.customers.editor import CustomerEditor
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing

MOST_ACTS = 50


class AddCustomerDialog(Dialog):
    """Asks who it is; a name, a phone, an e-mail or a note is enough.

    Signals:
        added(int): the customer with this id is kept.
        customer_wanted(int): one who is known already shall be shown.
    """

    added = Signal(int)
    customer_wanted = Signal(int)

    def __init__(
        self, desk: Desk, parent: QWidget, *, shortcuts: Shortcuts, name: str = "", firm_id: int | None = None
    ) -> None:
        """Ask for a customer; with `firm_id` for a person of that firm."""
        title = desk.tr("Add a customer") if firm_id is None else desk.tr("Add a person")
        super().__init__(desk.themes, parent, title=title)
        self.editor = CustomerEditor(desk, shortcuts=shortcuts)
        if firm_id is not None:
            self.editor.show_customer(Customer(created_at=desk.workspace.now(), firm_id=firm_id))
        self.editor.fields.name_line.set_text(name)
        self.editor.setMinimumHeight(desk.themes.current.size("detailPaneMin"))
        self.spacing.change(margins=(0, 0, 0, 0))
        self.body.addWidget(self.editor)
        self.editor.saved.connect(self._saved)
        self.editor.customer_wanted.connect(self._known)
        self.editor.begin_new(_new_form(name, firm_id))
        self.closed.connect(self.editor.draft.keep)
        self.closed.connect(self.deleteLater)

    def first_focus(self) -> QWidget:
        """Override: the name first."""
        return self.editor.fields.name_line.control

    def _saved(self, customer: Customer) -> None:
        self.close_layer()
        self.added.emit(customer.id)

    def _known(self, customer_id: int) -> None:
        self.close_layer()
        self.customer_wanted.emit(customer_id)


def _new_form(name: str, firm_id: int | None) -> str:
    """Return what the form is called in which somebody is added; without the name itself, which erasing would leave."""
    if firm_id is not None:
        return record_form(Kind.CUSTOMER, firm_id, "person")
    return f"customer.new.{crc32(name.casefold().encode()):08x}" if name else "customer.new"


class HistoryDialog(Dialog):
    """Who changed what of a customer, their cases and contacts, newest first."""

    def __init__(self, desk: Desk, parent: QWidget, *, customer_id: int) -> None:
        super().__init__(desk.themes, parent, title=desk.tr("History"))
        self._desk = desk
        self.rows = QVBoxLayout()
        Spacing(desk.themes, self.rows, gap=2)
        self.state = Text(desk.themes, colour="text.secondary", wrap=True)
        self.rows.addWidget(self.state)
        area = scrolling(self.rows)
        area.setMinimumHeight(desk.themes.current.size("listPane"))
        self.body.addWidget(area)
        self.closed.connect(self.deleteLater)
        workspace = desk.workspace
        desk.ask(lambda: history.history(workspace, customer_id=customer_id, limit=MOST_ACTS), then=self.show_acts)

    def show_acts(self, acts: Sequence[Act]) -> None:
        """List the acts."""
        formats = Formats(zone=ZoneInfo(self._desk.team.shop.zone))
        for act in acts:
            self.rows.addWidget(self._row(act, formats))
        self.rows.addStretch(1)
        self.state.setVisible(not acts or len(acts) == MOST_ACTS)
        nothing = self.tr("Nothing was changed yet")
        self.state.say(nothing if not acts else self.tr("The latest {number}").format(number=MOST_ACTS))

    def _row(self, act: Act, formats: Formats) -> QWidget:
        themes, member = self._desk.themes, self._desk.team.member(act.member_id)
        who = member.name if member else self.tr("csops")
        step = {Step.UNDO: self.tr("taken back"), Step.REDO: self.tr("done again")}.get(act.step, "")
        what = f"{self._desk.tr(act.what)} ({step})" if step else self._desk.tr(act.what)
        row = QWidget()
        line = QHBoxLayout(row)
        Spacing(themes, line, gap=2)
        line.addWidget(ElidedText(themes, what, font="bodyStrong"), 2)
        line.addWidget(ElidedText(themes, who, colour="text.secondary"), 1)
        at = formats.moment(act.at, now=self._desk.workspace.now())
        line.addWidget(Text(themes, at, font="small", colour="text.secondary", figures=True))
        row.setAccessibleName(f"{what}, {who}, {at}")
        return row
