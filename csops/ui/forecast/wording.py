"""The sentences of the forecast page."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from csops.domain.channels import Channel
from csops.domain.outlooks import ChannelOutlook, HandleSource, MeasuredHandleTime, Miss
from csops.domain.predictions import Method
from csops.domain.requirement import Requirement
from csops.services.staffing import Busiest, Outlook
from csops.ui.kit.formats import Formats

OLD_AFTER = timedelta(weeks=4)
"""A log that ended longer ago says little of the weeks to come."""
_SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def tr(text: str, number: int = -1) -> str:
    """Translate a sentence of this page; `%Ln` is the number, in its plural form."""
    return QCoreApplication.translate("Forecast", text, None, number)


def lesson(
    needed: Requirement, week: date, busiest: Busiest | None, formats: Formats, *, is_what_if: bool = False
) -> str:
    """Say of a week how much work the contacts are, how much is paid for it, and when it is busiest."""
    work = hours(needed.hours_on_contacts, formats)
    paid = formats.number(needed.paid_hours)
    said = tr("{week}: {work} hours on contacts, {paid} paid hours")
    if is_what_if:
        said = tr("{week}, what if: {work} hours on contacts, {paid} paid hours")
    if busiest is None:
        return said.format(week=week_of(week, formats), work=work, paid=paid)
    said = tr("{first}; busiest {day} {start} to {end}").replace("{first}", said)
    return said.format(
        week=week_of(week, formats),
        work=work,
        paid=paid,
        day=weekday(busiest.day, formats),
        start=hour(busiest.start),
        end=hour(busiest.end),
    )


def closed(names: Sequence[str]) -> str:
    """Name a week by its first holiday, or say how many days are closed without a name."""
    named = next(filter(None, names), "")
    return named or (tr("One day closed") if len(names) == 1 else tr("%Ln days closed", len(names)))


def closed_days(names: Sequence[str]) -> str:
    """Say everything about the closed days of a week: each by its name, and the number of those without one."""
    bare = names.count("")
    nameless = tr("one day") if bare == 1 else tr("%Ln days", bare)
    return ", ".join([*filter(None, names), *([nameless] if bare else [])])


def hours(value: float, formats: Formats) -> str:
    """Write hours: to a tenth where they are few."""
    return formats.number(value, decimals=0 if value >= 10 else 1)


def chart_title(channel: Channel) -> str:
    """Say what the fan counts, and per what."""
    said = tr("Phone calls a week") if channel.key == "phone" else tr("{channel} contacts a week")
    return said.format(channel=channel.name)


def chart_unit(channel: Channel) -> str:
    """Return what is counted."""
    return tr("calls") if channel.key == "phone" else tr("contacts")


def miss(found: ChannelOutlook, formats: Formats) -> str:
    """Say who was nearer, the forecast or the naive guess, by week and by day, and how far off each was."""
    if found.miss is None:
        return tr("Too little history to say how far off this usually is")
    by_week = _sides(found.miss, formats)
    if found.day_miss is None:
        return _nearer(found.miss, None).format(by_week=by_week)
    return _nearer(found.miss, found.day_miss).format(by_week=by_week, by_day=_sides(found.day_miss, formats))


def usual_miss(found: ChannelOutlook, formats: Formats) -> str:
    """Say the same in the little room above the chart: by week alone, unless by day another was nearer."""
    if found.miss is None or (found.day_miss is not None and found.day_miss.naive_wins != found.miss.naive_wins):
        return miss(found, formats)
    near, far = sorted((found.miss.share, found.miss.naive_share))
    said = tr("Usual miss {near}, against {far} for repeating last week")
    if found.miss.naive_wins:
        said = tr("Repeating last week was nearer: usual miss {near}, against {far}")
    return said.format(near=formats.share(near), far=formats.share(far))


def _nearer(week: Miss, day: Miss | None) -> str:
    """The sentence with who was nearer first: where there is little room its end is cut."""
    if day is None and week.naive_wins:
        return tr("Repeating last week was nearer by week: missed {by_week}")
    if day is None:
        return tr("Nearer than repeating last week by week: missed {by_week}")
    if week.naive_wins and day.naive_wins:
        return tr("Repeating last week was nearer by week and by day: missed {by_week}, {by_day}")
    if week.naive_wins:
        return tr("By week repeating last week was nearer, by day the forecast: missed {by_week}, {by_day}")
    if day.naive_wins:
        return tr("By week the forecast was nearer, by day repeating last week: missed {by_week}, {by_day}")
    return tr("Nearer than repeating last week by week and by day: missed {by_week}, {by_day}")


def _sides(found: Miss, formats: Formats) -> str:
    near, far = sorted((found.share, found.naive_share))
    return tr("{near} against {far}").format(near=formats.share(near), far=formats.share(far))


def history(outlook: Outlook, formats: Formats, *, today: date) -> str:
    """Say what the forecast spans and how much it was learnt from; with the year where it does not begin now."""
    if not outlook.weeks or outlook.last_day is None:
        return ""
    first, last = outlook.last_day + timedelta(days=1), outlook.weeks[-1] + timedelta(days=6)
    said = tr("{first} to {last}, from {span} of contacts")
    old = is_old(outlook, today)
    span = _span(outlook.history_days)
    return said.format(first=formats.day(first, year=old), last=formats.day(last, year=old), span=span)


def is_old(outlook: Outlook, today: date) -> bool:
    """Whether the log ends so long ago that its forecast is not of the days to come."""
    return outlook.last_day is not None and today - outlook.last_day > OLD_AFTER


def ends_early(outlook: Outlook, formats: Formats) -> str:
    """Say that the forecast goes on from the end of the log, not from today."""
    said = tr("The history ends on {day}: forecast and people needed are of the weeks after it, not of those to come")
    return said.format(day=formats.day(outlook.last_day, year=True))


def not_enough(days: int, *, least: int) -> str:
    """Say what a forecast takes, and what the log has."""
    said = tr(
        "The forecast and the people needed are worked out from logged contacts, or from a report of counts such as a "
        "phone system's. That takes at least {least} whole days before today, and eight weeks to see how good it is. "
        "There so far: {has}"
    )
    return said.format(least=number_word(least), has=tr("%Ln days", days) if days else tr("no whole day"))


def thin_history(outlook: Outlook) -> str:
    """Say what a short history can and cannot tell."""
    said = tr(
        "{span} of history: it shows the usual week, not yet seasons, trends or holidays. The ranges are wider until "
        "there are eight weeks"
    )
    return said.format(span=_span(outlook.history_days).capitalize())


def outside_hours(number: int, share: float, formats: Formats) -> str:
    """Say that many contacts came while the shop is said to be closed."""
    said = tr("%Ln contacts ({share}) came outside the opening hours and are not forecast", number)
    return said.format(share=formats.share(share))


def _span(days: int) -> str:
    weeks = days // 7
    number, unit = (weeks, tr("%Ln weeks", weeks)) if days >= 14 else (days, tr("%Ln days", days))
    return unit.replace(str(number), number_word(number), 1) if number <= 10 else unit


def number_word(number: int) -> str:
    """Return a number up to ten as a word."""
    return tr(_SMALL_NUMBERS[number]) if 0 <= number < len(_SMALL_NUMBERS) else QLocale().toString(number)


def handle_source(found: MeasuredHandleTime, formats: Formats) -> str:
    """Say where a handle time is from. It is always a mean: a median would under-staff."""
    count = formats.number(found.contacts)
    if found.source is HandleSource.ASSUMED and found.contacts:
        return tr("Only {count} measured yet; the team's assumption").format(count=count)
    if found.source is HandleSource.ASSUMED:
        return tr("None measured yet; the team's assumption")
    if found.source is HandleSource.RECENT:
        return tr("Measured mean, last 12 weeks (n {count})").format(count=count)
    if found.source is HandleSource.FORECAST:
        return tr("Forecast from %Ln weeks, {count} contacts", found.weeks).format(count=count)
    return tr("Measured mean since {month} (n {count})").format(count=count, month=formats.month(found.since))


def method_name(method: Method) -> str:
    """Return a method's name for a person."""
    return {
        Method.SEASONAL_NAIVE: tr("the same time last week"),
        Method.SLOT_MEAN_8W: tr("the mean of the last eight weeks"),
        Method.SLOT_MEAN_ALL: tr("the mean of all weeks"),
        Method.DAY_PROFILE: tr("the mean day, shared out by its profile"),
        Method.WEIGHTED_LEVEL: tr("recent weeks weighted, times the level of the last days"),
        Method.REGRESSION: tr("a regression on weekday, season and trend"),
        Method.REGRESSION_LEVEL: tr("a regression on weekday, season and trend, times the level of the last days"),
        Method.MIX: tr("the mean of the three best kinds"),
    }[method]


def week_of(start: date, formats: Formats) -> str:
    """Name a week by its Monday."""
    return tr("Week of {day}").format(day=formats.day(start))


def weekday(day: date, formats: Formats) -> str:
    """Return the name of a day of the week."""
    return formats.locale.dayName(day.isoweekday())


def hour(at: datetime) -> str:
    """Write a time of the day as the map does."""
    return f"{at.hour}:{at.minute:02}"
