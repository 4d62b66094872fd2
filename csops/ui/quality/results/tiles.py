"""The results of all together: five tiles, each a way into the reviews behind it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.review_behind import Part, Which
from csops.domain.review_results import Scores
from csops.services.review_results import Results
from csops.ui.kit.cards import Figure, KpiTile
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
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
        self.tiles = {key: KpiTile(themes, Figure(name="", value="")) for key in PARTS}
        self._names: dict[str, str] = {}
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=4)
        for key, tile in self.tiles.items():
            row.addWidget(tile, 5 if key == "errors" else 4)  # it names families
            tile.opened.connect(lambda key=key: self.opened.emit(Which(part=PARTS[key]), self._names.get(key, "")))

    def show_results(self, found: Results) -> None:
        """Show the results of all together."""
        whole, words = found.whole, self._words
        hidden = words.too_few(whole, found) if whole.is_hidden else ""
        rated, unit = whole.final.n, self._unit(whole)
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
            self._show(key, name, value, unit, hidden or said, brief=hidden or words.brief_range(one, times=times))
        self.tiles["raw"].setToolTip(f"{self.tiles['raw'].accessibleName()}\n{_why_raw(whole, words)}".strip())
        errors = sum((whole.families or {}).values())
        self._show(
            "errors",
            tr("Critical errors"),
            words.formats.number(None if whole.is_hidden else errors),
            "" if whole.is_hidden else tr("in %Ln reviews", rated),
            hidden or words.families(whole) or tr("None in these reviews"),
        )

    def _unit(self, whole: Scores) -> str:
        return "" if whole.final.value is None else f"{PERCENT} · " + tr("%Ln reviews", whole.final.n)

    def _show(self, key: str, name: str, value: str, unit: str, verdict: str, *, brief: str = "") -> None:
        self._names[key] = name
        brief_unit = PERCENT if unit.startswith(PERCENT) else ""
        figure = Figure(name=name, value=value, unit=unit, verdict=verdict, brief=brief, brief_unit=brief_unit)
        tile = self.tiles[key]
        tile.show_figure(figure)
        tile.setToolTip(tile.accessibleName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: narrow tiles say less."""
        super().resizeEvent(event)
        is_narrow = self.width() / len(self.tiles) < self._themes.current.px(_NARROW)
        for tile in self.tiles.values():
            tile.set_narrow(is_narrow)
