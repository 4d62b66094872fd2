"""A few facts side by side on a sunken ground: a name above, what holds below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.kit.formats import UNKNOWN
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class Facts(QFrame):
    """The strip of facts in the head of a record; all are equally wide."""

    def __init__(self, themes: Themes, names: Sequence[str], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sunken")
        self._themes = themes
        self.names = [ElidedText(themes, name, font="small", colour="text.secondary") for name in names]
        self.values = [ElidedText(themes, UNKNOWN, font="bodyStrong", figures=True) for _ in names]
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(3, 2, 3, 2), gap=4)
        for name, value in zip(self.names, self.values, strict=True):
            column = QVBoxLayout()
            Spacing(themes, column)
            column.addWidget(name)
            column.addWidget(value)
            row.addLayout(column, 1)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def say(self, values: Sequence[str]) -> None:
        """Say what holds."""
        for value, words in zip(self.values, values, strict=True):
            value.say(words)

    def words(self) -> list[str]:
        """Return what is said, in order."""
        return [value.words() for value in self.values]

    def theme_changed(self) -> None:
        """Take the height of the lines from the theme."""
        for name, value in zip(self.names, self.values, strict=True):
            name.setMinimumHeight(self._themes.current.line("small"))
            value.setMinimumHeight(self._themes.current.line("bodyStrong"))
