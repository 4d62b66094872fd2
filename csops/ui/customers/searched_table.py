"""A table with words, filters and columns to choose above it, and what stands there where there is nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.ui.customers.wording import tr
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Button, SearchBox
from csops.ui.kit.filters import FilterBar, FilterField
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_cells import Column, Order
from csops.ui.kit.table_columns import ColumnsPanel
from csops.ui.kit.table_copy import as_mime
from csops.ui.kit.table_model import Count, Fetch, PagedTableModel
from csops.ui.kit.table_pane import TablePane
from csops.ui.kit.table_view import MOST_COPIED_ROWS, DataTable
from csops.ui.preferences import Preferences


class CustomerGrid(DataTable):
    """The grid; it copies what is ticked even where it is not loaded.

    Signals:
        copy_wanted: Ctrl C was pressed.
    """

    copy_wanted = Signal()

    def copy(self) -> None:
        """Override of the table: whoever knows the question fetches the rows."""
        self.copy_wanted.emit()


class SearchedTable(QWidget):
    """Search, filters and columns above a table; its layout is remembered, and ticked rows are copied whole.

    Signals:
        asked_anew: other words or filters were chosen.
    """

    asked_anew = Signal()

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        *,
        name: str,
        columns: Sequence[Column],
        remembered: str,
        order: Order,
        placeholder: str,
        filters: Sequence[FilterField],
    ) -> None:
        """`remembered` is the key under which the layout is kept; `order` holds until there is one."""
        super().__init__()
        themes = desk.themes
        self._desk, self._preferences, self._remembered = desk, preferences, remembered
        self._fetch: Fetch | None = None
        self.search = SearchBox(themes, placeholder=placeholder, keys="/")
        self.filters = FilterBar(themes, filters)
        self.filters.offer_save(False)
        self.model = PagedTableModel(columns, desk.tasks, self)
        self.view = CustomerGrid(themes, self.model, name=name)
        self.pane = TablePane(themes, self.view)
        self.columns_button = Button(themes, self.tr("Columns"), icon_name="columns-3-cog")
        self.columns_panel = ColumnsPanel(themes, self.view, self)
        self.stack = QStackedWidget()
        self._shown = QVBoxLayout()
        self._lay_out()
        kept = preferences.get(remembered)
        if isinstance(kept, Mapping):
            self.view.restore_layout(kept)
        else:
            self.model.set_order(order)
        self._connect()

    def stand_in(self, *, nothing: EmptyState, no_match: EmptyState) -> None:
        """Show the first instead where there is nothing at all, the second where nothing fits."""
        self.stack.addWidget(nothing)
        self.stack.addWidget(no_match)

    def add_below(self, widget: QWidget) -> None:
        """Put something below the rows: it is there where they are."""
        foot = QVBoxLayout()
        Spacing(self._desk.themes, foot, margins=(5, 2, 6, 3))
        foot.addWidget(widget)
        self._shown.addLayout(foot)

    def show_answers(self, *, fetch: Fetch, count: Count) -> None:
        """Show the answers to another question."""
        self._fetch = fetch
        self.model.show(fetch=fetch, count=count)

    def show_total(self, total: int, words: str, *, is_narrowed: bool) -> None:
        """Say how many there are; none of all is told from none that fits."""
        self.pane.totals.show_totals(words, {})
        self.stack.setCurrentIndex(0 if total else 2 if is_narrowed else 1)

    def show_all(self) -> None:
        """Drop words and filters."""
        self.filters.set_chosen({})
        self.search.clear()
        self.asked_anew.emit()

    def copy(self) -> None:
        """Put the ticked rows, or else the current one, on the clipboard with headings."""
        ticks, current, fetch, order = self.model.ticks, self.view.current_record(), self._fetch, self.model.order
        if fetch is None or not (ticks.everything or ticks.ids):
            self._put_on_clipboard([] if current is None else [current])
            return

        def read() -> list[Any]:
            return [line for line in fetch(0, MOST_COPIED_ROWS, order) if ticks.has(line.id)]

        self._desk.ask(read, then=self._put_on_clipboard, key=f"{self._remembered}.copy")

    def _put_on_clipboard(self, lines: list[Any]) -> None:
        if lines:
            QGuiApplication.clipboard().setMimeData(as_mime(self.view.columns.shown(), lines))
            words = tr("%Ln rows copied with headings", len(lines))
            self._desk.said.emit(Said(text=words, can_undo=False))

    def _remember(self) -> None:
        self._preferences.set(self._remembered, self.view.layout_state())

    def _lay_out(self) -> None:
        themes = self._desk.themes
        bar = QHBoxLayout()
        Spacing(themes, bar, margins=(5, 2, 6, 2), gap=2)
        self.search.setMaximumWidth(themes.current.size("listPane"))
        bar.addWidget(self.search, 1)
        bar.addWidget(self.filters, 3)
        bar.addWidget(self.columns_button)
        shown = QWidget()
        shown.setLayout(self._shown)
        Spacing(themes, self._shown)
        self._shown.addWidget(self.pane, 1)
        self.stack.addWidget(shown)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.copy_wanted.connect(self.copy)
        self.view.layout_changed.connect(self._remember)
        self.filters.changed.connect(lambda _chosen: self.asked_anew.emit())
        self.search.textChanged.connect(lambda _text: self.asked_anew.emit())
        self.columns_button.clicked.connect(lambda: self.columns_panel.open_below(self.columns_button))
