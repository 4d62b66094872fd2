"""A small tile with one figure of the plan."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.kit.cards import Card
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


@dataclass(frozen=True, kw_only=True)
class TileFigure:
    """What a tile shows, ready to be read."""

    name: str
    value: str
    unit: str


class FigureTile(Card):
    """Name above, figure and unit below."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, padded=False, parent=parent)
        self._name = ElidedText(themes, font="smallStrong", colour="text.secondary")
        self.value = Text(themes, font="title1", figures=True)
        self._unit = ElidedText(themes, font="small", colour="text.secondary")
        row = QHBoxLayout()
        Spacing(themes, row, gap=2)
        row.addWidget(self.value)
        row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignVCenter)
        Spacing(themes, self.body, margins=(4, 2, 3, 2), gap=0.5)
        self.body.addWidget(self._name)
        self.body.addLayout(row)

    def show_figure(self, figure: TileFigure) -> None:
        """Show another figure."""
        self._name.say(figure.name)
        self.value.say(figure.value)
        self._unit.say(figure.unit)
        self.setAccessibleName(f"{figure.name}, {figure.value} {figure.unit}")
