"""Distances of a layout in keys of the 4 px grid, kept when the zoom changes."""

from PySide6.QtCore import QMargins, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QGridLayout

from csops.ui.kit.theme import Themes

Margins = tuple[float, float, float, float]


def sides(start: int, top: int, end: int, bottom: int) -> QMargins:
    """Return margins from where reading begins to where it ends: Qt mirrors layouts, but not their margins."""
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        start, end = end, start
    return QMargins(start, top, end, bottom)


class Spacing(QObject):
    """Keeps margins (leading, top, trailing, bottom) and gap of `layout`, each a key of the grid: 4 is 16 px at 100 %.

    `across` is the gap between the columns of a grid, where it is another.

    It belongs to the layout and goes with it: `Spacing(themes, row, margins=(5, 2, 4, 2), gap=2)`.
    """

    def __init__(
        self,
        themes: Themes,
        layout: QBoxLayout | QGridLayout,
        *,
        margins: Margins = (0, 0, 0, 0),
        gap: float = 0,
        across: float | None = None,
    ) -> None:
        super().__init__(layout)
        self._themes, self._layout, self._margins, self._gap, self._across = themes, layout, margins, gap, across
        themes.changed.connect(self.apply)
        self.apply()

    def change(self, *, margins: Margins | None = None, gap: float | None = None) -> None:
        """Take other keys; what is set at the layout itself would not outlast another look or zoom."""
        self._margins = self._margins if margins is None else margins
        self._gap = self._gap if gap is None else gap
        self.apply()

    def apply(self) -> None:
        """Set the distances anew."""
        theme = self._themes.current
        start, top, end, bottom = (theme.space(key) for key in self._margins)
        self._layout.setContentsMargins(sides(start, top, end, bottom))
        self._layout.setSpacing(theme.space(self._gap))
        if self._across is not None and isinstance(self._layout, QGridLayout):
            self._layout.setHorizontalSpacing(theme.space(self._across))
