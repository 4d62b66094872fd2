"""Where the counts of a channel come from, in words."""

from datetime import datetime, timedelta

from csops.domain.count_rows import MONTH_MINUTES, WEEK_MINUTES
from csops.domain.volume import DAY_MINUTES
from csops.services.volume_sources import ChannelSources, FileStretch
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats

_INSTANT = timedelta(microseconds=1)


def stretch(channel: str, told: FileStretch, formats: Formats) -> str:
    """Name the channel and the days of a stretch."""
    return tr("{channel}, {days}").format(channel=channel, days=_days(told.first_at, told.until - _INSTANT, formats))


def of_file(told: FileStretch, formats: Formats) -> str:
    """Say what a file tells in a stretch, and whether it counts."""
    said = tr("{file}, imported {when}: {intervals} of {step}, {contacts} contacts").format(
        file=told.file,
        when=formats.day(told.imported_at.astimezone(formats.zone).date(), year=True),
        intervals=tr("%Ln intervals", told.intervals),
        step=_step(told.minutes),
        contacts=formats.number(told.contacts),
    )
    if not told.counts:
        return tr("{said}. It does not count here, by choice").format(said=said)
    if told.is_part:
        return tr("{said}. In a part of it {file}, imported later, counts").format(said=said, file=told.replaced_by)
    if told.replaced_by:
        return tr("{said}. {file}, imported later, counts instead").format(said=said, file=told.replaced_by)
    if told.minutes >= DAY_MINUTES:
        return tr("{said}. Its hours are split by how the channel runs, or else evenly over the open ones").format(
            said=said
        )
    return said


def of_log(found: ChannelSources, formats: Formats) -> tuple[str, str]:
    """Name what the log tells of a channel, and say how much of it is known to the day only or does not count."""
    days = _days(found.first_logged, found.last_logged, formats)
    named = tr("{channel}, {days}").format(channel=found.channel.name, days=days or tr("none that counts"))
    said = [tr("The log: {contacts}").format(contacts=tr("%Ln contacts", found.logged))]
    if found.by_day:
        said.append(tr("%Ln known by their day only", found.by_day))
    if found.in_batches:
        said.append(tr("%Ln entered in a batch: their time of day is unsure", found.in_batches))
    if found.set_aside:
        said.append(tr("%Ln set aside, since a file tells their time", found.set_aside))
    return named, ". ".join(said)


def _days(first: datetime | None, last: datetime | None, formats: Formats) -> str:
    if first is None or last is None:
        return ""
    ends = (formats.day(each.astimezone(formats.zone).date(), year=True) for each in (first, last))
    begin, end = ends
    return begin if begin == end else tr("{first} to {last}").format(first=begin, last=end)


def _step(minutes: int) -> str:
    named = {DAY_MINUTES: tr("a day"), WEEK_MINUTES: tr("a week"), MONTH_MINUTES: tr("a month"), 60: tr("an hour")}
    if minutes in named:
        return named[minutes]
    return tr("%Ln hours", minutes // 60) if minutes % 60 == 0 else tr("%Ln minutes", minutes)
