"""The scores above the list of answers: one tile for each question and scale."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.survey_scores import PERCENT, POINTS, Score
from csops.domain.surveys import SCALES
from csops.ui.cases.answer_words import good_words, kind_words, scale_words, score_note, score_words, tr
from csops.ui.kit.cards import Figure, KpiTile
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

MOST_TILES = 5


class ScoreTiles(QWidget):
    """Tiles side by side.

    Signals:
        opened(AnswerKind): the answers behind a score are wanted.
    """

    opened = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.tiles: list[KpiTile] = []
        self._row = QHBoxLayout(self)
        Spacing(themes, self._row, margins=(5, 4, 6, 2), gap=4)

    @property
    def has_scores(self) -> bool:
        """Whether there is any tile."""
        return bool(self.tiles)

    def show_scores(self, scores: Sequence[Score], formats: Formats) -> None:
        """Show one tile for each score, those of the usual scales first; the rest stands in the list."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.tiles = []
        for score in scores[:MOST_TILES]:
            tile = KpiTile(self._themes, _figure(score, formats))
            tile.setToolTip(score_note(score, formats))
            tile.opened.connect(lambda score=score: self.opened.emit(score.kind))
            self.tiles.append(tile)
            self._row.addWidget(tile, 1)
        self.setVisible(bool(self.tiles))


def _figure(score: Score, formats: Formats) -> Figure:
    is_usual = score.scale in SCALES[score.kind][:1]
    name = kind_words(score.kind) if is_usual else f"{kind_words(score.kind)}, {scale_words(score.scale)}"
    return Figure(
        name=name,
        value=score_words(score, formats),
        unit=_unit(score),
        verdict=_verdict(score, formats),
        verdict_family="neutral",
        brief=tr("n = {n}").format(n=formats.number(score.n)),
    )


def _unit(score: Score) -> str:
    if score.too_few:
        return good_words(score.kind)
    if score.unit == PERCENT:
        return good_words(score.kind)
    return tr("points, −100 to 100") if score.unit == POINTS else tr("of 5 stars")


def _verdict(score: Score, formats: Formats) -> str:
    if score.too_few:
        return tr("Too few to judge")
    n = formats.number(score.n)
    if score.interval is None:
        return tr("n = {n}").format(n=n)
    decimals = 1 if score.unit == "stars" else 0
    low, high = (formats.number(one, decimals=decimals) for one in (score.interval.low, score.interval.high))
    return tr("{low} to {high}, n = {n}").format(low=low, high=high, n=n)  # short: four of them stand side by side
