"""The bar of a case's parts: what happened, its matter, and the others; what has no room goes into a menu."""

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from csops.services.cases import Timeline
from csops.ui.contacts.parts import PARTS, CasePart
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tabs import Tabs

HAPPENED = "happened"


class PartBar(QWidget):
    """Chooses a part of the case. The numbers say what stands in each.

    Signals:
        chosen(str): the key of another part, HAPPENED for the timeline.
    """

    chosen = Signal(str)

    def __init__(self, desk: Desk, *, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._counts: dict[str, int] = {}
        self.tabs = Tabs(desk.themes, self._options(), name=self.tr("Parts of the case"))
        self.more = IconButton(desk.themes, "ellipsis", name=self.tr("More parts of the case"), role=Role.GHOST)
        self.more.hide()
        row = QHBoxLayout(self)
        Spacing(desk.themes, row, margins=(2, 0, 2, 0))
        row.addWidget(self.tabs, 1)
        row.addWidget(self.more)
        self.tabs.chosen.connect(self.chosen)
        self.more.clicked.connect(self._open_menu)
        desk.themes.changed.connect(self._fit)

    def key(self) -> str:
        """Return what is chosen."""
        return self.tabs.key()

    def choose(self, key: str) -> None:
        """Choose a part, without a signal."""
        self.tabs.choose(key)
        self._fit()

    def step(self, by: int) -> None:
        """Choose the next part, or the one before; after the last comes the first."""
        keys = [HAPPENED, *(part.key for part in PARTS)]
        self._take(keys[(keys.index(self.key()) + by) % len(keys)])

    def count(self, timeline: Timeline) -> None:
        """Say how much stands in each part."""
        counts = {part.key: part.count(timeline) for part in PARTS}
        if counts != self._counts:
            self._counts = counts
            self.tabs.show_options(self._options())
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: show as many as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Qt: the parts fold."""
        return QSize(0, super().minimumSizeHint().height())

    def hidden_parts(self) -> list[CasePart]:
        """Return the parts that had no room."""
        return [part for part in PARTS if self.tabs.button(part.key).isHidden()]

    def _fit(self) -> None:
        """Hide the last ones until the others fit; what is chosen stays to be seen."""
        keys = [HAPPENED, *(part.key for part in PARTS)]
        gap = self.tabs.themes.current.space(1)
        wide = {key: self.tabs.button(key).sizeHint().width() + gap for key in keys}
        margins = self.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 2 * self.tabs.themes.current.space(2)
        shown = list(keys)
        if sum(wide.values()) > room:
            room -= self.more.sizeHint().width()
            while sum(wide[key] for key in shown) > room and len(shown) > 1:
                shown.remove(next(key for key in reversed(shown) if key != self.key()))
        for key in keys:
            self.tabs.button(key).setHidden(key not in shown)
        self.more.setHidden(len(shown) == len(keys))
        waiting = [self._words(part) for part in PARTS if part.key not in shown and self._counts.get(part.key)]
        self.more.set_mark(", ".join(waiting))
        self.more.setToolTip("\n".join(filter(None, (self.more.accessibleName(), self.more.mark))))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for part in self.hidden_parts():
            action = menu.addAction(self._words(part))
            action.triggered.connect(lambda _on=False, key=part.key: self._take(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _take(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _options(self) -> list[Option]:
        return [
            Option(key=HAPPENED, text=self.tr("What happened")),
            *(Option(key=part.key, text=self._words(part)) for part in PARTS),
        ]

    def _words(self, part: CasePart) -> str:
        count = self._counts.get(part.key, 0)
        return f"{part.words()} {self._formats.number(count)}" if count else part.words()
