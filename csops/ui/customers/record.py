"""A customer's page: who it is, how they are reached, what is open, and all contacts over all cases."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from csops.domain.customers import Stage
from csops.services.customer_view import CustomerView, customer_view
from csops.ui.cases.reach_links import ReachLinks
from csops.ui.customers.editor import CustomerEditor
from csops.ui.customers.happened import Happened
from csops.ui.customers.latest_contacts import LatestContacts
from csops.ui.customers.list_columns import csat_words, is_low, name_of
from csops.ui.customers.open_cases import OpenCases
from csops.ui.customers.section_stack import HAPPENED, SectionStack
from csops.ui.customers.ties import Ties
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.facts import Facts
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Avatar
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences

QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own, which PySide6 does not bring


class CustomerRecord(QWidget):
    """Shows one customer.

    Signals:
        back_wanted: the list shall be shown again.
        case_wanted(int): a case shall be shown.
        customer_wanted(int): another customer shall be shown.
        shown(object): a CustomerView was read and stands here.
        wanted: (place, question) a section asks for another place.
    """

    back_wanted = Signal()
    case_wanted = Signal(int)
    customer_wanted = Signal(int)
    shown = Signal(object)
    wanted = Signal(str, object)

    def __init__(self, desk: Desk, preferences: Preferences, *, shortcuts: Shortcuts) -> None:
        super().__init__()
        self._desk = desk
        themes = desk.themes
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.customer_id: int | None = None
        self.back = IconButton(themes, "arrow-left", name=self.tr("All customers"), keys="Esc", role=Role.GHOST)
        self.avatar = Avatar(themes, "", step=3)
        self.customer_name = ElidedText(themes, font="title2")
        self.reach = ReachLinks(themes)
        self.facts = Facts(
            themes,
            (self.tr("Customer since"), self.tr("Spent"), self.tr("Contacts"), self.tr("Last CSAT")),
        )
        self.ties = Ties(desk)
        self.latest = LatestContacts(desk)
        self.open_cases = OpenCases(desk)
        self.happened = Happened(desk, preferences, formats=self._formats, shortcuts=shortcuts)
        self.sections = SectionStack(desk, self.happened)
        self.editor = CustomerEditor(desk, shortcuts=shortcuts)
        self.edit = IconButton(themes, "pencil", name=self.tr("Edit the customer"))
        self.return_button = Button(themes, self.tr("Back to what happened"), role=Role.LINK, icon_name="arrow-left")
        self._is_narrow, self._is_editing = False, False
        self._lay_out()
        self.edit.clicked.connect(lambda: self._show_editor(True))
        self.return_button.clicked.connect(lambda: self._show_editor(False))
        themes.changed.connect(self._fit)
        self.back.clicked.connect(self.back_wanted)
        self.happened.case_wanted.connect(self.case_wanted)
        self.open_cases.opened.connect(self.case_wanted)
        self.sections.wanted.connect(self.wanted)
        self.latest.case_wanted.connect(self.case_wanted)
        self.ties.customer_wanted.connect(self.customer_wanted)
        self.editor.customer_wanted.connect(self.customer_wanted)

    def show_customer(self, customer_id: int, *, section: str = HAPPENED) -> None:
        """Read a customer and show them, with this section in front."""
        if customer_id == self.customer_id:
            self.sections.choose(section)
        else:
            self.customer_id = customer_id
            self.sections.begin(section)
            self.happened.show_customer(customer_id)
            self._read()

    def refresh(self) -> None:
        """Read again what is shown; what is being typed stays."""
        if self.customer_id is not None:
            self._read()
            self.happened.refresh()
            self.sections.refresh()

    def leave(self) -> None:
        """Show nobody any more."""
        self.customer_id = None
        self._show_editor(False)

    def step_back(self) -> bool:
        """Go back from the fields to what happened, where both have no room; False where there is nothing to do."""
        was_editing = self._is_narrow and self._is_editing
        self._show_editor(False)
        return was_editing

    def minimumSizeHint(self) -> QSize:
        """Qt: one of both sides must fit."""
        return QSize(self._desk.themes.current.size("sidePanel"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the fields stand beside what happened, or take its place where there is no room for both."""
        super().resizeEvent(event)
        self._fit()

    def _show_editor(self, shown: bool) -> None:
        self._is_editing = shown
        self._fit()
        if self._is_narrow:
            (self.editor.fields.name_line if shown else self.happened).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        theme = self._desk.themes.current
        self._is_narrow = self.width() < theme.size("detailPaneMin") + theme.size("sidePanel")
        self.edit.setVisible(self._is_narrow)
        self._return_row.setVisible(self._is_narrow)
        self._main.setVisible(not (self._is_narrow and self._is_editing))
        self._side.setVisible(self._is_editing or not self._is_narrow)
        self._main.setMinimumWidth(0 if self._is_narrow else theme.size("detailPaneMin"))
        self._side.setMinimumWidth(theme.size("sidePanel"))
        self._side.setMaximumWidth(QWIDGETSIZE_MAX if self._is_narrow else theme.size("sidePanel", 1))

    def _read(self) -> None:
        workspace, customer_id = self._desk.workspace, self.customer_id or 0
        self._desk.ask(
            lambda: customer_view(workspace, customer_id=customer_id),
            then=partial(self._take, customer_id),
            failed=self._gone,
            key="customers.record",
        )

    def _gone(self, error: Exception) -> None:
        self.leave()
        self._desk.failed.emit(error)
        self.back_wanted.emit()

    def _take(self, customer_id: int, view: CustomerView) -> None:
        if customer_id != self.customer_id:
            return
        if view.customer.id != customer_id:  # merged into another one, perhaps just now
            self.customer_id = view.customer.id
            self.happened.show_customer(view.customer.id)
            if self.editor.carry_to(view.customer, was=customer_id):
                said = self.tr("Merged into {name} meanwhile. What you typed stands in their fields, not saved yet")
                self._desk.said.emit(Said(text=said.format(name=view.customer.title), can_undo=False))
        self._show(view)

    def _show(self, view: CustomerView) -> None:
        name = name_of(view.line)
        self.avatar.show_name(name)
        self.customer_name.say(name)
        self.reach.show_customer(view.customer)
        self._show_facts(view)
        self.ties.show_view(view)
        self.latest.show_contacts(view.latest)
        self._latest_row.setVisible(bool(view.latest))
        self.open_cases.show_cases(view.open_cases)
        self.sections.show_view(view)
        if self.editor.fields.customer().id != view.customer.id:
            self.editor.show_customer(view.customer)
        else:
            self.editor.offer(view.customer)
        self.shown.emit(view)

    def _show_facts(self, view: CustomerView) -> None:
        formats, is_buyer = self._formats, view.customer.stage is Stage.BUYER
        self.facts.names[0].say(self.tr("Customer since") if is_buyer else self.tr("Known since"))
        together = view.together
        contacts = view.line.contacts if together is None else together.contacts
        spending = view.spending if together is None else together.spending
        spent = view.line.spent if spending is None else spending.total
        self.facts.say(
            (
                formats.month(view.since.astimezone(formats.zone).date()),
                formats.money(spent, view.currency),
                self.tr("{all}, {lately} in 12 mo").format(
                    all=formats.number(contacts), lately=formats.number(view.contacts_in_year)
                ),
                csat_words(view.line, formats) or UNKNOWN,
            )
        )
        self.facts.values[3].say(
            self.facts.values[3].words(), colour="danger.text" if is_low(view.line) else "text.primary"
        )

    def _glance(self) -> QWidget:
        self._latest_row = QWidget()
        row = QHBoxLayout(self._latest_row)
        Spacing(self._desk.themes, row, margins=(5, 0, 5, 2), gap=2)
        row.addWidget(Text(self._desk.themes, self.tr("Last contacts"), font="small", colour="text.secondary"))
        row.addWidget(self.latest)
        row.addStretch(1)
        return self._latest_row

    def _lay_out(self) -> None:
        themes = self._desk.themes
        head = QHBoxLayout()
        Spacing(themes, head, margins=(3, 4, 5, 3), gap=2)
        names = QVBoxLayout()
        Spacing(themes, names)
        names.addWidget(self.customer_name)
        names.addWidget(self.reach)
        head.addWidget(self.back)
        head.addWidget(self.avatar)
        head.addSpacing(themes.current.space(1))
        head.addLayout(names, 1)
        head.addWidget(self.edit)
        self._main = main = QFrame()
        main.setProperty("kind", "surface")
        column = QVBoxLayout(main)
        Spacing(themes, column)
        column.addLayout(head)
        facts = QHBoxLayout()
        Spacing(themes, facts, margins=(5, 0, 5, 3))
        facts.addWidget(self.facts)
        column.addLayout(facts)
        column.addWidget(self.ties)
        column.addWidget(self._glance())
        column.addWidget(self.open_cases)
        column.addWidget(Line(themes))
        column.addWidget(self.sections, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(main)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        Spacing(themes, side)
        self._return_row = QWidget()
        lead = QHBoxLayout(self._return_row)
        Spacing(themes, lead, margins=(5, 2, 5, 0))
        lead.addWidget(self.return_button)
        lead.addStretch(1)
        side.addWidget(self._return_row)
        side.addWidget(self.editor, 1)
        self.split.addWidget(self._side)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        self.split.setCollapsible(1, False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)
        self.setFocusProxy(self.happened)
