"""The list of customers: searched while typing, sorted by the database."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.lines import Order
from csops.domain.questions import Question
from csops.services.customer_list import ListedCustomer, count_listed, listed_customers
from csops.services.customer_words import KnownWords, known_words
from csops.services.search import question_from
from csops.ui.customers.details_columns import OWN
from csops.ui.customers.list_filters import FIELD_OF_COLUMN, filter_fields, filter_of, is_at_risk
from csops.ui.customers.listed_columns import listed_columns
from csops.ui.customers.searched_table import SearchedTable
from csops.ui.customers.wording import tr
from csops.ui.desk import Desk
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.formats import Formats
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.table_cells import Column
from csops.ui.preferences import Preferences

if TYPE_CHECKING:  # what writes workbooks is loaded with the first one
    from csops.services.exports import Exported
    from csops.ui.customers.list_export import Write

REMEMBERED = "customers.list"
OWN_COLUMNS = "customers.own"
"""Which own fields there were: their columns are there from the first frame on."""


class CustomerList(QWidget):
    """Finds a customer.

    Signals:
        opened(int): the customer with this id shall be shown.
        add_wanted: the empty list offers to add the first one.
        counted(int): so many customers fit.
    """

    opened = Signal(int)
    add_wanted = Signal()
    counted = Signal(int)

    def __init__(self, desk: Desk, preferences: Preferences, *, shortcuts: Shortcuts) -> None:
        super().__init__()
        self._desk, self._preferences, self._shortcuts = desk, preferences, shortcuts
        self._own: tuple[str, ...] = tuple(preferences.get(OWN_COLUMNS, ()))
        self.table = SearchedTable(
            desk,
            preferences,
            name=self.tr("Customers"),
            columns=self._columns(),
            remembered=REMEMBERED,
            order=(("last_contact_at", True),),
            placeholder=self.tr("Search by name, phone, e-mail"),
            filters=filter_fields(KnownWords()),
        )
        self.table.view.single_keys = shortcuts.letters
        self._lay_out()
        self._connect()
        self.ask("")
        self.read_known()

    def ask(self, text: str) -> None:
        """Show the customers whom these words find, all of them without words."""
        if self.table.search.text() != text:
            self.table.search.setText(text)  # asks by itself
        else:
            self._ask_anew()

    def refresh(self) -> None:
        """Read what is shown anew; ticks, current row and place stay."""
        self.table.model.refresh()
        self.read_known()

    def read_known(self) -> None:
        """Read which own fields and segments there are: to filter by, and as columns."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: known_words(workspace), then=self._know, key="customers.known")

    def filter_by(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Show those who fit these filters."""
        self.table.filters.set_chosen(chosen)
        self._ask_anew()

    def _know(self, known: KnownWords) -> None:
        self.table.filters.set_fields(filter_fields(known))
        if known.fields != self._own:
            self._own = known.fields
            self._preferences.set(OWN_COLUMNS, list(known.fields))
            self.table.view.columns.declare_anew(self._columns())
            self.table.columns_panel.fill()

    def _columns(self) -> list[Column]:
        desk = self._desk
        return listed_columns(
            self._formats, desk.workspace.now, currency=lambda: desk.team.shop.currency, own=self._own
        )

    def show_all(self) -> None:
        """Drop words and filters."""
        self.table.show_all()

    def start_search(self) -> None:
        """Put the focus into the search field."""
        self.table.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.table.search.selectAll()

    def focus_list(self) -> None:
        """Put the keys into the list."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_anew(self) -> None:
        workspace, text = self._desk.workspace, self.table.search.text()
        chosen = self.table.filters.chosen()
        only, at_risk = filter_of(chosen, today=self._desk.today()), is_at_risk(chosen)

        def question() -> Question:  # asked in the lane: the names of channels and people are in the database
            return question_from(workspace, text=text, typing=True)

        def fetch(offset: int, limit: int, order: Order) -> list[ListedCustomer]:
            return listed_customers(
                workspace,
                question=question(),
                only=only,
                at_risk=at_risk,
                order=order,
                offset=offset,
                limit=limit,
            )

        self._question, self._only, self._at_risk = question, only, at_risk
        self.table.show_answers(
            fetch=fetch, count=lambda: count_listed(workspace, question=question(), only=only, at_risk=at_risk)
        )

    def _formats(self) -> Formats:
        zone = self._desk.team.shop.zone
        if self._kept_formats is None or self._kept_formats[0] != zone:
            self._kept_formats = (zone, Formats(zone=ZoneInfo(zone)))
        return self._kept_formats[1]

    _kept_formats: tuple[str, Formats] | None = None

    def _counted(self, total: int) -> None:
        searched = bool(self.table.search.text().strip() or self.table.filters.chosen())
        self.table.show_total(total, self.tr("%Ln customers", "", total), is_narrowed=searched)
        self.counted.emit(total)

    def writer(self) -> "Write":
        """Return what writes everybody whom the list shows into a file, sorted as here."""
        from csops.services import exports  # loaded when it is first wanted

        workspace, question, order = self._desk.workspace, self._question, self.table.model.order
        only, at_risk = self._only, self._at_risk

        def write(path: Path, told: Callable[[int, int | None], None]) -> "Exported":
            return exports.export_customers(
                workspace, question=question(), path=path, only=only, at_risk=at_risk, order=order, progress=told
            )

        return write

    def _lay_out(self) -> None:
        self.table.stand_in(nothing=self._nobody(), no_match=self._no_match())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)

    def _nobody(self) -> EmptyState:
        return EmptyState(
            self._desk.themes,
            icon="users",
            title=tr("No customers yet"),
            why=tr("A customer appears here as soon as you log a contact with them. You can also add one by hand"),
            action=tr("Add a customer"),
            run=self.add_wanted.emit,
        )

    def _no_match(self) -> EmptyState:
        return EmptyState(
            self._desk.themes,
            icon="search-x",
            title=tr("No customer found"),
            why=tr("Try part of a name, a phone number or an e-mail address, or drop a filter"),
            action=tr("Show all customers"),
            run=self.show_all,
        )

    def _connect(self) -> None:
        opened: Any = self.opened
        self.table.view.opened.connect(lambda line: opened.emit(line.id))
        self.table.view.opened_beside.connect(lambda line: opened.emit(line.id))
        self.table.view.filter_wanted.connect(self._filter_column)
        self.table.asked_anew.connect(self._ask_anew)
        self.table.model.counted.connect(self._counted)
        self.table.search.returnPressed.connect(self.focus_list)
        self._bind("search", self.table.view, self.start_search)
        self._bind("close", self.table.search, self._leave_search)

    def _filter_column(self, key: str) -> None:
        field = FIELD_OF_COLUMN.get(key, "own" if key.startswith(OWN) else "")
        if not field:
            self.start_search()
            return
        chip = self.table.filters.chips[field]
        below, menu = chip if chip.isVisible() else self.table.filters.add, self.table.filters.menu(field)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def _bind(self, name: str, widget: QWidget, run: Any) -> None:
        for keys in self._shortcuts.all_keys(name):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)

    def _leave_search(self) -> None:
        self.table.search.clear()
        self.focus_list()
