"""Numbers of cases: that of a case which was merged into another leads to the other."""

from collections.abc import Iterable

from csops.storage.unit_of_work import Work

_LARGEST_ID = 2**63 - 1  # no database takes more


def current_id(work: Work, case_id: int) -> int:
    """Return the number under which a case is kept now; an unknown one is returned as it is."""
    if not 0 < case_id <= _LARGEST_ID or work.cases.find(case_id) is not None:
        return case_id
    merges = work.care.case_merges.where(merged_id=case_id)
    return merges[-1].into_id if merges else case_id


def current_ids(work: Work, case_ids: Iterable[int]) -> list[int]:
    """Return the numbers under which cases are kept now, each once: a list on the screen may be older than a merge."""
    return list(dict.fromkeys(current_id(work, one) for one in case_ids))
