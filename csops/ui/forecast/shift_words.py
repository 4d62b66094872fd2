"""The words of a plan of shifts: its cells, its figures, what is missing and which rules are broken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from csops.domain.shifts import Hours, Shift
from csops.domain.work_terms import Absence, Away, Part, Worker
from csops.services.rosters import PlanView
from csops.ui.forecast.gap_words import broken_line, gap_line, hint_line
from csops.ui.forecast.shift_model import ShiftCell, ShiftRow
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats

MOST_SAID = 12
SEPARATOR = " \u00b7 "


def rows(view: PlanView, days: Sequence[date], formats: Formats, *, marks_changes: bool = True) -> list[ShiftRow]:
    """Return a row for everybody who can be planned or works in this week; what is not as published is marked."""
    by_cell: dict[tuple[int, date], Shift] = {(shift.member_id, shift.day): shift for shift in view.shifts}
    changed = {(change.member_id, change.day) for change in view.changes} if marks_changes else set()
    wrong = {(finding.member_id, finding.day) for finding in view.broken}
    found = []
    for worker in view.task.workers:
        own = [by_cell.get((worker.member_id, day)) for day in days]
        if not worker.terms.on_roster and not any(own):
            continue
        cells = tuple(
            _marked(
                cell_of(shift, worker, day, formats, is_wrong=(worker.member_id, day) in wrong),
                is_changed=(worker.member_id, day) in changed,
            )
            for day, shift in zip(days, own, strict=True)
        )
        hours = sum(shift.paid_minutes for shift in own if shift is not None) / 60
        of_contract = hours_of(worker.contract_hours(days[0], days[-1]), formats)
        said = tr("{hours} / {contract} h").format(hours=hours_of(hours, formats), contract=of_contract)
        found.append(ShiftRow(member_id=worker.member_id, name=worker.name, cells=cells, hours=said))
    return found


def _marked(cell: ShiftCell, *, is_changed: bool) -> ShiftCell:
    if not is_changed:
        return cell
    words = tr("{what}, changed since it was published").format(what=cell.words)
    return replace(cell, is_changed=True, words=words)


def heads(days: Sequence[date], formats: Formats) -> list[str]:
    """Return the days and the hours as headings."""
    return [*(formats.day(day, weekday=True) for day in days), tr("Hours")]


def none_yet() -> str:
    """Say what planning does, where nothing is planned yet."""
    return tr(
        "“Plan shifts” gives everybody shifts so that the people needed are there, within contracts, absences, "
        "rest and wishes. What it cannot fill it names, with the reason"
    )


def how() -> str:
    """Say how a plan is changed by hand."""
    return tr(
        "Drag a shift to another person or day, or move it with Ctrl and the arrows; Enter offers shifts and absences, "
        "Delete takes a shift away. What is set by hand has an edge and stays when the week is planned anew"
    )


def _absent(absences: Sequence[Absence], day: date) -> Absence | None:
    return next((one for one in absences if one.first_day <= day <= one.last_day), None)


def cell_of(shift: Shift | None, worker: Worker, day: date, formats: Formats, *, is_wrong: bool = False) -> ShiftCell:
    """Return what stands at a person and a day: the shift, else why the person is absent."""
    name, when, absent = worker.name, formats.long_day(day), _absent(worker.absences, day)
    away = _away(absent) if absent is not None else ""
    if shift is None:
        words = tr("{name}, {day}: {what}").format(name=name, day=when, what=away or tr("no shift"))
        return ShiftCell(text=away, words=words)
    clock = clock_of(shift)
    what = tr("{shift}, {clock}").format(shift=shift.name, clock=clock) if shift.name != shift.clock else clock
    if shift.fixed:
        what = tr("{what}, set by hand").format(what=what)
    if is_wrong:
        what = tr("{what}, against a rule").format(what=what)
    if away:
        what = tr("{what}, although absent: {reason}").format(what=what, reason=away)
    words = tr("{name}, {day}: {what}").format(name=name, day=when, what=what)
    return ShiftCell(text=clock, words=words, is_shift=True, is_fixed=shift.fixed, is_wrong=is_wrong)


def _away(absence: Absence) -> str:
    said = {Part.DAY: "{reason}", Part.MORNING: tr("{reason}, a.m."), Part.AFTERNOON: tr("{reason}, p.m.")}
    return said[absence.part].format(reason=reasons()[absence.reason])


def clock_of(hours: Hours) -> str:
    """Return from when to when, as short as one says it: 8–16:30."""
    first, last = (end.removeprefix("0").removesuffix(":00") for end in hours.clock.split("-"))
    return f"{first}\u2013{last}"


def reasons() -> Mapping[Away, str]:
    """Return why somebody is absent, in a word."""
    return {
        Away.LEAVE: tr("Leave"),
        Away.ILLNESS: tr("Ill"),
        Away.TRAINING: tr("Training"),
        Away.UNPAID: tr("Unpaid"),
        Away.OTHER: tr("Absent"),
    }


def figures(view: PlanView, formats: Formats, currency: str) -> str:
    """Say what the plan takes and reaches: hours, cost, what is missing, and how many are answered in time."""
    sums, level = view.sums, view.reached.service_level
    parts = [
        tr("{hours} paid hours").format(hours=hours_of(sums.hours, formats)),
        formats.money(sums.cost, currency, decimals=0),
        tr("{missing} h missing, {spare} h more than needed").format(
            missing=hours_of(sums.missing_hours, formats), spare=hours_of(sums.spare_hours, formats)
        ),
    ]
    if level is not None:
        parts.append(tr("{share} answered in time").format(share=formats.share(level)))
    if view.reached.chance_of_missing is not None:
        chance = formats.share(view.reached.chance_of_missing)
        parts.append(tr("goal missed in {share} of such weeks").format(share=chance))
    return SEPARATOR.join(parts)


def closed_days(closed: Mapping[date, str], formats: Formats) -> list[str]:
    """Say which days are closed though their weekday is not, and why: nobody has a shift then."""
    return [
        tr("closed on {day} ({why})").format(day=formats.day(day, weekday=True), why=why)
        if why
        else tr("closed on {day}").format(day=formats.day(day, weekday=True))
        for day, why in sorted(closed.items())
    ]


def gap_lines(view: PlanView, week: date, names: Mapping[str, str], formats: Formats) -> list[str]:
    """Return a sentence for each gap of the week: who is missing when, and why nobody else can."""
    last = week + timedelta(days=6)
    found = [gap for gap in view.gaps if week <= gap.starts_at.date() <= last]
    return _some([gap_line(gap, formats, lambda key: names.get(key, key)) for gap in found])


def broken_lines(view: PlanView, week: date, formats: Formats) -> list[str]:
    """Return a sentence for each rule that the week breaks, and each contradiction in what the plan is made from."""
    last = week + timedelta(days=6)
    broken = [broken_line(finding, formats) for finding in view.broken if week <= finding.day <= last]
    return _some([*broken, *(hint_line(hint, formats) for hint in view.contradictions)])


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_SAID
    return lines if more <= 0 else [*lines[:MOST_SAID], tr("and %Ln more", more)]


def hours_of(value: float, formats: Formats) -> str:
    """Write hours: with a tenth where they are not whole."""
    return formats.number(value, decimals=0 if value == round(value) else 1)
