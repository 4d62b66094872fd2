"""Later in the log: what came of contacts that passed and of those that failed, which is no proof."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.review_behind import Part, Which
from csops.domain.review_estimates import Estimate
from csops.domain.review_links import Effect, Link
from csops.ui.kit.cards import Card
from csops.ui.kit.labels import Text
from csops.ui.kit.sheet import FigureSheet
from csops.ui.kit.sheet_model import SheetCell, SheetColumn, SheetRow
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.results.words import PERCENT, ResultWords, effect_words, withheld_words
from csops.ui.quality.wording import tr

_PARTS = (Part.PASSED, Part.FAILED, Part.RATED)


class LinksCard(Card):
    """The card.

    Signals:
        opened(object, str): the reviews behind a number (Which), and what they are called.
    """

    opened = Signal(object, str)

    def __init__(self, themes: Themes, words: ResultWords) -> None:
        super().__init__(themes, title=tr("Later in the log"), padded=False)
        self._words = words
        self.sheet = FigureSheet(themes, name=tr("Later in the log"), heading=tr("What came of it"), fits=True)
        self.sheet.set_heading(tr("What came of it"), tr("Unit"), tr("Note"))
        caution = tr(
            "That one goes with the other is no proof that it comes from it: hard contacts fail more often and end "
            "worse, however they are handled"
        )
        self.caution = Text(themes, caution, font="small", colour="text.secondary", wrap=True)
        self.without = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.without.hide()
        note = QWidget()
        column = QVBoxLayout(note)
        Spacing(themes, column, margins=(5, 0, 5, 3))
        column.addWidget(self.caution)
        column.addWidget(self.without)
        self.set_gap(0)
        self.body.addWidget(note)
        self.body.addWidget(self.sheet)
        self.sheet.picked.connect(self._open)

    def show_links(self, links: Sequence[Link], *, withheld: int = 0) -> None:
        """Show what came of contacts; `withheld`: so many reviews are left out, or it would tell of single people."""
        self.without.say(withheld_words(withheld))
        self.without.setVisible(bool(withheld))
        passed, failed, difference = tr("Passed"), tr("Failed"), tr("Difference")
        columns = (
            SheetColumn(key="passed", title=passed, share=3, least=30, copied=_heads(passed, number=True)),
            SheetColumn(key="failed", title=failed, share=3, least=30, copied=_heads(failed, number=True)),
            SheetColumn(
                key="difference", title=difference, share=4, least=36, copied=(*_heads(difference), tr("Verdict"))
            ),
        )
        self.sheet.show_rows(columns, [self._row(link) for link in links])

    def _row(self, link: Link) -> SheetRow:
        note = {
            Effect.CSAT: tr("Mean answer, in per cent of its scale"),
            Effect.REPEAT: tr("Share that wrote or called again soon after"),
            Effect.CONCESSIONS: tr("Money for each case"),
        }[link.effect]
        cells = (self._side(link.effect, link.passed), self._side(link.effect, link.failed), self._difference(link))
        unit = self._words.currency if link.effect is Effect.CONCESSIONS else PERCENT
        name = effect_words(link.effect)
        return SheetRow(key=link.effect.value, name=name, note=note, cells=cells, values=(unit, note))

    def _side(self, effect: Effect, side: Estimate) -> SheetCell:
        if not side.n:
            note = tr("Nothing known")
            return SheetCell(text=self._words.formats.number(None), note=note, values=(None, None, None, 0))
        sure = self._words.between(effect, side.low, side.high)
        basis = tr("%Ln contacts", side.n) if effect is Effect.REPEAT else tr("%Ln cases", side.n)
        values = (*_numbers(effect, side.value, side.low, side.high), side.n)
        return SheetCell(text=self._words.amount(effect, side.value), unit=basis, note=sure, values=values)

    def _difference(self, link: Link) -> SheetCell:
        said = self._words.amount(link.effect, link.difference, signed=True)
        if link.difference is None:
            note = tr("Too few to judge")
            return SheetCell(text=said, note=note, values=(None, None, None, note))
        sure = self._words.between(link.effect, link.low, link.high, signed=True)
        verdict = tr("more than chance") if link.is_clear else tr("may be chance")
        verdict = tr("too few to judge") if link.too_few else verdict
        values = (*_numbers(link.effect, link.difference, link.low, link.high), verdict)
        return SheetCell(text=said, unit=verdict, note=sure, values=values)

    def _open(self, key: str, column: int) -> None:
        effect, part = Effect(key), _PARTS[min(column, len(_PARTS) - 1)]
        side = {Part.PASSED: tr("passed"), Part.FAILED: tr("failed")}.get(part, "")
        name = ", ".join(each for each in (effect_words(effect), side) if each)
        self.opened.emit(Which(part=part, effect=effect), name)


def _heads(title: str, *, number: bool = False) -> tuple[str, ...]:
    """Return what stands over the copied values of a column."""
    ways = (tr("{column} likely from"), tr("{column} likely to"), *((tr("{column}, number"),) if number else ()))
    return (title, *(way.format(column=title) for way in ways))


def _numbers(effect: Effect, *values: float | None) -> tuple[float | None, ...]:
    """Return values in the unit of their row, as they are copied; those that are all alike tell no range."""
    times = 100 if effect is Effect.REPEAT else 1
    value, low, high = (None if one is None else round(times * one, 2) for one in values)
    return (value, None, None) if low == high else (value, low, high)
