"""The words of the history tab: what was found, what is said of days, what effect an event had."""

from datetime import date

from csops.domain.day_marks import DayMark, MarkKind
from csops.domain.histories import ChannelHistory, Finding, MeasuredEffect, Odd
from csops.ui.forecast.wording import tr
from csops.ui.kit.charts import FanData, Spot
from csops.ui.kit.formats import Formats


def span(first: date, last: date, formats: Formats) -> str:
    """Write one day, or from when to when."""
    if first == last:
        return formats.day(first, weekday=True, year=True)
    return f"{formats.day(first, year=first.year != last.year)} \u2013 {formats.day(last, year=True)}"


def finding(found: Finding, formats: Formats) -> tuple[str, str]:
    """Say which days look wrong, and how."""
    weekday = formats.locale.dayName(found.first_day.isoweekday())
    came, usual = formats.number(found.came), formats.number(found.expected)
    said = {
        Odd.MISSING: tr("Nothing is logged on %Ln open days", found.days),
        Odd.HIGH: tr("{came} contacts, where {usual} are usual"),
        Odd.LOW: tr("Only {came} contacts, where {usual} are usual"),
        Odd.EMPTY: tr("Nothing came, where {usual} are usual"),
        Odd.OUTSIDE: tr("Closed by the opening hours, yet {came} contacts were answered"),
        Odd.IDLE_WEEKDAY: tr("Open by the opening hours, yet nearly never anything comes. Look at them in Settings"),
        Odd.BUSY_WEEKDAY: tr("Closed by the opening hours, yet contacts are answered. Look at them in Settings"),
    }[found.odd]
    days = weekday if found.odd.is_weekday else span(found.first_day, found.last_day, formats)
    return days, said.format(came=came, usual=usual)


def mark(found: DayMark, history: ChannelHistory, formats: Formats) -> tuple[str, str]:
    """Say what a mark says, and what effect its event has."""
    days = span(found.first_day, found.last_day, formats)
    where = "" if found.channel_id is not None else tr("all channels")
    if found.kind is MarkKind.EVENT:
        return f"{days}: {found.name}", ", ".join(filter(None, (_effect(found, history, formats), where)))
    said = tr("Left out: not learned from") if found.kind is MarkKind.LEFT_OUT else tr("Ordinary: looked at, and real")
    return f"{days}{f': {found.name}' if found.name else ''}", ", ".join(filter(None, (said, where)))


def _effect(found: DayMark, history: ChannelHistory, formats: Formats) -> str:
    measured = history.effect(found.name)
    if found.effect is not None:
        assumed = tr("Assumed {effect}").format(effect=change(found.effect, formats))
        return assumed if measured is None else f"{assumed}. {effect_words(measured, formats)}"
    if measured is None:
        return tr("No effect assumed, and no earlier day to measure it on: counts as usual, with more doubt")
    return effect_words(measured, formats)


def effect_words(measured: MeasuredEffect, formats: Formats) -> str:
    """Say how large an effect was, on how many days it was measured, and how sure that is."""
    said = tr("Measured on %Ln days: {effect} (95 %: {low} to {high})", measured.days)
    return said.format(
        effect=change(measured.factor, formats),
        low=change(measured.low95, formats),
        high=change(measured.high95, formats),
    )


def change(factor: float, formats: Formats) -> str:
    """Write a factor as a change: +30 %."""
    return formats.share(factor - 1, signed=True)


def chart(found: ChannelHistory, formats: Formats, *, days: int | None = None) -> FanData:
    """Return the days as a line, with what is usual beside it, and dots where something is to be said.

    `days`: so many of the last ones; None for all.
    """
    shown = sorted({*found.came, *found.missing_days})[-(days or 0) :]
    place = {day: at for at, day in enumerate(shown)}
    return FanData(
        title=tr("{channel}, contacts by day").format(channel=found.channel.name),
        lesson=lesson(found, formats),
        starts=tuple(shown),
        names=tuple(formats.day(day, weekday=True, year=True) for day in shown),
        history=tuple(found.came.get(day) for day in shown),
        last_year=tuple(found.usual.get(day) for day in shown) if found.usual else (),
        beside=tr("Usual"),
        spots=(*_marked(found, place), *_odd(found, place, formats)),
        unit=tr("contacts"),
        colour=f"channel.{found.channel.key}",
        from_zero=True,
    )


def lesson(found: ChannelHistory, formats: Formats) -> str:
    """Say how much there is to look at."""
    number = len(found.findings)
    if not number and not found.usual:
        return tr("Too little history to tell what is usual")
    return tr("{number} to look at").format(number=formats.number(number)) if number else tr("Nothing looks wrong")


def _odd(found: ChannelHistory, place: dict[date, int], formats: Formats) -> list[Spot]:
    return [
        Spot(at=place[each.first_day], label=tr("To look at"), detail=finding(each, formats)[1])
        for each in found.findings
        if each.first_day in place and not each.odd.is_weekday
    ]


def _marked(found: ChannelHistory, place: dict[date, int]) -> list[Spot]:
    labels = {
        MarkKind.EVENT: (tr("Event"), "info.solid"),
        MarkKind.LEFT_OUT: (tr("Left out"), "text.tertiary"),
        MarkKind.ORDINARY: (tr("Ordinary"), "success.solid"),
    }
    return [
        Spot(at=place[day], label=labels[each.kind][0], detail=each.name, colour=labels[each.kind][1])
        for each in found.marks
        for day in each.days()
        if day in place
    ]
