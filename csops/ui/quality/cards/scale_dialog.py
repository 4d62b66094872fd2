"""Own steps of a scale: two to five words, each with what it is worth."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.scale_rules import MOST_STEPS, check_scale, step_scale
from csops.domain.scoring import Scale
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import Line
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.reading import read_number
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import WeightLine, weight_words
from csops.ui.quality.wording import tr


class ScaleDialog(Dialog):
    """Asks for the steps of a scale, the best first. A line left empty is no step.

    Signals:
        made(object): the Scale, once it can be rated by.
    """

    made = Signal(object)

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget, *, scale: Scale, of: str) -> None:
        super().__init__(themes, parent, title=tr("Steps of {criterion}").format(criterion=of))
        self._formats, self._of = formats, of
        self.lines = [(Line(themes), WeightLine(themes)) for _ in range(MOST_STEPS)]
        self.trouble = Text(themes, colour="danger.text", wrap=True)
        self.take = Button(themes, tr("Use these steps"), role=Role.PRIMARY)
        self._lay_out()
        best_first = sorted(scale.steps, key=lambda step: -step.percent)
        for (word, percent), step in zip(self.lines, best_first, strict=False):
            word.setText(step.label)
            percent.setText(weight_words(step.percent, formats))
        self.take.clicked.connect(self.submit)
        self.closed.connect(self.deleteLater)

    def scale(self) -> Scale:
        """Return the scale that stands there, its steps from the lowest up."""
        typed = [(word.text().strip(), self._percent(percent)) for word, percent in self.lines]
        return step_scale(sorted(((word, worth) for word, worth in typed if word), key=lambda pair: pair[1]))

    def submit(self) -> None:
        """Hand the steps on, or say what is wrong with them."""
        try:
            scale = self.scale()
            check_scale(scale, of=self._of)
        except CsopsError as error:
            self.trouble.say(words(error).sentence)
            self.trouble.show()
            self.place()
            return
        self.made.emit(scale)
        self.close_layer()

    def _percent(self, line: WeightLine) -> float:
        number = read_number(line.text(), self._formats.locale)
        return float(number) if number is not None else 0.0

    def _lay_out(self) -> None:
        grid = QGridLayout()
        Spacing(self.themes, grid, gap=2, across=2)
        heads = (tr("Step"), tr("Worth"))
        for column, said in enumerate(heads):
            grid.addWidget(Text(self.themes, said, font="smallStrong", colour="text.secondary"), 0, column)
        for place, (word, percent) in enumerate(self.lines, start=1):
            word.setAccessibleName(tr("Word of step {number}").format(number=place))
            percent.setAccessibleName(tr("Percent of step {number}").format(number=place))
            grid.addWidget(word, place, 0)
            grid.addWidget(percent, place, 1)
            percent.stepped.connect(lambda by, line=percent: self._step(line, by))
        note = tr("The best first, worth 100 %. A line left empty is no step")
        self.body.addWidget(Text(self.themes, note, colour="text.secondary", wrap=True))
        self.body.addLayout(grid)
        self.body.addWidget(self.trouble)
        self.trouble.hide()
        self.add_button(self.take)

    def _step(self, line: WeightLine, by: int) -> None:
        line.setText(weight_words(max(0.0, min(100.0, self._percent(line) + by)), self._formats))
