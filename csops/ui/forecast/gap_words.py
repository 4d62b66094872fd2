"""The sentences of gaps, broken rules and contradictions: the domain gives what they are, here they are said."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from csops.domain.roster_checks import Finding, Rule
from csops.domain.roster_gaps import Gap
from csops.domain.roster_hints import About, Hint
from csops.domain.work_terms import Away, Part
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats

Named = Callable[[str], str]
_IN_HOURS = {Rule.HOURS_A_WEEK, Rule.REST, Rule.HOURS_A_DAY}


def gap_line(gap: Gap, formats: Formats, named: Named) -> str:
    """Say who is missing when, and why nobody else can be there."""
    said = tr("{day}, {start} to {end}: {missing} of {needed} missing. {reasons}")
    if gap.channels:
        said = tr("{day}, {start} to {end}: {missing} of {needed} missing for {channels}. {reasons}")
    return said.format(
        day=formats.long_day(gap.starts_at.date()),
        start=f"{gap.starts_at:%H:%M}",
        end=f"{gap.ends_at:%H:%M}",
        missing=_number(gap.missing, formats),
        needed=formats.number(gap.needed),
        channels=_either(gap.channels, named),
        reasons=_reasons(gap.reasons, formats, named),
    )


def broken_line(finding: Finding, formats: Formats) -> str:
    """Say which rule somebody's work breaks."""
    said = {
        Rule.HOURS_A_WEEK: tr("{name} works {has} in the week of {day}; at most are {limit}"),
        Rule.REST: tr("{name} has {has} of rest before {day}, after {shift} on {before}; it takes {limit}"),
        Rule.DAYS_IN_A_ROW: tr("{name} works {has} days in a row, up to and beyond {day}; at most are {limit}"),
        Rule.WEEKENDS_IN_A_ROW: tr(
            "{name} works {has} weekends in a row, the one of {day} among them; at most are {limit}"
        ),
        Rule.HOURS_A_DAY: tr("{name} works {has} on {day}; at most are {limit}"),
        Rule.WORKS_ALREADY: tr("{name} works twice on {day}, once {shift}"),
        Rule.ABSENT: _by_part(
            finding,
            tr("{name} has a shift on {day}, although absent ({reason} until {until})"),
            tr("{name} has a shift on {day}, although absent in the morning ({reason} until {until})"),
            tr("{name} has a shift on {day}, although absent in the afternoon ({reason} until {until})"),
        ),
        Rule.NOT_AVAILABLE: tr("{name} does not offer {shift} on {day}"),
        Rule.NOT_ON_ROSTER: tr("{name} is not planned on rosters, yet works on {day}"),
    }[finding.rule]
    return said.format(name=finding.name, day=formats.long_day(finding.day), **_fields(finding, formats, str))


def hint_line(hint: Hint, formats: Formats) -> str:
    """Say what of people, shifts and rules does not go together."""
    said = {
        About.NOBODY: tr("Nobody is on the roster: say who is, with their hours"),
        About.NO_SHIFTS: tr("There are no shifts to give: set some up"),
        About.TOO_LONG: tr("{shift} is {has} of paid work; the rules allow {limit} a day, so nobody can be given it"),
        About.CONTRACT: tr("The contract of {name} asks for {has} a week, and {limit} are allowed"),
        About.FITS_NOTHING: tr("No shift lies inside the times that {name} offers"),
        About.NEVER_THERE: tr("{name} is absent on every day of the plan"),
        About.UNCOVERED: tr("Nobody could be there on {day} from {time}: no shift covers it"),
    }[hint.about]
    return said.format(**{name: _hinted(value, formats) for name, value in hint.fields.items()})


def _hinted(value: object, formats: Formats) -> str:
    if isinstance(value, date):
        return formats.long_day(value)
    return _hours(value, formats) if isinstance(value, float) else str(value)


def _reasons(findings: Sequence[Finding], formats: Formats, named: Named) -> str:
    if not findings:
        return tr("Nobody else is on the team")
    if all(finding.rule in {Rule.NO_SHIFT, Rule.NOT_ON_ROSTER} for finding in findings):
        return tr("No shift covers that time")
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.rule, *map(str, finding.fields.values())), []).append(finding)
    return "; ".join(_together(same, formats, named) for same in alike.values())


def _together(findings: Sequence[Finding], formats: Formats, named: Named) -> str:
    first = findings[0]
    names = ", ".join(finding.name for finding in findings)
    return _prevents(first).format(names=names, **_fields(first, formats, named))


def _prevents(finding: Finding) -> str:
    """Why people cannot fill a gap; those with the same reason are named together."""
    return {
        Rule.HOURS_A_WEEK: tr("{names}: it would be {has} in that week, of {limit} at most"),
        Rule.REST: tr("{names}: it would leave {has} of rest, of {limit} at least"),
        Rule.DAYS_IN_A_ROW: tr("{names}: it would be {has} days in a row, of {limit} at most"),
        Rule.WEEKENDS_IN_A_ROW: tr("{names}: it would be {has} weekends in a row, of {limit} at most"),
        Rule.HOURS_A_DAY: tr("{names}: it would be {has}, of {limit} a day at most"),
        Rule.WORKS_ALREADY: tr("{names}: at work {shift} that day"),
        Rule.ON_BREAK: tr("{names}: on a break"),
        Rule.ABSENT: _by_part(
            finding,
            tr("{names}: absent ({reason} until {until})"),
            tr("{names}: absent in the morning ({reason} until {until})"),
            tr("{names}: absent in the afternoon ({reason} until {until})"),
        ),
        Rule.NOT_AVAILABLE: tr("{names}: not available then"),
        Rule.NOT_ON_ROSTER: tr("{names}: not planned on rosters"),
        Rule.CANNOT_TAKE: tr("{names}: not on {channels}"),
        Rule.LEVEL_TOO_LOW: tr("{names}: not on {channels} yet, {skill} is at {level} and takes {needed}"),
        Rule.NO_SHIFT: tr("{names}: no shift covers that time"),
        Rule.NOTHING: tr("{names}: free, and no rule forbids it"),
    }[finding.rule]


def _by_part(finding: Finding, day: str, morning: str, afternoon: str) -> str:
    part = finding.fields.get("part")
    return morning if part is Part.MORNING else afternoon if part is Part.AFTERNOON else day


def _fields(finding: Finding, formats: Formats, named: Named) -> dict[str, str]:
    return {name: _said(value, finding.rule, formats, named) for name, value in finding.fields.items()}


def _said(value: object, rule: Rule, formats: Formats, named: Named) -> str:
    if isinstance(value, Away):
        return _away()[value]
    if isinstance(value, date):
        return formats.long_day(value)
    if isinstance(value, tuple):
        return _either([str(each) for each in value], named)
    if isinstance(value, int | float):
        return _hours(value, formats) if rule in _IN_HOURS else _number(value, formats)
    return str(value)


def _away() -> Mapping[Away, str]:
    return {
        Away.LEAVE: tr("leave"),
        Away.ILLNESS: tr("illness"),
        Away.TRAINING: tr("training"),
        Away.UNPAID: tr("unpaid leave"),
        Away.OTHER: tr("absence"),
    }


def _either(keys: Sequence[str], named: Named) -> str:
    names = [named(key) for key in keys]
    if len(names) < 2:
        return "".join(names)
    return tr("{some} or {last}").format(some=", ".join(names[:-1]), last=names[-1])


def _hours(value: float, formats: Formats) -> str:
    return tr("{hours} h").format(hours=_number(value, formats))


def _number(value: float, formats: Formats) -> str:
    """A number with at most two decimals, and none that say nothing."""
    digits = next(digits for digits in (0, 1, 2) if digits == 2 or abs(value - round(value, digits)) < 1e-9)
    return formats.number(value, decimals=digits)
