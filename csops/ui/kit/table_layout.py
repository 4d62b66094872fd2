"""Which columns of a table are shown, where, how wide, and how high its rows are."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from typing import Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from csops.ui.kit.delegates import tick_width
from csops.ui.kit.table_cells import Column, by_key
from csops.ui.kit.table_model import TICKS, PagedTableModel
from csops.ui.kit.theme import Themes

DENSITIES = ("compact", "default", "comfortable")


class Layout(QObject):
    """The columns of one table as a person has arranged them.

    Signals:
        changed: something is arranged otherwise than before, by hand or by call.
    """

    changed = Signal()

    def __init__(self, view: QTableView, themes: Themes) -> None:
        super().__init__(view)
        self._view = view
        self._head = view.horizontalHeader()
        self._model = cast("PagedTableModel", view.model())
        self._themes = themes
        self._is_arranging = False
        self._pinned: list[str] = []
        self.density = "default"
        self._widths: dict[str, int] = {}
        self._head.setSectionResizeMode(TICKS, QHeaderView.ResizeMode.Fixed)
        self._head.sectionMoved.connect(self._moved)
        self._head.sectionResized.connect(self._resized)
        self._declare()

    def order(self) -> list[str]:
        """Return the keys of all columns from the leading edge on, hidden ones too."""
        places = [self._head.logicalIndex(place) for place in range(self._head.count())]
        return [self._model.columns[section - 1].key for section in places if section != TICKS]

    def shown(self) -> list[Column]:
        """Return the columns that are shown, in their order."""
        columns = by_key(self._model.columns)
        return [columns[key] for key in self.order() if not self.is_hidden(key)]

    def is_hidden(self, key: str) -> bool:
        """Whether a column is not shown."""
        return self._head.isSectionHidden(self._model.section(key))

    def is_pinned(self, key: str) -> bool:
        """Whether a column stays at the leading edge."""
        return key in self._pinned

    def pinned(self) -> list[str]:
        """Return the pinned columns in their order."""
        return [key for key in self.order() if key in self._pinned]

    def hide(self, key: str, *, hidden: bool) -> None:
        """Hide a column or show it again; the last one shown stays."""
        if hidden and len(self.shown()) == 1:
            return
        with self._arranging():
            self._head.setSectionHidden(self._model.section(key), hidden)
            self.apply_sizes()

    def pin(self, key: str, *, pinned: bool) -> None:
        """Keep a column at the leading edge, or let it go."""
        with self._arranging():
            rest = [name for name in self._pinned if name != key]
            self._pinned = [*rest, key] if pinned else rest
            self._pins_first()

    def move(self, key: str, place: int) -> None:
        """Put a column at a place, counted from 0 without the check boxes."""
        with self._arranging():
            self._head.moveSection(self._head.visualIndex(self._model.section(key)), place + 1)
            self._pins_first()

    def set_density(self, density: str) -> None:
        """Set the height of rows: compact, default or comfortable."""
        with self._arranging():
            self.density = density
            self.apply_sizes()

    def reset(self) -> None:
        """Bring back the columns as they were declared."""
        self._model.set_order(())
        with self._arranging():
            self._declare()

    def declare_anew(self, columns: Sequence[Column]) -> None:
        """Take other columns; those that stay are arranged as before, new ones as declared."""
        state, model = self.state(), self._model
        with self._arranging():
            model.beginResetModel()
            model.columns = tuple(columns)
            model.endResetModel()
            self._declare()
            self.restore(state)

    def apply_sizes(self) -> None:
        """Measure everything anew: the zoom or the density changed."""
        theme = self._themes.current
        rows = self._view.verticalHeader()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.row(self.density))
        self._head.setMinimumSectionSize(tick_width(theme))
        was, self._is_arranging = self._is_arranging, True
        self._view.setColumnWidth(TICKS, tick_width(theme))
        for key, width in self._widths.items():
            self._view.setColumnWidth(self._model.section(key), theme.px(width))
        self._is_arranging = was
        self.fill()

    def fill(self) -> None:
        """Give the room that is left to the columns that grow, or to the last one; where it is short, shrink some."""
        theme, shown = self._themes.current, self.shown()
        widths = {column.key: theme.px(self._widths[column.key]) for column in shown}
        room = self._view.viewport().width() - sum(widths.values()) - tick_width(theme)
        growing = [column.key for column in shown if column.grows] or [column.key for column in shown[-1:]]
        spare = {column.key: self._spare(column) for column in shown}
        share = min(1.0, max(0, -room) / max(1, sum(spare.values())))
        was, self._is_arranging = self._is_arranging, True
        for key in {*growing, *(key for key, width in spare.items() if width)}:
            more = max(0, room) // len(growing) if key in growing else 0
            self._view.setColumnWidth(self._model.section(key), widths[key] + more - ceil(spare[key] * share))
        self._is_arranging = was

    def _spare(self, column: Column) -> int:
        """Return by how much a column may shrink: one that somebody has drawn wider or narrower stays so."""
        is_as_declared = column.least > 0 and self._widths[column.key] == column.width
        return self._themes.current.px(column.width - column.least) if is_as_declared else 0

    def state(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "order": self.order(),
            "hidden": [key for key in self.order() if self.is_hidden(key)],
            "pinned": self.pinned(),
            "widths": dict(self._widths),
            "sort": [[key, descending] for key, descending in self._model.order],
            "density": self.density,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Put back what `state` gave; unknown columns are left out, new ones keep their place."""
        known = by_key(self._model.columns)
        self._model.set_order(tuple((key, bool(down)) for key, down in state.get("sort", ()) if key in known))
        with self._arranging():
            for key, column in known.items():
                is_new = bool(state.get("order")) and key not in state["order"]
                hidden = key in state.get("hidden", ()) or (is_new and column.hidden)
                self._head.setSectionHidden(self._model.section(key), hidden)
            self._pinned = [key for key in state.get("pinned", ()) if key in known]
            self._widths |= {key: int(width) for key, width in state.get("widths", {}).items() if key in known}
            self._place([key for key in state.get("order", ()) if key in known])
            self._pins_first()
            density = state.get("density", self.density)
            self.density = density if density in DENSITIES else "default"
            self.apply_sizes()

    def _declare(self) -> None:
        columns = self._model.columns
        self._widths = {column.key: column.width for column in columns}
        self._pinned = [column.key for column in columns if column.pinned]
        self.density = "default"
        for column in columns:
            self._head.setSectionHidden(self._model.section(column.key), column.hidden)
        self._place([column.key for column in columns])
        self._pins_first()
        self.apply_sizes()

    def _place(self, order: list[str]) -> None:
        for place, key in enumerate(order):
            self._head.moveSection(self._head.visualIndex(self._model.section(key)), place + 1)

    def _pins_first(self) -> None:
        order = self.order()
        self._place([key for key in order if key in self._pinned] + [key for key in order if key not in self._pinned])

    def _moved(self, _section: int, _old: int, _new: int) -> None:
        if not self._is_arranging:
            with self._arranging():
                if self._head.visualIndex(TICKS) != 0:
                    self._head.moveSection(self._head.visualIndex(TICKS), 0)
                self._pins_first()

    def _resized(self, section: int, _old: int, width: int) -> None:
        if not self._is_arranging and section != TICKS and width:
            self._widths[self._model.columns[section - 1].key] = round(width / self._themes.current.zoom)
            self.changed.emit()

    @contextmanager
    def _arranging(self) -> Iterator[None]:
        was, self._is_arranging = self._is_arranging, True
        try:
            yield
        finally:
            self._is_arranging = was
        self.changed.emit()
