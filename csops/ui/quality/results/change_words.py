"""How results stand to those of the same length of time before: in words, a change never without its doubt."""

from dataclasses import dataclass

from csops.domain.review_changes import ScoreChange
from csops.services.review_changes import Before
from csops.ui.kit.formats import Formats
from csops.ui.quality.results.words import PERCENT
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class Against:
    """What a tile says of a change: in a line, in a short one, and whole for who wants to know."""

    line: str = ""
    brief: str = ""
    whole: str = ""


NOT_COMPARED = Against()


class ChangeWords:
    """Writes changes in points of a hundred; `times` makes per cent of a share."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats

    def against(self, change: ScoreChange, before: Before, *, times: float = 1) -> Against:
        """Return what is to be said of a change."""
        if change.too_few:
            return Against(
                line=tr("Too few to tell a change"), brief=tr("Too few to tell"), whole=self._few(change, before)
            )
        then = tr("Before, {days}: {value} {percent} of {reviews}").format(
            days=self._days(before),
            value=self._formats.number(times * (change.before.value or 0), decimals=1),
            percent=PERCENT,
            reviews=tr("%Ln reviews", change.before.n),
        )
        amount, low, high = (
            self._formats.number(times * (value or 0), decimals=1, signed=is_signed)
            for value, is_signed in ((change.amount, True), (change.low, False), (change.high, False))
        )
        said = tr("{amount} points ({low} to {high})").format(amount=amount, low=low, high=high)
        if not change.is_clear:
            chance = tr("{change}: chance alone may do that").format(change=said)
            return Against(line=tr("As before"), brief=tr("As before"), whole=f"{then}\n{chance}")
        brief = tr("{amount} pts ({low} to {high})").format(amount=amount, low=low, high=high)
        return Against(line=said, brief=brief, whole=then)

    def _few(self, change: ScoreChange, before: Before) -> str:
        days, enough = self._days(before), self._formats.number(before.enough)
        if before.whole.is_hidden:
            return tr("Before, {days}: of people with too few to show").format(days=days)
        return tr("{now}; before, {days}: {then}. It takes {enough} each to tell a change").format(
            now=tr("%Ln reviews", change.now.n), days=days, then=tr("%Ln reviews", change.before.n), enough=enough
        )

    def _days(self, before: Before) -> str:
        first, last = (self._formats.day(day, year=True) for day in (before.first_day, before.last_day))
        return tr("{first} to {last}").format(first=first, last=last)
