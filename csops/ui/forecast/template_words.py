"""The words of shifts that can be given: from when to when, their breaks, what is paid, and on which days."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale

from csops.domain.opening_hours import DAY_MINUTES, WEEKDAYS, Span
from csops.domain.shifts import Hours, ShiftTemplate, clock_text
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats

_SHORT = QLocale.FormatType.ShortFormat
_LEAST_RUN = 3
"""So many days in a row are named by the first and the last."""


def heads() -> list[str]:
    """Return what is said of each shift."""
    return [tr("Shift"), tr("From and to"), tr("Paid"), tr("Breaks"), tr("Given")]


def line(template: ShiftTemplate, formats: Formats, *, is_proposed: bool = False) -> tuple[str, ...]:
    """Return a shift as the cells of its line."""
    given = days_words(template.weekdays, formats)
    if is_proposed:
        given = tr("proposed, {days}").format(days=given)
    elif not template.active:
        given = tr("retired")
    paid = tr("{hours} h").format(hours=hours_words(template.paid_minutes, formats))
    return template.name, span_words(template), paid, breaks_words(template.breaks) or tr("none"), given


def sentence(template: ShiftTemplate, formats: Formats, *, is_proposed: bool = False) -> str:
    """Say a shift whole: Early 08:00 to 16:30, break 12:00 for 30 min, 8 h paid, every day."""
    parts = [tr("{name} {span}").format(name=template.name, span=span_words(template))]
    parts += [tr("break {which}").format(which=break_words(each)) for each in template.breaks]
    parts.append(paid_words(template, formats))
    parts.append(line(template, formats, is_proposed=is_proposed)[-1])
    return ", ".join(parts)


def span_words(hours: Hours) -> str:
    """Say from when to when: 22:00 to 06:00 the next day."""
    said = tr("{begin} to {end} the next day") if hours.end_minute > DAY_MINUTES else tr("{begin} to {end}")
    return said.format(begin=clock_text(hours.start_minute), end=clock_text(hours.end_minute))


def break_words(pause: Span) -> str:
    """Say when a break is, and for how long: 12:00 for 30 min."""
    minutes = pause.end_minute - pause.start_minute
    return tr("{begin} for {minutes} min").format(begin=clock_text(pause.start_minute), minutes=minutes)


def breaks_words(breaks: Sequence[Span]) -> str:
    """Say all breaks; nothing where there are none."""
    return ", ".join(break_words(each) for each in breaks)


def paid_words(hours: Hours, formats: Formats) -> str:
    """Say how many hours are paid, such as 8 h paid."""
    return tr("{hours} h paid").format(hours=hours_words(hours.paid_minutes, formats))


def paid_of_words(hours: Hours, formats: Formats) -> str:
    """Say how many hours are paid of those from begin to end."""
    length = hours.end_minute - hours.start_minute
    if length == hours.paid_minutes:
        return tr("{paid}, all from begin to end").format(paid=paid_words(hours, formats))
    said = tr("{paid} of {all} h from begin to end")
    return said.format(paid=paid_words(hours, formats), all=hours_words(length, formats))


def hours_words(minutes: int, formats: Formats) -> str:
    """Write minutes as hours, without decimals that say nothing: 8, 7.5, 7.75."""
    value = minutes / 60
    digits = next((each for each in (0, 1) if round(value, each) == value), 2)
    return formats.number(value, decimals=digits)


def days_words(weekdays: Sequence[str], formats: Formats) -> str:
    """Say on which weekdays: every day, Mon to Fri, or Mon, Wed."""
    places = [place for place, key in enumerate(WEEKDAYS) if key in weekdays]
    if len(places) in {0, len(WEEKDAYS)}:
        return tr("every day")
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(_run(run, formats) for run in runs)


def short_weekday(place: int, formats: Formats) -> str:
    """Return the short name of a weekday that counts from Monday, 0."""
    return formats.locale.dayName(place + 1, _SHORT)


def _run(run: list[int], formats: Formats) -> str:
    names = [short_weekday(place, formats) for place in run]
    return (
        tr("{first} to {last}").format(first=names[0], last=names[-1]) if len(run) >= _LEAST_RUN else ", ".join(names)
    )
