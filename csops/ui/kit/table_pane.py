"""A table with all that belongs to it: totals at the foot and the bar over ticked rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.ui.kit.controls import Action
from csops.ui.kit.table_foot import TotalsRow
from csops.ui.kit.table_selection import SelectionBar
from csops.ui.kit.table_ticks import Ticks
from csops.ui.kit.table_view import DataTable
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import FLOOR


class TablePane(QWidget):
    """What a page puts in its place for a table. The keys of the actions work while the table has the focus."""

    def __init__(
        self, themes: Themes, view: DataTable, *, actions: Sequence[Action] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view = view
        self.totals = TotalsRow(themes, view, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(view, 1)
        column.addWidget(self.totals)
        self.bar = SelectionBar(themes, [*actions, self._copy_action()], view)
        self.bar.setObjectName(FLOOR)
        for action in actions:
            action.setShortcutContext(
                Qt.ShortcutContext.WidgetShortcut
            )  # a letter acts in the list, never while typing
            view.addAction(action)
        view.table.ticked.connect(self._ticked)
        view.table.counted.connect(self._ticked)
        self.bar.cleared.connect(self.clear_ticks)

    def clear_ticks(self) -> None:
        """Take all ticks away and give the keys back to the table."""
        self.view.table.set_ticks(Ticks())
        self.view.setFocus()

    def _ticked(self) -> None:
        table = self.view.table
        self.bar.show_number(table.ticks.number(table.record_count()))

    def _copy_action(self) -> Action:
        # The table answers Ctrl C itself: a shortcut here would be ambiguous with the text fields of the page.
        action = Action(self.tr("Copy for Excel"), icon_name="copy", run=self.view.copy, parent=self)
        action.keys = "Ctrl+C"
        return action
