"""Parts of the panel: what the figures say on a soft ground, and entries of what people wrote."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.hiring.compare.written import Entry
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Avatar, Picture, box, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_AT_FIRST = 5


class Verdict(QWidget):
    """What the figures say, in a word and with its reasons, on the ground of its family."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes, self._family = themes, "neutral"
        self.icon = Picture(themes, "circle-dashed")
        self.title = Text(themes, font="title3")
        self.reasons = Text(themes, font="small", wrap=True)
        head = QHBoxLayout()
        Spacing(themes, head, gap=2)
        head.addWidget(self.icon)
        head.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(3, 3, 3, 3), gap=1)
        column.addLayout(head)
        column.addWidget(self.reasons)

    def show_verdict(self, title: str, reasons: Sequence[str], *, family: str, icon: str) -> None:
        """Show another."""
        self._family = family
        self.icon.show_icon(icon, colour=f"{family}.text")
        self.title.say(title, colour=f"{family}.text")
        self.reasons.say(" ".join(reasons))
        self.setAccessibleName(" ".join((title, *reasons)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme = self._themes.current
        fill = theme.colour(f"{self._family}.soft")
        box(painter_on(self), QRectF(self.rect()), radius=theme.radius("card"), fill=fill, edge=None, width=0)


class EntryList(QWidget):
    """A titled list of what people wrote; the first few, and the others when they are asked for. Hidden while empty."""

    def __init__(self, themes: Themes, title: str, *, icon: str = "") -> None:
        super().__init__()
        self._themes, self._icon = themes, icon
        self._entries: list[Entry] = []
        self.title = Text(themes, title, font="smallStrong", colour="text.secondary", wrap=True)
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=2)
        self._column.addWidget(self.title)
        self._body: QWidget | None = None
        self.more: Button | None = None
        self.hide()

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these."""
        self._entries = entries
        self._build(entries[:_AT_FIRST])

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show a name with a line below it, without people."""
        self._entries = [Entry(who="", text=name, note=note) for name, note in lines]
        self._build(self._entries)

    def shown(self) -> list[str]:
        """Return the words of the entries as they are shown."""
        return [] if self._body is None else [each.words() for each in self._body.findChildren(Text)]

    def _build(self, entries: list[Entry]) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body, self.more = QWidget(), None
        column = QVBoxLayout(self._body)
        Spacing(self._themes, column, gap=3)
        for entry in entries:
            column.addLayout(self._entry(entry))
        if len(entries) < len(self._entries):
            self.more = Button(self._themes, tr("Show all %Ln", len(self._entries)), role=Role.LINK)
            self.more.clicked.connect(lambda: self._build(self._entries))
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self._body)
        self.setVisible(bool(self._entries))

    def _entry(self, entry: Entry) -> QHBoxLayout:
        row = QHBoxLayout()
        Spacing(self._themes, row, gap=2)
        if entry.who:
            row.addWidget(Avatar(self._themes, entry.who), 0, Qt.AlignmentFlag.AlignTop)
        elif self._icon:
            row.addWidget(Picture(self._themes, self._icon, colour="warning.text"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        Spacing(self._themes, words)
        words.addWidget(Text(self._themes, entry.text, font="small", wrap=True))
        if entry.note:
            words.addWidget(Text(self._themes, entry.note, font="small", colour="text.secondary", wrap=True))
        row.addLayout(words, 1)
        return row
