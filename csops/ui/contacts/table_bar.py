"""What stands above the table of contacts: search, filters in words, the button for the columns; and its grid."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.contacts.table_columns import tr
from csops.ui.contacts.table_filters import filter_fields
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, IconButton, SearchBox
from csops.ui.kit.filters import FilterBar, FilterChip
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_columns import ColumnsPanel
from csops.ui.kit.table_groups import GroupedTable
from csops.ui.kit.table_view import DataTable


class ContactGrid(GroupedTable):
    """The grid; it copies what is ticked even where it is not loaded.

    Signals:
        copy_wanted: Ctrl C was pressed.
    """

    copy_wanted = Signal()

    def copy(self) -> None:
        """Override of the table: whoever knows the question fetches the rows."""
        self.copy_wanted.emit()


class TableBar(QWidget):
    """Narrows what the table shows. `behind` is the chip of what another place asked for."""

    def __init__(self, desk: Desk, view: DataTable) -> None:
        super().__init__()
        themes = self._themes = desk.themes
        self.search = SearchBox(themes, placeholder=tr("Search in contacts"), keys="/")
        self.behind = FilterChip(themes, "")
        self.filters = FilterBar(themes, filter_fields(desk.team))
        self.views_button = IconButton(themes, "bookmark", name=tr("Saved views"))
        self.group_button = Button(themes, tr("Group"), icon_name="group")
        self.columns_button = Button(themes, tr("Columns"), icon_name="columns-3-cog")
        self.columns_panel = ColumnsPanel(themes, view, self)
        self.columns_button.clicked.connect(lambda: self.columns_panel.open_below(self.columns_button))
        self._has_room = True
        self.search.setMinimumWidth(themes.current.space(10) * 3)
        self.search.setMaximumWidth(themes.current.space(10) * 6)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 2, 6, 2), gap=2)
        for widget, grows in ((self.search, 1), (self.behind, 0), (self.filters, 3)):
            row.addWidget(widget, grows)
        row.addWidget(self.views_button)
        row.addWidget(self.group_button)
        row.addWidget(self.columns_button)

    def open_filter(self, field: str) -> None:
        """Open the options of a filter below its chip."""
        chip, menu = self.filters.chips[field], self.filters.menu(field)
        below = chip if chip.isVisible() else self.filters.add
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt: share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def event(self, event: QEvent) -> bool:
        """Override of Qt: chips that say more need more room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_room()
        return super().event(event)

    def _share_room(self) -> None:
        """Where the chips need the room, buttons do without their words; saving a view is in the menu of views too."""
        chips = self.filters.whole_width() + self.search.minimumWidth()
        has_room = chips + 3 * self._themes.current.size("sidebar") // 2 <= self.width()
        if has_room != self._has_room:
            self._has_room = has_room
            self.filters.offer_save(has_room)
            for button in (self.group_button, self.columns_button):
                button.set_words_shown(has_room)
