"""Two versions of something side by side: what was added, removed and changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.version_differences import Difference
from csops.ui.desk import Desk
from csops.ui.kit.controls import Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

_COLOURS = {
    Difference.ADDED: "success.text",
    Difference.REMOVED: "danger.text",
    Difference.CHANGED: "warning.text",
    Difference.SAME: "text.secondary",
}


class Version(Protocol):
    """A version as it is chosen here."""

    @property
    def number(self) -> int:
        """Which one it is, from 1."""


V = TypeVar("V", bound=Version)


@dataclass(frozen=True, kw_only=True)
class ComparedLine:
    """One thing that versions ask: what it is called, what each says of it, what became of it and in words."""

    name: str
    before: str
    after: str
    difference: Difference
    change: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two versions in words: a sentence on all, and the lines in the order of the newer."""

    summary: str
    lines: Sequence[ComparedLine]


class VersionsDialog(Dialog, Generic[V]):
    """Chooses two versions and shows each thing that they ask in both."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        title: str,
        asked: str,
        read: Callable[[], Sequence[V]],
        called: Callable[[V], str],
        compare: Callable[[V, V], Compared],
    ) -> None:
        """`asked` heads the names; `read` gives the versions, the newest first, off the window's thread."""
        super().__init__(desk.themes, parent, title=title, width=2)
        self._asked, self._called, self._compare = asked, called, compare
        self._versions: dict[str, V] = {}
        self.before = ChoiceField(desk.themes, label=self.tr("From"), typed=False)
        self.after = ChoiceField(desk.themes, label=self.tr("To"), typed=False)
        self.only = Switch(desk.themes, self.tr("Only what changed"))
        self.only.setChecked(True)
        self.about = Text(desk.themes, colour="text.secondary", wrap=True)
        self._area = QWidget()
        self._grid = QGridLayout(self._area)
        Spacing(desk.themes, self._grid, gap=2, across=4)
        self._lay_out()
        for field in (self.before, self.after):
            field.edited.connect(self._show)
        self.only.toggled.connect(lambda _on: self._show())
        self.closed.connect(self.deleteLater)
        desk.ask(read, then=self.show_versions, failed=lambda error: self.about.say(words(error).sentence))

    def show_versions(self, versions: Sequence[V]) -> None:
        """Offer these, the newest first, and compare the newest with the one before."""
        self._versions = {str(each.number): each for each in versions}
        choices = [Choice(key=str(each.number), text=self._called(each)) for each in versions]
        for field, place in ((self.before, min(1, len(versions) - 1)), (self.after, 0)):
            field.set_choices(choices)
            field.choose(choices[place].key)
        self._show()

    def shown(self) -> tuple[V, V] | None:
        """Return the two versions that are compared."""
        before, after = self._versions.get(self.before.key()), self._versions.get(self.after.key())
        return None if before is None or after is None else (before, after)

    def _show(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if (shown := self.shown()) is None:
            return
        found = self._compare(*shown)
        self.about.say(found.summary)
        lines = [each for each in found.lines if not self.only.isChecked() or each.difference is not Difference.SAME]
        if lines:
            numbers = (self.tr("Version {number}").format(number=one.number) for one in shown)
            for column, text in enumerate((self._asked, *numbers, self.tr("What changed"))):
                self._grid.addWidget(Text(self.themes, text, font="smallStrong", colour="text.secondary"), 0, column)
        for place, line in enumerate(lines, start=1):
            self._line(place, line)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)

    def _line(self, place: int, line: ComparedLine) -> None:
        cells = [Text(self.themes, line.name, font="bodyStrong", wrap=True)]
        cells += [Text(self.themes, said, wrap=True, figures=True) for said in (line.before, line.after)]
        cells.append(Text(self.themes, line.change, colour=_COLOURS[line.difference], wrap=True))
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, place, column)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(self.before, 1)
        row.addWidget(self.after, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.only)
        self.body.addWidget(self.about)
        column = QVBoxLayout()
        column.addWidget(self._area)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(self.themes.current.size("listPane"))
        self.body.addWidget(area, 1)
