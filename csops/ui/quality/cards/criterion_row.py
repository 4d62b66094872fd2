"""One criterion of a card in a line: its name, scale and weight; the rest opens below."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.scoring import Criterion, Scale
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.fields import Line
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.reading import read_number
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import WeightLine, weight_words
from csops.ui.quality.cards.card_words import family_words, scale_words
from csops.ui.quality.cards.two_ways import stack
from csops.ui.quality.wording import tr

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CriterionRow(QWidget):
    """Shows a criterion and says what stands in its line.

    Signals:
        edited: a person changed something of it.
        opened: its details shall be shown, or hidden.
        moved(int): it shall go up (-1) or down (1): Alt with Up or Down.
        own_scale_wanted: it shall get steps of its own.
    """

    edited = Signal()
    opened = Signal()
    moved = Signal(int)
    own_scale_wanted = Signal()

    def __init__(self, themes: Themes, formats: Formats, scales: Sequence[Scale], parent: QWidget) -> None:
        super().__init__(parent)
        self._formats, self._themes, self._scales = formats, themes, tuple(scales)
        self._criterion: Criterion | None = None
        self.name = Line(themes)
        self.name.setPlaceholderText(tr("What is looked at"))
        self.family = Text(themes, font="smallStrong", colour="danger.text")
        self.scale = ChoiceBox(themes, typed=False)
        self.weight = WeightLine(themes)
        self.hold = IconButton(themes, "lock-open", name="", role=Role.GHOST, compact=True)
        self.hold.setCheckable(True)
        self.more = IconButton(themes, "chevron-down", name="", role=Role.GHOST, compact=True)
        self.problem = Text(themes, font="small", colour="danger.text", wrap=True)
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------ what is shown
    def show_criterion(self, criterion: Criterion, *, is_held: bool, is_open: bool) -> None:
        """Show a criterion; nobody is told."""
        self._criterion = criterion
        if self.name.text() != criterion.name:
            self.name.setText(criterion.name)
            self.name.setCursorPosition(0)  # of a long name the beginning is seen
        self._fill_scales(criterion.scale)
        if self._typed_weight() != criterion.weight or not self.weight.text():
            self.set_weight(criterion.weight)
        self.hold.setChecked(is_held)
        self.family.say(family_words(criterion.critical))
        self.family.setVisible(bool(criterion.critical))
        self._say_names()
        self.more.show_icon("chevron-up" if is_open else "chevron-down", name=self._more_words(is_open=is_open))
        self.show_problem("")

    def criterion(self) -> Criterion:
        """Return the criterion as its line says; a weight that is no number is 0."""
        assert self._criterion is not None, "a criterion is shown"
        scale = self.scale.currentData()
        return replace(
            self._criterion,
            name=self.name.text(),
            scale=scale if isinstance(scale, Scale) else self._criterion.scale,
            weight=self._typed_weight(),
        )

    def set_scales(self, scales: Sequence[Scale]) -> None:
        """Offer these beside the one that is chosen."""
        self._scales = tuple(scales)
        if self._criterion is not None:
            self._fill_scales(self.criterion().scale)

    def take_scale(self, scale: Scale) -> None:
        """Take a scale of own steps, as if it were chosen."""
        self._fill_scales(scale)
        self.edited.emit()

    def set_narrow(self, is_narrow: bool) -> None:
        """Take two lines where one has no room."""
        stack([self._row], is_narrow=is_narrow)

    @property
    def is_held(self) -> bool:
        """Whether its weight stays when the rest is shared out."""
        return self.hold.isChecked()

    def set_weight(self, weight: float) -> None:
        """Show another weight; nobody is told."""
        self.weight.setText(weight_words(weight, self._formats) if weight else "")

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the criterion, or nothing."""
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Alt with Up or Down moves the criterion."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ inside
    def _typed_weight(self) -> float:
        kept = self._criterion
        if kept is not None and kept.weight and self.weight.text() == weight_words(kept.weight, self._formats):
            return kept.weight  # 33.333 reads 33.33 and stays what it is
        number = read_number(self.weight.text(), self._formats.locale)
        return float(number) if number is not None else 0.0

    def _fill_scales(self, scale: Scale) -> None:
        """Offer the usual scales and this one, and at the end to make another."""
        offered = [each for each in self._scales if each.steps != scale.steps]
        self.scale.blockSignals(True)
        self.scale.clear()
        for each in [scale, *offered]:
            self.scale.addItem(scale_words(each), each)
        self.scale.addItem(tr("Own steps…"), None)
        self.scale.setCurrentIndex(0)
        self.scale.blockSignals(False)

    def _scale_chosen(self, _place: int) -> None:
        if self.scale.currentData() is None:
            self.scale.setCurrentIndex(0)
            self.own_scale_wanted.emit()
        else:
            self.edited.emit()

    def _step(self, by: int) -> None:
        self.set_weight(max(0.0, min(100.0, self._typed_weight() + by)))
        self.edited.emit()

    def _fit_scale(self) -> None:
        """Be as wide as the usual words and the arrow: Qt measures by the widest letter."""
        theme = self._themes.current
        usual = self.scale.fontMetrics().horizontalAdvance(tr("Yes / Partly / No"))
        self.scale.setMinimumContentsLength(1)
        self.scale.setFixedWidth(usual + theme.size("icon") + 2 * theme.space(3) + theme.space(1))

    def _say_names(self) -> None:
        name = self.name.text() or tr("New criterion")
        self.name.setAccessibleName(tr("{criterion}: name").format(criterion=name))
        self.scale.setAccessibleName(tr("{criterion}: scale").format(criterion=name))
        self.weight.setAccessibleName(tr("{criterion}: weight in per cent").format(criterion=name))
        held = tr("The weight of {criterion} stays when the rest is shared out. Let it go")
        free = tr("Let the weight of {criterion} stay when the rest is shared out")
        is_held = self.hold.isChecked()
        said = (held if is_held else free).format(criterion=name)
        self.hold.show_icon("lock" if is_held else "lock-open", name=said)

    def _more_words(self, *, is_open: bool) -> str:
        said = tr("Close the details of {criterion}") if is_open else tr("Open the details of {criterion}")
        return said.format(criterion=self.name.text() or tr("New criterion"))

    def _held(self) -> None:
        self._say_names()
        self.edited.emit()

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        self.scale.activated.connect(self._scale_chosen)
        self.weight.textEdited.connect(lambda _text: self.edited.emit())
        self.weight.stepped.connect(self._step)
        self.hold.clicked.connect(self._held)
        self.more.clicked.connect(self.opened)

    def _lay_out(self) -> None:
        self.scale.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._themes.changed.connect(self._fit_scale)
        self._fit_scale()
        self._row, named, weighed = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        Spacing(self._themes, self._row, margins=(4, 0, 0, 0), gap=2)
        for part, widgets in ((named, (self.name, self.family)), (weighed, (self.scale, self.weight))):
            Spacing(self._themes, part, gap=2)
            for widget in widgets:
                part.addWidget(widget, int(widget is self.name))
        for button in (self.hold, self.more):
            weighed.addWidget(button)
        self._row.addLayout(named, 1)
        self._row.addLayout(weighed)
        column = QVBoxLayout(self)
        Spacing(self._themes, column, gap=1)
        column.addLayout(self._row)
        column.addWidget(self.problem)
        self.problem.hide()
