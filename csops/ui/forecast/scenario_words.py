"""What a scenario changes, in words."""

from collections.abc import Mapping
from datetime import timedelta

from csops.domain.scenarios import Event, Gone, Hours, NewChannel, Scenario
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats


def differs(scenario: Scenario, names: Mapping[str, str], formats: Formats, *, currency: str) -> str:
    """Say everything that differs from how things are; `names` are those of the channels by their keys."""
    said = [
        *_factors(scenario, names, formats),
        *_in_place(scenario, formats, currency),
        *(_event(event, names, formats) for event in scenario.events),
        *(_channel(channel, formats) for channel in scenario.new_channels),
        *(_hours(hours, formats) for hours in scenario.hours),
    ]
    return ", ".join(said) or tr("Nothing differs from how things are")


def lost(away: Gone) -> str:
    """Say what a scenario speaks of that is not there any more; empty where all of it is."""
    names = (*away.channels, *away.members)
    if not names:
        return ""
    said = tr("No longer there: {names}. What is said of it changes nothing")
    if len(names) > 1:
        said = tr("No longer there: {names}. What is said of them changes nothing")
    return said.format(names=", ".join(names))


def _factors(scenario: Scenario, names: Mapping[str, str], formats: Formats) -> list[str]:
    said = []
    if scenario.volume_factor != 1:
        said.append(tr("contacts {share}").format(share=formats.share(scenario.volume_factor - 1, signed=True)))
    if scenario.handle_time_factor != 1:
        share = formats.share(scenario.handle_time_factor - 1, signed=True)
        said.append(tr("handle time {share}").format(share=share))
    for key, seconds in scenario.handle_times_s.items():
        clock = formats.clock(timedelta(seconds=seconds))
        said.append(tr("{channel} takes {time}").format(channel=names.get(key, key), time=clock))
    if scenario.people:
        more = tr("{count} people more") if abs(scenario.people) > 1 else tr("one person more")
        fewer = tr("{count} people fewer") if abs(scenario.people) > 1 else tr("one person fewer")
        who = (more if scenario.people > 0 else fewer).format(count=formats.number(abs(scenario.people)))
        said.append(tr("{who} in all opening hours").format(who=who))
    return said


def _in_place(scenario: Scenario, formats: Formats, currency: str) -> list[str]:
    said = []
    if scenario.shrinkage is not None:
        said.append(tr("shrinkage {share}").format(share=formats.share(scenario.shrinkage)))
    if scenario.max_occupancy is not None:
        said.append(tr("occupancy at most {share}").format(share=formats.share(scenario.max_occupancy)))
    if scenario.service_level is not None:
        said.append(tr("{share} answered in time").format(share=formats.share(scenario.service_level)))
    if scenario.target_s is not None:
        within = formats.duration(timedelta(seconds=scenario.target_s))
        said.append(tr("answered within {time}").format(time=within))
    if scenario.deferred_within_s is not None:
        within = formats.duration(timedelta(seconds=scenario.deferred_within_s))
        said.append(tr("written work within {time}").format(time=within))
    if scenario.patience_s is not None:
        patience = formats.duration(timedelta(seconds=scenario.patience_s))
        said.append(tr("people wait {time} before they give up").format(time=patience))
    if scenario.minimum_people is not None:
        said.append(tr("at least {count} there").format(count=formats.number(scenario.minimum_people)))
    if scenario.cost_per_hour is not None:
        said.append(tr("{cost} an hour").format(cost=formats.money(scenario.cost_per_hour, currency)))
    return said


def _event(event: Event, names: Mapping[str, str], formats: Formats) -> str:
    share = formats.share(event.factor - 1, signed=True)
    days = formats.day(event.first_day)
    if event.last_day != event.first_day:
        days = tr("{first} to {last}").format(first=days, last=formats.day(event.last_day))
    said = tr("{name} {days} {share}") if not event.channel else tr("{name} {days} {share} on {channel}")
    return said.format(name=event.name, days=days, share=share, channel=names.get(event.channel, event.channel))


def _channel(channel: NewChannel, formats: Formats) -> str:
    return tr("{name} with {number} contacts a week").format(
        name=channel.name, number=formats.number(channel.contacts_a_week)
    )


def _hours(hours: Hours, formats: Formats) -> str:
    day = formats.locale.dayName(hours.weekday + 1)
    if hours.opens is None or hours.closes is None:
        return tr("{day} closed").format(day=day)
    return tr("{day} {opens} to {closes}").format(day=day, opens=hours.opens.isoformat("minutes"), closes=hours.until)
