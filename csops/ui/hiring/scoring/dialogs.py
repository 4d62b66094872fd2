"""What lies over the form: how the fit so far is made up, and how to rate."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from csops.domain.score_progress import Progress
from csops.services.score_forms import ScoreForm
from csops.ui.hiring.wording import level_words, tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class SumDialog(Dialog):
    """The sum behind the fit so far, skill by skill."""

    def __init__(self, themes: Themes, parent: QWidget, *, form: ScoreForm, found: Progress) -> None:
        super().__init__(themes, parent, title=tr("How the fit is made up"), width=1)
        formats = Formats()
        said = tr("Each skill counts its weight, in full at the target and less below it; what is not rated stays out")
        self.body.addWidget(Text(themes, said, colour="text.secondary", wrap=True))
        grid = QGridLayout()
        Spacing(themes, grid, gap=1, across=4)
        grid.setColumnStretch(0, 1)
        self._row(grid, 0, (tr("Skill"), tr("Weight"), tr("Level"), tr("Target"), tr("Counts")), font="smallStrong")
        names = {line.skill.key: line.skill.name for line in form.lines}
        rated = [row for row in found.fit.skills if row.n]
        for number, row in enumerate(rated, start=1):
            figures = (
                names.get(row.skill, row.skill),
                formats.number(row.weight),
                formats.number(row.mean),
                formats.number(row.target),
                formats.number(row.weight * (row.share or 0.0), decimals=1),
            )
            self._row(grid, number, figures)
        points = sum(row.weight * (row.share or 0.0) for row in rated)
        total = (tr("Together"), formats.number(found.fit.rated_weight), "", "", formats.number(points, decimals=1))
        self._row(grid, len(rated) + 1, total, font="bodyStrong")
        self.body.addLayout(grid)
        value = found.fit.fit
        told = tr("{points} of {weight} = {fit}").format(
            points=formats.number(points, decimals=1),
            weight=formats.number(found.fit.rated_weight),
            fit=formats.share(None if value is None else value / 100, decimals=1),
        )
        self.body.addWidget(Text(themes, told, font="bodyStrong", figures=True))
        self.closed.connect(self.deleteLater)

    def _row(self, grid: QGridLayout, number: int, cells: Sequence[str], *, font: str = "body") -> None:
        for place, cell in enumerate(cells):
            colour = "text.secondary" if not number else "text.primary"
            label = Text(self.themes, cell, font=font, colour=colour, figures=True)
            side = Qt.AlignmentFlag.AlignTrailing if place else Qt.AlignmentFlag.AlignLeading
            grid.addWidget(label, number, place, side)


class HelpDialog(Dialog):
    """What holds for every rating, and what the levels are called."""

    def __init__(self, themes: Themes, parent: QWidget, *, notes: Sequence[str]) -> None:
        super().__init__(themes, parent, title=tr("How to rate"), width=1)
        for note in notes:
            row = QHBoxLayout()
            Spacing(themes, row, gap=2)
            row.addWidget(Picture(themes, "check", size=14, colour="success.text"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(themes, note, wrap=True), 1)
            self.body.addLayout(row)
        said = ", ".join(f"{level} {level_words(level).lower()}" for level in range(1, 6))
        self.body.addWidget(Text(themes, said, colour="text.secondary", wrap=True))
        self.closed.connect(self.deleteLater)
