"""Absences inside operations: whoever looks after the work meanwhile is there to do so, and handovers outlive them."""

from collections.abc import Iterable
from dataclasses import replace

from csops.domain.handovers import check_substitute
from csops.domain.work_terms import Absence, checked_absence
from csops.storage.unit_of_work import Work


def fitting_absence(work: Work, absence: Absence) -> Absence:
    """Return the absence as it may be kept.

    Raises:
        OutOfRange: its days, or a substitute who is the person, has left, or is away too on some of the days.
        NotFound: the substitute is nobody of the team.
    """
    kept = checked_absence(absence)
    if kept.substitute_id is not None:
        substitute = work.members.get(kept.substitute_id)
        theirs = [one for one in work.absences.where(member_id=substitute.id) if one.id != kept.id]
        check_substitute(kept, substitute=substitute, theirs=theirs)
    return kept


def remove_absences(work: Work, absence_ids: Iterable[int]) -> None:
    """Take absences out; what was handed over for one stays handed over, for no absence."""
    gone = list(absence_ids)
    for absence_id in gone:
        for handover in work.care.handovers.where(absence_id=absence_id):
            work.care.handovers.update(replace(handover, absence_id=None))
    work.absences.remove_many(gone)
