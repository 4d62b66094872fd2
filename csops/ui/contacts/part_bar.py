"""The bar of a case's parts: what happened, its matter, and the others."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.services.cases import Timeline
from csops.ui.contacts.parts import PARTS, CasePart
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.icon_tabs import IconOption, IconTabs
from csops.ui.kit.spacing import Spacing

HAPPENED = "happened"


class PartBar(QWidget):
    """Chooses a part of the case; each has its place. The numbers say what stands in it.

    Signals:
        chosen(str): the key of another part, HAPPENED for the timeline.
    """

    chosen = Signal(str)

    def __init__(self, desk: Desk, *, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._counts: dict[str, int] = {}
        self.tabs = IconTabs(desk.themes, self._options(), name=self.tr("Parts of the case"))
        row = QHBoxLayout(self)
        Spacing(desk.themes, row, margins=(2, 0, 2, 0))
        row.addWidget(self.tabs, 1)
        self.tabs.chosen.connect(self.chosen)

    def key(self) -> str:
        """Return what is chosen."""
        return self.tabs.key()

    def choose(self, key: str) -> None:
        """Choose a part, without a signal."""
        self.tabs.choose(key)

    def step(self, by: int) -> None:
        """Choose the next part, or the one before; after the last comes the first."""
        keys = [HAPPENED, *(part.key for part in PARTS)]
        key = keys[(keys.index(self.key()) + by) % len(keys)]
        self.choose(key)
        self.chosen.emit(key)

    def count(self, timeline: Timeline) -> None:
        """Say how much stands in each part."""
        counts = {part.key: part.count(timeline) for part in PARTS}
        if counts != self._counts:
            self._counts = counts
            self.tabs.show_tabs(self._options())

    def _options(self) -> list[IconOption]:
        happened = IconOption(key=HAPPENED, text=self.tr("What happened"), icon="history", short=self.tr("Happened"))
        return [happened, *(self._option(part) for part in PARTS)]

    def _option(self, part: CasePart) -> IconOption:
        count = self._counts.get(part.key, 0)
        said = self._formats.number(count) if count else ""
        return IconOption(key=part.key, text=part.words(), icon=part.icon, count=said)
