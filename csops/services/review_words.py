"""Of which contacts words of ours can be read; of the others a review has the note alone."""

from collections import defaultdict
from collections.abc import Iterable

from csops.domain.contact_words import reads_ours
from csops.domain.contacts import Contact
from csops.storage.unit_of_work import Work


def with_our_words(work: Work, contact_ids: Iterable[int]) -> set[int]:
    """Return those of the contacts in which, or in the answer to which, can be read what somebody of us said."""
    wanted = work.contacts.get_many(contact_ids)
    in_case: defaultdict[int, list[Contact]] = defaultdict(list)
    for one in work.contacts.where_any("case_id", sorted({one.case_id for one in wanted.values()})):
        in_case[one.case_id].append(one)
    channels = {one.id: one.key for one in work.channels.all()}
    ours = [one.name for one in work.members.all()]
    cases = work.cases.get_many(in_case)
    whose = {one.id: one.customer_id or cases[one.case_id].customer_id or 0 for one in wanted.values()}
    customers = work.customers.get_many(whose.values())

    def reads(one: Contact) -> bool:
        customer = customers.get(whose[one.id])
        theirs = [customer.name] if customer is not None and customer.name else []
        return reads_ours(one, in_case[one.case_id], channels=channels, ours=ours, theirs=theirs)

    return {one.id for one in wanted.values() if reads(one)}
