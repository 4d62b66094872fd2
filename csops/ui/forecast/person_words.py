"""The words of one person's contract, absences, wishes and weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QLocale

from csops.domain.plans import PlanState
from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Absence, NotYet, Part, Terms, Wanted, Wish, Worker
from csops.services.roster_person import PersonWeek, PersonWeeks, WishKept
from csops.services.roster_team import RosterTeam
from csops.ui.forecast.shift_model import ShiftRow
from csops.ui.forecast.shift_words import cell_of, hours_of, reasons
from csops.ui.forecast.wording import tr, weekday
from csops.ui.kit.formats import UNKNOWN, Formats

_SHORT = QLocale.FormatType.ShortFormat
_MONDAY = date(2024, 1, 1)  # some Monday, for the names of the days


def weekday_name(number: int, formats: Formats) -> str:
    """Return the name of a weekday that counts from Monday, 0."""
    return weekday(_MONDAY + timedelta(days=number), formats)


def absence_words(absence: Absence, formats: Formats, *, substitute: str = "") -> str:
    """Say when and why somebody is absent, and who looks after the work: 3 Jun to 5 Jun, leave."""
    first, last = (formats.day(day, weekday=True) for day in (absence.first_day, absence.last_day))
    when = first if absence.first_day == absence.last_day else tr("{first} to {last}").format(first=first, last=last)
    said = {
        Part.DAY: tr("{when}: {reason}"),
        Part.MORNING: tr("{when}, mornings: {reason}"),
        Part.AFTERNOON: tr("{when}, afternoons: {reason}"),
    }[absence.part]
    told = said.format(when=when, reason=reasons()[absence.reason])
    return tr("{absence}, {name} looks after the work").format(absence=told, name=substitute) if substitute else told


def wish_words(wish: Wish, shifts: Mapping[int, str], formats: Formats) -> str:
    """Say what somebody wishes: Free on Wednesday."""
    when = tr("any day")
    if wish.day is not None:
        when = formats.day(wish.day, weekday=True)
    elif wish.weekday is not None:
        when = weekday_name(wish.weekday, formats)
    if wish.wants is Wanted.FREE:
        return tr("Free: {when}").format(when=when)
    name = shifts.get(wish.template_id or 0, UNKNOWN)
    return tr("{shift}: {when}").format(shift=name, when=when)


def wish_kept_words(kept: WishKept, shifts: Mapping[int, str], formats: Formats) -> str:
    """Say what somebody wishes, and how often the plans grant it."""
    wish = wish_words(kept.wish, shifts, formats)
    if not kept.days:
        return tr("{wish} \u00b7 no such day is planned").format(wish=wish)
    if kept.days == kept.met:
        return tr("{wish} \u00b7 granted").format(wish=wish)
    if not kept.met:
        return tr("{wish} \u00b7 not granted").format(wish=wish)
    said = tr("{wish} \u00b7 granted on {met} of {days} days")
    return said.format(wish=wish, met=formats.number(kept.met), days=formats.number(kept.days))


def shift_names(templates: Sequence[ShiftTemplate]) -> dict[int, str]:
    """Return the names of shifts by their ids."""
    return {template.id: template.name for template in templates}


def contract_words(terms: Terms, formats: Formats) -> str:
    """Say how many hours a week the contract has, on how many days."""
    if not terms.on_roster:
        return tr("not planned")
    said = tr("{hours} h on {days} days")
    return said.format(hours=hours_of(terms.hours_per_week, formats), days=hours_of(terms.days_per_week, formats))


def channel_words(worker: Worker, names: Mapping[str, str]) -> str:
    """Say which channels somebody takes, and which not yet: "Phone, not yet Chat (level 2, needs 3)"."""
    barred = {each.channel for each in worker.not_yet}
    allowed = worker.terms.channels or (tuple(names) if barred else ())
    takes = ", ".join(names.get(key, key) for key in allowed if key not in barred)
    said = [takes] if takes else [] if barred else [tr("all")]
    return ", ".join([*said, *(_not_yet(each, names) for each in worker.not_yet)])


def _not_yet(each: NotYet, names: Mapping[str, str]) -> str:
    channel = names.get(each.channel, each.channel)
    if each.level is None:
        return tr("not yet {channel}").format(channel=channel)
    said = tr("not yet {channel} (level {level}, needs {needed})")
    return said.format(channel=channel, level=each.level, needed=each.needed)


def absent_words(absences: Sequence[Absence], first: date, last: date, formats: Formats) -> str:
    """Say on which days of a week somebody is absent."""
    found = [one for one in absences if one.first_day <= last and first <= one.last_day]
    return "; ".join(
        absence_words(_within(one, first, last), formats) for one in sorted(found, key=lambda one: one.first_day)
    )


def _within(absence: Absence, first: date, last: date) -> Absence:
    return replace(absence, first_day=max(first, absence.first_day), last_day=min(last, absence.last_day))


# ---------------------------------------------------------------- some weeks of one person


def week_rows(found: PersonWeeks, formats: Formats) -> list[ShiftRow]:
    """Return a row for each week: seven days, and hours planned of those of the contract."""
    return [
        ShiftRow(
            member_id=found.worker.member_id,
            name=_week_name(week, formats),
            cells=tuple(
                cell_of(next((shift for shift in week.shifts if shift.day == day), None), found.worker, day, formats)
                for day in week.days
            ),
            hours=tr("{hours} / {contract} h").format(
                hours=hours_of(week.hours, formats), contract=hours_of(week.contract, formats)
            ),
        )
        for week in found.weeks
    ]


def _week_name(week: PersonWeek, formats: Formats) -> str:
    states = {plan.state for plan in week.plans if plan is not None}
    day = formats.day(week.first_day)
    if not states:
        return tr("{day}, not planned").format(day=day)
    return day if PlanState.PUBLISHED in states else tr("{day}, draft").format(day=day)


def week_heads(first: date, formats: Formats) -> list[str]:
    """Return the weekdays and the hours as headings."""
    days = [formats.locale.dayName((first + timedelta(days=ahead)).isoweekday(), _SHORT) for ahead in range(7)]
    return [*days, tr("Hours")]


def weeks_figures(found: PersonWeeks, formats: Formats) -> str:
    """Say what is planned of the contract, how much somebody is absent, and how many wishes are granted."""
    hours, contract = (sum(getattr(week, name) for week in found.weeks) for name in ("hours", "contract"))
    first, last = found.weeks[0].days[0], found.weeks[-1].days[-1]
    parts = [
        tr("{hours} h planned of {contract} h that absences leave of the contract").format(
            hours=hours_of(hours, formats), contract=hours_of(contract, formats)
        )
    ]
    away = found.worker.days_away(first, last)
    if away:
        is_whole = away == round(away)
        said = tr("%Ln days of absence", round(away)) if is_whole else tr("{days} days of absence")
        parts.append(said.format(days=hours_of(away, formats)))
    asked, met = sum(one.days for one in found.wishes), sum(one.met for one in found.wishes)
    if asked:
        parts.append(tr("wishes granted on {met} of {asked} days").format(met=met, asked=asked))
    return " \u00b7 ".join(parts)


def copied_rows(found: PersonWeeks) -> tuple[list[str], list[list[object]]]:
    """Return the weeks as a table for the clipboard: each shift by day, begin and end."""
    heads = [tr("Day"), tr("Shift"), tr("From"), tr("To"), tr("Paid hours")]
    rows: list[list[object]] = []
    for week in found.weeks:
        for shift in week.shifts:
            first, last = shift.clock.split("-")
            rows.append([shift.day, shift.name, first, last, shift.paid_minutes / 60])
    return heads, rows


def away_lines(found: PersonWeeks, formats: Formats) -> list[str]:
    """Return a sentence for each absence in these weeks."""
    first, last = found.weeks[0].days[0], found.weeks[-1].days[-1]
    near = [one for one in found.person.absences if one.first_day <= last and first <= one.last_day]
    return [absence_words(one, formats) for one in sorted(near, key=lambda one: one.first_day)]


# ---------------------------------------------------------------- everybody


def team_lines(team: RosterTeam, week: date, hours: Mapping[int, float], formats: Formats) -> list[tuple[str, ...]]:
    """Return a line for each person: name, contract, planned, absent this week, wishes, channels, cost an hour."""
    last = week + timedelta(days=6)
    names = {channel.key: channel.name for channel in team.channels}
    shifts = shift_names(team.templates)
    lines: list[tuple[str, ...]] = []
    for worker in team.workers():
        terms = worker.terms
        wishes = "; ".join(wish_words(wish, shifts, formats) for wish in worker.wishes)
        planned = hours_of(hours[worker.member_id], formats) + " h" if worker.member_id in hours else UNKNOWN
        lines.append(
            (
                worker.name,
                contract_words(terms, formats),
                planned if terms.on_roster else UNKNOWN,
                absent_words(worker.absences, week, last, formats) or UNKNOWN,
                wishes or UNKNOWN,
                channel_words(worker, names),
            )
        )
    return lines


def team_heads() -> tuple[str, ...]:
    """Return the headings of the team."""
    return (
        tr("Person"),
        tr("Contract a week"),
        tr("Planned"),
        tr("Absent this week"),
        tr("Wishes"),
        tr("Channels"),
    )
