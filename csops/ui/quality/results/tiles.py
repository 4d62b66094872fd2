"""The results of all together: five tiles, each a way into the reviews behind it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.review_behind import Part, Which
from csops.domain.review_results import Scores
from csops.services.review_changes import Before
from csops.services.review_results import Results
from csops.ui.kit.cards import Figure, KpiTile
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.results.change_words import NOT_COMPARED, Against, ChangeWords
from csops.ui.quality.results.words import PERCENT, ResultWords
from csops.ui.quality.wording import tr

PARTS = {
    "final": Part.RATED,
    "passed": Part.PASSED,
    "clean": Part.CLEAN,
    "raw": Part.RATED,
    "errors": Part.CRITICAL,
}
_NARROW = 190  # pixels at 100 % of a tile


def _why_raw(whole: Scores, words: ResultWords) -> str:
    """Return why the raw score and the final one differ, or that they do not."""
    if whole.is_hidden or whole.raw.value is None or whole.final.value is None:
        return ""
    if not whole.families:
        return tr("As if no error were critical. None was, so it is the final score")
    lost = whole.raw.value - whole.final.value
    if lost < _HALF_A_TENTH:
        return tr("As if no error were critical. Those there were failed their reviews and left the number")
    return tr("As if no error were critical: critical errors cost {points} points on average").format(
        points=words.formats.number(lost, decimals=1)
    )


_HALF_A_TENTH = 0.05


class ResultTiles(QWidget):
    """Tiles side by side.

    Signals:
        opened(object, str): the reviews behind a number (Which), and what they are called.
    """

    opened = Signal(object, str)

    def __init__(self, themes: Themes, words: ResultWords) -> None:
        super().__init__()
        self._themes, self._words = themes, words
        self._changes = ChangeWords(words.formats)
        self.tiles = {key: KpiTile(themes, Figure(name="", value="")) for key in PARTS}
        self._names: dict[str, str] = {}
        self._tips: dict[str, str] = {}
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=4)
        for key, tile in self.tiles.items():
            row.addWidget(tile, 5 if key == "errors" else 4)  # it names families
            tile.opened.connect(lambda key=key: self._open(key))

    def show_results(self, found: Results, before: Before | None = None) -> None:
        """Show the results of all together, and how they stand to those before."""
        whole, words = found.whole, self._words
        hidden = words.too_few(whole, found) if whole.is_hidden else ""
        rated, unit = whole.final.n, self._unit(whole)
        compared = before is not None and not whole.is_hidden and whole.final.value is not None
        changes = before.changes(whole) if before is not None and compared else {}
        figures = {
            "final": (tr("Final score"), whole.final, 1),
            "passed": (tr("Passed"), whole.passed, 100),
            "clean": (tr("No critical error"), whole.clean, 100),
            "raw": (tr("Raw score"), whole.raw, 1),
        }
        for key, (name, one, times) in figures.items():
            value, sure = words.mean(one, times=times), words.range(one, times=times)
            alone = tr("One says nothing of doubt") if rated == 1 else ""
            said = tr("{range} likely").format(range=sure) if sure else alone
            against = NOT_COMPARED
            if before is not None and key in changes:
                against = self._changes.against(changes[key], before, times=times)
            brief, tip = hidden or words.brief_range(one, times=times), _why_raw(whole, words) if key == "raw" else ""
            self._show(key, name, value, unit, hidden or said, brief=brief, against=against, tip=tip)
        errors = sum((whole.families or {}).values())
        self._show(
            "errors",
            tr("Critical errors"),
            words.formats.number(None if whole.is_hidden else errors),
            "" if whole.is_hidden else tr("in %Ln reviews", rated),
            hidden or words.families(whole) or tr("None in these reviews"),
        )

    def _open(self, key: str) -> None:
        if key in self._names:  # before results have come there is nothing behind a number, nor what it is called
            self.opened.emit(Which(part=PARTS[key]), self._names[key])

    def _unit(self, whole: Scores) -> str:
        return "" if whole.final.value is None else f"{PERCENT} · " + tr("%Ln reviews", whole.final.n)

    def _show(
        self,
        key: str,
        name: str,
        value: str,
        unit: str,
        verdict: str,
        *,
        brief: str = "",
        against: Against = NOT_COMPARED,
        tip: str = "",
    ) -> None:
        self._names[key], self._tips[key] = name, tip or against.whole
        brief_unit = PERCENT if unit.startswith(PERCENT) else ""
        self.tiles[key].show_figure(
            Figure(
                name=name,
                value=value,
                unit=unit,
                verdict=verdict,
                against=against.line,
                brief=brief,
                brief_unit=brief_unit,
                brief_against=against.brief,
            )
        )
        self._explain(key)

    def _explain(self, key: str) -> None:
        """Say all of a tile on hover: a tile that becomes wider or narrower forgets that."""
        tile = self.tiles[key]
        tile.setToolTip(f"{tile.accessibleName()}\n{self._tips.get(key, '')}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: narrow tiles say less."""
        super().resizeEvent(event)
        is_narrow = self.width() / len(self.tiles) < self._themes.current.px(_NARROW)
        for key, tile in self.tiles.items():
            tile.set_narrow(is_narrow)
            self._explain(key)
