"""Shrinkage as it was: hours of the contracts that absences took, by reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from csops.domain.exact import exact
from csops.domain.shrinkage_parts import ShrinkagePart, measured_part
from csops.domain.work_terms import Away, Worker

_NAMES = {
    Away.LEAVE: "Leave",
    Away.ILLNESS: "Illness",
    Away.TRAINING: "Training",
    Away.OTHER: "Other absence",
}


def absence_parts(workers: Sequence[Worker], *, first_day: date, last_day: date) -> tuple[ShrinkagePart, ...]:
    """Return what absences of each reason took of the hours of all contracts, reasons that took nothing left out.

    Illness comes as a surprise, so that rosters to come do not show it; the other absences they show. Unpaid leave
    takes no paid time.
    """
    planned = [worker for worker in workers if worker.terms.on_roster and worker.terms.hours_per_week]
    nobody_away = [replace(worker, absences=()) for worker in planned]
    paid = sum((exact(worker.contract_hours(first_day, last_day)) for worker in nobody_away), start=exact(0))
    found = []
    for reason, name in _NAMES.items():
        lost = sum((exact(_lost_hours(worker, reason, first_day, last_day)) for worker in planned), start=exact(0))
        part = measured_part(name, lost_hours=lost, paid_hours=paid, on_roster=reason is not Away.ILLNESS)
        if part is not None and part.share:
            found.append(part)
    return tuple(found)


def _lost_hours(worker: Worker, reason: Away, first_day: date, last_day: date) -> float:
    only = replace(worker, absences=tuple(each for each in worker.absences if each.reason is reason))
    return only.days_away(first_day, last_day) * worker.terms.hours_per_week / worker.terms.days_per_week
