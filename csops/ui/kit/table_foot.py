"""The last row of a table: what is filtered, summed or averaged under its columns."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops.ui.kit.marks import painter_on
from csops.ui.kit.table_cells import Align
from csops.ui.kit.table_view import DataTable
from csops.ui.kit.theme import Theme, Themes


class TotalsRow(QWidget):
    """Stands below the table and moves with its columns; each figure says what it is ("0:38 med")."""

    def __init__(self, themes: Themes, view: DataTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._view = view
        self._lead = ""
        self._totals: Mapping[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.scrolled_sideways.connect(self.update)
        view.layout_changed.connect(self.update)
        themes.changed.connect(self.updateGeometry)

    def show_totals(self, lead: str, totals: Mapping[str, str]) -> None:
        """Show the number of rows in words, and figures by column key."""
        self._lead, self._totals = lead, dict(totals)
        titles = {column.key: column.title for column in self._view.table.columns}
        told = [f"{titles[key]} {figure}" for key, figure in totals.items()]
        self.setAccessibleName(", ".join([lead, *told]))
        self.update()

    def sizeHint(self) -> QSize:
        """Override of Qt."""
        return QSize(0, self._themes.current.size("row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme, painter = self._themes.current, painter_on(self)
        painter.fillRect(self.rect(), theme.colour("bg.sunken"))
        painter.fillRect(0, 0, self.width(), theme.stroke("hairline"), theme.colour("border.default"))
        painter.setFont(theme.font("smallStrong", figures=True))
        painter.setPen(theme.colour("text.secondary"))
        lead = self.rect().adjusted(theme.space(5), 0, -theme.space(5), 0)
        painter.drawText(lead, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self._lead)
        for column in self._view.columns.shown():
            if column.key in self._totals:
                self._paint_figure(painter, theme, column.key, is_trailing=column.align is Align.TRAILING)

    def _paint_figure(self, painter: QPainter, theme: Theme, key: str, *, is_trailing: bool) -> None:
        section = self._view.table.section(key)
        left = self._view.columnViewportPosition(section)
        place = QRect(left, 0, self._view.columnWidth(section), self.height())
        side = Qt.AlignmentFlag.AlignTrailing if is_trailing else Qt.AlignmentFlag.AlignLeading
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(place.adjusted(theme.space(2), 0, -theme.space(2), 0), flags, self._totals[key])
