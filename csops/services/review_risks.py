"""Contacts after which something went wrong: which there are, and putting them into queues of reviews."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.access import Permission, Role
from csops.domain.care_rules import CareRules
from csops.domain.contacts import Contact
from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.review_draws import MOST
from csops.domain.review_risks import LONG_WAIT, Risky, risky
from csops.domain.review_samples import Sample
from csops.domain.review_sampling import Chosen
from csops.domain.texts import one_line, short_enough
from csops.services.concession_rules import rules_in
from csops.services.review_places import put_in_queues
from csops.services.review_queue import check_may_review
from csops.services.workspace import Workspace
from csops.storage.review_risks import contacts_of_cases, went_wrong
from csops.storage.unit_of_work import Work


def risky_contacts(workspace: Workspace, *, since: datetime, until: datetime, limit: int = 200) -> list[Risky]:
    """Return the contacts of [since, until) after which something went wrong, those with more reasons first.

    A low answer, a case passed on or reopened, a concession as high as what agents may give alone, a wait of more than
    LONG_WAIT times the target of the channel. Of each case it falls on the contact before it. What is reviewed or in
    a queue is left out, and so are this member's own contacts: others review those.

    Raises:
        NotPermitted: the role may not draw samples.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.read() as work:
        return _told(work, _risky(work, since, until, but=workspace.member.id)[:limit])


def pick_risky(
    workspace: Workspace,
    *,
    contact_ids: Sequence[int],
    since: datetime,
    until: datetime,
    reviewers: Sequence[int] = (),
    due_at: datetime | None = None,
    name: str = "",
) -> Sample:
    """Put contacts after which something went wrong into queues, shared among the reviewers.

    They are marked as risk, with what went wrong, and enter no average unless somebody asks for it.

    Args:
        workspace: whose contacts.
        contact_ids: which.
        since: the period in which they were found, from then on,
        until: and before that.
        reviewers: among whom; none: this member.
        due_at: until when.
        name: as the queue names them.

    Raises:
        Missing: no contact. InputError: one of them is reviewed or in a queue by now, or nothing went wrong.
            NotPermitted: the role may not, or one of the reviewers may not review. NotFound: a member who is gone.
    """
    workspace.require(Permission.REVIEWS)
    wanted, me = list(dict.fromkeys(contact_ids)), workspace.member.id
    if not wanted:
        raise Missing(field="contacts", right="Choose at least one")
    if len(wanted) > MOST:
        raise OutOfRange(field="contacts", value=f"{len(wanted):,}", right=f"Choose up to {MOST:,}")
    whom = tuple(reviewers) or (me,)
    with workspace.work("Pick what went wrong to review") as work:
        for one in whom:
            check_may_review(work, member_id=one)
        found = {one.contact_id: one for one in _risky(work, since, until, but=me)}
        _check_all_there(wanted, found)
        chosen = [Chosen(contact_id=one, member_id=found[one].member_id, layer=()) for one in wanted]
        sample = work.quality.samples.add(
            Sample(
                name=short_enough(one_line(name), field="name"),
                since=since,
                until=until,
                made_at=workspace.now(),
                made_by=me,
                seed=0,
                wanted=len(wanted),
                is_risk=True,
                due_at=due_at,
                reviewers=whom,
                population=len(found),
            )
        )
        put_in_queues(work, sample, chosen, risks={one: found[one].keys for one in wanted})
    return sample


def _risky(work: Work, since: datetime, until: datetime, *, but: int) -> list[Risky]:
    waits = {one.id: (one.is_immediate, LONG_WAIT * one.target) for one in work.channels.all()}
    facts = went_wrong(
        work.connection,
        since=since,
        rules=work.settings.get(CareRules),
        big=rules_in(work).limit(Role.AGENT).per_act or None,
        waits=waits,
    )
    contacts = contacts_of_cases(work.connection, (one.case_id for one in facts))
    return [one for one in risky(facts, contacts, since=since, until=until) if one.member_id != but]


def _told(work: Work, found: Sequence[Risky]) -> list[Risky]:
    """Return them with the contact and the name of its customer."""
    contacts = work.contacts.get_many(one.contact_id for one in found)
    known = work.customers.get_many(one.customer_id for one in contacts.values() if one.customer_id is not None)

    def name(contact: Contact | None) -> str:
        customer = None if contact is None or contact.customer_id is None else known.get(contact.customer_id)
        return "" if customer is None else customer.title

    return [
        replace(one, contact=contacts.get(one.contact_id), customer=name(contacts.get(one.contact_id))) for one in found
    ]


def _check_all_there(wanted: Sequence[int], found: dict[int, Risky]) -> None:
    for contact_id in wanted:
        if contact_id not in found:
            problem = "It is reviewed or in a queue by now, or nothing went wrong after it"
            raise InputError(field=f"contact {contact_id}", problem=problem, right="Leave it out, or pick it by hand")
