"""Who came through each step: everybody, and by the answers to a question, with rate, range, ratio and test."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops.domain.fairness import GroupRate, QuestionRates, Step
from csops.domain.proportions import wilson
from csops.services.fairness import Fairness
from csops.ui.hiring.fairness.fairness_words import (
    caution,
    counted,
    group_name,
    rate_range,
    ratio_words,
    test_note,
    test_words,
    way,
)
from csops.ui.hiring.fairness.rate_bar import RateAxis, RateBar
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Banner, Card
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_EVERYBODY = ""
_BAR = "bar"
_WIDE = 760
_WIDE_ONLY = {1, 3}
_BAR_SHARE, _NAME_SHARE = 3, 2
"""How bars and words share what room the figures leave."""


class RatesView(QWidget):
    """The caution, a choice of everybody or a question, and the steps below."""

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self.themes, self._formats = themes, formats
        self.found: Fairness | None = None
        self._is_narrow = False
        self.caution = Banner(themes, caution())
        self.choice = Segmented(themes, [Option(key=_EVERYBODY, text=tr("Everybody"))], name=tr("By what"))
        self.said = Text(themes, colour="text.secondary", wrap=True)
        self.ground = QWidget()
        self.column = QVBoxLayout(self.ground)
        Spacing(themes, self.column, margins=(6, 2, 6, 6), gap=4)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.ground)
        self.area.setAccessibleName(tr("How groups fared"))
        head = QHBoxLayout()
        Spacing(themes, head, margins=(6, 3, 6, 2), gap=4)
        head.addWidget(self.choice)
        head.addWidget(self.said, 1)
        rows = QVBoxLayout(self)
        Spacing(themes, rows)
        rows.addWidget(self.caution)
        rows.addLayout(head)
        rows.addWidget(self.area, 1)
        self.choice.chosen.connect(lambda _key: self._show())
        self.setFocusProxy(self.choice)

    def show_found(self, found: Fairness) -> None:
        """Show other counts; the question that was chosen stays."""
        self.found = found
        options = [Option(key=one.question, text=one.question) for one in found.questions]
        before = self.choice.key()
        self.choice.show_options([Option(key=_EVERYBODY, text=tr("Everybody")), *options])
        self.choice.choose(before if before in {one.key for one in options} else _EVERYBODY)
        self._show()

    def question(self) -> QuestionRates | None:
        """Return the question that is chosen, None for everybody."""
        key = self.choice.key()
        return next((one for one in self.found.questions if one.question == key), None) if self.found else None

    def _show(self) -> None:
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        question = self.question()
        self.said.say(self._summary(question))
        if question is None and self.found is not None:
            self.column.addWidget(self._everybody(self.found.steps))
        for step in question.steps if question is not None else ():
            if step.groups and question is not None:
                self.column.addWidget(self._step(step, question))
        self.column.addStretch(1)

    def _summary(self, question: QuestionRates | None) -> str:
        found = self.found
        if found is None:
            return ""
        if question is None:
            said = tr("%Ln applications", found.applications)
            return said if not found.past else said + " · " + tr("%Ln of them erased, counts alone", found.past)
        said = tr("%Ln answered", question.answered) + ", " + tr("%Ln did not", question.silent)
        if question.is_hidden:
            return (
                said
                + ". "
                + tr("There are too few to show: each answer needs five people, or numbers could be traced to one")
            )
        if not any(step.groups for step in question.steps):
            return said + ". " + tr("No step has five decisions for two answers yet")
        if question.together:
            said += ". " + tr("Answers of fewer than five people are counted together")
        return said

    # ------------------------------------------------------------ cards
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the bars and ranges give way to the figures; a word on hover holds them."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.themes.current.px(_WIDE)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._show()

    def _everybody(self, steps: Sequence[Step]) -> QWidget:
        card = Card(self.themes, title=tr("From step to step"))
        grid = self._grid((tr("Step"), _BAR, tr("Rate"), tr("19 of 20 times"), tr("Counted")), words_at=4)
        for number, step in enumerate(steps, start=1):
            passage = step.everybody
            rate, told = passage.rate, counted(passage, self._formats)
            interval = wilson(passage.passed, passage.decided)
            low, high = self._formats.share(interval.low), self._formats.share(interval.high)
            reach = tr("{low} to {high}").format(low=low, high=high) if rate is not None else ""
            self._words(grid, number, 0, way(step), note=reach)
            if rate is not None:
                self._bar(grid, number, RateBar(self.themes, rate=rate, interval=interval, words=told))
                self._cell(grid, number, 2, self._formats.share(rate), strong=True, note=reach)
                self._cell(grid, number, 3, reach)
            self._words(grid, number, 4, told, quiet=True)
        card.body.addLayout(grid)
        return card

    def _step(self, step: Step, question: QuestionRates) -> QWidget:
        card = Card(self.themes, title=way(step))
        heads = (
            question.question,
            _BAR,
            tr("Rate"),
            tr("19 of 20 times"),
            tr("Came through"),
            tr("Ratio"),
            tr("Fisher's p"),
        )
        grid = self._grid(heads)
        for number, one in enumerate(step.groups, start=1):
            self._group(grid, number, one, question)
        card.body.addLayout(grid)
        notes = [note for note in (test_note(one, self._formats) for one in step.groups) if note]
        if len(notes) == 1:
            card.body.addWidget(Line(self.themes))
            card.body.addWidget(Text(self.themes, notes[0], font="small", colour="text.secondary", wrap=True))
        return card

    def _group(self, grid: QGridLayout, number: int, one: GroupRate, question: QuestionRates) -> None:
        formats, passage = self._formats, one.passage
        name, reach = group_name(one.group, question.together), rate_range(one, formats)
        self._words(grid, number, 0, name, note=reach)
        if one.is_small or passage.rate is None:
            said = tr("Fewer than five people were decided on: not shown")
            label = ElidedText(self.themes, said, colour="text.secondary")
            grid.addWidget(label, number, 1, 1, 6)
            return
        told = f"{name}: {counted(passage, formats)}, {reach}"
        self._bar(
            grid,
            number,
            RateBar(self.themes, rate=passage.rate, interval=one.interval, words=told, is_highest=one.is_highest),
        )
        self._cell(grid, number, 2, formats.share(passage.rate), strong=True, note=told)
        self._cell(grid, number, 3, reach)
        came = tr("{passed} of {decided}")
        came = came.format(passed=formats.number(passage.passed), decided=formats.number(passage.decided))
        self._cell(grid, number, 4, came)
        self._cell(grid, number, 5, ratio_words(one, formats), note=tr("Its rate over the highest"))
        self._cell(grid, number, 6, test_words(one, formats), note=test_note(one, formats))

    # ------------------------------------------------------------ cells
    def _grid(self, heads: Sequence[str], *, words_at: int = -1) -> QGridLayout:
        """Return a grid with its heads: words lead, figures end, bars lie between them where there is room."""
        grid = QGridLayout()
        Spacing(self.themes, grid, gap=1, across=4)
        for place, head in enumerate(heads):
            if place in _WIDE_ONLY and self._is_narrow:
                continue
            if head == _BAR:
                grid.setColumnStretch(place, _BAR_SHARE)
                grid.addWidget(RateAxis(self.themes, self._formats), 0, place)
                continue
            side = Qt.AlignmentFlag.AlignLeading if place in {0, words_at} else Qt.AlignmentFlag.AlignTrailing
            grid.addWidget(Text(self.themes, head, font="smallStrong", colour="text.secondary"), 0, place, side)
        grid.setColumnStretch(0, _NAME_SHARE)
        if words_at >= 0:
            grid.setColumnStretch(words_at, _NAME_SHARE)
        return grid

    def _bar(self, grid: QGridLayout, row: int, bar: RateBar) -> None:
        if not self._is_narrow:
            grid.addWidget(bar, row, 1)

    def _words(
        self, grid: QGridLayout, row: int, place: int, words: str, *, quiet: bool = False, note: str = ""
    ) -> None:
        colour = "text.secondary" if quiet else "text.primary"
        label = ElidedText(self.themes, words, font="body" if quiet else "bodyStrong", colour=colour)
        label.setAccessibleDescription(note)
        grid.addWidget(label, row, place)

    def _cell(
        self, grid: QGridLayout, row: int, place: int, words: str, *, strong: bool = False, note: str = ""
    ) -> None:
        if place in _WIDE_ONLY and self._is_narrow:
            return
        label = Text(self.themes, words, font="bodyStrong" if strong else "body", figures=True)
        label.setToolTip(note)
        grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
