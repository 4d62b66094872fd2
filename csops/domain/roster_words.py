"""What is said of a roster: a sentence for each broken rule, each gap and each reason.

The templates are source texts, as those of errors are: who shows them in another language fills the same places.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from csops.domain.opening_hours import WEEKDAY_NAMES
from csops.domain.roster_checks import Finding, Rule
from csops.domain.roster_gaps import Gap
from csops.domain.work_terms import Away, Part

BROKEN: Mapping[Rule, str] = {
    Rule.HOURS_A_WEEK: "{name} works {has} in the week of {day}; at most are {limit}",
    Rule.REST: "{name} has {has} of rest before {day}, after {shift} on {before}; it takes {limit}",
    Rule.DAYS_IN_A_ROW: "{name} works {has} days in a row, up to and beyond {day}; at most are {limit}",
    Rule.WEEKENDS_IN_A_ROW: "{name} works {has} weekends in a row, the one of {day} among them; at most are {limit}",
    Rule.HOURS_A_DAY: "{name} works {has} on {day}; at most are {limit}",
    Rule.WORKS_ALREADY: "{name} works twice on {day}, once {shift}",
    Rule.ABSENT: "{name} has a shift on {day}, although absent{part} ({reason} until {until})",
    Rule.NOT_AVAILABLE: "{name} does not offer {shift} on {day}",
    Rule.NOT_ON_ROSTER: "{name} is not planned on rosters, yet works on {day}",
}
"""What a roster breaks."""

PREVENTS: Mapping[Rule, str] = {
    Rule.HOURS_A_WEEK: "{names}: it would be {has} in that week, of {limit} at most",
    Rule.REST: "{names}: it would leave {has} of rest, of {limit} at least",
    Rule.DAYS_IN_A_ROW: "{names}: it would be {has} days in a row, of {limit} at most",
    Rule.WEEKENDS_IN_A_ROW: "{names}: it would be {has} weekends in a row, of {limit} at most",
    Rule.HOURS_A_DAY: "{names}: it would be {has}, of {limit} a day at most",
    Rule.WORKS_ALREADY: "{names}: at work {shift} that day",
    Rule.ON_BREAK: "{names}: on a break",
    Rule.ABSENT: "{names}: absent{part} ({reason} until {until})",
    Rule.NOT_AVAILABLE: "{names}: not available then",
    Rule.NOT_ON_ROSTER: "{names}: not planned on rosters",
    Rule.CANNOT_TAKE: "{names}: not on {channels}",
    Rule.LEVEL_TOO_LOW: "{names}: not on {channels} yet, {skill} is at {level} and takes {needed}",
    Rule.NO_SHIFT: "{names}: no shift covers that time",
    Rule.NOTHING: "{names}: free, and no rule forbids it",
}
"""Why people cannot fill a gap; those with the same reason are named together."""

GAP = "{day}, {start} to {end}: {missing} of {needed} missing{channels}. {reasons}"
NOBODY_TO_ASK = "Nobody else is on the team"
NO_SHIFT = "No shift covers that time"

_REASONS: Mapping[Away, str] = {
    Away.LEAVE: "leave",
    Away.ILLNESS: "illness",
    Away.TRAINING: "training",
    Away.UNPAID: "unpaid leave",
    Away.OTHER: "absence",
}
_PARTS: Mapping[Part, str] = {Part.DAY: "", Part.MORNING: " in the morning", Part.AFTERNOON: " in the afternoon"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_IN_HOURS = {Rule.HOURS_A_WEEK, Rule.REST, Rule.HOURS_A_DAY}


def broken_words(finding: Finding) -> str:
    """Return the sentence of a broken rule."""
    return _filled(BROKEN[finding.rule], finding)


def gap_words(gap: Gap, *, channel_name: Callable[[str], str] = str) -> str:
    """Return the sentence of a gap: who is missing when, and why nobody else can."""
    channels = " or ".join(channel_name(key) for key in gap.channels)
    return GAP.format(
        day=day_words(gap.starts_at.date()),
        start=f"{gap.starts_at:%H:%M}",
        end=f"{gap.ends_at:%H:%M}",
        missing=number_words(gap.missing),
        needed=gap.needed,
        channels=f" for {channels}" if channels else "",
        reasons=_reasons(gap.reasons, channel_name),
    )


def _reasons(findings: Sequence[Finding], channel_name: Callable[[str], str]) -> str:
    if not findings:
        return NOBODY_TO_ASK
    if all(finding.rule in {Rule.NO_SHIFT, Rule.NOT_ON_ROSTER} for finding in findings):
        return NO_SHIFT
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.rule, *map(str, finding.fields.values())), []).append(finding)
    return "; ".join(_together(same, channel_name) for same in alike.values())


def _together(findings: Sequence[Finding], channel_name: Callable[[str], str]) -> str:
    names = ", ".join(finding.name for finding in findings)
    return _filled(PREVENTS[findings[0].rule], findings[0], channel_name, names=names)


def day_words(day: date) -> str:
    """Return a day as Tuesday 9 June."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def hours_words(hours: float) -> str:
    """Return hours as 7.5 hours."""
    return "1 hour" if hours == 1 else f"{number_words(hours)} hours"


def number_words(value: float) -> str:
    """Return a number with at most two decimals, and none that are zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _filled(
    template: str, finding: Finding, channel_name: Callable[[str], str] = str, *, names: str | None = None
) -> str:
    words: dict[str, Any] = {"name": finding.name, "names": names or finding.name, "day": day_words(finding.day)}
    for name, value in finding.fields.items():
        words[name] = _words(value, finding.rule, channel_name)
    return template.format(**words)


def _words(value: object, rule: Rule, channel_name: Callable[[str], str]) -> str:
    if isinstance(value, Away):
        return _REASONS[value]
    if isinstance(value, Part):
        return _PARTS[value]
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, tuple):
        return " or ".join(channel_name(str(each)) for each in value)
    if isinstance(value, int | float):
        return hours_words(value) if rule in _IN_HOURS else number_words(value)
    return str(value)
