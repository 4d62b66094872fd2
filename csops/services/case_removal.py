"""A case taken out with all that hangs on it, within an act that undo takes back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from csops.domain.concessions import Concession, ConcessionState
from csops.domain.contacts import Contact
from csops.domain.errors import GivenThere
from csops.domain.surveys import SurveyAnswer
from csops.services.case_drafts import drop_drafts
from csops.services.concession_rules import rules_in
from csops.services.escalations import forget_passed
from csops.storage.store import Store
from csops.storage.unit_of_work import Work


def check_nothing_given(work: Work, contact_ids: Sequence[int]) -> None:
    """Raise GivenThere where these contacts are all that a case has on which something was given.

    It would leave the budget with its case. What was only asked for, declined or withdrawn counts nowhere and may go.
    """
    going = Counter(one.case_id for one in work.contacts.get_many(contact_ids).values())
    emptied = [case_id for case_id, n in going.items() if len(work.contacts.where(case_id=case_id)) == n]
    given = [one for one in work.care.concessions.where_any("case_id", emptied) if one.state is ConcessionState.AGREED]
    if given:
        raise GivenThere(given=_told(work, given))


def _told(work: Work, given: Sequence[Concession]) -> str:
    names = {kind.key: kind.name for kind in rules_in(work).kinds}
    of_case: dict[int, list[str]] = {}
    for one in given:
        said = f"{names.get(one.kind, one.kind)} {one.cost} {one.currency}"
        of_case.setdefault(one.case_id, []).append(said)
    return "; ".join(f"Case {case_id}: {', '.join(said)}" for case_id, said in sorted(of_case.items()))


def remove_case(work: Work, case_id: int) -> None:
    """Take out a case of which no contact is left. What customers answered and what was reviewed stays, without it."""
    care = work.care
    work.quality.reviews.let_go("case_id", case_id)
    answers = care.answers.where(case_id=case_id)
    care.answers.update_many([replace(one, case_id=None) for one in answers])
    for recovery in care.recoveries.where(case_id=case_id):
        care.recovery_steps.remove_many([one.id for one in care.recovery_steps.where(recovery_id=recovery.id)])
        care.recoveries.remove(recovery.id)
    care.case_merges.remove_many([one.id for one in care.case_merges.where(into_id=case_id)])
    stores: tuple[Store[Any], ...] = (
        *(work.follow_ups, work.notes, work.state_changes),
        *(care.promises, care.requests, care.escalations, care.concessions),
    )
    for store in stores:
        store.remove_many([record.id for record in store.where(case_id=case_id)])
    drop_drafts(work, case_id)
    work.cases.remove(case_id)


def let_go(work: Work, contact: Contact) -> None:
    """Take away what came with a contact that is to go; what the customer answered after it and reviews stay."""
    answers: list[SurveyAnswer] = work.care.answers.where(contact_id=contact.id)
    work.care.answers.update_many([replace(one, contact_id=None) for one in answers])
    for store in (work.quality.reviews, work.quality.picks, work.quality.calibrations):
        store.let_go("contact_id", contact.id)
    forget_passed(work, contact=contact)
