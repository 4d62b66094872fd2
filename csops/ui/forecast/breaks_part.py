"""The breaks of a shift in its form: each from when, and for how long."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from csops.domain.errors import CsopsError, Missing
from csops.domain.opening_hours import Span
from csops.domain.shifts import Hours, checked_hours
from csops.domain.wording import clock
from csops.ui.forecast.list_part import ListPart
from csops.ui.forecast.template_words import break_words
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import DurationField
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes

USUAL = timedelta(minutes=30)
_MINUTE = timedelta(minutes=1)


class BreaksPart(ListPart[Span]):
    """Breaks, each in a line; they lie within the shift, of which `hours` tells what is said so far."""

    def __init__(self, themes: Themes, formats: Formats, *, hours: Callable[[], Hours | None]) -> None:
        super().__init__(themes, none="", add="")
        self._none = self.tr("No breaks")
        self.call_add(self.tr("Add break"))
        self._hours = hours
        self.at = LineField(themes, label=self.tr("Break at"), name="break", placeholder="12:00")
        self.length = DurationField(themes, label=self.tr("For how long"), formats=formats, name="length of a break")
        self.at.set_check(self._wrong_at)
        self.length.set_check(self._wrong_length)
        self.add_rows((self.at, self.length))
        self.clear()

    def words_of(self, thing: Span) -> str:
        """Say when and for how long."""
        return break_words(thing)

    def is_begun(self) -> bool:
        """Whether it is said when another break begins."""
        return bool(self.at.text())

    def thing(self) -> Span:
        """Return the break of the fields, if it lies within the shift and beside the other breaks."""
        minutes = round((self.length.duration() or USUAL) / _MINUTE)
        if minutes < 1:
            raise Missing(field="length of a break", right=self.tr("Say it as 30 min"))
        begin = clock(self.at.text(), field="break")
        new, hours = Span(start_minute=begin, end_minute=begin + minutes), self._hours()
        if hours is not None:
            checked_hours(replace(hours, breaks=(*self.kept, new)))
        return new

    def clear(self) -> None:
        """Empty the fields; the usual length stands there."""
        self.at.set_text("")
        self.length.set_duration(USUAL)

    def _wrong_at(self) -> str:
        if not self.at.text() or self._wrong_length():
            return ""
        try:
            self.thing()
        except CsopsError as error:
            return words(error).sentence
        return ""

    def _wrong_length(self) -> str:
        found = self.length.duration()
        if not self.length.text() or (found is not None and found >= _MINUTE):
            return ""
        return self.tr("“{text}” is no length of a break. Say it as 30 min").format(text=self.length.text())
