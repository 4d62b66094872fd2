"""Two customers side by side before they are made one: which value comes from which, to be changed field by field."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.domain.customer_merging import FieldChoice, Take
from csops.services.customer_merges import MergePreview
from csops.ui.customers.merging.words import field_words, moved_words, tr, value_words
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

_TALLEST = 12  # rows of fields before they scroll


class MergeDialog(Dialog):
    """Shows what a merge makes of two.

    Signals:
        merge_wanted: they shall be made one by `choices`.
        swap_wanted: show it the other way round.
    """

    merge_wanted = Signal()
    swap_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget, *, preview: MergePreview, formats: Formats) -> None:
        super().__init__(desk.themes, parent, title=tr("Make one customer of two"), width=2)
        self._desk, self._formats, self.preview = desk, formats, preview
        self._takes = {line.key: line.take for line in preview.lines}
        self.sources: dict[str, Segmented] = {}
        self._sides: dict[str, tuple[Text, Text]] = {}
        self.body.addWidget(Text(desk.themes, _sentence(preview), colour="text.secondary", wrap=True))
        self._show_fields()
        self.trouble = Text(desk.themes, colour="danger.text", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.swap = Button(desk.themes, tr("The other way round"), icon_name="arrow-left-right")
        self.swap.clicked.connect(self.swap_wanted)
        self.merge = Button(desk.themes, tr("Merge"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.merge.setShortcut("Ctrl+Return")
        self.merge.clicked.connect(self.merge_wanted)
        self.add_button(self.swap)
        self.add_button(self.merge)

    @property
    def choices(self) -> Mapping[str, Take]:
        """Where each field comes from, of those that leave a choice."""
        return {line.key: self._takes[line.key] for line in self.preview.lines if line.is_open}

    def complain(self, sentence: str) -> None:
        """Say why they stay two."""
        self.trouble.say(sentence)
        self.trouble.show()
        self.place()

    def first_focus(self) -> QWidget:
        """Return the button: what is proposed loses nothing."""
        return self.merge

    # ------------------------------------------------------------ inside
    def _show_fields(self) -> None:
        inner = QVBoxLayout()
        Spacing(self.themes, inner)
        grid = QGridLayout()
        Spacing(self.themes, grid, gap=2, across=3)
        heads = ("", tr("{name} stays").format(name=self.preview.kept.title), self._goes(), tr("Comes from"))
        for column, words in enumerate(heads):
            grid.addWidget(Text(self.themes, words, font="smallStrong", colour="text.secondary", wrap=True), 0, column)
            grid.setColumnStretch(column, 3 if column in {1, 2} else 1)
        for row, line in enumerate(self.preview.lines, start=1):
            self._add_line(grid, row, line)
        inner.addLayout(grid)
        inner.addStretch(1)
        area = scrolling(inner)
        theme = self.themes.current
        rows = min(_TALLEST, len(self.preview.lines)) + 1
        area.setMinimumHeight(min(rows * theme.size("row"), theme.size("listPane", 1)))
        self.body.addWidget(area, 1)

    def _goes(self) -> str:
        return tr("{name} goes").format(name=self.preview.merged.title)

    def _add_line(self, grid: QGridLayout, row: int, line: FieldChoice) -> None:
        words = field_words(line.key)
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(Text(self.themes, words, font="small", colour="text.secondary"), row, 0, middle)
        sides = (self._side(line, 0), self._side(line, 1))
        self._sides[line.key] = sides
        for column, side in enumerate(sides, start=1):
            grid.addWidget(side, row, column, middle)
        if line.is_open:
            names = {Take.KEPT: tr("First"), Take.MERGED: tr("Second"), Take.BOTH: tr("Both")}
            options = [Option(key=take.value, text=names[take]) for take in line.may]
            source = Segmented(
                self.themes, options, name=tr("{field} comes from").format(field=words), key=line.take.value
            )
            source.chosen.connect(lambda key, of=line.key: self._choose(of, Take(key)))
            self.sources[line.key] = source
            grid.addWidget(source, row, 3, middle)
        self._mark(line.key)

    def _side(self, line: FieldChoice, place: int) -> Text:
        said = value_words(
            line.key, line.values[place], desk=self._desk, formats=self._formats, names=self.preview.names
        )
        return Text(self.themes, said.replace("\n", " · "), wrap=True)

    def _choose(self, key: str, take: Take) -> None:
        self._takes[key] = take
        self._mark(key)

    def _mark(self, key: str) -> None:
        """Let what is taken stand out from what is not."""
        take, sides = self._takes[key], self._sides[key]
        for side, own in zip(sides, (Take.KEPT, Take.MERGED), strict=True):
            is_taken = take in {own, Take.BOTH}
            side.say(side.words(), colour="text.primary" if is_taken else "text.tertiary")


def _sentence(preview: MergePreview) -> str:
    moves = [moved_words(key, number) for key, number in preview.moves.items()]
    said = (
        tr("From {name} come {what}").format(name=preview.merged.title, what=", ".join(moves))
        if moves
        else tr("{name} has no contacts or cases").format(name=preview.merged.title)
    )
    number = tr("Number {number} leads to {name} from then on").format(
        number=preview.merged.id, name=preview.kept.title
    )
    return tr("{what}. {number}. It can be taken back, and the two can be parted again at any time").format(
        what=said, number=number
    )
