"""A short list of what happened: a line each, with at most one thing to do about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line. Its button is disabled where `why_not` says why."""

    title: str
    note: str
    icon: str = ""
    icon_colour: str = "text.secondary"
    button: str = ""
    run: Callable[[], object] | None = None
    why_not: str = ""


class Lines(QWidget):
    """The lines, or a sentence where there are none."""

    def __init__(self, themes: Themes, *, name: str, none: str) -> None:
        super().__init__()
        self._themes, self._none = themes, none
        self.buttons: list[Button] = []
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.show_entries([])

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these lines."""
        while (taken := self._column.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        if not entries:
            self._column.addWidget(Text(self._themes, self._none, font="small", colour="text.secondary", wrap=True))
        for number, entry in enumerate(entries):
            if number:
                self._column.addWidget(Line(self._themes))
            self._column.addWidget(self._line(entry))

    def _line(self, entry: Entry) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        Spacing(self._themes, row, margins=(0, 1, 0, 1) if entry.button else (0, 2, 0, 2), gap=2)
        if entry.icon:
            row.addWidget(Picture(self._themes, entry.icon, size=14, colour=entry.icon_colour))
        title = Text(self._themes, entry.title, font="bodyStrong", figures=True)
        row.addWidget(title)
        row.addWidget(ElidedText(self._themes, entry.note, font="small", colour="text.secondary"), 1)
        if entry.button and entry.run is not None:
            button = Button(self._themes, entry.button, role=Role.PLAIN, compact=True)
            button.setAccessibleName(f"{entry.button}: {entry.title}")
            button.setEnabled(not entry.why_not)
            button.setToolTip(entry.why_not)
            button.clicked.connect(entry.run)
            row.addWidget(button)
            self.buttons.append(button)
        return line
