"""The look of this window and its keys: of this person on this computer, not of the shop."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.desk import Desk
from csops.ui.keys import SHOWN, shortcuts_of
from csops.ui.kit.cards import Card
from csops.ui.kit.choices import Option, Segmented, Slider
from csops.ui.kit.controls import Switch
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import KeyCap
from csops.ui.kit.shortcuts import WHERE_WORDS, Shortcut, Where, capped, columns_of, tr
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import LARGEST_ZOOM, SMALLEST_ZOOM
from csops.ui.look import PER_CENT, Look
from csops.ui.preferences import Preferences
from csops.ui.settings.tab import Tab

STEP = 5


class LookTab(Tab):
    """Light or dark, zoom, letters as shortcuts, and the list of keys."""

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(
            desk,
            title=self.tr("Look and keys"),
            why=self.tr("Of this computer alone: colleagues keep their own"),
        )
        self.preferences, self.look = preferences, Look(self.themes, preferences)
        options = [
            Option(key="light", text=self.tr("Light")),
            Option(key="dark", text=self.tr("Dark")),
            Option(key="system", text=self.tr("As the system")),
        ]
        self.scheme = Segmented(self.themes, options, name=self.tr("Light or dark"))
        low, high = round(SMALLEST_ZOOM * PER_CENT), round(LARGEST_ZOOM * PER_CENT)
        self.zoom = Slider(
            self.themes, name=self.tr("Zoom"), low=low // STEP, high=high // STEP, value=PER_CENT // STEP,
            today=PER_CENT // STEP,
        )  # fmt: skip
        self.per_cent = NumberField(
            self.themes, label=self.tr("Zoom"), formats=Formats(), unit="%", low=low, high=high, name="zoom"
        )
        self.letters = Switch(self.themes, self.tr("Single letters are shortcuts in lists"))
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        self.scheme.choose(self.themes.choice)
        self._show_zoom(self.look.zoom)
        self.letters.setChecked(bool(self.preferences.get("letter_shortcuts", True)))

    def _show_zoom(self, share: float) -> None:
        self.zoom.blockSignals(True)
        self.zoom.setValue(round(share * PER_CENT / STEP))
        self.zoom.blockSignals(False)
        self.per_cent.set_number(round(share * PER_CENT))

    # ------------------------------------------------------------ changing
    def _connect(self) -> None:
        self.scheme.chosen.connect(self.look.choose_scheme)
        self.zoom.valueChanged.connect(self._slid)
        self.zoom.sliderReleased.connect(lambda: self._choose_zoom(self.zoom.value() * STEP / PER_CENT))
        self.per_cent.line.editingFinished.connect(self._typed)
        self.letters.clicked.connect(lambda on: self.preferences.set("letter_shortcuts", bool(on)))
        self.themes.changed.connect(self._look_changed)

    def _look_changed(self) -> None:
        self.scheme.choose(self.themes.choice)
        self._show_zoom(self.look.zoom)

    def _slid(self, value: int) -> None:
        self.per_cent.set_number(value * STEP)
        if not self.zoom.isSliderDown():  # while dragging the slider would move away from under the pointer
            self._choose_zoom(value * STEP / PER_CENT)

    def _typed(self) -> None:
        number = self.per_cent.number()
        if not self.per_cent.problem() and number is not None:
            self._choose_zoom(float(number) / PER_CENT)

    def _choose_zoom(self, share: float) -> None:
        self.look.choose_zoom(share)
        self._show_zoom(share)

    # ------------------------------------------------------------ laying out
    def _lay_out(self) -> None:
        card = Card(self.themes, title=self.tr("Look"))
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=2)
        row.addWidget(self.scheme)
        row.addStretch(1)
        card.body.addLayout(row)
        zoom = QHBoxLayout()
        Spacing(self.themes, zoom, gap=3)
        zoom.addWidget(self.per_cent, 1)
        level = QVBoxLayout()  # level with the middle of the field, which has its label above
        level.addStretch(1)
        level.addWidget(self.zoom)
        Spacing(self.themes, level, margins=(0, 0, 0, 1))
        zoom.addLayout(level, 3)
        card.body.addLayout(zoom)
        self.column.addWidget(card)
        keys = Card(self.themes, title=self.tr("Keys"))
        part = QVBoxLayout()
        Spacing(self.themes, part, gap=0.5)
        part.addWidget(self.letters)
        note = self.tr("E for done, S for postpone and the like; never while you type in a field")
        part.addWidget(Text(self.themes, note, font="small", colour="text.secondary", wrap=True))
        keys.body.addLayout(part)
        keys.body.addWidget(self._table())
        self.column.addWidget(keys)

    def _table(self) -> QWidget:
        table = QWidget()
        columns = QHBoxLayout(table)
        Spacing(self.themes, columns, margins=(0, 2, 0, 0), gap=10)
        self.stack_when_narrow(columns)
        shortcuts = shortcuts_of(self.preferences)
        for part in columns_of(SHOWN, shortcuts):
            grid = QGridLayout()
            Spacing(self.themes, grid, gap=1)
            entries: list[Where | Shortcut] = []
            for where in part:
                entries += [where, *shortcuts.rows(where)]
            for number, entry in enumerate(entries):
                self._put(grid, entry, number)
            grid.setRowStretch(len(entries), 1)
            grid.setColumnStretch(0, 1)
            columns.addLayout(grid, 1)
        return table

    def _put(self, grid: QGridLayout, entry: Where | Shortcut, number: int) -> None:
        if isinstance(entry, Where):
            heading = Text(self.themes, tr(str(WHERE_WORDS[entry])), font="smallStrong", colour="text.secondary")
            heading.setContentsMargins(0, self.themes.current.space(2 if number else 0), 0, 0)
            grid.addWidget(heading, number, 0)
            return
        grid.addWidget(Text(self.themes, tr(entry.does), font="small", wrap=True), number, 0)
        caps = QHBoxLayout()
        Spacing(self.themes, caps, gap=1)
        caps.addStretch(1)
        for one in capped(entry.keys):
            caps.addWidget(KeyCap(self.themes, one))
        grid.addLayout(caps, number, 1)
