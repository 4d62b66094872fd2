"""Results split by person, criterion, channel, topic, scorecard or reviewer, as a table."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_behind import ResultsBy
from csops.services.review_results import Results
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.labels import Text
from csops.ui.kit.sheet import FigureSheet
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.results.tables import Opens, table_of
from csops.ui.quality.results.words import ResultNames, ResultWords, by_words, one_of_words, withheld_words
from csops.ui.quality.wording import tr

_ORDER = (
    ResultsBy.PERSON, ResultsBy.CRITERION, ResultsBy.CHANNEL, ResultsBy.TOPIC, ResultsBy.CAUSE, ResultsBy.CARD,
    ResultsBy.REVIEWER,
)  # fmt: skip


class SplitCard(Card):
    """The card.

    Signals:
        opened(object, str, str): the reviews behind a number (Which), their name, and of a criterion its card.
    """

    opened = Signal(object, str, str)

    def __init__(self, desk: Desk, words: ResultWords, *, sees_all: bool) -> None:
        themes = desk.themes
        super().__init__(themes, padded=False)
        self._desk, self._words = desk, words
        self._found: Results | None = None
        self._names = ResultNames()
        self._opens: dict[str, Opens] = {}
        ways = [by for by in _ORDER if sees_all or by is not ResultsBy.PERSON]
        self.by = Segmented(themes, [Option(key=by.value, text=by_words(by)) for by in ways], name=tr("Split"))
        self.note = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.sheet = FigureSheet(themes, name=tr("Results"), heading=tr("Person"), fits=True, sorts=True)
        self._lay_out()
        self.by.chosen.connect(self._split)
        self.sheet.picked.connect(self._open)
        self.sheet.sorting.changed.connect(self._say)

    def choose(self, by: ResultsBy) -> None:
        """Split so."""
        self.by.choose(by.value)
        self._split()

    def show_results(self, found: Results, names: ResultNames) -> None:
        """Show results."""
        self._found, self._names = found, names
        self._draw()

    def _split(self, _key: str = "") -> None:
        self.sheet.sorting.set_order(())
        self.sheet.setCurrentIndex(QModelIndex())  # a row of one split is none of the next
        self._draw()

    def _draw(self) -> None:
        if self._found is None or not self.by.key():
            return
        by = ResultsBy(self.by.key())
        table = table_of(self._found, by, team=self._desk.team, names=self._names, words=self._words)
        self._opens = table.opens
        self.sheet.setAccessibleName(by_words(by))
        self.sheet.set_heading(one_of_words(by), *table.beside)
        self.sheet.show_rows(table.columns, table.rows)
        self._say()

    def _say(self) -> None:
        if self._found is None or not self.by.key():
            return
        by = ResultsBy(self.by.key())
        withheld = withheld_words(self._found.withheld.by.get(by, 0))
        note = _note(by, self._found, is_sorted=bool(self.sheet.sorting.order))
        self.note.say(" · ".join(each for each in (note, withheld) if each))

    def _open(self, key: str, column: int) -> None:
        row = self._opens.get(key)
        if row is not None:
            self.opened.emit(row.which(column), row.name, row.card)

    def _lay_out(self) -> None:
        themes = self._desk.themes
        head = QWidget()
        row = QHBoxLayout(head)
        Spacing(themes, row, margins=(5, 3, 5, 2), gap=4)
        row.addWidget(self.by)
        row.addWidget(self.note, 1)
        column = QVBoxLayout()
        Spacing(themes, column)
        column.addWidget(head)
        column.addWidget(self.sheet)
        self.set_gap(0)
        self.body.addLayout(column)


def _note(by: ResultsBy, found: Results, *, is_sorted: bool) -> str:
    if by is ResultsBy.CRITERION:
        number = found.fewest_to_rank
        return (
            tr("Below stands what was rated fewer than %Ln times", number)
            if is_sorted
            else tr("The weakest first, from %Ln ratings on", number)
        )
    if by is ResultsBy.CAUSE:
        return tr("Reviews with a rating of half or less that came from it; one may stand in several rows")
    if by is ResultsBy.REVIEWER:
        return tr("They rated different contacts: whether one is strict is told by calibration alone")
    return tr("Ranked from %Ln reviews on", found.fewest_to_rank)
