"""The list of customers: searched while typing, sorted by the database."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.lines import Order
from csops.domain.questions import Question
from csops.services.customer_list import ListedCustomer, count_listed, listed_customers
from csops.services.customer_words import KnownWords, known_words
from csops.services.search import question_from
from csops.ui.customers.details_columns import OWN
from csops.ui.customers.list_filters import FIELD_OF_COLUMN, filter_fields, filter_of, is_at_risk
from csops.ui.customers.listed_columns import listed_columns
from csops.ui.customers.wording import tr
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Button, SearchBox
from csops.ui.kit.filters import FilterBar
from csops.ui.kit.formats import Formats
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_cells import Column
from csops.ui.kit.table_columns import ColumnsPanel
from csops.ui.kit.table_copy import as_mime
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.table_pane import TablePane
from csops.ui.kit.table_view import MOST_COPIED_ROWS, DataTable
from csops.ui.preferences import Preferences

if TYPE_CHECKING:  # what writes workbooks is loaded with the first one
    from csops.services.exports import Exported
    from csops.ui.customers.list_export import Write

REMEMBERED = "customers.list"
OWN_COLUMNS = "customers.own"
"""Which own fields there were: their columns are there from the first frame on."""


class CustomerGrid(DataTable):
    """The grid; it copies what is ticked even where it is not loaded.

    Signals:
        copy_wanted: Ctrl C was pressed.
    """

    copy_wanted = Signal()

    def copy(self) -> None:
        """Override of the table: whoever knows the question fetches the rows."""
        self.copy_wanted.emit()


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
        self.model = PagedTableModel(self._columns(), desk.tasks, self)
        self.view = CustomerGrid(desk.themes, self.model, name=self.tr("Customers"))
        self.view.single_keys = shortcuts.letters
        self.pane = TablePane(desk.themes, self.view)
        self.search = SearchBox(desk.themes, placeholder=self.tr("Search by name, phone, e-mail"), keys="/")
        self.filters = FilterBar(desk.themes, filter_fields(KnownWords()))
        self.filters.offer_save(False)
        self.columns_button = Button(desk.themes, self.tr("Columns"), icon_name="columns-3-cog")
        self.columns_panel = ColumnsPanel(desk.themes, self.view, self)
        self._stack = QStackedWidget()
        self._lay_out()
        kept = preferences.get(REMEMBERED)
        if isinstance(kept, Mapping):
            self.view.restore_layout(kept)
        else:
            self.model.set_order((("last_contact_at", True),))
        self._connect()
        self.ask("")
        self.read_known()

    def ask(self, text: str) -> None:
        """Show the customers whom these words find, all of them without words."""
        if self.search.text() != text:
            self.search.setText(text)  # asks by itself
        else:
            self._ask_anew()

    def refresh(self) -> None:
        """Read what is shown anew; ticks, current row and place stay."""
        self.model.refresh()
        self.read_known()

    def read_known(self) -> None:
        """Read which own fields and segments there are: to filter by, and as columns."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: known_words(workspace), then=self._know, key="customers.known")

    def filter_by(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Show those who fit these filters."""
        self.filters.set_chosen(chosen)
        self._ask_anew()

    def _know(self, known: KnownWords) -> None:
        self.filters.set_fields(filter_fields(known))
        if known.fields != self._own:
            self._own = known.fields
            self._preferences.set(OWN_COLUMNS, list(known.fields))
            self.view.columns.declare_anew(self._columns())
            self.columns_panel.fill()

    def _columns(self) -> list[Column]:
        desk = self._desk
        return listed_columns(
            self._formats, desk.workspace.now, currency=lambda: desk.team.shop.currency, own=self._own
        )

    def show_all(self) -> None:
        """Drop words and filters."""
        self.filters.set_chosen({})
        self.search.clear()
        self._ask_anew()

    def start_search(self) -> None:
        """Put the focus into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def focus_list(self) -> None:
        """Put the keys into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_anew(self) -> None:
        workspace, text = self._desk.workspace, self.search.text()
        chosen = self.filters.chosen()
        only, at_risk = filter_of(chosen, today=workspace.today()), is_at_risk(chosen)

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
        self.model.show(
            fetch=fetch, count=lambda: count_listed(workspace, question=question(), only=only, at_risk=at_risk)
        )

    def _formats(self) -> Formats:
        zone = self._desk.team.shop.zone
        if self._kept_formats is None or self._kept_formats[0] != zone:
            self._kept_formats = (zone, Formats(zone=ZoneInfo(zone)))
        return self._kept_formats[1]

    _kept_formats: tuple[str, Formats] | None = None

    def _counted(self, total: int) -> None:
        words = self.tr("%Ln customers", "", total)
        self.pane.totals.show_totals(words, {})
        searched = bool(self.search.text().strip() or self.filters.chosen())
        self._stack.setCurrentIndex(0 if total else 2 if searched else 1)
        self.counted.emit(total)

    def copy(self) -> None:
        """Put the ticked rows, or else the current one, on the clipboard with headings."""
        workspace, question, order = self._desk.workspace, self._question, self.model.order
        only, at_risk = self._only, self._at_risk
        ticks, current = self.model.ticks, self.view.current_record()
        if not (ticks.everything or ticks.ids):
            self._put_on_clipboard([] if current is None else [current])
            return

        def read() -> list[ListedCustomer]:
            lines = listed_customers(
                workspace, question=question(), only=only, at_risk=at_risk, order=order, limit=MOST_COPIED_ROWS
            )
            return [line for line in lines if ticks.has(line.id)]

        self._desk.ask(read, then=self._put_on_clipboard, key="customers.copy")

    def writer(self) -> "Write":
        """Return what writes everybody whom the list shows into a file, sorted as here."""
        from csops.services import exports  # loaded when it is first wanted

        workspace, question, order = self._desk.workspace, self._question, self.model.order
        only, at_risk = self._only, self._at_risk

        def write(path: Path, told: Callable[[int, int | None], None]) -> "Exported":
            return exports.export_customers(
                workspace, question=question(), path=path, only=only, at_risk=at_risk, order=order, progress=told
            )

        return write

    def _put_on_clipboard(self, lines: list[ListedCustomer]) -> None:
        if lines:
            QGuiApplication.clipboard().setMimeData(as_mime(self.view.columns.shown(), lines))
            words = self.tr("%Ln rows copied with headings", "", len(lines))
            self._desk.said.emit(Said(text=words, can_undo=False))

    def _remember(self) -> None:
        self._preferences.set(REMEMBERED, self.view.layout_state())

    def _lay_out(self) -> None:
        theme = self._desk.themes.current
        bar = QHBoxLayout()
        Spacing(self._desk.themes, bar, margins=(5, 2, 6, 2), gap=2)
        self.search.setMaximumWidth(theme.size("listPane"))
        bar.addWidget(self.search, 1)
        bar.addWidget(self.filters, 3)
        bar.addWidget(self.columns_button)
        for widget in (self.pane, self._nobody(), self._no_match()):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _nobody(self) -> QWidget:
        return EmptyState(
            self._desk.themes,
            icon="users",
            title=tr("No customers yet"),
            why=tr("A customer appears here as soon as you log a contact with them. You can also add one by hand"),
            action=tr("Add a customer"),
            run=self.add_wanted.emit,
        )

    def _no_match(self) -> QWidget:
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
        self.view.opened.connect(lambda line: opened.emit(line.id))
        self.view.opened_beside.connect(lambda line: opened.emit(line.id))
        self.view.copy_wanted.connect(self.copy)
        self.view.layout_changed.connect(self._remember)
        self.view.filter_wanted.connect(self._filter_column)
        self.filters.changed.connect(lambda _chosen: self._ask_anew())
        self.model.counted.connect(self._counted)
        self.search.textChanged.connect(lambda _text: self._ask_anew())
        self.search.returnPressed.connect(self.focus_list)
        self.columns_button.clicked.connect(lambda: self.columns_panel.open_below(self.columns_button))
        self._bind("search", self.view, self.start_search)
        self._bind("close", self.search, self._leave_search)

    def _filter_column(self, key: str) -> None:
        field = FIELD_OF_COLUMN.get(key, "own" if key.startswith(OWN) else "")
        if not field:
            self.start_search()
            return
        chip = self.filters.chips[field]
        below, menu = chip if chip.isVisible() else self.filters.add, self.filters.menu(field)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def _bind(self, name: str, widget: QWidget, run: Any) -> None:
        for keys in self._shortcuts.all_keys(name):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)

    def _leave_search(self) -> None:
        self.search.clear()
        self.focus_list()
