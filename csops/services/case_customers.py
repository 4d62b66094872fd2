"""Whose a case is, known at last: what was kept on it while nobody knew is theirs too."""

from dataclasses import replace
from typing import Any

from csops.domain.cases import Case
from csops.storage.store import Store
from csops.storage.unit_of_work import Work


def give_to_customer(work: Work, case: Case) -> None:
    """Let contacts and answers of nobody on a case be of its customer; concessions are found by their case."""
    if case.customer_id is None:
        return
    stores: tuple[Store[Any], ...] = (work.contacts, work.care.answers)
    for store in stores:
        of_nobody = [one for one in store.where(case_id=case.id) if one.customer_id is None]
        store.update_many([replace(one, customer_id=case.customer_id) for one in of_nobody])
