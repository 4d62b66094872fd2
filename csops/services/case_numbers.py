"""Numbers of cases: that of a case which was merged into another leads to the other."""

from csops.storage.unit_of_work import Work


def current_id(work: Work, case_id: int) -> int:
    """Return the number under which a case is kept now; an unknown one is returned as it is."""
    if work.cases.find(case_id) is not None:
        return case_id
    merges = work.care.case_merges.where(merged_id=case_id)
    return merges[-1].into_id if merges else case_id
